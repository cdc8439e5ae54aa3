"""The letters and figures by which the same words are known, however they are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.passages import fold, letters

# Also what changes or joins under normalisation: half-width kana, sound marks, signs of units.
TEXTS = st.text(
    st.one_of(st.sampled_from("春の。、ＡＢ①㎡ｶﾞか\u3099ー…Aé_ \ue001"), st.characters())
)


@given(TEXTS)
def test_the_letters_of_a_text_are_those_that_folding_leaves(text: str) -> None:
    assert letters(text) == fold(text).text


@given(TEXTS)
def test_every_letter_leads_back_into_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    for letter, offset in zip(folded.text, folded.offsets, strict=True):
        assert letter in fold(text[offset]).text
