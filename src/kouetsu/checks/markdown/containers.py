"""Containers of `:::` lines, as Zenn, Qiita, Docusaurus, VitePress and Pandoc have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled
from kouetsu.sites.detection import Generator

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kouetsu.article import Article

_LINE = compiled(r"[ \t>]*(:{3,})[ \t]*([^\r\n]*)")
# An opening line names the kind, in Pandoc also as a list of attributes.
_KIND = compiled(r"[\w{\[]")
# Here a line of colons ends the outermost container that has as many or fewer
# (markdown-it-container, micromark-extension-directive), so that an inner one needs fewer.
# Pandoc, which no site's files betray, counts them as brackets.
_BY_LENGTH = frozenset(
    {Generator.ZENN, Generator.QIITA, Generator.VITEPRESS, Generator.DOCUSAURUS, Generator.ASTRO}
)


def broken(article: Article) -> Iterator[Hit]:
    """Report containers without an end, ends without a container, and wrong nesting."""
    site = article.profile.site
    is_by_length = site is not None and site.generator in _BY_LENGTH
    open_lines: list[tuple[Span, int]] = []
    has_any = False
    for line in _lines(article):
        span, colons = Span(line.start(1), line.end()), len(line[1])
        if _KIND.match(line[2]):
            if is_by_length and open_lines and colons >= open_lines[-1][1]:
                outer = Place(open_lines[-1][0], "outer")
                yield Hit(span, {"mark": ":" * (colons + 1)}, "nesting", (outer,))
            open_lines.append((span, colons))
            has_any = True
        elif not line[2] and open_lines and colons >= open_lines[-1][1]:
            open_lines.pop()
        elif not line[2] and not open_lines and has_any:
            yield Hit(span, {"mark": line[1]}, "stray")
    for span, colons in open_lines:
        yield Hit(span, {"mark": article.source.slice(span), "end": ":" * colons}, "open")


def _lines(article: Article) -> Iterator[re.Match[str]]:
    for block in article.document.of_kind(Kind.DIRECTIVE):
        line = _LINE.match(article.source.text, block.span.start, block.span.end)
        if line is not None:
            yield line
