"""JSON, version 1: every finding with its places, for other programs.

Lines and columns are 1-based; columns and offsets count code points of the text without a byte
order mark; ends are exclusive. `cause` is the fingerprint of the finding that one follows from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import __version__
from kouetsu.finding import Severity
from kouetsu.reports import summary
from kouetsu.reports.documents import problems, shown, sources, streamed_json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article.source import Source, Span
    from kouetsu.finding import Finding, Fix, Related
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View

VERSION = 1


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield one JSON document, a line of it at a time."""
    texts = sources(reports)
    document = {
        "version": VERSION,
        "tool": {"name": "kouetsu", "version": __version__},
        "findings": [],
        "errors": [
            {"path": problem.path, "rule": problem.rule, "message": problem.message}
            for problem in problems(reports, view)
        ],
        "summary": _summary(reports, view),
    }
    findings = (finding_data(finding, texts, source) for _, source, finding in shown(reports, view))
    yield from streamed_json_lines(document, "findings", findings)


def finding_data(
    finding: Finding, texts: Mapping[str, Source], source: Source
) -> dict[str, object]:
    """Return a finding in `source` as JSON data; `texts` are all texts of the run by path."""
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "path": source.path,
        **_lines(source, finding.span),
        "start": finding.span.start,
        "end": finding.span.end,
        "message": finding.message,
        "related": [_related(related, source.path, texts) for related in finding.related],
        "fix": _fix(source, finding.fix) if finding.fix else None,
        "cause": finding.cause,
        "fingerprint": finding.fingerprint,
    }


def _lines(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def _related(related: Related, path: str, texts: Mapping[str, Source]) -> dict[str, object]:
    path = path if related.path is None else related.path
    return {"path": path, **_lines(texts[path], related.span), "message": related.message}


def _fix(source: Source, fix: Fix) -> dict[str, object]:
    edits = [
        {
            "start": edit.span.start,
            "end": edit.span.end,
            **_lines(source, edit.span),
            "replacement": edit.replacement,
        }
        for edit in fix.edits
    ]
    return {"applicability": fix.applicability.value, "edits": edits}


def _summary(reports: Sequence[FileReport], view: View) -> dict[str, object]:
    counted = summary.totals(reports)
    hidden = {"older": view.older, "known": view.known}
    return {
        "files": counted.files,
        "files_with_findings": counted.files_with_findings,
        **{severity.value: counted.by_severity[severity] for severity in Severity},
        "folded": counted.folded,
        **{name: number for name, number in hidden.items() if number is not None},
        "rules": dict(sorted(counted.by_rule.items())),
    }
