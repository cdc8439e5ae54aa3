"""The posts of fixtures/: what kouetsu finds in them, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fixture_posts import FIXTURES, Post, posts, read
from kouetsu import catalogue
from kouetsu.config import CommandLine, Configurations
from kouetsu.linter import lint_file
from rule_cases import listed, mark

if TYPE_CHECKING:
    from kouetsu.finding import Finding

POSTS = posts()
BLOG = FIXTURES / "blog"
EVERY_RULE = Configurations(catalogue.load(), CommandLine(select=("all",)))


def linted(post: Post) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of a post as kouetsu reads it, and every finding."""
    report = lint_file(post.path, EVERY_RULE.settings_for(post.path))
    assert report.source is not None
    assert not report.errors
    return report.source.text, report.findings


@pytest.mark.parametrize("post", POSTS, ids=str)
def test_a_post_has_the_findings_that_are_marked_in_it_and_no_others(post: Post) -> None:
    text, findings = linted(post)
    shown = [finding for finding in findings if finding.cause is None]
    found = mark(text, [finding.span for finding in shown]).replace("\r\n", "\n")
    assert found == mark(post.text, [span for span, _ in post.places]), listed(shown, text)
    assert [finding.rule for finding in shown] == [rule for _, rule in post.places]


@pytest.mark.parametrize("post", POSTS, ids=str)
def test_the_folded_findings_of_a_post_are_those_that_its_original_names(post: Post) -> None:
    _, findings = linted(post)
    folded = [finding.rule for finding in findings if finding.cause is not None]
    assert folded == list(post.folded)


@pytest.mark.parametrize("post", POSTS, ids=str)
def test_a_post_is_its_original_without_the_marks(post: Post) -> None:
    assert post.path.read_bytes() == post.data, "run: python fixtures/strip.py"


def test_no_post_is_without_an_original() -> None:
    written = [*BLOG.glob("_posts/*"), *FIXTURES.glob("encodings/*.markdown")]
    assert sorted(written) == [post.path for post in POSTS]


def test_sound_posts_stand_beside_the_faulty_ones() -> None:
    assert len([post for post in POSTS if post.is_sound]) >= 2


def test_the_settings_of_the_blog_switch_every_rule_on() -> None:
    post = BLOG / "_posts" / "new.md"
    every = EVERY_RULE.settings_for(post)
    assert Configurations(catalogue.load()).settings_for(post) == every
    assert {active.rule.id for active in every.rules} == set(catalogue.load())


def test_the_posts_in_other_encodings_are_not_plain_utf_8() -> None:
    data = {post.path.stem: post.data for post in POSTS}
    assert data["bom"].startswith(b"\xef\xbb\xbf---")
    assert data["crlf"].count(b"\r\n") == data["crlf"].count(b"\n") > 5
    with pytest.raises(UnicodeDecodeError):
        data["shift_jis"].decode()


def test_an_original_names_its_findings_in_a_last_comment() -> None:
    marked = "港の⟦をを⟧です。\n\n<!-- expect: stutter\n     folded: split-word, stutter -->\n"
    post = read(marked, Path("post.md"))
    assert post.text == "港のををです。\n"
    assert [(span.start, span.end, rule) for span, rule in post.places] == [(2, 4, "stutter")]
    assert post.folded == ("split-word", "stutter")


@pytest.mark.parametrize("marked", ["港の灯台です。\n", "<!-- expect: nothing -->\n\n灯台です。\n"])
def test_a_post_without_a_last_comment_is_sound(marked: str) -> None:
    post = read(marked, Path("post.md"))
    assert (post.text, post.is_sound) == (marked, True)


@pytest.mark.parametrize(
    "marked",
    [
        "港の⟦をを⟧です。\n",
        "港の⟦をを⟧です。\n\n<!-- expect: stutter, stutter -->\n",
        "港の⟦ををです。\n\n<!-- expect: stutter -->\n",
    ],
)
def test_marks_without_a_rule_or_a_partner_are_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"⟦|names"):
        read(marked, Path("post.md"))
