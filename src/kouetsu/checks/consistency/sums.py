"""Sums, products and percentages that do not come out."""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Container, Kind
from kouetsu.article.quantities import amount_in
from kouetsu.article.quantities.units import Dimension
from kouetsu.checks.consistency import growth, tables
from kouetsu.checks.consistency.growth import Mismatch
from kouetsu.finding import Hit
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kouetsu.article import Article
    from kouetsu.article.quantities import Quantity
    from kouetsu.article.sentences import Plain

_TOTAL_BEFORE = compiled(
    r"^.{0,2}[、（(で の]{0,2}(?:合計|総計|合わせて|あわせて|計|しめて)"
    r"(?:で|は|が)?[ ]?(?:約|およそ)?$"
)
_PARTS_GAP = compiled(r"[^。；;：:（(]{0,14}")
_MULTIPLIED = compiled(
    "ずつ|それぞれ|毎|ごと|各|あたり|当たり|倍|×|別途|ほか|他|など|等|含|除"
    "|以上|うち|週|月額|重複|から"
)
_ITEM = compiled(r"[^：:。]{1,30}[：:][ ]?(?:約|およそ)?$")
_TOTAL = r"[ ]?(?:合計|総計|総額|計)[^：:。]{0,8}[：:]"
_TOTAL_LABEL = compiled(_TOTAL)
_TOTAL_ITEM = compiled(rf"^{_TOTAL}[ ]?(?:約|およそ)?$")
_OPERATORS = {"×": "×", "*": "×", "＋": "+", "+": "+", "－": "-", "−": "-", "÷": "÷"}
_OPERATOR = compiled(r"[ ]?([×*＋+－−÷])[ ]?(?:約)?")
_COMPUTE: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "×": operator.mul,
    "÷": operator.truediv,
    "+": operator.add,
    "-": operator.sub,
}
_EQUALS = compiled(r"[ ]?[=＝][ ]?(?:約|およそ)?")
# A total or a result in a sentence has one of these, and so has the label of a total in a list.
_SUM_SIGNS = ("計", "わせて", "しめて", "=", "＝")
_TOTAL_SIGNS = ("計", "総額")
_SLACK = Decimal("0.03")
# Terms of a sum or formula in one sentence; longer ones stand in lists and tables.
_MOST_TERMS = 12


def sum_mismatch(article: Article) -> Iterator[Hit]:
    """Report arithmetic that the article itself lays open and that does not come out."""
    quantities = article.quantities
    grown = [text for text in quantities.shares if any(map(text.__contains__, growth.SIGNS))]
    reckoned = {*grown, *quantities.several.with_any(_SUM_SIGNS)}
    for text in quantities.several.among(reckoned):
        held = quantities.of(text)
        for found in (*growth.find(held), *_total(held), *_products(held)):
            for place in article.texts.places[text]:
                yield _hit(place, found)
    yield from _lists(article)
    for cell, quantity, added in tables.wrong_totals(article):
        shown = amount_in(added, quantity)
        yield _hit(cell, Mismatch(quantity.start, quantity.end, "total", shown))


def _hit(place: Plain, found: Mismatch) -> Hit:
    return Hit(place.span(found.start, found.end), {"sum": found.sum}, message=found.kind)


def _total(quantities: Sequence[Quantity]) -> Iterator[Mismatch]:
    """Judge 本館30人、別館20人、合計60人 within a sentence."""
    for index, total in enumerate(quantities):
        parts = _parts(quantities[max(0, index - _MOST_TERMS) : index], total)
        if not parts or not _fails(parts, total):
            continue
        shown = " + ".join(each.written for each in parts)
        added = amount_in(sum((each.value for each in parts), Decimal(0)), total)
        yield Mismatch(parts[0].start, total.end, "sum", f"{shown} = {added}")


def _parts(before: Sequence[Quantity], total: Quantity) -> list[Quantity]:
    """Return the figures that lead up to a total without a gap in which more could hide.

    Two at least, or none.
    """
    parts: list[Quantity] = []
    text, end = total.text, total.start
    for each in reversed(before):
        gap = text[each.end : end]
        fits = _PARTS_GAP.fullmatch(gap) if parts else _TOTAL_BEFORE.search(gap)
        if not fits or each.unit is None or each.unit != total.unit or each.link or each.limit:
            break
        parts.insert(0, each)
        end = each.start
    if len(parts) < 2 or total.limit or total.link:
        return []
    around = text[max(0, parts[0].start - 12) : total.end + 4]
    return [] if _MULTIPLIED.search(around) else parts


def _fails(parts: Sequence[Quantity], total: Quantity) -> bool:
    """Say whether neither all parts nor the last few of them give the total."""
    if any(each.low >= total.low for each in parts):
        return False
    low = high = Decimal(0)
    for count, each in enumerate(reversed(parts), 1):
        low, high = low + each.interval[0], high + each.interval[1]
        slack = total.interval[1] * _SLACK
        if count > 1 and low - slack <= total.interval[1] and total.interval[0] <= high + slack:
            return False
    return True


def _products(quantities: Sequence[Quantity]) -> Iterator[Mismatch]:
    """Judge written arithmetic: 3,000円 × 20人 = 80,000円."""
    for index in range(len(quantities) - 2):
        terms = [quantities[index]]
        operators: list[str] = []
        for after in quantities[index + 1 : index + _MOST_TERMS]:
            text, start = after.text, terms[-1].end
            sign = _OPERATOR.fullmatch(text, start, after.start)
            if sign:
                operators.append(_OPERATORS[sign[1]])
                terms.append(after)
                continue
            is_result = _EQUALS.fullmatch(text, start, after.start) is not None
            if is_result and operators and _is_whole(terms[0], after) and _is_sound(terms, after):
                yield from _judge(terms, operators, after)
            break


def _is_whole(first: Quantity, result: Quantity) -> bool:
    """Say whether the arithmetic does not go on at either side."""
    before = first.text[max(0, first.start - 2) : first.start].strip()
    after = first.text[result.end : result.end + 2].strip()
    return not before.endswith((*_OPERATORS, "(", "（", "^", "/", "-")) and not after.startswith(
        (*_OPERATORS, "=", "＝", "^", "/")
    )


def _is_sound(terms: Sequence[Quantity], result: Quantity) -> bool:
    """Say whether units tell that this is a reckoning of things, with no ranges in it."""
    has_units = result.unit is not None and any(each.unit is not None for each in terms)
    return has_units and not any(each.link or each.limit for each in (*terms, result))


def _judge(
    terms: Sequence[Quantity], operators: Sequence[str], result: Quantity
) -> Iterator[Mismatch]:
    is_sum = not {"×", "÷"} & set(operators)
    is_product = not {"+", "-"} & set(operators)
    has_one_unit = all(each.unit == result.unit for each in terms)
    if not (is_product or (is_sum and has_one_unit)):
        return
    value = _number(terms[0])
    for sign, term in zip(operators, terms[1:], strict=True):
        if sign == "÷" and not term.value:
            return
        value = _COMPUTE[sign](value, _number(term))
    if not any(_is_near(value * each, result) for each in _scales(terms, result)):
        written = result.text[terms[0].start : terms[-1].end]
        shown = f"{written} = {amount_in(value, result)}"
        yield Mismatch(terms[0].start, result.end, "sum", shown)


def _number(quantity: Quantity) -> Decimal:
    is_share = quantity.dimension is Dimension.SHARE
    return quantity.value * quantity.factor / 100 if is_share else quantity.value


def _scales(terms: Sequence[Quantity], result: Quantity) -> Iterator[Decimal]:
    """Yield by what units may stretch a result: 30分 × 20日 = 10時間, and shares in percent."""
    yield Decimal(1)
    yield Decimal(100)
    for term in terms:
        if term.dimension is result.dimension:
            yield term.factor / result.factor


def _is_near(value: Decimal, result: Quantity) -> bool:
    half = result.step / 2
    slack = abs(value) * _SLACK
    return result.low - half - slack <= value <= result.high + half + slack


def _lists(article: Article) -> Iterator[Hit]:
    """Report the total of a list whose items above do not give it."""
    texts = filter(_TOTAL_LABEL.match, article.quantities.held.with_any(_TOTAL_SIGNS))
    if not any(map(_TOTAL_ITEM.match, map(_label, map(article.quantities.of, texts)))):
        return
    parts: list[Quantity] = []
    for block in article.blocks:
        if block.kind is not Kind.PARAGRAPH or Container.LIST_ITEM not in block.containers:
            parts = []
            continue
        sentences = article.sentences_by_block.get(block.span.start, [])
        plain = sentences[0].plain if sentences else None
        figures = article.quantities.of(plain.text) if plain else ()
        if plain is None or not figures:
            continue
        first, label = figures[0], _label(figures)
        if _TOTAL_ITEM.match(label):
            same = [each for each in parts if each.unit == first.unit]
            if len(same) > 1 and first.unit and not first.limit and _fails(same, first):
                added = amount_in(sum((each.value for each in same), Decimal(0)), first)
                yield _hit(plain, Mismatch(first.start, first.end, "total", added))
            parts = []
        elif _ITEM.match(label) and not first.limit and not _MULTIPLIED.search(plain.text):
            parts.append(first)


def _label(figures: Sequence[Quantity]) -> str:
    """Return what stands before the first figure of a text."""
    return figures[0].text[: figures[0].start] if figures else ""
