from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sudachipy import Dictionary

from kouetsu.article.morphology import (
    LONGEST,
    Morpheme,
    analyse,
    classes,
    dictionary_forms,
    ending_at,
    is_prefix,
    is_word,
    over,
)


def surfaces(text: str) -> list[str]:
    return [morpheme.surface for morpheme in analyse(text)]


@settings(deadline=None)
@given(
    st.text(st.sampled_from("港の朝は早い。生み出すABC 12🎉か\u3099ｶﾞ\0\n\u3000「」"), max_size=40)
)
def test_morphemes_cover_the_text_without_gaps_in_code_points(text: str) -> None:
    found = analyse(text)
    assert [morpheme.start for morpheme in found] == [0, *(m.end for m in found)][: len(found)]
    assert (found[-1].end if found else 0) == len(text)
    for morpheme in found:
        assert morpheme.surface == text[morpheme.start : morpheme.end].replace("\0", " ")


@settings(deadline=None)
@given(
    st.text(st.sampled_from("港の朝は早い。生み出すABC㍻½ｶﾞ\0\n"), max_size=20), st.integers(0, 20)
)
def test_what_is_read_of_a_part_is_what_the_analysis_has(text: str, offset: int) -> None:
    found = analyse(text)
    assert over(text, offset) == next((m for m in found if m.start < offset < m.end), None)
    assert ending_at(text, offset) == next((m for m in found if m.end == offset), None)
    assert classes(text) == [morpheme.part_of_speech for morpheme in found]


def test_an_emoji_counts_as_one_code_point() -> None:
    port = next(morpheme for morpheme in analyse("🎉港です") if morpheme.surface == "港")
    assert (port.start, port.end) == (1, 2)


@pytest.mark.parametrize(
    ("text", "surface", "word_class", "form"),
    [
        ("港へ行きます", "行き", "動詞", "連用形-一般"),
        ("価値を生み出す", "生み出す", "動詞", "終止形-一般"),
        ("静かな港", "な", "助動詞", "連体形-一般"),
        ("港の朝", "の", "助詞", "*"),
        ("港の朝", "朝", "名詞", "*"),
        ("早ければ", "早けれ", "形容詞", "仮定形-一般"),
        ("しかし寒い", "しかし", "接続詞", "*"),
    ],
)
def test_each_morpheme_has_its_class_and_form(
    text: str, surface: str, word_class: str, form: str
) -> None:
    found = next(morpheme for morpheme in analyse(text) if morpheme.surface == surface)
    assert (found.word_class, found.form) == (word_class, form)
    assert len(found.part_of_speech) == 6


def test_an_inflected_word_has_its_dictionary_form() -> None:
    (verb, *_) = analyse("行きました")
    assert (verb.surface, verb.is_unknown) == ("行き", False)
    assert dictionary_forms("行きました")[0] == "行く"


def test_a_word_that_no_dictionary_has_is_unknown() -> None:
    assert any(morpheme.is_unknown for morpheme in analyse("モフヨンゲルの港"))


def test_the_longest_unit_is_taken() -> None:
    assert surfaces("生み出す") == ["生み出す"]


def test_an_empty_text_has_no_morphemes() -> None:
    assert analyse("") == ()


def test_a_nul_counts_as_a_blank_and_hides_nothing_after_it() -> None:
    assert surfaces("港\0市場") == ["港", " ", "市場"]


@pytest.mark.parametrize("letter", ["あ", "漢", "a", " ", "。", "🎉"])
def test_a_text_without_end_is_cut_and_never_fails(letter: str) -> None:
    found = analyse(letter * 100_000)
    assert found[-1].end == LONGEST


def test_a_text_is_analysed_once() -> None:
    before = analyse.cache_info().hits
    assert analyse("一度だけの市場") is analyse("一度だけの市場")
    assert analyse.cache_info().hits > before


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"{number}番目の港では、朝の市場が価値を生み出しています。" for number in range(400)]
    expected = [analyse.__wrapped__(text) for text in texts]
    start = Barrier(2)

    def work() -> list[tuple[Morpheme, ...]]:
        start.wait()
        return [analyse.__wrapped__(text) for text in texts]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(work), pool.submit(work)
        assert first.result() == expected
        assert second.result() == expected


@pytest.mark.parametrize("word", ["港", "生み出す", "生み出し", "コンピューター", "食べれ"])
def test_the_dictionary_knows_words_and_their_forms(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["", "み出す", "ンピューター", "港の", "ぬるぽこ"])
def test_the_dictionary_does_not_know_parts_and_phrases(word: str) -> None:
    assert not is_word(word)


def test_a_prefix_ends_in_kanji_only_after_kanji() -> None:
    entries = Dictionary(dict="small").entries()
    prefixes = {entry.surface() for entry in entries if entry.part_of_speech()[0] == "接頭辞"}
    # So it is enough that the check of titles asks for one kanji.
    assert not [prefix for prefix in prefixes if re.search("[^一-鿿][一-鿿]$", prefix)]
    assert is_prefix("新")
    assert not is_prefix("何")
