"""Stutters, particles and miscoded text in whole files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from kouetsu.article import Article
from kouetsu.article.source import from_bytes
from kouetsu.checks.language import mojibake, particle_sequence, stutter
from kouetsu.finding import Applicability
from rule_cases import mark
from views import MARKDOWN, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kouetsu.finding import Hit

    Check = Callable[[Article], Iterator[Hit]]

stutters = partial(stutter, allow=["大学"], english=["the", "of", "a"])


def expected(check: Check, text: str) -> list[Hit]:
    """Require the findings that ⟦ ⟧ mark in a text, and return them in its order."""
    clean = text.replace("⟦", "").replace("⟧", "")
    hits = sorted(check(read(clean)), key=lambda hit: hit.span)
    assert mark(clean, [hit.span for hit in hits]) == text
    return hits


def silent(check: Check, text: str) -> None:
    assert expected(check, text) == []


# Stutters


def test_a_stutter_shows_the_doubled_words_and_the_reading_without_them() -> None:
    (hit,) = expected(stutters, "町の倉庫は残すべき⟦ですです⟧。\n")
    assert hit.values == {"doubled": "ですです", "reading": "は残すべきです"}


def test_a_stutter_is_found_across_emphasis_links_and_soft_line_breaks() -> None:
    expected(stutters, "坂の**⟦歴史を**歴史を⟧調べる。\n")
    expected(stutters, "[⟦歴史を](a.md)歴史を⟧調べる。\n")
    expected(stutters, "町の⟦歴史を\n歴史を⟧調べる。\n")


def test_a_stutter_is_found_in_headings_lists_tables_and_the_front_matter() -> None:
    expected(stutters, "---\ntitle: 町の声⟦をを⟧聞く\n---\n\n# 町の声⟦をを⟧聞く\n")
    expected(stutters, "- 町の声⟦をを⟧聞く\n\n| 町 | 声 |\n|---|---|\n| 朝 | 声⟦をを⟧聞く |\n")


def test_a_sentence_that_stands_twice_has_its_stutter_reported_twice() -> None:
    expected(stutters, "町の声⟦をを⟧聞く。\n\n**町の声⟦をを⟧聞く。**\n")


def test_the_second_copy_is_what_a_fix_takes_out() -> None:
    (hit,) = expected(stutters, "町の声⟦をを⟧聞く。\n")
    assert hit.fix is not None
    assert hit.fix.applicability is Applicability.SAFE
    assert [(edit.span.start, edit.span.end) for edit in hit.fix.edits] == [(4, 5)]


def test_a_copy_that_holds_markup_gets_no_fix() -> None:
    (hit,) = expected(stutters, "町の⟦歴史を歴史**を⟧**調べる。\n")
    assert hit.fix is None


def test_code_and_urls_hold_no_stutter_and_part_the_words_beside_them() -> None:
    silent(
        stutters,
        "町の`をを`を見る。\n\n```text\n声をを聞く\n```\n\n[店](https://example.org/ですです)\n",
    )
    silent(stutters, "声を`を`聞く。町~~を~~を歩く。声を<br>を聞く。\n")


def test_a_link_whose_label_ends_in_a_particle_is_a_name() -> None:
    silent(stutters, "[はじめに](a.md)に書いた。\n")


def test_a_doubled_word_that_recurs_in_other_surroundings_is_a_name() -> None:
    text = "ボトルボトルネックの店。昔のボトルボトルネックと、今のボトルボトルネックだ。\n"
    silent(stutters, text)


def test_english_words_of_the_list_may_not_stand_twice() -> None:
    expected(stutters, "⟦The the⟧ boat left, and the end ⟦of of⟧ the day came.\n")


@pytest.mark.parametrize(
    "text",
    [
        "I know that that boat had had a crew.",
        "Vitamin a A day, and plan A a.",
        "The, the and the.The end.",
        "It is the word that matters, the-the.",
    ],
)
def test_english_words_that_may_meet_are_left_alone(text: str) -> None:
    silent(stutters, text + "\n")


# Particles


def test_a_clash_of_particles_names_both_and_shows_its_place() -> None:
    (hit,) = expected(particle_sequence, "---\ndescription: 館の設立⟦へに⟧ついて書く。\n---\n")
    assert hit.values == {"first": "へ", "second": "に", "context": "館の設立へについて書く"}
    assert hit.fix is None


def test_particles_with_something_between_do_not_clash() -> None:
    silent(particle_sequence, "助詞の「を」が続く。`を`が続く。先頭に<b>を入れる。町**を**が、\n")


# Mojibake


def test_a_file_in_another_codec_is_one_finding_on_its_first_line() -> None:
    text = "坂の町を歩く。\n\n猫が眠っている。\n"
    for codec, words in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("utf-16", "UTF-16")):
        hits = list(mojibake(Article(from_bytes(text.encode(codec), "post.md"))))
        assert [(hit.message, hit.values, hit.span.end) for hit in hits] == [
            ("other-codec", {"codec": words}, 7)
        ]


def test_bytes_that_are_no_utf8_are_one_finding_a_line_with_their_codec() -> None:
    data = "坂の町\n".encode() + "猫が、眠る\n".encode("cp932") + "夜の灯\n".encode()
    hits = list(mojibake(Article(from_bytes(data, "post.md"))))
    assert [(hit.message, hit.values) for hit in hits] == [("bytes", {"codec": "Shift_JIS"})]


def test_damage_is_found_in_the_front_matter_and_the_prose_but_not_in_code() -> None:
    expected(mojibake, "---\ntitle: 坂\u3000の⟦\u200b⟧町\n---\n\n夜に⟦\x08⟧光る`\x08`灯。\n")
    silent(mojibake, "```text\n\x1b[0m か\u3099\n```\n")


def test_invisible_characters_are_taken_out_and_kana_composed() -> None:
    article = read("夜に\u200b光る、か\u3099いとう。\n")
    edits = [edit.replacement for hit in mojibake(article) if hit.fix for edit in hit.fix.edits]
    assert edits == ["", "が"]


def test_a_message_names_the_code_points() -> None:
    (hit,) = expected(mojibake, "夜に⟦\u200b\u200b\u2060⟧光る。\n")
    assert hit.values["code"] == "U+200B U+2060"


@given(MARKDOWN)
def test_no_text_makes_these_checks_fail(text: str) -> None:
    article = read(text)
    for check in (stutters, particle_sequence, mojibake):
        for hit in check(article):
            assert 0 <= hit.span.start < hit.span.end <= len(text)
