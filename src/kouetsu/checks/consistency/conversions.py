"""A quantity explained by another one that it is not: 10Tb/s（900GB/s）, 令和6年（2025年）."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kouetsu.article.quantities import Quantity, amount_in, equivalences
from kouetsu.article.quantities.equivalences import Form
from kouetsu.article.quantities.numerals import read, read_kanji
from kouetsu.article.quantities.units import Dimension, Unit
from kouetsu.finding import Hit
from kouetsu.patterns import compiled
from kouetsu.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article import Article
    from kouetsu.article.quantities.equivalences import Equivalence
    from kouetsu.article.sentences import Plain

# The units of speed, FLOPS and OPS with prefixes, by their ends, and what is counted by the second.
_SPEED_SIGNS = ("OPS", "プス", "回")
_PER_SECOND = Unit("operation", Dimension.OPERATIONS)
_RATE = compiled(r"(?:毎秒|[1１一]秒(?:間に?|に|あたり)、?|秒間)(?:約|およそ)?$")
_OPERATION = compiled(r"(?:もの|以上)?の?(?:浮動小数点(?:数)?)?の?(?:演算|計算)")
_SAME = compiled(
    r"(?:（[^（）]{1,20}）|の?演算(?:処理|性能|能力)?)?(?:という[^。、（）]{0,12})?、?"
    r"(?:[（(=＝]|つまり、?|すなわち、?|言い換え(?:ると|れば)、?|とは、?|は、?)(?:約|およそ)?"
)
_TAKES_UP = compiled(
    r"(?:これは|それは|つまり|すなわち|言い換え(?:ると|れば)|この(?:数字|数値|性能|値)は)、?"
)
_SCALE = compiled("[万億兆京]|[KMBT](?![A-Za-z])|[mbt]r?illion")
_MODEL_SIZES = frozenset({"パラメータ", "パラメーター", "トークン"})
# The last year before each era, as in 元号法 and its forerunners.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA_YEAR = r"(令和|平成|昭和|大正|明治)([0-9]{1,2}|元|[一二三四五六七八九十]{1,3})年度?"
_YEAR = r"(?:西暦)?([0-9]{4})年度?"
_ERA_LAST = compiled(rf"{_YEAR}[（(]{_ERA_YEAR}[）)]")
_ERA_FIRST = compiled(rf"{_ERA_YEAR}[（(]{_YEAR}[）)]")


@record
class _Mismatch:
    start: int
    end: int
    first: str
    second: str
    expected: str


def unit_conversion(article: Article) -> Iterator[Hit]:
    """Report figures with an explicit equivalent that is not theirs."""
    quantities = article.quantities
    eras = {text: [*_eras(quantities.half(text))] for text in quantities.held.with_any(_ERAS)}
    fast = quantities.held.with_any(_SPEED_SIGNS)
    speeds = {text: _operations(quantities.of(text)) for text in fast}
    signed = quantities.several.with_any(equivalences.SIGNS)
    tied = set(filter(equivalences.may_hold, signed))
    for text in quantities.held.among({*tied, *fast, *eras}):
        held = quantities.of(text) if text in tied else ()
        found = _in_sentence(text, held, speeds.get(text, ()))
        for mismatch in (*found, *eras.get(text, ())):
            if not quantities.of(text):
                break  # its numbers are those of names and versions
            for place in article.texts.places[text]:
                yield _hit(place, mismatch)
    if any(map(len, speeds.values())):
        yield from _over_sentences(article, speeds)


def _hit(place: Plain, found: _Mismatch) -> Hit:
    values = {"first": found.first, "second": found.second, "expected": found.expected}
    return Hit(place.span(found.start, found.end), values)


def _in_sentence(
    text: str, quantities: Sequence[Quantity], speeds: Sequence[Quantity]
) -> Iterator[_Mismatch]:
    for pair in equivalences.find(quantities):
        if _is_comparable(pair) and _differs(pair.first, pair.second, pair.form):
            yield _mismatch(pair.first, pair.second)
    for first, second in pairwise(speeds):
        # Two figures in FLOPS may be of two formats (FP16 and FP8); a count of operations explains.
        is_explained = (first.unit is _PER_SECOND) != (second.unit is _PER_SECOND)
        is_tied = is_explained and _SAME.fullmatch(text, first.end, second.start)
        if is_tied and _disagree(first, second):
            yield _mismatch(first, second)


def _mismatch(first: Quantity, second: Quantity) -> _Mismatch:
    expected = amount_in(first.value * first.factor / second.factor, second)
    if expected == first.written:
        expected = amount_in(first.value, second, keeps_scale=True)
    end = second.end + second.text.startswith(("）", ")"), second.end)
    return _Mismatch(first.start, end, first.written, second.written, expected)


def _is_comparable(pair: Equivalence) -> bool:
    first, second = pair.first, pair.second
    if first.dimension in (Dimension.CALENDAR, Dimension.ORDINAL, Dimension.OPERATIONS):
        return first.dimension is second.dimension is Dimension.OPERATIONS
    if first.unit is None or second.unit is None:
        return _is_model_size(first, second)
    if first.dimension in (Dimension.MONEY, Dimension.COUNT):
        return first.unit.base == second.unit.base
    return first.dimension is second.dimension


def _is_model_size(first: Quantity, second: Quantity) -> bool:
    """Say whether one is a size such as 7B and the other one a count of parameters."""
    bare, counted = (first, second) if first.unit is None else (second, first)
    is_counted = counted.unit is not None and counted.unit.base in _MODEL_SIZES
    return bare.unit is None and bare.written[-1:] in "KMBT" and is_counted


def _differs(first: Quantity, second: Quantity, form: Form) -> bool:
    """Say whether the second quantity cannot be the first one.

    Two amounts in one unit may be alternatives (a plan of 100GB（1TB）), so that in brackets only
    a slip by a power of ten between two ways of writing the same digits is certain.
    """
    if not _disagree(first, second):
        return False
    if form is not Form.BRACKET or _is_model_size(first, second):
        return True
    bases = {each.unit.base for each in (first, second) if each.unit}
    if len(bases) == 2 and not bases <= {"second", "minute", "hour"}:
        return True
    return _is_slip_of_scale(first, second)


def _is_slip_of_scale(first: Quantity, second: Quantity) -> bool:
    digits, others = (each.low.normalize().as_tuple().digits for each in (first, second))
    if digits != others or digits == (1,) or first.link or second.link:
        return False
    if first.dimension in (Dimension.MONEY, Dimension.COUNT):
        return _SCALE.findall(first.written) != _SCALE.findall(second.written)
    return first.factor != second.factor and len(digits) > 1


def _disagree(first: Quantity, second: Quantity) -> bool:
    """Say whether two quantities are more than 15 % apart after rounding.

    15 % allows for what is rounded twice, and for a gigabyte of 1024³ bytes.
    """
    low, high = first.interval
    other_low, other_high = second.interval
    nearest = max(other_low - high, low - other_high)
    return nearest > 0 and nearest > max(high, other_high) * Decimal("0.13")


def _operations(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the speeds of computers in a text: 5 PFLOPS, 毎秒500兆回."""
    found = []
    for quantity in quantities:
        if quantity.dimension is Dimension.OPERATIONS:
            found.append(quantity)
        elif quantity.unit and quantity.unit.base == "回":
            rate = _RATE.search(quantity.text, max(0, quantity.start - 10), quantity.start)
            if rate or _OPERATION.match(quantity.text, quantity.end):
                start = rate.start() if rate else quantity.start
                found.append(replace(quantity, start=start, unit=_PER_SECOND))
    return found


def _over_sentences(article: Article, speeds: Mapping[str, Sequence[Quantity]]) -> Iterator[Hit]:
    """Report speeds that the next sentence puts in other words: これは1秒間に…回という意味."""
    for sentence, after in pairwise(article.sentences):
        said = speeds.get(sentence.text, ())
        others = speeds.get(after.text, ())
        if sentence.block is not after.block or len(said) != 1 or not others:
            continue
        opening = _TAKES_UP.match(after.text)
        if not opening or others[0].start != opening.end():
            continue
        if _disagree(said[0], others[0]):
            found = _mismatch(said[0], others[0])
            found = replace(found, start=others[0].start, end=others[0].end)
            yield _hit(after.plain, found)


def _eras(half: str) -> Iterator[_Mismatch]:
    for match in _ERA_LAST.finditer(half):
        year, era, number = match.groups()
        right = int(year) - _ERAS[era]
        if right != _era_number(number) and right > 0:
            yield _Mismatch(*match.span(), f"{year}年", f"{era}{number}年", f"{era}{right}年")
    for match in _ERA_FIRST.finditer(half):
        era, number, year = match.groups()
        right = _ERAS[era] + _era_number(number)
        if right != int(year):
            yield _Mismatch(*match.span(), f"{era}{number}年", f"{year}年", f"{right}年")


def _era_number(written: str) -> int:
    if written == "元":
        return 1
    numeral = read(written) if written.isdecimal() else read_kanji(written)
    return int(numeral.value) if numeral else 0
