"""Placeholders and conflict marks, through whole articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks import leftovers as checks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kouetsu.finding import Hit

CONFLICT = "<<<<<<< HEAD\n島の石です。\n=======\n山の石です。\n>>>>>>> tower\n"


def shown(post: Article, hits: Iterable[Hit]) -> list[tuple[str, str]]:
    return [(hit.message, post.source.slice(hit.span)) for hit in hits]


def placeholders(text: str, words: list[str], allow: list[str]) -> list[tuple[str, str]]:
    post = Article(from_text(text))
    return shown(post, checks.placeholder(post, words=words, allow=allow))


# Placeholders


def test_the_words_in_brackets_are_those_of_the_options() -> None:
    text = "詳しくは[リンク]と[宿の名]をご覧ください。\n"
    assert placeholders(text, ["宿の名"], []) == [("template", "[宿の名]")]


def test_without_words_only_instructions_count() -> None:
    text = "詳しくは[リンク]と[ここに宿の名を記入]をご覧ください。\n"
    assert placeholders(text, [], []) == [("template", "[ここに宿の名を記入]")]


def test_an_allowed_placeholder_is_left_alone() -> None:
    text = "会社員の〇〇です。{町名}の灯台です。\n"
    assert placeholders(text, [], ["{町名}"]) == [("blank", "〇〇")]


# Conflict marks


def test_a_conflict_tells_its_marks_and_points_at_the_others() -> None:
    post = Article(from_text(f"港です。\n\n{CONFLICT}"))
    (hit,) = checks.conflict_marker(post)
    assert hit.message == "conflict"
    assert hit.values == {"mark": "<<<<<<< HEAD", "count": 3}
    assert [post.source.slice(place.span) for place in hit.related] == ["=======", ">>>>>>> tower"]


def test_a_single_mark_is_worded_so() -> None:
    post = Article(from_text("港です。\n\n>>>>>>> tower\n"))
    assert shown(post, checks.conflict_marker(post)) == [("single", ">>>>>>> tower")]


@given(st.lists(st.sampled_from([*CONFLICT.splitlines(), "港です。", "", "```"]), max_size=12))
def test_conflicts_lie_apart_and_inside_the_text(lines: list[str]) -> None:
    post = Article(from_text("\n".join(lines)))
    spans = [hit.span for hit in checks.conflict_marker(post)]
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(post.source.text) for span in spans)
