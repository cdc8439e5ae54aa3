"""Titles against lines of the body: what is a slip, and what is a choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.front_matter.title_comparison import Change, compare

LINE = "湾岸の風力発電所、十年目に見えてきた課題とは"


def difference(title: str, line: str) -> tuple[Change, str, str] | None:
    found = compare(title, line, 60.0, is_given=False)
    if found is None:
        return None
    return found.change, title[slice(*found.title)], line[slice(*found.line)]


@pytest.mark.parametrize(
    ("title", "line", "ours", "theirs"),
    [
        ("湾岸の風力発電所、十年目に見えてきた課題と？", LINE, "と？", "とは"),
        ("湾岸の火力発電所、十年目に見えてきた課題とは", LINE, "火", "風"),
        ("湾岸の風力発電所、十年目に見えた課題とは", LINE, "え", "えてき"),
        ("風力発電所、十年目に見えてきた課題とは", LINE, "風", "湾岸の風"),
        ("The harbour observatry in winter", "The harbour observatory in winter", "t", "to"),
        ("海辺の町の一年を数えて 2024", "海辺の町の一年を数えて 2025", "4", "5"),
    ],
)
def test_a_small_difference_is_found_in_both(title: str, line: str, ours: str, theirs: str) -> None:
    assert difference(title, line) == (Change.REWORDED, ours, theirs)


@pytest.mark.parametrize(
    ("title", "tail"),
    [
        ("水路の再生は町を救えるか？の最新事情と展望", "の最新事情と展望"),
        ("水路の再生は町を救えるか？（河川）が変える地域の未来", "（河川）が変える地域の未来"),
        ("2026年水路の再生は町を救えるか？による地域の活性化", "による地域の活性化"),
    ],
)
def test_a_title_that_goes_on_where_the_line_ends_is_longer(title: str, tail: str) -> None:
    assert difference(title, "水路の再生は町を救えるか？") == (Change.LONGER, tail, "か？")


@pytest.mark.parametrize(
    ("title", "cut", "word"),
    [
        ("離島をつなぐ貨物ドロー（物流・航空）が拓く海", "ドロー", "ドローン"),
        ("2025年離島をつなぐ貨物ド｜港町通信", "ド", "ドローン"),
        ("離島をつなぐ貨物ドローン定（物流）の話", "定", "定期"),
    ],
)
def test_a_title_that_stops_inside_a_word_is_cut(title: str, cut: str, word: str) -> None:
    line = "離島をつなぐ貨物ドローン定期便、その一年目を細かく振り返ってみる"
    assert difference(title, line) == (Change.CUT, cut, word)


@pytest.mark.parametrize(
    "title",
    [
        LINE,
        "湾岸の風力発電所、十年目に見えてきた課題とは？",
        " 湾岸の風力発電所､十年目に見えてきた課題とは。",
        "湾岸の「風力発電所」 十年目に見えてきた課題とは",
        "【取材】湾岸の風力発電所、十年目に見えてきた課題とは",
        "[2025年版] 湾岸の風力発電所、十年目に見えてきた課題とは",
        "2025年湾岸の風力発電所、十年目に見えてきた課題とは",
        "湾岸の風力発電所、十年目に見えてきた課題とは｜港町通信",
        "湾岸の風力発電所、十年目に見えてきた課題とは - 港町通信",
        "湾岸の風力発電所、十年目に見えてきた課題とは（前編）",
        "湾岸の風力発電所、十年目に見えてきた課題とは 現場の声",
        "湾岸の風力発電所、十年目に見えてきた課題とは：現場の声",
        "湾岸の風力発電所、十年目に見えてきた課題とは取材メモ",
        "湾岸の風力発電所",
        "海に立つ風車の十年",
    ],
)
def test_what_a_writer_does_on_purpose_is_no_difference(title: str) -> None:
    assert difference(title, LINE) is None


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("溶接ロボットを動かす小さな手順", "溶接ロボットを動かす小さな手順です"),
        ("溶接ロボットの手順書を公開", "溶接ロボットの手順書を公開しました。"),
        ("溶接ロボットの勉強会で話した", "溶接ロボットの勉強会で話した。"),
        ("配列の使い方", "配列"),
        ("配列の長さを調べる", "配列の長さ"),
        ("溶接ロボットの点検をまとめてみた", "溶接ロボットの点検を紹介"),
        ("溶接ロボット 第三回 取材メモ", "溶接ロボット 第三回"),
        ("港町の朝市と夕市をめぐる", "港町の朝市と夕市をめぐる、春の二日間の記録"),
        ("港町の朝市を訪ねて歩く春", "隣町の夕市に並んで待つ秋"),
        ("", LINE),
        (LINE, ""),
    ],
)
def test_other_lines_are_not_the_title(title: str, line: str) -> None:
    assert difference(title, line) is None


def test_a_line_that_the_head_gives_is_another_title_however_short_the_common_start() -> None:
    title, line = "湾岸の風力発電所の可能性と広がる未来", "湾岸の風力発電所、漁師たちが見た海"
    assert compare(title, line, 60.0, is_given=False) is None
    found = compare(title, line, 60.0, is_given=True)
    assert found is not None
    assert (found.change, title[slice(*found.title)]) == (Change.OTHER, "の可能性と広がる未来")


def test_a_title_that_stops_where_the_line_goes_on_with_a_particle_is_another_one() -> None:
    found = difference("離島をつなぐ貨物船｜十年の歩みまとめ", "離島をつなぐ貨物船を動かす人たち")
    assert found == (Change.OTHER, "｜十年の歩みまとめ", "を動かす人たち")


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("離島をつなぐ貨物船の十年の歩み", "離島をつなぐ貨物船を動かす人たち"),
        ("離島をつなぐ貨物船｜十年の歩みまとめ", "離島をつなぐ貨物船、その人たちの話"),
        ("離島をつなぐ貨物船｜十年の歩みまとめ", "離島をつなぐ貨物船に乗りました。"),
        ("第2章 離島をつなぐ貨物船の歩み", "離島をつなぐ貨物船の歩み"),
        ("第十回：離島をつなぐ貨物船の歩み", "離島をつなぐ貨物船の歩み"),
    ],
)
def test_headings_in_other_words_are_a_choice(title: str, line: str) -> None:
    assert difference(title, line) is None


def test_the_least_likeness_can_be_raised() -> None:
    title = "水路の再生は町を救えるか？の最新事情と展望"
    assert compare(title, "水路の再生は町を救えるか？", 60.0, is_given=False) is not None
    assert compare(title, "水路の再生は町を救えるか？", 90.0, is_given=False) is None


TITLES = st.text(st.sampled_from("港町の朝市、は（）？。 aB1｜とが"), max_size=40)


@given(TITLES, TITLES)
def test_the_places_of_a_difference_lie_inside_the_texts(title: str, line: str) -> None:
    found = compare(title, line, 60.0, is_given=False)
    if found is not None:
        assert 0 <= found.title[0] < found.title[1] <= len(title)
        assert 0 <= found.line[0] < found.line[1] <= len(line)


@given(TITLES)
def test_a_title_never_differs_from_itself(title: str) -> None:
    assert compare(title, title, 60.0, is_given=True) is None
