"""Which texts the checks of figures read: none in which they find something is passed over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article.quantities import FIRST_CHARACTER, equivalences, find
from kouetsu.article.quantities.equivalences import Form
from kouetsu.article.quantities.held import in_texts
from kouetsu.article.quantities.numerals import half_width
from kouetsu.article.quantities.units import UNITS, Dimension
from kouetsu.article.texts import Texts
from kouetsu.checks.consistency import (
    conflicts,
    conversions,
    days,
    growth,
    impossible,
    rates,
    sums,
    tense,
)
from views import read as article

if TYPE_CHECKING:
    from collections.abc import Collection

FIGURES = st.lists(
    st.one_of(
        st.sampled_from([*UNITS, "年", "分の", "〜", "から", "第", "$", "￥", "約", " "]),
        st.text("0123456789０１９．，.,%％万億兆一二十百千割", min_size=1, max_size=4),
        st.text("橋の長さはA（）\U0001f41f", max_size=3),
    ),
    max_size=10,
).map("".join)


def holds(text: str, signs: Collection[str]) -> bool:
    return any(sign in text for sign in signs)


@given(st.lists(FIGURES.filter(bool), min_size=1, max_size=4, unique=True))
def test_every_text_with_a_quantity_is_held(texts: list[str]) -> None:
    quantities = in_texts(Texts({text: [] for text in texts}))
    for text in texts:
        found = find(text, half_width(text), may_hold_kanji=True)
        assert not found or text in quantities.held.texts
        assert len(found) < 2 or text in quantities.several.texts
        assert not found or quantities.of(text) == found
        shares = [each for each in found if each.dimension is Dimension.SHARE]
        assert not shares or text in quantities.shares
        if any(each.low * each.factor > 100 for each in shares):
            assert text in impossible._of_large_shares(quantities)
        assert all(re.match(FIRST_CHARACTER, each.written) for each in found)


@pytest.mark.parametrize("sign", [s for s, u in UNITS.items() if u.dimension is Dimension.MONEY])
def test_the_signs_of_foreign_money_are_known(sign: str) -> None:
    assert UNITS[sign].base == "JPY" or holds(sign, rates._FOREIGN)


@pytest.mark.parametrize(
    "sign",
    [s for s, u in UNITS.items() if u.dimension is Dimension.OPERATIONS or u.base == "回"],
)
def test_the_signs_of_speeds_are_known(sign: str) -> None:
    assert holds(sign, conversions._SPEED_SIGNS)


@given(st.from_regex(tense._FUTURE))
def test_what_tells_of_a_future_has_a_sign_of_it(text: str) -> None:
    assert holds(text, tense._SIGNS)


@pytest.mark.parametrize("sign", sorted(UNITS))
def test_the_signs_of_all_money_are_known(sign: str) -> None:
    assert (UNITS[sign].dimension is Dimension.MONEY) == (sign in rates._SIGNS)


@pytest.mark.parametrize("tie", [growth._OF, growth._TO, growth._YEARLY, growth._YEARLY_AFTER])
@given(data=st.data())
def test_what_makes_a_percentage_follow_has_a_sign_of_it(
    tie: re.Pattern[str], data: st.DataObject
) -> None:
    assert holds(data.draw(st.from_regex(tie)), growth.SIGNS)


@given(st.from_regex(sums._TOTAL_BEFORE) | st.from_regex(sums._EQUALS))
def test_what_leads_to_a_result_has_a_sign_of_it(text: str) -> None:
    assert holds(text, sums._SUM_SIGNS)


@given(st.from_regex(sums._TOTAL_ITEM))
def test_the_label_of_a_total_has_a_sign_of_it(text: str) -> None:
    assert holds(text, sums._TOTAL_SIGNS)


@given(st.from_regex(equivalences._GAP, fullmatch=True))
def test_what_calls_two_quantities_the_same_has_a_sign_of_it(gap: str) -> None:
    match = equivalences._GAP.fullmatch(gap)
    assert match
    assert match.lastgroup == Form.CORRESPONDS.name or holds(gap, equivalences.SIGNS)
    assert match.lastgroup == Form.CORRESPONDS.name or equivalences.may_hold(f"{gap}3")


@given(st.from_regex(equivalences._TAILS[Form.CORRESPONDS]))
def test_what_says_that_a_quantity_corresponds_to_another_has_a_sign_of_it(tail: str) -> None:
    assert holds(tail, equivalences.SIGNS)
    assert equivalences.may_hold(tail)


@given(
    st.lists(st.sampled_from("0123456789年月日時分()（）/-土火令和元 "), max_size=24).map("".join)
)
def test_a_wrong_date_or_time_has_a_sign_of_it(text: str) -> None:
    assert not list(days.find(text, None)) or holds(text, days.SIGNS)


STATEMENTS = st.builds(
    "{}{}{}{}{}{}。".format,
    st.sampled_from(["", "", "", "三千年前、", "3024年、", "2024年に"]),
    st.sampled_from(["東湊市の人口", "東湊市の人口", "西湊市の人口", "年間の総人口"]),
    st.sampled_from("はがも"),
    st.sampled_from(["", "", "約", "2024年には", "3024年で、", "現在、"]),
    st.sampled_from(["12", "１２", "40", "3024"]),
    st.sampled_from(["万人です", "万人です", "万人に達し、次も", "年です", "億円です"]),
)


@settings(deadline=None)
@given(st.lists(STATEMENTS, min_size=2, max_size=4))
def test_no_conflict_is_passed_over_for_the_names_of_its_things(statements: list[str]) -> None:
    read = article("\n\n".join(statements))
    found = list(conflicts.number_conflict(read))
    everywhere = article("\n\n".join(statements))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conflicts, "_texts_of_repeated_things", lambda each: each.held.texts)
        expected = list(conflicts.number_conflict(everywhere))
    assert [(hit.span, hit.values) for hit in found] == [(hit.span, hit.values) for hit in expected]


def test_a_conflict_is_found_among_such_statements() -> None:
    read = article("東湊市の人口は12万人です。\n\n東湊市の人口は、現在、40万人です。\n")
    assert len(list(conflicts.number_conflict(read))) == 1
