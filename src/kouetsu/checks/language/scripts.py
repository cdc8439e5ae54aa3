"""Letters of scripts that Japanese prose never mixes into its words: Cyrillic, Hangul and the like.

A model that writes many languages now and then ends a word in another one (シンбаポール). Nobody
types that by accident. A whole word in another script may be a name, and an article that speaks of
a language, or of the people who write it, may show its letters anywhere.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_LETTER, KANJI, KATAKANA
from kouetsu.article.texts import around, beyond_blanks, is_enclosed
from kouetsu.checks.language.simplified import CHARACTERS
from kouetsu.finding import Hit
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.texts import Texts


class Standing(Enum):
    """How letters of another script stand in a Japanese sentence."""

    INSIDE = "inside"  # in the middle of a word
    APART = "apart"  # as a word of their own


@record
class Letters:
    """Letters of another script from `start` to `end` of a text."""

    standing: Standing
    start: int
    end: int


@record
class _Script:
    """A range of characters; what names the languages, and the people, that write them."""

    letters: str
    languages: str
    people: str


# Of Greek only the letters with accents and the final sigma, which its words need: the others are
# signs of mathematics and of much else (α線, ΔΣ変調), and count beside these only.
_SCRIPTS = (
    _Script("Ά-Ώΐά-ΰςϊ-ώ\u1f00-\u1fff", "ギリシ[ャア]", "アテネ|聖書|哲学"),
    _Script(
        "Ѐ-ԯ",
        "ロシア語|キリル|ウクライナ語|ブルガリア語|セルビア語|モンゴル語",
        "ロシア|ソ連|ウクライナ|ベラルーシ|ブルガリア|セルビア|マケドニア|モンゴル|カザフ|キルギス",
    ),
    _Script("\u0531-\u058f\u10a0-\u10ff", "アルメニア|ジョージア語|グルジア", "ジョージア"),
    _Script("\u0590-\u05ff", "ヘブライ|イディッシュ", "イスラエル|ユダヤ"),
    _Script(
        "\u0600-\u06ff\u0750-\u077f",
        "アラビア|ペルシ[ャア]|ウルドゥー",
        "アラブ|イスラ[ーム]|イラン|イラク|エジプト|パキスタン|アフガニスタン",
    ),
    _Script(
        "\u0900-\u0dff",
        "ヒンディー|サンスクリット|ベンガル|タミル|デーヴァナーガリー",
        "インド|ネパール|スリランカ|バングラデシュ",
    ),
    _Script("\u0e00-\u0e7f", "タイ語|タイ文字", "タイ王国|タイ人|バンコク"),
    _Script(
        "\u0e80-\u109f\u1780-\u17ff",
        "ラオス語|ラーオ|チベット|ビルマ|ミャンマー|クメール",
        "ラオス|カンボジア",
    ),
    _Script("\u1200-\u137f", "アムハラ|ゲエズ", "エチオピア|エリトリア"),
    _Script("\u1100-\u11ff\u3130-\u318f가-힣", "韓国語|ハングル|朝鮮語", "韓国|朝鮮|ソウル"),
)
_ANY = "".join(script.letters for script in _SCRIPTS)
_WORD = f"[Α-Ωα-ω]{{0,40}}[{_ANY}][{_ANY}Α-Ωα-ω]*"
_RUN = compiled(f"{_WORD}(?: {_WORD})*")
_FIRST = compiled(f"[{_ANY}]")
# What no Japanese is written with: one class is searched as fast as a part of it.
_FOREIGN = compiled(f"[{_ANY}{CHARACTERS}]")
# Letters that no particle is written with: next to them, other letters are in one word with them.
_STEM = compiled(f"[{KATAKANA}{KANJI}]")
# An article with more different words in one script, or more words at all, quotes that language.
_MANY, _OFTEN = 6, 50
# Characters that a message shows on both sides.
_CONTEXT = 6


def find(texts: Texts) -> Iterator[tuple[str, Letters]]:
    """Yield the letters of other scripts in the sentences of an article, each with its sentence."""
    if not may_be_mixed(texts):
        return
    shown, named = _exempt(texts)
    for text in texts.holding(_FIRST):
        for match in _RUN.finditer(text):
            standing = _standing(text, match)
            if standing is Standing.INSIDE and not named.isdisjoint(match.group()):
                standing = Standing.APART
            is_meant = not shown.isdisjoint(match.group()) or is_enclosed(text, match.start())
            if standing is not None and not is_meant:
                yield text, Letters(standing, *match.span())


@lru_cache(maxsize=1)  # two rules ask it of each article, one after the other
def may_be_mixed(texts: Texts) -> bool:
    """Say whether texts hold letters of other scripts or simplified characters: few do."""
    return _FOREIGN.search(texts.joined) is not None


def foreign_script(article: Article) -> Iterator[Hit]:
    """Report letters of another script in the middle of a Japanese word."""
    readable = article.texts
    for sentence, letters in find(readable):
        if letters.standing is Standing.INSIDE:
            shown = around(readable.places[sentence][0], letters.start, letters.end, _CONTEXT)
            values = {"context": sentence[shown.start : shown.end]}
            for text in readable.places[sentence]:
                yield Hit(text.span(letters.start, letters.end), values)


def _exempt(texts: Texts) -> tuple[set[str], set[str]]:
    """Return the letters that an article shows on purpose, and those of people that it names."""
    shown: set[str] = set()
    named: set[str] = set()
    for script in _SCRIPTS:
        found = re.findall(f"[{script.letters}]+", texts.joined)
        words = set(found)
        is_quoted = len(words) > _MANY or len(found) > _OFTEN
        if is_quoted or (words and re.search(script.languages, texts.joined)):
            shown.update(*words)
        elif words and re.search(script.people, texts.joined):
            named.update(*words)
    return shown, named


def _standing(text: str, match: re.Match[str]) -> Standing | None:
    """Tell letters inside a word from a word of its own; None for what no sentence holds."""
    start, end = match.span()
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    touching = [bool(A_LETTER.match(side)) for side in (left, right)]
    is_single = len(match.group()) == 1  # faces are drawn with single letters
    is_in_stem = bool(_STEM.match(left) or _STEM.match(right))
    if is_in_stem and (all(touching) or not is_single):
        return Standing.INSIDE
    before, _ = beyond_blanks(text, start, end)
    is_word = any(touching) or (bool(A_LETTER.match(before)) and right == "（")
    return Standing.APART if is_word and not is_single else None
