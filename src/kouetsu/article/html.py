"""The visible text of raw HTML blocks, and HTML comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

# The first `-->` ends a comment; what opens another comment before that is not one comment.
COMMENT = compiled(r"<!--((?:[^-<]|-(?!->)|<(?!!--))*+)-->")
# Elements whose content is not prose.
_HIDDEN = compiled(
    r"<(script|style|pre|code|svg|math|textarea|template|iframe|noscript|select|button)\b[^<>]*+>"
    r"[\s\S]*?(?:</\1\s*>|\Z)",
    re.IGNORECASE,
)
_TAG = compiled(r"</?([A-Za-z][\w:.-]*+)(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+/?>|<[!?][^<>]*+>")
_INLINE_ELEMENTS = compiled(
    r"(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|rb|rp|rt|rtc|ruby|s|samp"
    r"|small|span|strong|sub|sup|time|tt|u|var|wbr)$",
    re.IGNORECASE,
)
_WORD = compiled(r"\w")


def runs(text: str, span: Span) -> Iterator[tuple[Span, list[Span]]]:
    """Yield each run of visible text in an HTML block, cut at block-level tags.

    Every run comes with the spans inside it that are markup (inline tags, comments).
    """
    start, markup = span.start, list[Span]()
    for piece, is_border in _marks(text, span):
        if is_border:
            yield from _run(text, Span(start, piece.start), markup)
            start, markup = piece.end, []
        else:
            markup.append(piece)
    yield from _run(text, Span(start, span.end), markup)


def _run(text: str, span: Span, markup: list[Span]) -> Iterator[tuple[Span, list[Span]]]:
    edges = [span.start, *(edge for mark in markup for edge in (mark.start, mark.end)), span.end]
    between = zip(edges[::2], edges[1::2], strict=True)
    if any(_WORD.search(text, start, end) for start, end in between):
        yield span, markup


def _marks(text: str, span: Span) -> Iterator[tuple[Span, bool]]:
    """Yield comments, hidden elements and tags, and whether they end a run of text."""
    offset = span.start
    while offset < span.end:
        opening = text.find("<", offset, span.end)
        if opening < 0:
            return
        match = COMMENT.match(text, opening, span.end)
        is_border = False
        if match is None:
            match = _HIDDEN.match(text, opening, span.end)
            is_border = match is not None
        if match is None and (match := _TAG.match(text, opening, span.end)):
            is_border = not _INLINE_ELEMENTS.match(match.group(1) or "")
        if match is None:
            offset = opening + 1
            continue
        yield Span(*match.span()), is_border
        offset = match.end()
