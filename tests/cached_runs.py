"""Runs that keep results, each checked against one that keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import cache, catalogue, linter
from kouetsu.checks.consistency import prh_files
from kouetsu.config import CommandLine, Configurations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    import pytest

    from kouetsu.article import Article
    from kouetsu.config import Settings
    from kouetsu.linter import FileReport


class Runs:
    """Lints articles as one run after the other does, with results in a folder of their own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.linted: list[str] = []
        self.last: FileReport | None = None
        self._lint_article = linter.lint_article
        monkeypatch.setattr(linter, "lint_article", self._count)

    def has_linted(self, path: Path, *, today: date | None = None, **flags: object) -> bool:
        """Say whether a run had to lint an article, and make sure that it reports the same."""
        return bool(self.linted_of([path], today=today, **flags))

    def linted_of(
        self, paths: list[Path], *, today: date | None = None, **flags: object
    ) -> list[str]:
        """Return the names of the articles of a run that had to be linted."""
        self.linted.clear()
        results = cache.results(self.folder)
        settings = self._settings(paths, today, flags)
        found = [linter.lint_file(path, settings[path], results.lint_bytes) for path in paths]
        results.close()
        assert results.trouble is None
        names = [name.rpartition("/")[2] for name in self.linted]
        anew = self._settings(paths, today, flags)
        assert found == [linter.lint_file(path, anew[path]) for path in paths]
        if found:  # any edits may have taken the last article away
            self.last = found[-1]
        return names

    def _settings(
        self, paths: list[Path], today: date | None, flags: Mapping[str, object]
    ) -> dict[Path, Settings]:
        prh_files.load.cache_clear()  # a process reads them once
        line = CommandLine(today=today, **flags)  # type: ignore[arg-type]
        configurations = Configurations(catalogue.load(), line, locale="en")
        return {path: configurations.settings_for(path) for path in paths}

    def _count(self, article: Article, settings: Settings) -> FileReport:
        self.linted.append(article.source.path)
        return self._lint_article(article, settings)


def write(top: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder, which is made the top of a repository."""
    (top / ".git").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
