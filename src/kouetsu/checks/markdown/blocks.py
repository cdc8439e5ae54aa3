"""Blocks that do not end, or do not begin, where their author meant them to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Container, Kind
from kouetsu.article.source import Span
from kouetsu.checks.markdown import containers, fences, marks, tables
from kouetsu.finding import Hit
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# What an item begins with where it is meant as one: no option of a command, no decimal.
_WORD = r"(?=[^\W\da-zA-Z_]|[\u3000「『（【\[`]|\*\*)"
_BULLET = compiled(rf"^[ \t>]*([-*+]){_WORD}[^\r\n]*", re.MULTILINE)
_ORDERED = compiled(rf"^[ \t>]*\d{{1,3}}([.)]){_WORD}[^\r\n]*", re.MULTILINE)
# Names of this module are looked up much faster than members of a class.
_PARAGRAPH, _LIST_ITEM = Kind.PARAGRAPH, Container.LIST_ITEM
_ITEM = compiled(r"(?:([-*+])|\d{1,9}([.)]))[ \t]+(?:\[[ xX]\][ \t]+)?\Z")


def broken_block(article: Article) -> Iterator[Hit]:
    """Report code, HTML, templates, containers, tables and lists that the page shows wrongly."""
    yield from fences.broken(article)
    yield from _lone_marks(article)
    yield from containers.broken(article)
    yield from tables.broken(article)
    yield from _glued_items(article)


def _lone_marks(article: Article) -> Iterator[Hit]:
    comment = marks.open_comment(article)
    if comment is not None:
        rest = Span(comment.start, article.body.end)
        yield Hit(comment, {"mark": "<!--", "end": "-->"}, "open", explains=(rest,))
    for mark in marks.unmatched(article):
        values = {"mark": article.source.slice(mark.span), "end": mark.end}
        yield Hit(mark.span, values, "stray" if mark.is_end else "open")


def _glued_items(article: Article) -> Iterator[Hit]:
    """Report lines that were to be items of a list and are part of the item before them."""
    text = article.source.text
    for block in article.document.of_kind(_PARAGRAPH):
        if not block.containers or _LIST_ITEM not in block.containers:  # most have none
            continue
        end_of_line = text.find("\n", block.span.start, block.span.end)
        if end_of_line < 0:
            continue
        line = article.source.line_span(article.source.line(block.span.start))
        item = _ITEM.search(text, line.start, block.span.start)
        if item is None:
            continue
        sign, pattern = item[1] or item[2], _BULLET if item[1] else _ORDERED
        for match in pattern.finditer(text, end_of_line + 1, block.span.end):
            if match[1] == sign and article.prose[match.start(1)] == sign:
                start = match.start() + len(match.group()) - len(match.group().lstrip(" \t>"))
                mark = text[start : match.end(1)]
                yield Hit(Span(start, match.end()), {"mark": mark}, "item")
