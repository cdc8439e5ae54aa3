"""Headings, whatever their markup: `##`, underlined, or a line of bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.comparison import fold
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# A line of bold ranks below every real heading.
BOLD_LEVEL = 7
_BOLD_LINE = compiled(r"(\*\*|__)(?!\s)([^*_\n]{2,80})\1[：:]?[ \t\\]*(?=\r?\n|\r|\Z)")
_OBJECTS = compiled(f"{OBJECT}+")


@record
class Heading:
    """A heading. `key` is its text without width, spaces and markup; code in it counts.

    `parent` is the key of the heading above it that ranks higher, "" where there is none.
    """

    span: Span
    level: int
    key: str
    parent: str


def find(article: Article) -> Iterator[Heading]:
    """Yield the headings of an article in the order of the text."""
    open_headings: list[Heading] = []
    for block in article.blocks:
        found = _read(article, block)
        if found is None:
            continue
        span, level, key = found
        while open_headings and open_headings[-1].level >= level:
            open_headings.pop()
        heading = Heading(span, level, key, open_headings[-1].key if open_headings else "")
        open_headings.append(heading)
        yield heading


def _read(article: Article, block: Block) -> tuple[Span, int, str] | None:
    span, text = block.span, block.text
    if block.containers or text.start == text.end:
        return None
    if block.kind is Kind.HEADING:
        return span, block.level, _key(article, text)
    source = article.source.text
    if block.kind is not Kind.PARAGRAPH or source[span.start] not in "*_":
        return None
    bold = _BOLD_LINE.match(source, span.start, span.end)
    if bold is None:
        return None
    return Span(*bold.span()), BOLD_LEVEL, _key(article, Span(*bold.span(2)))


def _key(article: Article, span: Span) -> str:
    source, shown = article.source.text, article.prose[span.start : span.end]
    whole = _OBJECTS.sub(lambda m: source[span.start + m.start() : span.start + m.end()], shown)
    return fold(whole.replace(MARKUP, ""))
