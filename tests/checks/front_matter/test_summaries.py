"""Summaries of the head against the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks.front_matter import summaries as checks
from kouetsu.finding import Applicability

if TYPE_CHECKING:
    from kouetsu.finding import Hit

KEYS = ["excerpt", "description"]
SENTENCE = "週末だけ開く天文台では、街の人が大きな望遠鏡で土星や木星を観察しています。"


def article(body: str, **head: str) -> Article:
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return Article(from_text(f"---\ntitle: 夜の天文台\n{lines}---\n\n{body}\n"))


def fixed(post: Article, hit: Hit) -> str:
    assert hit.fix is not None
    assert hit.fix.applicability is Applicability.UNSAFE
    (edit,) = hit.fix.edits
    return (
        post.source.text[: edit.span.start] + edit.replacement + post.source.text[edit.span.end :]
    )


# Cut


@pytest.mark.parametrize(
    ("summary", "kind"),
    [
        ("週末だけ開く天文台では、街の人が大きな望遠鏡で土星や", "cut"),
        ("週末だけ開く天文台では、街の人が大きな望遠鏡で土星や木星を", "cut"),
        ("週末だけ開く天文台では、街の人が大きな望遠鏡で土星や木星を観", "word"),
        ("週末だけ開く天文台では、街の人が大きな望遠鏡で土星や木星を観…", "word"),
        ('"週末だけ開く天文台では、街の人が大きな望遠鏡で土星や木星を観..."', "word"),
        ("港の天文台は、毎週土曜日の夕方に開き、", "stop"),
        ("港の天文台で「星を見る会に参加した", "stop"),
        ("、街の人が大きな望遠鏡で土星や木星を観察しています。", "start"),
        ("文台では、街の人が大きな望遠鏡で土星や木星を観察しています。", "start"),
        ('"## 天文台の夜に街の人が集まります。"', "markup"),
        ("街の人が**大きな望遠鏡**で土星を見ます。", "markup"),
        ("街の人が[望遠鏡](/scope)で土星を見ます。", "markup"),
        ("街の人が望遠鏡で<br>土星を見ます。", "markup"),
    ],
)
def test_a_broken_summary_is_named_by_its_kind(summary: str, kind: str) -> None:
    hits = list(checks.summary_cut(article(SENTENCE, excerpt=summary), keys=KEYS))
    assert [hit.message for hit in hits] == [kind]


@pytest.mark.parametrize(
    "summary",
    [
        SENTENCE,
        SENTENCE.rstrip("。"),
        "週末だけ開く天文台では、街の人が大きな望遠鏡で土星や…",
        "週末だけ開く天文台では、街の人が大きな望遠鏡で土星や [...]",
        "週末だけ開く天文台の夜",
        "土星や木星を観察する週末",
        "天文台に行きました！",
        "天文台に行きました（前編）",
        "`scope.open()` で望遠鏡を開く方法",
        "[コラム] 星の名前",
        "3 < 5 > 2 の話",
        "望遠鏡",
    ],
)
def test_a_sound_summary_is_left_alone(summary: str) -> None:
    post = article(SENTENCE, excerpt=f"'{summary}'")
    assert list(checks.summary_cut(post, keys=KEYS)) == []


@pytest.mark.parametrize(
    ("summary", "body"),
    [
        (
            "週末の天文台は誰でも無料で入れます",
            "週末の天文台は誰でも無料で入れますが、予約がいります。",
        ),
        ("週末の天文台で見た土星の輪と木星の縞", "週末の天文台で見た土星の輪と木星の縞"),
        ("How the clock at the harbour is wound", "The clock at the harbour is wound daily."),
        ("The clock at the harbour is wound", "The clock at the harbour is wound. It rings."),
    ],
)
def test_words_that_could_end_there_are_no_cut(summary: str, body: str) -> None:
    assert list(checks.summary_cut(article(body, excerpt=summary), keys=KEYS)) == []


def test_english_is_cut_where_its_whole_last_sentence_goes_on() -> None:
    post = article(
        "The clock at the harbour is wound by Ann.", excerpt="The clock at the harbour is wo"
    )
    (hit,) = checks.summary_cut(post, keys=KEYS)
    assert hit.message in ("cut", "word")


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_the_fix_completes_the_sentence_from_the_body(quote: str) -> None:
    cut = "週末だけ開く天文台では、街の人が大きな望遠鏡で土星や"
    post = article(SENTENCE, excerpt=f"{quote}{cut}{quote}")
    (hit,) = checks.summary_cut(post, keys=KEYS)
    assert fixed(post, hit) == post.source.text.replace(
        f"{quote}{cut}{quote}", f"{quote}{SENTENCE}{quote}", 1
    )


@pytest.mark.parametrize(
    "rest", ['"木星"を見ます。', "`x` を見ます。", "星: 木星を見ます。", "木星を見て"]
)
def test_nothing_is_completed_with_what_the_value_cannot_hold(rest: str) -> None:
    start = "週末だけ開く天文台では、街の人が大きな望遠鏡で土星や"
    (hit,) = checks.summary_cut(article(start + rest, excerpt=f'"{start}"'), keys=KEYS)
    assert hit.fix is None


def test_another_summary_knows_how_the_sentence_goes_on() -> None:
    cut = "週末だけ開く天文台では、街の人が大きな望遠鏡で土星や"
    post = article("港の話です。", excerpt=cut, description=SENTENCE)
    (hit,) = checks.summary_cut(post, keys=KEYS)
    assert (hit.message, post.source.position(hit.span.start).line) == ("cut", 3)


def test_two_summaries_that_are_cut_alike_do_not_excuse_each_other() -> None:
    cut = "週末だけ開く天文台では、街の人が大きな望遠鏡で土星や"
    post = article(SENTENCE, excerpt=cut, description=cut)
    assert [hit.message for hit in checks.summary_cut(post, keys=KEYS)] == ["cut", "cut"]


def test_only_the_keys_of_the_settings_are_read() -> None:
    post = article(SENTENCE, lead="街の人が**大きな望遠鏡**で土星を見ます。")
    assert list(checks.summary_cut(post, keys=KEYS)) == []
    assert len(list(checks.summary_cut(post, keys=["lead"]))) == 1


# Glued


@pytest.mark.parametrize(
    ("title", "between", "is_reported"),
    [
        ("夜の天文台に人が集まるわけ", "", True),
        ("夜の天文台に人が集まるのか？", "", True),
        ("# 夜の天文台に人が集まるわけ", "", True),
        ("## 星を見る", "", True),
        ("夜の天文台に人が集まるわけ", " ", False),
        ("夜の天文台に人が集まるわけ", "。", False),
        ("夜の天文台に人が集まるわけ", "｜", False),
        ("夜の天文台に人が集まります。", "", False),
        ("なぜ人が集まるのでしょうか？", "", False),
        ("次のことを覚えてください：", "", False),
    ],
)
def test_a_title_and_a_text_with_nothing_between_are_glued(
    title: str, between: str, is_reported: bool
) -> None:
    post = article(f"{title}\n\n{SENTENCE}", excerpt=f"'{title.lstrip('# ')}{between}{SENTENCE}'")
    assert bool(list(checks.summary_glued(post, keys=KEYS))) is is_reported


def test_the_title_is_taken_out_of_the_summary() -> None:
    post = article(
        f"夜の天文台とは？\n\n「{SENTENCE}」", excerpt=f'"夜の天文台とは？「{SENTENCE}」"'
    )
    (hit,) = checks.summary_glued(post, keys=KEYS)
    assert fixed(post, hit) == post.source.text.replace('"夜の天文台とは？', '"', 1)


def test_a_body_that_repeats_itself_is_told_once() -> None:
    once = f"夜の天文台とは？\n\n{SENTENCE}\n\n"
    post = article(once * 3, excerpt=f"夜の天文台とは？{SENTENCE}")
    assert len(list(checks.summary_glued(post, keys=KEYS))) == 1


def test_a_short_heading_may_be_a_word_of_the_summary() -> None:
    post = article(
        "## 土星\n\n`輪` の見え方を調べます。", excerpt="望遠鏡で土星の見え方を調べます。"
    )
    assert list(checks.summary_glued(post, keys=KEYS)) == []


# Mismatch


@pytest.mark.parametrize("summary", ['""', "''", "", '" "'])
def test_an_empty_summary_is_reported_at_its_key(summary: str) -> None:
    post = article(SENTENCE, excerpt=summary)
    (hit,) = checks.summary_mismatch(post, keys=KEYS)
    assert (hit.message, post.source.slice(hit.span)) == ("empty", "excerpt")


@pytest.mark.parametrize(
    ("summary", "body", "is_reported"),
    [
        ("夜の天文台", SENTENCE, True),
        ("「夜の天文台」", SENTENCE, True),
        ("夜の天文台とは？", f"夜の天文台とは？\n\n{SENTENCE}", True),
        ("星を見る人たち", f"# 星を見る人たち\n\n{SENTENCE}", True),
        (SENTENCE, f"{SENTENCE}\n\n夜は冷えます。", False),
        ("夜の天文台を訪ねた", SENTENCE, False),
    ],
)
def test_the_title_again_is_no_summary(summary: str, body: str, is_reported: bool) -> None:
    hits = list(checks.summary_mismatch(article(body, excerpt=summary), keys=KEYS))
    assert [hit.message for hit in hits] == (["title"] if is_reported else [])


OTHER = "棚田の田植え、棚田の水路、若者の移住、農家の組合、味噌の仕込み、炭焼きの小屋を紹介します。"


@pytest.mark.parametrize(
    ("summary", "body", "is_reported"),
    [
        (OTHER, SENTENCE * 10, True),
        (OTHER, f"{SENTENCE * 10}棚田と水路、農家の組合も訪ねました。", False),
        (OTHER, SENTENCE, False),  # too short a body to tell
        ("棚田の水路と田植え", SENTENCE * 10, False),  # too short a summary to tell
        ("Terraces, rice fields, water, farms, young people, soybean paste", SENTENCE * 10, False),
    ],
)
def test_a_summary_of_something_else_is_told(summary: str, body: str, is_reported: bool) -> None:
    hits = list(checks.summary_mismatch(article(body, excerpt=f"'{summary}'"), keys=KEYS))
    assert [hit.message for hit in hits] == (["unrelated"] if is_reported else [])


@pytest.mark.parametrize("head", [{}, {"excerpt": "[a, b]"}, {"excerpt": "x" * 3000}])
def test_what_is_no_summary_is_not_judged(head: dict[str, str]) -> None:
    post = article(SENTENCE, **head)
    for check in (checks.summary_cut, checks.summary_glued, checks.summary_mismatch):
        assert list(check(post, keys=KEYS)) == []


TEXTS = st.text(st.sampled_from("夜の天文台で、。？「」… *#[]()<>`aB1\n"), max_size=60)


@given(TEXTS, TEXTS)
def test_the_places_of_hits_lie_in_the_head(summary: str, body: str) -> None:
    post = article(body, excerpt=f"|\n  {summary.replace(chr(10), ' ')}")
    for check in (checks.summary_cut, checks.summary_glued, checks.summary_mismatch):
        for hit in check(post, keys=KEYS):
            assert 0 < hit.span.start < hit.span.end <= post.body.start
