"""Which signs of a machine's talk are sought in an article: those of which it holds a key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.leftovers.signs import signs, that_may_match

SOURCES = ("既存の記事", "既存", "記事の記事", "(1)")
KEYS = sorted({key for sign in signs(SOURCES) for key in sign.keys})
PIECES = st.one_of(st.sampled_from(KEYS), st.text("記事の既存続きを字はいI ", max_size=4))


@given(st.lists(PIECES, max_size=6))
def test_a_sign_is_sought_where_one_of_its_keys_stands(pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = [sign for sign in signs(SOURCES) if any(key in text for key in sign.keys)]
    assert that_may_match(text, SOURCES) == expected
