"""Figures in other words, right and wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.consistency.conversions import unit_conversion
from samples import article


def found(text: str) -> list[tuple[str, object]]:
    post = article(text)
    return [(post.source.slice(hit.span), hit.values["expected"]) for hit in unit_conversion(post)]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("10Tb/s（900GB/s）の回線。", "10Tb/s（900GB/s）", "1,250GB/s"),
        ("工費は9,000億元（90兆元）。", "9,000億元（90兆元）", "0.9兆元"),
        ("工費は3 billionドル（3億ドル）。", "3 billionドル（3億ドル）", "30億ドル"),
        ("道は10マイル（10km）続く。", "10マイル（10km）", "16.1km"),
        ("100TFLOPS（毎秒100億回の演算）の計算機。", "100TFLOPS（毎秒100億回", "毎秒100兆回"),
        ("会員の4割（4%）が来た。", "4割（4%）", "40%"),
        ("土地は100坪（100平方メートル）ある。", "100坪（100平方メートル）", "331平方メートル"),
        ("試験は3時間、つまり90分ある。", "3時間、つまり90分", "180分"),
        ("工期は10年（12か月）。", "10年（12か月）", "120か月"),
        ("70B（70億パラメータ）の模型。", "70B（70億パラメータ）", "700億パラメータ"),
        ("平成30年（2017年）の橋。", "平成30年（2017年）", "2018年"),
        ("2025年（令和8年）の橋。", "2025年（令和8年）", "令和7年"),
    ],
)
def test_a_wrong_equivalent_is_found_with_the_right_one(
    text: str, place: str, expected: str
) -> None:
    assert found(text) == [(place, expected)]


def test_the_speed_of_a_computer_is_followed_into_the_next_sentence() -> None:
    text = "計算機は1,300 PFLOPS（ペタフロップス）です。これは1秒間に1,300兆回の計算です。"
    assert found(text) == [("1秒間に1,300兆回", "1秒間に130京回")]


def test_every_place_of_a_repeated_sentence_is_reported() -> None:
    assert len(found("回線は10Tb/s（900GB/s）です。\n\n回線は10Tb/s（900GB/s）です。\n")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "10Tb/s（1.25TB/s）の回線。",
        "1,300 PFLOPS（毎秒130京回）の計算機。",
        "計算機は2 PFLOPSです。別の計算機は1秒間に5兆回です。",
        "計算機は2 PFLOPSです。これは従来の3倍で、1秒間に5兆回の機種もあります。",
        "工費は9,000億元（約18兆9,000億円）。",
        "道は10マイル（約16km）続く。",
        "画面は27インチ（68.6cm）。",
        "容量は1TB（1,000GB）、1TiB（1,024GiB）、1PB（1,024TB）。",
        "容量は100GB（1TB）から選ぶ。",
        "会費は1万円（8千円）。",
        "講座は2時間（90分）。",
        "1時間30分（1.5時間）の講座。",
        "1年（12か月）、約1年（10か月）、2年6か月（30か月）。",
        "会員の3分の1（33%）、3割（約30%）、2割（25%）。",
        "36基（72室）の棟。",
        "1,000人（60%）が答えた。",
        "24万円（月額2万円）の会費。",
        "3年（5%増）の成長。",
        "2時間（30分×4回）の練習。",
        "土地は100坪（約330平方メートル）。",
        "令和元年（2019年）、平成31年（2019年）、昭和64年（1989年）。",
        "8B（80億パラメータ）と70B（700億パラメータ）。",
        "速さは5ノット（時速9km）。",
        "2025年（3月）と2024年（12回）。",
        "第3章（12ページ）。",
        "計算機は312 TFLOPS（624 TFLOPS）で、推論は1,000 TFLOPS（2,000 TOPS）です。",
        "回線は双方向900GB/s（450GB/s）、400Gbps（4×100Gbps）、1Gbps（約120MB/s）です。",
        "補助は1億円（1,000万円）までです。",
        "板は8インチ（200mm）、12インチ（300mm）です。",
        "会費は3,000円（税込3,300円）、講座は3時間（1時間半）、工期は18か月（1年半）です。",
        "長さは10メートルで、重さは5キログラム（50個）。",
    ],
)
def test_what_is_right_or_no_equivalent_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.integers(min_value=1, max_value=9999))
def test_a_gigabit_is_an_eighth_of_a_gigabyte_whatever_the_number(number: int) -> None:
    assert found(f"回線は{number * 8}Gbps（{number}GB/s）です。") == []
    assert len(found(f"回線は{number}Gbps（{number}GB/s）です。")) == 1


@given(st.integers(min_value=1926, max_value=1988), st.integers(min_value=-2, max_value=2))
def test_a_year_of_showa_is_right_exactly_once(year: int, off: int) -> None:
    assert bool(found(f"{year}年（昭和{year - 1925 + 2 + off}年）の橋。")) == (off != -2)
