"""Ids of headings. The table was written by the real libraries, run over these headings.

github-slugger 2.0, @mdit-vue/shared 3.0 with markdown-it-anchor 10 (VitePress), zenn-markdown-html
0.4, kramdown-parser-gfm 1.1 (Jekyll) and Hugo 0.111. mdBook by utils::normalize_id of its source,
which was read and not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.sites import slugs
from kouetsu.sites.detection import Generator

if TYPE_CHECKING:
    from collections.abc import Callable

# Heading: github, kramdown, hugo, vitepress, zenn, mdbook.
TABLE = {
    "見出し": ("見出し",) * 6,
    "Getting Started": ("getting-started",) * 6,
    "C++ と C#": ("c-と-c", "c-と-c", "c-と-c", "c-と-c", "c++-と-c#", "c-と-c"),
    "2.1 はじめに": (
        *("21-はじめに", "21-はじめに", "21-はじめに"),
        *("_2-1-はじめに", "2.1-はじめに", "21-はじめに"),
    ),
    "「港」の歴史": (
        *("港の歴史", "港の歴史", "港の歴史", "「港」の歴史", "「港」の歴史", "港の歴史"),
    ),
    "何が変わる？": (
        *("何が変わる", "何が変わる", "何が変わる", "何が変わる", "何が変わる？", "何が変わる"),
    ),
    "A & B": ("a--b", "a--b", "a--b", "a-b", "a-&-b", "a--b"),
    "がぎぐ ぱ（NFC）": (
        *("がぎぐ-ぱnfc", "がぎぐ-ぱnfc", "がぎぐ-ぱnfc"),
        *("がぎぐ-ぱ-nfc", "がぎぐ-ぱ（nfc）", "がぎぐ-ぱnfc"),
    ),
    "a_b-c": ("a_b-c", "a_b-c", "a_b-c", "a-b-c", "a_b-c", "a_b-c"),
    "全角　空白": ("全角空白", "全角空白", "全角空白", "全角-空白", "全角-空白", "全角-空白"),
    "〜波線〜・中点": (
        *("波線中点", "波線中点", "波線中点", "〜波線〜・中点", "〜波線〜・中点", "波線中点"),
    ),
    "サーバー": ("サーバー",) * 6,
    "100% 増": ("100-増", "100-増", "100-増", "_100-増", "100%-増", "100-増"),
    "絵文字 🎉 付き": (
        *("絵文字--付き", "絵文字--付き", "絵文字--付き"),
        *("絵文字-🎉-付き", "絵文字-🎉-付き", "絵文字--付き"),
    ),
    "Café": ("café", "café", "café", "cafe", "café", "café"),
    "--- ハイフン": (
        *("----ハイフン", "-ハイフン", "----ハイフン", "ハイフン", "----ハイフン", "----ハイフン"),
    ),
    "使い方：基本編": (
        *("使い方基本編", "使い方基本編", "使い方基本編"),
        *("使い方-基本編", "使い方：基本編", "使い方基本編"),
    ),
    "々〆ヶ": ("々〆ヶ",) * 6,
    "５つのコツ": (
        "５つのコツ",
        "５つのコツ",
        "５つのコツ",
        "_5つのコツ",
        "５つのコツ",
        "５つのコツ",
    ),
}
RULES = (slugs.github, slugs.kramdown, slugs.hugo, slugs.vitepress, slugs.zenn, slugs.mdbook)


@pytest.mark.parametrize("heading", TABLE)
def test_each_rule_makes_the_id_that_the_real_library_makes(heading: str) -> None:
    assert tuple(rule(heading) for rule in RULES) == TABLE[heading]


def test_repeated_headings_are_numbered_as_the_libraries_do() -> None:
    headings = ["重複", "重複", "重複-1", "重複"]
    assert slugs.ids(headings, Generator.ASTRO) == {"重複", "重複-1", "重複-1-1", "重複-2"}


def test_without_a_generator_the_ids_of_all_are_possible() -> None:
    found = slugs.ids(["2.1 はじめに"], Generator.NONE)
    assert {"21-はじめに", "_2-1-はじめに", "2.1-はじめに"} <= found


@pytest.mark.parametrize("generator", Generator)
def test_a_heading_of_signs_alone_has_no_id_or_one_of_signs(generator: Generator) -> None:
    assert "" not in slugs.ids(["！？", ""], generator)


@pytest.mark.parametrize("rule", RULES)
@given(text=st.text(max_size=40))
def test_an_id_holds_no_blank(rule: Callable[[str], str], text: str) -> None:
    assert " " not in rule(text)
