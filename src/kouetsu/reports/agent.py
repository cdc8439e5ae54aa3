"""One line a finding for a language model that repairs its own text: what, why, and what to do.

`path:line:column: severity rule: what — why — what to do — 「text」 → 「repaired」 (safe)`, without
the parts that a finding lacks. A text of up to 400 code points is whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import rule_pages
from kouetsu.quotes import one_line, shorten
from kouetsu.reports import summary
from kouetsu.reports.documents import (
    located,
    one_edit,
    problems,
    rules,
    shown,
    sources,
    worded_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article.source import Source
    from kouetsu.catalogue import Rule
    from kouetsu.finding import Finding, Related
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View

_LONGEST_TEXT = 400
_EXIT_CODES = {
    "ja": "終了コード: 0 = 直すべき指摘なし、1 = 直すべき指摘あり、2 = 検査できないものがあった",
    "en": "Exit code: 0 = nothing that must be repaired, 1 = something, 2 = not all was checked",
}


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield what could not be done, the findings, the summary, and what the exit codes mean."""
    yield from lines(reports, view, rules(reports))


def lines(
    reports: Sequence[FileReport], view: View, catalogue: Mapping[str, Rule]
) -> Iterator[Line]:
    """Yield the lines of a run with the reasons of the rules in the catalogue."""
    texts = sources(reports)
    reasons: dict[tuple[str, str], str] = {}
    for problem in problems(reports, view):
        path = one_line(located(problem.path)) if problem.path else "kouetsu"
        yield ((f"{path}: error: {worded_problem(problem)}", ""),)
    for report, source, finding in shown(reports, view):
        key = finding.rule, report.language
        if key not in reasons:
            reasons[key] = _reason(catalogue.get(finding.rule), report.language)
        yield ((_line(finding, source, reasons[key], texts), ""),)
    yield from summary.lines(reports, view)
    if view.has_summary:
        yield ((_EXIT_CODES[view.language], ""),)


def _reason(rule: Rule | None, language: str) -> str:
    """Return why a rule matters, in one sentence; nothing for a rule of no catalogue."""
    if rule is None:
        return ""
    return rule_pages.first_sentence(rule_pages.sections(rule.page)["Why"].text, language)


def _line(finding: Finding, source: Source, reason: str, texts: Mapping[str, Source]) -> str:
    place = source.position(finding.span.start)
    head = f"{one_line(located(source.path))}:{place.line}:{place.column}"
    parts = (
        f"{head}: {finding.severity.value} {finding.rule}: {finding.message}",
        reason,
        finding.repair or "",
        _text(finding, source),
        *(_related(related, source, texts) for related in finding.related),
    )
    return " — ".join(filter(None, parts))


def _text(finding: Finding, source: Source) -> str:
    """Return the text concerned and, where there is a fix, what it becomes."""
    if finding.fix is None:
        return _quoted(source.slice(finding.span)) if len(finding.span) else ""
    edit = one_edit(source, finding.fix, finding.span)
    change = f"{_quoted(source.slice(edit.span))} → {_quoted(edit.replacement)}"
    return f"{change} ({finding.fix.applicability.value})"


def _quoted(text: str) -> str:
    return f"「{shorten(text, _LONGEST_TEXT)}」"


def _related(related: Related, source: Source, texts: Mapping[str, Source]) -> str:
    place = texts[related.path or source.path].position(related.span.start)
    path = f"{one_line(located(related.path))}:" if related.path else ""
    return f"{path}{place.line}:{place.column} {related.message}"
