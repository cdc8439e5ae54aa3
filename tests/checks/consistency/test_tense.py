"""Plans that lie behind the date of the article, and those that do not."""

from __future__ import annotations

import pytest

from kouetsu.checks.consistency.tense import stale_tense
from samples import article


def found(text: str, date: str = "2025-09-10") -> list[object]:
    post = article(f"---\ndate: {date}\n---\n\n{text}\n")
    return [hit.values["time"] for hit in stale_tense(post, days=183)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("橋は2023年に開通する予定です。", "2023年"),
        ("市場は2024年11月に広がると予想されています。", "2024年11月"),
        ("分館は2023年度に建つ見込みだ。", "2023年度"),
        ("駅は2022年に着工し、2024年に完成する計画となっています。", None),
        ("駅は2022年に着工し、2024年に完成する予定となっています。", "2024年"),
    ],
)
def test_a_plan_whose_time_is_over_is_found(text: str, time: str | None) -> None:
    assert found(text) == ([time] if time else [])


@pytest.mark.parametrize(
    "text",
    [
        "橋は2023年に開通する予定でした。",
        "当時、橋は2023年に開通する予定とされています。",
        "市は2023年に開通する予定だと発表しました。",
        "橋は2025年7月に開通する予定です。",
        "橋は2026年に開通する予定です。",
        "利用者は2023年の2万人から、2030年には5万人になると予測されています。",
        "2023年時点では、利用者が増えると見込まれています。",
        "分館は2024年度に建つ見込みです。",
        "橋は2023年に開通しました。",
        "2023年の調査では、利用者が増えると予測されています。",
    ],
)
def test_the_past_the_future_and_an_outlook_with_its_date_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("date", ["", "昨日", "2023-08-01", "2023-13-45"])
def test_an_article_of_no_or_an_earlier_date_is_left_alone(date: str) -> None:
    assert found("橋は2023年に開通する予定です。", date) == []
