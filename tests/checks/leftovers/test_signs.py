"""Which signs of a machine's talk are sought in a text: those of which it holds a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.scripts import latin
from kouetsu.article.source import from_text
from kouetsu.checks.leftovers import generator_leftover
from kouetsu.checks.leftovers.signs import letters_in, signs

SOURCES = ("既存の記事", "既存", "記事の記事", "(1)", "Web 2?")
KEYS = sorted({word for sign in signs(SOURCES) for word in sign.words})
# Whole signs: those that a pattern of their own is asked for before the sign's.
WHOLE = (
    *("私はAIアシスタントとしてお答えできません", "記事を執筆いたしましょうか"),
    *("ご提示いただいた記事", "ご要望の本文", "※ご提示の表より", "の続きを書いてください"),
    *("これまでの長い歩みの話（続き）", "（約2,000 文字以上）"),
    *("まとめ（300字前後）", "(10\u3000字以上)"),
)
PIECES = st.one_of(
    st.sampled_from(KEYS),
    st.sampled_from(WHOLE),
    st.text("記事の既存続きを字はいI ?", max_size=4),
)


@given(st.lists(PIECES, max_size=6))
def test_a_sign_is_sought_where_it_stands_and_only_beside_its_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    for sign in signs(SOURCES):
        is_sought = sign.may_match(text, latin(text), letters_in(text, SOURCES))
        assert is_sought or not sign.pattern.search(text)
        assert not is_sought or any(word in text for word in sign.words)


@pytest.mark.parametrize("text", WHOLE)
def test_a_sign_alone_is_sought(text: str) -> None:
    found = [sign for sign in signs(SOURCES) if sign.pattern.search(text)]
    assert found
    assert all(sign.may_match(text, latin(text), letters_in(text, SOURCES)) for sign in found)


@pytest.mark.parametrize("word", signs(SOURCES)[-1].words)
def test_each_name_of_a_source_is_sought(word: str) -> None:
    text = f"港の{word}では"
    assert signs(SOURCES)[-1].may_match(text, latin(text), letters_in(text, SOURCES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第2節を執筆します。", []),
        ("第2節を執筆します。\n\n長い記事です。", ["第2節を執筆"]),
        ("港です。\n\n町です。\n\n島です。\n\n第2章の本文を出力します。", []),
        ("港です。\r第2章の本文\rを出力します。", []),
    ],
)
def test_a_task_is_named_in_the_first_blocks_of_an_article(text: str, expected: list[str]) -> None:
    article = Article(from_text(text))
    hits = generator_leftover(article, markers=[], prompt_headings=[], sources=[])
    assert [article.source.slice(hit.span) for hit in hits] == expected
