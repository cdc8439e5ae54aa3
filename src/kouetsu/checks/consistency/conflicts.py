"""The same quantity of the same thing with different values, or the same share of two wholes."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from kouetsu.article.characters import KANJI, KATAKANA, LATIN
from kouetsu.article.quantities import FIRST_CHARACTER
from kouetsu.article.quantities.units import Dimension
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.quantities import Quantity
    from kouetsu.article.quantities.held import Quantities

_NOUN = rf"[{KANJI}{KATAKANA}{LATIN}0-9・]"
_NOUN_OR_OF = rf"[{KANJI}{KATAKANA}{LATIN}0-9・の]"
# The thing that is measured, right before the figure; a year and adverbs may stand between.
_BETWEEN = (
    r"、?"
    r"(?:(?:現在|すでに|既に|実に|なんと|推定|全体で|合計で?|[0-9]{4}年(?:度|末|時点|[0-9]{1,2}月)?)"
    r"(?:で|に|には|までに|の|で?は)?、?){0,3}(?:約|およそ|ほぼ)?"
)
_THING = compiled(rf"({_NOUN}{{2,24}}(?:の{_NOUN}{{2,20}}){{0,2}})(?:は|が|も){_BETWEEN}$")
_THING_ENDS = [
    compiled(
        rf"{particle}(?<=({_NOUN_OR_OF}{_NOUN_OR_OF}{_NOUN}{_NOUN}){particle})"
        rf"(?={_BETWEEN}{FIRST_CHARACTER})"
    )
    for particle in "はがも"
]
# A year that is none of the calendar is a quantity of years.
_ODD_YEAR = compiled("年(?<=[03-9][0-9]{3}年)")
_CONTENT = compiled(rf"[{KANJI}]{{2,}}|[{KATAKANA}]{{3,}}|[A-Za-z]{{2,}}")
_STANDS = compiled(
    r"(?:です|でした|だ|で、|。|に(?:達し|上り|のぼり|なり)|と(?:推定|予測|見込|言われ|され|なり|なっ|いう)|の規模|規模|とも|で[^すし])"
)
_COMPARED = compiled(
    r"倍|増|減|から|以前|前年|昨年|去年|当時|目標|計画|最大|最低|平均|一方|場合|ケース|によって"
    r"|によると|によれば|別の|導入前|導入後|うち|地域|国内|世界|日本|米国|中国|次|追加|さらに|向け|換算|例えば|たとえば|例"
)
# Where the year of a figure and the words of its clause are looked for: figures and code points.
_NEAR_FIGURES = 6
_CLAUSE = 120
_OF = "の(?:約|およそ|うち)?"
_OF_FIGURE = compiled(f"{_OF}{FIRST_CHARACTER}")
_WHOLE = compiled(rf"({_NOUN}{{2,16}}){_OF}$")
_VERB = compiled(rf"(?:以上|超|近く)?[にがを](?:{_NOUN}{{2,12}}[をがに])?([{KANJI}]{{2}})")
_NAME = compiled(rf"[{KANJI}A-Z]{{1,6}}[{KATAKANA}]{{3,16}}|[A-Za-z]{{4,20}}|[{KATAKANA}]{{6,20}}")


@record
class _Statement:
    """What a text says of a thing: `key` is the thing, with what has to be the same."""

    key: tuple[str, ...]
    quantity: Quantity
    thing: str


def number_conflict(article: Article) -> Iterator[Hit]:
    """Report values and wholes that contradict an earlier statement of the article."""
    quantities = article.quantities
    values = map(_values, map(quantities.of, _texts_of_repeated_things(quantities)))
    for stated in _by_key(values):
        if len({each.quantity.interval for each in stated}) == 2:
            yield from _differing(article, stated)
    # Two wholes stand in two texts.
    shares = [text for text in quantities.shares if _OF_FIGURE.search(text)]
    if len(shares) > 1:
        for stated in _by_key(map(_shares, map(quantities.of, shares))):
            yield from _of_different_wholes(article, stated)


def _texts_of_repeated_things(quantities: Quantities) -> Iterable[str]:
    """Return the texts that may give a value to a thing to which another place gives one.

    The name of a thing has two words, so that its last four characters are its own.
    """
    held = quantities.held
    if _ODD_YEAR.search(held.joined):
        return held.texts  # it may be a value, and stand before that of the same thing
    ends: list[str] = []
    for pattern in _THING_ENDS:
        ends += pattern.findall(held.joined)
    if len(set(ends)) == len(ends):
        return ()
    repeated = held.with_any([end for end, count in Counter(ends).items() if count > 1])
    return [text for text in repeated if any(end.search(text) for end in _THING_ENDS)]


def _by_key(statements: Iterable[Iterable[_Statement]]) -> Iterable[list[_Statement]]:
    """Return the statements of each key."""
    found: dict[tuple[str, ...], list[_Statement]] = {}
    for each in chain.from_iterable(statements):
        found.setdefault(each.key, []).append(each)
    return found.values()


def _values(quantities: Sequence[Quantity]) -> Iterator[_Statement]:
    for index, quantity in enumerate(quantities):
        before = quantities[max(0, index - _NEAR_FIGURES) : index]
        if statement := _value(quantity.text, before, quantity):
            yield statement


def _shares(quantities: Sequence[Quantity]) -> Iterator[_Statement]:
    for quantity in quantities:
        if statement := _share(quantity.text, quantity):
            yield statement


def _value(text: str, before: Sequence[Quantity], quantity: Quantity) -> _Statement | None:
    # Few figures are followed by such words: that is asked before the thing is sought.
    if quantity.unit is None or quantity.link or not _STANDS.match(text, quantity.end):
        return None
    if quantity.dimension in (Dimension.CALENDAR, Dimension.ORDINAL, Dimension.MULTIPLE):
        return None
    thing = _THING.search(text, max(0, quantity.start - 60), quantity.start)
    if not thing or quantity.limit:
        return None
    if _COMPARED.search(text, max(0, quantity.start - _CLAUSE), quantity.end + _CLAUSE):
        return None
    if len(_CONTENT.findall(thing[1])) < 2:
        return None
    years = [f"{each.low}" for each in before if each.unit and each.unit.base.startswith("year of")]
    base = quantity.unit.base
    return _Statement((thing[1], base, *years[-1:]), quantity, thing[1])


def _differing(article: Article, stated: Sequence[_Statement]) -> Iterator[Hit]:
    first = stated[0]
    for other in stated[1:]:
        low, high = first.quantity.interval
        if other.quantity.interval[0] > high or other.quantity.interval[1] < low:
            values = {"first": first.quantity.written, "thing": first.thing}
            yield from _hits(article, other, first, "value", values)


def _share(text: str, quantity: Quantity) -> _Statement | None:
    if quantity.dimension is not Dimension.SHARE or quantity.link or quantity.value >= 95:
        return None
    whole = _WHOLE.search(text, max(0, quantity.start - 24), quantity.start)
    verb = _VERB.match(text, quantity.end)
    if not whole or not verb:
        return None
    return _Statement((str(quantity.value.normalize()), verb[1]), quantity, whole[1])


def _of_different_wholes(article: Article, stated: Sequence[_Statement]) -> Iterator[Hit]:
    """Report a share that is told of two wholes, where nothing else is told of either.

    A survey gives one percentage for many groups, so three wholes are no conflict, and both
    sentences must name the same actor.
    """
    wholes = list(dict.fromkeys(each.thing for each in stated))
    if len(wholes) != 2 or _is_alike(*wholes):
        return
    first = stated[0]
    other = next(each for each in stated if each.thing != first.thing)
    texts = (first.quantity.text, other.quantity.text)
    names = [set(_NAME.findall(text)) for text in texts]
    if texts[0] != texts[1] and names[0] & names[1]:
        values = {"first": first.thing, "thing": other.thing, "share": other.quantity.written}
        yield from _hits(article, other, first, "whole", values)


def _is_alike(first: str, other: str) -> bool:
    """Say whether two names of a whole share two characters in a row: 企業, 企業アプリ."""
    pairs = {first[index : index + 2] for index in range(len(first) - 1)}
    return any(other[index : index + 2] in pairs for index in range(len(other) - 1))


def _hits(
    article: Article, other: _Statement, first: _Statement, kind: str, values: dict[str, str]
) -> Iterator[Hit]:
    place = article.texts.places[first.quantity.text][0]
    related = (Place(place.span(first.quantity.start, first.quantity.end), "first"),)
    for place in article.texts.places[other.quantity.text]:
        span = place.span(other.quantity.start, other.quantity.end)
        yield Hit(span, values, message=kind, related=related)
