"""The letters and end marks of Japanese text: one home, so that all parts mean the same by them.

Ranges are strings for a character class: `re.compile(f"[{KANJI}]+")`. Half-width kana belong to
none of them; they are rare, and mostly faces and shouts.
"""

from __future__ import annotations

from kouetsu.patterns import compiled

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
