"""Pasted blocks; the family's other rules are in test_repetition_more.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kouetsu.checks.repetition import repeated_block
from rule_cases import mark
from views import read

if TYPE_CHECKING:
    from kouetsu.finding import Hit

HARBOUR = (
    "夜明け前の港には、沖から戻った船が次々と着きます。競りの声が響くのは、五時を過ぎたころです。"
)
MARKET = (
    "市場の二階には、見学のための通路があります。床が濡れているので、滑りにくい靴を選びましょう。"
)
KITCHEN = "奥の食堂では、漁師の家族が朝の定食を出しています。味噌汁の椀には、その日の魚が入ります。"
SCHOOL = (
    "坂の上の小学校からは、湾の全体を見渡せます。昼休みには、子どもが船の名前を当てて遊びます。"
)
PARAGRAPHS = (HARBOUR, MARKET, KITCHEN, SCHOOL)
WHOLE = "\n\n".join(PARAGRAPHS)
NEW = "港の隣には、去年できた公園があります。海を見ながら、弁当を広げる人もいます。"


def hits(text: str, shortest: int = 40) -> list[Hit]:
    return list(repeated_block(read(text), min_characters=shortest))


def marked(text: str) -> str:
    return mark(text, [hit.span for hit in hits(text)])


# What is reported, and how


def test_each_pasted_copy_is_one_finding_that_names_the_first() -> None:
    text = "\n\n".join([WHOLE] * 3)
    assert marked(text) == "\n\n".join([WHOLE, f"⟦{WHOLE}⟧", f"⟦{WHOLE}⟧"])
    for hit in hits(text):
        assert hit.message == "exact"
        assert [(place.message, place.span.start) for place in hit.related] == [("earlier", 0)]
        assert hit.values["sentences"] == 8
        assert hit.values["characters"] == sum(map(len, PARAGRAPHS))
        assert hit.values["earlier_lines"] == "1–7"
    assert [hit.values["lines"] for hit in hits(text)] == ["9–15", "17–23"]


def test_a_copy_on_one_line_names_its_line_alone() -> None:
    (hit,) = hits(f"{WHOLE}\n\n{NEW}\n\n{' '.join(PARAGRAPHS)}")
    assert hit.values["lines"] == "11"


def test_a_copy_in_slightly_other_words_is_called_near() -> None:
    changed = HARBOUR.replace("次々と", "続々と")
    longer = f"{WHOLE}\n\n{NEW}"
    (hit,) = hits(f"{longer}\n\n{longer.replace(HARBOUR, changed)}")
    assert (hit.message, hit.values["sentences"]) == ("near", 10)


def test_new_sentences_in_a_copy_are_named_and_not_counted() -> None:
    extended = MARKET.replace("床が", "去年は手すりも直されました。床が")
    text = f"{WHOLE}\n\n{NEW}\n\n{HARBOUR}\n\n{extended}\n\n{KITCHEN}"
    (hit,) = hits(text)
    assert (hit.message, hit.values["added"]) == ("added", 1)
    assert hit.values["characters"] == len(HARBOUR) + len(MARKET) + len(KITCHEN)
    earlier, added = hit.related
    assert (earlier.message, added.message) == ("earlier", "added")
    assert text[added.span.start : added.span.end] == "去年は手すりも直されました。"


def test_a_copy_explains_what_is_wrong_inside_it_but_not_where_it_was_cut() -> None:
    text = f"{WHOLE}\n\n{NEW}\n\n{HARBOUR}\n\n{MARKET}\n\n{KITCHEN[:8]}"
    (hit,) = hits(text)
    explained = "".join(text[span.start : span.end] for span in hit.explains)
    assert explained == HARBOUR + MARKET
    assert text[hit.span.start : hit.span.end].endswith(KITCHEN[:8])


def test_new_text_between_copies_is_not_reported() -> None:
    text = f"{WHOLE}\n\n{HARBOUR}\n\n{MARKET}\n\n{NEW}\n\n{KITCHEN}\n\n{SCHOOL}"
    assert marked(text) == (
        f"{WHOLE}\n\n⟦{HARBOUR}\n\n{MARKET}⟧\n\n{NEW}\n\n⟦{KITCHEN}\n\n{SCHOOL}⟧"
    )


def test_once_a_paste_is_certain_each_run_of_the_least_length_is_part_of_it() -> None:
    text = f"{WHOLE}\n\n{WHOLE}\n\n{NEW}\n\n{SCHOOL}"
    assert len(hits(text)) == 2
    assert len(hits(text, shortest=len(SCHOOL))) == 2
    assert len(hits(text, shortest=len(SCHOOL) + 1)) == 1


def test_two_whole_paragraphs_in_a_row_are_certain() -> None:
    assert marked(f"{WHOLE}\n\n{NEW}\n\n{HARBOUR}\n\n{MARKET}") == (
        f"{WHOLE}\n\n{NEW}\n\n⟦{HARBOUR}\n\n{MARKET}⟧"
    )


def test_windows_line_endings_change_nothing() -> None:
    text = f"{WHOLE}\n\n{NEW}\n\n{HARBOUR}\n\n{MARKET}"
    windows = text.replace("\n", "\r\n")
    assert [hit.values for hit in hits(windows)] == [hit.values for hit in hits(text)]


def test_the_same_is_found_below_front_matter() -> None:
    text = f"---\ntitle: 港の朝\n---\n\n{WHOLE}\n\n{WHOLE}\n"
    (hit,) = hits(text)
    assert hit.values["lines"] == "13–19"


def test_english_is_compared_as_well() -> None:
    first = "The ferry leaves the old harbour at six. Most of the passengers are fishermen."
    second = "The crossing takes forty minutes in calm weather. Gulls follow all the way."
    text = f"{first}\n\n{second}\n\n{first}\n\n{second}\n"
    assert [hit.values["lines"] for hit in hits(text)] == ["5–7"]


# What is left alone


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WHOLE, id="nothing repeats"),
        pytest.param(
            f"{WHOLE}\n\n{NEW}{HARBOUR[:25]}",
            id="one sentence restated in another paragraph",
        ),
        pytest.param(
            "投資を考える方には、まず小さな額をおすすめします。港の株は値動きが大きいからです。\n\n"
            "働きたい方には、まず市場の見学をおすすめします。朝の空気を知ることが大切だからです。",
            id="parallel paragraphs with one opening",
        ),
        pytest.param(
            "- 一号船の費用は、月に12万円、燃料を含めて20万円ほどになります。\n"
            "- 二号船の費用は、月に15万円、燃料を含めて24万円ほどになります。\n"
            "- 三号船の費用は、月に18万円、燃料を含めて31万円ほどになります。",
            id="list lines that differ in their figures",
        ),
        pytest.param(
            f"## 北の港\n\n### 今年の成果と課題\n\n{HARBOUR}\n\n"
            f"## 南の港\n\n### 今年の成果と課題\n\n{MARKET}",
            id="one sub-heading under two headings",
        ),
        pytest.param(
            f"**具体的な実施の内容**:\n{HARBOUR}\n\n**具体的な実施の内容**:\n{MARKET}",
            id="bold labels in parallel sections",
        ),
        pytest.param(
            "\n\n".join(f"{p}\n\n[書店でこの本を詳しく見る →](b)" for p in PARAGRAPHS),
            id="buttons",
        ),
        pytest.param(
            "\n\n".join(f"{p}\n\n※価格は変わることがあります。" for p in PARAGRAPHS), id="notices"
        ),
        pytest.param(
            "\n\n".join(
                f"```sh\nmake install\nmake test\nmake clean\n```\n\n{p}" for p in PARAGRAPHS
            ),
            id="code",
        ),
        pytest.param(
            "\n\n".join(
                f"{p}\n\n    make install PREFIX=/usr/local TARGET=all" for p in PARAGRAPHS
            ),
            id="indented code",
        ),
        pytest.param(
            "\n\n".join(f"![港の朝の市場を海の側から写した写真](a.png)\n\n{p}" for p in PARAGRAPHS),
            id="pictures",
        ),
        pytest.param(
            "| 港 | 休み |\n| --- | --- |\n"
            + "| 北の港の朝の市場は五時から開いています | 水曜日は休みです |\n" * 6,
            id="rows of a table",
        ),
        pytest.param(
            f"{HARBOUR}[^1]\n\n{MARKET}[^2]\n\n"
            "[^1]: 港の歴史をまとめた冊子の説明による。図書館の二階にある。\n\n"
            "[^2]: 港の歴史をまとめた冊子の説明による。図書館の二階にある。",
            id="footnotes",
        ),
        pytest.param(
            "\n\n".join(
                f"## 版{n}.0\n\n- 動作を少し速くしました。\n- 小さな誤りをいくつか直しました。"
                for n in range(1, 6)
            ),
            id="a changelog",
        ),
        pytest.param(
            "\n\n".join(f"{p}考えてみてください。" for p in PARAGRAPHS), id="a stock sentence"
        ),
        pytest.param(
            "<div class='card'>\n<p>港の新聞を読む人が増えています。</p>\n</div>\n\n" * 4,
            id="html",
        ),
        pytest.param(
            "設定の`port`を書き換えて、サーバーを起動し直します。画面が開くことを確かめてください。\n\n"
            "設定の`host`を書き換えて、サーバーを起動し直します。画面が開くことを確かめてください。",
            id="steps that differ in code",
        ),
        pytest.param(
            "Linuxでは、端末を開いて次の命令を打ちます。終わるまで数分ほどかかります。\n\n"
            "```sh\nmake\n```\n\n"
            "Windowsでは、端末を開いて次の命令を打ちます。終わるまで数分ほどかかります。\n\n"
            "```sh\nmake\n```",
            id="steps that differ in a name",
        ),
        pytest.param(
            "> 急がば回れと昔の人は言いました。\n> 港の人もそう言います。\n\n"
            f"{HARBOUR}\n\n"
            "> 急がば回れと昔の人は言いました。\n> 港の人もそう言います。",
            id="a quotation shown twice",
        ),
        pytest.param(
            "かもめが飛んだ\n\n波の音を聞いた\n\nかもめが飛んだ\n\n波の音を聞いた\n\nかもめが飛んだ",
            id="lines of a song",
        ),
        pytest.param(
            "---\n"
            "description: 夜明け前の港には、沖から戻った船が次々と着きます。競りの声が響きます。\n"
            "---\n\n" + WHOLE,
            id="a summary that is the first sentence",
        ),
        pytest.param("山田、鈴木、佐藤、高橋\n\n" * 6, id="a list of names"),
        pytest.param(
            "\n\n".join(
                f"{{% include note.html text='港の朝の市場は五時から' %}}\n\n{p}"
                for p in PARAGRAPHS
            ),
            id="template tags",
        ),
        pytest.param("", id="nothing at all"),
    ],
)
def test_what_repeats_by_nature_or_on_purpose_is_left_alone(text: str) -> None:
    assert marked(text) == text
