"""For people: the sentence of each finding with carets under the words, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.source import cells
from kouetsu.quotes import one_line
from kouetsu.reports import summary
from kouetsu.reports.documents import sources
from kouetsu.reports.snippets import head_of, snippets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article.source import Source, Span
    from kouetsu.finding import Finding, Related
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View
    from kouetsu.reports.snippets import Snippet

_REPAIR = {"ja": "直し方", "en": "repair"}
_CAUSE = {"ja": "原因", "en": "cause"}
_QUOTED = {"ja": "：「{}」", "en": ": “{}”"}
# Cells of the marks around a quotation, at most.
_AROUND_QUOTE = cells(_QUOTED["ja"]) + cells("…")
# Cells of a quotation beside a related place: enough to know the place by, never much.
_SHORTEST_QUOTE = 16
_LONGEST_QUOTE = 40
# A narrower terminal gets lines of this width all the same; it wraps them.
_NARROWEST = 40


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield the findings that are shown, an empty line after each, then the summary."""
    texts = sources(reports)
    for report in reports:
        if report.text:
            yield ((report.text, ""),)
        else:
            yield from of_file(report, texts, view)
    yield from summary.lines(reports, view)


def of_file(report: FileReport, texts: Mapping[str, Source], view: View) -> Iterator[Line]:
    """Yield the findings of one file; `texts` are its own and those that they relate to."""
    by_fingerprint = {finding.fingerprint: finding for finding in report.findings}
    for finding in view.shown(report):
        cause = by_fingerprint.get(finding.cause or "")
        yield from _finding(finding, cause, report, texts, view)
        yield ()


def _finding(
    finding: Finding,
    cause: Finding | None,
    report: FileReport,
    texts: Mapping[str, Source],
    view: View,
) -> list[Line]:
    source, style = texts[report.path], finding.severity.value
    digits = len(str(source.line(finding.span.end)))
    margin = " " * digits
    bar: Line = ((f"{margin} |", "faint"),)
    width = max(view.width, _NARROWEST)
    context = report.contexts.get(finding.fingerprint, finding.span)
    shown = snippets(source, finding.span, context, width - digits - len(" | "))
    lines: list[Line] = [
        (
            (style, style),
            (f"[{finding.rule}]", style),
            (f" {finding.message}", "strong"),
        ),
        ((f"{margin}--> ", "faint"), (_place(source, finding.span), "")),
        bar,
        *_with_carets(shown, digits, style),
        bar,
    ]
    for related in finding.related:
        lines.append(_related_place(related, report, texts, width, f"{margin}::: "))
    if finding.repair:
        label = f"{margin} = {_REPAIR[report.language]}: "
        lines.append(((label, "faint"), (finding.repair, "")))
    if cause is not None:
        label = f"{margin} = {_CAUSE[report.language]}: "
        lines.append(((label, "faint"), (f"{cause.rule} {_place(source, cause.span)}", "")))
    return lines


def _with_carets(shown: list[Snippet], digits: int, style: str) -> Iterator[Line]:
    for index, snippet in enumerate(shown):
        if index and snippet.line > shown[0].line + 1:
            yield (("...", "faint"),)
        yield ((f"{snippet.line:>{digits}} | ", "faint"), (snippet.text, ""))
        indent = " " * snippet.indent
        yield ((f"{' ' * digits} | ", "faint"), (indent + "^" * snippet.carets, style))


def _related_place(
    related: Related, report: FileReport, texts: Mapping[str, Source], width: int, label: str
) -> Line:
    source = texts[related.path or report.path]
    start = source.position(related.span.start)
    place = f"{start.line}:{start.column}" if related.path is None else _place(source, related.span)
    words = f"{place} {related.message}"
    room = width - cells(label + words) - _AROUND_QUOTE
    return ((label, "faint"), (words + _quote(source, related.span, report.language, room), ""))


def _quote(source: Source, span: Span, language: str, room: int) -> str:
    room = min(max(room, _SHORTEST_QUOTE), _LONGEST_QUOTE)
    shown = head_of(one_line(source.text[span.start : min(span.end, span.start + room)]), room)
    cut = "…" if len(shown) < len(span) else ""
    return _QUOTED[language].format(shown + cut) if shown else ""


def _place(source: Source, span: Span) -> str:
    place = source.position(span.start)
    return f"{one_line(source.path)}:{place.line}:{place.column}"
