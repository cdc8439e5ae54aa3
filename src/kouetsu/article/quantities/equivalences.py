"""Where a text says that one quantity is another: A（約B）, A、つまりB, A＝B, AはBに相当."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from kouetsu.article.quantities import FIRST_CHARACTER
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article.quantities import Quantity


class Form(Enum):
    """How the second quantity is tied to the first."""

    BRACKET = "bracket"
    IN_OTHER_WORDS = "in other words"
    EQUALS = "equals"
    CORRESPONDS = "corresponds"


@record
class Equivalence:
    """Two quantities of one text that it calls the same."""

    first: Quantity
    second: Quantity
    form: Form


_LIMITS = "以上|以下|未満|超え?|強|弱|程度|前後|近く|余り|ほど|規模|相当"
_LEAD = (
    r"(?:約|およそ|おおよそ|ほぼ|概ね|米|[=＝≒≈][ ]?|(?:日本)?円換算で?は?"
    r"|日本円(?:にして|にすると)|日本円(?:では?|換算で)|ドル換算で|換算で|換算すると|つまり|すなわち|、){0,3}"
)
_WORDS = (
    r"つまり|すなわち|言い換えれば|言い換えると|日本円(?:にして|にすると|では?|換算で)"
    r"|円換算で|ドル換算で|換算すると"
)
# One pattern for all forms: between most figures stands none of them.
_GAP = compiled(
    rf"(?P<BRACKET>(?:もの)?(?:{_LIMITS})?[ ]?[（(][ ]?{_LEAD}[ ]?)"
    rf"|(?P<IN_OTHER_WORDS>(?:もの)?(?:{_LIMITS})?、?(?:{_WORDS})、?{_LEAD})"
    r"|(?P<EQUALS>[ ]?[=＝≒≈][ ]?(?:約|およそ)?)"
    r"|(?P<CORRESPONDS>(?:は|とは|が)、?(?:約|およそ|ほぼ)?)"
)
_END = rf"(?:{_LIMITS})?"
# What has to follow the second quantity: it must be all that the bracket says of the first.
_TAILS = {
    Form.BRACKET: compiled(rf"{_END}(?:換算)?[ ]?[）)、，,;；※]"),
    Form.IN_OTHER_WORDS: compiled(rf"{_END}(?![ ]?[×*+/÷])"),
    Form.EQUALS: compiled(r"(?![ ]?[×*+/÷^–-])"),
    Form.CORRESPONDS: compiled(
        r"に(?:相当|あたる|当たる|あたり|当たり|等しい)|と(?:等しい|同じです)"
    ),
}
# Of these, any text that calls two quantities the same holds one: a bracket only before a quantity.
_WORD_SIGNS = (
    *("=", "＝", "≒", "≈", "つまり", "すなわち", "言い換え", "換算", "日本円"),
    *("に相当", "にあた", "に当た", "等しい", "と同じです"),
)
SIGNS = ("（", "(", *_WORD_SIGNS)
_IN_BRACKETS = compiled(rf"[（(][ ]?{_LEAD}[ ]?{FIRST_CHARACTER}")
_OPERATOR = compiled(r"[×*+/÷^–−-][ ]?$")
_LONGEST_GAP = 24


def may_hold(text: str) -> bool:
    """Say whether a text with one of the signs may call two quantities the same."""
    return any(map(text.__contains__, _WORD_SIGNS)) or _IN_BRACKETS.search(text) is not None


def find(quantities: Sequence[Quantity]) -> Iterator[Equivalence]:
    """Yield what a text calls equal, from all the quantities of that text in their order."""
    for first, second in pairwise(quantities):
        if not 0 < second.start - first.end <= _LONGEST_GAP:
            continue
        text = first.text
        gap = _GAP.fullmatch(text, first.end, second.start)
        if gap is None:
            continue
        form = Form[gap.lastgroup or ""]
        is_sum = _OPERATOR.search(text, max(0, first.start - 2), first.start)
        if not is_sum and _TAILS[form].match(text, second.end):
            yield Equivalence(first, second, form)
