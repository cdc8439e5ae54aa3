"""Blank lines."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given

from kouetsu.checks.markdown import excess_blank_lines
from rule_cases import mark
from views import MARKDOWN, read

too_many = partial(excess_blank_lines, most=2)


def expected(text: str) -> None:
    clean = text.replace("⟦", "").replace("⟧", "")
    assert mark(clean, [hit.span for hit in too_many(read(clean))]) == text


@pytest.mark.parametrize(
    "text",
    [
        "猫が眠る。\n⟦\n\n\n⟧犬も眠る。\n",
        "猫が眠る。\n⟦ \n\t\n  \n⟧犬も眠る。\n",
        "猫が眠る。\r\n⟦\r\n\r\n\r\n⟧犬も眠る。\r\n",
        "---\ntitle: 猫\n---\n⟦\n\n\n⟧猫が眠る。\n",
        "猫が眠る。\n⟦\n\n\n\n⟧",
    ],
)
def test_three_blank_lines_in_a_row_are_one_finding(text: str) -> None:
    expected(text)


@pytest.mark.parametrize(
    "text",
    [
        "猫が眠る。\n\n\n犬も眠る。\n",
        "---\ntitle: 猫\n\n\n\n---\n\n猫が眠る。\n",
        "```text\n猫\n\n\n\n犬\n```\n",
        "- 猫\n\n      猫\n\n\n\n      犬\n",
        "<!-- 猫\n\n\n\n犬 -->\n",
        "猫が眠る。\n\u3000\n\u3000\n\u3000\n犬も眠る。\n",
    ],
)
def test_two_blank_lines_and_those_that_are_content_are_left_alone(text: str) -> None:
    expected(text)


def test_how_many_lines_are_too_many_can_be_set() -> None:
    article = read("猫\n\n\n犬\n")
    (hit,) = excess_blank_lines(article, most=1)
    assert hit.values == {"lines": 2}


def test_one_line_of_the_file_s_own_kind_remains() -> None:
    (hit,) = too_many(read("猫\r\n\r\n\r\n\r\n犬\r\n"))
    assert hit.fix is not None
    assert [edit.replacement for edit in hit.fix.edits] == ["\r\n"]


@given(MARKDOWN)
def test_a_finding_holds_nothing_but_blank_lines(text: str) -> None:
    for hit in too_many(read(text)):
        assert not text[hit.span.start : hit.span.end].strip(" \t\r\n")
