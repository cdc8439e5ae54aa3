"""What kramdown renders otherwise than CommonMark, the parser of the article model.

Read from the sources of kramdown 2.4.0 (lib/kramdown/parser/kramdown/) and of its GFM parser 1.1.0
(lib/kramdown/parser/gfm.rb), the pair that Jekyll uses. The tests ask the real kramdown.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator

# gfm.rb, ATX_HEADER_START: no indentation, and a space or tab after the marks.
_HEADING = compiled(r"#{1,6}[\t ]++[^\r\n]*\S")
# header.rb, SETEXT_HEADER_START: no indentation, one mark is enough.
_UNDERLINE = compiled(r"[-=]+[ \t\f\v]*")
# Ruby's \s: not the full-width space.
_BLANKS = frozenset(" \t\r\n\f\v")
# emphasis.rb: no emphasis begins with _ inside a word.
_IN_WORD = compiled(r"[^\W\d_]-?\Z")
# Emphasis that every reading takes as such.
_PLAIN = compiled(r"(\*\*?)(?![\s*_])[^*_]*[^\s*_]\1(?![*])")
# gfm.rb, STRIKETHROUGH_MATCH: what may begin and end a text that is struck out.
_STRIKE = compiled(r"(?=~~[^ \t\r\n\f\v~])")
_STRUCK = compiled(r"(?<=[^ \t\r\n\f\v~])(?=~~)")
_TILDES = compiled("~~")
# Marks in one block above which it is no text that a person reads; bounds the memory.
_MOST_MARKS = 5000


class Underline(Enum):
    """What kramdown makes of a line of `---`, `===` or `***`."""

    HEADING = "heading"  # the line above becomes a heading
    TEXT = "text"  # the signs themselves are shown
    RULE = "rule"


def is_heading(line: str) -> bool:
    """Say whether a line without the marks of quotes and lists is a heading."""
    return _HEADING.match(line) is not None


def underline(line: str, above: int, *, begins_block: bool) -> Underline:
    """Say what becomes of a line directly under `above` lines of a paragraph, list item or quote.

    These take such a line in: a rule ends none of them (gfm.rb, PARAGRAPH_END_GFM; list.rb and
    blockquote.rb, LAZY_END). Inside, only one line that begins a block can be a heading
    (header.rb, after_block_boundary).
    """
    if not above:
        return Underline.RULE
    is_heading = above == 1 and begins_block and _UNDERLINE.fullmatch(line)
    return Underline.HEADING if is_heading else Underline.TEXT


def literal_marks(text: str) -> list[Span]:
    """Return the marks `*`, `**`, `_`, `__` and `~~` of a block's text that kramdown shows.

    Code, link targets, HTML and escaped characters must have been overwritten.
    """
    found: list[Span] = []
    rest = list(text)
    for content in _struck(text):  # parse_strikethrough_gfm reads it on its own
        inner = _shown(text[content.start : content.end])
        found += [Span(content.start + each.start, content.start + each.end) for each in inner]
        rest[content.start - 2 : content.end + 2] = "," * (len(content) + 4)
    return sorted([*found, *_shown("".join(rest))])


def _struck(text: str) -> Iterator[Span]:
    """Yield the contents of the texts that are struck out."""
    if "~~" not in text:
        return
    ends = [match.start() for match in _STRUCK.finditer(text)]
    last = 0
    for match in _STRIKE.finditer(text):
        start = match.start() + 2
        index = bisect_left(ends, start + 1)
        if match.start() >= last and index < len(ends):
            yield Span(start, ends[index])
            last = ends[index] + 2


def _shown(text: str) -> list[Span]:
    tildes = [Span(*match.span()) for match in _TILDES.finditer(text)]
    rest = _PLAIN.sub("", text)
    if "*" not in rest and "_" not in rest:
        return tildes
    marks = [offset for offset, character in enumerate(text) if character in "*_"]
    return tildes + (list(_Emphasis(text, marks).literals()) if len(marks) <= _MOST_MARKS else [])


# The emphasis around a place, as a sum: none lies in another of its kind.
_ROOT, _EM, _STRONG = 0, 1, 2
_TREES = (_ROOT, _EM, _STRONG, _EM + _STRONG)
_ELEMENTS = {"*": _EM, "**": _STRONG, "_": _EM, "__": _STRONG}


@record
class _Step:
    """What is read at a mark: an element with its content, or literal text; `end` is after it."""

    end: int
    content: Span | None = None
    element: int = _ROOT


@record(frozen=False)
class _Emphasis:
    """The reading of emphasis.rb, worked out from the last mark to the first.

    kramdown tries each opening mark by reading on to its end, and goes back where there is none.
    What it finds depends only on the mark and on the emphasis around it: so each is worked out
    once, and the time is linear.
    """

    text: str
    marks: list[int]
    steps: dict[tuple[int, int], _Step] = field(default_factory=dict)
    closers: dict[tuple[int, str, int], int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        marks = {mark: element for mark, element in _ELEMENTS.items() if mark in self.text}
        inside = [(m, tree) for m, element in marks.items() for tree in _TREES if tree & element]
        for place in reversed(self.marks):
            for tree in _TREES:
                self.steps[place, tree] = self._read(place, tree)
            for mark, tree in inside:
                self.closers[place, mark, tree] = self._closer(place, mark, tree)

    def literals(self) -> Iterator[Span]:
        """Yield the marks that are shown, in no particular order."""
        contents = [(Span(0, len(self.text)), _ROOT)]
        while contents:
            content, tree = contents.pop()
            place = self._mark_from(content.start)
            while place is not None and place < content.end:
                step = self.steps[place, tree]
                if step.content is None:
                    yield Span(place, step.end)
                else:
                    contents.append((step.content, tree | step.element))
                place = self._mark_from(step.end)

    def _read(self, place: int, tree: int) -> _Step:
        """Read on from a mark: parse_emphasis."""
        mark = self.text[place : place + 2]
        if mark not in ("**", "__"):
            mark = mark[0]
        start = place + len(mark)
        in_word = mark[0] == "_" and _IN_WORD.search(self.text[max(0, place - 2) : place])
        if in_word or self.text[start : start + 1] in _BLANKS or tree & _ELEMENTS[mark]:
            return _Step(start)
        tries = [mark, mark[0]] if len(mark) == 2 and tree is _ROOT else [mark]
        for each in tries:
            content = place + len(each)
            end = self._first_closer(content, each, tree | _ELEMENTS[each])
            if end is not None:
                return _Step(end + len(each), Span(content, end), _ELEMENTS[each])
        return _Step(start)

    def _first_closer(self, start: int, mark: str, tree: int) -> int | None:
        """Return where the content ends that begins at an offset; it cannot be empty."""
        place = self._mark_from(start)
        if place == start:
            place = self._mark_from(self.steps[start, tree].end)
        return None if place is None else self.closers[place, mark, tree]

    def _closer(self, place: int, mark: str, tree: int) -> int | None:
        """Return the first end at or after a mark: the block that parse_emphasis passes on."""
        if self._closes(place, mark):
            return place
        following = self._mark_from(self.steps[place, tree].end)
        return None if following is None else self.closers[following, mark, tree]

    def _closes(self, place: int, mark: str) -> bool:
        text, sign, end = self.text, mark[0], place + len(mark)
        if not text.startswith(mark, place) or text[place - 1] in _BLANKS:
            return False
        is_double = text.startswith(sign * 2, place) and not text.startswith(sign, place + 2)
        if len(mark) == 1 and is_double:
            return False
        return sign == "*" or not text[end : end + 1].isalnum()

    def _mark_from(self, offset: int) -> int | None:
        index = bisect_left(self.marks, offset)
        return self.marks[index] if index < len(self.marks) else None
