"""Names in Latin letters that an article writes in two ways: GitHub and Github, GPT-4 and GPT4.

Words of small letters are commands, packages and English; a name is told by its capitals. In
programming, ServiceWorker is a class and Service Worker is what it does, so a space counts only
where the solid form is the usual one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING

from kouetsu.article.characters import KANJI, KATAKANA
from kouetsu.checks.consistency.variants import Uses, group
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTER = "A-Za-zＡ-Ｚａ-ｚ"
_CHARACTER = f"[{_LETTER}0-9０-９]"
_WORD = rf"{_CHARACTER}+(?:\.[0-9]+)*"
# No paths, addresses, accounts, variables: names stand between Japanese letters, blanks and marks.
# What stands before is asked behind the first character, which the engine finds in a tight loop.
_RUN = compiled(
    rf"{_CHARACTER}(?<![{_LETTER}0-9０-９@#/\\._$~:+-]{_CHARACTER})"
    rf"{_CHARACTER}*(?:\.[0-9]+)*(?:[ -]{_WORD}){{0,7}}"
    rf"(?![{_LETTER}0-9０-９/\\_@(=:+]|\.[A-Za-z]|-[A-Za-z])"
)
_WORDS = compiled(_WORD)
_HAS_LETTER = compiled(f"[{_LETTER}]")
_SEPARATORS = str.maketrans("", "", " -")
# A capital that is not the first letter: the mark of a name that is written as one word.
_HUMP = compiled(r"[a-z][A-Z]|[A-Z]{2}[a-z]|^[a-z][A-Z]")
# camelCase is the name of a variable, unless it is a slip in a name that everybody knows: openAI.
_IDENTIFIER = compiled(r"[a-z]{2,}[A-Z]")
_NUMBERED = compiled(r"([A-Z][A-Za-z]*)([ -]?)(\d+(?:\.\d+)*[A-Za-z]?)")
# What follows a number that counts things: GPT 4件. Kana such as は do not count.
_COUNTED = compiled(f"[ ]?[{KANJI}{KATAKANA}つか%％]")
# Letters of the shortest name whose capitals tell it from another: XAI and xAI are two.
_SHORTEST = 5
_LONGEST = 40
# A limit against hostile input: spellings of one key.
_MOST_FORMS = 8


def find(text: str) -> Iterator[dict[str, Uses]]:
    """Yield the names that stand in more than one spelling, each spelling with its places."""
    wanted = _in_two_spellings(text)
    by_key: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for match in _RUN.finditer(text):
        start = match.start()
        for key, form, begin, end in _phrases(match.group()):
            if key in wanted:
                by_key.setdefault(key, []).append((form, (start + begin, start + end)))
    for places in by_key.values():
        forms = group(each for each in places if not _counts_things(*each, text))
        for first, second in combinations(list(forms)[:_MOST_FORMS], 2):
            usual, other = sorted((first, second), key=lambda form: -len(forms[form]))
            if is_variant(other, usual):
                yield {usual: forms[usual], other: forms[other]}


def may_hold(text: str) -> bool:
    """Say whether any name stands in two spellings: in nine articles of ten none does."""
    return bool(_in_two_spellings(text))


def _in_two_spellings(text: str) -> set[str]:
    first: dict[str, str] = {}
    phrases = chain.from_iterable(map(_phrases, set(_RUN.findall(text))))
    return {key for key, form, _, _ in phrases if first.setdefault(key, form) != form}


def _counts_things(form: str, place: tuple[int, int], text: str) -> bool:
    return form[-1].isdigit() and _COUNTED.match(text, place[1]) is not None


@lru_cache(maxsize=8192)  # the names of a blog
def _phrases(run: str) -> tuple[tuple[str, str, int, int], ...]:
    """Return each word of a run and each two neighbours: key, spelling and offsets."""
    if " " not in run and "-" not in run:  # one word, as most runs are
        words = [(0, len(run))]
    else:
        words = [match.span() for match in _WORDS.finditer(run)]
    places = chain(words, ((first[0], second[1]) for first, second in pairwise(words)))
    return tuple(
        (_key(run[start:end]), run[start:end], start, end)
        for start, end in sorted(places)
        if end - start <= _LONGEST
    )


def _key(form: str) -> str:
    if not form.isascii():
        form = unicodedata.normalize("NFKC", form)
    return form.translate(_SEPARATORS).lower()


def is_variant(other: str, usual: str) -> bool:
    """Say whether a spelling of the same letters is a variant of the usual one."""
    narrow, narrow_usual = (unicodedata.normalize("NFKC", form) for form in (other, usual))
    if narrow == narrow_usual:
        return _HAS_LETTER.search(narrow) is not None
    if _IDENTIFIER.match(narrow) and not _is_listed_name(narrow_usual):
        return False
    if _NUMBERED.fullmatch(narrow) and _NUMBERED.fullmatch(narrow_usual):
        return narrow.translate(_SEPARATORS) == narrow_usual.translate(_SEPARATORS)
    if narrow.translate(_SEPARATORS) == narrow_usual.translate(_SEPARATORS):
        return _is_split_name(narrow, narrow_usual)
    is_solid = narrow.isalpha() and narrow_usual.isalpha()
    return is_solid and len(narrow) >= _SHORTEST and _differs_in_capitals(narrow, narrow_usual)


def _is_split_name(other: str, usual: str) -> bool:
    """Say whether `other` is `usual` split at a capital (Deep Mind) or at a hyphen (WiFi)."""
    if _HUMP.search(usual) and usual.isalpha():
        is_capital = [part[:1].isupper() for part in re.split("[ -]", other)]
        return all(is_capital) or (is_capital[-1] and _is_listed_name(usual))
    return "-" in usual and other.isalpha() and bool(_HUMP.search(other))


def _differs_in_capitals(other: str, usual: str) -> bool:
    """Say whether two spellings of a name differ in capitals after the first letter."""
    if other.islower() or usual.islower():
        return False
    if other.isupper() or usual.isupper():
        return _is_listed_name(usual)
    return other[1:] != usual[1:]


def _is_listed_name(form: str) -> bool:
    """Say whether the dictionary has this very spelling as that of a proper name: NVIDIA."""
    from kouetsu.article.morphology import analyse

    word, *rest = analyse(form)
    return not rest and not word.is_unknown and word.part_of_speech[1] == "固有名詞"
