"""Signs that something put a word where another one stood: graded shares, masked names.

Each sign is a contradiction inside the sentence itself, so none needs to know what was there.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.article.characters import KANJI, KATAKANA, LATIN
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article.texts import Texts


class Sign(Enum):
    """The kinds of contradiction."""

    DEGREE = "degree"  # more 75 % of the companies
    MASKED = "masked"  # a certain company's GPT-4o


@record
class Contradiction:
    """A contradiction from `start` to `end` of a text."""

    sign: Sign
    start: int
    end: int


_LIMIT = "以上|以下|超|強|弱|近く"
_SHARE = rf"[0-9０-９.,]*[ ]?(?:[%％]|パーセント|割)(?:{_LIMIT})?の"
# A word that grades an adjective (もっと多くの, はるかに多くの) before the share of something. より
# opens its clause or follows a particle: after a noun it compares (前年より30%の増加). A change may
# be graded, and はるかに may belong to a verb that compares (はるかに80%の線を超える).
_CHANGE = (
    "増|減|上昇|下落|低下|向上|改善|短縮|削減|成長|上乗せ|割引|値|伸|拡大|縮小|軽減|節|高速|圧縮|圧倒|差"
    "|効率|時間|コスト|性能|スピード|速|精度|利益|確率|可能性|強度"
)
_DEGREE = compiled(
    r"(?:(?:^|(?<=[、。，「『（はがもを]))より(?:一層)?|もっと|これまで以上に|どれだけ|どれほど|いかに|最も"
    r"|とても|非常に|極めて|(?:はるか|遥か)に(?!.{0,30}(?:超|越|上回|下回|及ば|届か)))"
    rf"[0-9０-９]{_SHARE}(?!.{{0,6}}(?:{_CHANGE}))[{KANJI}{KATAKANA}{LATIN}]+"
)
_MASKED = compiled(
    rf"某[{KANJI}{KATAKANA}{LATIN}]{{2,14}}(?:企業|社|大手|メーカー|ベンダー)の"
    r"(?:[A-Z][A-Za-z]*-?[0-9][A-Za-z0-9.]*|[A-Z]+[a-z]+[A-Z]+[A-Za-z0-9]*)"
)
# The end of such a share by its sign. A sign is rarer than figures are, and one string is looked
# for ten times as fast as any of four characters.
_SHARE_ENDS = {sign: compiled(f"{sign}(?:{_LIMIT})?の") for sign in ("%", "％", "パーセント", "割")}
_GRADED = compiled(rf"[0-9０-９](?<=[り層とにけどもて].){_SHARE}")


def find(texts: Texts) -> Iterator[tuple[str, Contradiction]]:
    """Yield the contradictions in the distinct sentences of an article, each with its sentence."""
    for text in texts.holding_any(_SHARE_ENDS):
        for match in _DEGREE.finditer(text) if _GRADED.search(text) else ():
            yield text, Contradiction(Sign.DEGREE, *match.span())
    for text in texts.holding(_MASKED) if "某" in texts.joined else ():
        for match in _MASKED.finditer(text):
            yield text, Contradiction(Sign.MASKED, *match.span())
