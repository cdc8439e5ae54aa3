"""The marks that git leaves in a file when two versions of it do not agree."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# Seven characters, then nothing or a space and a name (git's xdiff/xmerge.c). A line of seven =
# alone is the underline of a heading, so it counts only after an opening mark.
_OPENING = compiled(r"^<{7}(?: [^\r\n]*)?$", re.MULTILINE)
_MIDDLE = compiled(r"^(?:={7}|\|{7}(?: [^\r\n]*)?)$", re.MULTILINE)
_CLOSING = compiled(r"^>{7}(?: [^\r\n]*)?$", re.MULTILINE)
_HIDDEN = frozenset({Kind.CODE, Kind.MATH, Kind.HTML})


@record
class Conflict:
    """A conflict from its first mark to its last; `marks` are the lines of marks in it."""

    span: Span
    marks: tuple[Span, ...]


def find(article: Article) -> Iterator[Conflict]:
    """Yield the conflicts of a file, and single marks that were left of one.

    Marks that an article shows in a code block are its subject.
    """
    latin = article.source.ascii
    if "<<<<<<<" not in latin and ">>>>>>>" not in latin:
        return
    text = article.source.text.replace("\r", "\n")  # line ends, offset by offset
    shown = _shown(article)
    openings = [match for match in _OPENING.finditer(text) if not _covers(shown, match.start())]
    end = 0
    for index, opening in enumerate(openings):
        following = openings[index + 1].start() if index + 1 < len(openings) else len(text)
        yield from _lone(shown, text, Span(end, opening.start()))
        closing = _CLOSING.search(text, opening.end(), following)
        end = closing.end() if closing else opening.end()
        marks = [opening, *(_MIDDLE.finditer(text, opening.end(), end))]
        spans = [Span(*mark.span()) for mark in (*marks, *([closing] if closing else []))]
        yield Conflict(Span(opening.start(), end), tuple(spans))
    yield from _lone(shown, text, Span(end, len(text)))


def _lone(shown: list[Span], text: str, between: Span) -> Iterator[Conflict]:
    """Yield the closing marks between two conflicts, whose opening marks were taken out."""
    for match in _CLOSING.finditer(text, between.start, between.end):
        if match.group() != ">>>>>>>" and not _covers(shown, match.start()):
            span = Span(*match.span())
            yield Conflict(span, (span,))


def _shown(article: Article) -> list[Span]:
    """Return the spans of code, raw HTML and comments, in ascending order."""
    blocks = [block.span for block in article.blocks if block.kind in _HIDDEN]
    return sorted([*blocks, *(comment.span for comment in article.comments)])


def _covers(spans: list[Span], offset: int) -> bool:
    """Say whether one of the spans, or the one before that, holds an offset."""
    index = bisect_right(spans, offset, key=lambda span: span.start)
    return any(span.start <= offset < span.end for span in spans[max(0, index - 2) : index])
