"""What generators make of the values of a head: their types, and the dates among them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Format, Scalar, Sequence, Value
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from kouetsu.article import Article


class ValueType(Enum):
    """What a value is once it has been read. UNKNOWN: an alias, which is not followed."""

    # There is one of each; Enum hashes its name anew, in Python, each time a set is asked.
    __hash__ = object.__hash__

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    EMPTY = "empty"
    LIST = "list"
    TABLE = "table"
    UNKNOWN = "unknown"


class Fault(Enum):
    """Why a text is no date: it has not the form of one, or the calendar has no such day."""

    NO_DATE = "no-date"
    IMPOSSIBLE = "impossible"


_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
# The numbers of YAML's core schema (yaml.org/spec/1.2.2, 10.3.2), with the _ of YAML 1.1.
_NUMBER = compiled(
    r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:[eE][-+]?\d+)?|0x[\da-fA-F]+|0o[0-7]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_DATE = compiled(r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d.*)?")
_WRITTEN_DATE = compiled(
    r"\s*(?P<year>\d{4})(?:(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"|年(?P<month_ja>\d{1,2})月(?P<day_ja>\d{1,2})日)"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|JST|[+-]\d\d:?(?:\d\d)?)?)?\s*"
)
# Between them every clock of the world can show a moment, and there are years enough.
_FIRST = datetime.min + timedelta(days=2)
_LAST = datetime.min + (datetime.max - datetime.min) / 2
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "JST": 9 * 60}
# The offsets of the world's clocks (IANA time zone database): what a time without one may mean.
_EARLIEST_ZONE, _LATEST_ZONE = timedelta(hours=14), timedelta(hours=-12)


@record
class Moment:
    """A date, perhaps with its time. `written` is the clock of whoever wrote it.

    `offset` is that clock's distance from UTC, None where it is not given.
    """

    written: datetime
    has_time: bool
    offset: timedelta | None

    @property
    def earliest(self) -> datetime:
        """The first moment, in UTC, that can be meant."""
        return self.written - (_EARLIEST_ZONE if self.offset is None else self.offset)

    @property
    def latest(self) -> datetime:
        """The last moment, in UTC, that can be meant."""
        end = self.written if self.has_time else self.written + timedelta(days=1)
        return end - (_LATEST_ZONE if self.offset is None else self.offset)


def type_of(value: Value, format_: Format) -> ValueType:
    """Return the type that YAML 1.2 or TOML gives a value; dates are those of YAML 1.1."""
    if isinstance(value, Scalar):
        if value.is_alias:
            return ValueType.UNKNOWN
        return _plain_type(value.text, format_) if value.is_plain else ValueType.TEXT
    return ValueType.LIST if isinstance(value, Sequence) else ValueType.TABLE


def _plain_type(text: str, format_: Format) -> ValueType:
    if text in _EMPTY and format_ is Format.YAML:
        return ValueType.EMPTY
    if text in _BOOLEANS:
        return ValueType.BOOLEAN
    if _DATE.fullmatch(text):
        return ValueType.DATE
    return ValueType.NUMBER if _NUMBER.fullmatch(text) else ValueType.TEXT


def first_line(article: Article) -> Span:
    """Return the first line of the head, or of the file where there is none."""
    text, start = article.source.text, article.front_matter.span.start
    ends = (text.find(sign, start) for sign in "\r\n")
    return Span(start, min((end for end in ends if end >= 0), default=len(text)))


@lru_cache(maxsize=64)  # several checks read the dates of an article
def moment_of(text: str) -> Moment | Fault:
    """Read a date that is written in figures: ISO 8601 and its relatives, 2025年4月1日."""
    match = _WRITTEN_DATE.fullmatch(text)
    if match is None:
        return Fault.NO_DATE
    year, _, month, day, month_ja, day_ja, hour, minute, second, zone = match.groups()
    try:
        on_day = int(year), int(month or month_ja), int(day or day_ja)
        written = datetime(*on_day, int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return Fault.IMPOSSIBLE
    if not _FIRST < written < _LAST:
        return Fault.IMPOSSIBLE
    return Moment(written, hour is not None, _offset(zone))


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone in _ZONES:
        return timedelta(minutes=_ZONES[zone])
    digits = zone[1:].replace(":", "")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -distance if zone.startswith("-") else distance
