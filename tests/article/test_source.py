from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kouetsu.article.source import Position, Source, Span, cell, cells, from_bytes, from_text

# Letters that differ in how many bytes, UTF-16 units and cells they take, with all line endings
# and all characters that only look like line endings to some programs.
LETTERS = "a ～é東ｶﾞ\u3099が🎉\u200d👩\ufe0f\u2028\u2029\x85\x0b\x0c\x1c\n\r"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=40)
JAPANESE = (
    "港の朝は早いです。\n市場では、氷の上に魚が並びます。\nイワシやアジが、とても安いのです。\n"
)


def lines(text: str) -> list[str]:
    return re.split("\r\n|\r|\n", text)


@settings(deadline=None)
@given(TEXTS)
def test_lines_are_those_that_editors_and_git_count(text: str) -> None:
    source = from_text(text)
    expected = lines(text)
    assert len(source.line_starts) == len(expected)
    found = [source.slice(source.line_span(number + 1)) for number in range(len(expected))]
    assert found == expected


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_line_ending_ends_a_line_once(ending: str) -> None:
    source = from_text(f"一行目{ending}二行目{ending}{ending}四行目")
    assert [source.slice(source.line_span(line)) for line in (1, 2, 3, 4)] == [
        "一行目",
        "二行目",
        "",
        "四行目",
    ]
    assert source.newline == ending


def test_a_mixture_of_line_endings_is_kept_and_counted() -> None:
    source = from_text("一\r\n二\n三\r四")
    assert source.text == "一\r\n二\n三\r四"
    assert [source.line(source.text.index(letter)) for letter in "一二三四"] == [1, 2, 3, 4]
    assert source.newline == "\r\n"


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_mark_that_only_python_takes_for_a_line_end_stays_inside_its_line(mark: str) -> None:
    source = from_text(f"前{mark}後\n次")
    assert source.position(2) == Position(1, 3)
    assert source.line_span(1) == Span(0, 3)
    assert source.line(4) == 2


def test_a_file_without_a_line_ending_has_one_line_and_would_get_a_line_feed() -> None:
    source = from_text("一行だけ")
    assert source.line_starts == [0]
    assert source.newline == "\n"


def test_an_empty_file_has_one_empty_line() -> None:
    source = from_text("")
    assert source.position(0) == Position(1, 1)
    assert source.line_span(1) == Span(0, 0)
    assert source.offset(1, 1) == 0


@settings(deadline=None)
@given(TEXTS, st.data())
def test_an_offset_survives_the_way_to_a_position_and_back(text: str, data: st.DataObject) -> None:
    source = from_text(text)
    offset = data.draw(st.integers(0, len(text)))
    place = source.position(offset)
    line = source.line_span(place.line)
    # Inside a line ending there is no column: it counts as the end of its line.
    assert source.offset(place.line, place.column) == min(offset, line.end)
    assert place.column == offset - line.start + 1


@settings(deadline=None)
@given(TEXTS, st.integers(-3, 50), st.integers(-3, 60))
def test_every_line_and_column_leads_into_the_text(text: str, line: int, column: int) -> None:
    assert 0 <= from_text(text).offset(line, column) <= len(text)


def test_a_column_beyond_its_line_is_the_end_of_the_line() -> None:
    source = from_text("短い\r\n次の行")
    assert source.offset(1, 99) == 2
    assert source.offset(9, 1) == len(source.text)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_columns_of_other_units_are_what_python_s_encoders_count(
    text: str, data: st.DataObject
) -> None:
    source = from_text(text)
    offset = data.draw(st.integers(0, len(text)))
    before = text[source.line_starts[source.line(offset) - 1] : offset]
    assert source.utf16_column(offset) == len(before.encode("utf-16-be")) // 2
    assert source.utf8_column(offset) == len(before.encode()) + 1


@pytest.mark.parametrize(
    ("before", "column", "utf16", "utf8"),
    [
        ("abc", 4, 3, 4),
        ("港です", 4, 3, 10),
        ("🎉です", 4, 4, 11),  # an emoji is one code point, two UTF-16 units, four bytes
        ("👩‍🍳", 4, 5, 12),  # joined by U+200D
        ("がか\u3099", 4, 3, 10),
        ("ｶﾞｽ", 4, 3, 10),
    ],
)
def test_columns_behind_uncommon_letters(before: str, column: int, utf16: int, utf8: int) -> None:
    source = from_text(f"前の行\n{before}|")
    offset = source.text.index("|")
    assert source.position(offset) == Position(2, column)
    assert (source.utf16_column(offset), source.utf8_column(offset)) == (utf16, utf8)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("漢字かな", 8),
        ("カナ、句読点。", 14),
        ("ｶﾅﾊﾝｶｸ", 6),
        ("ＡＢＣ１２３", 12),
        ("がき\u3099", 4),  # a combining voicing mark has no width of its own
        ("e\u0301te\u0301", 3),
        ("🎉", 2),
        ("\u200b\u200d", 0),
        ("\u3000", 2),
        ("…α※", 3),  # ambiguous width: one cell, as terminals do by default
        ("「」（）", 8),
    ],
)
def test_cells_of_a_terminal(text: str, width: int) -> None:
    assert cells(text) == width


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("東京の朝は、カタカナ語。「」（）ａＢ９abc 09ｶﾅｰー々〆！？・～🎉😀"),
        max_size=30,
    )
)
def test_cells_of_ordinary_japanese_are_those_that_rich_counts(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_the_width_of_a_text_is_that_of_its_characters() -> None:
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    for character in characters:
        assert cells(f"a{character}") == 1 + cell(character)


def test_a_byte_order_mark_is_remembered_but_is_no_part_of_the_text() -> None:
    for source in (from_text("\ufeff題名"), from_bytes("題名".encode("utf-8-sig"), "a.md")):
        assert (source.text, source.has_bom) == ("題名", True)
        assert source.position(0) == Position(1, 1)


def test_a_byte_order_mark_inside_the_text_stays_there() -> None:
    assert from_bytes("前\ufeff後".encode(), "a.md").text == "前\ufeff後"


def test_a_lone_surrogate_becomes_one_replacement_character() -> None:
    source = from_text("前\ud83d後")
    assert source.text == "前\ufffd後"
    assert source.utf8_column(3) == 10


def test_utf_8_is_read_as_it_stands() -> None:
    source = from_bytes("一\r\n二\x00\u2028".encode(), "post.md")
    assert source == Source("post.md", "一\r\n二\x00\u2028")


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("shift_jis", "cp932"),
        ("cp932", "cp932"),
        ("euc_jp", "euc_jp"),
        ("utf-16-le", "utf_16_le"),
        ("utf-16-be", "utf_16_be"),
        ("utf-16", "utf_16"),
        ("iso2022_jp", "iso2022_jp"),
    ],
)
def test_a_whole_file_in_another_codec_is_read_with_it(encoding: str, codec: str) -> None:
    source = from_bytes(JAPANESE.encode(encoding), "a.md")
    assert (source.text, source.likely_codec, source.undecodable) == (JAPANESE, codec, ())
    assert source.has_bom == (encoding == "utf-16")


@settings(deadline=None)
@given(
    st.text(st.sampled_from("港の朝は早い。ひらがなカタカナ漢字、\nabc"), min_size=1, max_size=60)
)
def test_utf_8_is_never_taken_for_another_codec(text: str) -> None:
    source = from_bytes(text.encode(), "a.md")
    assert (source.text, source.likely_codec) == (text, None)


@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
def test_one_bad_line_is_replaced_and_its_codec_named(codec: str) -> None:
    data = JAPANESE.encode() + "この行だけ違います。\n".encode(codec) + "最後の行です。\n".encode()
    source = from_bytes(data, "a.md")
    assert source.text.startswith(JAPANESE)
    assert source.text.endswith("最後の行です。\n")
    assert source.likely_codec == codec
    assert {source.line(span.start) for span in source.undecodable} == {4}
    assert all(set(source.slice(span)) == {"\ufffd"} for span in source.undecodable)


def test_bytes_of_no_known_codec_are_replaced_where_they_stand() -> None:
    source = from_bytes("港の".encode() + b"caf\xe9" + "です。".encode(), "a.md")
    assert source.text == "港のcaf\ufffdです。"
    assert (source.undecodable, source.likely_codec) == ((Span(5, 6),), None)


def test_a_file_cut_inside_a_letter_keeps_all_that_comes_before() -> None:
    source = from_bytes("港の朝".encode()[:-1], "a.md")
    assert source.text == "港の\ufffd"
    assert source.undecodable == (Span(2, 3),)


def test_a_replacement_character_that_the_writer_typed_is_not_undecodable() -> None:
    assert from_bytes("港\ufffdの朝".encode(), "a.md").undecodable == ()


def test_utf_16_that_is_cut_inside_a_letter_says_so() -> None:
    source = from_bytes("港の朝".encode("utf-16")[:-1], "a.md")
    assert source.text == "港の\ufffd"
    assert source.undecodable == (Span(2, 3),)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_can_be_read(data: bytes) -> None:
    source = from_bytes(data, "a.md")
    source.text.encode()
    assert all(set(source.slice(span)) == {"\ufffd"} for span in source.undecodable)


def test_spans_know_what_they_hold_and_touch() -> None:
    span = Span(3, 7)
    assert len(span) == 4
    assert [other for other in (Span(3, 7), Span(4, 5), Span(2, 5)) if span.contains(other)] == [
        Span(3, 7),
        Span(4, 5),
    ]
    assert span.overlaps(Span(6, 9))
    assert not span.overlaps(Span(7, 9))
    assert not span.overlaps(Span(0, 3))
