"""What an editor shows beside the text: the page of a rule, and the measures of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from kouetsu import catalogue, rule_pages
from kouetsu.article import Language
from kouetsu.article.reading import amount
from kouetsu.checks.front_matter.reading_time import declared_times, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article.reading import Amount
    from kouetsu.catalogue import Rule
    from kouetsu.finding import Finding
    from kouetsu.servers.lsp_analysis import Analysis

_READING_TIME = "reading-time"
_SECTIONS = {
    "ja": {"What": "何を指摘するか", "Why": "なぜか", "Repair": "直し方"},
    "en": {"What": "What", "Why": "Why", "Repair": "Repair"},
}
_UNITS = {
    ("ja", Language.JAPANESE): "{units:,} 字",
    ("ja", Language.ENGLISH): "{units:,} 語",
    ("en", Language.JAPANESE): "{units:,} characters",
    ("en", Language.ENGLISH): "{units:,} words",
}
_MINUTES = {"ja": "約 {minutes} 分", "en": "about {minutes} min"}
_REPEATED = {"ja": "繰り返し {percent} %", "en": "{percent} % repeated"}
_FROM_BODY = {"ja": "本文からは{minutes}", "en": "by the body {minutes}"}
_HOW = {
    "ja": "{units}を 1 分 {rate}、コード {lines} 行を 1 分 {lines_rate} 行で読むとして",
    "en": "{units} at {rate} a minute and {lines} lines of code at {lines_rate} a minute",
}


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
    article, language = analysis.article, analysis.language
    body = amount(article, [article.body])
    if not body.units + body.code_lines:
        return
    options = _options(analysis)
    units = _UNITS[language, article.language]
    lines_rate = int(str(options["code_lines_per_minute"]))
    whole = rounded(body.minutes(lines_rate), str(options["rounding"]))
    minutes = _MINUTES[language].format(minutes=max(whole, int(str(options["minimum"]))))
    how = _HOW[language].format(
        units=units.format(units=body.units),
        rate=units.format(units=body.rate),
        lines=body.code_lines,
        lines_rate=lines_rate,
    )
    parts = [units.format(units=body.units), minutes, *_repeated(analysis, body)]
    yield article.source.line_span(1).end, " · ".join(parts), how
    keys = options["keys"]
    for value, _ in declared_times(article, keys if isinstance(keys, list) else []):
        yield value.span.end, _FROM_BODY[language].format(minutes=minutes), how


def _repeated(analysis: Analysis, body: Amount) -> Iterator[str]:
    copied = amount(analysis.article, analysis.article.repeats.copied)
    share = copied.units / body.units if body.units else 0
    if percent := round(100 * share):
        yield _REPEATED[analysis.language].format(percent=percent)


def _options(analysis: Analysis) -> dict[str, object]:
    """Return the options by which reading times are judged, or would be if the rule was on."""
    rule: Rule = catalogue.load()[_READING_TIME]
    for active in analysis.settings.rules:
        if active.rule.id == _READING_TIME:
            return dict(active.options)
    return dict(rule.options)
