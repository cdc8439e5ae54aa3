"""The masked prose: the text with everything that is not prose overwritten, offsets unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.masks import Mask, Masked
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import field, record

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
_IN_LINE = compiled(r"[^\n\r]+")


@record(frozen=False)
class Masking:
    """The masked text while its source is read from the start to the end.

    `parts` reach up to `copied`; up to `decided` the text is shown as it is, what follows is not
    known yet. What lies inside a range that is decided is passed over.
    """

    text: str
    parts: list[str] = field(default_factory=list)
    copied: int = 0
    decided: int = 0

    def show(self, start: int, end: int) -> None:
        """Let a range be read as it stands."""
        if start < self.decided:
            return
        # Much of what lies between two ranges is line ends alone, which are shown as they are.
        hidden = self.text[self.decided : start].lstrip("\n")
        if hidden:
            self.decided = start - len(hidden)
            self._hide(hidden)
        self.decided = end

    def replace(self, start: int, shown: str) -> None:
        """Let something be read in place of a range of the same length."""
        if start >= self.decided:
            self._hide(self.text[self.decided : start])
            self.parts.append(shown)
            self.copied = self.decided = start + len(shown)

    def finish(self, masked: list[Masked]) -> str:
        """Return the masked text: filler in all places that were not shown."""
        self._hide(self.text[self.decided :])
        prose = "".join(self.parts)
        if "://" in prose or "www." in prose:
            prose = _URL.sub(lambda match: OBJECT * len(match.group()), prose)
        inline = [each for each in masked if each.mask in (Mask.MARKUP, Mask.OBJECT)]
        return _overlay(prose, inline) if inline else prose

    def _hide(self, hidden: str) -> None:
        """Overwrite what follows the range that is shown."""
        self.parts += self.text[self.copied : self.decided], _filler(hidden, MARKUP)
        self.copied = self.decided = self.decided + len(hidden)


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
