"""Reports as plain data, short and in a fixed order, and back.

The source is not in it, it is made anew of the bytes; nor is the path or a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Finding, Fix, Related, Severity
from kouetsu.linter import FileReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.article.source import Source

# One finding, as JSON.
_Data = list[Any]


def encoded(report: FileReport) -> list[_Data]:
    """Return the findings of a report without errors."""
    return [
        [
            *(finding.rule, finding.family, finding.severity.value),
            *(finding.span.start, finding.span.end),
            *(finding.message, finding.repair),
            [[each.span.start, each.span.end, each.message, each.path] for each in finding.related],
            None if finding.fix is None else _encoded_fix(finding.fix),
            *(finding.cause, finding.fingerprint),
            *_encoded_context(report.contexts[finding.fingerprint]),
        ]
        for finding in report.findings
    ]


def decoded(data: Sequence[_Data], source: Source, language: str, text: str = "") -> FileReport:
    """Return the report that was encoded, of an article with this source."""
    findings, contexts = [], {}
    for each in data:
        rule, family, severity, start, end, message, repair, related, fix, cause, name, *span = each
        finding = Finding(
            rule,
            family,
            Severity(severity),
            Span(start, end),
            message,
            repair,
            tuple(Related(Span(first, last), words, path) for first, last, words, path in related),
            None if fix is None else _fix(*fix),
            cause,
            name,
        )
        findings.append(finding)
        contexts[name] = Span(*span)
    return FileReport(source.path, source, language, tuple(findings), contexts, text=text)


def _encoded_fix(fix: Fix) -> _Data:
    edits = [[each.span.start, each.span.end, each.replacement] for each in fix.edits]
    return [fix.applicability.value, edits]


def _encoded_context(context: Span) -> _Data:
    return [context.start, context.end]


def _fix(applicability: str, edits: Sequence[_Data]) -> Fix:
    made = (Edit(Span(start, end), replacement) for start, end, replacement in edits)
    return Fix(tuple(made), Applicability(applicability))
