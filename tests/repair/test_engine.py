from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from kouetsu import catalogue
from kouetsu.article import Article
from kouetsu.article.source import Span, from_bytes
from kouetsu.config import CommandLine, Configurations, Settings
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.repair.engine import MOST_PASSES, encoded, repair_bytes
from samples import install, places, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED = Path(__file__).parents[2].parent / "shared" / "posts"


def settings() -> Settings:
    return Configurations(catalogue.load(), CommandLine()).settings_for(Path("post.md"))


def repaired(text: str, *, unsafe: bool = False) -> str:
    return repair_bytes(text.encode(), "post.md", settings(), unsafe=unsafe).data.decode()


def test_safe_repairs_are_made_and_counted() -> None:
    done = repair_bytes(
        "急ぐべきですです。\n\n---END---\n\n港へ行きます。\n".encode(), "a.md", settings()
    )
    assert done.data.decode() == "急ぐべきです。\n\n港へ行きます。\n"
    assert done.counts == {"generator-leftover": 1, "stutter": 1}
    assert not done.report.findings


def test_an_unsafe_repair_is_made_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(article: Article) -> Iterator[Hit]:
        for span in places(article.source.text, "海"):
            yield Hit(span, fix=Fix((Edit(span, "港"),), Applicability.UNSAFE))

    install(monkeypatch, own=check)
    own = samples.settings(rule("own"))
    data = "海が見えます。\n".encode()
    assert repair_bytes(data, "a.md", own).data == data
    assert repair_bytes(data, "a.md", own, unsafe=True).data.decode() == "港が見えます。\n"


@pytest.mark.parametrize(
    "text",
    [
        "港の灯台は、夕方になると点灯します。\n",
        "今後ますます増えます。人々はそれぞれの港へ向かいます。",
        "---\ntitle: 港\ntags: [海]\n---\n\n# 港\n\n本文です。\n",
        "",
    ],
)
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert repaired(text, unsafe=True) == text


def test_a_file_in_another_codec_is_left_alone() -> None:
    data = "急ぐべきですです。港へ行きます。\n".encode("cp932")
    assert repair_bytes(data, "a.md", settings()).data == data


def test_a_suppressed_finding_is_not_repaired() -> None:
    text = "急ぐべきですです。 <!-- kouetsu-disable-line stutter -- 台本のまま -->\n"
    assert repaired(text, unsafe=True) == text


def run(
    monkeypatch: pytest.MonkeyPatch, text: str, check: Callable[[Article], Iterator[Hit]]
) -> tuple[str, list[str]]:
    install(monkeypatch, own=check)
    done = repair_bytes(text.encode(), "a.md", samples.settings(rule("own")))
    return done.data.decode(), [error.message for error in done.report.errors]


def replacing(words: str, replacement: str) -> Callable[[Article], Iterator[Hit]]:
    def check(article: Article) -> Iterator[Hit]:
        for span in places(article.source.text, words):
            fix = Fix((Edit(span, replacement),), Applicability.SAFE)
            yield Hit(span, fix=fix)

    return check


def test_a_repair_that_would_lose_a_sentence_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "港へ行きます。海が見えます。\n"
    after, errors = run(monkeypatch, text, replacing("海が見えます。", ""))
    assert after == text
    assert errors == ["a repair was refused, as it would lose “海が見えます。”"]


def test_the_other_repairs_are_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(article: Article) -> Iterator[Hit]:
        yield from replacing("海が見えます。", "")(article)
        yield from replacing("ですです", "です")(article)

    after, errors = run(monkeypatch, "港ですです。海が見えます。舟ですです。\n", check)
    assert after == "港です。海が見えます。舟です。\n"
    assert len(errors) == 1


def test_a_copy_and_a_slip_in_its_original_are_repaired_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sentence = "港へ行くべきですです。"

    def check(article: Article) -> Iterator[Hit]:
        first, *later = places(article.source.text, "港へ行くべきです")
        slips = places(article.source.text, "ですです")
        for span in later:
            whole = Span(span.start, span.start + len(sentence))
            yield Hit(whole, fix=Fix((Edit(whole, ""),), Applicability.SAFE))
        for slip in slips:
            if slip.start < first.end:
                fix = Fix((Edit(Span(slip.start, slip.start + 2), ""),), Applicability.SAFE)
                yield Hit(slip, fix=fix)

    after, errors = run(monkeypatch, f"{sentence}\n\n舟です。\n\n{sentence}\n", check)
    assert (after, errors) == ("港へ行くべきです。\n\n舟です。\n\n\n", [])


def test_of_repairs_that_touch_one_another_one_is_made_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    after, errors = run(monkeypatch, "港ででででです。\n", replacing("でで", "で"))
    assert (after, errors) == ("港です。\n", [])


def test_repairs_that_go_to_and_fro_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = 0

    def check(article: Article) -> Iterator[Hit]:
        nonlocal rounds
        rounds += 1
        yield from replacing("北の港", "南の港")(article)
        yield from replacing("南の港 ", "北の港 ")(article)

    run(monkeypatch, "北の港 です。\n", check)
    assert rounds == MOST_PASSES + 1


def test_an_edit_of_several_parts_is_made_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(article: Article) -> Iterator[Hit]:
        spans = list(places(article.source.text, "**"))
        if len(spans) == 2:
            edits = tuple(Edit(span, "") for span in spans)
            yield Hit(Span(spans[0].start, spans[1].end), fix=Fix(edits, Applicability.SAFE))

    assert run(monkeypatch, "**港**です。\n", check) == ("港です。\n", [])


FRAGMENTS = st.sampled_from(
    [
        "急ぐべきですです。",
        "港の灯台は、夕方になると点灯します。",
        "昔の町には、三つの灯台がありました。漁をする人はみな、星よりも灯台を見たそうです。",
        "---END---",
        "##見出し",
        "**「海の門」**です。",
        "港を見渡す丘に、古い宿があります。\n---\n",
        "- 朝の船\n- 夕べの船",
        "[cite: 3]",
        "```\nコードですです。\n```",
        "zero\u200bwidthの文字があります。",
        "｡ ﾊﾝｶｸ",
        "| 表 | 値 |\n|---|---|\n| 港 | 3 |",
        "<div>\n\n囲みです。\n\n</div>",
        "",
    ]
)
HEADS = st.sampled_from(
    [
        "",
        "---\ntitle: '港' # 題\ntags: [海, 海, 港]\nreading_time: 40\n---\n\n",
        "+++\ntitle = '港'\n+++\n",
    ]
)
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])


@given(HEADS, st.lists(FRAGMENTS, max_size=6), NEWLINES, st.booleans(), st.booleans())
def test_a_repaired_text_is_at_rest_and_keeps_its_form(
    head: str, fragments: list[str], newline: str, has_bom: bool, unsafe: bool
) -> None:
    text = (head + "\n\n".join(fragments)).replace("\n", newline)
    data = (b"\xef\xbb\xbf" if has_bom else b"") + text.encode()
    done = repair_bytes(data, "post.md", settings(), unsafe=unsafe)
    assert done.data.startswith(b"\xef\xbb\xbf") == has_bom
    assert set(re.findall(r"\r\n|\r|\n", done.data.decode())) <= {newline}
    again = repair_bytes(done.data, "post.md", settings(), unsafe=unsafe)
    assert again.data == done.data
    before, after = (Article(from_bytes(each, "post.md")) for each in (data, done.data))
    keys = [[entry.key for entry in each.front_matter.entries] for each in (before, after)]
    assert keys[0] == keys[1]


@given(st.binary(max_size=80))
def test_any_bytes_survive(data: bytes) -> None:
    done = repair_bytes(data, "post.md", settings(), unsafe=True)
    if not done.counts:
        assert done.data == data


@given(st.text(max_size=40), st.booleans())
def test_a_decoded_file_is_encoded_to_its_own_bytes(text: str, has_bom: bool) -> None:
    data = (b"\xef\xbb\xbf" if has_bom else b"") + text.encode("utf-8", "ignore")
    source = from_bytes(data, "a.md")
    if source.likely_codec is None and not source.undecodable:
        assert encoded(source) == data


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["more", "human"])
def test_real_posts_come_to_rest_without_a_loss(folder: str) -> None:
    posts = sorted((SHARED / folder).rglob("*.md"))[:: 4 if folder == "more" else 2]
    if not posts:
        pytest.skip("the real posts are not beside this checkout")
    own = settings()
    for post in posts:
        data = post.read_bytes()
        done = repair_bytes(data, post.name, own, unsafe=True)
        assert not [e for e in done.report.errors if "refused" in e.message], post
        if done.counts:
            assert repair_bytes(done.data, post.name, own, unsafe=True).data == done.data, post
