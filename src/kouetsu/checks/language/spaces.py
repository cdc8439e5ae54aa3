"""Spaces that fell into a Japanese clause: before a particle, or inside a word.

They stay where a footnote mark, a link or a line break was taken out. Some people write spaces
between words, and a heading or a menu path has them, so a space counts only in a long unbroken
clause of a text that has no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.characters import LATIN, LETTERS
from kouetsu.article.morphology import Morpheme, analyse, path_cost
from kouetsu.article.prose import OBJECT
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator

    from kouetsu.article.texts import Texts

_REST_OF_SPACE = rf"(?<=[{LETTERS}].)[ \u3000]*(?=[{LETTERS}])"
_SPACE = compiled(rf"[ \u3000]{_REST_OF_SPACE}")
# By its first character: one character is looked for ten times as fast as either of two.
_SPACES = {first: compiled(f"{first}{_REST_OF_SPACE}") for first in " \u3000"}
# The clause before the space: from a mark or a bracket on, at least six characters, unbroken.
_BEFORE = compiled(
    r"(?:^|[、。，．！？「『（(【：:)）」』】]|[A-Za-z0-9] )"
    rf"[^ \u3000、。，．！？「」『』（）()【】：:{OBJECT}=<>+*/|→-]{{6,}}$"
)
# The clause after it, up to the next mark or bracket, without another space or object.
_AFTER = compiled(rf"[^ \u3000{OBJECT}=<>+*/|→]+?(?=[、。，．！？「『（(）」』】]|$)")
# A word that opens a sentence though it looks like a particle: 「…の最前線 では、」.
_OPENING = compiled(r"(?:では|でも|とはいえ|など|より)(?=[、）)]|$)")
# Characters on both sides that decide how the words at the space are read.
_CONTEXT = 15
_LEFT_WORDS = compiled(f"[{LETTERS}{LATIN}0-9]*$")
_RIGHT_WORDS = compiled(f"[{LETTERS}]*")
# Nouns that need the clause before them: 「…を予測している ことは」.
_FORMAL = frozenset({"こと", "ほど", "ため", "よう", "もの", "ところ", "とき", "中", "際"})
_PARTICLES = frozenset({"格助詞", "係助詞"})
_SHORTEST_WORD = 3
# An article or a sentence with more spaces between Japanese letters has them on purpose.
_HABIT, _MOST = 8, 2


@record
class Stray:
    """A space from `start` to `end` of a text; `word` is the word that it cuts in two, if any."""

    start: int
    end: int
    word: str | None


def candidates(texts: Texts) -> frozenset[str]:
    """Return the texts that hold a space between Japanese letters."""
    return frozenset(texts.holding_any(_SPACES))


def find(texts: Collection[str]) -> Iterator[tuple[str, Stray]]:
    """Yield the stray spaces in the distinct sentences of paragraphs, each with its sentence.

    `texts` are all candidates among these sentences: how many there are is a habit of the article.
    """
    spaced = [(text, found) for text in texts if (found := list(_SPACE.finditer(text)))]
    is_habit = sum(len(found) for _, found in spaced) > _HABIT
    for text, found in spaced:
        for space in found:
            left, right = _sides(text, space)
            words = analyse(left + right)
            cut = next((word for word in words if word.start < len(left) < word.end), None)
            if cut is not None:
                if _is_cut(cut, left, right):
                    yield text, Stray(*space.span(), cut.surface)
            elif (
                not (is_habit or len(found) > _MOST)
                and _is_unbroken(text, space)
                and _belongs_together(words, len(left))
            ):
                yield text, Stray(*space.span(), None)


def _is_cut(word: Morpheme, left: str, right: str) -> bool:
    """Say whether a word over the space is better than two words beside it."""
    is_word = not word.is_unknown and len(word.surface) >= _SHORTEST_WORD
    return is_word and path_cost(left + right) < path_cost(left) + path_cost(right)


def _is_unbroken(text: str, space: re.Match[str]) -> bool:
    """Say whether the space alone interrupts a clause."""
    before = _BEFORE.search(text, 0, space.start())
    after = _AFTER.match(text, space.end())
    return bool(before and after) and not _OPENING.match(text, space.end())


def _sides(text: str, space: re.Match[str]) -> tuple[str, str]:
    """Return the letters on both sides of a space."""
    left = _LEFT_WORDS.search(text[max(0, space.start() - _CONTEXT) : space.start()])
    right = _RIGHT_WORDS.match(text, space.end(), space.end() + _CONTEXT)
    return (left.group() if left else ""), (right.group() if right else "")


def _belongs_together(words: Collection[Morpheme], joint: int) -> bool:
    """Say whether the word after the joint cannot stand apart from the one before it."""
    before = next((word for word in words if word.end == joint), None)
    after = next((word for word in words if word.start == joint), None)
    if before is None or after is None:
        return False
    ends_clause = before.word_class in ("動詞", "助動詞", "形容詞")
    if ends_clause and before.form.startswith(("連体形", "終止形")):
        return after.surface in _FORMAL
    if after.word_class == "助動詞":
        return before.word_class == "名詞"
    is_noun = before.word_class in ("名詞", "代名詞", "接尾辞", "形状詞")
    return is_noun and after.part_of_speech[1] in _PARTICLES
