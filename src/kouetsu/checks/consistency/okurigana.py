"""Japanese words that an article writes with more and with fewer kana: 問い合わせ and 問合せ."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANJI
from kouetsu.article.prose import MARKUP
from kouetsu.checks.consistency.own_words import lines_once
from kouetsu.checks.consistency.variants import Uses, group
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Verbs for which 内閣告示「送り仮名の付け方」 (1973), rule 1, allows one kana more, and the kana
# after it that tell them from other words: 行って may be 行く, so it is not counted.
_VERBS = {
    "行": ("な", "わいうえお"),
    "表": ("わ", "さしすせそ"),
    "著": ("わ", "さしすせそ"),
    "現": ("わ", "れ"),
    "断": ("わ", "らりるれろっ"),
}
# The ends of dictionary forms; 現 is known by れ alone, and its dictionary form is 現れる.
_DICTIONARY_ENDS = {"う": "う", "す": "す", "る": "る", "れ": "れる"}
_VERB = compiled("|".join(f"{head}{kana}?[{rest}]" for head, (kana, rest) in _VERBS.items()))
# What follows a noun; 申込む and 問い合わせる are verbs, 組立工場 is a compound.
_NOUN_ENDS = rf"(?=[をはがにのとでへ、。，．・」）) \n{MARKUP}]|から|まで|など|$)"


def find(text: str, spellings: Sequence[Sequence[str]]) -> Iterator[dict[str, Uses]]:
    """Yield the words that stand in more than one spelling, each spelling with its places.

    `spellings` holds the spellings of one noun in each entry. A verb is given as its stem.
    """
    pattern, entries = _nouns(tuple(map(tuple, spellings)))
    yield from _differing(text, _VERB, lambda verb: verb[0], ending=1)
    yield from _differing(text, pattern, entries.__getitem__, ending=0)


def _differing(
    text: str, pattern: re.Pattern[str], word_of: Callable[[str], str], *, ending: int
) -> Iterator[dict[str, Uses]]:
    """Yield the words that a pattern finds in two forms, without a last kana that only tells."""
    first: dict[str, str] = {}
    forms = {match[: len(match) - ending] for match in pattern.findall(lines_once(text))}
    if all(first.setdefault(word_of(form), form) == form for form in forms):
        return
    found: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for match in pattern.finditer(text):
        if not _is_inside_word(text, match.start()):
            end = match.end() - ending
            form = text[match.start() : end]
            found.setdefault(word_of(form), []).append((form, (match.start(), end)))
    for places in found.values():
        forms_of_word = group(places)
        if len(forms_of_word) > 1:
            yield forms_of_word


def shown(form: str) -> str:
    """Return a spelling as a dictionary lists it: 行なう for the stem 行な; nouns as they are."""
    verb = _VERBS.get(form[0])
    if verb is None or form not in (form[0], form[0] + verb[0]):
        return form
    return form + next(_DICTIONARY_ENDS[kana] for kana in verb[1] if kana in _DICTIONARY_ENDS)


def _is_inside_word(text: str, start: int) -> bool:
    return start > 0 and A_KANJI.match(text, start - 1) is not None


@cache
def _nouns(spellings: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of all spellings, and the first spelling of each one's entry."""
    entries = {form: forms[0] for forms in spellings for form in forms}
    # Without entries, a pattern that matches nothing.
    words = "|".join(map(re.escape, sorted(entries, key=len, reverse=True))) or "(?!)"
    return compiled(f"(?:{words}){_NOUN_ENDS}"), entries
