"""Dates that the calendar does not have, and weekdays that are not those of their date."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kouetsu.article import Article

_WEEKDAYS = "月火水木金土日"
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REIWA = 2018
# Of these, any text that `find` finds a wrong date or time in has one.
SIGNS = ("月", "時", "(", "（")
# Days from the article's own date within which a date without a year is of the nearest year.
_NEAR = 60
_DATE = compiled(
    r"(?<![0-9.,])(?:(?:([12][0-9]{3})|令和([0-9]{1,2}))年[ ]?)?"
    r"([0-9]{1,2})月[ ]?([0-9]{1,2})日"
    rf"(?:[ ]?[（(]([{_WEEKDAYS}])(?:曜日?)?(?:[・、/][^）)]{{1,6}}|祝)?[）)]"
    rf"|[ ]?([{_WEEKDAYS}])曜)?"
)
_SLASHED = compiled(
    r"([12](?<![0-9/.-].)[0-9]{3})([/-])([0-9]{1,2})\2([0-9]{1,2})"
    rf"[ ]?[（(]([{_WEEKDAYS}])(?:曜日?)?[）)]"
)
# To look for this takes a tenth of the time that it takes to look for the whole date.
_MONTH_AND_DAY = compiled("月[ ]?[0-9]{1,2}日")
_MONTH = compiled(r"[12](?<![0-9].)[0-9]{3}年[ ]?([0-9]{1,2})月(?![目額間])")
_TIME = compiled(r"([0-9](?<![0-9.,:].)[0-9]?)時([0-9]{1,2})分(?!の)")
_WRITTEN = compiled("([12][0-9]{3})-([0-9]{2})-([0-9]{2})")
_OTHER_YEAR = compiled(
    r"[0-9]{4}年|昨年|去年|前年|来年|翌年|一昨年|再来年|当時|例年|毎年|かつて|年前"
)
_ERRORS = compiled(
    r"存在しな|実在しな|不正|無効|エラー|あり得な|ありえな|架空|テスト|バリデーション|検証|うるう|閏|旧暦|太陰|和暦|誤|暦"
)


class Wrong(Enum):
    """What is wrong with a date; the values name messages of the rule."""

    MONTH = "month"
    DAY = "day"
    TIME = "time"
    WEEKDAY = "weekday"


@record
class WrongDay:
    """A date from `start` to `end` of a text; `right` is the weekday that it has."""

    start: int
    end: int
    kind: Wrong
    right: str = ""


def written_on(article: Article) -> date | None:
    """Return the date that the article's front matter gives it."""
    declared = _WRITTEN.match(article.front_matter.text("date") or "")
    return _date(*(int(part) for part in declared.groups())) if declared else None


def is_about_errors(text: str) -> bool:
    """Say whether a text speaks of dates that are not, or of other calendars."""
    return bool(_ERRORS.search(text))


def find(text: str, written: date | None) -> Iterator[WrongDay]:
    """Yield the wrong dates of a half-width text; `written` is the date of the article."""
    if "月" in text and _MONTH_AND_DAY.search(text):
        year, end = None, 0
        if _OTHER_YEAR.search(text):
            written = None
        for match in _DATE.finditer(text):
            is_elsewhere = _OTHER_YEAR.search(text, end, match.start())
            year = _year(match) or (None if is_elsewhere else year)
            end = match.end()
            yield from _wrong_date(match, year, _near(match, written))
    if "年" in text and "月" in text:
        for match in _MONTH.finditer(text):
            if not 1 <= int(match[1]) <= 12:
                yield WrongDay(*match.span(), Wrong.MONTH)
    for match in _SLASHED.finditer(text) if "/" in text or "-" in text else ():
        day = _date(int(match[1]), int(match[3]), int(match[4]))
        if day is None:
            yield WrongDay(*match.span(), Wrong.DAY)
        elif _weekday(day) != match[5]:
            yield WrongDay(*match.span(), Wrong.WEEKDAY, _weekday(day))
    # Broadcasters and shops count the hours after midnight on, up to 30.
    for match in _TIME.finditer(text) if "時" in text else ():
        if int(match[1]) > 30 or int(match[2]) > 59:
            yield WrongDay(*match.span(), Wrong.TIME)


def _year(match: re.Match[str]) -> int | None:
    if match[2]:
        return _REIWA + int(match[2])
    return int(match[1]) if match[1] else None


def _wrong_date(match: re.Match[str], year: int | None, near: date | None) -> Iterator[WrongDay]:
    month, number = int(match[3]), int(match[4])
    if not 1 <= month <= 12:
        if not _year(match):  # else the pattern of months reports it
            yield WrongDay(*match.span(), Wrong.MONTH)
        return
    own = _year(match)
    if not 1 <= number <= _LONGEST_MONTHS[month - 1] or (own and not _date(own, month, number)):
        yield WrongDay(*match.span(), Wrong.DAY)
        return
    said = match[5] or match[6]
    # A date without a year follows the one before it, or lies in the year after that.
    days = [
        _date(each, month, number) for each in ((own,) if own else (year, year + 1) if year else ())
    ]
    candidates = [day for day in days or [near] if day is not None and day.year > 1872]
    if said and candidates and said not in map(_weekday, candidates):
        yield WrongDay(*match.span(), Wrong.WEEKDAY, _weekday(candidates[0]))


def _near(match: re.Match[str], written: date | None) -> date | None:
    """Return the date nearest to that of the article, if it is near enough."""
    if written is None or not (match[5] or match[6]):
        return None
    years = (written.year - 1, written.year, written.year + 1)
    days = [day for year in years if (day := _date(year, int(match[3]), int(match[4])))]
    near = [day for day in days if abs((day - written).days) <= _NEAR]
    return near[0] if near else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]
