"""Which blocks are running text of the article itself: its paragraphs and list items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.endings import is_own_text
from kouetsu.article.markdown import Block, Container, Kind
from kouetsu.article.prose import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_PARAGRAPH = Kind.PARAGRAPH
_ITEM = (Container.LIST_ITEM,)
# Headings that did not render, notes, table rows.
_NOT_RUNNING = ("#", "※", "|")
# Of one mark of emphasis.
_MOST_SIGNS = 3


def blocks(article: Article) -> Iterator[tuple[int, Block]]:
    """Yield the blocks of running text with their indexes among all blocks.

    A line of emphasis alone is a heading in disguise or a caption, a line that is only a link is a
    button or the head of an entry.
    """
    text, prose = article.source.text, article.prose
    link_starts = (link.span.start for link in article.document.links)
    # The first thing, and the first link, that does not begin before the block: few have any.
    thing, link = -1 if article.document.has_objects else len(prose), -1
    first = -1
    for index, block in enumerate(article.blocks):
        if block.kind is not _PARAGRAPH or (block.containers and block.containers != _ITEM):
            continue
        start = block.text.start
        # Nearly all begin with a letter.
        if start == block.text.end or (not text[start].isalpha() and _is_set_apart(text, block)):
            continue
        if first < start:
            if thing < start:
                thing = prose.find(OBJECT, start)
                thing = thing if thing >= 0 else len(prose)
            while link < start:
                link = next(link_starts, len(prose))
            first = min(thing, link)
        if first >= block.text.end or is_own_text(article, block):
            yield index, block


def _is_set_apart(text: str, block: Block) -> bool:
    """Say whether a block is a note or the like, or all of it bold or italic."""
    shown = text[block.text.start : block.text.end].strip()
    if shown.lstrip("*_").startswith(_NOT_RUNNING):
        return True
    return shown.startswith(("*", "_")) and _is_emphasised(text, block)


def _is_emphasised(text: str, block: Block) -> bool:
    span = text[block.span.start : block.span.end].strip()
    sign = span[:1]
    if sign not in ("*", "_"):
        return False
    width = min(len(span) - len(span.lstrip(sign)), _MOST_SIGNS)
    return span.endswith(width * sign) and sign not in span[width:-width]
