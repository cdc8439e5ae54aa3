"""Which particles may follow which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.article.texts import readable
from kouetsu.checks.language import particles


def clashes(text: str) -> list[str]:
    return [text[clash.start : clash.end] for clash in particles.find(text)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("図書館の設立へについて話し合う。", "へに"),
        ("申込書をが必要になる。", "をが"),
        ("職員がは名前を呼ぶ。", "がは"),
        ("町をの歴史を調べる。", "をの"),
        ("窓口はが混んでいる。", "はが"),
        ("畑にを耕す人がいる。", "にを"),
        ("海岸でを歩く人がいる。", "でを"),
        ("駅へが近い道を選ぶ。", "へが"),
        ("今年にへ延ばす予定だ。", "にへ"),
    ],
)
def test_a_case_particle_takes_no_other_beside_it(text: str, pair: str) -> None:
    assert clashes(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "岬への道では、海にも山とも違う風が吹く。",
        "ここからが本番で、ここまでを昨日歩いた。",
        "開けるかどうかを決め、誰がかを聞く。",
        "待つのがつらく、歩くのを休む。",
        "町に活気をと願い、平和をと訴える。",
        "地元ならではの味をだけを、好む。",
        "沖へと出ていき、港には戻らない。",
        "がんばる店主は釜をにらみ、苦みがにじむ。",
        "母がはしゃぎ、父がはっきり言う。",
        "ここでがまんし、これをと思う品を選ぶ。",
        "すでにがらんとした部屋で、できることをする。",
        "たれをかも知る人にせむ高砂の松",
        "東京との距離、友とのことを話す。",
    ],
)
def test_particles_that_grammar_joins_are_left_alone(text: str) -> None:
    assert clashes(text) == []


def test_a_sentence_that_is_cut_after_a_particle_is_not_judged() -> None:
    assert clashes("情報を見つけることがで...") == []


def test_only_sentences_that_hold_such_a_pair_go_to_the_analyser() -> None:
    texts = readable(Article(from_text("町を歩く。設立へについて話す。歩くことができる。\n")))
    assert particles.candidates(texts) == ["設立へについて話す。"]


@given(st.text("をがはにへでのとからまでも町海。、「」", max_size=30))
def test_a_clash_is_two_particles_side_by_side(text: str) -> None:
    for clash in particles.find(text):
        assert 0 < clash.start < clash.middle < clash.end <= len(text)
        assert not set(text[clash.start : clash.end]) & set("町海。、「」")
