"""Keys of sentences, and which of them are near copies."""

from __future__ import annotations

import random

import pytest
from rapidfuzz import fuzz

from kouetsu.article.comparison import NEAR, contained, fold, is_alike, is_near, near_keys

# Eight clauses, each one shingle; a variant has another letter in one of them.
CLAUSES = [
    "のアイウエオカ",
    "のキクケコサシ",
    "のスセソタチツ",
    "のテトナニヌネ",
    "のノハヒフヘホ",
    "のマミムメモヤ",
    "のユヨラリルレ",
    "のロワヲンガギ",
]
VARIANTS = [
    "".join((*CLAUSES[:index], clause[:-1] + "ヴ", *CLAUSES[index + 1 :]))
    for index, clause in enumerate(CLAUSES)
]


def test_of_equally_near_keys_the_same_six_are_compared_in_every_run() -> None:
    whole = "".join(CLAUSES)
    assert near_keys([*VARIANTS, whole])[whole] == VARIANTS[1:7]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("今日は、雨です。", "今日は、雨です。"),
        ("ＧＰＵ　が　２つ", "GPUが2つ"),
        ("**太字**と『本』", "太字と「本」"),
        ("本当？！", "本当?!"),
    ],
)
def test_a_text_is_folded_to_one_width_without_spaces_and_emphasis(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_full_width_asterisk_is_no_mark_of_emphasis() -> None:
    assert fold("３＊４ *強調*") == "3*4強調"


def test_every_character_is_folded_by_itself() -> None:
    characters = [chr(code) for code in range(0x3000, 0x10100)]
    assert [fold(each) for each in characters] == fold("\0".join(characters)).split("\0")
    assert fold("！～＀｟") == "!~＀｟"


@pytest.mark.parametrize("before", range(1, 20))
def test_a_part_is_found_after_any_number_of_shingles(before: int) -> None:
    part = "、港の朝市で魚を買って帰る人々"
    whole = "".join(f"は{chr(0x4E00 + number)}花鳥風月雪" for number in range(before)) + part
    assert near_keys([whole, part + "。"]) == {whole: [part + "。"], part + "。": [whole]}


@pytest.mark.parametrize("between", range(40))
def test_a_near_key_is_found_behind_any_number_of_others(between: int) -> None:
    key = "は花鳥風月雪の夜、港の朝市で魚を買って帰る人々"
    others = [chr(0x4E00 + number) * 20 for number in range(between)]
    assert near_keys([key, *others, f"{key}。"]) == {key: [f"{key}。"], f"{key}。": [key]}


def test_texts_whose_beginnings_differ_too_much_are_those_that_are_not_alike() -> None:
    chance = random.Random(1)
    for _ in range(2000):
        text = "".join(chance.choices("アイウエオカキクケコ", k=chance.randrange(10, 150)))
        changed = list(text)
        for _ in range(chance.randrange(len(text) // 4)):
            place = chance.choice((chance.randrange(len(changed)), chance.randrange(3)))
            changed[place : place + chance.randrange(2)] = chance.choice(("", "ナ", "ニヌ"))
        other = "".join(changed)
        assert is_alike(text, other) == (fuzz.ratio(text, other) >= NEAR)
        assert is_alike(other, text) == (fuzz.ratio(other, text) >= NEAR)


def test_a_text_is_alike_to_none_that_is_twice_as_long() -> None:
    for length in (1, 10, 60, 100, 200):
        text = "港の朝市" * (length // 4 + 1)
        assert not is_alike(text[:length], text * 8)
        assert not is_alike(text * 8, text[:length])


def test_keys_that_share_too_few_letters_to_be_near_are_those_that_are_told_apart() -> None:
    chance = random.Random(2)
    shared = "は港の朝市で魚"
    for _ in range(2000):
        key = "".join(chance.choices("アイウエオカキクケコ", k=chance.randrange(9, 120))) + shared
        changed = list(key)
        for _ in range(chance.randrange(len(key) // 4)):
            place = chance.randrange(len(changed) - len(shared))
            changed[place : place + chance.randrange(2)] = chance.choice(("", "ナ", "ニヌ"))
        around = "".join(chance.choices("サシスセソタチツテト", k=chance.choice((0, 0, 20, 90))))
        other = around + "".join(changed) + around[::-1]
        is_found = is_near(key, other) or contained(key, other) is not None
        assert (near_keys(dict.fromkeys((key, other))) != {}) == (is_found and key != other)
