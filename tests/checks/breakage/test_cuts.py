"""Cut words, cut sentences, lost heads; the other rules are in test_breakage_more.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kouetsu.checks.breakage import orphaned_start, split_word, truncated_sentence
from rule_cases import mark
from views import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kouetsu.article import Article
    from kouetsu.finding import Hit

    Check = Callable[[Article], Iterator[Hit]]

LEAD = "港の朝は早いです。"
REST = "船は夕方に戻ります。"


def expected(check: Check, text: str) -> list[Hit]:
    """Require the findings that ⟦ ⟧ mark in a text, and return them."""
    clean = text.replace("⟦", "").replace("⟧", "")
    hits = list(check(read(clean)))
    assert mark(clean, [hit.span for hit in hits]) == text
    return hits


def related(text: str, hit: Hit) -> list[tuple[str, str]]:
    clean = text.replace("⟦", "").replace("⟧", "")
    return [(each.message, clean[each.span.start : each.span.end]) for each in hit.related]


# Split words


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("⟦毎日のように新しい価値を生⟧", "み出すことに力を注いでいます。", "生み出す"),
        ("農家の人々が、⟦共同のマーケテ⟧", "ィングの仕組みを作りました。", "マーケティング"),
        ("予約の受付は、⟦工房のコ⟧", "ンピューターから行えます。", "コンピューター"),
    ],
)
def test_a_split_word_is_reported_at_its_first_half(left: str, right: str, word: str) -> None:
    text = f"{LEAD}{left}\n\n\n{right}{REST}\n"
    (hit,) = expected(split_word, text)
    assert hit.values == {"word": word, "line": 4}
    assert [message for message, _ in related(text, hit)] == ["rest"]
    assert right.startswith(related(text, hit)[0][1])


def test_a_split_word_explains_that_the_next_paragraph_has_no_head() -> None:
    text = f"{LEAD}農家の人々が、共同のマーケテ\n\nィングの仕組みを作りました。"
    (hit,) = split_word(read(text))
    assert [text[span.start : span.end] for span in hit.explains] == [
        "ィングの仕組みを作りました。"
    ]


def test_a_name_that_the_article_knows_whole_is_reported_when_split() -> None:
    text = "船「Lunar Pioneer」が着きました。人々が見守るなか、⟦Lunar⟧\n\nPioneerは入港しました。"
    (hit,) = expected(split_word, text)
    assert hit.values["word"] == "Lunar Pioneer"


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}価値を生み出しています。\n\n見出しの色は青です。",
        f"{LEAD}世界中のコレク\nターが集まります。",
        f"{LEAD}港のマーケテ\n\n- ィング",
        "- 港のマーケテ\n- ィング",
        "# 港のマーケテ\n\nィングの話です。",
        f"{LEAD}[港のマーケテ](a)\n\nィングの話です。",
        f"{LEAD}`マーケテ`\n\nィングの話です。",
        "静かな港の市場\n\n場内を歩きます。",
        "港の夜明け\n\n前の晩から並びます。",
        "海の香り\n\n立ち食いの店もあります。",
        f"{LEAD}次の動画です。\n\n画面の右を見てください。",
        "```\n価値を生\n```\n\nみ出すことです。",
        "| 価値を生 |\n| --- |\n\nみ出すことです。",
        "> 価値を生\n\nみ出すことです。",
        f"{LEAD}港の朝、AI\n\nAIの話をします。",
    ],
)
def test_words_that_are_whole_or_joined_by_markup_are_not_split(text: str) -> None:
    expected(split_word, text)


# Truncated sentences


def test_a_cut_before_its_own_rest_names_where_it_goes_on() -> None:
    text = f"{LEAD}根が残っていると、⟦すぐに伸びてくる可能性⟧\n\nがあるので、土を掘り返します。"
    (hit,) = expected(truncated_sentence, text)
    assert (hit.message, hit.values["line"]) == ("continued", 3)
    assert related(text, hit) == [("rest", "があるので")]
    assert len(hit.explains) == 1


def test_a_cut_at_the_end_of_the_body_names_no_other_place() -> None:
    text = f"{LEAD}来年の祭りでは、⟦太鼓も加わり、⟧\n\n---\n\n[トップへ](/)\n"
    (hit,) = expected(truncated_sentence, text)
    assert (hit.message, hit.related, hit.explains) == ("end", (), ())


def test_a_cut_before_a_heading_says_so() -> None:
    (hit,) = expected(
        truncated_sentence, f"{LEAD}すぐに切ると、⟦湯気が抜けてしまって⟧\n\n## 市場\n\n{REST}"
    )
    assert hit.message == "border"


def test_a_cut_whose_sentence_stands_whole_elsewhere_names_that_place() -> None:
    whole = "夜明け前の港には、沖から戻った船が次々と着きます。"
    text = f"{whole}\n\n{LEAD}夜明け前の港には、⟦沖から戻った船⟧\n\n市場の人々は、元気に働きます。"
    (hit,) = expected(truncated_sentence, text)
    assert (hit.message, hit.values["line"]) == ("elsewhere", 1)
    assert related(text, hit) == [("whole", "には、沖から戻った船")]


def test_a_cut_whose_rest_begins_a_distant_paragraph_names_that_paragraph() -> None:
    rest = "といった工程では、熟練の職人が糸の張りを確かめます。"
    text = (
        f"この地域の織物では、糸の染めと糸の乾燥{rest}\n\n"
        f"{LEAD}この地域の織物では、⟦糸の染めと糸の乾燥⟧\n\n\n{REST}\n\n{rest}"
    )
    (hit,) = expected(truncated_sentence, text)
    assert (hit.message, hit.values["line"]) == ("elsewhere", 8)
    assert related(text, hit) == [("rest", "といった工程では")]


def test_the_clause_at_the_cut_is_marked_and_not_the_whole_paragraph() -> None:
    text = (
        f"{LEAD}祭りの日には町の人も観光客も一緒になって大きな山車を引き、"
        "⟦引き終わると港の広場で鍋を囲みながら⟧\n"
    )
    expected(truncated_sentence, text)


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}{REST}",
        f"{LEAD}例えば、写真撮影。\n\n{REST}",
        f"{LEAD}昔からそうだという話。\n\n{REST}",
        f"{LEAD}朝が一番だと。\n\n{REST}",
        f"{LEAD}用意するのは、\n\n- 網\n- 籠\n\nなどです。",
        f"{LEAD}具体的には、\n\n1. 網を干す\n2. 籠を洗う",
        f"{LEAD}次のように書くと\n\n```\nmake\n```\n\n{REST}",
        f"{LEAD}数を並べると\n\n| 船 | 数 |\n| --- | --- |\n| 大 | 3 |",
        f"{LEAD}地図で見ると\n\n![地図](a.png)\n\n{REST}",
        f"{LEAD}漁師が言うには、\n\n> 急がば回れ\n\n{REST}",
        f"{LEAD}式で書くと\n\n$$\nx\n$$\n\nとなります。",
        "- 網を干して\n- 籠を洗って\n\n## 市場",
        "1. 港を見る\n2. 市場へ",
        f"![港の朝を](a.png)\n\n*海から見た港の朝を*\n\n{REST}",
        f"## 港へ\n\n{LEAD}",
        f"**港の朝を**\n\n{LEAD}",
        f"{LEAD}店主は「また来年！」\n\n{REST}",
        f"{LEAD}店主は『港の朝』\n\n## 市場\n\n{REST}",
        f"{LEAD}（地図は省きました）\n\n## 市場\n\n{REST}",
        f"{LEAD}詳しくは https://example.org/a\n\n## 市場\n\n{REST}",
        f"{LEAD}楽しかった(´・ω・`)\n\n## 市場\n\n{REST}",
        f"{LEAD}船は沖に出ます\n\n{REST}",
        f"静かな港町の市場\n\n{REST}",
        f"撮影：港の新聞\n\n{REST}",
        f"追記: 市場は\n\n{REST}",
        "Q. 港の朝は\n\nA. 早いです。",
        f"{LEAD}以上",
        f"{LEAD}つづく\n\n---\n\n[トップへ](/)",
        "The harbour wakes early, and the\n\n## Market\n\nIt opens at five.",
        f"| 港の朝は |\n| --- |\n\n{REST}",
        f"港の朝は\\\n早い\n\n{REST}",
        "",
    ],
)
def test_an_end_that_people_write_is_not_cut(text: str) -> None:
    expected(truncated_sentence, text)


# Orphaned starts


@pytest.mark.parametrize(
    "paragraph",
    [
        "⟦といった工程では⟧、熟練の職人が糸の張りを確かめます。",
        "⟦を中心に⟧、展示の準備が進められています。",
        "⟦でしょう⟧。まずは粘土をよく練ります。",
        "⟦に向けて⟧、町の準備が進みます。",
        "⟦られない状況が続いています⟧。",
        "⟦的な建物が⟧、通りの両側に並びます。",
    ],
)
def test_a_paragraph_without_its_head_is_reported_at_its_first_clause(paragraph: str) -> None:
    expected(orphaned_start, f"{LEAD}\n\n{paragraph}{REST}\n")


def test_the_rest_of_a_cut_sentence_and_each_copy_of_it_are_reported() -> None:
    rest = "があるので、土を掘り返します。"
    marked = "⟦があるので⟧、土を掘り返します。"
    expected(
        orphaned_start,
        f"{LEAD}すぐに伸びてくる可能性\n\n{rest.replace('があるので', '⟦があるので⟧')}\n\n"
        f"{REST}\n\n## 市場\n\n{marked}",
    )


def test_the_rest_of_a_split_word_is_reported_too() -> None:
    expected(orphaned_start, f"{LEAD}共同のマーケテ\n\n⟦ィングの仕組みを作りました⟧。")


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\nでは、市場へ行きましょう。\n\nですが、雨です。\n\nなので、傘を持ちます。",
        f"{LEAD}\n\nという訳で、市場です。\n\nとはいえ、雨です。\n\nでも行きます。",
        f"{LEAD}\n\nが、雨です。\n\nけれど、行きます。\n\nだから、傘を持ちます。",
        f"{LEAD}\n\n- 網\n- 籠\n\nといったものを使います。",
        f"{LEAD}\n\n1. 網\n2. 籠\n\nの順に洗います。",
        f"{LEAD}\n\n```\nmake\n```\n\nとすると、始まります。",
        f"{LEAD}\n\n> 急がば回れ\n\nということわざがあります。",
        f"{LEAD}\n\n$$\nx\n$$\n\nとなります。",
        f"{LEAD}\n\n![地図](a.png)\n\nのとおりです。",
        f"{LEAD}\n\n| 船 |\n| --- |\n| 大 |\n\nとなりました。",
        f"{LEAD}\n\n[市場の歩き方](a)\n\nにまとめました。",
        f"{LEAD}\n\n<div>港</div>\n\nと表示されます。",
        f"{LEAD}\n\n`make`\n\nを実行します。",
        f"{LEAD}\n\nThe harbour\n\nという題です。",
        "# 港の朝\n\nの続きです。",
        "---\n\nを中心に進みます。",
        "を中心に進みます。",
        f"{LEAD}\n\n- を中心に\n- に向けて",
        f"{LEAD}\n\n> を中心に進みます。",
        f"{LEAD}\n\n## を中心に\n\n{REST}",
        f"{LEAD}\n\n**を中心に**\n\n{REST}",
        f"{LEAD}\n\n化学の実験をしました。\n\n性能を確かめます。\n\n的確な判断です。",
        f"{LEAD}\n\nにぎやかな市場です。\n\nのどかな町です。\n\nへたな絵です。",
        f"{LEAD}\n\nもちろん、晴れの日もあります。\n\nまた、雪の日もあります。",
    ],
)
def test_a_paragraph_that_takes_up_what_was_said_or_shown_has_its_head(text: str) -> None:
    expected(orphaned_start, text)
