"""Tables whose row of totals is not the sum of the rows above it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Kind
from kouetsu.article.quantities.units import Dimension
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.quantities import Quantity
    from kouetsu.article.sentences import Plain

    Cell = Plain | None

_TOTAL = compiled(r"(?:合計|総計|総額|計|total)[^0-9]{0,6}", re.IGNORECASE)
_SUBTOTAL = compiled("小計|うち|内訳|再掲|参考|平均")
_NO_SUM = compiled("率|割合|平均|単価|比|順位|備考|%")
_REST = compiled(r"[ ]?(?:約|およそ)?")
_SLACK = Decimal("0.01")


def wrong_totals(article: Article) -> Iterator[tuple[Plain, Quantity, Decimal]]:
    """Yield each total that its column contradicts: its cell, its quantity, the real sum."""
    if not article.document.of_kind(Kind.TABLE_CELL):
        return
    for header, *rows in _tables(article):
        if len(rows) < 3 or any(len(row) != len(header) for row in rows):
            continue
        labels = [_text(row[0]) for row in rows]
        if not _TOTAL.fullmatch(labels[-1]) or any(map(_SUBTOTAL.search, labels)):
            continue
        for column in range(1, len(header)):
            if not _NO_SUM.search(_text(header[column])):
                yield from _judge(article, [row[column] for row in rows])


def _text(cell: Cell) -> str:
    return cell.text.strip() if cell else ""


def _judge(article: Article, cells: Sequence[Cell]) -> Iterator[tuple[Plain, Quantity, Decimal]]:
    figures = [figure for cell in cells if cell and (figure := _figure(article, cell))]
    plain = cells[-1]
    if len(figures) != len(cells) or plain is None or len(figures) < 3:
        return
    *parts, total = figures
    if any(each.unit != total.unit for each in parts) or total.dimension is Dimension.SHARE:
        return
    low = sum((each.interval[0] for each in parts), Decimal(0))
    high = sum((each.interval[1] for each in parts), Decimal(0))
    slack = abs(high) * _SLACK
    if low - slack <= total.interval[1] and total.interval[0] <= high + slack:
        return
    yield plain, total, sum((each.value for each in parts), Decimal(0))


def _tables(article: Article) -> Iterator[list[list[Cell]]]:
    """Yield the tables as rows of cells; a line break between two cells starts a row."""
    rows: list[list[Cell]] = []
    end = 0
    for block in article.blocks:
        if block.kind is not Kind.TABLE_CELL:
            continue
        between = article.source.text[end : block.span.start]
        if rows and ("\n\n" in between or between.count("\n") > 2):
            yield rows
            rows = []
        if not rows or "\n" in between:
            rows.append([])
        rows[-1].append(_cell(article, block.span.start))
        end = block.span.end
    if rows:
        yield rows


def _cell(article: Article, start: int) -> Cell:
    sentences = article.sentences_by_block.get(start, [])
    return sentences[0].plain if len(sentences) == 1 else None


def _figure(article: Article, cell: Plain) -> Quantity | None:
    """Return the quantity that a cell is."""
    figures = article.quantities.of(cell.text)
    is_figure = (
        len(figures) == 1
        and not figures[0].link
        and not figures[0].limit
        and _REST.fullmatch(cell.text, 0, figures[0].start)
        and not cell.text[figures[0].end :].strip()
    )
    return figures[0] if is_figure else None
