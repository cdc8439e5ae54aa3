from __future__ import annotations

import pickle

import pytest

from kouetsu.article.packed import PackedSource
from kouetsu.article.source import Source, Span, from_bytes, from_text

TEXTS = ["", "港", "港の灯台。\r\n朝の市🐟\n\n", "港\nと\r町\n" * 500]


@pytest.mark.parametrize("text", TEXTS)
def test_a_packed_source_tells_all_that_its_source_does(text: str) -> None:
    source = from_text(text, "post.md")
    packed = PackedSource(source)
    assert (packed.text, packed.newline) == (source.text, source.newline)
    assert packed.line_starts == source.line_starts
    for offset in range(0, len(text), 7):
        assert packed.position(offset) == source.position(offset)
        assert packed.utf16_column(offset) == source.utf16_column(offset)
        assert packed.slice(Span(0, offset)) == source.slice(Span(0, offset))


def test_what_is_known_of_the_file_is_kept() -> None:
    source = from_bytes("港の灯台です。".encode("cp932"), "post.md")
    packed = PackedSource(source)
    assert (packed.path, packed.likely_codec) == ("post.md", "cp932")
    assert (packed.has_bom, packed.undecodable) == (source.has_bom, source.undecodable)


def test_a_packed_source_goes_from_one_process_to_another() -> None:
    packed: Source = pickle.loads(pickle.dumps(PackedSource(from_text("港の灯台。\n", "a.md"))))
    assert (packed.path, packed.text) == ("a.md", "港の灯台。\n")


def test_a_text_takes_less_room_however_many_are_read() -> None:
    text = "".join(f"港の{number}番目の桟橋。\n" for number in range(2000))
    packed = [PackedSource(from_text(f"{number}{text}", "a.md")) for number in range(20)]
    for number, source in enumerate(packed):
        assert source.position(len(source.text) - 1).line == 2000
        assert source.text.startswith(str(number))
    assert all(len(pickle.dumps(source)) < len(text.encode()) / 3 for source in packed)
