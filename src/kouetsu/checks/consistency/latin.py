"""Names in Latin letters that an article writes in two ways: GitHub and Github, GPT-4 and GPT4.

Words of small letters are commands, packages and English; a name is told by its capitals. In
programming, ServiceWorker is a class and Service Worker is what it does, so a space counts only
where the solid form is the usual one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, combinations, pairwise, permutations
from typing import TYPE_CHECKING

from kouetsu.article.characters import KANJI, KATAKANA
from kouetsu.checks.consistency.variants import Uses, group
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    runs = [(match.group(), match.start()) for match in _RUN.finditer(text)]
    every = _forms(run for run, _ in runs)
    keys = {form: key for key, forms in _in_two_spellings(every) for form in forms}
    by_key: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for run, start in runs:
        for form, begin, end in _phrases(run):
            if form in keys:
                by_key.setdefault(keys[form], []).append((form, (start + begin, start + end)))
    for places in by_key.values():
        forms = group(each for each in places if not _counts_things(*each, text))
        for first, second in combinations(list(forms)[:_MOST_FORMS], 2):
            usual, other = sorted((first, second), key=lambda form: -len(forms[form]))
            if is_variant(other, usual):
                yield {usual: forms[usual], other: forms[other]}


def may_hold(text: str) -> bool:
    """Say whether any name stands in two spellings: in nine articles of ten none does."""
    is_ascii = text.isascii()
    runs = _ascii_runs(text) if is_ascii else _RUN.findall(text)
    for _, alike in _in_two_spellings(_forms(runs)):
        forms = [form for form in alike if _is_marked(form)] if is_ascii else alike
        if len(forms) > _MOST_FORMS or any(is_variant(*pair) for pair in permutations(forms, 2)):
            return True
    return False


def _ascii_runs(text: str) -> list[str]:
    """Return what `_RUN` finds in a text of ASCII, but for lines in which no word is marked."""
    runs: list[str] = []
    rest: list[str] = []
    for line, small in zip(text.split("\n"), text.lower().split("\n"), strict=True):
        if line != small or "-" in line:
            word = line.strip(" ")
            (runs if word.isalnum() else rest).append(word)
    return runs + _RUN.findall("\n".join(rest))


def _is_marked(form: str) -> bool:
    """Say whether a form has a capital, or a hyphen as wi-fi has: of two spellings both do."""
    return form != form.lower() or "-" in form


def _in_two_spellings(forms: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the keys of the names that stand in more than one spelling, with the spellings."""
    keys = _keys(forms)
    if len(set(keys)) == len(keys):
        return []
    by_key: dict[str, list[str]] = {}
    for key, form in zip(keys, forms, strict=True):
        by_key.setdefault(key, []).append(form)
    return [(key, alike) for key, alike in by_key.items() if len(alike) > 1]


def _forms(runs: Iterable[str]) -> list[str]:
    """Return each distinct word of some runs and each two neighbours of one run."""
    distinct = dict.fromkeys(runs)
    words = _parted(" ".join(distinct))
    pairs = [pair for run in distinct if " " in run or "-" in run for pair in _pairs(run)]
    return [form for form in dict.fromkeys(chain(words, pairs)) if len(form) <= _LONGEST]


def _parted(run: str) -> list[str]:
    return run.replace("-", " ").split(" ")


def _pairs(run: str) -> list[str]:
    """Return each two neighbours of a run of several words."""
    words = _parted(run)
    if len(words) == 2:
        return [run]
    pairs, start = [], 0
    for first, second in pairwise(words):
        middle = start + len(first) + 1
        pairs.append(run[start : middle + len(second)])
        start = middle
    return pairs


def _counts_things(form: str, place: tuple[int, int], text: str) -> bool:
    return form[-1].isdigit() and _COUNTED.match(text, place[1]) is not None


@lru_cache(maxsize=8192)  # the names of a blog
def _phrases(run: str) -> tuple[tuple[str, int, int], ...]:
    """Return each word of a run and each two neighbours: spelling and offsets."""
    if " " not in run and "-" not in run:  # one word, as most runs are
        return ((run, 0, len(run)),) if len(run) <= _LONGEST else ()
    words = [match.span() for match in _WORDS.finditer(run)]
    places = chain(words, ((first[0], second[1]) for first, second in pairwise(words)))
    return tuple(
        (run[start:end], start, end) for start, end in sorted(places) if end - start <= _LONGEST
    )


def _keys(forms: Sequence[str]) -> list[str]:
    """Return what spellings of one name share, for each spelling."""
    joined = "\n".join(forms)
    if not joined.isascii():
        joined = unicodedata.normalize("NFKC", joined)
    return _solid(joined).lower().split("\n")


def _solid(form: str) -> str:
    """Return a spelling without what parts its words."""
    return form.replace(" ", "").replace("-", "")


def is_variant(other: str, usual: str) -> bool:
    """Say whether a spelling of the same letters is a variant of the usual one."""
    narrow, narrow_usual = (unicodedata.normalize("NFKC", form) for form in (other, usual))
    if narrow == narrow_usual:
        return _HAS_LETTER.search(narrow) is not None
    if _IDENTIFIER.match(narrow) and not _is_listed_name(narrow_usual):
        return False
    if _NUMBERED.fullmatch(narrow) and _NUMBERED.fullmatch(narrow_usual):
        return _solid(narrow) == _solid(narrow_usual)
    if _solid(narrow) == _solid(narrow_usual):
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


@lru_cache(maxsize=4096)
def _is_listed_name(form: str) -> bool:
    """Say whether the dictionary has this very spelling as that of a proper name: NVIDIA."""
    from kouetsu.article.morphology import analyse

    word, *rest = analyse(form)
    return not rest and not word.is_unknown and word.part_of_speech[1] == "固有名詞"
