"""What git has of the articles of a run: `check --since`, `--staged` and `--baseline-from`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import changes, gate, linter
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.changes import Blob, Changes
    from kouetsu.config import Configurations, Settings
    from kouetsu.linter import FileReport, LintBytes


@record
class Scope:
    """What of a run counts.

    `changed` are the changes that only are looked at, None for all that there is. `base` is how
    the articles differ from a commit whose findings are known, None where no commit is named.
    """

    changed: Changes | None = None
    base: Changes | None = None

    def files(
        self, found: Sequence[Path], names: Sequence[str], configurations: Configurations
    ) -> list[Path]:
        """Return which of the articles under the named paths are looked at."""
        if self.changed is None:
            return list(found)
        wanted = [path for path in found if self.changed.of(path) is not None]
        wanted += self._of_the_index_alone(self.changed, names, configurations)
        return sorted(wanted, key=lambda path: path.parts)

    def lint(self, path: Path, settings: Settings, work: LintBytes) -> FileReport | None:
        """Lint one of `files` by `work`, as it is in the index where that is asked for.

        Return None where git has the content elsewhere. Raises ChangesError.
        """
        change = self.changed.of(path) if self.changed else None
        if self.changed is None or change is None or change.staged is None:
            report = linter.lint_file(path, settings, work)
        else:
            data = self.changed.content(change.staged)
            report = work(data, path.as_posix(), settings)
        is_elsewhere = report.source is not None and changes.is_pointer(report.source.text)
        return None if self.changed is not None and is_elsewhere else report

    def older(self, report: FileReport, settings: Settings, work: LintBytes) -> frozenset[str]:
        """Return the fingerprints of the findings that the change did not make or touch."""
        change = self.changed.of(Path(report.path)) if self.changed else None
        if self.changed is None or change is None or change.before is None:
            return frozenset()
        before = partial(_lint_before, self.changed, change.before, settings, work)
        return gate.older(report, change.lines, before)

    def known(self, report: FileReport, settings: Settings, work: LintBytes) -> frozenset[str]:
        """Return the fingerprints of the findings that were there at the commit named."""
        if self.base is None:
            return frozenset()
        change = self.base.of(Path(report.path))
        if change is None:
            before = report
        elif change.before is None:
            return frozenset()
        else:
            before = _lint_before(self.base, change.before, settings, work)
        return frozenset(finding.fingerprint for finding in before.findings)

    def _of_the_index_alone(
        self, changed: Changes, names: Sequence[str], configurations: Configurations
    ) -> Iterator[Path]:
        """Yield the articles that will be committed though they are gone from the work tree."""
        for key, change in changed.files.items():
            path = changed.top / key
            if change.staged is None or os.path.lexists(path):
                continue
            for name in names:
                folder = Path(os.path.realpath(name))
                if path.is_relative_to(folder) and not configurations.is_excluded(path):
                    yield Path(name) / path.relative_to(folder)
                    break


def scope(
    names: Sequence[str], *, since: str | None, is_staged: bool, baseline_from: str | None
) -> Scope:
    """Return what counts of a run, by the options of `kouetsu check`; raises ChangesError."""
    paths = [Path(name) for name in names]
    changed = base = None
    if since is not None:
        changed = changes.since(since, paths)
    elif is_staged:
        changed = changes.staged(paths)
    if baseline_from is not None:
        base = changes.since(baseline_from, paths, is_staged=is_staged)
    return Scope(changed, base)


def _lint_before(changed: Changes, before: Blob, settings: Settings, work: LintBytes) -> FileReport:
    path = (changed.top / before.path).as_posix()
    return work(changed.content(before), path, settings)
