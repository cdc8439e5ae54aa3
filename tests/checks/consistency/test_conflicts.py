"""Figures that contradict an earlier one, and those that are of something else."""

from __future__ import annotations

import pytest

from kouetsu.checks.consistency.conflicts import number_conflict
from samples import article


def found(text: str) -> list[tuple[str, str]]:
    post = article(text)
    return [(hit.message, post.source.slice(hit.span)) for hit in number_conflict(post)]


def test_two_values_of_one_thing_are_found_with_the_first_of_them() -> None:
    post = article("本館の蔵書数は12万冊です。静かな館です。本館の蔵書数は15万冊です。")
    (hit,) = number_conflict(post)
    assert post.source.slice(hit.span) == "15万冊"
    assert post.source.slice(hit.related[0].span) == "12万冊"


def test_one_share_of_two_wholes_is_found() -> None:
    text = "煙センサーは家電の40%に搭載されます。煙センサーが世帯の40%に搭載される日です。"
    assert found(text) == [("whole", "40%")]


@pytest.mark.parametrize(
    "text",
    [
        "本館の蔵書数は12万冊です。本館の蔵書数は120,400冊です。",
        "本館の蔵書数は12万冊です。別館の蔵書数は15万冊です。",
        "2023年の本館の蔵書数は12万冊です。2024年の本館の蔵書数は15万冊です。",
        "本館の蔵書数は12万冊です。本館の蔵書数は最大15万冊です。",
        "本館の蔵書数は12万冊です。本館の蔵書数は15万冊以上です。",
        "本館の蔵書数は12万冊です。目標とする本館の蔵書数は15万冊です。",
        "本館の蔵書数は12万冊です。本館の蔵書数は15万人です。",
        "本館の蔵書数は12万冊から15万冊に増えました。",
        "本館の蔵書数は1万冊です。本館の蔵書数は2万冊です。本館の蔵書数は3万冊です。",
        "価格は120円です。価格は150円です。",
        "本館の蔵書数は3番目です。本館の蔵書数は2番目です。",
    ],
)
def test_values_of_other_things_times_and_limits_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "調査では、男性の40%が利用しています。一方で、女性の40%が利用しています。",
        "煙センサーは家電の40%に搭載され、煙センサーは世帯の40%に搭載されます。",
        "煙センサーは家電の40%に搭載されます。煙センサーは台所家電の40%に搭載されます。",
        "煙センサーは家電の40%に搭載されます。煙センサーは世帯の30%に搭載されます。",
        "煙センサーは家電の40%に搭載されます。煙センサーは世帯の40%に普及します。",
        "煙センサーは家電の40%に搭載されます。煙センサーは世帯の40%に搭載されます。"
        "煙センサーは倉庫の40%に搭載されます。",
    ],
)
def test_shares_of_groups_and_of_wholes_with_a_common_word_are_left_alone(text: str) -> None:
    assert found(text) == []
