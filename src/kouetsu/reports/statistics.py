"""How often each rule was broken, in place of the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.reports import summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield a line for each severity and rule with its number of findings, the most first."""
    counts: dict[tuple[str, str], int] = {}
    for report in reports:
        for finding in view.shown(report):
            key = (finding.severity.value, finding.rule)
            counts[key] = counts.get(key, 0) + 1
    digits = len(str(max(counts.values(), default=0)))
    for (severity, rule), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield ((f"{number:>{digits}} ", ""), (f"{severity:<7}", severity), (f" {rule}", ""))
    yield from summary.lines(reports, view)
