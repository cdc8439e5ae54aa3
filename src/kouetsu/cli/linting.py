"""Linting the articles of a run, in this process or in several."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING

from kouetsu import digests, time_limit
from kouetsu.linter import EngineError, FileReport, lint_bytes, out_of_time
from kouetsu.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from kouetsu.cache import Results
    from kouetsu.cli.changed import Scope
    from kouetsu.config import Configurations, Settings
    from kouetsu.linter import LintBytes
    from kouetsu.reports import Writer

# Bytes of articles from which a second process saves more than it costs: copying this process and
# loading multiprocessing takes as long as linting about 100 KB.
_WORTH_SHARING = 300_000

# Articles from which on it matters how much room their texts take until the report is written.
# Those of so many posts take 50 MB; to pack and unpack one takes as long as to report what was
# kept of it.
MANY = 1000

# Articles whose findings have so many fingerprints that a faster digest is worth loading.
_MANY_FINGERPRINTS = 100

_LOST = "the process that checked it died (ended from outside, or out of memory); try --jobs 1"


@record
class Linted:
    """All that was found in an article; of it the fingerprints that a comparison with git hides."""

    report: FileReport
    older: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


@record
class Linter:
    """Lints one article after the other by its settings, as far as the scope of the run goes.

    `results` are those of earlier runs, None where nothing is kept.
    `file_timeout` are the seconds for each, 0 for any time. `packs_texts` says that there are so
    many that their texts should take little room. `write` makes the text of a report, while the
    lines of the article are still known, by the process that linted it; None where that comes
    later.
    """

    configurations: Configurations
    scope: Scope
    results: Results | None = None
    file_timeout: float = 0
    packs_texts: bool = False
    write: Writer | None = None

    def __call__(self, path: Path) -> Linted | None:
        """Return what was found, None for an article that git has elsewhere.

        Raises ConfigError and ChangesError.
        """
        work = lint_bytes if self.results is None else self.results.lint_bytes
        linted = self._linted(path, work)
        if linted is None:
            return None
        if self.write is not None and not linted.report.text:
            linted = replace(linted, report=replace(linted.report, text=self.write(linted.report)))
        return self._held(linted)

    def kept(self, files: Sequence[Path]) -> dict[int, Linted | None]:
        """Return what earlier runs found, by the places of the files in their order."""
        if self.results is None:
            return {}
        from kouetsu.cache import NotKeptError

        found: dict[int, Linted | None] = {}
        for place, path in enumerate(files):
            with suppress(NotKeptError):
                linted = self._linted(path, self.results.recall)
                found[place] = linted and self._held(linted)
        return found

    def close(self) -> None:
        """Let go of the results of earlier runs: a copy of this process must not have them open."""
        if self.results is not None:
            self.results.close()

    def _linted(self, path: Path, work: LintBytes) -> Linted | None:
        settings = self.configurations.settings_for(path)
        try:
            run = partial(self._lint, path, settings, work)
            return time_limit.within(self.file_timeout, run)
        except time_limit.OutOfTime as over:
            return Linted(out_of_time(over, path, settings, self.file_timeout))

    def _lint(self, path: Path, settings: Settings, work: LintBytes) -> Linted | None:
        report = self.scope.lint(path, settings, work)
        if report is None:
            return None
        older = self.scope.older(report, settings, work)
        known = self.scope.known(report, settings, work)
        return Linted(report, older, known)

    def _held(self, linted: Linted) -> Linted:
        """Return what is held of it until the report is written."""
        report = _without_memory(linted.report, is_packed=self.packs_texts)
        return replace(linted, report=report)

    def lost(self, path: Path) -> Linted:
        """Return what stands for an article whose process died."""
        language = self.configurations.settings_for(path).message_language
        return Linted(FileReport(path.as_posix(), None, language, errors=(EngineError(_LOST),)))


def lint(linter: Linter, files: Sequence[Path], jobs: int | None) -> Iterator[Linted | None]:
    """Lint the files in their order; `jobs` processes do it, None for as many as pay."""
    kept = linter.kept(files)
    missing = [path for place, path in enumerate(files) if place not in kept]
    with closing(_lint(linter, missing, jobs)) as fresh:
        for place in range(len(files)):
            yield kept.pop(place) if place in kept else next(fresh)
    linter.close()


def _lint(linter: Linter, files: Sequence[Path], jobs: int | None) -> Generator[Linted | None]:
    if len(files) >= _MANY_FINGERPRINTS:
        digests.expect_many()
    number = processes(files) if jobs is None else jobs
    if number == 1 or len(files) <= 2:
        yield from map(linter, files)
        return
    from kouetsu.cli import workers

    # What the first article needs is loaded before this process is copied, and so but once.
    yield linter(files[0])
    linter.close()
    yield from workers.share(linter, files[1:], number, linter.lost)


def processes(files: Sequence[Path]) -> int:
    """Return how many processes pay: one for few articles, else one for each processor."""
    return _processors() if sum(map(_size, files)) >= _WORTH_SHARING else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # the linter will say so


def _without_memory(report: FileReport, *, is_packed: bool) -> FileReport:
    """Return the report with a source that has not kept what was worked out of its text."""
    if report.source is None:
        return report
    if not is_packed:
        return replace(report, source=replace(report.source))
    from kouetsu.article.packed import PackedSource

    return replace(report, source=PackedSource(report.source))
