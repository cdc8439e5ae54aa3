"""Headings, whatever their markup: `##`, underlined, or a line of bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.comparison import all_at_once, fold, with_objects
from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# A line of bold ranks below every real heading.
BOLD_LEVEL = 7
# To read a member of an enumeration off its class takes longer than all else of a block here.
_HEADING, _PARAGRAPH = Kind.HEADING, Kind.PARAGRAPH
_BOLD_LINE = compiled(r"(\*\*|__)(?!\s)([^*_\n]{2,80})\1[：:]?[ \t\\]*(?=\r?\n|\r|\Z)")


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
    found = list(_read(article))
    source, prose = article.source.text, article.prose
    shown = [with_objects(prose[text.start : text.end], text.start, source) for _, _, text in found]
    keys = all_at_once(fold, shown)
    for (span, level, _), key in zip(found, keys, strict=True):
        while open_headings and open_headings[-1].level >= level:
            open_headings.pop()
        heading = Heading(span, level, key, open_headings[-1].key if open_headings else "")
        open_headings.append(heading)
        yield heading


def _read(article: Article) -> Iterator[tuple[Span, int, Span]]:
    """Yield the span of each heading, its level and the span of its text."""
    source = article.source.text
    for block in article.blocks:
        kind, span, text = block.kind, block.span, block.text
        if kind is _PARAGRAPH:
            if source[span.start] not in "*_" or block.containers:
                continue
            bold = _BOLD_LINE.match(source, span.start, span.end)
            if bold and text.start < text.end:
                yield Span(*bold.span()), BOLD_LEVEL, Span(*bold.span(2))
        elif kind is _HEADING and not block.containers and text.start < text.end:
            yield span, block.level, text
