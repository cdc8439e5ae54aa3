from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from kouetsu.article.source import Span, whole
from kouetsu.finding import Related
from kouetsu.records import replace
from kouetsu.servers.lsp_analysis import Analyser, Analysis
from kouetsu.servers.lsp_diagnostics import diagnostic
from kouetsu.servers.lsp_documents import Document
from kouetsu.servers.lsp_edits import differences
from kouetsu.servers.lsp_positions import Positions

if TYPE_CHECKING:
    from pathlib import Path

KIND = types.PositionEncodingKind
KINDS = st.sampled_from([KIND.Utf8, KIND.Utf16, KIND.Utf32])
TEXTS = st.text(st.sampled_from("aあＡ😀𠮷é\n\u2028\f\u0085\ufeff"), max_size=60)


@given(TEXTS, KINDS, st.integers(0, 60))
def test_an_offset_comes_back_from_its_position(text: str, kind: KIND, number: int) -> None:
    positions = Positions(text, kind)
    offset = min(number, len(positions.source.text))
    assert positions.offset(positions.position(offset)) == offset


@given(TEXTS, KINDS, st.integers(0, 70), st.integers(0, 300))
def test_any_position_is_a_place_of_the_text(text: str, kind: KIND, line: int, column: int) -> None:
    positions = Positions(text, kind)
    assert 0 <= positions.offset(types.Position(line, column)) <= len(positions.source.text)


@given(TEXTS, TEXTS)
def test_the_differences_of_two_texts_make_one_the_other(before: str, after: str) -> None:
    found = list(differences(before, after))
    text = before
    for edit in reversed(found):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert text == after
    assert bool(found) == (before != after)


@given(st.text(st.characters(), max_size=20))
def test_a_text_from_a_client_can_be_encoded_and_keeps_its_length(text: str) -> None:
    assert len(whole(text).encode("utf-16-le")) == len(text.encode("utf-16-le", "surrogatepass"))


@pytest.mark.parametrize("ending", ["\u2028", "\f", "\u0085", "\v"])
def test_only_what_ends_a_line_in_editors_ends_a_line(ending: str) -> None:
    positions = Positions(f"一{ending}二\n三", KIND.Utf16)
    assert positions.position(4) == types.Position(1, 0)


@pytest.fixture
def analysis(tmp_path: Path) -> Analysis:
    uri = (tmp_path / "a.md").as_uri()
    text = "朝の市では、魚を手ごろな値で買えますます。\n"
    return Analyser(tmp_path, "ja").analyse(Document(uri, 1, text, KIND.Utf16))


def test_a_related_place_in_another_file_has_a_place_of_its_own(
    analysis: Analysis, tmp_path: Path
) -> None:
    other = tmp_path / "前の記事.md"
    other.write_text("一行目\n😀元の文です。\n", "utf-8")
    related = Related(Span(5, 10), "元の文", str(other))
    [finding] = analysis.shown
    shown = diagnostic(analysis, replace(finding, related=(related,)))
    assert shown.related_information is not None
    [place] = shown.related_information
    assert place.location.uri == other.as_uri()
    assert place.location.range.start == types.Position(1, 2)
    assert place.message == "元の文"


def test_a_related_place_in_a_file_that_is_gone_is_left_out(
    analysis: Analysis, tmp_path: Path
) -> None:
    related = Related(Span(0, 1), "元の文", str(tmp_path / "gone.md"))
    [finding] = analysis.shown
    shown = diagnostic(analysis, replace(finding, related=(related,)))
    assert shown.related_information is None
