"""The words of a text by their script: what a check of words asks for is a tenth of the text."""

from __future__ import annotations

from itertools import chain

from kouetsu.article.characters import KATAKANA
from kouetsu.patterns import compiled

# The engine tests a class of one range fastest. Some characters of this one part words.
_KATAKANA = compiled("[ァ-ー][ァ-ー]*")
_UNUSED = "ヷヸヹヺ"
_WORD = compiled(f"[{KATAKANA}][{KATAKANA}]*(?:・[{KATAKANA}]+)*")
# The high byte and the low one of a full-width letter or digit, at an even offset: the engine looks
# for one small character ten times as fast as for one of three ranges.
_WIDE_BYTES = compiled(r"\xff[\x10-\x19\x21-\x3a\x41-\x5a]")
_LATIN = compiled("[ -~０-９Ａ-Ｚａ-ｚ][ -~０-９Ａ-Ｚａ-ｚ]*")
# Bytes that part runs of ASCII become blanks, at which they are split; blanks give way meanwhile.
_BLANK = b"\0"
_PARTS = bytes(range(33)) + b"?\x7f"
_SPLIT = bytes.maketrans(_PARTS, b" " * 32 + _BLANK + b"  ")


def katakana(text: str) -> list[str]:
    """Return the distinct words of katakana of a text in their order; ・ may join their parts."""
    runs = dict.fromkeys(_KATAKANA.findall(text))
    joined = "\n".join(runs)
    if any(map(joined.__contains__, _UNUSED)):
        return list(dict.fromkeys(_WORD.findall(joined)))
    if "・" not in joined:
        return list(runs)
    parts = (_WORD.findall(run) if "・" in run else (run,) for run in runs)
    return list(dict.fromkeys(chain.from_iterable(parts)))


def latin(text: str) -> str:
    """Return the distinct runs of Latin letters, digits and all between in ASCII, one a line.

    That is of printable ASCII and of full-width letters and digits; `?` may part a run.
    """
    if text.isascii():
        return text
    units = text.encode("utf-16-be", "surrogatepass").decode("latin-1")
    if any(match.start() % 2 == 0 for match in _WIDE_BYTES.finditer(units)):
        return "\n".join(dict.fromkeys(_LATIN.findall(text)))
    # What ASCII does not have becomes `?`.
    runs = dict.fromkeys(text.encode("ascii", "replace").translate(_SPLIT).split())
    return b"\n".join(runs).replace(_BLANK, b" ").decode("ascii")
