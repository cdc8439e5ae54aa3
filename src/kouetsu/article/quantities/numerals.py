"""Reading Japanese numerals: 1,300, １兆2600億, 1.5 million, 三割; writing such values."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kouetsu.patterns import compiled
from kouetsu.records import record

_SCALES = {
    "百": 2,
    "千": 3,
    "万": 4,
    "億": 8,
    "兆": 12,
    "京": 16,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "K": 3,
    "M": 6,
    "B": 9,
    "T": 12,
}
# A number in figures behind its first one.
_MORE_DIGITS = r"(?:[0-9]{0,2}(?:,[0-9]{3}){1,6}|[0-9]{0,17})(?:\.[0-9]{1,9})?"
_DIGITS = f"[0-9]{_MORE_DIGITS}"
_KANJI = "〇一二三四五六七八九"
# 1億2,600万, 12万5千, 3千億, 1万2000; or 1.5 million. What stands before such an amount is to be
# asked behind its first figure, so that a pattern begins with one class of characters.
FIRST_FIGURE = "[0-9]"
AMOUNT_REST = (
    rf"{_MORE_DIGITS}(?:(?:[百千]?[万億兆京]|[百千])(?:{_DIGITS}[百千]?[万億兆]?){{0,3}}"
    r"|[ ]?(?:million|billion|trillion)(?![a-z]))?"
)
KANJI_FIGURES = f"{_KANJI}十百千"
KANJI_AMOUNT = rf"[{KANJI_FIGURES}][{KANJI_FIGURES}万億兆]{{0,12}}"
_PART = compiled(rf"({_DIGITS})[ ]?((?:[百千万億兆京]|[KMBT]|[mbt]r?illion){{0,2}})")
# What a half-width text has other characters for.
FULL_WIDTH = "０１２３４５６７８９．，％"
_TO_HALF_WIDTH = str.maketrans(FULL_WIDTH, "0123456789.,%")
_ONE = Decimal(1)
_LARGE = (("京", 16), ("兆", 12), ("億", 8), ("万", 4))


@record
class Numeral:
    """A value and the place of its last significant digit: 1,300億 is 130,000,000,000 to 10^10.

    Trailing zeros count as significant up to the second digit: 10 is exact to 1, 900 to 10.
    """

    value: Decimal
    step: Decimal


def half_width(text: str) -> str:
    """Return a text of the same length with full-width digits and signs made half-width."""
    return text.translate(_TO_HALF_WIDTH) if any(map(text.__contains__, FULL_WIDTH)) else text


@lru_cache(maxsize=4096)  # the figures of a blog: most are small or years
def read(written: str) -> Numeral:
    """Read a half-width text that matches AMOUNT, perhaps with one of K, M, B, T at its end."""
    if (plain := written.replace(",", "")).isdecimal():  # most are: of these no part need be sought
        return _whole(plain)
    value, step = Decimal(0), Decimal(1)
    for digits, scales in _PART.findall(written):
        power = _power(scales)
        number = Decimal(digits.replace(",", ""))
        value += number.scaleb(power)
        step = _last_place(number).scaleb(power)
    return Numeral(value, step)


def _whole(figures: str) -> Numeral:
    figures = figures.lstrip("0") or "0"
    behind = figures[2:]
    zeros = len(behind) - len(behind.rstrip("0"))
    return Numeral(Decimal(figures), _ONE.scaleb(zeros) if zeros else _ONE)


def _power(scales: str) -> int:
    if scales in _SCALES or not scales:
        return _SCALES.get(scales, 0)
    return sum(_SCALES.get(scale, 0) for scale in scales)


def _last_place(number: Decimal) -> Decimal:
    """Return the place of the last significant digit; of two digits at least, if written so."""
    if not number:
        return Decimal(1)
    written = int(number.as_tuple().exponent)
    last = int(number.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(max(written, min(last, number.adjusted() - 1)))


def read_kanji(written: str) -> Numeral | None:
    """Read a text that matches KANJI_AMOUNT; None where it is no numeral, such as 万一."""
    total, section, digit = 0, 0, 0
    for sign in written:
        if sign in _KANJI:
            digit = digit * 10 + _KANJI.index(sign)
        elif sign in "十百千":
            section += max(digit, 1) * 10 ** (1 + "十百千".index(sign))
            digit = 0
        else:
            total += (section + digit) * 10 ** _SCALES[sign]
            section, digit = 0, 0
    value = Decimal(total + section + digit)
    return Numeral(value, _last_place(value)) if value else None


def spell(value: Decimal) -> str:
    """Write a value with four significant digits at most, as Japanese does: 10.7兆, 1,250, 0.08."""
    for scale, power in _LARGE:
        if abs(value) >= Decimal(1).scaleb(power):
            return _digits(value.scaleb(-power)) + scale
    return _digits(value)


def spell_in(value: Decimal, scale: str) -> str:
    """Write a value in one scale, one of 万億兆京: 350,000万."""
    return _digits(value.scaleb(-_SCALES[scale])) + scale


def _digits(value: Decimal) -> str:
    places = max(0, 2 - value.adjusted()) if value else 0
    shown = f"{value:,.{places}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
