"""One line a finding: `path:line:column: severity rule message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.quotes import one_line
from kouetsu.reports import summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield a line for each finding that is shown, then the summary."""
    for report in reports:
        if report.source is None:
            continue
        path = one_line(report.path)
        for finding in view.shown(report):
            place = report.source.position(finding.span.start)
            yield (
                (f"{path}:{place.line}:{place.column}", "strong"),
                (": ", ""),
                (finding.severity.value, finding.severity.value),
                (f" {finding.rule} {finding.message}", ""),
            )
    yield from summary.lines(reports, view)
