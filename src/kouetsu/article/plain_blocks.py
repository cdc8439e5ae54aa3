"""The blocks of a body that the parser need not read where they stand.

Two thirds of most articles are paragraphs without any markup. What stands between two blank lines,
begins at the margin and holds no such sign is a paragraph, a heading or a break of its own wherever
that is no code or raw HTML. All that follow one another are given to the parser as one break, which
costs as little as anything can. Where the parser names that break, they are blocks.

So are paragraphs whose markup cannot reach beyond them. The parser reads them apart, each once: a
pasted article holds them twice.
"""

from __future__ import annotations

from bisect import bisect_right
from sys import maxsize

from kouetsu.article import emphasis
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import field, record

# A break is read wherever a paragraph is, closes what a paragraph closes, and is told in one event.
_STAND_IN = "___"
# What can begin a construct within a paragraph; `]` and the like only end what these began. Looking
# for one after another is faster than for all at once.
_SIGNS = "*_`~$\\"
# What can also begin or end one that reaches beyond it, or that needs what stands elsewhere; what
# HTML escapes.
_FAR_SIGNS = "[<>&"
_FENCES = ("```", "~~~")
_BLANKS = " \t\x0b\x0c"
# What a line may begin with that is a mark of a block, or is taken off.
_MARKS = f"{_BLANKS}\n#+-=:|0123456789"
# Figures and dashes that mark no list, no heading above them and no table.
_TEXT = compiled(r"[0-9]++(?![.)])|-++[^-\s|:]")
_HEADING = compiled(rf"(#{{1,6}}) [^{_BLANKS}\n#{{][^\n#{{]*+")
# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_PARAGRAPH = Kind.PARAGRAPH

# A block, and what readers see of it or of its beginning where that is not what stands there.
_Plain = tuple[Block, str]


@record
class Run:
    """Plain blocks that follow one another.

    What they hold is read as it stands, but for what `instead` has: texts that are read in place of
    as many characters, each with the offset in the source of these.
    """

    blocks: list[Block] = field(default_factory=list)
    instead: list[tuple[int, str]] = field(default_factory=list)


@record
class Abridged:
    """A body with stand-ins for its plain blocks.

    `runs` are the blocks that a stand-in stands for, by the offset in the source at which the first
    begins. `borders` are the offsets in `text` at which the stand-ins end, after 0 and before a
    number above all; what lies between the first two is `shifts[0]` further on in the source, what
    lies between the next two `shifts[1]`, and so on.
    """

    text: str
    runs: dict[int, Run]
    borders: list[int]
    shifts: list[int]


def whole(text: str, start: int) -> Abridged:
    """Return a body that begins at offset `start` of the source with no stand-in."""
    return Abridged(text, {}, [0, maxsize], [start])


def abridge(text: str, start: int, source: str) -> Abridged:
    """Put stand-ins for the plain blocks of a body that begins at offset `start` of the source."""
    if "\r" in text:  # it may be a line end
        return whole(text, start)
    parts: list[str] = []
    copied, borders, shifts = 0, [0], [start]
    runs = {run.blocks[0].span.start: run for run in _runs(text, start, source)}
    for first, run in runs.items():
        end = run.blocks[-1].span.end
        parts += text[copied : first - start], _STAND_IN
        copied = end - start
        borders.append(first - shifts[-1] + len(_STAND_IN))
        shifts.append(end - borders[-1])
    parts.append(text[copied:])
    return Abridged("".join(parts), runs, [*borders, maxsize], shifts)


def _runs(text: str, start: int, source: str) -> list[Run]:
    """Return the plain blocks, together those with nothing but blank lines between them."""
    pieces = text.rstrip("\n").split("\n\n")
    ends = _ends(pieces, start)
    signed = _take_out_signed(pieces, ends, text, start)
    apart = _apart(signed, source) if signed else {}
    runs: list[Run] = []
    run: Run | None = None
    for piece, end in zip(pieces, ends, strict=True):
        plain = _plain(piece, end) if piece else apart.get(end)
        if not plain:
            run = None
            continue
        if run is None:
            run = Run()
            runs.append(run)
        for block, shown in plain:
            run.blocks.append(block)
            if shown:
                run.instead.append((block.span.start, shown))
    return runs


def _ends(pieces: list[str], start: int) -> list[int]:
    """Return the offset in the source of each piece's end."""
    ends: list[int] = []
    end = start - 2
    for piece in pieces:
        end += len(piece) + 2
        ends.append(end)
    return ends


def _take_out_signed(
    pieces: list[str], ends: list[int], text: str, start: int
) -> list[tuple[int, str]]:
    """Empty the pieces that hold a sign of Markdown; return those with no sign that reaches far.

    Each comes with the offset of its end, and without the line end before it.
    """
    for index in _holders(_FAR_SIGNS, ends, text, start):
        pieces[index] = ""
    signed: list[tuple[int, str]] = []
    for index in _holders(_SIGNS, ends, text, start):
        piece, pieces[index] = pieces[index].removeprefix("\n"), ""
        if piece and not any(map(piece.__contains__, _FENCES)):
            signed.append((ends[index], piece))
    return signed


def _holders(signs: str, ends: list[int], text: str, start: int) -> set[int]:
    """Return the indexes of the pieces of a text that hold one of some signs."""
    found: set[int] = set()
    for sign in signs:
        offset = text.find(sign)
        while offset >= 0:
            index = bisect_right(ends, start + offset)
            found.add(index)
            offset = text.find(sign, ends[index] - start)
    return found


def _apart(signed: list[tuple[int, str]], source: str) -> dict[int, list[_Plain]]:
    """Return the pieces that are paragraphs with markup, by the offsets at which they end."""
    # Where template syntax was overwritten, the source has another text, which readers see.
    signed = [(end, piece) for end, piece in signed if source.startswith(piece, end - len(piece))]
    seen = emphasis.read(list(dict.fromkeys([piece for _, piece in signed])))
    found: dict[int, list[_Plain]] = {}
    for end, piece in signed:
        if piece in seen:
            span = Span(end - len(piece), end)
            found[end] = [(Block(_PARAGRAPH, span, span), seen[piece])]
    return found


def _plain(piece: str, end: int) -> list[_Plain]:
    """Return the blocks that a piece without signs is, none where they are not certain."""
    if piece[0] in _MARKS and not _TEXT.match(piece):
        return _marked(piece, end)
    if piece[-1] in _BLANKS or ("\n" in piece and not _runs_on(piece)):
        return []
    span = Span(end - len(piece), end)
    return [(Block(_PARAGRAPH, span, span), "")]


def _runs_on(piece: str) -> bool:
    """Say whether nothing but text stands on each line, from its first to its last character."""
    return all(
        (line[:1] not in _MARKS or _TEXT.match(line)) and line[-1] not in _BLANKS
        for line in piece.split("\n")
    )


def _marked(piece: str, end: int) -> list[_Plain]:
    if piece[0] == "\n":  # of a second blank line
        return _plain(piece[1:], end) if len(piece) > 1 else []
    start = end - len(piece)
    if piece == "---":
        return [(Block(Kind.RULE, Span(start, end), Span(end, end)), MARKUP * len(piece))]
    heading = _HEADING.match(piece)
    if heading is None:
        return []
    line, level, rest = heading.group(), heading.end(1), piece[heading.end() :]
    below = _plain(rest[1:], end) if rest[:1] == "\n" and rest[1] != "#" else []
    if line[-1] in _BLANKS or (rest and not below):
        return []
    span = Span(start, start + len(line))
    text = Span(start + level + 1, span.end)
    return [(Block(Kind.HEADING, span, text, (), level), MARKUP * (level + 1)), *below]
