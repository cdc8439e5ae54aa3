"""Letters of other scripts inside Japanese words, and where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.article.texts import Texts
from kouetsu.checks.language import scripts
from kouetsu.checks.language.scripts import Standing


def found(*texts: str) -> list[tuple[Standing, str]]:
    read = Texts({text: [] for text in texts})
    return [
        (letters.standing, text[letters.start : letters.end])
        for text, letters in scripts.find(read)
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("シンбаポールの港です。", "ба"),
        ("シンγаポールの港です。", "γа"),
        ("岸벽に船が着きます。", "벽"),
        ("町で희少な船です。", "희"),
        ("荷主用と船員용の札です。", "용"),
        ("航路の障اقを下げます。", "اق"),
        ("灯台の見ชมは朝だけです。", "ชม"),
        ("満潮のदिन日に出ます。", "दिन"),
        ("歴λόγος書を読みます。", "λόγος"),
    ],
)
def test_letters_beside_katakana_or_kanji_are_inside_a_word(text: str, place: str) -> None:
    assert found(text) == [(Standing.INSIDE, place)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("船が着いたпортで待ちます。", "порт"),
        ("港はпорт вокзалです。", "порт вокзал"),
        ("朝の바다は静かです。", "바다"),
        ("凪の 바다（海）です。", "바다"),
    ],
)
def test_a_word_between_hiragana_or_spaces_stands_apart(text: str, place: str) -> None:
    assert found(text) == [(Standing.APART, place)]


@pytest.mark.parametrize(
    "text",
    [
        "α線とβ版、角θの値、係数αを測ります。",
        "ΔΣ変調とαβ法、πの値は1μm単位です。",
        "顔文字は(´Д｀)です。",
        "やったДと書きます。",
        "船が出た（´･ω･`）。",
        "「등대」という名の店です。",
        "灯台（маяк）の絵です。",
        "朝の港 порт です。",
        "13회 워크샵",
        "Café風の店とnaïveな絵、Ålesund港です。",
        "漢字とかなと英字ABCだけの文です。",
    ],
)
def test_signs_faces_and_what_is_quoted_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "topic", ["韓国語を習います。", "ハングルを読みます。", "朝鮮語の本です。"]
)
def test_an_article_about_a_language_may_show_its_letters(topic: str) -> None:
    assert found(topic, "岸벽に船が着きます。") == []


def test_among_the_people_who_write_it_a_word_is_at_most_a_residue() -> None:
    assert found("ソウルの港です。", "岸벽이の日です。") == [(Standing.APART, "벽이")]


def test_the_topic_of_one_script_says_nothing_of_another() -> None:
    assert found("韓国語を習います。", "シンбаポールの港です。") == [(Standing.INSIDE, "ба")]


def test_an_article_with_many_words_of_a_script_quotes_it() -> None:
    words = ["등대", "바다", "항구", "물결", "모래", "하늘", "구름"]
    assert found(*(f"海{word}の語です。" for word in words)) == []


def test_an_article_that_writes_a_word_again_and_again_means_it() -> None:
    assert found(*(f"岸벽の{number}番に船が着きます。" for number in range(51))) == []


def test_a_word_is_reported_wherever_its_sentence_stands() -> None:
    post = Article(from_text("---\ntitle: 岸벽の朝\n---\n\n岸벽の朝\n\n**岸벽**の朝\n"))
    hits = list(scripts.foreign_script(post))
    assert [post.source.slice(hit.span) for hit in hits] == ["벽"] * 3
    assert {hit.values["context"] for hit in hits} == {"岸벽の朝"}


def test_code_is_not_read() -> None:
    assert list(scripts.foreign_script(Article(from_text("`岸벽` です。\n\n    岸벽\n")))) == []


@given(st.text("港のア απΣσД(´｀)「」", max_size=40))
def test_signs_of_mathematics_and_lone_letters_between_kana_make_no_word(text: str) -> None:
    apart = [place for standing, place in found(text) if standing is Standing.APART]
    assert all("Д" in place for place in apart)
