"""Fenced code blocks that end where their author did not end them."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block

_MARGIN = r"(?P<margin>[ \t>]*)"
_LINE = r"[^\r\n]*"
_OPENING = compiled(rf"{_MARGIN}(?P<mark>`{{3,}}|~{{3,}}){_LINE}")
# A line inside a block that looks like the other end of one: marks alone.
_BARE = compiled(rf"^{_MARGIN}(?P<mark>`{{3,}}|~{{3,}})[ \t]*$", re.MULTILINE)
# A line that begins a block: marks and a language. Backticks after it make it inline code.
_WITH_LANGUAGE = compiled(
    rf"^{_MARGIN}(?P<mark>`{{3,}}|~{{3,}})[ \t]*[A-Za-z][^`\r\n]*$", re.MULTILINE
)
# An opening mark may be indented by so much; more makes it code (CommonMark 0.31, 4.5).
_INDENTATION = 3


@record
class _Fence:
    """A fenced block: its opening line, its mark, and what lies between the fences."""

    line: Span
    margin: int
    mark: str
    content: Span
    is_closed: bool
    is_contained: bool


def broken(article: Article) -> Iterator[Hit]:
    """Report the first fenced block that has no end of its own.

    After that, openings and ends are read the wrong way round, so that no other is certain.
    """
    blocks = article.document.of_kind(Kind.CODE)
    if not blocks:
        return
    text = article.source.text.replace("\r", "\n")  # line ends, offset by offset
    fences = [fence for block in blocks if (fence := _read(text, block)) is not None]
    for fence, after in zip_longest(fences, fences[1:]):
        hit = _inner(text, fence) if fence.is_closed else _unclosed(article, fence, after)
        if hit is not None:
            yield hit
            return


def _read(text: str, block: Block) -> _Fence | None:
    """Return the fence of a code block; indented code and template code have none."""
    opening = _OPENING.match(text, block.span.start, block.span.end)
    if opening is None:
        return None
    mark = opening["mark"]
    last = text.rfind("\n", opening.end(), block.span.end) + 1
    closing = text[last : block.span.end].lstrip(" \t>").rstrip() if last else ""
    is_closed = len(closing) >= len(mark) and closing == mark[0] * len(closing)
    content = Span(opening.end(), last if is_closed else block.span.end)
    line_start = text.rfind("\n", 0, block.span.start) + 1
    margin = len(text[line_start : opening.start("mark")].expandtabs(4))
    if margin > _INDENTATION and not block.containers:
        return None
    line = Span(opening.start("mark"), opening.end())
    return _Fence(line, margin, mark, content, is_closed, bool(block.containers))


def _unclosed(article: Article, fence: _Fence, after: _Fence | None) -> Hit | None:
    text = article.source.text.replace("\r", "\n")
    values, explained = {"mark": fence.mark}, (fence.content,)
    if fence.is_contained:
        # The end of a quotation or list item ends its code too, and all is well, unless the line
        # that was to end the code follows.
        if after is None or text[after.line.start : after.line.end].strip("`~ \t"):
            return None
        place = Place(after.line, "other")
        return Hit(fence.line, values, "fence-indentation", (place,), explains=(after.content,))
    other = _BARE.search(text, fence.content.start, fence.content.end)
    if other is None:
        # kramdown knows no code without an end.
        is_kramdown = article.profile.flavour is Flavour.KRAMDOWN
        message = "fence-text" if is_kramdown else "fence"
        return Hit(fence.line, values, message, explains=explained)
    values["other"] = other["mark"]
    place = Place(Span(*other.span("mark")), "other")
    return Hit(fence.line, values, "fence-mark", (place,), explains=explained)


def _inner(text: str, fence: _Fence) -> Hit | None:
    """Report a block in which another begins, with marks whose end is the end of both."""
    for match in _WITH_LANGUAGE.finditer(text, fence.content.start, fence.content.end):
        mark, indentation = match["mark"], match.start("mark") - match.start()
        if mark.startswith(fence.mark) and indentation <= fence.margin + _INDENTATION:
            inner = Span(match.start("mark"), match.end())
            values = {"inner": text[inner.start : inner.end].strip()}
            explained = (Span(inner.start, fence.content.end),)
            return Hit(
                fence.line, values, "fence-inner", (Place(inner, "inner"),), explains=explained
            )
    return None
