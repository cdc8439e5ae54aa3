"""Katakana words that an article writes in two ways: サーバ and サーバー, データ・センター.

Two spellings are one word by the dictionary of the analyser, part by part for compounds, or by
the rules for the long-vowel mark at the end of loanwords (内閣告示「外来語の表記」, 1991, and
JIS Z 8301:2008, annex G).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from kouetsu.article import scripts
from kouetsu.article.characters import KATAKANA
from kouetsu.article.morphology import analyse, listed_spelling
from kouetsu.checks.consistency.variants import Uses, group
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def _low_bytes(text: str) -> bytes:
    return text.encode("utf-16-le")[::2]


# It begins with one class of characters: the engine skips all others in a tight loop.
_RUN = compiled(f"[{KATAKANA}][{KATAKANA}]*(?:・[{KATAKANA}]+)*")
# What is dropped, and what is replaced, among the low bytes of the characters, which tell all of
# katakana apart: to translate bytes is ten times as fast as to translate characters.
_DROPPED = _low_bytes("ー・ッィイ")
_REPLACED = bytes.maketrans(_low_bytes("ァゥェォャュョヮヅヂ"), _low_bytes("アウエオヤユヨワズジ"))
_V = tuple(
    (_low_bytes(letters), _low_bytes(alike))
    for letters, alike in (("ヴア", "バ"), ("ヴエ", "ベ"), ("ヴ", "ブ"))
)
# Words of -er, -or, -ar end in a kana of the row あ, those of -y in one of the row い.
_OPEN = frozenset("ァアカガサザタダナハバパマヤャラワィイキギシジチニヒビピミリ")
# Kana of the shortest words: a stem of four is one word with or without the mark at its end,
# whatever the dictionary knows; one of three may be two words (ドラマ, ドラマー).
_SHORTEST, _SHORTEST_OPEN = 3, 4
# Runs of katakana longer than this (in code points) are no word.
_LONGEST = 40
# Limits against hostile input: spellings of one key, different runs of one article.
_MOST_FORMS, _MOST_RUNS = 8, 5000


def find(text: str) -> Iterator[dict[str, Uses]]:
    """Yield the words that stand in more than one spelling, each spelling with its places."""
    words = _words(scripts.katakana(text))
    by_key: dict[bytes, list[str]] = {}
    for key, word in zip(_keys(words), words, strict=False):
        by_key.setdefault(key, []).append(word)
    alike = [forms for forms in by_key.values() if len(forms) > 1]
    stems = _stems(words)
    runs = group((match.group(), match.span()) for match in _RUN.finditer(text))
    inside = _parts(stems, {word: runs[word] for word in words})
    for forms in alike:
        for first, second in combinations(forms[:_MOST_FORMS], 2):
            if is_same(first, second):
                longer = max(first, second, key=len)
                shorter = second if longer == first else first
                part = inside.pop(longer, {}) if longer == f"{shorter}ー" else {}
                uses = sorted((*runs[shorter], *part.get(shorter, ())))
                yield {longer: runs[longer], shorter: tuple(uses)}
    for longer, parts in inside.items():
        yield {longer: runs[longer], **parts}


def may_hold(runs: Collection[str]) -> bool:
    """Say whether any word may stand in two spellings: in nearly all articles none does.

    `runs` are distinct. What is no word is left out late: with it, no fewer of them are alike.
    """
    if len(set(_keys(runs))) == len(runs) and not _may_lack_mark("\n".join(runs)):
        return False
    words = _words(runs)
    if len(words) > _MOST_RUNS:  # of these, `find` may see fewer
        return True
    return len(set(_keys(words))) < len(words) or bool(_stems(words))


def _may_lack_mark(joined: str) -> bool:
    """Say whether a word may stand without the mark at its end inside of another word.

    The words stand on lines of their own; those of the shortest length are of no account.
    """
    *parts, _ = f"{joined}\n".split("ー\n")
    for part in parts:
        stem = part.rpartition("\n")[2]
        if len(stem) < _SHORTEST or (count := joined.count(stem)) == 1:
            continue
        if count > joined.count(f"{stem}ー"):
            return True
    return False


def _words(runs: Collection[str]) -> list[str]:
    """Return what may be a word, by its length."""
    return [run for run in runs if _SHORTEST <= len(run) <= _LONGEST]


def _keys(words: Collection[str]) -> list[bytes]:
    """Return what spellings of one word share, for each word."""
    keys = _low_bytes("\n".join(words)).translate(_REPLACED, _DROPPED)
    for letters, alike in _V:
        keys = keys.replace(letters, alike)
    return keys.split(b"\n")


def is_same(first: str, second: str) -> bool:
    """Say whether two katakana words, alike but for what `_keys` drops, are one word."""
    if first.replace("・", "") == second.replace("・", ""):
        return True
    if "・" in first or "・" in second:
        return False
    if _listed(first) == _listed(second):
        return True
    shorter, longer = sorted((first, second), key=len)
    is_known = listed_spelling(shorter) is not None and listed_spelling(longer) is not None
    return (
        longer == f"{shorter}ー"
        and len(shorter) >= _SHORTEST_OPEN
        and shorter[-1] in _OPEN
        and not is_known
    )


@lru_cache(maxsize=4096)
def _listed(word: str) -> tuple[str, ...]:
    """Return the spellings under which the dictionary lists a word, or the parts of a compound."""
    whole = listed_spelling(word)
    if whole is not None:
        return (whole,)
    return tuple(listed_spelling(part.surface) or part.surface for part in analyse(word))


def _stems(words: list[str]) -> dict[str, str]:
    """Map words to what is left of them without the mark at their end, if it stands elsewhere too.

    A word like ユーザビリティ, which is whole in the dictionary or unknown to it, has no parts, but
    that is asked later.
    """
    if len(words) > _MOST_RUNS:
        return {}
    joined = "\n".join(words)
    found = {}
    for longer in (word for word in words if word[-1] == "ー" and len(word) > _SHORTEST):
        stem = longer[:-1]
        if joined.count(stem) > joined.count(longer) and _listed(stem) == _listed(longer):
            found[longer] = stem
    return found


def _parts(stems: dict[str, str], runs: dict[str, Uses]) -> dict[str, dict[str, Uses]]:
    """Find words that stand without their long-vowel mark as a part of a compound.

    Returns {ユーザー: {ユーザ: places}} for ユーザアップロード. A word like ユーザビリティ, which
    is whole in the dictionary or unknown to it, has no parts.
    """
    found: dict[str, dict[str, Uses]] = {}
    for longer, stem in stems.items():
        places = sorted(_places_in_compounds(stem, runs))
        if places:
            found[longer] = {stem: tuple(places)}
    return found


def _places_in_compounds(stem: str, runs: dict[str, Uses]) -> Iterator[tuple[int, int]]:
    for run, uses in runs.items():
        if stem not in run or run == stem:
            continue
        parts = analyse(run)
        is_compound = len(parts) > 1 and not any(part.is_unknown for part in parts)
        for part in parts if is_compound else ():
            if part.surface == stem:
                yield from ((start + part.start, start + part.end) for start, _ in uses)
