"""Single sentences, headings, restarts, echoes, second endings and slips in copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.checks import repetition as checks
from views import read

if TYPE_CHECKING:
    from kouetsu.finding import Hit

LONG = "川沿いの桜並木は、町の人が百年という長い年月をかけて、一本ずつ大切に植えてきたものです。"
SHORT = "あなたなら、この市場で最初に何を食べたいですか？"
PASTED = (
    "港の市場は、夜明け前の競りから一日が始まります。氷の上に並んだ魚が、次々と買われていきます。\n\n"
    "二階の食堂では、競り落としたばかりの魚を定食にしています。漁師も観光客も、同じ机に並びます。"
)
MARKET = "市場の休みは水曜日です。駐車場は海側に百台分あります。"
ASSEMBLED = "屋根の下では、雨の日も市が開かれます。帰りの船の時刻は、港の入口の掲示板に、\n"


def shown(text: str, hits: list[Hit]) -> list[str]:
    return [text[hit.span.start : hit.span.end] for hit in hits]


def again(text: str, *, alone: int = 40, characters: int = 20, block: int = 40) -> list[str]:
    """Return the sentences that repeated-sentence reports."""
    hits = checks.repeated_sentence(
        read(text), min_characters=characters, min_alone=alone, min_block=block
    )
    return shown(text, list(hits))


# Sentences


def test_a_long_sentence_that_stands_twice_to_the_letter_is_reported_where_it_comes_back() -> None:
    text = f"{LONG}春には人が集まります。\n\n秋は静かです。{LONG}\n"
    (hit,) = checks.repeated_sentence(read(text), min_characters=20, min_alone=40, min_block=40)
    assert text[hit.span.start : hit.span.end] == LONG
    assert hit.span.start > len(LONG)
    assert hit.values["line"] == 1
    assert [place.message for place in hit.related] == ["earlier"]


def test_a_short_sentence_comes_back_only_in_an_article_with_pasted_text() -> None:
    apart = f"{SHORT}\n\n{MARKET}\n\n{SHORT}鯵のたたきが人気です。\n"
    assert again(apart) == []
    assert again(f"{PASTED}\n\n{PASTED}\n\n{apart}") == [SHORT]


def test_a_sentence_in_slightly_other_words_counts_only_in_an_article_with_pasted_text() -> None:
    first = "港の食堂で出す定食は、朝の競りで残った小さな魚を使っています。"
    second = "港の食堂で出す定食は、朝の競りで残った小さい魚を使っています。"
    apart = f"{first}\n\n{MARKET}\n\n{second}量は日によって違います。\n"
    assert again(apart, alone=20) == []
    assert again(f"{PASTED}\n\n{PASTED}\n\n{apart}") == [second]


def test_what_is_long_enough_for_a_block_is_left_to_repeated_block() -> None:
    text = f"{PASTED}\n\n{MARKET}\n\n{PASTED}\n"
    assert again(text) == []
    assert len(again(text, block=10_000)) == 3


def test_the_options_set_the_shortest_sentence() -> None:
    text = f"{LONG}春には人が集まります。\n\n秋は静かです。{LONG}\n"
    assert again(text, alone=len(LONG)) == [LONG]
    assert again(text, alone=len(LONG) + 1) == []


@pytest.mark.parametrize(
    "text",
    [
        f"- {LONG}\n- {LONG}\n",
        f"> {LONG}\n\nと書かれた札が立っています。\n\n{LONG}\n",
        f"| 案内 |\n| --- |\n| {LONG} |\n| {LONG} |\n",
        f"## {LONG}\n\n{LONG}\n",
        f"**{LONG}**\n\n{LONG}春には人が集まります。\n",
        f"※{LONG}\n\n秋は静かです。\n\n※{LONG}\n",
        f"*{LONG}*\n\n秋は静かです。\n\n*{LONG}*\n",
        f"冒頭で申し上げたように、{LONG}\n\n秋は静かです。{LONG}\n",
        f"{LONG[:-1]}、という話から始めます。\n\n秋は静かです。{LONG}\n",
        "詳しい道順は[地図](a)にまとめてありますので、出かける前に一度だけ目を通しておいてください。\n\n"
        "坂を上ります。\n\n"
        "詳しい道順は[地図](b)にまとめてありますので、出かける前に一度だけ目を通しておいてください。\n",
        f"桜が咲きました。{LONG}\n\n{LONG}\n",
        "想像してみてください。\n\n秋は静かです。\n\n想像してみてください。\n",
        "",
    ],
    ids=[
        "list items",
        "a quotation",
        "table cells",
        "a heading",
        "a line of bold",
        "notices",
        "captions",
        "taken up on purpose",
        "part of a longer sentence",
        "sentences with a link",
        "an echo",
        "stock sentences",
        "nothing",
    ],
)
def test_what_repeats_by_nature_or_on_purpose_is_left_alone(text: str) -> None:
    assert again(text) == []


# Headings


def headings(text: str, shortest: int = 2) -> list[tuple[str, object]]:
    hits = list(checks.repeated_heading(read(text), min_characters=shortest))
    return list(zip(shown(text, hits), [hit.values["line"] for hit in hits], strict=True))


@pytest.mark.parametrize(
    "later",
    ["## 町の歴史", "## 町の歴史（続き）", "## **町の歴史**", "## 町の　歴史", "## 町の歴史の続き"],
)
def test_a_heading_that_stands_again_is_reported_whatever_its_markup(later: str) -> None:
    assert headings(f"## 町の歴史\n\n城がありました。\n\n{later}\n\n大火がありました。\n") == [
        (later, 1)
    ]


@given(st.text("町の歴史続きCONTcont（("), st.from_regex(checks._CONTINUED))
def test_whatever_says_that_a_heading_goes_on_is_no_part_of_it(words: str, end: str) -> None:
    for key in (words, words + end, words + end.upper()):
        assert checks._begun(key) == checks._CONTINUED.sub("", key)


def test_an_underlined_heading_and_a_line_of_bold_are_headings() -> None:
    assert headings("町の歴史\n---\n\n城です。\n\n## 町の歴史\n\n火事です。\n") == [
        ("## 町の歴史", 1)
    ]
    assert headings("**町の歴史**\n\n城です。\n\n**町の歴史**：\n\n火事です。\n") == [
        ("**町の歴史**：", 1)
    ]


def test_each_copy_points_at_the_first_heading() -> None:
    text = "## 歴史\n\n城です。\n\n## 歴史\n\n火事です。\n\n## 歴史\n\n再建です。\n"
    assert headings(text) == [("## 歴史", 1), ("## 歴史", 1)]


def test_the_option_sets_the_shortest_heading() -> None:
    text = "## 壱\n\n城です。\n\n## 壱\n\n火事です。\n"
    assert headings(text) == []
    assert headings(text, shortest=1) == [("## 壱", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "## 東\n\n### 成果\n\n麦です。\n\n## 西\n\n### 成果\n\n豆です。\n",
        "## 東\n\n**成果**:\n\n麦です。\n\n## 西\n\n**成果**:\n\n豆です。\n",
        "## `open`\n\n開きます。\n\n## `close`\n\n閉じます。\n",
        "## 第1章\n\n朝です。\n\n## 第2章\n\n夜です。\n",
        "**火加減** は難しいものです。\n\n**火加減** に慣れましょう。\n",
        "> ## 歴史\n\n城です。\n\n> ## 歴史\n\n火事です。\n",
        "```\n## 歴史\n## 歴史\n```\n",
        "##\n\n城です。\n\n##\n\n火事です。\n",
    ],
)
def test_headings_of_other_sections_and_words_of_other_kinds_may_be_the_same(text: str) -> None:
    assert headings(text) == []


@given(st.lists(st.text("あいうえおかきくけこ", min_size=3, max_size=6), unique=True, max_size=12))
@settings(max_examples=30, deadline=None)
def test_headings_that_differ_are_never_reported(names: list[str]) -> None:
    assert headings("\n\n".join(f"## {name}\n\n本文です。" for name in names)) == []


# Restarted sentences


def restarts(text: str) -> list[str]:
    return shown(text, list(checks.restarted_sentence(read(text))))


def test_a_fragment_that_the_next_paragraph_begins_again_is_reported_with_both_places() -> None:
    text = (
        "駅舎は木造です。広場には、古い時計台が残され\n\n\n広場には、古い時計台が残されています。\n"
    )
    (hit,) = checks.restarted_sentence(read(text))
    assert text[hit.span.start : hit.span.end] == "広場には、古い時計台が残され"
    assert text[hit.related[0].span.start :].startswith("広場には、")
    assert hit.values["line"] == 4
    assert hit.is_independent


def test_only_the_words_that_begin_again_are_the_fragment() -> None:
    text = (
        "器は割れます。冬には、ぬるま湯で器を温めてから\n\n\nぬるま湯で器を温めてから注ぎます。\n"
    )
    assert restarts(text) == ["ぬるま湯で器を温めてから"]


@pytest.mark.parametrize("mark", ["…", "...", "**", "「"])
def test_marks_before_the_second_beginning_do_not_hide_it(mark: str) -> None:
    fragment = "手続きは受付で名前を書くだけで"
    text = f"地図を集めた部屋です。閲覧には、{fragment}\n\n\n{mark}{fragment}済みます。\n"
    assert restarts(text) == [fragment]


@pytest.mark.parametrize(
    "text",
    [
        "打ち粉\n\n打ち粉は、台にふる粉です。\n",
        "この町の人は、海を見て育ちました。\n\nこの町の人は、海へ帰ってきます。\n",
        "用意するものは、例えば\n\n- 木べら\n\n用意するものは、これだけです。\n",
        "会場は、Harbor Light Galleryの一階と庭\n\n\nHarbor Light Galleryは倉庫でした。\n",
        "[砥石の選び方](a)\n\n砥石の選び方をまとめた記事です。\n",
        "> 広場には、古い時計台が残され\n\n広場には、古い時計台が残されています。\n",
    ],
)
def test_terms_parallels_lead_ins_and_shared_names_are_no_restart(text: str) -> None:
    assert restarts(text) == []


# Echoes


def echoes(text: str) -> list[tuple[str, str]]:
    hits = list(checks.echoed_ending(read(text)))
    return list(zip([hit.message for hit in hits], shown(text, hits), strict=True))


ENDING = "あなたなら、どこまで歩いてみたいですか？"


@pytest.mark.parametrize("echo", [ENDING, f"「{ENDING}」", f"「{ENDING[:-1]}」", f"……{ENDING}"])
def test_a_paragraph_that_only_says_the_end_again_is_reported_whole(echo: str) -> None:
    text = f"霧の朝は静かです。{ENDING}\n\n{echo}\n\nわたしは橋まで行きます。\n"
    assert echoes(text) == [("whole", echo)]


def test_a_paragraph_that_goes_on_after_the_echo_is_reported_at_its_beginning() -> None:
    text = f"霧の朝は静かです。{ENDING}\n\n{ENDING}わたしは橋まで行きます。\n"
    assert echoes(text) == [("beginning", ENDING)]


def test_up_to_three_sentences_are_an_echo() -> None:
    said = "霧が出ました。鐘が鳴ります。舟はまだ岸につながれています。"
    text = f"朝の五時です。{said}\n\n{said}漁師は空を見ています。\n"
    assert echoes(text) == [("beginning", said)]


def test_the_names_in_an_echo_are_those_of_what_it_repeats() -> None:
    said = "霧が出ました。舟はABCの3番の岸につながれています。鐘が3.5回も鳴りますか？"
    text = f"朝の5時です。{said}\n\n{said}漁師はDの空を見ています。\n"
    assert echoes(text) == [("beginning", said)]
    assert echoes(text.replace("ABCの3番", "ABCの4番", 1)) == []


@pytest.mark.parametrize(
    "text",
    [
        "雪の日は大変です。本当にそうですよね。\n\n本当にそうですよね。荷物は届きます。\n",
        "橋はなぜ残ったのでしょうか。\n\n橋が残った理由は、石の組み方にあります。\n",
        f"- {ENDING}\n- {ENDING}\n",
        f"霧の朝です。{ENDING}\n\n> {ENDING}\n\nと友人は尋ねました。\n",
        f"霧の朝です。{ENDING}\n\n### {ENDING}\n\nわたしは橋まで行きます。\n",
        f"霧の朝です。{ENDING}\n\n鳥の声がします。\n\n{ENDING}\n",
    ],
    ids=["a short turn", "other words", "list items", "a quotation", "a heading", "not the next"],
)
def test_words_that_are_taken_up_otherwise_are_no_echo(text: str) -> None:
    assert echoes(text) == []


def test_a_fragment_that_is_begun_again_is_left_to_restarted_sentence() -> None:
    said = "舟はまだ岸につながれていて、漁師は空を見ています"
    text = f"朝の五時です。{said}\n\n\n{said}。鐘が鳴ります。\n"
    assert restarts(text) == [said]
    assert echoes(text) == []


# Second endings


def endings(text: str) -> list[tuple[str, str]]:
    hits = list(checks.second_ending(read(text)))
    return list(zip([hit.message for hit in hits], shown(text, hits), strict=True))


FAREWELL = "古い時計の話でした。あなたの家の時計も、きっとまた動き出します。"


@pytest.mark.parametrize("marker", ["---END---", "=== CONTINUE ===", "--- NEXT PART ---"])
def test_a_marker_between_two_answers_is_a_restart_in_any_article(marker: str) -> None:
    text = f"{FAREWELL}\n\n{marker}\n\n修理の順番を覚えましょう。紙に書きます。\n"
    assert endings(text) == [("marker", "修理の順番を覚えましょう。")]


def test_the_number_of_a_heading_is_not_all_of_its_words() -> None:
    text = f"{FAREWELL}\n\n---END---\n\n## 4. 座面を編む\n\n紐は水に浸します。\n"
    assert endings(text) == [("marker", "4. 座面を編む")]


def test_a_heading_without_words_is_a_restart_as_well() -> None:
    text = f"{FAREWELL}\n\n---END---\n\n##\n\n紐は水に浸します。\n"
    assert [message for message, _ in endings(text)] == ["marker"]


def test_a_gap_is_a_restart_only_in_an_article_that_was_assembled() -> None:
    text = f"時計は三つあります。\n\n{FAREWELL}\n\n\n修理の順番を覚えましょう。\n\n"
    assert endings(f"{text}紙に書きます。\n") == []
    assert endings(f"{text}{ASSEMBLED}") == [("gap", "修理の順番を覚えましょう。")]


def test_a_gap_below_the_first_paragraph_is_no_restart() -> None:
    assert endings(f"{FAREWELL}\n\n\n修理の順番を覚えましょう。\n\n{ASSEMBLED}") == []


LINKS = "---\n\n- [食堂](a)\n- [灯台](b)\n- [時刻](c)\n\n"


def test_text_below_a_block_of_links_is_a_restart_only_in_an_article_that_was_assembled() -> None:
    text = f"{FAREWELL}\n\n{LINKS}市は雨の日も開きます。\n\n"
    assert endings(f"{text}魚が並びます。\n") == []
    assert endings(f"{text}{ASSEMBLED}") == [("links", "市は雨の日も開きます。")]


def test_the_heading_of_a_list_of_books_is_no_restart() -> None:
    books = "## おすすめの本\n\n**[時計の直し方](d)**\n  部品の名前と、分解の順番\n\n"
    text = f"{FAREWELL}\n\n{LINKS}---\n\n{books}市は雨の日も開きます。\n\n{ASSEMBLED}"
    assert endings(text) == [("links", "市は雨の日も開きます。")]


def test_an_echo_of_the_ending_is_a_restart() -> None:
    text = f"霧の朝は静かです。{ENDING}\n\n{ENDING}\n\nわたしは橋まで行きます。\n"
    assert endings(text) == [("echo", ENDING)]


@pytest.mark.parametrize(
    "text",
    [
        f"{FAREWELL}\n\n{LINKS}",
        f"{FAREWELL}\n\n---\n\n修理の順番を覚えましょう。\n\n{ASSEMBLED}",
        f"{FAREWELL}\n\n## 次の節\n\n修理の順番を覚えましょう。\n\n{ASSEMBLED}",
        f"{FAREWELL}\n\n[詳しく見る](a)\n\n修理の順番を覚えましょう。\n\n{ASSEMBLED}",
        f"{FAREWELL}\n\n> 時は戻らない。\n\n修理の順番を覚えましょう。\n\n{ASSEMBLED}",
    ],
    ids=["a footer", "a rule", "a heading", "one button", "a quotation"],
)
def test_what_stands_between_parts_of_one_article_is_no_restart(text: str) -> None:
    assert endings(text) == []


# Slips in copies


def slips(first: str, second: str) -> list[tuple[object, object, object]]:
    hits = checks.copy_divergence(read(f"{first}\n\n{MARKET}\n\n{second}\n"))
    return [(hit.values["wrong"], hit.values["right"], hit.values["line"]) for hit in hits]


RIGHT = "干ばつが続けば、上流の村だけでなく下流の町の暮らしにも深刻な影響を及ぼしかねません。"
LOST = RIGHT.replace("及ぼし", "及し")


def test_the_side_that_lost_a_character_is_wrong_wherever_it_stands() -> None:
    assert slips(RIGHT, LOST) == [("を及しか", "を及ぼしか", 1)]
    assert slips(LOST, RIGHT) == [("を及しか", "を及ぼしか", 5)]


def test_a_doubled_ending_is_wrong() -> None:
    right = "窯の温度をゆっくりと上げていくことが、割れのない器を焼くための最も大切な条件です。"
    assert slips(right, right.replace("です。", "ですです。")) == [("ですです。", "です。", 1)]


def test_the_same_slip_is_named_once() -> None:
    assert len(slips(RIGHT, f"{LOST}\n\n魚が並びます。\n\n{LOST}")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "谷の集落では、冬のあいだ郵便が三日に一度しか届きません。",
            "谷の集落では、雪のあいだ郵便が三日に一度しか届きません。",
        ),
        (
            "古い蔵の扉は、鍵がなくても二人がかりで引けば開きます。",
            "古い蔵の扉は、鍵が無くても二人がかりで引けば開きます。",
        ),
        (
            "川の水が濁る季節には、井戸から汲んだ水を使います。",
            "川の水の濁る季節には、井戸から汲んだ水を使います。",
        ),
        (
            "峠の店では、夏のあいだ冷たいそばを出しています。",
            "峠の店では、夏のあいだだけ冷たいそばを出しています。",
        ),
        (
            "一号館の閲覧室は、平日の午前中だけ利用できます。",
            "二号館の閲覧室は、平日の午前中だけ利用できます。",
        ),
        (
            "船の便数は、夏のあいだだけ三倍に増えています。",
            "船の便数は、夏のあいだだけ三倍に増えます。",
        ),
        (RIGHT, RIGHT),
        (RIGHT, RIGHT.replace("、上流", "上流")),
        (RIGHT, f"しかし、{RIGHT}"),
    ],
)
def test_another_choice_of_words_is_no_slip(one: str, other: str) -> None:
    assert slips(one, other) == []
    assert slips(other, one) == []
