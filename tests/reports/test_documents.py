from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.source import Span, from_text
from kouetsu.finding import Applicability, Edit, Fix
from kouetsu.reports.documents import below, last_line, located, one_edit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("posts/港.md", "posts/港.md"),
        ("./posts/../posts/港.md", "posts/港.md"),
        ("/work/blog/posts/a b.md", "posts/a b.md"),
        ("/work/blog/..md", "..md"),
        ("/work/other/a.md", None),
        ("/work/blogs/a.md", None),
        ("../a.md", None),
    ],
)
def test_a_path_is_told_from_a_folder_that_it_is_inside_of(
    path: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getcwd", lambda: "/work/blog")
    assert below(path, "/work/blog") == expected


def test_a_path_outside_of_the_working_folder_stays_as_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert located("/elsewhere/港.md") == "/elsewhere/港.md"
    assert located("../港.md") == "../港.md"
    assert located(str(tmp_path / "港.md")) == "港.md"


def test_stdin_keeps_its_name() -> None:
    assert located("-") == "-"


@pytest.mark.parametrize(
    ("span", "line"),
    [(Span(0, 1), 1), (Span(0, 3), 1), (Span(0, 4), 2), (Span(3, 3), 2), (Span(7, 7), 3)],
)
def test_the_last_line_of_a_span_is_that_of_its_last_character(span: Span, line: int) -> None:
    assert last_line(from_text("港\r\n灯台\r\n"), span) == line


SAFE = Applicability.SAFE


def test_the_edits_of_a_fix_become_one_that_keeps_what_is_between_them() -> None:
    source = from_text("**「旬」**の魚")
    fix = Fix((Edit(Span(0, 2), ""), Edit(Span(5, 7), "")), SAFE)
    assert one_edit(source, fix) == Edit(Span(0, 7), "「旬」")


def test_one_edit_takes_in_the_text_around_it() -> None:
    source = from_text("洗うべきですです。")
    fix = Fix((Edit(Span(6, 8), ""),), SAFE)
    assert one_edit(source, fix, Span(4, 8)) == Edit(Span(4, 8), "です")


def test_an_insertion_is_an_edit_of_no_length() -> None:
    source = from_text("見てください")
    assert one_edit(source, Fix((Edit(Span(6, 6), "。"),), SAFE)) == Edit(Span(6, 6), "。")


@given(st.text("港🍎a\r\n", min_size=1, max_size=30), st.data())
def test_one_edit_makes_of_a_text_what_the_edits_make_of_it(text: str, data: st.DataObject) -> None:
    offsets = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = [Span(*pair) for pair in zip(offsets[::2], offsets[1::2], strict=False)]
    edits = tuple(Edit(span, data.draw(st.text("xー", max_size=2))) for span in spans)
    around = Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2))))
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.span.start] + edit.replacement + expected[edit.span.end :]
    whole = one_edit(from_text(text), Fix(edits, SAFE), around)
    assert whole.span.contains(around)
    assert text[: whole.span.start] + whole.replacement + text[whole.span.end :] == expected
