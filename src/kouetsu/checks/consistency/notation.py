"""Numbers that an article writes in two ways: 5300社 and 5,300社, 一つ and 1つ, １０ and 10."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.characters import KANJI
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.checks.consistency.own_words import own_words
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from kouetsu.article import Article

# Years, dates, ordinals and model numbers are never grouped: 2025年, 4090番.
_NO_QUANTITY = "年月日時号番型系式代版条款"
_UNIT = (
    rf"(?=[ {MARKUP}]{{0,4}}(?:(?![{_NO_QUANTITY}])[{KANJI}]|[かヵヶカ][国所月年]|[%％]"
    r"|ドル|ユーロ|ポンド|ウォン|トン|キロ|メートル|ワット|ページ|バイト|ビット|ポイント))"
)
# What stands before is looked at after the first character: a pattern that begins with a set of
# characters is searched ten times as fast as one that begins with a look-behind.
_LARGE = compiled(
    r"[0-9](?<![0-9.,A-Za-z_/:#-].)(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]{3,14})"
    rf"(?![0-9.,]){_UNIT}"
)
# 一つ一つ and 一つひとつ are words of their own.
_COUNTER = compiled(
    rf"[一二三四五六七八九1-9１-９](?<![0-9０-９.,{KANJI}].)(?<!一つ.)つ(?!ひとつ|一つ|1つ)"
)
_KANJI_DIGITS = "一二三四五六七八九"
_COUNTED = str.maketrans(f"{_KANJI_DIGITS}１２３４５６７８９", "123456789" * 2)
# The numbers of a list, １．, are no figures of the text.
_DIGITS = compiled(
    r"[0-9０-９](?<![A-Za-z0-9０-９.,_/:#-].)(?:(?<=[0-9])[0-9]*|[０-９]*)(?![．.,])"
)
_WIDE = compiled("[０-９]")

# A number sorted: those of one sort are alike, and written in one way or another.
_Sorted = tuple[str, str]


def number_notation(article: Article) -> Iterator[Hit]:
    """Report numbers of one kind that are written in two ways, once for each way of mixing."""
    words = own_words(article)
    yield from _mixed("grouping", _LARGE, _grouping, words)
    yield from _mixed("counter", _COUNTER, _counter, words)
    if _WIDE.search(words):
        yield from _mixed("width", _DIGITS, _width, words)


def _grouping(text: str) -> _Sorted:
    """Sort by the digits: 2080億 beside 72,000社 is a style of its own."""
    return str(len(text.replace(",", ""))), "grouped" if "," in text else "plain"


def _counter(text: str) -> _Sorted:
    return text.translate(_COUNTED), "word" if text[0] in _KANJI_DIGITS else "digit"


def _width(text: str) -> _Sorted:
    """Sort into single digits and longer numbers: ３ beside 10 is the style of newspapers."""
    return "one" if len(text) == 1 else "more", "narrow" if text.isascii() else "wide"


def _mixed(
    kind: str, pattern: re.Pattern[str], sort: Callable[[str], _Sorted], words: str
) -> Iterator[Hit]:
    """Yield the first number in the rarer way, of the first sort of numbers that has two ways.

    Of two ways alike, the later one is the rarer.
    """
    found: dict[str, dict[str, list[Span]]] = {}
    for match in pattern.finditer(words):
        kept, way = sort(match.group())
        found.setdefault(kept, {}).setdefault(way, []).append(Span(*match.span()))
    for ways in found.values():
        if len(ways) > 1:
            usual, rare = sorted(ways.values(), key=len, reverse=True)
            first = words[usual[0].start : usual[0].end]
            values = {"count": len(rare), "usual": first, "usual_count": len(usual)}
            yield Hit(rare[0], values, message=kind, related=(Place(usual[0], "usual"),))
            return
