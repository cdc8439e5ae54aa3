"""The text of an article and its lines: the only place where offsets become positions.

An offset is a number of code points from the start of the text. A byte order mark is not part
of the text (editors do not count it either); line endings are kept as they are in the file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANA
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Only these end a line for git, editors and LSP; str.splitlines() also cuts at U+0085, U+2028
# and form feeds, which shifts every later line number.
_LINE_END = compiled(r"\r\n|\r|\n")
_SURROGATE = compiled("[\ud800-\udfff]")
_BOM = "\ufeff"
# ASCII, of one cell each, and nearly all else that Japanese is written with, of two cells each:
# kana, common ideographs, their marks, full-width forms.
_ASCII_OR_WIDE = compiled(
    "[\x00-\x7f\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff60]*"
)

_START = attrgetter("start")


@record(order=True)
class Span:
    """A half-open range of offsets (code points of the source text)."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


def holds(spans: Sequence[Span], span: Span) -> bool:
    """Say whether one of some ascending, disjoint spans contains a span."""
    index = bisect_right(spans, span.start, key=_START) - 1
    return index >= 0 and spans[index].contains(span)


def places_of(text: str, phrase: str) -> Iterator[int]:
    """Yield the offsets at which a phrase stands in a text; no two of them overlap."""
    place = text.find(phrase)
    while place >= 0:
        yield place
        place = text.find(phrase, place + len(phrase))


@record
class Position:
    """A place for people: 1-based line, 1-based column in code points."""

    line: int
    column: int


@record(slots=False)
class Source:
    """The decoded text of one file.

    `undecodable` are the spans of U+FFFD that stand for bytes that are not UTF-8; `likely_codec`
    is the Python name of the codec that the bytes seem to be written in, where that is known.
    When the whole file was readable in another codec, `text` is read with it and `undecodable`
    is empty.
    """

    path: str
    text: str
    has_bom: bool = False
    likely_codec: str | None = None
    undecodable: tuple[Span, ...] = ()

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; the first is 0."""
        if "\r" in self.text:
            return [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        starts, end = [0], 0
        for line in self.text.split("\n"):
            end += len(line) + 1
            starts.append(end)
        starts.pop()  # the last line has no line feed
        return starts

    @cached_property
    def ascii(self) -> str:
        """All that is ASCII in the text, run together.

        It is so short in a Japanese text that to look here first pays from the third phrase on.
        """
        return self.text.encode("ascii", "ignore").decode("ascii")

    @cached_property
    def newline(self) -> str:
        """The first line ending of the file, a line feed where it has none."""
        match = _LINE_END.search(self.text)
        return match.group() if match else "\n"

    def line(self, offset: int) -> int:
        """Return the 1-based line that holds `offset`."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """Return the line and column of `offset`."""
        line = self.line(offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Return the span of a 1-based line without its line ending."""
        starts, text = self.line_starts, self.text
        start = starts[line - 1]
        if line == len(starts):
            return Span(start, len(text))
        end = starts[line] - 1
        if end > start and text[end] == "\n" and text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a 1-based line and column, clamped to the text."""
        if line > len(self.line_starts):
            return len(self.text)
        span = self.line_span(max(line, 1))
        return min(span.start + max(column, 1) - 1, span.end)

    def utf16_column(self, offset: int) -> int:
        """Return the 0-based column of `offset` in UTF-16 units, as LSP counts by default."""
        return len(self._before(offset).encode("utf-16-le", "surrogatepass")) // 2

    def utf8_column(self, offset: int) -> int:
        """Return the 1-based column of `offset` in UTF-8 bytes, as rdjson counts."""
        return len(self._before(offset).encode("utf-8", "surrogatepass")) + 1

    def slice(self, span: Span) -> str:
        """Return the text under a span."""
        return self.text[span.start : span.end]

    def _before(self, offset: int) -> str:
        return self.text[self.line_starts[self.line(offset) - 1] : offset]


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells.

    East Asian wide and full-width characters take two cells, combining marks and format
    characters none; characters of ambiguous width count as one, the default of terminals.
    """
    if text.isascii():
        return len(text)
    if _ASCII_OR_WIDE.fullmatch(text):
        return 2 * len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(cell, text))


@lru_cache(maxsize=4096)
def cell(character: str) -> int:
    """Return the width of one character in terminal cells."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def from_text(text: str, path: str = "<text>") -> Source:
    """Wrap text that is already decoded; lone surrogates become U+FFFD, one for one."""
    return Source(path, whole(text.removeprefix(_BOM)), text.startswith(_BOM))


def whole(text: str) -> str:
    """Return a text that can be encoded: halves of a character become U+FFFD, one for one.

    Clients of servers count UTF-16, and cut texts between its units.
    """
    return _SURROGATE.sub("\ufffd", text)


def from_bytes(data: bytes, path: str) -> Source:
    """Decode the bytes of a file; never raises.

    UTF-8 is expected. A file that is wholly valid in another codec of Japanese text is read with
    that; any other bad bytes become U+FFFD and are listed in `undecodable`.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        is_whole = _decode_strictly(data, "utf-16") is not None
        return Source(path, text, True, "utf_16", () if is_whole else _replaced(text))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _from_other_bytes(data, path)
    # To look for one byte is ten times as fast as to look for two.
    codec = "iso2022_jp" if b"\x1b" in data and b"\x1b$" in data else None
    if codec and (decoded := _decode_strictly(data, codec)):
        return Source(path, decoded, False, codec)
    return Source(path, text.removeprefix(_BOM), text.startswith(_BOM))


def _from_other_bytes(data: bytes, path: str) -> Source:
    codec = _likely_codec(data)
    if codec is not None and (decoded := _decode_strictly(data, codec)):
        return Source(path, decoded, False, codec)
    text = data.decode("utf-8", "replace")
    has_bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    bad_line = next(line for line in data.splitlines() if _decode_strictly(line, "utf-8") is None)
    return Source(path, text, has_bom, _likely_codec(bad_line), _replaced(text))


def _replaced(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer("\ufffd+", text))


def _likely_codec(data: bytes) -> str | None:
    """Return the codec under which the bytes are valid and hold the most kana, if any."""
    counts = {
        codec: len(A_KANA.findall(decoded))
        for codec in ("cp932", "euc_jp", "utf_16_le", "utf_16_be")
        if (decoded := _decode_strictly(data, codec)) is not None
    }
    best = max(counts, key=lambda codec: counts[codec], default=None)
    return best if best is not None and counts[best] > 0 else None


def _decode_strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
