"""`kouetsu check --profile-rules`: what each rule costs and finds."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.linter import FileReport


def show(reports: Sequence[FileReport]) -> None:
    """Print a table on stderr, the slowest rule first."""
    sys.stderr.writelines(f"{line}\n" for line in table(reports))


def table(reports: Sequence[FileReport]) -> Iterator[str]:
    """Yield the lines: milliseconds over all articles, findings, rule.

    Folded findings count. What several rules read of an article, such as its sentences, is in the
    time of the first of them.
    """
    seconds: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for report in reports:
        seconds.update(report.seconds)
        findings.update(finding.rule for finding in report.findings)
    yield f"{'ms':>9} {'findings':>9} rule"
    for rule, time in sorted(seconds.items(), key=lambda item: (-item[1], item[0])):
        yield f"{time * 1000:>9.1f} {findings[rule]:>9} {rule}"
    yield f"{seconds.total() * 1000:>9.1f} {findings.total():>9} in all"
