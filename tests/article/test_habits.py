"""What the author of an article does nearly always."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kouetsu.article import Article
from kouetsu.article.seams import Cut
from kouetsu.article.source import from_text

if TYPE_CHECKING:
    from kouetsu.article.habits import Habits

POLITE = ["港の朝は早いです。", "船が次々に着きます。", "市場に人が集まりました。"]
PLAIN = ["港の朝は早い。", "船が次々に着く。", "市場に人が集まった。"]
BARE = ["港の朝は早いです", "船が次々に着きます"]


def habits(*paragraphs: str) -> Habits:
    return Article(from_text("\n\n".join(paragraphs) + "\n")).habits


def test_eight_paragraphs_that_end_with_a_mark_are_a_habit() -> None:
    assert habits(*POLITE * 3).ends_with_marks
    assert not habits(*POLITE * 2).ends_with_marks


def test_one_paragraph_without_a_mark_does_not_break_the_habit() -> None:
    assert habits(*POLITE * 3, BARE[0]).ends_with_marks
    assert not habits(*POLITE * 3, *BARE).ends_with_marks


@pytest.mark.parametrize(
    "other",
    [
        "# 港の朝",
        "- 魚\n- 網\n- 氷",
        "> 船が着いた",
        "```text\n港\n```",
        "**港の朝**",
        "[港の地図](https://harbour.example.org/map)",
    ],
)
def test_only_running_text_counts(other: str) -> None:
    assert habits(*POLITE * 3, *[other] * 9).ends_with_marks


def test_quotations_questions_and_brackets_end_with_marks() -> None:
    assert habits(
        *["「船が来た」", "船はどこでしょう？", "船が来ました（朝の便）"] * 3
    ).ends_with_marks


def test_the_style_is_that_of_most_paragraphs() -> None:
    assert habits(*POLITE * 3).is_polite
    assert not habits(*PLAIN * 3).is_polite
    assert habits(*POLITE * 3, PLAIN[0]).is_polite
    assert not habits(*POLITE * 3, *PLAIN * 2).is_polite


def test_an_article_of_few_paragraphs_has_no_habits() -> None:
    few = habits(*POLITE)
    assert not few.ends_with_marks
    assert not few.is_polite
    assert few.allow_end("境内はいつもよ")


@pytest.mark.parametrize("text", ["港の朝は早いです", "船が着きました", "もう着きますか"])
def test_a_polite_article_may_end_politely(text: str) -> None:
    assert habits(*POLITE * 3, "船はどこですか。").allow_end(text)


@pytest.mark.parametrize("text", ["船が着く", "それを超えた", "朝はいつもよ", "船が見えるか"])
def test_a_polite_article_does_not_end_in_the_plain_style(text: str) -> None:
    assert not habits(*POLITE * 3).allow_end(text)


def test_a_plain_article_ends_in_the_letters_in_which_its_sentences_end() -> None:
    plain = habits(*PLAIN * 3)
    assert plain.allow_end("船が岸を離れた")
    assert plain.allow_end("海は青い")
    assert not plain.allow_end("船が来るよ")
    assert not plain.allow_end("船が来るだろ")


def test_an_empty_article_has_no_habits() -> None:
    none = habits("")
    assert not none.ends_with_marks
    assert not none.is_polite
    assert not none.last_letters


def last_cut(*paragraphs: str) -> Cut | None:
    """Return why the last seam of an article is a cut, if it is one."""
    article = Article(from_text("\n\n".join([*POLITE * 3, *paragraphs]) + "\n"))
    return article.seams[-1].cut if article.seams else None


@pytest.mark.parametrize("end", ["停泊", "朝の港", "船はあしたよ", "網を直すところか", "五時だけ"])
def test_an_article_that_breaks_the_habit_with_its_last_words_was_cut(end: str) -> None:
    assert last_cut(end) is Cut.END
    assert last_cut(f"朝の港です。{end}") is Cut.END


@pytest.mark.parametrize(
    "end", ["山田花子", "2025年4月12日", "以上", "おわり", "つづく", "（了）", "船が着きました"]
)
def test_signatures_dates_and_sign_offs_end_an_article(end: str) -> None:
    assert last_cut(end) is None


def test_a_line_above_the_links_of_a_footer_is_their_title() -> None:
    links = (
        "- [港の地図](https://harbour.example.org/map)\n- [潮見表](https://harbour.example.org/t)"
    )
    assert last_cut("あわせて読む", links) is None


def test_before_a_gap_the_plain_style_of_a_polite_article_was_cut() -> None:
    assert last_cut("港の朝です。市場を支える", "\n人々が集まります。") is Cut.GAP
    assert last_cut("港の朝です。市場を支える", "人々が集まります。") is None


def test_a_term_above_its_explanation_is_no_restart() -> None:
    assert last_cut("朝市", "朝市は、夜明けに開く市場のことです。") is None
    assert last_cut("朝市で魚を", "朝市で魚を選ぶのは楽しいものです。") is Cut.RESTARTED
