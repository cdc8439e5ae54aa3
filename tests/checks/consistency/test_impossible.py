"""Figures that cannot be, and those that only look so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.consistency.impossible import impossible_figure
from samples import article

WEEKDAYS = "月火水木金土日"


def found(text: str) -> list[tuple[str, str]]:
    post = article(text)
    return [(hit.message, post.source.slice(hit.span)) for hit in impossible_figure(post)]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("費用を150%削減しました。", "reduction", "150%削減"),
        ("300%のコスト削減です。", "reduction", "300%のコスト削減"),
        ("時間を120%以上短縮できます。", "reduction", "120%以上短縮"),
        ("全品120%オフです。", "reduction", "120%オフ"),
        ("シェアは約130%です。", "share", "シェアは約130%"),
        ("正答率が105%でした。", "share", "正答率が105%"),
        ("来場者の110%を占めます。", "share", "110%を占め"),
        ("手数料は10〜5%です。", "range", "10〜5%"),
        ("定員は50～30人です。", "range", "50～30人"),
        ("2025年13月に開きます。", "month", "2025年13月"),
        ("13月5日に開きます。", "month", "13月5日"),
        ("4月31日に開きます。", "day", "4月31日"),
        ("2023年2月29日に開きます。", "day", "2023年2月29日"),
        ("開演は9時75分です。", "time", "9時75分"),
        ("開演は31時10分です。", "time", "31時10分"),
        ("2025年11月10日（火）です。", "weekday", "2025年11月10日（火）"),
        ("２０２５年１１月１０日（火）です。", "weekday", "２０２５年１１月１０日（火）"),
        ("令和7年11月10日 火曜日です。", "weekday", "令和7年11月10日 火曜"),
        ("2025/11/10(火)です。", "weekday", "2025/11/10(火)"),
    ],
)
def test_an_impossible_figure_is_found(text: str, kind: str, place: str) -> None:
    assert found(text) == [(kind, place)]


@pytest.mark.parametrize(
    "text",
    [
        "売り上げは300%増えました。達成率は120%、稼働率は105%、前年比150%です。",
        "費用を100%削減しました。",
        "営業利益は120%減少しました。",
        "使用率を150%から110%に減らしました。",
        "シェアは130%増えました。普及率は130%です。",
        "「300%の削減」とは何でしょうか。",
        "150%の関税の削減が議題です。",
        "手数料は5〜10%です。1,000万〜1億円、2〜3億円、1000〜2万円です。",
        "金利は10〜5%に下がりました。",
        "3〜2年前の話です。",
        "22時〜6時、11〜3月、2025〜26年、30〜5日です。",
        "3〜1位が決まりました。",
        "2月30日という存在しない日付を試します。",
        "番組は25時30分からです。24時間15分かかります。",
        "2025年11月10日（月）と11月15日（土・祝）に開きます。",
        "2024年12月28日（土）から1月4日（土）まで休みます。",
        "11月10日（火）に集まりましょう。",
        "3月10日（日本時間）に始まります。",
        "1.13月5日という版です。",
        "2025年12月額の会費です。",
    ],
)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert found(text) == []


HEAD = "---\ndate: 2025-11-01\n---\n\n"


def test_a_date_without_a_year_is_of_the_year_near_the_articles_own_date() -> None:
    assert found(f"{HEAD}会は11月9日（土）に開きます。") == [("weekday", "11月9日（土）")]


@pytest.mark.parametrize(
    "text",
    ["会は11月9日（日）に開きます。", "会は5月9日（土）に開きます。", "去年の11月9日（土）の会。"],
)
def test_a_date_without_a_year_may_be_of_another_year(text: str) -> None:
    assert found(HEAD + text) == []


def test_a_reduction_explains_the_mangled_word_at_the_same_place() -> None:
    (hit,) = impossible_figure(article("300%のコスト削減です。"))
    assert hit.explains == (hit.span,)


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)), st.sampled_from(WEEKDAYS)
)
def test_a_weekday_is_wrong_exactly_when_the_calendar_says_so(day: date, said: str) -> None:
    text = f"{day.year}年{day.month}月{day.day}日（{said}）に集まります。"
    assert bool(found(text)) == (WEEKDAYS[day.weekday()] != said)
