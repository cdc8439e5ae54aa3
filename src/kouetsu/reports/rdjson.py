"""Reviewdog's diagnostic format, for `reviewdog -f=rdjson`.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns are 1-based and count bytes
of UTF-8, as they are in the file; ends are exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.reports.documents import (
    json_lines,
    located,
    one_edit,
    problems,
    shown,
    sources,
    worded,
    worded_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article.source import Source, Span
    from kouetsu.finding import Finding, Fix, Related
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View
    from kouetsu.reports.documents import Problem


# Of a byte order mark, which is in the first line of the file but not in its text.
_MARK = 3


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield one JSON document, a line of it at a time."""
    texts = sources(reports)
    diagnostics = [
        *(_problem(problem) for problem in problems(reports, view)),
        *(_diagnostic(source, finding, texts) for _, source, finding in shown(reports, view)),
    ]
    yield from json_lines({"source": {"name": "kouetsu"}, "diagnostics": diagnostics})


def _problem(problem: Problem) -> dict[str, object]:
    diagnostic: dict[str, object] = {"message": worded_problem(problem), "severity": "ERROR"}
    if problem.path is not None:
        diagnostic["location"] = {"path": located(problem.path)}
    return diagnostic


def _diagnostic(source: Source, finding: Finding, texts: Mapping[str, Source]) -> dict[str, object]:
    diagnostic: dict[str, object] = {
        "message": worded(finding),
        "location": _location(source, finding.span),
        "severity": finding.severity.value.upper(),
        "code": {"value": finding.rule},
    }
    if finding.fix is not None:
        diagnostic["suggestions"] = [_suggestion(source, finding.fix)]
    if finding.related:
        diagnostic["related_locations"] = [
            _related(texts[related.path or source.path], related) for related in finding.related
        ]
    return diagnostic


def _suggestion(source: Source, fix: Fix) -> dict[str, object]:
    """Return a fix as one suggestion: a reviewer may accept suggestions one by one."""
    edit = one_edit(source, fix)
    return {"range": _range(source, edit.span), "text": edit.replacement}


def _related(source: Source, related: Related) -> dict[str, object]:
    return {"message": related.message, "location": _location(source, related.span)}


def _location(source: Source, span: Span) -> dict[str, object]:
    return {"path": located(source.path), "range": _range(source, span)}


def _range(source: Source, span: Span) -> dict[str, object]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line = source.line(offset)
    mark = _MARK if source.has_bom and line == 1 else 0
    return {"line": line, "column": mark + source.utf8_column(offset)}
