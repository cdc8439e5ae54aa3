"""Results of earlier runs: an article that was linted before, with all that counts, is not again.

What counts is in the key (the content and path of the article, the settings, the rules, this
program and the libraries that it reads with) or was asked while linting (other files of the site,
the day). What was asked is asked again; a result is taken only where every answer is the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kouetsu import cache_folder, linter
from kouetsu.article import Article
from kouetsu.article.source import from_bytes
from kouetsu.cache import keys, reports
from kouetsu.cache.store import Store
from kouetsu.records import field, record, replace

if TYPE_CHECKING:
    from pathlib import Path

    from kouetsu.article.outside import Answer
    from kouetsu.cache.store import Trouble
    from kouetsu.config import Settings
    from kouetsu.linter import FileReport
    from kouetsu.reports import Writer


class NotKeptError(Exception):
    """There is no result that can be taken."""


@record(frozen=False)
class Results:
    """The kept results of one folder. Can be sent to another process while it is closed.

    `write` makes the text of a report, which is kept with it: None where none is wanted.
    `_settings` has the key of each settings of this run by their identity, with them: in another
    process, others may have that identity.
    """

    store: Store
    write: Writer | None = None
    _program: bytes = b""
    _settings: dict[int, tuple[bytes, Settings]] = field(default_factory=dict)

    @property
    def trouble(self) -> Trouble | None:
        """What keeps or kept results from being found or kept, where people should know."""
        return self.store.trouble

    def lint_bytes(self, data: bytes, path: str, settings: Settings) -> FileReport:
        """Return what linter.lint_bytes does, from an earlier run where there is one."""
        key = self._key(data, path, settings)
        known = self._known(key, data, path, settings)
        if known is not None:
            return known
        article = Article(from_bytes(data, path), settings.profile)
        report = linter.lint_article(article, settings)
        if self.write is not None:
            report = replace(report, text=self.write(report))
        if not report.errors:  # what failed is tried again
            self.store.put(key, self._content(article, report))
        return report

    def recall(self, data: bytes, path: str, settings: Settings) -> FileReport:
        """Return what linter.lint_bytes does, from an earlier run; raises NotKeptError."""
        known = self._known(self._key(data, path, settings), data, path, settings)
        if known is None:
            raise NotKeptError(path)
        return known

    def close(self) -> None:
        """Let go of the files, until one is needed again."""
        self.store.close()

    def _key(self, data: bytes, path: str, settings: Settings) -> bytes:
        self._program = self._program or keys.of_program()
        of_settings, known = self._settings.get(id(settings), (b"", None))
        if known is not settings:
            of_settings = keys.of_settings(settings)
            self._settings[id(settings)] = of_settings, settings
        return keys.of_article(data, path, self._program, of_settings)

    def _content(self, article: Article, report: FileReport) -> bytes:
        """Return a line of JSON, a line that names the writer of the text, and the text."""
        asked = [[*question, answer] for question, answer in article.asked.items()]
        found = json.dumps([asked, reports.encoded(report)], separators=(",", ":"))
        name = self.write.name if self.write else ""
        return f"{found}\n{name}\n{report.text}".encode("utf-8", "surrogatepass")

    def _known(self, key: bytes, data: bytes, path: str, settings: Settings) -> FileReport | None:
        content = self.store.get(key)
        if content is None:
            return None
        found, name, text = content.split(b"\n", 2)
        asked, findings = json.loads(found)
        article = Article(from_bytes(data, path), settings.profile)
        if asked and not _has_same_answers(article, asked):
            return None
        is_wanted = self.write is not None and name.decode() == self.write.name
        shown = text.decode("utf-8", "surrogatepass") if is_wanted else ""
        return reports.decoded(findings, article.source, settings.message_language, shown)


def results(folder: Path | None, write: Writer | None = None) -> Results:
    """Return the results that are kept in a folder, in the user's cache folder for None."""
    return Results(Store(folder or cache_folder.path(), is_named=folder is not None), write)


def _has_same_answers(article: Article, asked: list[tuple[str, str, Answer]]) -> bool:
    from kouetsu.cache import questions  # most articles ask nothing

    return questions.have_same_answers(article, asked)
