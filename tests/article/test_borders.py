"""Whether a paragraph carries on what the one before left unfinished."""

from __future__ import annotations

import pytest

from kouetsu.article import Article
from kouetsu.article.borders import goes_on, is_own_start
from kouetsu.article.source import from_text

# An article whose author never leaves out a full stop, and one of two paragraphs.
STRICT = Article(from_text("港の朝は早い。\n\n" * 9))
SHORT = Article(from_text("港の朝は早い。\n\n船が着く。\n"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("港の朝は", "を中心に賑わう。"),
        ("市場には", "、朝から人が集まる。"),
        ("船長は「港", "」と答えた。"),
        ("港の朝は早く", "...船が次々に着く。"),
        ("水面に手を入れて、流れの速さを確か", "めてから船を出す。"),
    ],
)
def test_some_beginnings_carry_on_whatever_the_border(left: str, right: str) -> None:
    assert goes_on(SHORT, left, right, has_gap=False)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("船が着くのは夕方だ", "と思う。"),
        ("船は来る", "だろう。"),
        ("港は静かでした", "が、市場は賑わっていました。"),
        ("店の人は声をか", "けてから網を下ろした。"),
        ("網を引く仕事はい", "つも二人で行う。"),
    ],
)
def test_behind_a_gap_less_evidence_is_enough(left: str, right: str) -> None:
    assert goes_on(SHORT, left, right, has_gap=True)


@pytest.mark.parametrize(
    ("left", "right"),
    [("後半の三", "十ページほどは記録だ。"), ("魚の数は全部で2", "12匹あった。")],
)
def test_a_number_goes_on_where_a_border_is_odd(left: str, right: str) -> None:
    assert goes_on(STRICT, left, right, has_gap=False)
    assert goes_on(SHORT, left, right, has_gap=True)
    assert not goes_on(SHORT, left, right, has_gap=False)


def test_words_that_touch_elsewhere_belong_together() -> None:
    article = Article(from_text("港に北の岬の灯台は白いと聞く。\n\n朝です。\n"))
    assert goes_on(article, "港に北の岬の", "灯台は白いと聞く。", has_gap=False)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("港の朝は早い", "船が次々に着く。"),
        ("港の朝は早いです", "市場には人が集まります。"),
        ("港の朝市", "朝の五時に開く。"),
        ("用意するもの", "網と氷と長靴。"),
        ("船が着いた", "その日は雨だった。"),
        ("船が着いた", "そして、市場が開いた。"),
        ("船が着いた", "なので、市場が開いた。"),
        ("船が着いた", "という訳で、市場が開いた。"),
        ("船が着いた", "とはいえ、市場は閉まっていた。"),
        ("船が着いた", "ところが、市場は閉まっていた。"),
        ("船が着いた", "「おはよう」と声がした。"),
        ("使ったのはネットワーク", "サーバーは港にある。"),
        ("その三", "一方、市場は賑わっていた。"),
        ("その三", "第一に、網を洗う。"),
    ],
)
def test_a_new_sentence_carries_nothing_on(left: str, right: str) -> None:
    assert not goes_on(SHORT, left, right, has_gap=True)
    assert not goes_on(STRICT, left, right, has_gap=True)


@pytest.mark.parametrize("text", ["この船は", "そして船は", "また船は", "もう船は", "なお、船は"])
def test_words_that_open_sentences_are_own_starts(text: str) -> None:
    assert is_own_start(text)


@pytest.mark.parametrize("text", ["がら、船は", "んで船は", "ょうど船は", "船は", "を船に"])
def test_the_rest_of_a_word_is_no_own_start(text: str) -> None:
    assert not is_own_start(text)
