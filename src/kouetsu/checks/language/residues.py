"""What other languages left in Japanese text: letters, characters and words.

A name in another language is no residue: names stand in quotation marks or brackets, are glossed
in brackets, or belong to an article that speaks of that language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from kouetsu.article.texts import is_enclosed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class Residue(Enum):
    """The kinds of residue."""

    INSIDE = "inside"  # letters of another script inside a Japanese word
    SCRIPT = "script"  # a whole word in another script
    CHINESE = "chinese"  # characters of the Chinese simplification
    ENGLISH = "english"  # an everyday English word in a Japanese clause


@dataclass(frozen=True, slots=True)
class Foreign:
    """A residue from `start` to `end` of a text."""

    residue: Residue
    start: int
    end: int


_LETTER = re.compile(r"[ぁ-んァ-ヶー一-鿿々]")
_IDEOGRAPH = re.compile(r"[ァ-ヶー一-鿿々]")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_LATIN = re.compile(r"[A-Za-z0-9]")

# Scripts (ranges of characters) that Japanese prose never mixes into words, with the words that
# make one the topic. Greek and Latin letters are also signs of mathematics and of much else.
_SCRIPTS = {
    "Ѐ-ԯ": "ロシア語|キリル|ウクライナ語|ブルガリア語|セルビア語|モンゴル語",
    "\u0590-\u05ff": "ヘブライ",
    "\u0600-\u06ff\u0750-\u077f": "アラビア|ペルシア|ペルシャ|ウルドゥー",
    "\u0900-\u0dff": "ヒンディー|サンスクリット|ベンガル|タミル|デーヴァナーガリー",
    "\u0e00-\u0e7f": "タイ語|タイ文字",
    "\u1100-\u11ff\u3130-\u318f가-힣": "韓国語|ハングル|朝鮮語",
}
_ANY = "".join(_SCRIPTS)
_RUN = re.compile(f"[{_ANY}]+(?: [{_ANY}]+)*")
# An article with more words than this in one script quotes that language.
_MANY = 6

_KANJI = re.compile("[一-鿿々]+")
# Chinese names: companies, funds, places, universities.
_NAME = re.compile(r"公司|集团|科技|基金|银行|有限|股份|企业|大学|[省市区县镇]$|^深圳")

_SMALL = re.compile(r"[a-z]{4,}")
# Small words that are no part of a name, an address, a file or a program.
_WORDS = re.compile(
    r"(?<![A-Za-z0-9_.\-/@#'’&:*+=<$])[a-z]+(?: [a-z]+)*(?![A-Za-z0-9_\-/@#'’&*+=>(]|\.\w|:\S)"
)
# Forms of English adverbs; no program and no product is called so.
_ADVERB = re.compile(
    r"[a-z]+(?:[ai]ve|ous|[ae]nt|[ai]b|at|ed|ing|ular|ect|ful|less|[nct]al|rial|cial)ly"
)
_GLOSS = re.compile(r"[ \u3000]*[（(=＝/／]")


def find(texts: Collection[str], words: Collection[str]) -> Iterator[tuple[str, Foreign]]:
    """Yield the residues in the distinct sentences of an article, each with its sentence.

    `words` are English words that Japanese text has words of its own for; adverbs are known by
    their form.
    """
    joined = "\n".join(texts)
    small = {w for w in _SMALL.findall(joined) if w in words or _ADVERB.fullmatch(w)}
    if not small and not _signs().search(joined):
        return
    quoted = _quoted_scripts(joined)
    for text in texts:
        if _signs().search(text):
            for found in (*_foreign_scripts(text, quoted), *_chinese(text)):
                yield text, found
        if any(word in text for word in small):
            for found in _english(text, small):
                yield text, found


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(f"[{_ANY}{_simplified()}]")


@cache
def _simplified() -> str:
    """Return the characters that only the Chinese simplification has.

    They are in GB 2312 but not in JIS X 0213, the largest character set for Japanese.
    """
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    codes = bytes(code for row in rows for cell in cells for code in (row, cell))
    chinese = codes.decode("gb2312", "ignore")
    japanese = set(chinese.encode("euc_jis_2004", "ignore").decode("euc_jis_2004"))
    return "".join(sorted(set(chinese) - japanese))


def _quoted_scripts(article: str) -> list[str]:
    """Return the scripts that an article speaks of, or quotes at length."""
    return [
        script
        for script, topic in _SCRIPTS.items()
        if re.search(f"[{script}]", article)
        and (re.search(topic, article) or len(set(re.findall(f"[{script}]+", article))) > _MANY)
    ]


def _foreign_scripts(text: str, quoted: list[str]) -> Iterator[Foreign]:
    for match in _RUN.finditer(text):
        if not any(re.match(f"[{script}]", match.group()) for script in quoted):
            residue = _residue(text, match)
            if residue is not None and not is_enclosed(text, match.start()):
                yield Foreign(residue, *match.span())


def _residue(text: str, match: re.Match[str]) -> Residue | None:
    """Tell letters inside a word from a word of its own; None for what no sentence holds."""
    left, right = text[: match.start()][-1:], text[match.end() : match.end() + 1]
    touches = [bool(_LETTER.match(side)) for side in (left, right)]
    is_single = len(match.group()) == 1  # faces are drawn with single letters
    if all(touches) or (not is_single and (_IDEOGRAPH.match(left) or _IDEOGRAPH.match(right))):
        return Residue.INSIDE
    before = text[: match.start()].rstrip(" ")[-1:]
    is_word = any(touches) or (bool(_LETTER.match(before)) and right == "（")
    return Residue.SCRIPT if is_word and not is_single else None


def _chinese(text: str) -> Iterator[Foreign]:
    """Yield the runs of kanji in a Japanese sentence that hold Chinese simplifications."""
    if not _KANA.search(text):
        return
    for match in _KANJI.finditer(text):
        if not _signs().search(match.group()):
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
        before = text[: match.start()].rstrip(" ")[-1:]
        after = text[match.end() :].lstrip(" ")[:1]
        is_inside = bool(_LETTER.match(after)) and not _LATIN.match(before)
        if is_inside and not is_enclosed(text, match.start()):
            yield Foreign(Residue.ENGLISH, *match.span())


def _is_path(text: str, offset: int) -> bool:
    """Say whether an offset lies in the path of a file or page."""
    start = max(text.rfind(blank, 0, offset) for blank in " \u3000\n") + 1
    return "/" in text[start:offset]
