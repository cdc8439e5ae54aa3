"""Checkstyle's XML, which Jenkins and many other programs read.

https://checkstyle.org/result_reports.html; the format of its version 10. Columns are 1-based and
count code points. A file is named when there is something to say of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.reports.documents import located, problems, shown, worded, worded_problem
from kouetsu.reports.xml_text import DECLARATION, empty, opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article.source import Source
    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View
    from kouetsu.reports.documents import Problem


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield one XML document, a line of it at a time."""
    yield ((DECLARATION, ""),)
    yield ((opening("checkstyle", {"version": "10.0"}), ""),)
    errors: dict[str, list[str]] = {report.path: [] for report in reports}
    for problem in problems(reports, view):
        errors.setdefault(problem.path or "kouetsu", []).append(_problem(problem))
    for report, source, finding in shown(reports, view):
        errors[report.path].append(_error(source, finding))
    for path, elements in errors.items():
        if elements:
            yield ((f"  {opening('file', {'name': located(path)})}", ""),)
            yield from (((f"    {element}", ""),) for element in elements)
            yield (("  </file>", ""),)
    yield (("</checkstyle>", ""),)


def _error(source: Source, finding: Finding) -> str:
    place = source.position(finding.span.start)
    attributes = {
        "line": place.line,
        "column": place.column,
        "severity": finding.severity.value,
        "message": worded(finding),
        "source": f"kouetsu.{finding.family}.{finding.rule}",
    }
    return empty("error", attributes)


def _problem(problem: Problem) -> str:
    message = worded_problem(problem)
    return empty("error", {"severity": "error", "message": message, "source": "kouetsu"})
