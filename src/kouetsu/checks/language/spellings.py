"""Katakana words with a character too many, too few or in the wrong place.

A word that no dictionary has is mostly a name or a new word, so two things count as proof: the
article itself writes the word otherwise, or the dictionary lists it as a spelling of another word
and no convention for loanwords (内閣告示「外来語の表記」, 1991) explains the difference.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import KATAKANA_WORD
from kouetsu.article.morphology import analyse, is_word, listed_spelling
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kouetsu.article.texts import Texts

# Of shorter words none is looked up; the shortest have too many neighbours; longer ones are
# compounds.
_LEAST, _SHORTEST, _LONGEST = 5, 6, 24
# Letters that loanwords take or leave: コンピュータ, ターゲッティング, ウェイト.
_OPTIONAL = frozenset("ーッァィゥェォャュョ")
_SMALL = frozenset("ャュョ")
# What a misspelling that the dictionary lists has: a letter that was moved, or took the place of
# another one, or an end without its voicing mark. Other words need not be looked up.
_DOUBTFUL = compiled("[ャュョッー]|[ウカ-コサ-ソタ-トハ-ホワヰヱヲ]$")
# How often an article writes a word that the dictionary lacks before it counts as right.
_OFTEN = 3


def misspelt(texts: Texts) -> dict[str, str]:
    """Return the misspelt katakana words of an article's texts, each with its right spelling."""
    parts = "・".join(texts.katakana).split("・")
    words = dict.fromkeys([part for part in parts if len(part) >= _LEAST])
    found = {w: right for w in words if len(w) <= _LONGEST and (right := _listed(w))}
    counts: Counter[str] | None = None
    for longer, shorter in _neighbours(words):
        counts = counts or Counter(KATAKANA_WORD.findall(texts.joined))
        wrong, right = _wrong_one(longer, shorter, counts)
        if wrong:
            found[wrong] = right
    return found


def _neighbours(words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words of which one has one letter more, inside, and not doubled."""
    ends = {(len(word), word[0], word[-1]) for word in words}
    for word in words:
        if not _SHORTEST < len(word) <= _LONGEST:
            continue
        if (len(word) - 1, word[0], word[-1]) not in ends:
            continue
        for index in range(1, len(word) - 1):
            letter = word[index]
            if letter in _OPTIONAL or letter in (word[index - 1], word[index + 1]):
                continue
            if index == len(word) - 2 and word[-1] == "ー":  # one who does it: インタビュワー
                continue
            shorter = word[:index] + word[index + 1 :]
            if shorter in words:
                yield word, shorter


def _wrong_one(first: str, second: str, counts: Mapping[str, int]) -> tuple[str, str]:
    """Return which of two spellings is wrong, and the right one; empty where nobody can tell."""
    for wrong, right in ((first, second), (second, first)):
        if is_word(wrong) or counts[wrong] > counts[right] or _is_composed(wrong):
            continue
        is_sound = is_word(right) or _is_composed(right)
        if is_sound or (counts[wrong] == 1 and counts[right] >= _OFTEN):
            return wrong, right
    return "", ""


@lru_cache(maxsize=4096)
def _is_composed(word: str) -> bool:
    """Say whether a word is made of two known words: データソース beside データベース."""
    parts = analyse(word)
    return len(parts) == 2 and not any(part.is_unknown for part in parts)


@lru_cache(maxsize=4096)
def _listed(word: str) -> str | None:
    """Return the spelling that the dictionary gives for a misspelling that it lists."""
    right = listed_spelling(word) if _DOUBTFUL.search(word) else None
    if right is None or right == word or len(right) != len(word):
        return None
    places = [index for index in range(len(word)) if word[index] != right[index]]
    is_small_moved = sorted(word) == sorted(right) and any(word[i] in _SMALL for i in places)
    if is_small_moved:
        return right
    if len(places) != 1:
        return None
    wrong_letter, letter = word[places[0]], right[places[0]]
    is_last_unvoiced = places[0] == len(word) - 1 and _unvoiced(letter) == wrong_letter
    return right if is_last_unvoiced or {wrong_letter, letter} == {"ッ", "ー"} else None


def _unvoiced(letter: str) -> str:
    """Return a kana without its voicing mark."""
    return unicodedata.normalize("NFD", letter)[0]
