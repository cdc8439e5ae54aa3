"""The dates of a post against one another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article, Profile
from kouetsu.article.head_values import Fault, Moment, moment_of
from kouetsu.article.source import from_text
from kouetsu.checks.front_matter.dates import date_mismatch
from kouetsu.sites.detection import Generator, Site

TODAY = date(2025, 12, 1)


def found(
    head: str, body: str = "本文です。\n", path: str = "post.md", settings: str = ""
) -> list[tuple[str, str]]:
    """Return the message and the text under each finding."""
    site = Site(Generator.JEKYLL, settings=settings)
    source = from_text(f"---\n{head}---\n\n{body}", path)
    article = Article(source, Profile(site=site, today=TODAY))
    hits = date_mismatch(
        article,
        date_keys=["date", "pubDate"],
        modified_keys=["lastmod", "updatedDate"],
        waiting_days=2,
    )
    return [(hit.message, source.slice(hit.span)) for hit in hits]


@pytest.mark.parametrize(
    ("written", "name", "is_right"),
    [
        ("2025-04-01", "2025-04-01-hana.md", True),
        ("2025-04-01 20:39:54 +0000", "2025-04-02-hana.md", True),
        ("2025-04-02 05:00:00 +0900", "2025-04-01-hana.md", True),
        ("2025-04-01T23:30:00-08:00", "2025-04-02-hana.md", True),
        ("2025-04-01 20:39", "2025-04-02-hana.md", True),
        ("2025-04-03", "2025-04-01-hana.md", True),
        ("2025-04-01", "hana.md", True),
        ("2025-04-01", "20250402.md", True),
        ("2025-04-01", "2025-02-30-hana.md", True),
        ("未定", "2025-04-01-hana.md", True),
        ("2025-04-01", "2025-04-01-hana/index.md", True),
        ("2025-04-01", "2025-04-02-hana.md", False),
        ("2025-04-01 10:00:00 +0900", "2025-04-02-hana.md", False),
        ("2025-04-11", "2025-04-01-hana.md", False),
        ("2024-04-01", "2025-04-01-hana/index.ja.md", False),
    ],
)
def test_the_name_of_the_file_agrees_on_some_clock(written: str, name: str, is_right: bool) -> None:
    expected = [] if is_right else [("file-name", written)]
    assert found(f"date: {written}\n", path=f"posts/{name}") == expected


def test_the_clock_of_the_site_counts() -> None:
    head, path = "date: 2025-04-02 03:00:00 +0000\n", "2025-04-01-hana.md"
    hawaii = "timezone: Pacific/Honolulu\n"
    assert found(head.replace("02 03", "02 23"), path="2025-04-04-hana.md") != []
    assert found(head, path=path, settings=hawaii) == []
    assert found(head, path=path, settings="timezone: No/Where\n") == []


@pytest.mark.parametrize(
    ("head", "is_right"),
    [
        ("date: 2025-04-01\nlastmod: 2025-04-01\n", True),
        ("date: 2025-04-01 23:00:00 +0900\nlastmod: 2025-04-01\n", True),
        ("pubDate: 2025-04-02T03:00:00+09:00\nupdatedDate: 2025-04-01T18:00:00Z\n", True),
        ("date: 2025-04-01\nlastmod: 2025-03-31T23:00:00\n", True),
        ("date: 2025-04-01\nlastmod: ''\n", True),
        ("date: 2025-04-01\nlastmod: 2025-03-01\n", False),
        ("date: 2025-04-01T10:00:00+09:00\nlastmod: 2025-04-01T00:59:59Z\n", False),
    ],
)
def test_a_change_is_not_earlier_than_the_post(head: str, is_right: bool) -> None:
    assert [message for message, _ in found(head)] == ([] if is_right else ["modified-earlier"])


@pytest.mark.parametrize(
    ("head", "is_right"),
    [
        ("date: 2025-12-01\n", True),
        ("date: 2025-12-02\n", True),
        ("date: 2025-12-20\ndraft: true\n", True),
        ("date: 2025-12-20\npublished: false\n", True),
        ("date: 2025-12-20\nstatus: scheduled\n", True),
        ("date: 2025-12-03\n", False),
        ("date: 2025-12-20\ndraft: false\n", False),
    ],
)
def test_only_what_is_published_must_not_lie_in_the_future(head: str, is_right: bool) -> None:
    assert [message for message, _ in found(head)] == ([] if is_right else ["future"])


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("2026年8月に始まる夜市", "夜市の準備です。"),
        ("2026年の夜市", "夜市の準備です。"),
        ("2026年度の夜市", "夜市の準備です。"),
        ("2026年春の夜市", "夜市の準備です。"),
        ("2026年版 夜市の手引き", "夜市の準備です。"),
        ("2026年開催の夜市", "夜市の準備です。"),
        ("夜市、2026年に四十軒へ", "夜市の準備です。"),
        ("2025年夜市の記録", "夜市の準備です。"),
        ("2024年夜市の記録", "夜市の準備です。"),
        ("2026年夜市カレンダー", "2026年の夜市の予定です。"),
        ("2026年夜市の見どころ", "来年の夜市を案内します。"),
        ("2026年夜市の見どころ", "夜市です。\n\n## 2026年の店\n\n四十軒です。"),
    ],
)
def test_a_year_that_the_post_is_about_may_begin_its_title(title: str, body: str) -> None:
    assert found(f"title: {title}\ndate: 2025-11-20\n", body) == []


@pytest.mark.parametrize("title", ["2026年夜市を支える人びと", "【2026年最新】夜市の歩き方"])
def test_a_year_stamped_before_the_title_of_another_is_named(title: str) -> None:
    body = f"# {title}\n\n2025年の夜市は、四十軒でした。"
    assert found(f"title: {title}\ndate: 2025-11-20\n", body) == [("title-year", "2026年")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("2025年6月現在、店は四十軒です。", [("as-of", "2025年6月現在")]),
        ("2026年現在、店は四十軒です。", [("as-of", "2026年現在")]),
        ("2025年という近未来の話です。", [("no-future", "2025年という近未来")]),
        ("2025年という未来です。\n\n2025年という未来です。", [("no-future", "2025年という未来")]),
        ("本日8月2日、夜市が開きました。", [("today", "本日8月2日")]),
        ("2025年4月1日現在、店は四十軒です。", []),
        ("2025年4月現在、店は四十軒です。", []),
        ("2023年3月現在、店は四十軒です。", []),
        ("店は四十軒です。\n\n春です。\n\n2025年8月現在は五十軒です。", []),
        ("追記：2025年8月現在は五十軒です。", []),
        ("> 2025年8月現在は五十軒です。", []),
        ("`2025年8月現在`と表示されます。", []),
        ("2030年という未来には五十軒です。", []),
        ("本日4月3日、夜市が開きました。", []),
    ],
)
def test_the_now_of_the_body_is_not_after_the_post(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert found("date: 2025-04-01\n", body) == expected


def test_a_later_change_moves_the_now_of_the_body() -> None:
    head = "date: 2025-04-01\nlastmod: 2025-08-10\n"
    assert found(head, "2025年8月現在、店は五十軒です。") == []


def test_the_name_of_the_file_stands_in_for_a_date() -> None:
    assert found("title: 夜市\n", "2025年8月現在、店は五十軒です。", "2025-04-01-a.md") == [
        ("as-of", "2025年8月現在")
    ]


@pytest.mark.parametrize("text", ["", "x", "2025", "2025-04", "10:00", "2020年春", "2025-04-01x"])
def test_what_is_not_a_whole_date_in_figures_is_none(text: str) -> None:
    assert moment_of(text) is Fault.NO_DATE


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13-01", "2025/00/10", "2025-04-01 24:00"])
def test_what_the_calendar_lacks_is_impossible(text: str) -> None:
    assert moment_of(text) is Fault.IMPOSSIBLE


@given(st.datetimes().map(str) | st.text(st.sampled_from("0123456789-/:TZ+ 年月日."), max_size=30))
def test_any_text_is_a_moment_or_a_fault(text: str) -> None:
    moment = moment_of(text)
    if isinstance(moment, Moment):
        assert moment.earliest <= moment.latest
        assert moment.latest - moment.earliest <= timedelta(days=3)
    else:
        assert moment in Fault
