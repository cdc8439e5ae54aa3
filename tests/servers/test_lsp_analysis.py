from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from kouetsu.article import morphology
from kouetsu.servers.lsp_analysis import Analyser
from kouetsu.servers.lsp_documents import Document

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 200
SHOPS = [f"{number}番目の店では、魚を手ごろな値で買えますます。" for number in range(COUNT)]
ANOTHER = "坂の上の店でも、野菜を手ごろな値で買えますます。"


class Counted:
    """Lints versions of a text; counts the strings that the morphological analyser is given."""

    def __init__(self, folder: Path) -> None:
        self._analyser = Analyser(folder, "ja")
        self._uri = (folder / "a.md").as_uri()

    def lint(self, *paragraphs: str) -> tuple[int, int]:
        """Return the number of slips that are found, and of strings that are new to the analyser.

        Each is split into words, or its best reading is rated; most are both.
        """
        text = "\n\n".join(paragraphs) + "\n"
        document = Document(self._uri, 1, text, types.PositionEncodingKind.Utf16)
        before = self._strings()
        shown = list(self._analyser.analyse(document).shown)
        return sum(each.rule == "stutter" for each in shown), self._strings() - before

    @staticmethod
    def _strings() -> int:
        return morphology.analyse.cache_info().misses + morphology.path_cost.cache_info().misses


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    """Return an analyser that has seen nothing yet."""
    for known in (morphology.analyse, morphology.path_cost):
        known.cache_clear()
    return Counted(tmp_path)


def test_an_unchanged_sentence_is_not_analysed_again(counted: Counted) -> None:
    found, strings = counted.lint(*SHOPS)
    assert found == COUNT
    assert strings >= COUNT
    each = strings / COUNT
    assert counted.lint(*SHOPS) == (COUNT, 0)
    found, strings = counted.lint(*SHOPS[:90], SHOPS[90].replace("魚", "貝"), *SHOPS[91:])
    assert found == COUNT
    assert 0 < strings <= 2 * each


def test_sentences_that_were_moved_by_a_new_one_are_not_analysed_again(counted: Counted) -> None:
    _, all_strings = counted.lint(*SHOPS)
    found, strings = counted.lint(ANOTHER, *SHOPS)
    assert found == COUNT + 1
    assert 0 < strings <= 2 * all_strings / COUNT
