"""Percentages that do not follow from the figures beside them: shares, changes, yearly growth."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from kouetsu.article.quantities import Quantity, equivalences
from kouetsu.article.quantities.numerals import spell
from kouetsu.article.quantities.units import Dimension
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OF = compiled(r"(?:の)?(?:中|うち)(?:の)?、?(?:約|およそ)?")
_SHARE_OF = compiled(
    r"[ ]?[（(](?:約|およそ|全体の)?|、(?:約|およそ)?|、?(?:つまり|すなわち)(?:約)?"
)
_TO = compiled(r"[ ]?(?:から|→|⇒|->)[ ]?(?:約|およそ)?")
_CHANGE = (
    "増|減|短縮|削減|低減|向上|改善|上昇|低下|拡大|縮小|成長|伸び|アップ|ダウン|高速化"
    "|節約|飛躍|急増|急減"
)
_TO_PERCENT = compiled(
    rf"(?:へと?|に|まで|と)?(?:(?:{_CHANGE})[^。、0-9（）]{{0,8}})?[、（( ]{{0,2}}"
    r"(?:約|およそ|実に|なんと|\+|前年比で?|前年同期比で?|率にして)?"
)
_IS_CHANGE = compiled(rf"(?:以上|超|近く|強|弱|程度)?(?:もの|の)?(?:大幅な)?(?:{_CHANGE})")
_YEARLY = compiled(
    r"(?:CAGR|年平均成長率|年平均|年率|年間平均成長率)(?:（[^（）]{1,12}）|\([^()]{1,24}\))?"
    r"(?:は|が|で|を|[:：])?[ ]?(?:約)?$"
)
_YEARLY_AFTER = compiled(r"(?:以上|超|強|弱)?の(?:CAGR|年平均成長率|年間平均成長率)")
# Of these, any text in which `find` finds something has one.
SIGNS = ("中", "うち", "から", "→", "⇒", "->", "CAGR", "年平均", "年率", "年間平均")
# A rate of growth in percent may be rounded, and so may both of its values.
_SLACK_POINTS = Decimal(2)
_SLACK = Decimal("0.06")
_SHARE_SLACK_POINTS = Decimal(1)
_FLOAT_ERROR = 1e-9  # a million times that of a root of a float
_Number = TypeVar("_Number", float, Decimal)


@record
class Mismatch:
    """Figures from `start` to `end` of a text whose arithmetic fails; `sum` shows what it gives."""

    start: int
    end: int
    kind: str
    sum: str


def find(quantities: Sequence[Quantity]) -> Iterator[Mismatch]:
    """Yield the percentages of a text that its other figures contradict."""
    if all(each.dimension is not Dimension.SHARE for each in quantities):
        return
    for first, second, percent in zip(quantities, quantities[1:], quantities[2:], strict=False):
        if percent.dimension is Dimension.SHARE and not percent.link:
            yield from _share(first, second, percent)
            yield from _change(first, second, percent)
    for change, percent in pairwise(quantities):
        if percent.dimension is Dimension.SHARE and change.link and not percent.link:
            yield from _range_change(change, percent)
    yield from _yearly(_without_equivalents(quantities))


def _share(whole: Quantity, part: Quantity, percent: Quantity) -> Iterator[Mismatch]:
    """Judge 805社中593社（73.7%）."""
    text = whole.text
    are_counts = whole.dimension is part.dimension is Dimension.COUNT and whole.unit == part.unit
    if not are_counts or not _OF.fullmatch(text, whole.end, part.start) or whole.low < part.low:
        return
    if not _SHARE_OF.fullmatch(text, part.end, percent.start) or not whole.low:
        return
    share = 100 * part.value / whole.value
    low, high = percent.interval
    if not low - _SHARE_SLACK_POINTS <= share <= high + _SHARE_SLACK_POINTS:
        shown = f"{part.written} ÷ {whole.written} = {spell(share)}%"
        yield Mismatch(whole.start, percent.end, "percent", shown)


def _change(old: Quantity, new: Quantity, percent: Quantity) -> Iterator[Mismatch]:
    """Judge 3時間 → 30分（83%削減）."""
    are_alike = old.dimension is new.dimension is not None and _is_comparable(old, new)
    are_plain = not old.link and not new.link
    if are_alike and are_plain and _TO.fullmatch(old.text, old.end, new.start):
        yield from _judge(old, new, percent)


def _range_change(change: Quantity, percent: Quantity) -> Iterator[Mismatch]:
    """Judge 100億円から150億円へ30%増, whose two values read as a range."""
    if change.link == "から":
        old, new = _ends(change)
        yield from _judge(old, new, percent)


def _ends(change: Quantity) -> tuple[Quantity, Quantity]:
    values = (change.low, change.high)
    old, new = (
        Quantity(change.text, change.start, change.end, each, each, change.step, change.unit)
        for each in values
    )
    return old, new


def _is_comparable(old: Quantity, new: Quantity) -> bool:
    return old.dimension not in (Dimension.MONEY, Dimension.COUNT) or old.unit == new.unit


def _judge(old: Quantity, new: Quantity, percent: Quantity) -> Iterator[Mismatch]:
    text = old.text
    if old.dimension in (Dimension.CALENDAR, Dimension.ORDINAL):
        return
    if not _TO_PERCENT.fullmatch(text, new.end, percent.start):
        return
    if not _IS_CHANGE.match(text, percent.end):
        return
    before, after = old.interval, new.interval
    if before[0] <= 0 or after[0] <= 0:
        return
    said, readings = percent.interval, list(_readings(before, after))
    if old.dimension is Dimension.SHARE:  # or in points
        readings += [(after[0] - before[1], after[1] - before[0])]
        readings += [(before[0] - after[1], before[1] - after[0])]
    if any(_touch(said, each) for each in readings):
        return
    change = 100 * (after[0] + after[1]) / (before[0] + before[1]) - 100
    sign = "+" if change > 0 else "−"
    shown = f"{old.written}、{new.written}" if old.start != new.start else old.written
    yield Mismatch(old.start, percent.end, "change", f"{shown}：{sign}{spell(abs(change))}%")


def _readings(
    old: tuple[Decimal, Decimal], new: tuple[Decimal, Decimal]
) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield what a change in percent may mean: of the old value, to so much of it, faster."""
    low, high = new[0] / old[1], new[1] / old[0]
    yield 100 * low, 100 * high
    yield 100 * (low - 1), 100 * (high - 1)
    yield 100 * (1 - high), 100 * (1 - low)
    if high < 1:
        yield 100 * (1 / high - 1), 100 * (1 / low)


def _touch(said: tuple[Decimal, Decimal], right: tuple[_Number, _Number]) -> bool:
    slack = max(_SLACK_POINTS, said[1] * _SLACK)
    return said[0] - slack <= right[1] and right[0] <= said[1] + slack


def _without_equivalents(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Leave out what a bracket only says again: 2440億ドル（約36兆円）."""
    again = {
        pair.second.start
        for pair in equivalences.find(quantities)
        if pair.first.dimension is pair.second.dimension
    }
    return [each for each in quantities if each.start not in again]


def _yearly(quantities: Sequence[Quantity]) -> Iterator[Mismatch]:
    """Judge a yearly growth between two years: 2025年に100億円、2030年には200億円（CAGR 15%）."""
    for index in range(len(quantities) - 4):
        first_year, old, last_year, *rest = quantities[index : index + 5]
        new, percent = sorted(rest, key=lambda each: each.dimension is Dimension.SHARE)
        if not _is_course(first_year, old, last_year, new):
            continue
        text = percent.text
        is_yearly = _YEARLY.search(text, max(0, percent.start - 24), percent.start)
        if percent.dimension is not Dimension.SHARE or percent.link:
            continue
        if is_yearly or _YEARLY_AFTER.match(text, percent.end):
            yield from _judge_yearly(first_year, old, last_year, new, percent)


def _is_course(first_year: Quantity, old: Quantity, last_year: Quantity, new: Quantity) -> bool:
    """Say whether four quantities are two years, each with the value that belongs to it."""
    years = (first_year, last_year)
    if any(year.unit is None or year.unit.base != "year of the calendar" for year in years):
        return False
    if first_year.link or last_year.link or not last_year.low > first_year.low:
        return False
    if old.unit is None or old.unit != new.unit or old.dimension is not Dimension.MONEY:
        return False
    return old.start - first_year.end <= 12 and not old.link and not new.link


def _judge_yearly(
    first_year: Quantity, old: Quantity, last_year: Quantity, new: Quantity, percent: Quantity
) -> Iterator[Mismatch]:
    years = last_year.low - first_year.low
    before, after = old.interval, new.interval
    if before[0] <= 0 or after[0] <= 0 or not 0 < years < 100:
        return
    said, least, most = percent.interval, after[0] / before[1], after[1] / before[0]
    # Most rates fit by far, and the root of a float takes a thousandth of the time.
    if _fits(said, float(least), float(most), float(years), _FLOAT_ERROR):
        return
    if not _fits(said, least, most, years, Decimal(0)):
        rate = 100 * ((new.low / old.low) ** (1 / years) - 1)
        shown = f"{old.written}、{spell(years)}年後に{new.written}：年 {spell(rate)}%"
        start, end = min(first_year.start, percent.start), max(new.end, percent.end)
        yield Mismatch(start, end, "yearly", shown)


def _fits(
    said: tuple[Decimal, Decimal], least: _Number, most: _Number, years: _Number, error: _Number
) -> bool:
    """Say whether a rate in percent leads to a multiple from `least` to `most` in some years.

    `error` is by how much, of itself, a root of a number may be wrong.
    """
    # One year more or less: some count from the year after the first.
    spans = [years - 1 or years, years + 1]
    low = min(least ** (1 / span) for span in spans) * (1 + error)
    high = max(most ** (1 / span) for span in spans) * (1 - error)
    return _touch(said, (100 * (low - 1), 100 * (high - 1)))
