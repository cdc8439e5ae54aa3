"""Emphasis that stays visible: what is reported, how to write it, and what is left alone."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article, Flavour, Profile
from kouetsu.article.source import from_text
from kouetsu.checks.markdown.emphasis import _READ, _holding, emphasis_not_rendered
from kouetsu.checks.markdown.emphasis_marks import Renderer, _shows
from kouetsu.finding import Applicability
from views import MARKDOWN

if TYPE_CHECKING:
    from kouetsu.finding import Hit

COMMONMARK, KRAMDOWN = Flavour.COMMONMARK, Flavour.KRAMDOWN


def hits(text: str, flavour: Flavour = COMMONMARK) -> list[Hit]:
    return list(emphasis_not_rendered(Article(from_text(text), Profile(flavour=flavour))))


def found(text: str, flavour: Flavour = COMMONMARK) -> list[tuple[str, str]]:
    return [(hit.message, text[hit.span.start : hit.span.end]) for hit in hits(text, flavour)]


def repaired(text: str, flavour: Flavour = COMMONMARK) -> str:
    edits = [edit for hit in hits(text, flavour) if hit.fix for edit in hit.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@given(MARKDOWN)
def test_signs_are_sought_in_all_blocks_of_words_that_show_one(text: str) -> None:
    article = Article(from_text(text))
    shown = {
        block.span: set("*_~").intersection(article.prose[block.text.start : block.text.end])
        for block in article.blocks
        if block.kind in _READ
    }
    assert set().union(*shown.values()) <= set(article.texts.latin)
    held = [block.span for block in _holding(["*", "_", "~"], article.blocks, article.prose)]
    assert held == [span for span, signs in shown.items() if signs]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("名物は**「石窯のパン」**です。", "名物は「**石窯のパン**」です。"),
        ("名物は**『粉の本』**だ。", "名物は『**粉の本**』だ。"),
        ("名物は**（薄い）**パンです。", "名物は（**薄い**）パンです。"),
        ("名物は***「石窯のパン」***です。", "名物は「***石窯のパン***」です。"),
        ("名物は*「石窯のパン」*です。", "名物は「*石窯のパン*」です。"),
        ("**熱くなります。**手袋をはめます。", "**熱くなります**。手袋をはめます。"),
        ("**費用：**百円です。", "**費用**：百円です。"),
        ("**「本当に？」**と尋ねました。", "「**本当に？**」と尋ねました。"),
        ("粉は** 細かく**ふるいます。", "粉は**細かく**ふるいます。"),
        ("粉は**細かく **ふるいます。", "粉は**細かく**ふるいます。"),
        ("生地は__一晩__寝かせます。", "生地は**一晩**寝かせます。"),
        (
            "| 名物 |\n| --- |\n| 名物は**「パン」**です |",
            "| 名物 |\n| --- |\n| 名物は「**パン**」です |",
        ),
        ("### 名物は**「パン」**です", "### 名物は「**パン**」です"),
        ("- 名物は**「パン」**です", "- 名物は「**パン**」です"),
        ("それは~~「昨日」~~今日のことです。", "それは「~~昨日~~」今日のことです。"),
    ],
)
def test_marks_move_to_where_they_render_without_a_change_of_the_words(
    text: str, better: str
) -> None:
    (hit,) = hits(text)
    assert hit.fix is not None
    assert hit.fix.applicability is Applicability.UNSAFE
    assert repaired(text) == better
    assert hits(better) == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("大切なのは**「水」と「火」**です。", "大切なのは **「水」と「火」** です。"),
        ("彼は**窯（かま）**を作ります。", "彼は**窯（かま）** を作ります。"),
        ("彼は**[窯](kiln.md)**を作ります。", "彼は **[窯](kiln.md)** を作ります。"),
        ("彼は**`fire`**を呼びます。", "彼は **`fire`** を呼びます。"),
        ("彼の**「窯」の本**は三冊です。", "彼の **「窯」の本**は三冊です。"),
    ],
)
def test_a_blank_outside_the_marks_is_the_last_resort(text: str, better: str) -> None:
    (hit,) = hits(text)
    assert hit.message == "beside"
    assert hit.fix is not None
    assert hit.fix.applicability is Applicability.UNSAFE
    assert repaired(text) == better


def test_bold_text_that_the_parser_pairs_wrongly_is_found_by_its_order() -> None:
    text = "名物は**「パン」**と**「茶」**と**「水」**です。"
    assert [words for _, words in found(text)] == ["**「パン」**", "**「茶」**", "**「水」**"]
    assert repaired(text) == "名物は「**パン**」と「**茶**」と「**水**」です。"


def test_bold_text_after_a_failed_one_is_not_blamed_for_it() -> None:
    assert found("名物は**「パン」**と**茶**です。") == [("brackets", "**「パン」**")]


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize(
    "text",
    [
        "窯に火を入れたら、⟦**⟧一時間は開けないでください。",
        "⟦**⟧窯に火を入れたら、一時間は開けないでください。",
        "一時間は開けないでください⟦**⟧",
        "**窯**と**粉**と⟦**⟧水があります。",
    ],
)
def test_a_mark_without_its_partner_is_found_alone(text: str, flavour: Flavour) -> None:
    clean = text.replace("⟦", "").replace("⟧", "")
    (hit,) = hits(clean, flavour)
    assert hit.message == "lone"
    assert hit.fix is None
    assert clean[: hit.span.start] + "⟦**⟧" + clean[hit.span.end :] == text


def test_an_odd_number_of_marks_is_counted_line_by_line() -> None:
    text = "**火の番\n一行目です。\n**二行目**です。"
    assert [hit.span.start for hit in hits(text)] == [0]


GUARDRAILS = [
    "まず**窯**を開けます。**粉**は*細かく*ふるいます。",
    "まず、**「水の量」**。次に「**火加減**」です。",
    "**番として言うなら、** 窯は熱い。**温度（摂氏）**: 二百度",
    "*※ 価格は変わることがあります。*",
    "入場は無料です（*1）。駐車場は有料です（*2）。\n\n*1 祝日を除く\n*2 一日五百円",
    "「*」印と「**」印は、注を表します。",
    "二の十乗は 2**10 で、5 * 3 * 2 は三十です。a ** b ** c も同じです。",
    "x**-1 + y**-2 を計算します。",
    "引数は *args と **kwargs です。",
    "場所は src/**/*.md と docs/**/*.md です。",
    "看板に f**k と書かれていました。",
    "うれしい (*^_^*) うれしい（*´ω｀*）",
    "評価は *** です。\n\n*****\n\n***\n",
    "値は 0.52** で、0.61*** でした。",
    "| 係数 |\n| --- |\n| 0.52** |\n| **本数 |",
    "\\*\\*窯\\*\\*と\\*\\*「粉」\\*\\*です。",
    "`**「窯」**です` と `**` を書きます。",
    "```\n名物は**「パン」**です。\n```",
    "    名物は**「パン」**です。",
    "<!-- 名物は**「パン」**です。 -->",
    "$a**「b」**c$ と書きます。",
    "[窯](https://example.jp/**「a」**b) を見ます。",
    "snake_case と __init__ と file__name__x です。",
    "楽しい~~！ うれしい~~！",
    "** 価格は税込みです。",
    "The kiln is **very hot** and *never* cold.",
]


@pytest.mark.parametrize("flavour", list(Flavour))
@pytest.mark.parametrize("text", GUARDRAILS)
def test_text_that_renders_or_was_never_emphasis_is_left_alone(text: str, flavour: Flavour) -> None:
    assert found(text, flavour) == []


@pytest.mark.parametrize(
    "text",
    [
        "名物は**「石窯のパン」**です。",
        "**熱くなります。**手袋をはめます。",
        "大切なのは**「水」と「火」**です。",
        "彼は**窯（かま）**を作ります。",
        "それは~~「昨日」~~今日のことです。",
    ],
)
def test_what_kramdown_renders_is_left_alone_in_kramdown(text: str) -> None:
    assert hits(text, KRAMDOWN) == []


def test_blanks_inside_the_marks_fail_in_kramdown_as_well() -> None:
    assert repaired("粉は** 細かく **ふるいます。", KRAMDOWN) == "粉は**細かく**ふるいます。"


EDGES = st.sampled_from([*"あ漢a1「」（）。、！：—“”[]`*_~ -", "\u3000", "é", "😀", "・", "$", "+"])
WORDS = st.sampled_from(["あ", "い", "abc", "「", "」", "（", "）", "。", "い", "う", " ", "、"])


@given(EDGES, st.sampled_from(["**", "*", "~~"]), st.lists(WORDS, min_size=1, max_size=4), EDGES)
def test_the_words_after_a_fix_are_reported_no_more(
    before: str, signs: str, words: list[str], after: str
) -> None:
    text = f"甲{before}{signs}{''.join(words)}{signs}{after}乙"
    for flavour in Flavour:
        if [hit.message for hit in hits(text, flavour)] not in ([], ["lone"]):
            assert found(repaired(text, flavour), flavour) == []


@given(MARKDOWN, st.sampled_from(list(Flavour)))
def test_findings_lie_in_the_text_and_do_not_overlap(text: str, flavour: Flavour) -> None:
    spans = sorted(hit.span for hit in hits(text, flavour))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))


@pytest.mark.parametrize("letter", "aZ09あんァヶー一鿿々")
@pytest.mark.parametrize("signs", ["*", "**", "***", "__", "~~"])
def test_to_commonmark_one_letter_is_as_good_as_another(letter: str, signs: str) -> None:
    for before, first, last, after in product(f" ,甲{letter}", repeat=4):
        sample = f"甲{before}{signs}{first}甲{last}{signs}{after}甲"
        is_rendered = not _shows(COMMONMARK, sample, signs[0])
        assert Renderer(COMMONMARK).renders(signs, before, first, last, after) == is_rendered
