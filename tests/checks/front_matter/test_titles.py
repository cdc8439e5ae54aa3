"""Titles of whole articles: broken ones, and those that the body gives in other words."""

from __future__ import annotations

import pytest

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks.front_matter import titles as checks

SUMMARIES = ["excerpt", "description"]


def article(body: str, **head: str) -> Article:
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return Article(from_text(f"---\n{lines}---\n\n{body}"))


def test_the_title_is_compared_with_the_first_line() -> None:
    post = article(
        "湾岸の風力発電所、その課題とは\n\n沖に風車が並びます。\n",
        title="湾岸の風力発電所、その課題と？",
    )
    (hit,) = checks.title_body_mismatch(post, similarity=60, summaries=SUMMARIES)
    assert post.source.slice(hit.span) == "と？"
    assert hit.values["line_part"] == "とは"
    assert [post.source.slice(place.span) for place in hit.related] == [
        "湾岸の風力発電所、その課題とは"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "# 湾岸の`風力`発電所の課題\n",
        "**湾岸の`風力`発電所の課題**\n",
        "![](a.png)\n\n## 湾岸の`風力`発電所の課題\n",
        "<!-- 目次 -->\n\n湾岸の`風力`発電所の課題\n",
        "沖に風車が並びます。\n\n# 湾岸の`風力`発電所の課題\n",
    ],
)
def test_the_line_may_be_a_heading_or_stand_under_a_picture(body: str) -> None:
    post = article(body, title="湾岸の`水力`発電所の課題")
    (hit,) = checks.title_body_mismatch(post, similarity=60, summaries=SUMMARIES)
    assert post.source.slice(hit.span) == "水"


@pytest.mark.parametrize(
    "body",
    [
        "> 湾岸の風力発電所の課題\n",
        "- 湾岸の風力発電所の課題\n",
        "[湾岸の風力発電所の課題](/wind/)\n",
        "湾岸の風力発電所の課題\n沖に風車が並びます。\n",
        "沖に風車が並びます。\n\n湾岸の風力発電所の課題\n",
        "# 一つ目\n\n# 湾岸の風力発電所の課題\n",
        "```\n湾岸の風力発電所の課題\n```\n",
        "",
    ],
)
def test_other_lines_are_not_taken_for_the_title(body: str) -> None:
    post = article(body, title="湾岸の水力発電所の課題")
    assert list(checks.title_body_mismatch(post, similarity=60, summaries=SUMMARIES)) == []


def test_a_broken_title_stays_an_error_where_the_body_shows_the_difference_too() -> None:
    post = article("港の灯台が残った理由とは\n", title="港の灯台が残った理由と？")
    (hit,) = checks.broken_title(post, allow=[])
    assert hit.message == "questioned-particle"


def test_names_that_are_allowed_are_left_alone() -> None:
    post = article("本文。\n", title="青い鳥はどこへ行った？の舞台を訪ねる")
    assert len(list(checks.broken_title(post, allow=[]))) == 1
    assert list(checks.broken_title(post, allow=["青い鳥はどこへ行った？"])) == []


@pytest.mark.parametrize("title", ["[a, b]", "&x 「港", "", "「" + "港" * 600])
def test_titles_that_are_no_short_text_are_not_judged(title: str) -> None:
    post = article("本文。\n", title=title, other="*x")
    hits = list(checks.broken_title(post, allow=[]))
    assert len(hits) == (1 if title.startswith("&") else 0)


def test_escapes_in_a_title_do_not_shift_its_places() -> None:
    post = article("本文。\n", title='"港の\\u300c灯台"')
    (hit,) = checks.broken_title(post, allow=[])
    assert post.source.slice(hit.span) == '"港の\\u300c灯台"'


def test_a_line_that_the_summary_gives_as_well_is_the_other_title() -> None:
    body = "湾岸の風力発電所、漁師たちが見た海\n\n沖に風車が並びます。\n"
    head = {"title": "湾岸の風力発電所の可能性と広がる未来"}
    assert (
        list(checks.title_body_mismatch(article(body, **head), similarity=60, summaries=[])) == []
    )
    post = article(body, **head, excerpt="湾岸の風力発電所、漁師たちが見た海")
    (hit,) = checks.title_body_mismatch(post, similarity=60, summaries=SUMMARIES)
    assert (hit.message, post.source.slice(hit.span)) == ("other", "の可能性と広がる未来")


def test_a_word_is_cut_where_the_article_always_goes_on() -> None:
    post = article(
        "港の会社が離島の航路の開拓を始めました。\n", title="港の会社が離島の航路の開（海運）"
    )
    (hit,) = checks.broken_title(post, allow=[])
    assert (hit.message, hit.values) == ("cut-word", {"whole": "開拓"})
    assert list(checks.broken_title(post, allow=["航路の開"])) == []


def test_a_summary_knows_the_word_as_well() -> None:
    post = article(
        "船が出ました。\n",
        title="港の会社が離島の航路の開（海運）",
        excerpt="港の会社が離島の航路の開拓を始めました。",
    )
    assert [hit.message for hit in checks.broken_title(post, allow=[])] == ["cut-word"]
