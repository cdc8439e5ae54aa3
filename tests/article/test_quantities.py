"""Reading the quantities of Japanese prose."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.quantities import Quantity, amount_in
from kouetsu.article.quantities.held import in_texts
from kouetsu.article.quantities.numerals import read, read_kanji, spell, spell_in
from kouetsu.article.quantities.units import UNITS, Dimension
from kouetsu.article.texts import Texts
from views import read as article


def find(text: str) -> tuple[Quantity, ...]:
    return in_texts(Texts({text: []})).of(text)


def only(text: str) -> Quantity:
    (found,) = find(text)
    return found


def shown(text: str) -> list[tuple[str, str | None]]:
    return [(each.written, each.unit.base if each.unit else None) for each in find(text)]


# Numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,300台", 1300),
        ("１，３００台", 1300),
        ("1兆2600億円", 1_260_000_000_000),
        ("18兆9,000億円", 18_900_000_000_000),
        ("12万5千人", 125_000),
        ("3千億円", 300_000_000_000),
        ("130京回", 130 * 10**16),
        ("1.5億ドル", 150_000_000),
        ("$2.5 million", 2_500_000),
        ("13Bドル", 13_000_000_000),
        ("三割", 3),
        ("二十五万円", 250_000),
    ],
)
def test_a_number_is_read_as_it_is_meant(text: str, value: int) -> None:
    assert only(text).low == only(text).high == value


@pytest.mark.parametrize(
    ("written", "step"),
    [("7", "1"), ("10", "1"), ("900", "10"), ("1,300", "100"), ("1305", "1"), ("10.7", "0.1")],
)
def test_trailing_zeros_are_significant_up_to_the_second_digit(written: str, step: str) -> None:
    assert read(written).step == Decimal(step)


def test_rounding_makes_an_interval_in_the_units_of_the_dimension() -> None:
    assert only("約10km").interval == (Decimal(9500), Decimal(10500))


@given(st.integers(min_value=1, max_value=10**15))
def test_a_grouped_number_is_read_back(number: int) -> None:
    assert read(f"{number:,}").value == number


@given(st.text(alphabet="〇一二三四五六七八九十百千万億兆", max_size=13))
def test_any_row_of_kanji_numerals_is_a_number_or_none(written: str) -> None:
    numeral = read_kanji(written)
    assert numeral is None or numeral.value > 0


@pytest.mark.parametrize(
    ("value", "text"),
    [("1250", "1,250"), ("10700000000000", "10.7兆"), ("0.08", "0.08"), ("0", "0")],
)
def test_a_value_is_written_as_japanese_does(value: str, text: str) -> None:
    assert spell(Decimal(value)) == text


def test_a_value_can_be_written_in_a_given_scale() -> None:
    assert spell_in(Decimal(3_500_000_000), "万") == "350,000万"


# What is no figure


@pytest.mark.parametrize(
    "text",
    [
        "第三者と一部の人が二次会に一人ひとり来ました。",
        "GPT-5.1とH100、v2.0を比べました。",
        "十分な時間と万一の備えがあります。",
        "番号は12345678901234567890123です。",
    ],
)
def test_words_names_and_long_numbers_are_no_quantities(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("text", ["3番目", "3回目", "5年目", "3位", "20代"])
def test_places_in_an_order_are_not_amounts(text: str) -> None:
    assert only(text).dimension in (Dimension.ORDINAL, None)


# Units


@pytest.mark.parametrize(
    ("text", "base", "dimension"),
    [
        ("1,300 PFLOPS", "operation", Dimension.OPERATIONS),
        ("5ペタフロップス", "operation", Dimension.OPERATIONS),
        ("10Tb/s", "bit", Dimension.DATA_RATE),
        ("10TB/秒", "byte", Dimension.DATA_RATE),
        ("40Gbps", "bit", Dimension.DATA_RATE),
        ("512GiB", "byte", Dimension.DATA),
        ("30MW", "watt", Dimension.POWER),
        ("30億香港ドル", "HKD", Dimension.MONEY),
        ("US$3", "USD", Dimension.MONEY),
        ("￥500", "JPY", Dimension.MONEY),
        ("12か月", "month", Dimension.MONTHS),
        ("2025年", "year of the calendar", Dimension.CALENDAR),
        ("25年", "year", Dimension.MONTHS),
        ("2000年間", "year", Dimension.MONTHS),
    ],
)
def test_a_unit_is_known_with_what_it_measures(text: str, base: str, dimension: Dimension) -> None:
    assert (only(text).unit, only(text).dimension) != (None, None)
    assert shown(text) == [(text, base)]
    assert only(text).dimension is dimension


def test_bits_are_an_eighth_of_bytes_and_binary_prefixes_are_powers_of_1024() -> None:
    assert UNITS["GB/s"].factor == 8 * UNITS["Gbps"].factor
    assert UNITS["KiB"].factor == 1024 * 8


def test_a_word_that_begins_like_a_unit_is_none() -> None:
    assert shown("3 Way") == [("3", None)]


# Ranges, compounds, fractions


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2〜3億円", 200_000_000, 300_000_000),
        ("200億～260億ドル", 20_000_000_000, 26_000_000_000),
        ("1000〜2万円", 1000, 20_000),
        ("3〜5か月", 3, 5),
        ("600億ドルから650億ドル", 60_000_000_000, 65_000_000_000),
        ("10〜5%", 10, 5),
    ],
)
def test_the_ends_of_a_range_are_one_quantity(text: str, low: int, high: int) -> None:
    assert (only(text).low, only(text).high) == (Decimal(low), Decimal(high))


def test_hours_and_minutes_are_one_quantity() -> None:
    assert only("1時間30分").low == 90


def test_a_fraction_is_a_share() -> None:
    assert only("4分の3").low == only("四分の三").low == 75


@pytest.mark.parametrize(
    ("text", "limit"),
    [("最大30人", "最大"), ("30人以上", "以上"), ("30人", ""), ("最大で約30人程度", "最大程度")],
)
def test_a_quantity_knows_the_words_that_make_it_a_limit(text: str, limit: str) -> None:
    assert only(text).limit == limit


def test_an_amount_is_written_like_another_one() -> None:
    assert amount_in(Decimal(1250), only("900GB/s")) == "1,250GB/s"
    assert amount_in(Decimal(300), only("$20")) == "$300"
    assert amount_in(Decimal(10**16), only("1,300兆回")) == "1京回"


# In an article


def test_letters_before_a_sign_that_takes_none_are_no_part_of_it() -> None:
    assert shown("A¥500とS€5とUS$7") == [("¥500", "JPY"), ("€5", "EUR"), ("US$7", "USD")]


def test_kanji_quantities_are_in_their_order_too() -> None:
    assert [each.written for each in find("三割や五分の一や二割")] == ["三割", "五分の一", "二割"]


def test_an_article_lists_its_quantities_by_distinct_text() -> None:
    quantities = article("橋は**12m**です。\n\n橋は12mです。\n\n静かな町です。\n").quantities
    assert {text: len(quantities.of(text)) for text in quantities.held.texts} == {
        "橋は12mです。": 1
    }


@given(st.text(alphabet="0123456789,.万億兆円%〜-年月 (（）)", max_size=60))
def test_any_text_can_be_read_and_quantities_do_not_overlap(text: str) -> None:
    found = find(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(first.end <= after.start for first, after in pairwise(found))
