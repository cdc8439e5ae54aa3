"""The words of a text by their script: what a check of words asks for is a tenth of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.characters import KATAKANA, full_width
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

# All up to the next run of katakana, and the run, which is empty at the end. What stands between
# has to be of a range, most of it of the first one, which takes the engine two thirds of the time
# that it takes to see that a character is of none.
_KATAKANA = compiled("[\0-゠ヽ-\U0010ffff]*+([ァ-ー]*)")
# Some characters of that range part words.
_UNUSED = "ヷヸヹヺ"
_WORD = compiled(f"[{KATAKANA}][{KATAKANA}]*(?:・[{KATAKANA}]+)*")
_FULL_WIDTH = frozenset(filter(str.isalnum, map(chr, range(ord("０"), ord("ｚ") + 1))))
_LATIN = compiled("[ -~０-９Ａ-Ｚａ-ｚ][ -~０-９Ａ-Ｚａ-ｚ]*")
# Bytes that part runs of ASCII become blanks, at which they are split; blanks give way meanwhile.
_BLANK = b"\0"
_PARTS = bytes(range(33)) + b"?\x7f"
_SPLIT = bytes.maketrans(_PARTS, b" " * 32 + _BLANK + b"  ")


def katakana(text: str) -> list[str]:
    """Return the distinct words of katakana of a text in their order; ・ may join their parts."""
    runs = dict.fromkeys(_KATAKANA.findall(text))
    runs.pop("", None)
    joined = "\n".join(runs)
    if any(map(joined.__contains__, _UNUSED)):
        return list(dict.fromkeys(_WORD.findall(joined)))
    if "・" not in joined:
        return list(runs)
    words: dict[str, None] = {}
    for run in runs:
        if "・" in run:
            words.update(dict.fromkeys(_WORD.findall(run)))
        else:
            words[run] = None
    return list(words)


def latin(text: str) -> str:
    """Return the distinct runs of Latin letters, digits and all between in ASCII, one a line.

    That is of printable ASCII and of full-width letters and digits; `?` may part a run.
    """
    if text.isascii():
        return text
    return latin_of(text, text.encode("ascii", "replace"), full_width(text))


def latin_of(text: str, ascii_only: bytes, wide: AbstractSet[str]) -> str:
    """Return what `latin` does, of a text whose other forms are known.

    `ascii_only` has `?` for what ASCII does not have, and `wide` the full-width forms in it.
    """
    if not wide.isdisjoint(_FULL_WIDTH):
        return "\n".join(dict.fromkeys(_LATIN.findall(text)))
    runs = dict.fromkeys(ascii_only.translate(_SPLIT).split())
    return b"\n".join(runs).replace(_BLANK, b" ").decode("ascii")
