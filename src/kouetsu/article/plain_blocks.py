"""The blocks of a body that need no parser, for they hold no sign of Markdown.

Two thirds of most articles are paragraphs without any markup. What stands between two blank lines,
begins at the margin and holds no such sign is a paragraph, a heading or a break of its own wherever
that is no code or raw HTML. All that follow one another are given to the parser as one break, which
costs as little as anything can. Where the parser names that break, they are blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from sys import maxsize

from kouetsu.article.markdown import Block, Kind
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

# A break is read wherever a paragraph is, closes what a paragraph closes, and is told in one event.
_STAND_IN = "___"
# What can begin a construct within a line, or end raw HTML; `]` and the like only end what these
# began. Looking for one after another is faster than for all at once.
_SIGNS = "*_`[<&~$\\>"
_BLANKS = " \t\x0b\x0c"
# What a line may begin with that is a mark of a block, or is taken off.
_MARKS = f"{_BLANKS}\n#+-=:|0123456789"
_NUMBER = compiled(r"[0-9]++(?![.)])")  # not of a list
_HEADING = compiled(rf"(#{{1,6}}) [^{_BLANKS}\n#{{][^\n#{{]*+")
# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_PARAGRAPH = Kind.PARAGRAPH


@record
class Abridged:
    """A body with stand-ins for its plain blocks.

    `runs` are the blocks that a stand-in stands for, by the offset in the source at which the first
    begins. `borders` are the offsets in `text` at which the stand-ins end, after 0 and before a
    number above all; what lies between the first two is `shifts[0]` further on in the source, what
    lies between the next two `shifts[1]`, and so on.
    """

    text: str
    runs: dict[int, list[Block]]
    borders: list[int]
    shifts: list[int]


def abridge(text: str, start: int) -> Abridged:
    """Put stand-ins for the plain blocks of a body that begins at offset `start` of the source."""
    parts: list[str] = []
    copied, borders, shifts = 0, [0], [start]
    runs = {blocks[0].span.start: blocks for blocks in _runs(text, start)}
    for first, blocks in runs.items():
        end = blocks[-1].span.end
        parts += text[copied : first - start], _STAND_IN
        copied = end - start
        borders.append(first - shifts[-1] + len(_STAND_IN))
        shifts.append(end - borders[-1])
    parts.append(text[copied:])
    return Abridged("".join(parts), runs, [*borders, maxsize], shifts)


def _runs(text: str, start: int) -> list[list[Block]]:
    """Return the plain blocks, together those with one blank line between them."""
    runs: list[list[Block]] = []
    if "\r" in text:  # it may be a line end
        return runs
    pieces = text.rstrip("\n").split("\n\n")
    ends = _ends(pieces)
    _take_out_signs(pieces, text, ends)
    run: list[Block] = []
    for piece, end in zip(pieces, ends, strict=True):
        if piece and (block := _plain(piece, start + end)):
            if not run:
                runs.append(run)
            run.append(block)
        elif run:
            run = []
    return runs


def _ends(pieces: list[str]) -> list[int]:
    """Return the offset of each piece's end in the text."""
    ends: list[int] = []
    end = -2
    for piece in pieces:
        end += len(piece) + 2
        ends.append(end)
    return ends


def _take_out_signs(pieces: list[str], text: str, ends: list[int]) -> None:
    """Empty the pieces of a text that hold a sign of Markdown."""
    for sign in _SIGNS:
        offset = text.find(sign)
        while offset >= 0:
            index = bisect_right(ends, offset)
            pieces[index] = ""
            offset = text.find(sign, ends[index])


def _plain(piece: str, end: int) -> Block | None:
    """Return the block that a piece without signs is, None where it may be more than one."""
    span = Span(end - len(piece), end)
    if piece[:1] in _MARKS and not _NUMBER.match(piece):
        return _marked(piece, span)
    if piece[-1] in _BLANKS or ("\n" in piece and not _runs_on(piece)):
        return None
    return Block(_PARAGRAPH, span, span)


def _runs_on(piece: str) -> bool:
    """Say whether nothing but text stands on each line, from its first to its last character."""
    return all(
        (line[:1] not in _MARKS or _NUMBER.match(line)) and line[-1] not in _BLANKS
        for line in piece.split("\n")
    )


def _marked(piece: str, span: Span) -> Block | None:
    if piece == "---":
        return Block(Kind.RULE, span, Span(span.end, span.end))
    heading = _HEADING.fullmatch(piece)
    if heading is None or piece[-1] in _BLANKS:
        return None
    level = heading.end(1)
    return Block(Kind.HEADING, span, Span(span.start + level + 1, span.end), (), level)
