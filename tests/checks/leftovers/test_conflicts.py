"""The marks of git, and headings, quotations and code that look like them."""

from __future__ import annotations

import pytest

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks.leftovers import conflicts

CONFLICT = "<<<<<<< HEAD\n島の石です。\n=======\n山の石です。\n>>>>>>> tower\n"


def found(text: str) -> list[tuple[str, int]]:
    article = Article(from_text(text))
    return [(article.source.slice(c.span), len(c.marks)) for c in conflicts.find(article)]


def test_a_conflict_is_one_finding_from_its_first_mark_to_its_last() -> None:
    assert found(f"港です。\n\n{CONFLICT}\n町です。\n") == [(CONFLICT.rstrip(), 3)]


def test_the_common_version_of_a_conflict_has_a_mark_too() -> None:
    text = CONFLICT.replace("=======", "||||||| 3f2a1bc\n石です。\n=======")
    assert found(text) == [(text.rstrip(), 4)]


def test_two_conflicts_are_two_findings() -> None:
    assert len(found(f"{CONFLICT}\n港です。\n\n{CONFLICT}")) == 2


def test_a_conflict_in_the_head_is_found() -> None:
    head = CONFLICT.replace("島の石です。", "title: 島").replace("山の石です。", "title: 山")
    assert found(f"---\n{head}---\n\n港です。\n") == [(head.rstrip(), 3)]


def test_a_conflict_over_a_code_block_is_found() -> None:
    text = CONFLICT.replace("山の石です。", "```\n山\n```")
    assert found(text) == [(text.rstrip(), 3)]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_every_kind_of_line_ending_is_read(newline: str) -> None:
    assert len(found(CONFLICT.replace("\n", newline))) == 1


def test_an_opening_mark_without_an_end_stands_alone() -> None:
    assert found("<<<<<<< HEAD\n\n港です。\n") == [("<<<<<<< HEAD", 1)]


def test_a_closing_mark_that_was_forgotten_stands_alone() -> None:
    assert found("港です。\n\n>>>>>>> tower\n") == [(">>>>>>> tower", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "港の灯台\n=======\n\n石です。\n",
        "港の灯台\n==========\n",
        f"```\n{CONFLICT}```\n",
        f"<pre>\n{CONFLICT}</pre>\n",
        f"<!--\n{CONFLICT}-->\n",
        "    <<<<<<< HEAD\n    石です。\n    >>>>>>> tower\n",
        "`<<<<<<<` と `>>>>>>>` は印です。\n",
        "<<<<<<< は印ですと書き、続けます。\n".replace("<<<<<<<", "<<<<<<<<"),
        "> > > 三重の引用です。\n",
        ">>>>>>>\n",
        "港です。\n\n|||||||\n",
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(text: str) -> None:
    assert found(text) == []
