"""Keys of sentences, and which of them are near copies."""

from __future__ import annotations

import pytest

from kouetsu.article.comparison import fold, near_keys

# Eight clauses, each one shingle; a variant has another letter in one of them.
CLAUSES = [
    "のアイウエオカ",
    "のキクケコサシ",
    "のスセソタチツ",
    "のテトナニヌネ",
    "のノハヒフヘホ",
    "のマミムメモヤ",
    "のユヨラリルレ",
    "のロワヲンガギ",
]
VARIANTS = [
    "".join((*CLAUSES[:index], clause[:-1] + "ヴ", *CLAUSES[index + 1 :]))
    for index, clause in enumerate(CLAUSES)
]


def test_of_equally_near_keys_the_same_six_are_compared_in_every_run() -> None:
    whole = "".join(CLAUSES)
    assert near_keys([*VARIANTS, whole])[whole] == VARIANTS[1:7]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("今日は、雨です。", "今日は、雨です。"),
        ("ＧＰＵ　が　２つ", "GPUが2つ"),
        ("**太字**と『本』", "太字と「本」"),
        ("本当？！", "本当?!"),
    ],
)
def test_a_text_is_folded_to_one_width_without_spaces_and_emphasis(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_full_width_asterisk_is_no_mark_of_emphasis() -> None:
    assert fold("３＊４ *強調*") == "3*4強調"
