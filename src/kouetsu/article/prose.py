"""The masked prose: the text with everything that is not prose overwritten, offsets unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.masks import Mask, Masked
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

# Same-length filler that overwrites what is not prose. MARKUP is transparent (emphasis marks, link
# brackets: the words on both sides touch); OBJECT stands for a thing that the sentence names
# (inline code, an image, math, a URL). Both are private-use characters that no text contains.
MARKUP = "\ue000"
OBJECT = "\ue001"
# A bare URL ends where Japanese text or a bracket without a partner begins, and before the marks
# that end a sentence, as in GFM; parsers leave it to the text.
_URL_REST = r"(?:[!#-'*-;=?-Z_a-z~]|\([!#-'*-;=?-Z_a-z~]*+\))"
_URL = compiled(
    rf"(?:(?:https?|ftp)://{_URL_REST}+|www\.[A-Za-z0-9_.-]{{1,253}}\.[a-z]{{2,}}{_URL_REST}*)"
    r"(?<![!'*,.:;?_~])"
)
_NOT_NEWLINE = compiled(r"[^\n\r]")


@record
class Piece:
    """Prose (or, with `text` OBJECT, a thing) that fills a range of the masked text."""

    span: Span
    text: str


def assemble(text: str, pieces: list[Piece], masked: list[Masked]) -> str:
    """Assemble the masked text: the pieces in their places, filler everywhere else."""
    parts: list[str] = []
    offset = 0
    for piece in pieces:
        if piece.span.start < offset:
            continue
        parts.append(_filler(text[offset : piece.span.start], MARKUP))
        parts.append(piece.text)
        offset = piece.span.end
    parts.append(_filler(text[offset:], MARKUP))
    prose = "".join(parts)
    if "://" in prose or "www." in prose:
        prose = _URL.sub(lambda match: OBJECT * len(match.group()), prose)
    return _overlay(prose, [m for m in masked if m.mask in (Mask.MARKUP, Mask.OBJECT)])


def _overlay(prose: str, inline: list[Masked]) -> str:
    """Overwrite the ranges of inline template syntax, which the parser took for text."""
    parts: list[str] = []
    offset = 0
    for masked in inline:
        if prose[masked.span.start] in (MARKUP, OBJECT):
            continue  # it lies in a link target or in code
        filler = OBJECT if masked.mask is Mask.OBJECT else MARKUP
        parts.append(prose[offset : masked.span.start])
        parts.append(_filler(prose[masked.span.start : masked.span.end], filler))
        offset = masked.span.end
    parts.append(prose[offset:])
    return "".join(parts)


def _filler(text: str, filler: str) -> str:
    if "\n" not in text and "\r" not in text:
        return filler * len(text)
    return _NOT_NEWLINE.sub(filler, text)


def between(text: str, run: Span, markup: list[Span]) -> Iterator[Piece]:
    """Yield the pieces of a run of text that lie between its markup."""
    offset = run.start
    for mark in markup:
        if offset < mark.start:
            yield Piece(Span(offset, mark.start), text[offset : mark.start])
        offset = max(offset, mark.end)
    if offset < run.end:
        yield Piece(Span(offset, run.end), text[offset : run.end])
