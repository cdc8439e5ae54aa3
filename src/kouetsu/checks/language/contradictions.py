"""Signs that something put a word where another one stood: impossible figures, masked names.

Each sign is a contradiction inside the sentence itself, so none needs to know what was there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class Sign(Enum):
    """The kinds of contradiction."""

    DEGREE = "degree"  # more 75 % of the companies
    REDUCTION = "reduction"  # a reduction by more than all of it
    MASKED = "masked"  # a certain company's GPT-4o


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A contradiction from `start` to `end` of a text."""

    sign: Sign
    start: int
    end: int


_FIGURE = r"[0-9０-９][0-9０-９.,]*[ ]?(?:[%％]|パーセント|割)(?:以上|以下|超|強|弱|近く)?の"
# A word that grades an adjective (もっと多くの, どれだけ多くの) before the share of something. より
# opens its clause: after a noun it compares (前年より30%の増加). A change may be graded: さらに.
_CHANGE = (
    "増|減|上昇|下落|低下|向上|改善|短縮|削減|成長|上乗せ|割引|値|伸|拡大|縮小|軽減|節|高速|圧縮|圧倒|差"
    "|効率|時間|コスト|性能|スピード|速|精度|利益|確率|可能性|強度"
)
_DEGREE = re.compile(
    r"(?:(?:^|(?<=[、。，「『（]))より|もっと|これまで以上に|どれだけ|どれほど|いかに|最も|とても|非常に|極めて)"
    rf"{_FIGURE}(?!.{{0,6}}(?:{_CHANGE}))[一-鿿ァ-ヶーA-Za-z]+"
)
# A reduction by more than 100 %. Of what is itself a share above 100 % (関税, 使用率) there may be
# one, so words for shares do not stand between.
_REDUCTION = re.compile(
    r"(?<![0-9０-９.,])([1-9][0-9]{2,}(?:\.[0-9]+)?|[1-9][0-9]?(?:,[0-9]{3})+)[ ]?[%％]"
    r"(?:以上)?(?:もの|の)?(?:[一-鿿ァ-ヶーA-Za-z]{0,8}(?<![率税度比])の?)?"
    r"(?:削減|減少|短縮|低減|圧縮|節約|節減|軽減|縮小|カット)"
    r"(?=[をがにはもとで、。！？」）]|です|し[たてま]|する|され|でき|$)"
)
_MASKED = re.compile(
    r"某[一-鿿ァ-ヶーA-Za-z]{2,14}(?:企業|社|大手|メーカー|ベンダー)の"
    r"(?:[A-Z][A-Za-z]*-?[0-9][A-Za-z0-9.]*|[A-Z]+[a-z]+[A-Z]+[A-Za-z0-9]*)"
)
# One of these stands in every contradiction.
_KEYS = ("%", "％", "パーセント", "割", "某")


def find(texts: Collection[str]) -> Iterator[tuple[str, Contradiction]]:
    """Yield the contradictions in the distinct sentences of an article, each with its sentence."""
    for text in texts:
        if not any(key in text for key in _KEYS):
            continue
        for match in _DEGREE.finditer(text):
            yield text, Contradiction(Sign.DEGREE, *match.span())
        for match in _REDUCTION.finditer(text):
            if float(match[1].replace(",", "")) > 100:
                yield text, Contradiction(Sign.REDUCTION, *match.span())
        for match in _MASKED.finditer(text):
            yield text, Contradiction(Sign.MASKED, *match.span())
