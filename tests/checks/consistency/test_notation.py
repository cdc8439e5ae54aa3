"""Numbers in two notations, and what is a notation of its own."""

from __future__ import annotations

import pytest

from endless import ended
from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks.consistency.notation import number_notation


def found(text: str) -> list[tuple[str, str, object]]:
    article = Article(from_text(text + "\n", "post.md"))
    return [
        (hit.message, text[hit.span.start : hit.span.end], hit.values["usual"])
        for hit in number_notation(article)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "rare", "usual"),
    [
        ("5,300社です。5,300社と5300社。", "grouping", "5300", "5,300"),
        ("5300社です。5,300社です。", "grouping", "5,300", "5300"),
        ("1000万ドルと2億3,000万ドル。", "grouping", "3,000", "1000"),
        ("12000トンと 34,000 トン。", "grouping", "34,000", "12000"),
        ("一つです。1つです。1つです。", "counter", "一つ", "1つ"),
        ("三つの窓と3つの柱、三つの門。", "counter", "3つ", "三つ"),
        ("１つと二つと一つです。", "counter", "一つ", "１つ"),
        ("10時と20時、１８時。", "width", "１８", "10"),
        ("1時と２時。", "width", "２", "1"),
    ],
)
def test_numbers_of_one_kind_in_two_notations_are_found(
    text: str, kind: str, rare: str, usual: str
) -> None:
    assert (kind, rare, usual) in found(text)


def test_each_kind_is_reported_once_at_the_first_place() -> None:
    text = "5,300社と6,300社と7,300社。5300社と6300社。一つと1つと1つ。２つと1時。"
    kinds = [(kind, rare) for kind, rare, _ in found(text)]
    assert kinds[:2] == [("grouping", "5300"), ("counter", "一つ")]
    assert len(kinds) == len({kind for kind, _ in kinds})


@pytest.mark.parametrize(
    "text",
    [
        "2080億円と72,000台。",
        "2025年に1,200人、1998年度に1,300人。",
        "RTX4090で1,200人、4090番の席、型番2080型。",
        "図書館の番地は1234。1,200人が来ます。",
        "1,234.5人と1234.5人。",
        "https://example.org/5300社 と5,300社。",
        "「5300社」という題で、5,300社の話です。",
        "一人ひとりと1人、一部、第三者、二次、一番、一緒、1つ。",
        "一つ一つの窓と一つひとつの柱、1つの門。",
        "一つの窓と2つの柱。",
        "第一つづみと1つ。",
        "３つの窓と10の柱、25の門。",
        "１．はじめに 2つの窓",
        "GPT４と4月。",
        "`１０`と10。",
    ],
)
def test_what_is_no_mix_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("strong", ["**{}**社", "**{}社**"])
def test_numbers_in_markup_keep_their_places(strong: str) -> None:
    text = f"港に{strong.format('5,300')}。5,300社と{strong.format('5300')}。"
    assert found(text) == [("grouping", "5300", "5,300")]


@pytest.mark.parametrize("text", ["1" * 500_000, "1," * 300_000, "一つ" * 300_000, "１1" * 300_000])
def test_hostile_text_is_judged_to_its_end(text: str) -> None:
    ended(lambda: list(found(text)))
