"""Words that a title cuts, and words that only begin like others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.front_matter import title_words


def cuts(title: str, article: str) -> list[tuple[str, str]]:
    return [(title[cut.start : cut.end], cut.whole) for cut in title_words.find(title, article)]


@pytest.mark.parametrize(
    ("title", "article", "cut", "whole"),
    [
        ("離島をつなぐ航路の開（海運）の話", "離島をつなぐ航路の開拓です。", "開", "開拓"),
        ("離島をつなぐ航路の開｜港町通信", "離島をつなぐ航路の開拓です。", "開", "開拓"),
        ("離島をつなぐ航路の開による変化", "離島をつなぐ航路の開拓です。", "開", "開拓"),
        ("離島をつなぐ航路の開", "離島をつなぐ航路の開拓です。", "開", "開拓"),
        ("離島をつなぐ航路の開…", "離島をつなぐ航路の開拓です。", "開", "開拓"),
        (
            "海を渡る貨物のコンピュ（海運）",
            "海を渡る貨物のコンピューター。",
            "コンピュ",
            "コンピューター",
        ),
        ("港の会社Kestre（海運）", "Kestrel と Kestrel の船。", "Kestre", "Kestrel"),
    ],
)
def test_a_cut_word_is_found_with_its_whole(title: str, article: str, cut: str, whole: str) -> None:
    assert cuts(title, article) == [(cut, whole)]


@pytest.mark.parametrize(
    ("title", "article"),
    [
        # The article has the word of the title as well.
        ("離島をつなぐ航路の開（海運）", "離島をつなぐ航路の開拓と、離島をつなぐ航路の開。"),
        ("港の会社Kestre（海運）", "Kestrel と Kestrel の船、Kestre の船。"),
        # The title goes on with the word itself.
        ("離島をつなぐ航路 その一", "離島をつなぐ航路 そのとき、"),
        ("離島をつなぐ航路が広がる", "離島をつなぐ航路が広がりました。"),
        # Other words that begin alike: short forms, endings, plurals, longer names.
        ("海辺を案内する船のナビ（海運）", "海辺を案内する船のナビゲーション。"),
        ("海辺を案内する船のコンピュータ", "海辺を案内する船のコンピューター。"),
        ("海辺を歩いて船を見た（海運）", "海辺を歩いて船を見たい。"),
        ("The harbour Boat（海運）", "Boats and Boats."),
        ("港の Script（海運）", "ScriptEngine と ScriptEngine。"),
        ("港の Soft", "Software と Software。"),
        ("港の Kestre（海運）", "Kestrel が来た。"),
        # Too little in common, or nothing.
        ("航路の開（海運）", "航路の開拓です。"),
        ("離島をつなぐ航路の開（海運）", ""),
        ("", "離島をつなぐ航路の開拓です。"),
    ],
)
def test_a_word_that_may_stand_as_it_is_is_left_alone(title: str, article: str) -> None:
    assert cuts(title, article) == []


TEXTS = st.text(st.sampled_from("港の開拓（）｜…AKestrel 。によるがナビー「」"), max_size=60)


@given(TEXTS, TEXTS)
def test_a_cut_word_lies_in_the_title_and_is_the_start_of_its_whole(
    title: str, article: str
) -> None:
    for cut in title_words.find(title, article):
        assert cut.whole.startswith(title[cut.start : cut.end])
        assert cut.whole in article
