"""Text that could make a check slow or fail: each must read it in time linear in its length."""

from __future__ import annotations

import time

import pytest

from kouetsu.article.texts import Texts
from kouetsu.checks.language import contradictions, reduplication, residues, scripts

LENGTH = 100_000
# Seconds; reading such a text takes a hundredth of that, in quadratic time many times as long.
ENOUGH = 10


@pytest.mark.parametrize(
    "unit",
    [
        "アアイ",
        "アア",
        "アб",
        "б ",
        "α",
        "ますます",
        "のvastな",
        "a ",
        "某a",
        "より9",
        "はるかに9%の",
        "0",
        "あ、",
        "一　",
    ],
)
def test_a_line_of_one_unit_again_and_again_is_read_in_linear_time(unit: str) -> None:
    texts = Texts({unit * LENGTH: []})
    start = time.perf_counter()
    list(scripts.find(texts))
    list(residues.find(texts, frozenset({"vast"})))
    list(contradictions.find(texts))
    reduplication.candidates(texts)
    assert time.perf_counter() - start < ENOUGH
