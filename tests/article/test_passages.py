"""The letters and figures by which the same words are known, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import passages
from kouetsu.article.passages import fold, letters
from views import read as article

# Also what changes or joins under normalisation: half-width kana, sound marks, signs of units.
TEXTS = st.text(
    st.one_of(st.sampled_from("春の。、ＡＢ①㎡ｶﾞか\u3099ー…Aé_ \ue001"), st.characters())
)


@given(TEXTS)
def test_the_letters_of_a_text_are_those_of_its_characters(text: str) -> None:
    assert letters(text) == "".join(letters(character) for character in text)


@given(TEXTS)
def test_every_letter_leads_back_into_the_text(text: str) -> None:
    folded = fold(text)
    assert folded.text == letters(text)
    assert len(folded.offsets) == len(folded.text)
    for letter, offset in zip(folded.text, folded.offsets, strict=True):
        assert letter in letters(text[offset])


def test_a_text_of_many_signs_is_folded_character_by_character() -> None:
    signs = "".join(map(chr, range(0x2190, 0x2600)))
    assert letters(f"春{signs}Ａ") == "春" + "".join(map(letters, signs)) + "a"


def test_copies_of_a_passage_have_their_letters_once() -> None:
    found = article("# 春の散歩\n\n川沿いを、**歩いた**。\n\n川沿いを、歩いた。\n\n---\n").passages
    assert [passage.text for passage in found.items] == ["春の散歩", *["川沿いを、歩いた。"] * 2]
    assert found.letters == {"春の散歩": "春の散歩", "川沿いを、歩いた。": "川沿いを歩いた"}


@pytest.mark.parametrize("count", [2, 6, 100])
def test_both_ends_of_a_passage_are_known_by_their_letters(count: int) -> None:
    (passage,) = article("「川」……沿いを、ＡＩと（歩）いた！\n").passages.items
    assert passage.first(count) == "川沿いをaiと歩いた"[:count]
    assert passage.last(count) == "川沿いをaiと歩いた"[-count:]


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_passages_are_found_by_letters_that_they_hold(
    one: str, other: str, texts: list[str]
) -> None:
    body = "\n\n".join([f"甲{one}乙", f"{other}春の川", *texts])
    found = article(body).passages
    first, second = letters(one), letters(f"{other}春")
    expected = [held for held in found.letters.items() if first in held[1] or second in held[1]]
    assert found.holding(first, second) == expected


def test_no_other_character_becomes_a_letter_that_folding_leaves_alone() -> None:
    becoming = (
        each
        for each in map(chr, range(0x110000))
        if passages._KEPT.search(folded := letters(each)) and folded != each
    )
    assert all(map(passages._BECOMING.fullmatch, becoming))
