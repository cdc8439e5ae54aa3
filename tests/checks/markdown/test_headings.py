"""The levels of headings, sections without text, and lines of bold."""

from __future__ import annotations

import pytest
from hypothesis import given

from kouetsu.checks.markdown.headings import bold_as_heading, heading_structure
from rule_cases import mark
from views import MARKDOWN, read


def expected(text: str) -> list[str]:
    """Check that exactly the marked places are reported; return their messages."""
    clean = text.replace("⟦", "").replace("⟧", "")
    hits = sorted(heading_structure(read(clean)), key=lambda hit: hit.span)
    assert mark(clean, [hit.span for hit in hits]) == text
    return [hit.message for hit in hits]


def sections(*headings: str) -> str:
    """Return an article with a sentence under each heading."""
    return "".join(f"{heading}\n\n猫が眠る。\n\n" for heading in headings)


@pytest.mark.parametrize(
    "headings",
    [
        ("## 朝", "⟦#### 窓⟧"),
        ("# 家", "⟦### 窓⟧"),
        ("## 朝", "### 戸", "#### 鍵", "## 昼", "⟦##### 窓⟧"),
        ("## 朝", "### 戸", "## 昼", "### 鍵", "## 夜", "⟦#### 窓⟧"),
    ],
)
def test_a_level_that_is_left_out_is_reported(headings: tuple[str, ...]) -> None:
    assert expected(sections(*headings)) == ["jump"]


@pytest.mark.parametrize(
    "headings",
    [
        ("## 朝", "### 窓", "#### 鍵", "## 昼"),
        ("#### 窓", "## 朝", "### 鍵"),
        ("## 朝", "#### 注", "## 昼", "#### 注"),
        ("### 朝", "### 昼"),
        ("###### 朝",),
        ("## 朝", "### 戸", "#### 鍵", "## 昼", "### 戸"),
    ],
)
def test_steps_of_one_level_and_an_article_s_own_ways_are_left_alone(
    headings: tuple[str, ...],
) -> None:
    expected(sections(*headings))


def test_jumps_that_are_fewer_than_regular_steps_are_all_reported() -> None:
    regular = ("## 朝", "### 窓") * 3
    found = expected(sections(*regular, "## 昼", "⟦#### 戸⟧", "## 夜", "⟦#### 鍵⟧"))
    assert found == ["jump", "jump"]


def test_a_heading_in_a_quotation_is_not_one_of_the_article() -> None:
    expected("## 朝\n\n猫が眠る。\n\n> #### 窓\n>\n> 引用です。\n")


def test_a_paragraph_underlined_by_accident_is_no_section() -> None:
    expected("### 朝\n\n猫が眠る。\n\n### 昼\n\n猫が起きる。\n---\n\n犬も起きる。\n")


def test_sections_that_lie_deeper_than_a_later_one_are_reported_at_the_first() -> None:
    text = sections("⟦### 朝⟧", "### 昼", "## 夜", "## 明け方")
    assert expected(text) == ["deep-beginning"]


def test_a_single_small_heading_before_the_sections_is_a_note() -> None:
    expected(sections("### お知らせ", "## 朝", "## 昼"))


def test_a_single_higher_section_at_the_end_is_what_the_site_adds() -> None:
    expected(sections("### 朝", "### 昼", "### 夜", "## 関連記事"))


def test_a_second_title_is_reported() -> None:
    assert expected(sections("# 家", "## 朝", "⟦# 庭⟧", "# 門")) == ["titles"]
    head = "---\ntitle: 家\n---\n\n"
    assert expected(head + sections("# **家**", "⟦# 庭⟧")) == ["titles"]


@pytest.mark.parametrize(
    "text",
    [
        sections("# 家", "## 朝", "## 昼"),
        sections("# 朝", "# 昼"),
        "---\ntitle: 家\n---\n\n" + sections("# 朝", "## 窓", "# 昼"),
        "---\ntitle: 家\n---\n\n" + sections("# 家", "## 窓", "# 家"),
        sections("## 朝", "# 家"),
    ],
)
def test_one_title_and_sections_of_level_1_are_left_alone(text: str) -> None:
    expected(text)


@pytest.mark.parametrize(
    "text",
    [
        "## 朝\n\n### 窓\n\n猫。\n\n⟦## 昼⟧\n\n## 夜\n\n犬。\n",
        "## 朝\n\n⟦### 窓⟧\n\n## 夜\n\n犬。\n",
        "## 朝\n\n⟦### 窓⟧\n\n---\n\n## 夜\n\n犬。\n",
        "## 朝\n\n⟦### 窓⟧\n\n<!-- 後で -->\n\n## 夜\n\n犬。\n",
    ],
)
def test_a_section_without_text_is_reported(text: str) -> None:
    assert expected(text) == ["empty"]


def test_a_heading_at_the_end_is_reported_even_where_all_are_of_one_level() -> None:
    assert expected("## 朝\n\n猫。\n\n⟦## 夜⟧\n") == ["empty-end"]
    assert expected("## 朝\n\n猫。\n\n⟦## 夜⟧\n\n---\n") == ["empty-end"]


@pytest.mark.parametrize(
    "text",
    [
        "## 朝\n\n### 窓\n\n猫。\n",
        "## 朝\n\n## 窓\n\n猫。\n",
        "## 朝\n\n### 窓\n\n![猫](a.png)\n\n## 夜\n\n犬。\n",
        "## 朝\n\n### 窓\n\n```\n猫\n```\n\n## 夜\n\n犬。\n",
        "## 朝\n\n### 窓\n\n{% include a.html %}\n\n## 夜\n\n犬。\n",
        "## 朝\n\n### 窓\n\n<Cat />\n\n## 夜\n\n犬。\n",
        "## 朝\n\n### 窓\n\n猫。\n\n## 参考\n\n[1]: https://cat.example.org/\n",
        "## 目次\n\n## 朝\n\n### 窓\n\n猫。\n",
        "## Table of Contents\n\n## 朝\n\n### 窓\n\n猫。\n",
        "## 朝\n\n### 窓\n\n### 戸\n\n### 鍵\n\n## 夜\n\n犬。\n",
        "猫。\n",
        "",
    ],
)
def test_sections_with_something_in_them_groups_and_outlines_are_left_alone(text: str) -> None:
    expected(text)


@given(MARKDOWN)
def test_a_finding_of_structure_is_at_a_heading(text: str) -> None:
    article = read(text)
    places = {heading.span for heading in article.headings} | {b.span for b in article.blocks}
    assert {hit.span for hit in heading_structure(article)} <= places


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("**朝の庭**\n\n猫。\n\n**夜の庭**\n\n犬。\n", "**朝の庭**", 2),
        ("猫。\n\n**朝の庭**：\n犬。\n", "**朝の庭**：", 1),
        ("__朝の庭__\n\n猫。\n", "__朝の庭__", 1),
    ],
)
def test_lines_of_bold_give_one_finding_with_their_number(
    text: str, first: str, count: int
) -> None:
    article = read(text)
    (hit,) = bold_as_heading(article, fewest=1)
    assert (article.source.slice(hit.span), hit.values) == (first, {"count": count})


@pytest.mark.parametrize(
    "text",
    [
        "## 朝の庭\n\n猫。\n",
        "**朝の庭**に猫がいる。\n",
        "**庭に入らないでください。**\n",
        "**[朝の庭](https://cat.example.org/)**\n",
        "- **朝の庭**\n\n  猫。\n",
        "> **朝の庭**\n",
        "```\n**朝の庭**\n```\n",
    ],
)
def test_bold_that_is_no_heading_is_left_alone(text: str) -> None:
    assert not list(bold_as_heading(read(text), fewest=1))


def test_how_many_lines_of_bold_it_takes_can_be_set() -> None:
    article = read("**朝の庭**\n\n猫。\n\n**夜の庭**\n\n犬。\n")
    assert list(bold_as_heading(article, fewest=2))
    assert not list(bold_as_heading(article, fewest=3))
