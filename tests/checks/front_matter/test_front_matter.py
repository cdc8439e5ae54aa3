"""Problems of the head's syntax, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks import front_matter as checks

if TYPE_CHECKING:
    from kouetsu.finding import Hit


def fixed(post: Article, hit: Hit) -> str:
    assert hit.fix is not None
    text = post.source.text
    for edit in reversed(hit.fix.edits):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def test_a_problem_of_the_head_is_a_hit_with_its_related_place() -> None:
    post = Article(from_text("---\na: 1\na: 2\n---\n本文。\n"))
    (hit,) = checks.front_matter_syntax(post)
    assert (hit.message, hit.values) == ("duplicate-key", {"key": "a"})
    assert post.source.position(hit.span.start).line == 3
    assert [post.source.position(place.span.start).line for place in hit.related] == [2]


def test_the_fix_of_a_late_head_deletes_the_blank_lines() -> None:
    post = Article(from_text("\n \n---\ntitle: 港\n---\n本文。\n"))
    (hit,) = checks.front_matter_syntax(post)
    assert fixed(post, hit) == "---\ntitle: 港\n---\n本文。\n"


def test_a_sound_head_is_left_alone() -> None:
    assert (
        list(checks.front_matter_syntax(Article(from_text("---\ntitle: 港\n---\n本文。\n")))) == []
    )
