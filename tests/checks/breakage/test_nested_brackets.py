"""Brackets in brackets, deeper than any prose has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endless import ended
from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks.breakage import brackets

if TYPE_CHECKING:
    from kouetsu.checks.breakage.brackets import Unpaired


def unpaired(text: str) -> list[Unpaired]:
    return list(brackets.find(Article(from_text(text))))


@pytest.mark.parametrize("depth", [1, 4, 5, 12, 200_000])
def test_pairs_within_pairs_are_left_alone_at_any_depth(depth: int) -> None:
    text = "「" * depth + "港の灯台" + "」" * depth + "が見える。\n"
    assert ended(lambda: unpaired(text)) == []


@pytest.mark.parametrize("depth", [2, 5, 12])
def test_an_open_bracket_is_found_at_any_depth(depth: int) -> None:
    text = "「" * depth + "港の灯台" + "」" * (depth - 1) + "が見える。\n"
    assert [each.span.start for each in unpaired(text)] == [0]


@given(st.text("「」『』【】港。、 *", max_size=24))
def test_marks_are_found_where_a_pair_is_open_or_crosses_another(marks: str) -> None:
    left = re.sub(r"[^「」『』【】]", "", marks)
    while (shorter := re.sub("「」|『』|【】", "", left)) != left:
        left = shorter
    assert bool(unpaired(f"港{marks}港\n")) == bool(left)
