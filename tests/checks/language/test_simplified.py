from __future__ import annotations

from kouetsu.checks.language.simplified import CHARACTERS


def test_the_characters_are_those_of_gb_2312_that_jis_x_0213_lacks() -> None:
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    codes = bytes(code for row in rows for cell in cells for code in (row, cell))
    chinese = codes.decode("gb2312", "ignore")
    japanese = set(chinese.encode("euc_jis_2004", "ignore").decode("euc_jis_2004"))
    assert "".join(sorted(set(chinese) - japanese)) == CHARACTERS
