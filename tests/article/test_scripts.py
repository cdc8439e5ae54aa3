from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import scripts

# With characters whose bytes look like those of a full-width letter: 姿 and 響.
TEXT = st.text("サバー・ヷのを。、?AgT41-. /\n姿響１Ａｚ：") | st.text("サーバ姿A4 -é'\n\t?")


@given(TEXT)
def test_words_of_katakana_are_those_that_one_search_finds(text: str) -> None:
    words = re.findall("[ァ-ヶー]+(?:・[ァ-ヶー]+)*", text)
    assert sorted(scripts.katakana(text)) == sorted(set(words))


@given(TEXT)
def test_no_word_of_latin_letters_is_lost_or_made(text: str) -> None:
    names = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]+(?:[ .-][A-Za-z0-9Ａ-Ｚａ-ｚ０-９]+)*")
    assert set(names.findall(scripts.latin(text))) == set(names.findall(text))
