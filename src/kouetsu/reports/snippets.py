"""Pieces of an article for a terminal: the words of a finding, what surrounds them, and carets.

Widths are in terminal cells. However long a line of the article is, only as much of it as fits
the terminal is looked at.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.article.source import Span, cell, cells
from kouetsu.quotes import visible
from kouetsu.records import record

if TYPE_CHECKING:
    from kouetsu.article.source import Source

_CUT = "…"
_CUT_CELLS = cells(_CUT)
# Cells that a mark which fills the line leaves to the words beside it.
_BESIDE = 8
# Code points a cell that are looked at: marks without a width can stand on every letter.
_DENSEST = 4


class Part(Enum):
    """Which part of a mark too long for the line is shown."""

    ENDS = "ends"
    HEAD = "head"
    TAIL = "tail"


@record
class Snippet:
    """Part of one line of the source, with carets under the cells `indent` to `indent + carets`.

    `line` is the 1-based line.
    """

    line: int
    text: str
    indent: int
    carets: int


def snippets(source: Source, span: Span, context: Span, width: int) -> list[Snippet]:
    """Return the words under `span` within `context`: one line, or the first and the last.

    Line ends at the end of the span are not shown. An empty span has one caret at its place.
    """
    kept = source.slice(span).rstrip("\r\n")
    span = Span(span.start, span.start + len(kept))
    first, last = source.line(span.start), source.line(span.end)
    if first == last:
        return [_snippet(source, context, span, width, Part.ENDS)]
    # A span may begin within a line end of two characters.
    head = Span(span.start, max(span.start, source.line_span(first).end))
    tail = Span(source.line_span(last).start, span.end)
    return [
        _snippet(source, context, head, width, Part.HEAD),
        _snippet(source, context, tail, width, Part.TAIL),
    ]


def _snippet(source: Source, context: Span, mark: Span, width: int, part: Part) -> Snippet:
    line = source.line(mark.start)
    whole = source.line_span(line)
    start = min(max(whole.start, context.start), mark.start)
    end = max(min(whole.end, context.end), mark.end)
    room = width - _CUT_CELLS * 2
    is_all = mark.start == start and mark.end == end
    words, carets = _shortened(source.text, mark, room if is_all else room - _BESIDE, part)
    if is_all:
        left, indent, right = "", 0, ""
    else:
        left, indent, right = _beside(source.text, Span(start, end), mark, room - carets)
    if mark.start - len(left) > whole.start:
        left, indent = _CUT + left, _CUT_CELLS + indent
    if mark.end + len(right) < whole.end:
        right += _CUT
    return Snippet(line, left + words + right, indent, max(1, carets))


def _shortened(text: str, mark: Span, room: int, part: Part) -> tuple[str, int]:
    """Return the text under `mark`, or so much of it that it fits `room` cells, and its cells."""
    if len(mark) <= _DENSEST * room:
        words = visible(text[mark.start : mark.end])
        if (width := cells(words)) <= room:
            return words, width
    room -= _CUT_CELLS
    if part is Part.HEAD:
        head, width = _head(text, mark, room)
        return head + _CUT, width + _CUT_CELLS
    if part is Part.TAIL:
        tail, width = _tail(text, mark, room)
        return _CUT + tail, width + _CUT_CELLS
    head, width = _head(text, mark, room - room // 2)
    tail, rest = _tail(text, mark, room // 2)
    return head + _CUT + tail, width + _CUT_CELLS + rest


def _head(text: str, mark: Span, room: int) -> tuple[str, int]:
    """Return the beginning of the text under a mark in `room` cells, and its cells."""
    for most in (room, _DENSEST * room):
        start = visible(text[mark.start : min(mark.end, mark.start + most)])
        head, width = _beginning(start, room)
        if len(head) < len(start):
            break  # else marks without a width are among them, and more has room
    return head, width


def _tail(text: str, mark: Span, room: int) -> tuple[str, int]:
    """Return the end of the text under a mark in `room` cells, and its cells."""
    for most in (room, _DENSEST * room):
        end = visible(text[max(mark.start, mark.end - most) : mark.end])
        tail, width = tail_of(end, room)
        if len(tail) < len(end):
            break  # as in _head
    return tail, width


def _beside(text: str, around: Span, mark: Span, room: int) -> tuple[str, int, str]:
    """Return the text before `mark` in `around`, its cells, and the text after it.

    What one side leaves, the other has.
    """
    before = visible(text[max(around.start, mark.start - room) : mark.start])
    after = visible(text[mark.end : min(around.end, mark.end + room)])
    left, width = tail_of(before, room - _at_most(after, room // 2)) if before else ("", 0)
    return left, width, head_of(after, room - width)


def _at_most(text: str, most: int) -> int:
    """Return the cells of a text, or `most` where it has more."""
    if len(text) > most and cells(text[:most]) >= most:
        return most  # a text of words has as many cells as characters, or more
    return min(cells(text), most)


def head_of(text: str, room: int) -> str:
    """Return the longest beginning of `text` that takes no more than `room` cells."""
    if 2 * len(text) <= room:  # no character takes more than two
        return text
    return _beginning(text, room)[0]


def _beginning(text: str, room: int) -> tuple[str, int]:
    """Return what head_of does, and its cells."""
    end, left = 0, room
    while left >= 2 and end < len(text):  # as many as surely fit, then as many as are left
        part = text[end : end + left // 2]
        end += len(part)
        left -= cells(part)
    while end < len(text) and cell(text[end]) <= left:
        left -= cell(text[end])
        end += 1
    return text[:end], room - left


def tail_of(text: str, room: int) -> tuple[str, int]:
    """Return the longest end of `text` in `room` cells that begins with a visible character.

    Its cells are returned as well.
    """
    start, left = len(text), room
    while left >= 2 and start:  # as _beginning
        part = text[max(0, start - left // 2) : start]
        start -= len(part)
        left -= cells(part)
    while start and cell(text[start - 1]) <= left:
        start -= 1
        left -= cell(text[start])
    while start < len(text) and not cell(text[start]):
        start += 1
    return text[start:], room - left
