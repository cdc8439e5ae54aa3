"""Classes of words that several judgements of Japanese need; those of UniDic (SudachiDict)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.characters import AN_INITIAL

if TYPE_CHECKING:
    from kouetsu.article.morphology import Morpheme

# Words that grammar uses as parts of a function word: いう of という, つい of について.
# fmt: off
FORMAL = frozenset({
    "こと", "もの", "ため", "よう", "の", "ところ", "わけ", "はず", "とき", "ほう", "うえ", "うち",
    "ほか", "際", "場合", "いう", "いっ", "つい", "よっ", "よる", "たい", "対し", "対する", "関し",
    "関する", "おけ", "おける", "おい", "とっ", "通じ", "とも", "共", "しれ",
})
# fmt: on
NAMES = ("固有名詞", "数詞")
_ARCHAIC = frozenset({"き", "る", "るる", "り", "し", "い"})


def is_dependent(word: Morpheme) -> bool:
    """Say whether a word cannot stand alone."""
    return (
        word.word_class in ("助詞", "助動詞")
        or (word.word_class == "接尾辞" and word.part_of_speech[2] != "助数詞")
        or word.surface in FORMAL
        or is_light_verb(word)
    )


def is_light_verb(word: Morpheme) -> bool:
    """Say whether a word is a verb that also helps other verbs: する, いる, できる."""
    return word.word_class == "動詞" and word.part_of_speech[1] == "非自立可能"


def is_common_noun(word: Morpheme) -> bool:
    """Say whether a word is a known noun: no name, number, time or adverb."""
    if word.is_unknown or word.word_class not in ("名詞", "形状詞"):
        return False
    _, kind, use, *_ = word.part_of_speech
    return kind not in (*NAMES, "助動詞語幹") and use not in ("副詞可能", "助数詞可能")


def is_hiragana(word: Morpheme) -> bool:
    """Say whether a word is written in hiragana alone."""
    return all("ぁ" <= character <= "ん" for character in word.surface)


def is_odd(word: Morpheme) -> bool:
    """Say whether the analyser falls back on such a word for want of a better one."""
    if not AN_INITIAL.match(word.surface):
        return False
    is_kana = is_hiragana(word)
    return (
        word.is_unknown
        or word.part_of_speech[1] == "フィラー"
        or (word.word_class == "助動詞" and word.surface in _ARCHAIC)
        or (word.word_class == "動詞" and word.form.endswith("省略"))
        or (is_kana and len(word.surface) < 3 and word.word_class in ("接頭辞", "副詞"))
        or (is_kana and word.part_of_speech[1] == "数詞")
    )
