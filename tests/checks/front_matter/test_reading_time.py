"""The declared reading time against the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kouetsu.article import Article, Profile
from kouetsu.article.source import from_text
from kouetsu.checks.front_matter import reading_time as checks
from kouetsu.finding import Applicability

if TYPE_CHECKING:
    from kouetsu.finding import Hit


def paragraphs(minutes: float) -> str:
    """Return Japanese text that takes this long, every sentence another one."""
    sentences = (
        f"第{number:04}便の船は沖の灯台を見ながら港へ戻りました。" for number in range(9999)
    )
    text = ""
    while len(text) < minutes * 500:
        text += next(sentences)
    return text + "\n"


def article(body: str, *, profile: Profile | None = None, **head: str) -> Article:
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return Article(from_text(f"---\n{lines}---\n\n{body}"), profile or Profile())


def reading_time(post: Article, **options: object) -> list[Hit]:
    defaults: dict[str, object] = {
        "keys": ["reading_time"],
        "code_lines_per_minute": 45,
        "tolerance_percent": 30,
        "tolerance_minutes": 2,
        "rounding": "ceil",
        "minimum": 1,
    }
    return list(checks.reading_time(post, **{**defaults, **options}))  # type: ignore[arg-type]


def actual(post: Article, **options: object) -> int:
    hits = reading_time(post, tolerance_percent=0, tolerance_minutes=0, **options)
    return int(str(hits[0].values["actual"]))


def fixed(post: Article, hit: Hit) -> str:
    assert hit.fix is not None
    text = post.source.text
    for edit in reversed(hit.fix.edits):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("declared", "minutes", "is_reported"),
    [
        ("10", 10, False),
        ("12", 10, False),
        ("8", 10, False),
        ("13", 9.9, True),
        ("3", 1.2, False),  # 150 % off, but under two minutes
        ("5", 1.2, True),
        ("22", 30, False),  # eight minutes off, but under 30 %
        ("20", 30, True),
    ],
)
def test_a_reading_time_is_off_by_share_and_by_minutes(
    declared: str, minutes: float, is_reported: bool
) -> None:
    post = article(paragraphs(minutes), reading_time=declared)
    assert bool(reading_time(post)) is is_reported


@pytest.mark.parametrize("value", ["9", "'9'", '"9 min"', "9分", "約9分", "9 min read", "9.0"])
def test_the_fix_writes_the_number_and_keeps_the_rest(value: str) -> None:
    post = article(paragraphs(2), reading_time=value)
    (hit,) = reading_time(post)
    number = "9.0" if value == "9.0" else "9"
    old, new = (f"reading_time: {text}\n" for text in (value, value.replace(number, "3")))
    assert hit.fix is not None
    assert hit.fix.applicability is Applicability.SAFE
    assert fixed(post, hit) == post.source.text.replace(old, new)


@pytest.mark.parametrize("value", ["true", "", "[9]", "9:30", "90 秒", "PT9M", "soon", "5-9 min"])
def test_values_that_are_no_minutes_are_not_compared(value: str) -> None:
    assert reading_time(article(paragraphs(1), reading_time=value)) == []


def test_any_of_the_keys_is_read_and_no_other() -> None:
    post = article(paragraphs(1), readTime="30", reading_time="1")
    assert reading_time(post) == []
    (hit,) = reading_time(post, keys=["reading_time", "readTime"])
    assert post.source.slice(hit.span) == "30"


def test_markup_code_and_targets_are_not_characters_read() -> None:
    bare = article(paragraphs(2), reading_time="60")
    marked = article(
        paragraphs(2).replace("灯台", "**灯台**").replace("港", "[港](https://example.com/harbour)")
        + "\n<!-- 長い覚え書き -->\n\n![](a.png)\n\n"
        + "`code`\n" * 90,
        reading_time="60",
    )
    assert actual(bare) == actual(marked) == 3


def test_code_is_read_by_its_lines() -> None:
    code = "```python\n" + "value = 1\n\n" * 90 + "```\n"
    assert actual(article(paragraphs(1.9) + "\n" + code, reading_time="60")) == 4
    post = article(paragraphs(1.9) + "\n" + code, reading_time="60")
    assert actual(post, code_lines_per_minute=10) == 11


def test_english_is_read_by_words() -> None:
    body = "The keeper of the harbour light doesn't sleep before the morning tide. " * 40
    assert actual(article(body, reading_time="60")) == 3  # 480 words


def test_the_speeds_are_those_of_the_profile() -> None:
    slow = Profile(characters_per_minute=100, words_per_minute=50)
    assert actual(article(paragraphs(2), profile=slow, reading_time="60")) == 11
    english = "The keeper of the light sleeps. " * 50
    assert actual(article(english, profile=slow, reading_time="60")) == 6


@pytest.mark.parametrize(("rounding", "minutes"), [("ceil", 3), ("floor", 2), ("nearest", 2)])
def test_the_value_is_rounded_as_the_blog_does(rounding: str, minutes: int) -> None:
    assert actual(article(paragraphs(2.2), reading_time="60"), rounding=rounding) == minutes


def test_a_rounding_that_does_not_exist_is_named_with_the_valid_ones() -> None:
    with pytest.raises(ValueError, match="valid: ceil, floor, nearest"):
        actual(article(paragraphs(1), reading_time="60"), rounding="up")


def test_the_value_never_falls_under_the_minimum() -> None:
    assert actual(article("港。", reading_time="60"), rounding="floor", minimum=2) == 2


def test_a_body_without_text_is_not_compared() -> None:
    assert reading_time(article("![港](a.png)\n", reading_time="9")) == []


def test_a_value_that_only_copies_made_wrong_needs_no_repair_of_its_own() -> None:
    once = paragraphs(6)
    post = article(f"{once}\n{once}", reading_time="7")
    (hit,) = reading_time(post)
    assert (hit.message, hit.fix) == ("copies", None)
    assert (hit.values["actual"], hit.values["without_copies"]) == (13, 7)


def test_a_value_that_is_wrong_without_the_copies_too_stands_for_itself() -> None:
    once = paragraphs(6)
    post = article(f"{once}\n{once}", reading_time="30")
    (hit,) = reading_time(post)
    assert hit.message == "copies"
    assert hit.fix is not None
