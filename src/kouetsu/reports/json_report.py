"""JSON, version 1: every finding with its places, for other programs.

Lines and columns are 1-based; columns and offsets count code points of the text without a byte
order mark; ends are exclusive. `cause` is the fingerprint of the finding that one follows from.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kouetsu import __version__
from kouetsu.finding import Severity
from kouetsu.reports import summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article.source import Source, Span
    from kouetsu.finding import Finding, Fix, Related
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View

VERSION = 1


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield one JSON document, a line of it at a time."""
    sources = {report.path: report.source for report in reports if report.source is not None}
    document = {
        "version": VERSION,
        "tool": {"name": "kouetsu", "version": __version__},
        "findings": [
            _finding(finding, report, sources)
            for report in reports
            for finding in view.shown(report)
        ],
        "errors": [
            *({"path": None, "rule": None, "message": problem} for problem in view.problems),
            *(
                {"path": report.path, "rule": error.rule, "message": error.message}
                for report in reports
                for error in report.errors
            ),
        ],
        "summary": _summary(reports),
    }
    for line in json.dumps(document, ensure_ascii=False, indent=2).split("\n"):
        yield ((line, ""),)


def _finding(finding: Finding, report: FileReport, sources: dict[str, Source]) -> dict[str, object]:
    source = sources[report.path]
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "path": report.path,
        **_lines(source, finding.span),
        "start": finding.span.start,
        "end": finding.span.end,
        "message": finding.message,
        "related": [_related(related, report.path, sources) for related in finding.related],
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


def _related(related: Related, path: str, sources: dict[str, Source]) -> dict[str, object]:
    path = path if related.path is None else related.path
    return {"path": path, **_lines(sources[path], related.span), "message": related.message}


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


def _summary(reports: Sequence[FileReport]) -> dict[str, object]:
    counted = summary.totals(reports)
    return {
        "files": counted.files,
        "files_with_findings": counted.files_with_findings,
        **{severity.value: counted.by_severity[severity] for severity in Severity},
        "folded": counted.folded,
        "rules": dict(sorted(counted.by_rule.items())),
    }
