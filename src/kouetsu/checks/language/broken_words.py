"""Words that hold a part of themselves, or of the word beside them, twice: 持ち持ち腐れ, ですす."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANJI, KATAKANA_WORD
from kouetsu.checks.language.word_classes import NAMES, is_common_noun, is_odd

if TYPE_CHECKING:
    from kouetsu.checks.language.doublings import Doubling, Parse

_NEGATIVE_PREFIXES = frozenset("不非無未")
# Katakana words that attach to others, also where the same letters meet: サインイン
_ATTACHED = frozenset(
    {"イン", "レス", "ベース", "オン", "アップ", "ライン", "ネット", "サイド", "バー"}
)


def is_head(doubling: Doubling) -> bool:
    """Judge a word before a longer word that begins with it: 不不能, 持ち持ち腐れ."""
    longer = doubling.parse.starting[doubling.kept]
    if len(doubling.words) != 1:
        return False
    word = doubling.words[0]
    if word.word_class == "接頭辞":
        return doubling.copy in _NEGATIVE_PREFIXES
    if doubling.length < 2 or longer.is_unknown or longer.part_of_speech[1] == "固有名詞":
        return False
    is_content = is_common_noun(word) or word.word_class == "動詞"
    return is_content and longer.word_class in ("名詞", "動詞", "形状詞")


def is_tail(doubling: Doubling) -> bool:
    """Judge a word after a longer word that ends with it: 正規表現表現.

    One kanji says nothing: many attach to any noun, also to one that ends in them (復元元, 関数数).
    """
    longer = doubling.parse.ending[doubling.kept]
    if len(doubling.second_words) != 1 or longer.is_unknown:
        return False
    if longer.word_class not in ("名詞", "形状詞") or longer.part_of_speech[1] in NAMES:
        return False
    if KATAKANA_WORD.fullmatch(doubling.copy):
        return doubling.length > 1 and doubling.copy not in _ATTACHED
    return doubling.length > 1 and is_common_noun(doubling.second_words[0])


def is_broken_kana(doubling: Doubling) -> bool:
    """Judge one kana too many inside or after a word: 続きき, ですす.

    The analyser must fall back on an odd reading that is gone without the kana.
    """
    if doubling.length > 1 or not "ぁ" <= doubling.copy <= "ん":
        return False
    words = doubling.parse.touching(doubling.start, doubling.end + 1)
    if doubling.copy != "は" and not any(map(is_odd, words)):
        return False
    word = doubling.repaired.touching(doubling.start, doubling.kept)[0]
    before = doubling.before
    if word.start == doubling.start:  # やや is a word of its own, はは after a particle is none
        return word.surface == "は" and before is not None and before.part_of_speech[1] == "格助詞"
    is_noun = word.word_class in ("名詞", "形状詞") and bool(A_KANJI.search(word.surface))
    inflects = word.word_class in ("動詞", "形容詞", "助動詞")
    return (is_noun or inflects) and is_clean(doubling.repaired, doubling.kept)


def is_broken_katakana(doubling: Doubling) -> bool:
    """Judge a part that stands twice in a word: バックグラックグラウンド, システムム.

    The run must hold a word that the dictionary does not know, and only known ones without it.
    """
    if not KATAKANA_WORD.fullmatch(doubling.copy):
        return False
    runs = KATAKANA_WORD.finditer(doubling.parse.text)
    run = next(match.span() for match in runs if match.end() > doubling.start)
    if run == (doubling.start, doubling.end):
        return False  # ウェイウェイ
    if doubling.length == 1 and run[1] > doubling.end:
        return False  # ココナラ, ララポート: names often begin so
    if run[0] < doubling.start and doubling.copy in _ATTACHED:
        return False
    words = doubling.parse.within(*run)
    if not any(word.is_unknown or len(word.surface) == 1 for word in words):
        return False
    end = run[1] - (doubling.end - doubling.kept)
    words = doubling.repaired.within(run[0], end)
    is_whole = sum(len(word.surface) for word in words) == end - run[0] > 3  # more than チョイ
    return is_whole and all(not word.is_unknown and len(word.surface) > 2 for word in words)


def is_clean(parse: Parse, offset: int) -> bool:
    """Say whether the words around an offset are ones that the analyser reads without trouble."""
    return not any(is_odd(word) for word in parse.touching(offset - 3, offset + 3))
