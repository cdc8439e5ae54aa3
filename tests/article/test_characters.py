"""The forms of letters that mean the same."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.characters import holds, normalized

LETTERS = "港がか\u3099ガＡａ１！～…①㈱ﾊﾟé\u0301\u3000 \n"


@given(st.text(st.sampled_from(LETTERS) | st.characters(codec="utf-8")))
def test_a_text_is_normalized_as_unicode_says(text: str) -> None:
    assert normalized(text) == unicodedata.normalize("NFKC", text)


@given(st.text("abx", max_size=6), st.text("abx", min_size=1, max_size=3))
def test_a_phrase_is_held_where_it_stands(text: str, phrase: str) -> None:
    assert holds(text, phrase) == (phrase in text)
