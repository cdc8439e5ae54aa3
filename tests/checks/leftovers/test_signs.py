"""Which signs of a machine's talk are sought in a text: those of which it holds a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.scripts import latin
from kouetsu.article.source import from_text
from kouetsu.checks.leftovers import generator_leftover
from kouetsu.checks.leftovers.signs import signs

SOURCES = ("既存の記事", "既存", "記事の記事", "(1)", "Web 2?")
KEYS = sorted({word for sign in signs(SOURCES) for word in sign.words})
PIECES = st.one_of(st.sampled_from(KEYS), st.text("記事の既存続きを字はいI ?", max_size=4))


@given(st.lists(PIECES, max_size=6))
def test_a_sign_is_sought_where_one_of_its_keys_stands(pieces: list[str]) -> None:
    text = "".join(pieces)
    for sign in signs(SOURCES):
        expected = any(word in text for word in sign.words)
        assert sign.may_match(text, latin(text)) == expected


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
