"""The numbers of headings."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kouetsu.checks.markdown import numbering
from kouetsu.checks.markdown.numbering import misnumbered
from views import read


def found(*headings: str) -> list[tuple[str, object, object]]:
    """Return message, number before and number of each finding."""
    article = read("".join(f"{heading}\n\n猫が眠る。\n\n" for heading in headings))
    return [(h.message, h.values["before"], h.values["number"]) for h in misnumbered(article)]


@pytest.mark.parametrize(
    ("headings", "before", "number"),
    [
        (("## 1. 朝", "## 2. 昼", "## 4. 夜"), "2.", "4."),
        (("## 1. 朝", "## 3. 昼", "## 4. 夜"), "1.", "3."),
        (("## １．朝", "## ２．昼", "## ４．夜"), "2.", "4."),
        (("## 第1章 朝", "## 第2章 昼", "## 第4章 夜"), "第2章", "第4章"),
        (("## 第一章 朝", "## 第二章 昼", "## 第四章 夜"), "第二章", "第四章"),
        (("## STEP 1：朝", "## STEP 2：昼", "## STEP 4：夜"), "STEP 2", "STEP 4"),
        (("## ステップ1 朝", "## ステップ2 昼", "## ステップ4 夜"), "ステップ2", "ステップ4"),
        (("## ① 朝", "## ② 昼", "## ④ 夜"), "②", "④"),
        (("## （1）朝", "## （2）昼", "## （4）夜"), "(2)", "(4)"),
        (("## A. 朝", "## B. 昼", "## D. 夜"), "B.", "D."),
        (("## 一つ目の朝", "## 二つ目の朝", "## 四つ目の朝"), "二つ目", "四つ目"),
        (("**1. 朝の庭**", "**2. 昼の庭**", "**4. 夜の庭**"), "2.", "4."),
        (("## 2. 庭", "### 2.1 朝", "### 2.2 昼", "### 2.4 夜"), "2.2", "2.4"),
        (("## 0. 前", "## 1. 朝", "## 3. 昼"), "1.", "3."),
    ],
)
def test_a_number_that_is_missing_is_reported(
    headings: tuple[str, ...], before: str, number: str
) -> None:
    assert found(*headings) == [("gap", before, number)]


def test_a_number_that_stands_twice_is_reported() -> None:
    assert found("## 1. 朝", "## 2. 昼", "## 2. 夜") == [("doubled", "2.", "2.")]


def test_numbers_that_go_back_are_reported() -> None:
    assert found("## 1. 朝", "## 3. 昼", "## 2. 夜") == [("back", "3.", "2.")]
    assert found("## 1. 朝", "## 2. 昼", "## 4. 夕", "## 3. 夜") == [("back", "4.", "3.")]


def test_only_the_first_break_of_a_series_is_reported() -> None:
    headings = ("## 1. 朝", "## 2. 昼", "## 4. 夕", "## 5. 夜", "## 7. 明け方")
    assert found(*headings) == [("gap", "2.", "4.")]


@pytest.mark.parametrize(
    "headings",
    [
        ("## 1. 朝", "## 2. 昼", "## 3. 夜"),
        ("## 第九章 朝", "## 第十章 昼", "## 第十一章 夜"),
        ("## 1. 朝", "## 3. 夜"),
        ("## 1章 朝", "## 3章 昼", "## 7章 夜"),
        ("## 3章 朝", "## 4章 昼", "## 6章 夜"),
        ("## 2021年", "## 2022年", "## 2024年"),
        ("## 1.0 初版", "## 1.1 修正", "## 1.3 追加"),
        ("## 第3位 柚子", "## 第2位 蜜柑", "## 第1位 甘夏"),
        ("## 1位 柚子", "## 2位 蜜柑", "## 2位 甘夏"),
        ("## 1日目", "## 2日目", "## 4日目"),
        ("## Suii 17", "## Suii 18", "## Suii 20"),
        ("## 庭", "### 1. 朝", "### 2. 昼", "## 畑", "### 1. 朝", "### 2. 昼"),
        ("## 1. 朝", "## 2. 昼", "## 1. 夕", "## 2. 夜"),
        ("## 1. 朝", "### 1. 窓", "### 2. 戸", "## 2. 昼", "## 3. 夜"),
        ("## 1. 朝", "## 2. 昼", "## 2. 昼（続き）", "## 3. 夜"),
        ("## 1. 朝", "## 2. 昼", "3. 夕方は休み", "## 4. 夜"),
        ("## 1. 朝", "## 2. 昼", "**③ 夕方**は休み", "## 4. 夜"),
        ("## 1.5倍の朝", "## 2.5倍の昼", "## 4.5倍の夜"),
        ("## 3つの朝", "## 一人の昼", "## 十人の夜"),
        ("## 第百章 朝", "## 第十十章 昼", "## 第二三章 夜"),
    ],
)
def test_right_series_years_versions_and_rankings_are_left_alone(headings: tuple[str, ...]) -> None:
    assert found(*headings) == []


def test_a_heading_before_is_a_related_place() -> None:
    text = "## 1. 朝\n\n猫。\n\n## 2. 昼\n\n猫。\n\n## 4. 夜\n\n猫。\n"
    article = read(text)
    (hit,) = misnumbered(article)
    assert [article.source.slice(place.span) for place in hit.related] == ["## 2. 昼"]


@given(st.text("第手順事例そのは一十猫①１1A゙゚ﾞカ章 .\u0301", max_size=6))
@example("そ\u3099の1")
def test_a_heading_that_begins_as_no_number_has_none(shown: str) -> None:
    if numbering._PLAIN_BEGINNING.match(shown):
        assert not numbering._CIRCLED.match(shown)
        assert not numbering._BEGINNING.match(normalize("NFKC", shown))
