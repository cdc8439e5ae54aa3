"""What an editor shows beside the text: the page of a rule, and the measures of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from kouetsu import catalogue, rule_pages
from kouetsu.servers.lsp_measures import measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.finding import Finding
    from kouetsu.servers.lsp_analysis import Analysis

_SECTIONS = {
    "ja": {"What": "何を指摘するか", "Why": "なぜか", "Repair": "直し方"},
    "en": {"What": "What", "Why": "Why", "Repair": "Repair"},
}
_FROM_BODY = {"ja": "本文からは{minutes}", "en": "by the body {minutes}"}


def hover(analysis: Analysis, position: types.Position) -> types.Hover | None:
    """Return the pages of the rules whose findings lie at a position."""
    offset = analysis.positions.offset(position)
    found = [each for each in analysis.shown if each.span.start <= offset <= each.span.end]
    if not found:
        return None
    pages = dict.fromkeys(_page(finding, analysis.language) for finding in found)
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(pages))
    return types.Hover(content, analysis.positions.range(found[0].span))


def _page(finding: Finding, language: str) -> str:
    rule = catalogue.load()[finding.rule]
    sections = rule_pages.sections(rule.page)
    parts = [f"### {rule.title} (`{rule.id}`)"]
    for name, label in _SECTIONS[language].items():
        text = sections[name].text
        parts.append(f"**{label}**\n\n{rule_pages.in_language(text, language) or text}")
    return "\n\n".join(parts)


def inlay_hints(analysis: Analysis, where: types.Range) -> list[types.InlayHint]:
    """Return the measures of the article that are shown in a range.

    They stand at the end of the first line, and the reading time beside a declared one, too.
    """
    shown = analysis.positions.span(where)
    return [
        types.InlayHint(analysis.positions.position(offset), label, tooltip=how, padding_left=True)
        for offset, label, how in _labels(analysis)
        if shown.start <= offset <= shown.end
    ]


def _labels(analysis: Analysis) -> Iterator[tuple[int, str, str]]:
    """Yield the offset, the words and the explanation of each hint."""
    found = measures(analysis)
    if found is None:
        return
    parts = [found.length, found.minutes, *([found.repeated] if found.repeated else [])]
    yield analysis.article.source.line_span(1).end, " · ".join(parts), found.how
    for span in found.declared:
        yield span.end, _FROM_BODY[analysis.language].format(minutes=found.minutes), found.how
