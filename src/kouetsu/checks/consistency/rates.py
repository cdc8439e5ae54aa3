"""Conversions between currencies that do not go together, or go with no rate there ever was."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kouetsu.article.quantities import amount_in, equivalences
from kouetsu.article.quantities.numerals import spell
from kouetsu.article.quantities.units import UNITS, Dimension
from kouetsu.checks.consistency.days import written_on
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.quantities import Quantity

# What one unit was worth in US dollars, lowest and highest from 2000 to 2025 (monthly rates of
# exchange of the Federal Reserve, H.10, rounded outwards).
_WORTH = {
    "USD": ("1", "1"),
    "JPY": ("0.0061", "0.0133"),
    "EUR": ("0.82", "1.60"),
    "GBP": ("1.05", "2.12"),
    "CNY": ("0.12", "0.167"),
    "HKD": ("0.127", "0.13"),
    "TWD": ("0.028", "0.037"),
    "SGD": ("0.53", "0.84"),
    "AUD": ("0.47", "1.11"),
    "CAD": ("0.61", "1.10"),
    "KRW": ("0.0006", "0.0012"),
    "INR": ("0.0105", "0.026"),
}
_NAMES = {
    "USD": "ドル",
    "JPY": "円",
    "EUR": "ユーロ",
    "GBP": "ポンド",
    "CNY": "元",
    "HKD": "香港ドル",
    "TWD": "台湾ドル",
    "SGD": "シンガポールドル",
    "AUD": "豪ドル",
    "CAD": "カナダドル",
    "KRW": "ウォン",
    "INR": "ルピー",
}
_SIGNS = {sign: unit.base for sign, unit in UNITS.items() if unit.dimension is Dimension.MONEY}
# Of two currencies, one is not the yen: any sign of it holds one of these.
_FOREIGN = ("ドル", "ユーロ", "ポンド", "元", "ウォン", "ルピー", *"$＄€£₩₹")
# How far outside of that range a rate is no rate: slips of scale are far more.
_MARGIN = Decimal("1.5")
_MOST_VOTERS = 100
_APART = Decimal("1.15")
_STATED = compiled(r"[ ]?(?:[=＝≒は]|あたり|当たり)?[ ]?(?:約|およそ)?")
_PAST = compiled(r"当時|固定相場|変動相場|戦後|戦前|明治|大正|昭和|その頃|かつて|物価")
_YEAR = compiled(r"(?<![0-9])([12][0-9]{3})年")
_PAST_YEARS = 2


@record
class _Rate:
    """A conversion: `home` for `foreign`, so many units of the one for one of the other."""

    first: Quantity
    second: Quantity
    home: Quantity
    foreign: Quantity
    is_stated: bool

    @property
    def pair(self) -> tuple[str, str]:
        return self.foreign.base, self.home.base

    @property
    def value(self) -> Decimal:
        return self.home.value / self.foreign.value

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        home, foreign = self.home.interval, self.foreign.interval
        if self.is_stated:  # one unit is exactly one
            foreign = (self.foreign.value, self.foreign.value)
        return home[0] / foreign[1], home[1] / foreign[0]

    @property
    def wording(self) -> str:
        foreign, home = self.pair
        return f"1{_NAMES[foreign]}＝{spell(self.value)}{_NAMES[home]}"


def exchange_rate(article: Article) -> Iterator[Hit]:
    """Report conversions whose rates of exchange cannot both be right, or that none fits."""
    quantities = article.quantities
    foreign = quantities.several.with_any(_FOREIGN)
    written = written_on(article) if foreign else None
    by_pair: dict[tuple[str, str], list[_Rate]] = {}
    for text in foreign:
        if len({base for sign, base in _SIGNS.items() if sign in text}) < 2:
            continue
        held = quantities.of(text)
        if not _has_two_currencies(held):
            continue
        if _is_of_the_past(text, written.year if written else None):
            continue
        for rate in _rates(held):
            if _is_possible(rate):
                by_pair.setdefault(rate.pair, []).append(rate)
            else:
                yield from _hits(article, rate, None)
    for rates in by_pair.values():
        voters = rates[:_MOST_VOTERS]
        known = max(
            rates, key=lambda rate: (rate.is_stated, sum(_agree(rate, each) for each in voters))
        )
        for rate in rates:
            if not _agree(rate, known):
                yield from _hits(article, rate, known)


def _has_two_currencies(quantities: Sequence[Quantity]) -> bool:
    return len({each.base for each in quantities if each.dimension is Dimension.MONEY}) > 1


def _is_of_the_past(text: str, year: int | None) -> bool:
    """Say whether a text converts money of another time, at the rate of that time.

    In an article without a date any year may be such a time.
    """
    latest = year - _PAST_YEARS if year else 9999
    is_old = any(int(match[1]) <= latest for match in _YEAR.finditer(text))
    return is_old or bool(_PAST.search(text))


def _rates(quantities: Sequence[Quantity]) -> Iterator[_Rate]:
    for first, second in pairwise(quantities):
        is_stated = first.low == 1 == first.high and _are_currencies(first, second)
        if is_stated and _STATED.fullmatch(first.text, first.end, second.start):
            yield _rate(first, second, is_stated=True)
    for pair in equivalences.find(quantities):
        if _are_currencies(pair.first, pair.second) and pair.first.low != 1:
            yield _rate(pair.first, pair.second, is_stated=False)


def _are_currencies(first: Quantity, second: Quantity) -> bool:
    are_money = first.dimension is second.dimension is Dimension.MONEY
    are_amounts = all(
        each.low > each.step / 2 and each.low <= each.high for each in (first, second)
    )
    return are_money and are_amounts and first.base != second.base


def _rate(first: Quantity, second: Quantity, *, is_stated: bool) -> _Rate:
    """Return the rate in yen where there are yen, else in dollars, else as it is written."""
    order = ["JPY", "USD", second.base]
    home, foreign = sorted(
        (first, second), key=lambda each: order.index(each.base) if each.base in order else 9
    )
    return _Rate(first, second, home, foreign, is_stated)


def _bounds(rate: _Rate) -> tuple[Decimal, Decimal]:
    foreign, home = (tuple(map(Decimal, _WORTH[base])) for base in rate.pair)
    return foreign[0] / home[1], foreign[1] / home[0]


def _is_possible(rate: _Rate) -> bool:
    lowest, highest = _bounds(rate)
    low, high = rate.interval
    return low <= highest * _MARGIN and high >= lowest / _MARGIN


def _agree(rate: _Rate, other: _Rate) -> bool:
    small, large = sorted((rate, other), key=lambda each: each.value)
    return small.interval[1] >= large.interval[0] or large.value <= small.value * _APART


def _hits(article: Article, rate: _Rate, known: _Rate | None) -> Iterator[Hit]:
    end = rate.second.end + rate.second.text.startswith(("）", ")"), rate.second.end)
    values = {"first": rate.first.written, "second": rate.second.written, "rate": rate.wording}
    related: tuple[Place, ...] = ()
    if known is None:
        values |= {"low": spell(_bounds(rate)[0]), "high": spell(_bounds(rate)[1])}
        values |= {"home": _NAMES[rate.pair[1]]}
    else:
        values |= {"other": known.wording, "sum": _sum(rate, known)}
        place = article.texts.places[known.first.text][0]
        span = place.span(known.first.start, known.second.end)
        related = (Place(span, "known", {"rate": known.wording}),)
    for place in article.texts.places[rate.first.text]:
        span = place.span(rate.first.start, end)
        yield Hit(span, values, message="apart" if known else "impossible", related=related)


def _sum(rate: _Rate, known: _Rate) -> str:
    """Show what the conversion would be at the other rate."""
    price = f"{spell(known.value)}{_NAMES[rate.pair[1]]}"
    if rate.first is rate.foreign:
        expected = amount_in(rate.first.value * known.value, rate.second)
        return f"{rate.first.written} × {price} = {expected}"
    expected = amount_in(rate.first.value / known.value, rate.second)
    return f"{rate.first.written} ÷ {price} = {expected}"
