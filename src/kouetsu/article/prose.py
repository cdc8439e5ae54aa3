"""The masked prose: the text with everything that is not prose overwritten, offsets unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.characters import holds
from kouetsu.article.masks import Mask, Masked
from kouetsu.article.source import Span
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

# Same-length filler that overwrites what is not prose. MARKUP is transparent (emphasis marks, link
# brackets: the words on both sides touch); OBJECT stands for a thing that the sentence names
# (inline code, an image, math, a URL). Both are private-use characters that no text contains. To
# find one, Python looks for its low byte first, if that is not 0; no kana has either of these.
MARKUP = "\ue09c"
OBJECT = "\ue09d"
# A bare URL ends where Japanese text or a bracket without a partner begins, and before the marks
# that end a sentence, as in GFM; parsers leave it to the text.
_URL_REST = r"(?:[!#-'*-;=?-Z_a-z~]|\([!#-'*-;=?-Z_a-z~]*+\))"
_URL = compiled(
    rf"(?:(?:https?|ftp)://{_URL_REST}+|www\.[A-Za-z0-9_.-]{{1,253}}\.[a-z]{{2,}}{_URL_REST}*)"
    r"(?<![!'*,.:;?_~])"
)
_IN_LINE = compiled(r"[^\n\r]+")

# A range that is read as it stands or, where that is not empty, a text of its length instead of it.
Shown = tuple[int, int, str]


def without_markup(text: str, shown: list[Shown]) -> str:
    """Return a text with filler in all places that are not shown.

    What begins inside a range that is shown already is passed over.
    """
    parts: list[str] = []
    copied = decided = 0
    for start, end, instead in [*shown, (len(text), len(text), "")]:
        if start < decided:
            continue
        # Much of what lies between two ranges is line ends alone, which are shown as they are.
        if hidden := text[decided:start].lstrip("\n"):
            parts += text[copied : start - len(hidden)], _filler(hidden, MARKUP)
            copied = start
        if instead:
            parts += text[copied:start], instead
            copied = end
        decided = end
    parts.append(text[copied:])
    return "".join(parts)


def finished(prose: str, masked: list[Masked]) -> str:
    """Return a text without markup with filler for its bare URLs and template syntax, too."""
    if holds(prose, "://") or holds(prose, "www."):
        prose = _URL.sub(lambda match: OBJECT * len(match.group()), prose)
    inline = [each for each in masked if each.mask in (Mask.MARKUP, Mask.OBJECT)]
    return _overlay(prose, inline) if inline else prose


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
    if "\r" in text:
        return _IN_LINE.sub(lambda match: filler * len(match.group()), text)
    return "\n".join([filler * len(line) for line in text.split("\n")])


def between(run: Span, markup: list[Span]) -> Iterator[Span]:
    """Yield the ranges of a run of text that lie between its markup."""
    offset = run.start
    for mark in markup:
        if offset < mark.start:
            yield Span(offset, mark.start)
        offset = max(offset, mark.end)
    if offset < run.end:
        yield Span(offset, run.end)
