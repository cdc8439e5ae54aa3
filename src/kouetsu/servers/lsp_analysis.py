"""What kouetsu finds in a text that is open in an editor."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pygls.uris import to_fs_path

from kouetsu import catalogue
from kouetsu.article import Article, Profile
from kouetsu.config import ConfigError, Configurations, Settings
from kouetsu.linter import FileReport, lint_article
from kouetsu.records import field, record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.finding import Finding
    from kouetsu.servers.lsp_documents import Document
    from kouetsu.servers.lsp_positions import Positions

# Not every editor tells that a configuration or another post has changed, so what was read from
# disk is read again after a while; reading it costs about 3 ms.
_SECONDS_KEPT = 2.0


@record
class Analysis:
    """What came of linting one version of a document.

    `problem` says why the settings on disk could not be used; `settings` are then the last good
    ones, under which no rule is on if there never were any. `name` is that of no other analysis.
    """

    name: str
    document: Document
    article: Article
    settings: Settings
    report: FileReport
    problem: str | None = None

    @property
    def language(self) -> str:
        """The language of messages, "ja" or "en"."""
        return self.settings.message_language

    @property
    def positions(self) -> Positions:
        """The places of the analysed version."""
        return self.document.positions

    @property
    def shown(self) -> Iterator[Finding]:
        """The findings that do not follow from others."""
        return (finding for finding in self.report.findings if finding.cause is None)

    @property
    def failures(self) -> Iterator[str]:
        """What kept kouetsu from its work, in lines for people."""
        for error in self.report.errors:
            rule = f"{error.rule}: " if error.rule else ""
            yield f"{self.report.path}: {rule}{error.message}"


@record(frozen=False)
class Analyser:
    """Lints documents, in one thread only.

    Texts that are no files have the settings of `folder`. `locale` ("ja" or "en") is the language
    of messages where no settings name one.
    """

    folder: Path
    locale: str
    _configurations: Configurations | None = None
    _read_at: float = 0.0
    _count: int = 0
    _good: dict[Path, Settings] = field(default_factory=dict)

    def analyse(self, document: Document) -> Analysis:
        """Lint a document. Never raises: what goes wrong is told by the analysis."""
        path = path_of(document.uri, self.folder)
        settings, problem = self._settings(path)
        source = replace(document.positions.source, path=path.as_posix())
        article = Article(source, settings.profile)
        report = lint_article(article, settings)
        self._count += 1
        return Analysis(str(self._count), document, article, settings, report, problem)

    def reload(self) -> None:
        """Read configurations, dictionaries and sites from disk again when they are next needed."""
        from kouetsu.checks.consistency import prh_files

        prh_files.load.cache_clear()
        self._configurations = None

    def _settings(self, path: Path) -> tuple[Settings, str | None]:
        try:
            configurations = self._current()
            settings = configurations.settings_for(path)
            if configurations.is_excluded(path):
                settings = _without_rules(settings.message_language)
        except (ConfigError, OSError) as error:
            return self._good.get(path, _without_rules(self.locale)), str(error)
        self._good[path] = settings
        return settings, None

    def _current(self) -> Configurations:
        now = time.monotonic()
        if self._configurations is None or now - self._read_at > _SECONDS_KEPT:
            self._configurations = Configurations(catalogue.load(), locale=self.locale)
            self._read_at = now
        return self._configurations


def path_of(uri: str, folder: Path) -> Path:
    """Return the path of a file, or a path in `folder` for what is not saved as one."""
    path = to_fs_path(uri)
    if path:
        return Path(path)
    name = Path(unquote(urlsplit(uri).path)).name
    return folder / (name or "untitled")


def _without_rules(message_language: str) -> Settings:
    return Settings(Profile(), message_language, ())
