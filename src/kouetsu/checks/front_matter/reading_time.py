"""The declared reading time against the one that the body gives."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from kouetsu.article import Language
from kouetsu.article.front_matter import Scalar
from kouetsu.article.reading import Amount, amount
from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.article import Article

_MINUTES = compiled(
    r"\s*+(?:約|およそ|about|approx\.?|~)?\s*+(?P<number>\d+(?:\.\d+)?)"
    r"\s*+(?:min(?:ute)?s?\.?|m|分(?:間)?)?\s*+(?:read|ほど|程度|で読めます)?\s*+",
    re.IGNORECASE,
)


def reading_time(  # noqa: PLR0913 (its parameters are the rule's options)
    article: Article,
    *,
    keys: Sequence[str],
    code_lines_per_minute: int,
    tolerance_percent: float,
    tolerance_minutes: float,
    rounding: str,
    minimum: int,
) -> Iterator[Hit]:
    """Compare the declared reading time with the one that the body gives."""
    allowed = _Tolerance(tolerance_percent, tolerance_minutes)
    for value, number in declared_times(article, keys):
        declared = float(value.text[slice(*number)])
        whole = amount(article)
        minutes = whole.minutes(code_lines_per_minute)
        if minutes == 0 or allowed.holds(declared, minutes):
            continue
        actual = max(minimum, rounded(minutes, rounding))
        values = {"declared": value.text, "actual": actual}
        edit = Edit(value.part(article.source.text, *number), str(actual))
        fix = Fix((edit,), Applicability.SAFE)
        copies = article.repeats.copied if article.is_pasted else ()
        rest = minutes
        if copies:
            rest = _besides(copies, article, whole).minutes(code_lines_per_minute)
        without_copies = max(minimum, rounded(rest, rounding))
        if without_copies == actual:
            yield Hit(value.span, values, fix=fix)
            continue
        values["without_copies"] = without_copies
        # What is right again as soon as the copies are gone needs no repair of its own.
        yield Hit(value.span, values, "copies", fix=None if allowed.holds(declared, rest) else fix)


@record
class _Tolerance:
    percent: float
    minutes: float

    def holds(self, declared: float, actual: float) -> bool:
        """Say whether a declared time is near enough: by its share or by its minutes."""
        off = abs(declared - actual)
        return off <= actual * self.percent / 100 or off <= self.minutes


def declared_times(
    article: Article, keys: Iterable[str]
) -> Iterator[tuple[Scalar, tuple[int, int]]]:
    """Yield the declared times, each with the place of the number in its text."""
    for key in keys:
        value = article.front_matter.get(key)
        if isinstance(value, Scalar) and not value.is_alias:
            match = _MINUTES.fullmatch(value.text)
            if match:
                yield value, match.span("number")


def rounded(minutes: float, rounding: str) -> int:
    """Return whole minutes; raises ValueError for a way of rounding that there is not."""
    match rounding:
        case "ceil":
            return math.ceil(minutes)
        case "floor":
            return math.floor(minutes)
        case "nearest":
            return math.floor(minutes + 0.5)
    raise ValueError(f"rounding is “{rounding}”; valid: ceil, floor, nearest")


def _besides(copies: Sequence[Span], article: Article, whole: Amount) -> Amount:
    """Return what there is to read besides some copies, of all that there is."""
    if article.language is Language.JAPANESE and not whole.code_lines:
        # Characters are counted one by one. There are less of them in the copies than outside.
        return Amount(whole.units - amount(article, copies).units, whole.rate, 0)
    return amount(article, _without(article.body, copies))


def _without(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    start = whole.start
    for span in taken:
        yield Span(start, span.start)
        start = span.end
    yield Span(start, whole.end)
