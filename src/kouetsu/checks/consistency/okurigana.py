"""Japanese words that an article writes with more and with fewer kana: 問い合わせ and 問合せ."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANJI
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import places_of
from kouetsu.checks.consistency.variants import Uses, group
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_VERB_OF = {head: f"{head}{kana}?[{rest}]" for head, (kana, rest) in _VERBS.items()}
_VERB = compiled("|".join(_VERB_OF.values()))
# What follows a noun; 申込む and 問い合わせる are verbs, 組立工場 is a compound.
_NOUN_ENDS = rf"(?=[をはがにのとでへ、。，．・」）) \n{MARKUP}]|から|まで|など|$)"


def find(text: str, spellings: Sequence[Sequence[str]]) -> Iterator[dict[str, Uses]]:
    """Yield the words that stand in more than one spelling, each spelling with its places.

    `spellings` holds the spellings of one noun in each entry. A verb is given as its stem.
    """
    found: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for match in _VERB.finditer(text):
        if not _is_inside_word(text, match.start()):
            stem = match.group()[:-1]
            place = (match.start(), match.end() - 1)
            found.setdefault(stem[0], []).append((stem, place))
    pattern, entries = _nouns(tuple(map(tuple, spellings)))
    for match in pattern.finditer(text):
        if not _is_inside_word(text, match.start()):
            found.setdefault(entries[match.group()], []).append((match.group(), match.span()))
    for places in found.values():
        forms = group(places)
        if len(forms) > 1:
            yield forms


def may_hold(text: str, spellings: Sequence[Sequence[str]]) -> bool:
    """Say whether any word may stand in two spellings: a search without their places."""
    forms = tuple(map(tuple, spellings))
    _, entries = _nouns(forms)
    if "" in entries:
        return True
    seen: dict[str, str] = {}
    for head, pattern, is_verb in _by_head(forms):
        # Looking for one character is far faster than a pattern that may begin with each of them.
        for offset in places_of(text, head):
            if match := pattern.match(text, offset):
                form = match.group()[:-1] if is_verb else match.group()
                if seen.setdefault(head if is_verb else entries[form], form) != form:
                    return True
    return False


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


@cache
def _by_head(spellings: tuple[tuple[str, ...], ...]) -> list[tuple[str, re.Pattern[str], bool]]:
    """Return the letters that words begin with, each with its words, verbs or nouns."""
    found = [(head, compiled(verb), True) for head, verb in _VERB_OF.items()]
    every = sorted({form for forms in spellings for form in forms}, key=len, reverse=True)
    for head in dict.fromkeys(form[0] for form in every):
        words = "|".join(re.escape(form) for form in every if form[0] == head)
        found.append((head, compiled(f"(?:{words}){_NOUN_ENDS}"), False))
    return found
