"""The texts that readers read, searched as one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article, texts
from kouetsu.article.source import from_text


def article(text: str) -> Article:
    return Article(from_text(text))


def test_the_values_of_the_front_matter_and_the_sentences_are_read() -> None:
    read = texts.readable(article("---\ntitle: 坂の町\n---\n猫が眠る。犬も眠る。\n"))
    assert list(read.places) == ["坂の町", "猫が眠る。", "犬も眠る。"]


def test_a_sentence_that_stands_twice_is_one_text_with_two_places() -> None:
    read = texts.readable(article("猫が眠る。\n\n猫が**眠る**。\n"))
    assert [text.offsets[0] for text in read.places["猫が眠る。"]] == [0, 7]


@given(st.lists(st.text("abx。", min_size=1), unique=True))
def test_searching_all_texts_as_one_finds_what_searching_each_finds(words: list[str]) -> None:
    pattern = re.compile(r"ab|x。")
    joined = texts.Texts({word: [] for word in words})
    found = [(text, match.group()) for text, match in joined.matches(pattern)]
    assert found == [(word, match) for word in words for match in pattern.findall(word)]


def test_a_text_with_two_matches_is_held_once_and_in_its_order() -> None:
    read = texts.Texts({word: [] for word in ("犬と犬", "猫", "犬")})
    assert read.holding(re.compile("犬")) == ["犬と犬", "犬"]
    assert read.holding(re.compile("鳥")) == []


def test_no_match_reaches_from_one_text_into_the_next() -> None:
    read = texts.Texts({word: [] for word in ("朝の", "町")})
    assert read.joined == "朝の\n町"
    assert read.holding(re.compile("の町")) == []


def test_the_surroundings_of_a_slip_end_at_a_mark() -> None:
    (text,) = texts.readable(article("朝は、町の猫が眠るころです。\n")).places[
        "朝は、町の猫が眠るころです。"
    ]
    shown = texts.around(text, 5, 6, 5)
    assert text.text[shown.start : shown.end] == "町の猫が眠るころ"


def test_the_surroundings_of_a_slip_end_at_code() -> None:
    read = texts.readable(article("朝は`ls`の港が`cd`で眠る。\n"))
    ((text,),) = read.places.values()
    place = text.text.index("港")
    shown = texts.around(text, place, place + 1, 9)
    assert text.text[shown.start : shown.end] == "の港が"


def test_a_deletion_or_a_tag_parts_the_words_on_its_sides() -> None:
    for source, expected in (("町**を**を", True), ("町~~を~~を", False), ("町を<br>を", False)):
        read = article(source + "歩く。\n")
        (text,) = texts.readable(read).places["町をを歩く。"]
        assert texts.reads_on(read, text, 1, 3) is expected
