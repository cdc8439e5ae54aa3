"""Lines with `#` that no dialect reads as headings, and those that were never meant as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article, Flavour, Profile
from kouetsu.article.markdown import Kind
from kouetsu.article.source import from_text
from kouetsu.checks.markdown.unrendered_headings import heading_not_rendered
from rule_cases import mark
from views import MARKDOWN

if TYPE_CHECKING:
    from kouetsu.finding import Hit


def hits(text: str, flavour: Flavour = Flavour.COMMONMARK) -> list[Hit]:
    return list(heading_not_rendered(Article(from_text(text), Profile(flavour=flavour))))


def fixed(text: str, flavour: Flavour = Flavour.COMMONMARK) -> str:
    edits = [edit for hit in hits(text, flavour) if hit.fix for edit in hit.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize(
    ("text", "message", "better"),
    [
        ("⟦##⟧橋の歴史\n", "space", "## 橋の歴史\n"),
        ("⟦######⟧橋の歴史\n", "space", "###### 橋の歴史\n"),
        ("⟦##⟧**橋の歴史**\n", "space", "## **橋の歴史**\n"),
        ("⟦#⟧**橋の歴史**\n", "space", "# **橋の歴史**\n"),
        ("⟦##⟧1. 橋の歴史\n", "space", "## 1. 橋の歴史\n"),
        ("橋の話です。\n⟦##⟧橋の歴史\n", "space", "橋の話です。\n## 橋の歴史\n"),
        ("> ⟦##⟧橋の歴史\n", "space", "> ## 橋の歴史\n"),
        ("⟦＃＃⟧橋の歴史\n", "wide", "## 橋の歴史\n"),
        ("⟦＃⟧ 橋の歴史\n", "wide", "# 橋の歴史\n"),
        ("⟦#＃⟧橋の歴史\n", "wide", "## 橋の歴史\n"),
        ("⟦##⟧\u3000橋の歴史\n", "wide", "## 橋の歴史\n"),
        ("⟦#⟧\u00a0橋の歴史\n", "wide", "# 橋の歴史\n"),
    ],
)
def test_a_heading_that_shows_its_signs_is_found_and_made_one(
    text: str, message: str, better: str, flavour: Flavour
) -> None:
    clean = text.replace("⟦", "").replace("⟧", "")
    (hit,) = hits(clean, flavour)
    assert (mark(clean, [hit.span]), hit.message) == (text, message)
    assert fixed(clean, flavour) == better
    blocks = Article(from_text(better), Profile()).blocks
    assert blocks[-1].kind is Kind.HEADING


def test_more_than_six_signs_are_found_and_left_to_the_writer() -> None:
    (hit,) = hits("####### 橋の歴史\n")
    assert (hit.message, hit.fix) == ("many", None)


def test_single_signs_count_where_two_of_them_stand_over_text() -> None:
    text = "#橋の歴史\n\n橋は古い。\n\n#舟の歴史\n\n舟も古い。\n"
    assert [hit.span.start for hit in hits(text)] == [0, 14]


def test_indented_headings_fail_in_kramdown_alone() -> None:
    text = "橋の話です。\n\n  ## 橋の歴史\n"
    assert hits(text) == []
    assert fixed(text, Flavour.KRAMDOWN) == "橋の話です。\n\n## 橋の歴史\n"


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize(
    "text",
    [
        "# 橋\n\n## 橋の歴史 ##\n\n##\t舟\n",
        "#橋 #舟 #川\n",
        "橋の話です。\n\n#橋\n\n#舟\n\n#川\n",
        "#橋\n\n橋の話です。\n",
        "#12 の橋は直りました。\n\n#13の舟も直りました。\n",
        "＃１の橋と ＃橋 の話です。\n\n＃橋\n",
        "# 3\n",
        "C# と F# で書きます。\n\nC\n#の話\n",
        "\\##橋の歴史\n",
        "`##橋の歴史` と書きます。\n",
        "```\n##橋の歴史\n#include <a>\n```\n",
        "    ##橋の歴史\n",
        "<!--\n##橋の歴史\n-->\n",
        "橋の話 ##橋の歴史\n",
        "##\n\n##########\n\n##!\n\n#{橋}\n",
        "| 橋 |\n| --- |\n| ##橋 |\n",
        "[橋](#橋の歴史)\n",
        "- ## 橋の歴史\n",
        "#!/bin/sh\n",
    ],
)
def test_tags_numbers_code_and_real_headings_are_left_alone(text: str, flavour: Flavour) -> None:
    assert hits(text, flavour) == []


@given(MARKDOWN, st.sampled_from(list(Flavour)))
def test_a_finding_is_made_of_signs(text: str, flavour: Flavour) -> None:
    for hit in hits(text, flavour):
        assert set(text[hit.span.start : hit.span.end]) <= set("#＃")
