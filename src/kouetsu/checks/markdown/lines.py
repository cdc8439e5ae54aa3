"""Lines that nobody wrote to be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.finding import Hit
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

_LINE = compiled(r"[^\r\n]+")
# The first character stands apart, here and below: before a repeat, the engine skips no others in
# a tight loop.
_OBJECTS = compiled(f"{OBJECT}{OBJECT}*")
# Letters and figures without a space; as long as this, they are base64 or another dump (the
# longest words of dictionaries have 45 letters).
_SHORTEST_ENCODED = 400
_CODE = "[A-Za-z0-9+/=_-]"
_ENCODED = compiled(f"{_CODE}{_CODE}{{{_SHORTEST_ENCODED - 1},}}+")
_ENCODED_SIGN = compiled(_CODE)
# A loop repeats a part of so many code points at most, so often at least, over so many in all.
_LONGEST_PART = 40
_FEWEST_TIMES = 100
# Code points of a part, together with what follows it, that are looked for first.
_BEGINNING = 4
_SHORTEST = 300
# From one place that is looked at to the next: a loop that holds none of the first of them holds
# the next one, with two parts and a beginning behind it.
_STEP = _SHORTEST - 2 * _LONGEST_PART - _BEGINNING
# Rows of these divide a page: they are a loop only where no page is wide enough.
_RULE = compiled(r"[\s\-=_~*#.+|/\\<>:・…‥―—ー－─━═＝～＊＃。．★☆◆◇■□●○◎♪]+")
_LONGEST_RULE = 1000
# In these the length of a line means nothing to a reader.
_NOT_PROSE = frozenset({Kind.CODE, Kind.HTML, Kind.TABLE_CELL, Kind.DIRECTIVE, Kind.RULE})


@record
class _Loop:
    part: str
    times: int


def runaway_line(article: Article, *, longest: int) -> Iterator[Hit]:
    """Report lines that repeat one part, hold encoded data, or have over `longest` code points.

    Code does not count, nor do the targets of links and images.
    """
    text = article.source.text
    has_returns = "\r" in text
    for block in article.blocks:
        # Nearly all blocks are short, and to see that is cheaper than to look for the kind.
        if block.span.end - block.span.start < _SHORTEST or block.kind in _NOT_PROSE:
            continue
        for line in _long_lines(text, block.span, has_returns=has_returns):
            shown = article.source.slice(line) if block.kind is Kind.MATH else _shown(article, line)
            if len(shown) >= _SHORTEST and (hit := _judge(line, shown, longest)):
                yield hit


def _long_lines(text: str, span: Span, *, has_returns: bool) -> Iterator[Span]:
    """Yield the lines of a span that may show enough: what is shown is never longer than a line."""
    if has_returns:
        lines = (match.span() for match in _LINE.finditer(text, span.start, span.end))
        yield from (Span(start, end) for start, end in lines if end - start >= _SHORTEST)
        return
    start, last = span.start, span.end
    while last - start >= _SHORTEST:
        end = text.find("\n", start, last)
        end = last if end < 0 else end
        if end - start >= _SHORTEST:
            yield Span(start, end)
        start = end + 1


def _shown(article: Article, line: Span) -> str:
    """Return what a reader sees of a line; a formula in it by its source, other objects not."""
    text, prose = article.source.text, article.prose[line.start : line.end]
    if OBJECT not in prose:
        return prose.replace(MARKUP, "")

    def formula(match: re.Match[str]) -> str:
        start, end = line.start + match.start(), line.start + match.end()
        return text[start:end] if text[start] == "$" else ""

    return _OBJECTS.sub(formula, prose).replace(MARKUP, "")


def _judge(line: Span, shown: str, longest: int) -> Hit | None:
    if loop := _loop(shown):
        return Hit(line, {"part": loop.part, "times": loop.times}, "loop", explains=(line,))
    for match in _ENCODED.finditer(shown) if _may_hold_encoded(shown) else ():
        data = match.group()
        if re.search("[0-9]", data) and re.search("[A-Za-z]", data):
            return Hit(line, {"length": len(data)}, "unreadable", explains=(line,))
    if len(shown) > longest:
        return Hit(line, {"length": len(shown)}, "unreadable")
    return None


def _may_hold_encoded(text: str) -> bool:
    """Say whether a text may hold encoded data, which lies over one of the places looked at."""
    places = text[_SHORTEST_ENCODED - 1 :: _SHORTEST_ENCODED]
    return _ENCODED_SIGN.search(places) is not None


def _loop(text: str) -> _Loop | None:
    """Return the first loop of a line.

    Every loop is long enough to hold one of the places looked at, and two parts after it; each
    costs a bounded search, and no loop is counted twice, so the time is linear.
    """
    place = 0
    while place + 2 * _LONGEST_PART <= len(text):
        # In a loop the next part begins with the same characters: nearly no place has them again.
        beginning = text[place : place + _BEGINNING]
        if text.find(beginning, place + 1, place + _LONGEST_PART + _BEGINNING) < 0:
            place += _STEP
            continue
        window = text[place : place + 2 * _LONGEST_PART]
        length = window.find(window[:_LONGEST_PART], 1)
        if length < 0:
            place += _STEP
            continue
        start, end = _periodic(text, place, length)
        part = text[start : start + length]
        shortest = _LONGEST_RULE if _RULE.fullmatch(part) else _SHORTEST
        if end - start >= max(shortest, _FEWEST_TIMES * length):
            return _Loop(part, (end - start) // length)
        place = max(end, place + _STEP)
    return None


def _periodic(text: str, place: int, length: int) -> tuple[int, int]:
    """Return the range around a place in which a part repeats, cut parts at its ends included."""
    part = text[place : place + length]
    start = end = place
    while text.startswith(part, end):
        end += length
    while start >= length and text.startswith(part, start - length):
        start -= length
    while end < len(text) and text[end] == text[end - length]:
        end += 1
    while start > 0 and text[start - 1] == text[start - 1 + length]:
        start -= 1
    return start, end
