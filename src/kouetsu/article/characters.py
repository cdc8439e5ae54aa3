"""The letters and end marks of Japanese text: one home, so that all parts mean the same by them.

Ranges are strings for a character class: `re.compile(f"[{KANJI}]+")`. Half-width kana belong to
none of them; they are rare, and mostly faces and shouts.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

HIRAGANA = "ぁ-ん"
# With the mark of length, which stands inside katakana words.
KATAKANA = "ァ-ヶー"
# Of both kinds, without the mark of length: sounds that a word may begin with.
KANA = "ぁ-んァ-ヶ"
# The block of common ideographs, and the mark that repeats one (人々).
KANJI = "一-鿿々"
# All that Japanese words are written with.
LETTERS = f"{HIRAGANA}{KATAKANA}{KANJI}"
LATIN = "A-Za-z"

A_KANA = compiled(f"[{KANA}]")
A_KANJI = compiled(f"[{KANJI}]")
# A letter that may begin a word.
AN_INITIAL = compiled(f"[{KANA}{KANJI}]")
A_LETTER = compiled(f"[{LETTERS}]")
A_LATIN_LETTER = compiled(f"[{LATIN}]")
# Katakana in a row, and hiragana in a row up to the end of the string.
KATAKANA_WORD = compiled(f"[{KATAKANA}]+")
HIRAGANA_WORD = compiled(f"[{HIRAGANA}]+$")

# What ends a sentence of Japanese, or stands right after its end; of any language with the Latin
# full stop.
JAPANESE_ENDS = "。！？!?．」』）)…"
ENDS = f"{JAPANESE_ENDS}."

# Of the code units of full-width letters and marks.
_HIGH_BYTE = b"\xff"
_DOTS = "\u2026"
_FULL_WIDTH_STEP = ord("！") - ord("!")


def narrowed(text: str, wide: AbstractSet[str] | None = None) -> str:
    """Return the text with the letters and marks of ASCII for their full-width forms.

    `wide` are all of these that it may hold, where they are known.
    """
    if text.isascii():
        return text
    for each in full_width(text) if wide is None else wide:
        text = text.replace(each, chr(ord(each) - _FULL_WIDTH_STEP))
    return text


def full_width(text: str) -> AbstractSet[str]:
    """Return the full-width forms of ASCII, ！ to ～, that a text holds."""
    # Few characters have their high byte: it is found in a tenth of the time that a class takes.
    units = text.encode("utf-16-be", "surrogatepass")
    found: set[int] = set()
    at = units.find(_HIGH_BYTE)
    while at >= 0:
        if at % 2 == 0:
            found.add(units[at + 1])
        at = units.find(_HIGH_BYTE, at + 1)
    return {chr(0xFF00 + low) for low in found if 0x01 <= low <= 0x5E}


def holds(text: str, phrase: str) -> bool:
    """Say whether a long text holds a phrase.

    Most texts lack one of its characters; to look for one is ten times as fast as to look for two.
    """
    return all(map(text.__contains__, phrase)) and phrase in text


def normalized(text: str) -> str:
    """Return the text in NFKC.

    To see that there is nothing to change takes a tenth of the time of a change, and what is to be
    changed is mostly dots and full-width marks, which need no table.
    """
    if unicodedata.is_normalized("NFKC", text):
        return text
    return unicodedata.normalize("NFKC", narrowed(text.replace(_DOTS, "...")))
