"""Texts of links that stop in the middle of a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from endless import ended
from kouetsu.article import Article, Profile
from kouetsu.article.source import from_text
from kouetsu.checks.markdown.link_texts import cut_link_text
from kouetsu.sites.detection import Sites
from views import MARKDOWN, read

if TYPE_CHECKING:
    from pathlib import Path

    from kouetsu.finding import Hit


def kinds(label: str, body: str = "") -> list[str]:
    return [hit.message for hit in cut_link_text(read(f"{body}\n\n- [{label}](/a/)\n"))]


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("港の灯台と海の安全を守る人の", ""),
        ("海辺の町で暮らす一家が", ""),
        ("「夜の海を歩くときの持ち物", ""),
        ("海と山をつなぐ道の真意と？", ""),
        ("小さな町の港が示すの可", ""),
        ("観光列車が開く港町の未", ""),
        ("灯台を守り続けた一家：その真", ""),
        ("港町の漁業で使う網とプラッ", ""),
        ("魚の市場で、今年の売り上げは三億ユ", ""),
        ("観光組合が新しい計画を発", ""),
        ("町内の学校で広がる灯台導入事", ""),
        ("港の工事で見つかったリス", "大きなリスクと小さなリスクがあります。"),
        ("町を走る新しいAIエージ", "エージェントは、人に代わって働きます。"),
        ("夏の港で出会ったSamsun", "Samsungの電話を使いました。"),
    ],
)
def test_a_text_that_cannot_end_so_is_cut(label: str, body: str) -> None:
    assert kinds(label, body) == ["cut"]


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("港の工事で見つかったリス", "リスは木の上で暮らします。リスクもあります。"),
        ("町で使う新しいサーバ", "サーバーの部屋は地下です。"),
        ("町で集めた港のデータ", "データベースに入れました。"),
        ("夏の港で使うJava", "JavaScriptも使います。"),
        ("港町の学校で教える技術", "技術者が来ました。"),
        ("新しい船は、冬のダイヤへ", ""),
        ("古い灯台をもう一度", ""),
        ("きれいな水を、海と町に", ""),
        ("春の畑と夏の海と", ""),
        ("雨の日の庭仕事について", ""),
        ("漁師に聞く、その理由とは？", ""),
        ("港の灯りは町の何を変えるのか", ""),
        ("島の暮らしを支えるメンテナンス", ""),
        ("古い灯台を守り続けた一家の…", ""),
        ("古い灯台を守り続けた一家の...", ""),
        ("心配事と相談の窓口、悩み事", ""),
        ("次の港", ""),
    ],
)
def test_a_whole_title_and_one_shortened_on_purpose_are_left_alone(label: str, body: str) -> None:
    assert kinds(label, body) == []


@pytest.mark.parametrize(
    "text",
    [
        "島へは[古い灯台を守り続けた一家の](/a/)話を読んでから行きました。\n",
        "![古い灯台を守り続けた一家の](/a.png)\n",
        "古い灯台を守り続けた一家の\n",
        "```\n- [古い灯台を守り続けた一家の](/a/)\n```\n",
        "- [the old lighthouse of the](/a/)\n",
    ],
)
def test_only_links_that_stand_alone_are_judged(text: str) -> None:
    assert list(cut_link_text(read(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "- [古い灯台を守り続けた一家の](/a/)\n",
        "1. **[古い灯台を守り続けた一家の](/a/)**\n",
        "> - [古い灯台を守り続けた一家の](/a/)\n",
        "[古い灯台を守り続けた一家の](/a/)\n",
        "### [古い灯台を守り続けた一家の](/a/)\n",
        "→ [古い灯台を守り続けた一家の](/a/)\n",
    ],
)
def test_a_link_alone_in_its_line_stands_alone(text: str) -> None:
    assert [hit.message for hit in cut_link_text(read(text))] == ["cut"]


def test_another_link_to_the_same_target_tells_the_title() -> None:
    text = "[港町を走る観光列車の窓](/a/)に乗りました。\n\n- [港町を走る観光列](/a/)\n"
    (hit,) = cut_link_text(read(text))
    assert (hit.message, hit.values["title"]) == ("title", "港町を走る観光列車の窓")
    assert hit.fix is not None
    assert hit.fix.edits[0].replacement == "港町を走る観光列車の窓"


def site(top: Path, title: str, label: str) -> list[Hit]:
    (top / "_posts").mkdir()
    (top / "_config.yml").write_text("permalink: /:year/:title/\n", "utf-8")
    (top / "_posts" / "2024-05-01-a.md").write_text(f"---\ntitle: {title}\n---\n", "utf-8")
    path = top / "_posts" / "2024-05-02-b.md"
    path.write_text("", "utf-8")
    text = f"---\ntitle: 一覧\n---\n\n- [{label}](/2024/a/)\n"
    article = Article(from_text(text, str(path)), Profile(site=Sites().of(path.parent)))
    return list(cut_link_text(article))


def test_the_title_of_the_linked_post_decides(tmp_path: Path) -> None:
    (hit,) = site(tmp_path, "港町を走る観光列車の窓から", "港町を走る観光列")
    assert hit.values == {"title": "港町を走る観光列車の窓から"}


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("港町を走る観光列車の", "港町を走る観光列車の"),  # an odd title, given as it is
        ("港町を走る観光列車：窓から見た海", "港町を走る観光列車"),
        ("港町を走る観光列車（前編）", "港町を走る観光列車"),
        ("港町を走る観光列車の窓から", "観光列車の窓から見た海"),
        ("港町を走る観光列車の窓から見た海と島とたくさんの鳥たち", "港町を走る観光"),
    ],
)
def test_a_title_that_is_whole_or_summed_up_is_left_alone(
    tmp_path: Path, title: str, label: str
) -> None:
    assert site(tmp_path, title, label) == []


@pytest.mark.parametrize(
    "text",
    ["- [港町を走る観光列車の窓](/a/)\n" * 3_000, "- [" + "港" * 500_000 + "](/a/)\n"],
)
def test_hostile_text_is_judged_to_its_end(text: str) -> None:
    assert len(ended(lambda: list(cut_link_text(read(text))))) <= 1


@given(MARKDOWN)
def test_odd_text_raises_nothing_and_spans_are_whole(text: str) -> None:
    for hit in cut_link_text(read(text)):
        assert len(hit.span) >= 8
