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
    head = Span(span.start, source.line_span(first).end)
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
    words, carets = _shortened(source, mark, room if is_all else room - _BESIDE, part)
    if is_all:
        left, indent, right = "", 0, ""
    else:
        left, indent, right = _beside(source, Span(start, end), mark, room - carets)
    if mark.start - len(left) > whole.start:
        left, indent = _CUT + left, _CUT_CELLS + indent
    if mark.end + len(right) < whole.end:
        right += _CUT
    return Snippet(line, left + words + right, indent, max(1, carets))


def _shortened(source: Source, mark: Span, room: int, part: Part) -> tuple[str, int]:
    """Return the text under `mark`, or so much of it that it fits `room` cells, and its cells."""
    start = visible(source.text[mark.start : min(mark.end, mark.start + _DENSEST * room)])
    if len(start) == mark.end - mark.start and (width := cells(start)) <= room:
        return start, width
    end = visible(source.text[max(mark.start, mark.end - room) : mark.end])
    room -= _CUT_CELLS
    if part is Part.HEAD:
        shown = head_of(start, room) + _CUT
    elif part is Part.TAIL:
        shown = _CUT + tail_of(end, room)
    else:
        shown = head_of(start, room - room // 2) + _CUT + tail_of(end, room // 2)
    return shown, cells(shown)


def _beside(source: Source, around: Span, mark: Span, room: int) -> tuple[str, int, str]:
    """Return the text before `mark` in `around`, its cells, and the text after it.

    What one side leaves, the other has.
    """
    text = source.text
    before = visible(text[max(around.start, mark.start - room) : mark.start])
    after = visible(text[mark.end : min(around.end, mark.end + room)])
    left = tail_of(before, room - _at_most(after, room // 2)) if before else ""
    width = cells(left)
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
    end = 0
    while room >= 2 and end < len(text):  # as many as surely fit, then as many as are left
        part = text[end : end + room // 2]
        end += len(part)
        room -= cells(part)
    while end < len(text) and cell(text[end]) <= room:
        room -= cell(text[end])
        end += 1
    return text[:end]


def tail_of(text: str, room: int) -> str:
    """Return the longest end of `text` in `room` cells that begins with a visible character."""
    start = len(text)
    while room >= 2 and start:  # as head_of
        part = text[max(0, start - room // 2) : start]
        start -= len(part)
        room -= cells(part)
    while start and cell(text[start - 1]) <= room:
        start -= 1
        room -= cell(text[start])
    while start < len(text) and not cell(text[start]):
        start += 1
    return text[start:]
