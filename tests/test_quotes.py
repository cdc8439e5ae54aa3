from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.quotes import one_line, shorten, visible


def test_plain_words_are_left_alone() -> None:
    for words in ("岬の灯台", "A lamp, “lit”.", "🍎　と空白", ""):
        assert visible(words) == one_line(words) == shorten(words, 40) == words


def test_line_ends_become_one_mark_each() -> None:
    assert one_line("一\n二\r\n三\r四") == "一⏎二⏎三⏎四"


def test_characters_that_drive_a_terminal_are_shown_instead() -> None:
    assert one_line("\x1b[2J\x07\t\x7f\x9b\u202e\u2028") == "␛[2J␇ ␡\ufffd\ufffd␤"


def test_a_long_text_keeps_its_head_and_its_tail() -> None:
    assert shorten("始まり" + "あ" * 100 + "終わり", 16) == "始まりあああああああ…ああ終わり"


def test_a_text_of_just_the_length_is_not_shortened() -> None:
    assert shorten("あ" * 40, 40) == "あ" * 40
    assert shorten("あ" * 41, 40) != "あ" * 41


@given(st.text(), st.integers(4, 60))
def test_a_shortened_text_is_one_harmless_line_of_the_length_asked_for(
    text: str, longest: int
) -> None:
    short = shorten(text, longest)
    assert len(short) <= longest
    assert len(short.splitlines()) <= 1
    assert not any(ord(character) < 0x20 for character in short)
