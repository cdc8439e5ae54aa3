"""Conversions of money that go together, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.consistency.rates import exchange_rate
from samples import article


def found(text: str) -> list[tuple[str, str]]:
    post = article(text)
    return [(hit.message, post.source.slice(hit.span)) for hit in exchange_rate(post)]


def test_the_conversion_that_most_others_contradict_is_found_with_its_sum() -> None:
    post = article("橋は6億ドル（約600億円）、港は2億ドル（約300億円）、駅は4億ドル（約600億円）。")
    (hit,) = exchange_rate(post)
    assert hit.values["sum"] == "6億ドル × 150円 = 900億円"
    assert post.source.slice(hit.span) == "6億ドル（約600億円）"
    assert post.source.slice(hit.related[0].span) == "2億ドル（約300億円"


def test_a_stated_rate_is_the_norm_against_any_number_of_conversions() -> None:
    text = "橋は60億ドル（約6,600億円）、駅は40億ドル（約4,400億円）。1ドル＝150円です。"
    places = ["60億ドル（約6,600億円）", "40億ドル（約4,400億円）"]
    assert [place for _, place in found(text)] == places


def test_yen_may_be_converted_into_a_foreign_currency() -> None:
    (hit,) = exchange_rate(article("1ドル150円です。橋は300億円（4億ドル）です。"))
    assert hit.values["sum"] == "300億円 ÷ 150円 = 2億ドル"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("財団は5,400万ドル（約228億円）を集めた。", "5,400万ドル（約228億円）"),
        ("財団は8,300億ドル（約1,250億円）を集めた。", "8,300億ドル（約1,250億円）"),
        ("予算は20億ユーロ（約300億円）です。", "20億ユーロ（約300億円）"),
        ("予算は1億元（約1.4億ドル）です。", "1億元（約1.4億ドル）"),
        ("予算は1.4兆ドル、日本円にして約215億円です。", "1.4兆ドル、日本円にして約215億円"),
    ],
)
def test_a_slip_of_scale_needs_no_other_conversion(text: str, place: str) -> None:
    assert found(text) == [("impossible", place)]


@pytest.mark.parametrize(
    "text",
    [
        "市場は710億ドル（約10兆円）で、2,440億ドル（約36兆円）に対して小さい。",
        "予算は200億～260億ドル（約3兆～3.9兆円）、予備は130億ドル（約1.9兆円）。",
        "予算は600億ドルから650億ドル（約9兆3300億円から10兆1000億円）。",
        "橋は9,000億元（約18兆9,000億円）、港は600億元（約1兆2,600億円）。",
        "橋は30億香港ドル（日本円で約585億円）、港は10億ドル（約1,500億円）。",
        "橋は7兆ウォン（約7700億円）、港は22億円（約206億ウォン）。",
        "入館料は20ドル（500円引き）。",
        "橋は10億ドル（2025年）。",
        "当時の値段は1万ドル（約360万円）でした。",
        "1971年まで1ドル＝360円でした。",
        "0ドル（約0円）で使える。",
    ],
)
def test_what_goes_together_or_is_no_conversion_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_conversion_of_another_year_has_the_rate_of_that_year() -> None:
    text = "2012年は1億ドル（約80億円）でした。いまは1億ドル（約150億円）です。"
    assert found(f"---\ndate: 2025-06-01\n---\n\n{text}") == found(text) == []


@given(st.integers(min_value=100, max_value=160), st.integers(min_value=100, max_value=9999))
def test_conversions_at_one_rate_agree(rate: int, millions: int) -> None:
    text = f"橋は{millions}万ドル（約{millions * rate}万円）、港は5億ドル（約{5 * rate}億円）。"
    assert found(text) == []
