"""The letters and figures by which the same words are known, however they are written."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import passages
from kouetsu.article.markdown import Kind
from kouetsu.article.passages import has_letters, letters, offset_of
from kouetsu.article.prose import OBJECT
from views import read as article

# Also what changes or joins under normalisation: half-width kana, sound marks, signs of units.
TEXTS = st.text(
    st.one_of(st.sampled_from(f"春の。、ＡＢ①㎡ｶﾞか\u3099ー…Aé_ {OBJECT}"), st.characters())
)


@given(TEXTS)
def test_the_letters_of_a_text_are_those_of_its_characters(text: str) -> None:
    assert letters(text) == "".join(letters(character) for character in text)


@given(TEXTS)
def test_every_letter_leads_back_into_the_text(text: str) -> None:
    offsets = [offset_of(text, index) for index in range(len(letters(text)))]
    assert offsets == [at for at, character in enumerate(text) for _ in letters(character)]
    gaps = [passages.gap_before(text, index) for index in range(1, len(offsets))]
    assert gaps == [(before + 1, at) for before, at in pairwise(offsets)]


@given(TEXTS, TEXTS)
def test_a_text_has_its_own_letters_alone(text: str, other: str) -> None:
    assert has_letters(f"{text}。", letters(text))
    assert has_letters(text, letters(other)) is (letters(text) == letters(other))


def test_the_letters_that_are_kept_as_they_are_would_not_be_folded() -> None:
    for character in map(chr, range(0x110000)):
        folded = unicodedata.normalize("NFKC", character).casefold()
        shown = [each for each in folded if each.isalnum() or each in ("ー", OBJECT)]
        assert passages._letters.__wrapped__(character) == "".join(shown)


def test_a_text_of_many_signs_is_folded_character_by_character() -> None:
    signs = "".join(map(chr, range(0x2190, 0x2600)))
    assert letters(f"春{signs}Ａ") == "春" + "".join(map(letters, signs)) + "a"


def test_passages_are_headings_and_paragraphs_that_hold_text() -> None:
    found = article("![](a.png)\n\n# 春の散歩\n\n川沿いを、**歩いた**。\n\n- 猫\n\n---\n").passages
    assert [passage.text for passage in found] == ["春の散歩", "川沿いを、歩いた。", "猫"]
    assert found.first == next(iter(found))


@pytest.mark.parametrize("count", [2, 6, 100])
def test_both_ends_of_a_passage_are_known_by_their_letters(count: int) -> None:
    (passage,) = article("「川」……沿いを、ＡＩと（歩）いた！\n").passages
    assert passage.first(count) == "川沿いをaiと歩いた"[:count]
    assert passage.last(count) == "川沿いをaiと歩いた"[-count:]


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_passages_are_found_by_letters_that_they_hold(
    one: str, other: str, texts: list[str]
) -> None:
    found = article("\n\n".join([f"甲{one}乙", f"{other}春の川", *texts])).passages
    for phrase in (letters(one), letters(f"甲{one}"), letters(f"{other}春")):
        held = {passage.text: letters(passage.text) for passage in found}
        expected = [(text, folded) for text, folded in held.items() if phrase in folded]
        assert list(found.holding(phrase)) == expected


@given(st.lists(TEXTS, max_size=4), TEXTS, st.integers(1, 4))
def test_all_neighbours_that_meet_in_a_text_are_found(
    texts: list[str], summary: str, count: int
) -> None:
    found = article("\n\n".join(["# 春の川", *texts])).passages
    summaries = [letters(summary), letters("".join(texts)), letters(f"春の川{''.join(texts)}")]
    given = list(found.neighbours(summaries, count))
    for first, second in pairwise(found):
        start = second.first(count)
        border = first.last(1) + start
        is_open = first.block.kind is Kind.HEADING or not first.text.endswith("。")
        if len(start) == count and is_open and any(border in each for each in summaries):
            assert (first, second) in given


def test_no_other_character_becomes_a_letter_that_is_written_in_one_way() -> None:
    becoming = {
        letter
        for each in map(chr, range(0x110000))
        if (folded := letters(each)) != each
        for letter in passages._KEPT.findall(folded)
    }
    assert becoming == passages._written_in_two_ways()


def test_the_letters_of_a_step_are_as_many_as_its_characters() -> None:
    steps = (match for match in map(passages._STEP.match, map(chr, range(0x110000))) if match)
    assert all(len(letters(match.group())) == 1 for match in steps if match.lastindex)


def test_a_body_of_a_table_alone_has_no_passage_that_holds_its_words() -> None:
    assert (
        list(article("| 春の川 | 秋 |\n| --- | --- |\n| 猫 | 犬 |\n").passages.holding("春の川"))
        == []
    )
