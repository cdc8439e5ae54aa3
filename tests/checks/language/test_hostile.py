"""Text that could make a check slow or fail: each must read it in time linear in its length."""

from __future__ import annotations

import pytest

from endless import ended
from kouetsu.article.texts import Texts
from kouetsu.checks.language import contradictions, reduplication, residues, scripts

LENGTH = 100_000


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
        "ああ、",
        "a、",
    ],
)
def test_a_line_of_one_unit_again_and_again_is_read_to_its_end(unit: str) -> None:
    texts = Texts({unit * LENGTH: []})

    def read() -> None:
        list(scripts.find(texts))
        list(residues.find(texts, frozenset({"vast"})))
        list(contradictions.find(texts))
        reduplication.candidates(texts)

    ended(read)
