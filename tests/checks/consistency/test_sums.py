"""Arithmetic that comes out, and arithmetic that does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.consistency.sums import sum_mismatch
from samples import article


def found(text: str) -> list[tuple[str, object]]:
    return [(hit.message, hit.values["sum"]) for hit in sum_mismatch(article(text))]


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("本館が30人、別館が20人、合計60人でした。", "sum", "30人 + 20人 = 50人"),
        ("会費は3,000円 × 20人 = 80,000円です。", "sum", "3,000円 × 20人 = 6万円"),
        ("費用は500円＋300円＝900円です。", "sum", "500円＋300円 = 800円"),
        ("200社中50社（40%）です。", "percent", "50社 ÷ 200社 = 25%"),
        ("200人のうち50人、40%が来た。", "percent", "50人 ÷ 200人 = 25%"),
        ("時間は3時間 → 30分（50%短縮）。", "change", "3時間、30分：−83.3%"),
        ("売り上げは100億円から150億円へ30%増えた。", "change", "100億円から150億円：+50%"),
        ("率は42%から61%へと300%の飛躍を遂げた。", "change", "42%から61%：+45.2%"),
        (
            "2025年に100億円、2030年には400億円（CAGR 15%）。",
            "yearly",
            "100億円、5年後に400億円：年 32%",
        ),
        (
            "2025年に100億円、2030年には15%の年平均成長率（CAGR）で400億円になる。",
            "yearly",
            "100億円、5年後に400億円：年 32%",
        ),
    ],
)
def test_what_does_not_come_out_is_shown_with_what_does(text: str, kind: str, shown: str) -> None:
    assert found(text) == [(kind, shown)]


@pytest.mark.parametrize(
    "text",
    [
        "本館が30人、別館が20人、合計50人でした。",
        "本館が約30人、別館が約20人、合計約51人でした。",
        "計算機は1,300台、その後3,000台に引き上げ、市の施設と合わせると、合計5,000台になります。",
        "1人2個ずつ、20人に配り、合計40個です。",
        "本館は30人、別館は20人などで、合計80人です。",
        "席は各10席、机は各5台、合計は15件です。",
        "805社中593社（73.7%）、805社中400社（49.7%）です。",
        "200社中50社（前年は40%）です。",
        "時間は3時間 → 30分（83%短縮）、5時間から30分に90%減りました。",
        "時間は3時間 → 30分（500%高速化）です。",
        "率は40%から25%に15ポイント、率は40% → 25%（37.5%改善）です。",
        "売り上げは100億円から150億円へ50%増え、150億円へ伸びました。",
        "売り上げは2023年から2024年に30%増えました。",
        "2025年に2,440億円、2030年には8,270億円（CAGR 28%）です。",
        "2025年に100億円、2030年には0円（CAGR 28%）です。",
        "2024年の37.5億円から2025年には52億円へと成長し、CAGRは38.4%です。",
        "2030年に8,270億円（年平均成長率28%）、小さい市場は2025年に710億円です。",
        "作業は30分 × 20日 = 10時間、税は1,000円×10%=100円です。",
        "二人なら1＋1=3になります。",
        "式は2日×3回=6回+1回です。",
        "面積は3m×4m=12です。",
    ],
)
def test_what_comes_out_or_cannot_be_judged_is_left_alone(text: str) -> None:
    assert found(text) == []


# Tables and lists

ROWS = "| 会場 | 人数 |\n|---|---|\n| 本館 | 30人 |\n| 別館 | 20人 |\n| {} | {} |\n"
TABLE = f"会場ごとの表です。\n\n{ROWS}"


def test_a_wrong_total_of_a_table_is_found() -> None:
    assert found(TABLE.format("合計", "55人")) == [("total", "50人")]


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("合計", "50人"),
        ("平均", "25人"),
        ("新館", "55人"),
        ("合計", "約50人"),
        ("合計", "50台"),
        ("計", "—"),
    ],
)
def test_a_right_total_and_a_row_that_is_none_are_left_alone(label: str, total: str) -> None:
    assert found(TABLE.format(label, total)) == []


def test_a_table_with_subtotals_is_left_alone() -> None:
    assert found(TABLE.format("小計", "50人") + "| 庭 | 5人 |\n| 合計 | 60人 |\n") == []


def test_a_column_of_words_says_nothing_against_the_next_one() -> None:
    rows = ("| 館 | 備考 | 席 |", "|---|---|---|", "| 本館 | 新 | 30人 |", "| 別館 | 旧 | 20人 |")
    table = "\n".join((*rows, "| 合計 | なし | 60人 |"))
    assert found(f"{table}\n") == [("total", "50人")]


def test_tables_that_follow_each_other_are_not_one() -> None:
    assert found(f"{TABLE.format('新館', '5人')}\n{TABLE.format('合計', '50人')}") == []


LIST = "費用の内訳です。\n\n- 屋根：300万円\n- 床：200万円\n- {}：{}\n"


def test_a_wrong_total_of_a_list_is_found() -> None:
    assert found(LIST.format("**合計費用**", "600万円")) == [("total", "500万円")]


@pytest.mark.parametrize(
    ("label", "total"),
    [("合計", "500万円"), ("窓", "600万円"), ("合計", "600万円以上"), ("合計", "3件")],
)
def test_a_right_total_and_an_item_that_is_none_are_left_alone(label: str, total: str) -> None:
    assert found(LIST.format(label, total)) == []


def test_a_total_may_be_of_the_last_items_alone() -> None:
    text = "- 元手：900万円\n- 屋根：300万円\n- 床：200万円\n- 合計：500万円\n"
    assert found(f"費用の内訳です。\n\n{text}") == []


@given(st.lists(st.integers(min_value=1, max_value=999), min_size=2, max_size=6))
def test_a_sum_that_is_right_is_never_reported(parts: list[int]) -> None:
    listed = "、".join(f"会場が{part}人" for part in parts)
    assert found(f"{listed}、合計{sum(parts)}人でした。") == []
