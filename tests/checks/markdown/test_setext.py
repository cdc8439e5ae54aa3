"""Paragraphs that a line of dashes made headings of, and titles that were underlined on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article, Flavour, Profile
from kouetsu.article.markdown import Kind
from kouetsu.article.source import from_text
from kouetsu.checks.markdown.setext import setext_accident
from rule_cases import mark
from views import MARKDOWN

if TYPE_CHECKING:
    from kouetsu.finding import Hit


def hits(text: str, flavour: Flavour) -> list[Hit]:
    return list(setext_accident(Article(from_text(text), Profile(flavour=flavour))))


def expected(text: str, flavour: Flavour) -> list[Hit]:
    clean = text.replace("⟦", "").replace("⟧", "")
    found = hits(clean, flavour)
    assert mark(clean, [hit.span for hit in found]) == text
    return found


def fixed(text: str, flavour: Flavour) -> str:
    edits = [edit for hit in hits(text, flavour) if hit.fix for edit in hit.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


ACCIDENTS = [
    "橋は来年に直ります。\n⟦---⟧\n",
    "橋は直りますか？ 舟はありますか？\n⟦---⟧\n",
    "みなさんの町では、古い橋を残すために、いま何をしていますか？\n⟦---⟧\n",
    "一行目\n二行目\n⟦---⟧\n",
    "> 橋は来年に直ります。\n> ⟦---⟧\n",
    "- 橋は来年に直ります。\n  ⟦---⟧\n",
    "橋は来年に直ります。\r\n⟦---⟧\r\n",
    "---\ntitle: 橋\n---\n橋は来年に直ります。\n⟦---⟧\n",
]


@pytest.mark.parametrize("text", ACCIDENTS)
def test_sentences_over_three_dashes_are_a_paragraph_and_not_a_title(text: str) -> None:
    (hit,) = expected(text, Flavour.COMMONMARK)
    assert hit.message == "heading"


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize("text", ACCIDENTS)
def test_the_fix_parts_the_paragraph_from_a_rule(text: str, flavour: Flavour) -> None:
    better = fixed(text.replace("⟦", "").replace("⟧", ""), flavour)
    article = Article(from_text(better), Profile(flavour=flavour))
    assert [block.kind for block in article.blocks] == [Kind.PARAGRAPH, Kind.RULE]
    assert hits(better, flavour) == []


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize(
    "text",
    [
        "橋の歴史\n---\n",
        "橋の歴史\n===\n",
        "橋の歴史\n--------\n",
        "いつ、誰が橋を架けたのか？\n---\n",
        "モーニング娘。の歴史\n---\n",
        "「橋を渡る。」という題の本。\n============================\n",
        "How to fire a kiln\n---\n",
        "橋は来年に直ります。\n\n---\n",
        "## 橋\n---\n",
        "```\n橋は来年に直ります。\n---\n```\n",
        "| 橋 |\n| --- |\n| 石 |\n",
        "title: 橋。川。\n---\n",
        "橋は来年に直ります。\n\n- - -\n",
        "<div>橋は来年に直ります。</div>\n---\n",
    ],
)
def test_titles_and_rules_that_stand_apart_are_left_alone(text: str, flavour: Flavour) -> None:
    assert hits(text, flavour) == []


@pytest.mark.parametrize(("line", "has_fix"), [("-", False), ("===", False), ("-" * 30, True)])
def test_a_very_long_text_is_no_title_and_only_a_rule_is_parted_from_it(
    line: str, has_fix: bool
) -> None:
    (hit,) = hits(f"{'橋' * 100}\n{line}\n", Flavour.COMMONMARK)
    assert (hit.fix is not None) == has_fix


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- 橋\n⟦---⟧\n", "heading"),
        ("1. 橋\n⟦---⟧\n", "heading"),
        ("> 橋\n⟦---⟧\n", "heading"),
        ("- 橋\n  舟\n⟦---⟧\n", "text"),
        ("橋\n舟\n⟦---⟧\n", "text"),
        ("## 橋\n舟\n⟦---⟧\n", "text"),
        ("| 橋 |\n| --- |\n| 石 |\n⟦---⟧\n", "text"),
        ("橋\n⟦***⟧\n", "text"),
    ],
)
def test_kramdown_takes_a_line_into_what_stands_above(text: str, message: str) -> None:
    (hit,) = expected(text, Flavour.KRAMDOWN)
    assert hit.message == message


@pytest.mark.parametrize(
    "text", ["- 橋\n---\n", "> 橋\n---\n", "橋\n***\n", "| 橋 |\n| --- |\n| 石 |\n---\n"]
)
def test_what_draws_a_rule_in_commonmark_is_left_alone_there(text: str) -> None:
    assert hits(text, Flavour.COMMONMARK) == []


@given(MARKDOWN, st.sampled_from(list(Flavour)))
def test_a_finding_is_a_line_of_signs(text: str, flavour: Flavour) -> None:
    for hit in hits(text, flavour):
        assert set(text[hit.span.start : hit.span.end].strip()) <= set("-=*_")
