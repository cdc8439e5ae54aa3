"""The texts of an article that hold figures: what they mean is read when a check asks for it.

Most figures are of no use to any check, and to read one takes longer than to ask whether a text
holds the words and signs by which a check would use it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.characters import holds
from kouetsu.article.quantities import Quantity, find
from kouetsu.article.quantities.numerals import FULL_WIDTH, KANJI_FIGURES, half_width
from kouetsu.article.quantities.units import UNITS, Dimension
from kouetsu.article.source import places_of
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from kouetsu.article.texts import Texts

# Turns each figure into 0, and all else but line ends into blanks.
_FIGURES = bytes(
    ord(sign if sign == "\n" else "0" if sign.isdigit() else " ") for sign in map(chr, range(128))
).ljust(256)
# A text from its first row of figures on: up to the next one, and from that.
_FROM_FIGURE = compiled(r"00*[^0\n]*([^\n]*)")
# Where kanji figures may have one of these units, or 分の: a part of it, and what may stand
# before that. To look for one string is far faster than to look for any of several.
_KANJI_SIGNS = (
    *(("割", ""), ("倍", ""), ("円", ""), ("パーセント", ""), ("分の", "")),
    *(("ドル", ""), ("月", "かヶカ"), ("間", "時年")),
)
_KANJI_LAST = frozenset(f"{KANJI_FIGURES}万億兆")
_SHARES = (
    *(sign for sign, unit in UNITS.items() if unit.dimension is Dimension.SHARE),
    *("％", "分の"),
)


@record(slots=False)
class Group:
    """Some distinct texts in their order."""

    texts: tuple[str, ...]

    @cached_property
    def joined(self) -> str:
        """All texts as one string, a line end between them."""
        return "\n".join(self.texts)

    def with_any(self, signs: Iterable[str]) -> tuple[str, ...]:
        """Return the texts that hold one of some strings, in their order."""
        present = [sign for sign in signs if holds(self.joined, sign)]
        held = {text for sign in present for text in self.texts if sign in text}
        return self.among(held)

    def among(self, wanted: AbstractSet[str]) -> tuple[str, ...]:
        """Return the texts that are among the wanted ones, in their order."""
        return tuple([text for text in self.texts if text in wanted]) if wanted else ()


@record(slots=False)
class Quantities:
    """The quantities of the distinct texts of an article.

    `held` are the texts that hold figures, and no other one holds a quantity. `several` are those
    of them that may hold two quantities, `kanji` those that may hold one in kanji.
    """

    held: Group
    several: Group
    kanji: AbstractSet[str]
    is_half_width: bool
    _known: dict[str, tuple[Quantity, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, text: str) -> tuple[Quantity, ...]:
        """Return the quantities of a text in their order."""
        known = self._known.get(text)
        if known is None:
            known = find(text, self.half(text), may_hold_kanji=text in self.kanji)
            self._known[text] = known
        return known

    def half(self, text: str) -> str:
        """Return the half-width form of a text."""
        return text if self.is_half_width else half_width(text)

    @cached_property
    def shares(self) -> tuple[str, ...]:
        """The texts that may hold a share: a percentage or a fraction."""
        return self.held.with_any(_SHARES)


def in_texts(texts: Texts) -> Quantities:
    """Find out which texts may hold quantities."""
    is_half_width = texts.full_width.isdisjoint(FULL_WIDTH)
    held = _with_figures(texts, is_half_width=is_half_width)
    kanji = _with_kanji(texts)
    held |= {start: (text, True) for start, text in kanji.items()}
    ordered = [held[start] for start in sorted(held)]
    every = Group(tuple([text for text, _ in ordered]))
    several = Group(tuple([text for text, is_several in ordered if is_several]))
    return Quantities(every, several, frozenset(kanji.values()), is_half_width)


def _with_figures(texts: Texts, *, is_half_width: bool) -> dict[int, tuple[str, bool]]:
    """Return the texts that hold a row of figures, and whether one holds two.

    They are returned by their offsets in the joined texts.
    """
    joined, ascii_only = texts.joined, texts.ascii_only
    if not is_half_width:
        ascii_only = half_width(joined).encode("ascii", "replace")
    found: dict[int, tuple[str, bool]] = {}
    for match in _FROM_FIGURE.finditer(ascii_only.translate(_FIGURES).decode("ascii")):
        start, end = joined.rfind("\n", 0, match.start()) + 1, match.end()
        found[start] = joined[start:end], bool(match[1])
    return found


def _with_kanji(texts: Texts) -> dict[int, str]:
    """Return the texts in which a unit may follow a kanji figure, by their offsets as well."""
    found: dict[int, str] = {}
    joined = texts.joined
    for sign, before in _KANJI_SIGNS:
        for at in places_of(joined, sign):
            last = at - 2 if before and joined[at - 1] in before else at - 1
            if joined[last] in _KANJI_LAST:
                text, start = texts.place(at)
                found[start] = text
    return found
