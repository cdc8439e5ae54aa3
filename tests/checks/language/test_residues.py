"""Words of other languages in Japanese sentences, and words that belong there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.texts import Texts
from kouetsu.checks.language import residues
from kouetsu.checks.language.residues import Residue

WORDS = frozenset({"vast", "company", "market", "pretty"})


def found(*texts: str) -> list[tuple[Residue, str]]:
    read = Texts({text: [] for text in texts})
    return [
        (each.residue, text[each.start : each.end]) for text, each in residues.find(read, WORDS)
    ]


@pytest.mark.parametrize(
    ("text", "residue", "place"),
    [
        ("倉庫で희소になりました。", Residue.SCRIPT, "희소"),
        ("개항の日に船が来ました。", Residue.SCRIPT, "개항"),
        ("船は日進月 बैच（にっしん）です。", Residue.SCRIPT, "बैच"),
        ("荷を二回まで積み直しместо 港へ出ます。", Residue.SCRIPT, "место"),
        ("港の健康监测を始めました。", Residue.CHINESE, "健康监测"),
        ("港には vast な倉庫があります。", Residue.ENGLISH, "vast"),
        ("地元のcompanyが担います。", Residue.ENGLISH, "company"),
        ("船員が proactively に答えました。", Residue.ENGLISH, "proactively"),
        ("荷は pretty much 片づきました。", Residue.ENGLISH, "pretty much"),
    ],
)
def test_a_word_of_another_language_is_found_with_its_kind(
    text: str, residue: Residue, place: str
) -> None:
    assert found(text) == [(residue, place)]


@pytest.mark.parametrize(
    "text",
    [
        "「개항」という名の店です。",
        "店の名（개항）を読みます。",
        "13회 워크샵 – 後記",
        "円周率πと確率ε、φ3.5の穴。",
        "顔文字は(´Д｀)です。",
        "つД`)と書きます。",
        "上海の魔珐科技を訪ねました。",
        "深圳市红土創業投資有限公司が出資しました。",
        "「昆仑」の名があります。",
        "简体中文 / 簡体字の中国語です。",
        "简体中文",
        "国境の町、瞰海と螞蟻と深圳です。",
        "const と props を使い、for ループを回します。",
        "market（市場）を調べます。",
        "「vast」は広いという意味です。",
        "vast-ui と vast.js と @vast を使います。",
        "vast: 広い",
        "/images/港vast/の写真です。",
        "The vast market is here.",
        "Vastな倉庫です。",
        "nightly の版と readonly の値、assembly の命令です。",
        "最後は必ず finally に入ります。",
        "シンбаポールの岸벽は、別の規則の仕事です。",
    ],
)
def test_what_belongs_in_the_sentence_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_article_about_a_language_may_use_its_words() -> None:
    assert found("韓国語を習います。", "등대の光は遠くまで届きます。") == []


def test_an_article_that_quotes_a_language_at_length_may_use_its_words() -> None:
    words = ["등대", "바다", "항구", "물결", "모래", "하늘", "구름", "바람"]
    assert found(*(f"{word}は海辺の語です。" for word in words)) == []


def test_each_sentence_is_searched_once_in_the_order_given() -> None:
    texts = ("地元のcompanyが担います。", "広い市場です。", "海辺のmarketです。")
    assert [place for _, place in found(*texts)] == ["company", "market"]


# Words whole and in parts, and what may stand beside or between them.
PARTS = st.sampled_from(
    ["vast", "market", "vastly", "ly", "s", "A", "?", "-", " ", "港", "Ａ", "\t"]
)


@given(st.lists(PARTS).map("".join))
def test_the_words_that_are_sought_are_all_that_a_text_holds(text: str) -> None:
    held = set(re.findall("[a-z]+", text))
    sought = {word for word in held if word in WORDS or residues._ADVERB.fullmatch(word)}
    assert residues._everyday(Texts({text: []}).latin, WORDS) == sought
