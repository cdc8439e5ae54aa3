from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from endless import ended
from kouetsu.article.source import Span, cells, from_text
from kouetsu.quotes import visible
from kouetsu.reports.snippets import Snippet, head_of, snippets, tail_of

# Narrow, wide, half-width kana, an emoji, a combining mark, a control character, an ambiguous one.
ALPHABET = "ab漢かｱ🍎\u0301\t\x1b…"
WIDTH = 60


def under(snippet: Snippet) -> str:
    """Return the characters of a snippet that stand above its carets."""
    shown, column = [], 0
    for character in snippet.text:
        if snippet.indent <= column < snippet.indent + snippet.carets:
            shown.append(character)
        column += cells(character)
    return "".join(shown)


def one(text: str, span: Span, context: Span | None = None, width: int = WIDTH) -> Snippet:
    (snippet,) = snippets(from_text(text), span, context or Span(0, len(text)), width)
    return snippet


@given(st.text(ALPHABET), st.text("ab漢🍎", min_size=1, max_size=8), st.text(ALPHABET))
def test_the_carets_stand_under_the_words_whatever_surrounds_them(
    before: str, words: str, after: str
) -> None:
    text = f"{before}x{words}x{after}"
    start = len(before) + 1
    snippet = one(text, Span(start, start + len(words)))
    assert under(snippet) == words
    assert snippet.carets == cells(words)


@given(
    st.text(ALPHABET + "\n", min_size=1, max_size=400),
    st.tuples(*[st.integers(0, 400)] * 4),
    st.integers(40, 120),
)
def test_every_snippet_fits_the_width_and_has_a_caret(
    text: str, numbers: tuple[int, int, int, int], width: int
) -> None:
    start, length, before, after = numbers
    start = min(start, len(text))
    span = Span(start, min(start + length, len(text)))
    context = Span(max(0, span.start - before), min(len(text), span.end + after))
    for snippet in snippets(from_text(text), span, context, width):
        assert cells(snippet.text) <= width
        assert snippet.carets >= 1
        assert snippet.indent + snippet.carets <= width
        assert snippet.text.replace("\u3000", " ").isprintable()


def test_a_sentence_that_fits_is_shown_whole_and_the_paragraph_around_it_is_not() -> None:
    text = "前の文です。灯台の光です。後の文です。"
    snippet = one(text, Span(6, 8), Span(6, 13))
    assert snippet == Snippet(1, "…灯台の光です。…", 1, 4)


def test_a_line_that_is_shown_whole_has_no_dots() -> None:
    assert one("灯台の光です。", Span(3, 4)).text == "灯台の光です。"


def test_words_far_inside_a_long_sentence_are_shown_with_what_is_beside_them() -> None:
    text = "あ" * 200 + "灯台" + "い" * 200
    snippet = one(text, Span(200, 202))
    assert under(snippet) == "灯台"
    assert snippet.text.startswith("…あああ")
    assert snippet.text.endswith("いいい…")
    assert WIDTH - 2 <= cells(snippet.text) <= WIDTH


def test_the_room_that_one_side_leaves_goes_to_the_other() -> None:
    text = "灯台" + "い" * 200
    assert cells(one(text, Span(0, 2)).text) >= WIDTH - 2


def test_a_span_that_is_too_long_is_shown_by_its_two_ends() -> None:
    text = "始まりの言葉" + "あ" * 200 + "終わりの言葉"
    snippet = one(text, Span(0, len(text)))
    assert snippet.text.startswith("始まりの言葉")
    assert snippet.text.endswith("終わりの言葉")
    assert under(snippet) == snippet.text


def test_a_span_over_lines_is_shown_by_its_first_and_last_line() -> None:
    text = "前。始まり\n中\n中\n終わり。後。"
    first, last = snippets(from_text(text), Span(2, 14), Span(0, len(text)), WIDTH)
    assert (first.line, first.text, under(first)) == (1, "前。始まり", "始まり")
    assert (last.line, last.text, under(last)) == (4, "終わり。後。", "終わり。")


def test_the_line_end_behind_a_span_makes_no_second_line() -> None:
    assert one("灯台\r\n港", Span(0, 4)) == Snippet(1, "灯台", 0, 4)


def test_an_empty_span_has_one_caret_behind_the_last_word() -> None:
    assert one("灯台", Span(2, 2)) == Snippet(1, "灯台", 4, 1)


def test_blank_lines_have_a_caret_too() -> None:
    assert one("灯台\n\n\n\n港", Span(3, 5)) == Snippet(2, "", 0, 1)


def test_control_characters_are_shown_and_do_not_move_the_carets() -> None:
    snippet = one("\x1b[31m\t灯台\u202e", Span(6, 8))
    assert snippet == Snippet(1, "␛[31m 灯台\ufffd", 6, 4)


def test_many_findings_in_a_line_of_a_million_characters_are_shown() -> None:
    text = "あ。" * 500_000
    source = from_text(text)

    def show() -> None:
        for start in range(0, len(text), 100):
            snippets(source, Span(start, start + 2), Span(0, len(text)), WIDTH)
            snippets(source, Span(start, len(text)), Span(0, len(text)), WIDTH)

    ended(show)


@given(st.text(ALPHABET), st.integers(0, 20))
def test_the_ends_of_a_text_fit_their_room(text: str, room: int) -> None:
    assert text.startswith(head_of(text, room))
    tail, width = tail_of(text, room)
    assert text.endswith(tail)
    assert width == cells(tail) <= room
    assert cells(head_of(text, room)) <= room


def test_a_combining_mark_does_not_lose_its_letter() -> None:
    assert head_of("か\u3099き", 2) == "か\u3099"
    assert tail_of("きか\u3099", 1) == ("", 0)


@given(st.text())
def test_visible_text_has_the_length_of_the_text(text: str) -> None:
    assert len(visible(text)) == len(text)
