"""What other languages left in Japanese text: words, in their own letters or in Latin ones.

A name in another language is no residue: names stand in quotation marks or brackets, are glossed
in brackets, or belong to an article that speaks of that language.
"""

from __future__ import annotations

from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANA, A_LETTER, KANJI, LATIN
from kouetsu.article.source import places_of
from kouetsu.article.texts import beyond_blanks, is_enclosed
from kouetsu.checks.language import scripts
from kouetsu.checks.language.scripts import Standing
from kouetsu.checks.language.simplified import CHARACTERS
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kouetsu.article.texts import Texts


class Residue(Enum):
    """The kinds of residue."""

    SCRIPT = "script"  # a whole word in another script
    CHINESE = "chinese"  # characters of the Chinese simplification
    ENGLISH = "english"  # an everyday English word in a Japanese clause


@record
class Foreign:
    """A residue from `start` to `end` of a text."""

    residue: Residue
    start: int
    end: int


_SIMPLIFIED = compiled(f"[{CHARACTERS}]")
_DIGIT_OR_LATIN = compiled(f"[{LATIN}0-9]")
_IDEOGRAPHS = compiled(f"[{KANJI}]+")
# Chinese names: companies, funds, places, universities.
_NAME = compiled(r"公司|集团|科技|基金|银行|有限|股份|企业|大学|[省市区县镇]$|^深圳")

# Small Latin letters as they are, and all other bytes as blanks.
_SMALL_LETTERS = bytes(code if bytes([code]).islower() else 32 for code in range(256))
# Shorter words are parts of too much else.
_SHORTEST = 4
# Small words that are no part of a name, an address, a file or a program.
_WORDS = compiled(
    r"(?<![A-Za-z0-9_.\-/@#'’&:*+=<$])[a-z]+(?: [a-z]+)*(?![A-Za-z0-9_\-/@#'’&*+=>(]|\.\w|:\S)"
)
# Forms of English adverbs; no product is called so, and of the words of programs only one.
_ADVERB = compiled(
    r"(?!finally)[a-z]+(?:[ai]ve|ous|[ae]nt|[ai]b|at|ed|ing|ular|ect|ful|less|[nct]al|rial|cial)ly"
)
# Code points of the path of a file or page.
_LONGEST_PATH = 250
_GLOSS = compiled(r"[ \u3000]*[（(=＝/／]")


def find(texts: Texts, words: Collection[str]) -> Iterator[tuple[str, Foreign]]:
    """Yield the residues in the distinct sentences of an article, each with its sentence.

    `words` are English words that Japanese text has words of its own for; adverbs are known by
    their form.
    """
    for text, letters in scripts.find(texts):
        if letters.standing is Standing.APART:
            yield text, Foreign(Residue.SCRIPT, letters.start, letters.end)
    for text in texts.holding(_SIMPLIFIED) if scripts.may_be_mixed(texts) else ():
        for chinese in _chinese(text):
            yield text, chinese
    small = _everyday(texts.latin, words)
    offsets = chain.from_iterable(places_of(texts.joined, word) for word in small)
    for text in dict.fromkeys(map(texts.at, sorted(offsets))):
        for english in _english(text, small):
            yield text, english


def _everyday(latin: str, words: Collection[str]) -> set[str]:
    """Return the English words, in small letters, that are in `words` or adverbs.

    `latin` is what a text has of ASCII. To overwrite all but the letters, and part the rest, is
    faster than to search for them.
    """
    found = set(latin.encode("ascii", "replace").translate(_SMALL_LETTERS).decode("ascii").split())
    known = {word for word in found.intersection(words) if len(word) >= _SHORTEST}
    return known.union([word for word in found if word.endswith("ly") and _ADVERB.fullmatch(word)])


def _chinese(text: str) -> Iterator[Foreign]:
    """Yield the runs of kanji in a Japanese sentence that hold Chinese simplifications."""
    if not A_KANA.search(text):
        return
    for match in _IDEOGRAPHS.finditer(text):
        if not _SIMPLIFIED.search(match.group()):
            continue
        is_name = _NAME.search(match.group()) or _GLOSS.match(text, match.end())
        if not is_name and not is_enclosed(text, match.start()):
            yield Foreign(Residue.CHINESE, *match.span())


def _english(text: str, words: set[str]) -> Iterator[Foreign]:
    """Yield English words, with those beside them, within a Japanese clause."""
    for match in _WORDS.finditer(text):
        is_known = not words.isdisjoint(match.group().split(" "))
        if not is_known or _GLOSS.match(text, match.end()) or _is_path(text, match.start()):
            continue
        before, after = beyond_blanks(text, *match.span())
        is_inside = bool(A_LETTER.match(after)) and not _DIGIT_OR_LATIN.match(before)
        if is_inside and not is_enclosed(text, match.start()):
            yield Foreign(Residue.ENGLISH, *match.span())


def _is_path(text: str, offset: int) -> bool:
    """Say whether an offset lies in the path of a file or page."""
    before = text[max(0, offset - _LONGEST_PATH) : offset]
    return "/" in before[max(map(before.rfind, " \u3000\n")) + 1 :]
