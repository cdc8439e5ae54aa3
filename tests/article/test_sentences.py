from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.sentences import is_japanese, plain
from kouetsu.article.source import Span
from views import read, sentences, visible

PROSE_KINDS = (Kind.HEADING, Kind.PARAGRAPH, Kind.TABLE_CELL, Kind.HTML)
PIECES = (
    *("港", "朝です", "。", "！", "？", "．", ".", "!", "?", "、", "…", "。。", "！？"),
    *("「", "」", "『", "』", "（", "）", "(", ")", "【", "】", "“", "”", "〈", "〉"),
    *("\n", "\r\n", "\n\n", " ", "\u3000", "\t", "**", "*", "`a`", "[港](b)", "![a](b)", "<b>"),
    *("# ", "- ", "> ", "|", "Mr. ", "3.5", "A. ", "e.g. ", "Yes", MARKUP, OBJECT, "&amp;"),
    *("https://a.jp/b", "{{ a }}", "{% b %}", "🎉", "か\u3099", "\u2028"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
_FULL_WIDTH = (
    "港",
    "朝です",
    *"。！？、「」（）【】〈〉 \u3000\xa0’",
    "。。",
    "「朝。」",
    "（港）",
    "3.5",
)
JAPANESE = st.lists(st.sampled_from(_FULL_WIDTH), max_size=20).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_are_in_order_apart_and_inside_their_blocks(text: str) -> None:
    article = read(text)
    end = 0
    for sentence in article.sentences:
        assert end <= sentence.span.start < sentence.span.end
        assert sentence.block in article.blocks
        assert sentence.block.text.contains(sentence.span)
        assert sentence.masked == article.prose[sentence.span.start : sentence.span.end]
        end = sentence.span.end


@settings(deadline=None)
@given(TEXTS)
def test_sentences_cover_everything_that_a_block_shows(text: str) -> None:
    article = read(text)
    covered = {place for s in article.sentences for place in range(s.span.start, s.span.end)}
    shown = {
        place
        for block in article.blocks
        if block.kind in PROSE_KINDS
        for place in range(block.text.start, block.text.end)
        if article.prose[place] != MARKUP and not article.prose[place].isspace()
    }
    assert shown <= covered


@settings(deadline=None)
@given(JAPANESE)
def test_a_sentence_ends_where_it_does_beside_one_that_needs_a_closer_look(text: str) -> None:
    assert sentences(f"Yes? 港{text}") == ["Yes?", *sentences(f"港{text}")]


@settings(deadline=None)
@given(TEXTS)
def test_every_letter_of_the_plain_text_knows_where_it_stands(text: str) -> None:
    article = read(text)
    for sentence in article.sentences:
        shown = sentence.plain
        assert len(shown.text) == len(shown.offsets)
        assert list(shown.offsets) == sorted(set(shown.offsets))
        for letter, offset in zip(shown.text, shown.offsets, strict=True):
            assert sentence.span.start <= offset < sentence.span.end
            there = article.prose[offset]
            assert letter == there or (letter == " " and there in f" \t\r\n{MARKUP}")


@settings(deadline=None)
@given(TEXTS)
def test_plain_text_holds_every_letter_that_is_no_blank_and_no_filler(text: str) -> None:
    for sentence in read(text).sentences:
        kept = [c for c in sentence.masked if c not in (MARKUP, OBJECT) and not c.isspace()]
        shown = [c for c in sentence.plain.text if c != OBJECT and not c.isspace()]
        assert shown == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("港です。市場です。", ["港です。", "市場です。"]),
        ("港です！市場です？朝です。", ["港です！", "市場です？", "朝です。"]),
        ("本当！？港です。", ["本当！？", "港です。"]),
        ("港です。。。市場です。", ["港です。。。", "市場です。"]),
        ("港です． 市場です．", ["港です．", "市場です．"]),
        ("港です!市場です?朝です", ["港です!", "市場です?", "朝です"]),
        ("港です。 市場です。\u3000朝です。", ["港です。", "市場です。", "朝です。"]),
        ("港…市場です。……朝です。", ["港…市場です。", "……朝です。"]),
        ("港です", ["港です"]),
        ("。港です。", ["。", "港です。"]),
    ],
)
def test_an_end_mark_ends_a_sentence(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "「行くの？」と聞きました。",
        "「はい。行きます。」と答えました。",
        "『港！』という本です。",
        "港（朝は早い。）の市場です。",
        "港(朝は早い。)の市場です。",
        "【注意！】港です。",
        "〈朝。〉の港です。",
        "《港。》の市場です。",
        "“朝。昼。”の港です。",
        "「港『朝。』の市場。」です。",
        "（「港。」と言う。）のです。",
        "「港（朝。」の）市場です。",
        "「港。」「市場。」という声です。",
    ],
)
def test_a_mark_inside_brackets_or_quotation_marks_is_no_end(text: str) -> None:
    assert sentences(f"{text}次の文です。") == [text, "次の文です。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「はい。」。次です。", ["「はい。」。", "次です。"]),
        ("「……」。次です。", ["「……」。", "次です。"]),
        ("港です（朝は早い）。次です。", ["港です（朝は早い）。", "次です。"]),
        ("港です。」次です。", ["港です。」", "次です。"]),
        ("港です。）次です。", ["港です。）", "次です。"]),
    ],
)
def test_an_end_mark_behind_a_bracket_ends_and_a_stray_closing_one_stays_with_it(
    text: str, expected: list[str]
) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「閉じない。次です。", ["「閉じない。", "次です。"]),
        ("（閉じない。次です。", ["（閉じない。", "次です。"]),
        ("開かない」です。次です。", ["開かない」です。", "次です。"]),
        ("「甲（乙。」丙です。次です。", ["「甲（乙。」丙です。", "次です。"]),
        ("「甲。\n\n乙」です。", ["「甲。", "乙」です。"]),
    ],
)
def test_a_bracket_without_a_partner_does_not_swallow_the_paragraph(
    text: str, expected: list[str]
) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("港の\n朝です。\n次です。", ["港の朝です。", "次です。"]),
        ("港の\r\n朝です。", ["港の朝です。"]),
        ("港の  \n朝です。", ["港の朝です。"]),
        ("港の\\\n朝です。", ["港の朝です。"]),
        ("The old\nport.", ["The old port."]),
        ("港のOpen\nAir Marketです。", ["港のOpen Air Marketです。"]),
        ("**港の**\n朝です。", ["港の朝です。"]),
        ("**The old**\nport.", ["The old port."]),
        ("> 港の\n> 朝です。", ["港の朝です。"]),
        ("- 港の\n  朝です。", ["港の朝です。"]),
        ("`a`\n`b`です。", ["■■です。"]),
    ],
)
def test_a_line_break_inside_a_paragraph_is_no_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rains. We stay.", ["It rains.", "We stay."]),
        ("Mr. Sato and Dr. Mori met. They left.", ["Mr. Sato and Dr. Mori met.", "They left."]),
        ("It costs 3.50 yen. Fine.", ["It costs 3.50 yen.", "Fine."]),
        ("Version 2.0.1 is out. Good.", ["Version 2.0.1 is out.", "Good."]),
        ("See e.g. Fig. 3 or No. 5. Done.", ["See e.g. Fig. 3 or No. 5.", "Done."]),
        ("J. F. Smith, Inc. won. It did.", ["J. F. Smith, Inc. won.", "It did."]),
        ("Open at 5 p.m. every day. Come.", ["Open at 5 p.m. every day.", "Come."]),
        ("In the U.S. it is so. Here not.", ["In the U.S. it is so.", "Here not."]),
        ("Is it? Yes! No.", ["Is it?", "Yes!", "No."]),
        ('He said "Stop." She left.', ['He said "Stop."', "She left."]),
        ("It ended. (Really.) Then we left.", ["It ended.", "(Really.) Then we left."]),
        ("Wait... what? Well.", ["Wait... what?", "Well."]),
        ("Use Node.js or a.out. Now.", ["Use Node.js or a.out.", "Now."]),
        ("“It rains. It pours.” They left.", ["“It rains. It pours.” They left."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
    ],
)
def test_english_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3.5倍になります。",
        "値は３．５倍です。",
        "Node.jsの話です。",
        "README.mdを読みます。",
        "ver.2の話です。",
        "Yahoo!の話です。",
        "What's new?の頁です。",
        "http://a.jp/b.の話です。",
        "第1.2節です。",
        "No.1の港です。",
    ],
)
def test_a_dot_or_mark_inside_a_name_or_figure_is_no_end(text: str) -> None:
    assert sentences(text) == [visible(s.plain.text) for s in read(text).sentences]
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**港です。**市場です。", ["**港です。", "**市場です。"]),  # does not render in CommonMark
        ("**港です。** 市場です。", ["港です。", "市場です。"]),
        ("[港です。](a)市場です。", ["港です。", "市場です。"]),
        ("`make`です。次です。", ["■です。", "次です。"]),
        ("# 港。市場", ["港。", "市場"]),
        ("| 港です。朝です。 | 市場 |\n|-|-|\n", ["港です。", "朝です。", "市場"]),
        ("- 港です。\n- 市場です。", ["港です。", "市場です。"]),
        ("港です[^1]。次です。\n\n[^1]: 注です。", ["港です。", "次です。", "注です。"]),
        ("🎉です。👩‍🍳です。", ["🎉です。", "👩‍🍳です。"]),
    ],
)
def test_markup_does_not_move_an_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_does_not_go_on_in_the_next_block() -> None:
    assert sentences("港の\n\n朝です。\n\n# 市場の\n夜です。") == [
        "港の",
        "朝です。",
        "市場の",
        "夜です。",
    ]


def test_blocks_without_prose_have_no_sentences() -> None:
    assert sentences("```\n港です。\n```\n\n---\n\n<!-- 港です。 -->\n\n$$\nx\n$$\n") == []


def test_the_sentences_of_a_block_can_be_asked_for() -> None:
    article = read("# 港\n\n---\n\n朝です。昼です。\n")
    found = {
        start: [sentence.plain.text for sentence in held]
        for start, held in article.sentences_by_block.items()
    }
    assert found == {0: ["港"], 10: ["朝です。", "昼です。"]}


def test_a_stretch_of_plain_text_leads_back_to_its_source() -> None:
    article = read("港の**朝**は`早い`です。")
    (sentence,) = article.sentences
    assert visible(sentence.plain.text) == "港の朝は■です。"
    assert article.source.slice(sentence.plain.span(2, 4)) == "朝**は"
    assert sentence.plain.span(0, 2) == Span(0, 2)


def test_text_without_filler_is_plain_as_it_stands() -> None:
    shown = plain("港です。", 7)
    assert (shown.text, list(shown.offsets)) == ("港です。", [7, 8, 9, 10])


@pytest.mark.parametrize(
    "text",
    [
        "港の朝です。",
        "ReactのuseEffectをComponentのrenderで呼びます。",
        "The word 港です is Japanese, 市場 too, まったくその通りです。",
        "カタカナ",
    ],
)
def test_prose_with_kana_enough_is_japanese(text: str) -> None:
    assert is_japanese(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The port wakes early.",
        "漢字 only",
        "Mr. Satō wrote a long book about the port of Kōbe and its さくら in the spring of 1923, "
        "which sold so well that the publisher printed it again within the same year.",
        "12,345",
    ],
)
def test_prose_with_hardly_any_kana_is_not_japanese(text: str) -> None:
    assert not is_japanese(text)


@given(st.integers(0, 12), st.integers(0, 240), st.sampled_from(["", "漢字", " 12,"]))
def test_one_kana_to_nineteen_letters_is_enough_wherever_it_stands(
    kana: int, letters: int, others: str
) -> None:
    is_enough = kana > 0 and kana * 19 >= letters
    assert is_japanese("あ" * kana + others + "a" * letters, letters) is is_enough
    assert is_japanese("a" * letters + others + "い" * kana, letters + 30) is is_enough
