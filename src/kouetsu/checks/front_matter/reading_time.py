"""The declared reading time against the one that the body gives."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kouetsu.article import Language
from kouetsu.article.front_matter import Scalar
from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix, Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.article import Article

_MINUTES = re.compile(
    r"\s*(?:約|およそ|about|approx\.?|~)?\s*(?P<number>\d+(?:\.\d+)?)"
    r"\s*(?:min(?:ute)?s?\.?|m|分(?:間)?)?\s*(?:read|ほど|程度|で読めます)?\s*",
    re.IGNORECASE,
)
_CHARACTERS = re.compile(rf"[^\s{MARKUP}{OBJECT}]+")
_WORD = re.compile(rf"[^\W_][\w'’{MARKUP}-]*")
_CODE_LINE = re.compile(r"^(?![ \t>]*(?:`{3,}|~{3,}))[^\r\n]*\S", re.MULTILINE)


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
    for value, number in _declared(article, keys):
        declared = float(value.text[slice(*number)])
        minutes = _minutes(article, [article.body], code_lines_per_minute)
        if minutes == 0 or allowed.holds(declared, minutes):
            continue
        actual = max(minimum, _rounded(minutes, rounding))
        values = {"declared": value.text, "actual": actual}
        edit = Edit(value.part(article.source.text, *number), str(actual))
        fix = Fix((edit,), Applicability.SAFE)
        copies = article.repeats.copied if article.is_pasted else ()
        rest = _minutes(article, _without(article.body, copies), code_lines_per_minute)
        without_copies = max(minimum, _rounded(rest, rounding))
        if without_copies == actual:
            yield Hit(value.span, values, fix=fix)
            continue
        values["without_copies"] = without_copies
        if allowed.holds(declared, rest):  # right again as soon as the copies are gone
            yield Hit(value.span, values, "copies", because_of="repeated-block")
        else:
            yield Hit(value.span, values, "copies", fix=fix)


@dataclass(frozen=True, slots=True)
class _Tolerance:
    percent: float
    minutes: float

    def holds(self, declared: float, actual: float) -> bool:
        """Say whether a declared time is near enough: by its share or by its minutes."""
        off = abs(declared - actual)
        return off <= actual * self.percent / 100 or off <= self.minutes


def _declared(article: Article, keys: Iterable[str]) -> Iterator[tuple[Scalar, tuple[int, int]]]:
    for key in keys:
        value = article.front_matter.get(key)
        if isinstance(value, Scalar) and not value.is_alias:
            match = _MINUTES.fullmatch(value.text)
            if match:
                yield value, match.span("number")


def _minutes(article: Article, spans: Iterable[Span], code_lines_per_minute: int) -> float:
    """Return how long the prose and the code under `spans` take to read."""
    is_japanese = article.language is Language.JAPANESE
    pattern = _CHARACTERS if is_japanese else _WORD
    profile = article.profile
    rate = profile.characters_per_minute if is_japanese else profile.words_per_minute
    code = [block.span for block in article.blocks if block.kind is Kind.CODE]
    units = lines = 0
    for span in spans:
        for match in pattern.finditer(article.prose, span.start, span.end):
            units += len(match.group()) if is_japanese else 1
        for block in code:
            if span.contains(block):
                lines += len(_CODE_LINE.findall(article.source.slice(block)))
    return units / rate + lines / code_lines_per_minute


def _rounded(minutes: float, rounding: str) -> int:
    match rounding:
        case "ceil":
            return math.ceil(minutes)
        case "floor":
            return math.floor(minutes)
        case "nearest":
            return math.floor(minutes + 0.5)
    raise ValueError(f"rounding is “{rounding}”; valid: ceil, floor, nearest")


def _without(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    start = whole.start
    for span in taken:
        yield Span(start, span.start)
        start = span.end
    yield Span(start, whole.end)
