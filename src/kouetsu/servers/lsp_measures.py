"""How much there is to read in an article, in words for the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import catalogue
from kouetsu.article import Language
from kouetsu.article.reading import amount
from kouetsu.checks.front_matter.reading_time import declared_times, rounded
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article.reading import Amount
    from kouetsu.article.source import Span
    from kouetsu.catalogue import Rule
    from kouetsu.servers.lsp_analysis import Analysis

_READING_TIME = "reading-time"
_UNITS = {
    ("ja", Language.JAPANESE): "{units:,} 字",
    ("ja", Language.ENGLISH): "{units:,} 語",
    ("en", Language.JAPANESE): "{units:,} characters",
    ("en", Language.ENGLISH): "{units:,} words",
}
_MINUTES = {"ja": "約 {minutes} 分", "en": "about {minutes} min"}
_REPEATED = {"ja": "繰り返し {percent} %", "en": "{percent} % repeated"}
_HOW = {
    "ja": "{units}を 1 分 {rate}、コード {lines} 行を 1 分 {lines_rate} 行で読むとして",
    "en": "{units} at {rate} a minute and {lines} lines of code at {lines_rate} a minute",
}


@record
class Measures:
    """Length and reading time of a body, how the time is counted, and the share of copies if any.

    `declared` are the places of the front matter that name a reading time.
    """

    length: str
    minutes: str
    how: str
    repeated: str | None
    declared: tuple[Span, ...]


def measures(analysis: Analysis) -> Measures | None:
    """Return the measures of an article; None for one without a body."""
    article, language = analysis.article, analysis.language
    body = amount(article)
    if not body.units + body.code_lines:
        return None
    options = _options(analysis)
    units = _UNITS[language, article.language]
    lines_rate = int(str(options["code_lines_per_minute"]))
    whole = rounded(body.minutes(lines_rate), str(options["rounding"]))
    minutes = _MINUTES[language].format(minutes=max(whole, int(str(options["minimum"]))))
    length = units.format(units=body.units)
    how = _HOW[language].format(
        units=length,
        rate=units.format(units=body.rate),
        lines=body.code_lines,
        lines_rate=lines_rate,
    )
    declared = tuple(_declared(analysis, options["keys"]))
    return Measures(length, minutes, how, _repeated(analysis, body), declared)


def _declared(analysis: Analysis, keys: object) -> Iterator[Span]:
    for value, _ in declared_times(analysis.article, keys if isinstance(keys, list) else []):
        yield value.span


def _repeated(analysis: Analysis, body: Amount) -> str | None:
    copied = amount(analysis.article, analysis.article.repeats.copied)
    share = copied.units / body.units if body.units else 0
    percent = round(100 * share)
    return _REPEATED[analysis.language].format(percent=percent) if percent else None


def _options(analysis: Analysis) -> dict[str, object]:
    """Return the options by which reading times are judged, or would be if the rule was on."""
    rule: Rule = catalogue.load()[_READING_TIME]
    for active in analysis.settings.rules:
        if active.rule.id == _READING_TIME:
            return dict(active.options)
    return dict(rule.options)
