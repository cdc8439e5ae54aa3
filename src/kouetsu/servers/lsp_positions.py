"""Places of a text as the Language Server Protocol counts them, and back."""

from __future__ import annotations

from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range

from kouetsu.article.source import Source, Span, from_text
from kouetsu.records import record

_MARK = "\ufeff"


@record(slots=False)
class Positions:
    """Turns offsets into positions and back.

    Offsets are code points of the article, which has no byte order mark; positions are 0-based
    lines and columns of the editor's `text`, which may have one. Columns count the units of
    `encoding`, one of UTF-8, UTF-16 and UTF-32.
    """

    text: str
    encoding: PositionEncodingKind | str

    @cached_property
    def source(self) -> Source:
        """The text as the checks read it."""
        return from_text(self.text)

    @cached_property
    def _lines(self) -> Source:
        return Source("", self.text)

    @property
    def _shift(self) -> int:
        return int(self.text.startswith(_MARK))

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        place = offset + self._shift
        return Position(self._lines.line(place) - 1, self._column(place))

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position.

        A column beyond the line is its end, a line beyond the text the end of the text, and a
        column within a character the start of that character.
        """
        return max(self._raw_offset(position) - self._shift, 0)

    def span(self, where: Range) -> Span:
        """Return the span of a range; one that runs backwards is turned round."""
        ends = sorted((self.offset(where.start), self.offset(where.end)))
        return Span(ends[0], ends[1])

    def replaced(self, where: Range, replacement: str) -> str:
        """Return the editor's text with what is in a range replaced."""
        start, end = sorted((self._raw_offset(where.start), self._raw_offset(where.end)))
        return self.text[:start] + replacement + self.text[end:]

    def _raw_offset(self, position: Position) -> int:
        if position.line >= len(self._lines.line_starts):
            return len(self.text)
        span = self._lines.line_span(max(position.line, 0) + 1)
        return span.start + self._characters(self._lines.slice(span), max(position.character, 0))

    def _column(self, place: int) -> int:
        match self.encoding:
            case PositionEncodingKind.Utf32:
                return self._lines.position(place).column - 1
            case PositionEncodingKind.Utf8:
                return self._lines.utf8_column(place) - 1
        return self._lines.utf16_column(place)

    def _characters(self, line: str, units: int) -> int:
        """Return how many whole characters of a line fit into some units."""
        match self.encoding:
            case PositionEncodingKind.Utf32:
                return min(units, len(line))
            case PositionEncodingKind.Utf8:
                return len(line.encode()[:units].decode("utf-8", "ignore"))
        return len(line.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
