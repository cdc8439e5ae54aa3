"""Tables that GFM does not take for tables, or from which it drops cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block

_MARGIN = r"[ \t>]*+"
_DIVIDER = compiled(
    rf"^{_MARGIN}(?=[^\r\n]*\|)\|?[ \t]*+:?-++:?[ \t]*+"
    r"(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$",
    re.MULTILINE,
)
_ROW = compiled(rf"{_MARGIN}\|(?:[^|\r\n]*\|){{2,}}[ \t]*")
_FEWEST_ROWS = 2
# GFM cuts at every bar without a backslash, in inline code too (GFM 0.29, 4.10).
_BAR = compiled(r"(?<!\\)\|")


def broken(article: Article) -> Iterator[Hit]:
    """Report rows that lose cells and lines of bars that are shown as text.

    kramdown has other rules: there, rows may differ, and no divider is needed.
    """
    if article.profile.flavour is not Flavour.COMMONMARK or "|" not in article.source.text:
        return
    yield from _longer_rows(article)
    for block in article.blocks:
        if block.kind is Kind.PARAGRAPH:
            yield from _shown_as_text(article, block)


def _longer_rows(article: Article) -> Iterator[Hit]:
    """Report the first row of each table that has more cells than its header."""
    header, count, is_reported = 0, 0, False
    for line, cells in _rows(article):
        if _is_divider(article, line + 1):
            header, count, is_reported = line, cells, False
        elif not is_reported and (dropped := _dropped(article, line, count)):
            is_reported = True
            values = {"count": count, "cells": _cells(article, article.source.line_span(line))}
            place = Place(article.source.line_span(header), "header", {"count": count})
            yield Hit(dropped, values, "cells", (place,))


def _rows(article: Article) -> Iterator[tuple[int, int]]:
    """Yield the 1-based line of each row of the tables, and the number of cells it shows."""
    line = cells = 0
    for block in article.blocks:
        if block.kind is Kind.TABLE_CELL:
            at = article.source.line(block.span.start)
            if at != line:
                if line:
                    yield line, cells
                line, cells = at, 0
            cells += 1
    if line:
        yield line, cells


def _dropped(article: Article, line: int, count: int) -> Span | None:
    """Return the cells of a row after the first `count`, unless nothing stands in them."""
    span = article.source.line_span(line)
    bars = _inner_bars(article, span)
    if len(bars) < count:
        return None
    rest = Span(bars[count - 1] + 1, span.end)
    shown = article.source.slice(rest).strip(" \t|")
    if not shown:
        return None
    start = article.source.text.index(shown, rest.start)
    return Span(start, start + len(shown))


def _inner_bars(article: Article, span: Span) -> list[int]:
    """Return the offsets of the bars between the cells of a row."""
    text = article.source.text
    bars = [bar.start() for bar in _BAR.finditer(text, span.start, span.end)]
    if bars and not text[span.start : bars[0]].strip(" \t>"):
        del bars[0]
    if bars and not text[bars[-1] + 1 : span.end].strip():
        del bars[-1]
    return bars


def _cells(article: Article, span: Span) -> int:
    return len(_inner_bars(article, span)) + 1


def _is_divider(article: Article, line: int) -> bool:
    source = article.source
    if line > len(source.line_starts):
        return False
    span = source.line_span(line)
    return _DIVIDER.match(source.text, span.start, span.end) is not None


def _shown_as_text(article: Article, block: Block) -> Iterator[Hit]:
    """Report the lines of a paragraph that were to be a table."""
    source, text = article.source, article.source.text
    if text.find("|", block.span.start, block.span.end) < 0:
        return
    first, last = source.line(block.span.start), source.line(block.span.end)
    rows: list[Span] = []
    for number in range(first, last + 1):
        whole = source.line_span(number)
        line = Span(max(whole.start, block.span.start), min(whole.end, block.span.end))
        if _is_divider(article, number):
            yield from _without_table(article, line, rows[-1] if rows else None)
            return
        if _ROW.fullmatch(text, line.start, line.end):
            rows.append(line)
        elif len(rows) < _FEWEST_ROWS:
            rows = []
    if len(rows) >= _FEWEST_ROWS:
        yield Hit(Span(rows[0].start, rows[-1].end), {"count": len(rows)}, "rows")


def _without_table(article: Article, divider: Span, header: Span | None) -> Iterator[Hit]:
    """Report a divider that makes no table, where it is plain why."""
    count = _cells(article, divider)
    if header is None:
        if count > 1:
            yield Hit(divider, message="divider")
    elif count != (expected := _cells(article, header)):
        place = Place(header, "header", {"count": expected})
        yield Hit(divider, {"count": count, "header": expected}, "columns", (place,))
