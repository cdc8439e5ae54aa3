"""Family markdown: what the reader's browser will show."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

_BLANK_LINES = compiled(r"(?:^[ \t]*(?:\r\n?|\n)){2,}", re.MULTILINE)
_LINE_END = compiled(r"\r\n?|\n")
# In these blocks a blank line is content.
_VERBATIM = frozenset({Kind.CODE, Kind.MATH, Kind.HTML, Kind.DIRECTIVE})


def excess_blank_lines(article: Article, *, most: int) -> Iterator[Hit]:
    """Report more than `most` blank lines in a row in the body."""
    source, body = article.source, article.body
    content = [block.span for block in article.blocks if block.kind in _VERBATIM]
    content = sorted([*content, *(comment.span for comment in article.comments)])
    for match in _BLANK_LINES.finditer(source.text, body.start):
        lines = len(_LINE_END.findall(match.group()))
        span = Span(*match.span())
        index = bisect_right(content, span) - 1
        if lines > most and not (index >= 0 and span.start < content[index].end):
            fix = Fix((Edit(span, source.newline),), Applicability.SAFE)
            yield Hit(span, {"lines": lines}, fix=fix)
