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
    around = Span(max(whole.start, context.start), min(whole.end, context.end))
    around = Span(min(around.start, mark.start), max(around.end, mark.end))
    room = width - _CUT_CELLS * 2
    beside = 0 if mark == around else _BESIDE
    words = _shortened(source, mark, room - beside, part)
    carets = cells(words)
    left, right = _beside(source, around, mark, room - carets)
    before = (_CUT if mark.start - len(left) > whole.start else "") + left
    after = right + (_CUT if mark.end + len(right) < whole.end else "")
    return Snippet(line, before + words + after, cells(before), max(1, carets))


def _shortened(source: Source, mark: Span, room: int, part: Part) -> str:
    """Return the text under `mark`, or so much of it that it takes no more than `room` cells."""
    start = visible(source.text[mark.start : min(mark.end, mark.start + _DENSEST * room)])
    if len(start) == len(mark) and cells(start) <= room:
        return start
    end = visible(source.text[max(mark.start, mark.end - room) : mark.end])
    room -= _CUT_CELLS
    if part is Part.HEAD:
        return head_of(start, room) + _CUT
    if part is Part.TAIL:
        return _CUT + tail_of(end, room)
    return head_of(start, room - room // 2) + _CUT + tail_of(end, room // 2)


def _beside(source: Source, around: Span, mark: Span, room: int) -> tuple[str, str]:
    """Return the text before and after `mark` in `around`; what one side leaves, the other has."""
    text = source.text
    before = visible(text[max(around.start, mark.start - room) : mark.start])
    after = visible(text[mark.end : min(around.end, mark.end + room)])
    short_after = min(cells(after), room // 2)
    left = tail_of(before, room - short_after)
    return left, head_of(after, room - cells(left))


def head_of(text: str, room: int) -> str:
    """Return the longest beginning of `text` that takes no more than `room` cells."""
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
