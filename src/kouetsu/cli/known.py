"""The baselines of a run: which file holds for which article, and what each of them knows."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import baseline, catalogue
from kouetsu.baseline import Baseline, Checked, Comparison
from kouetsu.config import ConfigError
from kouetsu.config_file import shown_path
from kouetsu.globs import absolute_path
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.config import Configurations, Settings
    from kouetsu.linter import FileReport

_STALE = {
    "ja": "{file}: {n}件はもう指摘されません（kouetsu baseline prune で除けます）",
    "en": "{file}: {n} of the known findings are no more (kouetsu baseline prune takes them out)",
}


@record
class Known:
    """A baseline with the articles of a run that it holds for, and what came of comparing them."""

    baseline: Baseline
    run: tuple[Checked, ...]
    comparison: Comparison

    @property
    def name(self) -> str:
        """The file as people are shown it."""
        return shown_path(self.baseline.file)

    def stale_note(self, language: str) -> str:
        """Return the line that tells how many entries of the baseline are stale."""
        return _STALE[language].format(file=self.name, n=len(self.comparison.stale))

    def fingerprints(self, path: str) -> frozenset[str]:
        """Return the fingerprints that are known of an article."""
        return frozenset(self.comparison.kept.get(self.baseline.key(path), ()))


def checked(report: FileReport, settings: Settings) -> Checked:
    """Return a report with the rules that came to an end on it."""
    failed = {error.rule for error in report.errors}
    if report.source is None or None in failed:
        return Checked(report, frozenset())
    return Checked(report, frozenset(each.rule.id for each in settings.rules) - failed)


def compared(
    run: Sequence[Checked],
    names: Sequence[str],
    configurations: Configurations,
    explicit: Path | None = None,
    *,
    may_be_missing: bool = False,
) -> list[Known]:
    """Return the baselines of the articles of a run over the named paths.

    `explicit` stands for every other baseline. One that nobody names is left out where its file
    does not exist, unless `may_be_missing`. Raises ConfigError for one that is named and missing,
    and for one that cannot be used.
    """
    groups: dict[Path, list[Checked]] = {}
    absent: set[Path] = set()
    for each in run:
        if explicit is None:
            file, is_named = configurations.baseline_for(Path(each.report.path))
        else:
            file, is_named = absolute_path(explicit), True
        if file in absent:
            continue
        if file not in groups and not may_be_missing and not file.exists():
            if is_named:
                raise missing(file)
            absent.add(file)
            continue
        groups.setdefault(file, []).append(each)
    folders = [absolute_path(Path(name)) for name in names]
    return [_known(baseline.read(file), tuple(part), folders) for file, part in groups.items()]


def tell_stale(baselines: Sequence[Known]) -> None:
    """Tell on stderr of the baselines that hold what is no more; none of them is rewritten."""
    for each in baselines:
        if each.comparison.stale:
            language = each.run[0].report.language
            print(f"kouetsu: {each.stale_note(language)}", file=sys.stderr)


def is_continuous_integration() -> bool:
    """Say whether a service runs us, as nearly all tell by CI=true."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def missing(file: Path) -> ConfigError:
    """Return the error for a baseline that is not there."""
    return ConfigError(f"{shown_path(file)}: no such baseline; `kouetsu baseline write` writes it")


def _known(read: Baseline, run: tuple[Checked, ...], folders: Sequence[Path]) -> Known:
    def is_covered(path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in folders)

    return Known(read, run, baseline.compare(read, run, catalogue.load(), is_covered))
