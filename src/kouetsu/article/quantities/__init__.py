"""The quantities of a text: figures with their units, ranges joined, years and ordinals apart."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from kouetsu.article.quantities.numerals import (
    AMOUNT_REST,
    FIRST_FIGURE,
    KANJI_AMOUNT,
    KANJI_FIGURES,
    Numeral,
    half_width,
    read,
    read_kanji,
    spell,
    spell_in,
)
from kouetsu.article.quantities.units import UNITS, YEAR, YEARS, Dimension, Unit
from kouetsu.patterns import compiled
from kouetsu.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator


def _one_of_units() -> str:
    """Return a pattern for all units, the longest first, which tries those of one letter alone."""
    ends: defaultdict[str, list[str]] = defaultdict(list)
    for sign in sorted(UNITS, key=len, reverse=True):
        end = "(?![A-Za-z/])" if re.search("[A-Za-z]$", sign) else ""
        ends[sign[0]].append(re.escape(sign[1:]) + end)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in ends.items())


# A figure in the middle of a name (GPT-5.1, H100, v2.0) or of a longer number is none.
_SCAN = compiled(
    rf"({FIRST_FIGURE}(?<![0-9A-Za-z_.,].)(?<![A-Za-z0-9]-.)"
    rf"{AMOUNT_REST}(?:[KMBT](?![A-Za-z0-9/]))?)"
    rf"(?:分の([0-9]{{1,6}})|[ ]?(?:(年)(?![間目齢生号度次代輪])|({_one_of_units()})(?!目))"
    r"|(?![A-Za-z0-9_]|[.,][0-9]))"
)
# Kanji are figures where a unit follows that no ordinary word begins with.
_KANJI_UNITS = "割(?![りら])|倍|円(?![形周高安])|ドル|パーセント|か月|ヶ月|カ月|時間|年間"
_KANJI_SCAN = compiled(rf"({KANJI_AMOUNT})({_KANJI_UNITS})")
_KANJI_FRACTION = compiled(
    r"(?<![0-9一二三四五六七八九十])([二三四五六七八九十])分の([一二三四五六七八九])"
)
_BEFORE_KANJI = compiled(r"[0-9一-鿿第.,]$")
_SIGN = compiled(r"(?:(?:US|HK|NT|[ACS])?\$|[＄€¥￥£₩₹])$")
# What any quantity begins with: a figure, or a sign of currency.
FIRST_CHARACTER = f"[0-9０-９{KANJI_FIGURES}$＄€¥￥£₩₹UHNACS]"
_CURRENCIES = frozenset("$＄€¥￥£₩₹")
_HYPHENS = frozenset("-–—−")
# Code points between the two ends of a range.
_LONGEST_LINK = 6
_LINK = compiled(r"[ ]?([〜～~–—−-]|から)[ ]?(?:約|およそ)?")
_SIGN_BEFORE = compiled(r"(?:毎秒|1秒間?に?|(?:US|HK|NT|[ACS])?[$＄€¥￥£₩₹])(?=[^0-9]*[0-9])")
_UNIT_AFTER = compiled("[ ]?[^0-9.,万億兆京千百十一二三四五六七八九〇 ]+(?<!illion)$")
_SCALE_LAST = compiled("([万億兆京])[^万億兆京]*$")
_LIMIT_BEFORE = compiled(r"(最大|最高|最低|最小|少なくとも|上限|下限)で?(?:約|およそ)?$")
_LIMIT_AFTER = compiled(r"(?:もの)?(以上|以下|未満|以内|超|弱|強|近く|余り|台|前後|程度)")


_START = attrgetter("start")


@record
class Quantity:
    """A quantity at `start` to `end` of a text (code points; a sign of currency is inside).

    `low` and `high` are its value in `unit` (equal but for a range), `step` the place of the last
    significant digit. `link` is what joins the ends of a range: 〜, から or a hyphen.
    """

    text: str
    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    unit: Unit | None
    link: str = ""

    @property
    def written(self) -> str:
        """The quantity as it stands in the text."""
        return self.text[self.start : self.end]

    @property
    def value(self) -> Decimal:
        """The middle of the range, in `unit`."""
        return (self.low + self.high) / 2

    @property
    def dimension(self) -> Dimension | None:
        """What the unit measures; None for a bare number."""
        return self.unit.dimension if self.unit else None

    @property
    def factor(self) -> Decimal:
        """What leads from `unit` to the dimension's own unit; 1 for a bare number."""
        return self.unit.factor if self.unit else Decimal(1)

    @property
    def base(self) -> str:
        """What stands without prefix (byte, JPY, 社); nothing for a bare number."""
        return self.unit.base if self.unit else ""

    @property
    def limit(self) -> str:
        """The word that makes it a limit (最大, 以上, 超), or nothing."""
        before = _LIMIT_BEFORE.search(self.text, max(0, self.start - 8), self.start)
        after = _LIMIT_AFTER.match(self.text, self.end)
        return (before[1] if before else "") + (after[1] if after else "")

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """What it may stand for after rounding, in the dimension's own unit."""
        half = self.step / 2
        return (self.low - half) * self.factor, (self.high + half) * self.factor


def amount_in(value: Decimal, pattern: Quantity, *, keeps_scale: bool = False) -> str:
    """Write a value as another quantity is written: with its unit or sign, perhaps its 億 or 万."""
    written = half_width(pattern.written)
    sign, unit = _SIGN_BEFORE.match(written), _UNIT_AFTER.search(written)
    scale = _SCALE_LAST.search(written) if keeps_scale else None
    shown = spell_in(value, scale[1]) if scale else spell(value)
    return (sign[0] if sign else "") + shown + (unit[0] if unit else "")


def find(text: str, half: str, *, may_hold_kanji: bool) -> tuple[Quantity, ...]:
    """Return the quantities of a text in their order; `half` is its half-width form.

    `may_hold_kanji`: quantities in kanji are looked for as well.
    """
    found = [_figure(text, match) for match in _SCAN.finditer(half)]
    if may_hold_kanji:
        found = sorted([*found, *_kanji(text)], key=_START)
    return tuple(_joined(found)) if len(found) > 1 else tuple(found)


def _figure(text: str, match: re.Match[str]) -> Quantity:
    """Return a quantity that was found in the half-width form of a text."""
    amount, part, year, sign = match.groups()
    start, end = match.span()
    if part:
        value = Decimal(100) * Decimal(part) / max(Decimal(1), read(amount).value)
        return Quantity(text, start, end, value, value, Decimal(0), UNITS["%"])
    numeral = read(amount)
    unit = (YEAR if _is_calendar(amount) else YEARS) if year else UNITS.get(sign or "")
    if not unit and text[start - 1 : start] in _CURRENCIES:
        currency = _SIGN.search(text, max(0, start - 3), start)
        if currency:
            start, unit = currency.start(), UNITS[currency.group()]
    return Quantity(text, start, end, numeral.value, numeral.value, numeral.step, unit)


def _is_calendar(amount: str) -> bool:
    return amount.isdecimal() and 1000 <= int(amount) < 3000


def _kanji(text: str) -> Iterator[Quantity]:
    for match in _KANJI_FRACTION.finditer(text) if "分の" in text else ():
        whole, part = read_kanji(match[1]), read_kanji(match[2])
        if whole and part:
            value = 100 * part.value / whole.value
            yield Quantity(text, *match.span(), value, value, Decimal(0), UNITS["%"])
    for match in _KANJI_SCAN.finditer(text):
        numeral = read_kanji(match[1])
        if numeral and not _BEFORE_KANJI.search(text, max(0, match.start() - 1), match.start()):
            yield _quantity(text, match, numeral)


def _quantity(text: str, match: re.Match[str], numeral: Numeral) -> Quantity:
    value = numeral.value
    return Quantity(text, *match.span(), value, value, numeral.step, UNITS[match[2]])


def _joined(found: list[Quantity]) -> Iterator[Quantity]:
    """Yield the quantities, with 1時間30分 as one and the two ends of a range as one."""
    current = found[0]
    for after in found[1:]:
        is_near = after.start - current.end <= _LONGEST_LINK
        joined = (_compound(current, after) or _range(current, after)) if is_near else None
        if joined is None:
            yield current
        current = joined or after
    yield current


def _compound(first: Quantity, second: Quantity) -> Quantity | None:
    if first.end != second.start or not first.unit or not second.unit or first.link:
        return None
    dimension = first.unit.dimension
    if dimension is not second.unit.dimension or first.unit.factor <= second.unit.factor:
        return None
    if dimension not in (Dimension.TIME, Dimension.MONTHS):
        return None
    value = first.low * first.unit.factor / second.unit.factor + second.low
    return replace(second, start=first.start, low=value, high=value)


def _range(first: Quantity, second: Quantity) -> Quantity | None:
    if second.start == first.end or first.link or second.unit is None:
        return None
    link = _LINK.fullmatch(first.text, first.end, second.start)
    if link is None or (first.unit and first.unit.base != second.unit.base):
        return None
    if link[1] in _HYPHENS and first.unit is None and second.dimension is Dimension.CALENDAR:
        return None  # 2025-10月
    if second.unit is YEARS and first.unit is None and _is_calendar(first.written):
        second = replace(second, unit=YEAR)  # 2025〜26年
    low = first.low * (first.factor / second.factor if first.unit else 1)
    shared = _shared_scale(first, second)
    step = max(first.step * shared, second.step)
    return replace(
        second, start=first.start, low=low * shared, high=second.high, step=step, link=link[1]
    )


def _shared_scale(first: Quantity, second: Quantity) -> Decimal:
    """Return what the first end of 2〜3億円 has to be multiplied by."""
    if first.unit or not first.written[-1:].isdigit():
        return Decimal(1)
    scale = re.search(r"[0-9０-９]([百千]?[万億兆京])", second.written)
    if not scale or first.low >= second.high / read(f"1{scale[1]}").value:
        return Decimal(1)
    return read(f"1{scale[1]}").value
