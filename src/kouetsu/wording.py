"""The words of findings: the messages of a rule, filled with what its check found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import catalogue
from kouetsu.finding import DEFAULT, Finding, Related
from kouetsu.quotes import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kouetsu.article.source import Source, Span
    from kouetsu.config import ActiveRule, Settings
    from kouetsu.finding import Hit, Place

# Code points of a text that a message quotes: a phrase is shown whole, and the message still
# stands on one line of a terminal.
_LONGEST_QUOTE = 40


def worded(source: Source, active: ActiveRule, hit: Hit, settings: Settings) -> Finding:
    """Return the finding of a rule's hit in the words of its messages, without its names.

    Raises WordingError for a template that cannot be filled, ValueError for a hit outside the text.
    """
    rule, language = active.rule, settings.message_language
    values = _values(source, hit.span, hit.values)
    repair = rule.repairs.get(hit.message) or rule.repairs.get(DEFAULT)
    return Finding(
        rule=rule.id,
        family=rule.family,
        severity=active.severity,
        span=hit.span,
        message=catalogue.word(rule.messages[hit.message], language, values),
        repair=catalogue.word(repair, language, values) if repair else None,
        related=tuple(_related(source, active, place, language) for place in hit.related),
        fix=hit.fix,
    )


def _related(source: Source, active: ActiveRule, place: Place, language: str) -> Related:
    values = _values(source, place.span, place.values)
    return Related(place.span, catalogue.word(active.rule.related[place.message], language, values))


def _values(source: Source, span: Span, given: Mapping[str, object]) -> dict[str, object]:
    """Return the values for a template, with long texts shortened, on one line."""
    if not 0 <= span.start <= span.end <= len(source.text):
        raise ValueError(f"{span} is not in the text, which ends at {len(source.text)}")
    values = {"text": source.slice(span), **given}
    for name, value in values.items():
        # Nearly all values can be shown as they are, which is seen here faster than by a call.
        if isinstance(value, str) and not (len(value) <= _LONGEST_QUOTE and value.isprintable()):
            values[name] = shorten(value, _LONGEST_QUOTE)
    return values
