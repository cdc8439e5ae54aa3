"""Text that went through a wrong codec, and characters that no reader can see."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANA, KANA
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator


class Damage(Enum):
    """What is wrong with a run of characters; the values name the messages of the rule."""

    REPLACEMENT = "replacement"
    CONTROL = "control"
    INVISIBLE = "invisible"
    DECOMPOSED = "decomposed"
    DOUBLE = "double"


@record
class Damaged:
    """A run from `start` to `end` of a text; `repaired` is None where nobody can know it."""

    damage: Damage
    start: int
    end: int
    repaired: str | None


CODECS = {
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "utf_16": "UTF-16",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
}
# C0 without tab and line ends, DEL, C1.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
# Zero-width space and word joiner, byte order mark, line and paragraph separators, bidi controls.
# Joiners (U+200C, U+200D) and variation selectors belong to emoji and other scripts.
_INVISIBLE = "\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
_RIGHT_TO_LEFT = compiled("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# UTF-8 read as cp1252 (Latin-1 for the bytes that cp1252 leaves open): the first byte of two
# (accented letters) or three (Japanese, typographic marks), then continuation bytes.
_CP1252_TAIL = "".join(bytes([b]).decode("cp1252", "ignore") for b in range(0x80, 0xC0))
_LATIN = rf"(?:Ã[{_CP1252_TAIL}]|[\u00e2-\u00ef][{_CP1252_TAIL}\x80-\xbf]{{2}})+"
# UTF-8 kana read as cp932: their first two bytes give one of three kanji that are rare.
_CP932 = r"(?:[縺繧繝][｡-ﾟ\u2000-\u9fff\uff01-\uff5e]?){2,}"
_SUSPECT = compiled(
    rf"(?P<double>{_LATIN}|{_CP932})|(?P<replacement>\ufffd+)"
    rf"|(?P<control>[{_CONTROL}]+)|(?P<invisible>[{_INVISIBLE}]+)"
    rf"|(?P<decomposed>(?:[{KANA}][\u3099\u309a]|[か-ほカ-ホ][゛゜])+)"
)
# One character that every damaged run holds, of Latin-1 and beyond: to look for the former among
# the bytes, and for the latter one by one, is twice as fast as to search for a class of all.
_TRIGGER = re.compile(f"[{_CONTROL}Ã\u00e2-\u00ef]".encode("latin-1"))
_SOUND = bytes(code for code in range(256) if not _TRIGGER.match(bytes([code])))
_RARE = "\u200b\u200e\u200f\u2060\ufeff\ufffd縺繧繝" + "".join(
    map(chr, (*range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0x3099, 0x309D)))
)
# The marks as characters of their own beside the combining ones.
_COMBINING = {ord("゛"): "\u3099", ord("゜"): "\u309a"}
_TOPIC = compiled(r"文字化け|文字コード|濁点|濁音|mojibake|Shift_?JIS|SJIS", re.IGNORECASE)
_ADDRESS = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.@:/")


def find(text: str) -> Iterator[Damaged]:
    """Yield the damaged runs of a text, from left to right.

    A text about wrong codecs may show what they do; in one that holds a script that runs from
    right to left, invisible characters direct it.
    """
    matches = list(_SUSPECT.finditer(text)) if may_be_damaged(text) else []
    is_topic = bool(matches) and _TOPIC.search(text) is not None
    is_leftward = bool(matches) and _RIGHT_TO_LEFT.search(text) is not None
    for match in matches:
        damage = Damage(match.lastgroup)
        repaired = _repair(match.group(), damage)
        if damage is Damage.DOUBLE and (repaired is None or is_topic):
            continue
        if damage is Damage.DECOMPOSED and is_topic:
            continue
        if damage is Damage.REPLACEMENT and (is_topic or _is_shown(text, match)):
            continue
        if damage is Damage.DECOMPOSED and len(repaired or "") * 2 > len(match.group()):
            continue  # あ with a voicing mark: no such letter exists, so it is meant
        if damage is not Damage.INVISIBLE or not (is_leftward or _is_wanted(text, match)):
            yield Damaged(damage, match.start(), match.end(), repaired)


def may_be_damaged(text: str) -> bool:
    """Say whether a text holds a character that a damaged run has: few articles do."""
    latin = text.encode("latin-1", "ignore").translate(None, _SOUND)
    return bool(latin) or any(map(text.__contains__, _RARE))


def _repair(run: str, damage: Damage) -> str | None:
    """Return what a run should be; None where nobody can know it, or where it is no damage."""
    if damage is Damage.DECOMPOSED:
        return unicodedata.normalize("NFC", run.translate(_COMBINING))
    if damage is Damage.DOUBLE:
        return _from_cp932(run) if run[0] in "縺繧繝" else _from_cp1252(run)
    return None if damage is Damage.REPLACEMENT else ""


def _from_cp1252(run: str) -> str | None:
    codes = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0x100)}
    try:
        text = bytes(codes.get(character, ord(character)) for character in run).decode("utf-8")
    except ValueError:
        return None
    is_text = all(character.isalpha() or _is_punctuation(character) for character in text)
    return text if is_text else None


def _from_cp932(run: str) -> str | None:
    text = run.encode("cp932", "ignore").decode("utf-8", "ignore")
    return text if len(A_KANA.findall(text)) > 1 else None


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P")


def _is_shown(text: str, match: re.Match[str]) -> bool:
    """Say whether the character stands alone, as one that a sentence speaks of."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return not before[-1:].isalnum() and not after.isalnum()


def _is_wanted(text: str, match: re.Match[str]) -> bool:
    """Say whether a writer put an invisible character there on purpose.

    Between Latin letters it keeps an address from becoming a link, beside an asterisk it makes
    emphasis work.
    """
    sides = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    if any(side in "*_`~" for side in sides):
        return True
    return (
        match.group() == "\u200b"
        and len(sides) == 2
        and set(sides) <= _ADDRESS
        and any(map(str.isalnum, sides))
    )
