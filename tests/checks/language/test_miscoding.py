"""Wrong codecs and invisible characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.language import miscoding
from kouetsu.checks.language.miscoding import Damage


def damage(text: str) -> list[tuple[Damage, str, str | None]]:
    return [
        (found.damage, text[found.start : found.end], found.repaired)
        for found in miscoding.find(text)
    ]


@pytest.mark.parametrize("original", ["カード", "坂の上", "café’s", "ひらがな、と漢字"])
def test_utf8_that_was_read_as_cp1252_is_read_back(original: str) -> None:
    codes = original.encode()
    shown = "".join(bytes([c]).decode("cp1252", "ignore") or chr(c) for c in codes)
    found = damage(f"x {shown} x")
    assert found
    text = f"x {shown} x"
    for each in reversed(list(miscoding.find(text))):
        assert each.repaired is not None
        text = text[: each.start] + each.repaired + text[each.end :]
    assert text == f"x {original} x"


def test_utf8_that_was_read_as_cp932_is_recognised() -> None:
    shown = "ひらがな".encode().decode("cp932", "ignore")
    assert [kind for kind, _, _ in damage(f"「{shown}」")] == [Damage.DOUBLE]


@pytest.mark.parametrize(
    "text",
    ["NÃO fale", "Ålesund, Ça va, café", "15×¥500 と 20×¥31", "繧繝という彩色", "½ × ³"],
)
def test_real_letters_and_signs_are_not_taken_for_miscoded_text(text: str) -> None:
    assert damage(text) == []


def test_a_text_about_mojibake_may_show_it() -> None:
    assert (
        damage("文字化けの例は「ã‚ã‚\x8a」です。") == [(Damage.CONTROL, "\x8a", "")]
        or damage("文字化けの例は「ã‚«」です。") == []
    )


@pytest.mark.parametrize(
    ("run", "composed"), [("か\u3099", "が"), ("ハ\u309aテ\u3099", "パデ"), ("ホ゜", "ポ")]
)
def test_kana_with_a_separate_voicing_mark_are_composed(run: str, composed: str) -> None:
    assert damage(f"町の{run}を見る") == [(Damage.DECOMPOSED, run, composed)]


@pytest.mark.parametrize("text", ["あ\u3099と叫ぶ", "う゛ぁいおりん", "濁点は゛と書く"])
def test_a_voicing_mark_that_makes_no_letter_is_meant(text: str) -> None:
    assert damage(text) == []


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1b", "\x7f", "\x85"])
def test_control_characters_are_found_and_taken_out(character: str) -> None:
    assert damage(f"夜に{character}光る") == [(Damage.CONTROL, character, "")]


@pytest.mark.parametrize("character", ["\u200b", "\u200e", "\u2028", "\u202e", "\u2060", "\ufeff"])
def test_invisible_characters_are_found_and_taken_out(character: str) -> None:
    assert damage(f"夜に{character}光る") == [(Damage.INVISIBLE, character, "")]


@pytest.mark.parametrize(
    "text",
    [
        "親子👨‍👩‍👧と温泉♨️",
        "**「静かに」**\u200bと書く",
        "example\u200b.com と @\u200bname",
        "\u200eשלום",
        "改行\r\nとタブ\t",
        "顔文字の (´∀｀)ﾉ や (ﾟДﾟ) と、ｷﾀｰという叫び",
    ],
)
def test_characters_that_stand_there_on_purpose_are_left_alone(text: str) -> None:
    assert damage(text) == []


def test_the_mark_of_a_lost_character_is_found_inside_words_only() -> None:
    assert damage("案\ufffd板") == [(Damage.REPLACEMENT, "\ufffd", None)]
    assert damage("復号できない文字は「\ufffd」になる。") == []


@given(st.text(st.sampled_from("町a か\u3099\u200b\x08ã‚«縺ゅ\ufffd。*"), max_size=30))
def test_a_repaired_text_has_nothing_left_to_repair(text: str) -> None:
    for _ in range(len(text) + 1):
        found = [each for each in miscoding.find(text) if each.repaired is not None]
        if not found:
            break
        for each in reversed(found):
            text = text[: each.start] + (each.repaired or "") + text[each.end :]
    assert not [each for each in miscoding.find(text) if each.repaired is not None]


def test_no_character_of_a_damaged_run_is_passed_over() -> None:
    latin = map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xC3))
    wide = "\u200b\u200e\u200f\u2028\u202e\u2060\u2066\u2069\ufeff\ufffd\u3099\u309a゛゜縺繧繝"
    assert all(map(miscoding.may_be_damaged, (*latin, *map(chr, range(0xE2, 0xF0)), *wide)))
    assert not any(map(miscoding.may_be_damaged, ("日本語の文です。\n", "plain text", "\t｡Ａｱ")))
