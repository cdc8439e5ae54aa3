"""Numbers that headings carry, and where their order breaks."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from kouetsu.article.characters import normalized
from kouetsu.article.prose import MARKUP
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.headings import Heading

# Read after NFKC, which turns １．, ① and （1） into 1., 1 and (1).
_KANJI = "一二三四五六七八九十"
_NUMBER = rf"(?P<number>\d{{1,2}}|[{_KANJI}]{{1,3}})"
_FORMS = tuple(
    compiled(pattern)
    for pattern in (
        # 第1章; 1章; 一つ目. A ranking (位) may share a place, and days may be left out.
        rf"(?P<before>第?){_NUMBER}\s?(?P<after>章|節|部|話|幕|限目|点目|つ目|番目|段階)",
        # STEP 1; ステップ1; その一
        rf"(?P<before>[A-Za-z]{{3,12}}|[ァ-ヶー]{{2,12}}|その|手順|事例)[ .#:-]{{0,2}}{_NUMBER}"
        r"(?P<after>)(?=[ :.)\]】」、|-]|$)(?!\.\d)",
        # 1. 1) 1: (1) [1] 【1】 2.1 2.1.
        rf"(?P<before>[(\[【<]?){_NUMBER}(?P<after>[.)\]】>:、](?!\d))",
        # 2.1 2.1. under 2.
        r"(?P<before>(?:\d{1,2}\.){1,3})(?P<number>\d{1,2})(?P<after>\.?)(?=\s)",
        r"(?P<before>[(\[]?)(?P<number>[A-H])(?P<after>[.):](?=\s))",
    )
)
# What a heading with a number of any form begins with: few of the others do.
_BEGINNING = compiled(
    rf"[第(\[【<]?[\d{_KANJI}A-H]"
    rf"|(?:[A-Za-z]{{3,12}}|[ァ-ヶー]{{2,12}}|その|手順|事例)[ .#:-]{{0,2}}[\d{_KANJI}]"
)
# What no number begins with, nor a word before one, and what NFKC leaves a kana or a kanji: it
# joins kana with their own marks alone. Most headings begin so, and so do their keys.
_PLAIN_BEGINNING = compiled(rf"(?![第そ手事{_KANJI}])[ぁ-ん一-鿿]")
_CIRCLED = compiled("[\u2460-\u2473]")  # ① to ⑳
_DIGITS = {kanji: value for value, kanji in enumerate(_KANJI, start=1)}
_CONTINUED = compiled(r"[（(](?:続き|つづき|continued)[）)]$")
# Code points of a heading that can hold its number.
_HEAD = 40
# With fewer headings there is no series; where more goes wrong, not by this reading of it.
_FEWEST = 3
_MOST_BREAKS = 2


@record
class Numbered:
    """A heading with its number. `form` is what stands around the number; `label` shows both."""

    heading: Heading
    form: tuple[str, str]
    number: int
    label: str


@record(frozen=False)
class _Section:
    """An open heading and the numbered series right under it, by level and form.

    `prefix` is what the numbers of its sub-sections begin with, if they repeat its own: "2.".
    """

    level: int
    prefix: str = ""
    series: dict[tuple[int, tuple[str, str]], list[Numbered]] = field(default_factory=dict)


def misnumbered(article: Article) -> Iterator[Hit]:
    """Report the first break in each series of numbered headings."""
    numbered = [_read(article, heading) for heading in article.headings]
    if len(list(filter(None, numbered))) < _FEWEST:
        return
    for series in _series(article.headings, numbered):
        numbers = [each.number for each in series]
        if len(series) < _FEWEST or numbers[0] not in (0, 1):
            continue
        breaks = [(a, b) for a, b in pairwise(series) if b.number != a.number + 1]
        if sorted(numbers) == list(range(numbers[0], numbers[0] + len(numbers))):
            breaks = [(a, b) for a, b in breaks if b.number < a.number]
        elif len(breaks) > min(_MOST_BREAKS, len(series) - 2):
            continue
        if breaks and not _is_elsewhere(article, *breaks[0]):
            yield _hit(*breaks[0])


def _hit(before: Numbered, after: Numbered) -> Hit:
    values: dict[str, object] = {"before": before.label, "number": after.label}
    message = "back" if after.number < before.number else "doubled"
    if after.number > before.number:
        message, values["missing"] = "gap", before.number + 1
    return Hit(after.heading.span, values, message, (Place(before.heading.span, "before"),))


def _series(
    headings: Sequence[Heading], all_numbered: Sequence[Numbered | None]
) -> Iterator[list[Numbered]]:
    """Yield the series of headings that are numbered alike under one heading.

    Numbers of several parts are those of sub-sections if the first parts are those of the section;
    others are versions or dates.
    """
    sections = [_Section(0)]
    found: list[list[Numbered]] = []
    for heading, read in zip(headings, all_numbered, strict=True):
        while sections[-1].level >= heading.level:
            sections.pop()
        numbered = read if read and _dotted(read) in ("", sections[-1].prefix) else None
        if numbered is not None:
            series = sections[-1].series
            key = (heading.level, numbered.form)
            if key not in series or _begins_anew(series[key][-1], numbered):
                series[key] = []
                found.append(series[key])
            if not series[key] or not _is_continued(series[key][-1], numbered):
                series[key].append(numbered)
        sections.append(_Section(heading.level, _prefix(numbered)))
    yield from found


def _begins_anew(before: Numbered, after: Numbered) -> bool:
    return after.number <= 1 and after.number <= before.number


def _is_continued(before: Numbered, after: Numbered) -> bool:
    """Say whether a heading is the one before again: a repeat, which is another rule's finding."""
    first, second = (_CONTINUED.sub("", each.heading.key) for each in (before, after))
    return before.number == after.number and first == second


def _prefix(numbered: Numbered | None) -> str:
    return "" if numbered is None else f"{_dotted(numbered)}{numbered.number}."


def _dotted(numbered: Numbered) -> str:
    """Return the first parts of a number of several parts, "" for others."""
    return numbered.form[0] if "." in numbered.form[0] else ""


def _read(article: Article, heading: Heading) -> Numbered | None:
    """Return the number at the head of a heading, if it has one."""
    if _PLAIN_BEGINNING.match(heading.key):
        return None
    shown = article.prose[heading.span.start : heading.span.end].replace(MARKUP, "")
    shown = shown.lstrip(" #*_\t")[:_HEAD]
    if _CIRCLED.match(shown):
        value = int(unicodedata.numeric(shown[0]))
        return Numbered(heading, ("①", ""), value, shown[0])
    text = normalized(shown)
    if not _BEGINNING.match(text):
        return None
    for pattern in _FORMS:
        if match := pattern.match(text):
            form = (match["before"].lower(), match["after"])
            number = _value(match["number"])
            return None if number is None else Numbered(heading, form, number, match.group())
    return None


def _value(digits: str) -> int | None:
    """Read figures, kanji up to 九十九, or a letter as its place in the alphabet."""
    if digits.isdecimal():
        return int(digits)
    if digits in "ABCDEFGH":
        return ord(digits) - ord("A") + 1
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _DIGITS[digits] if len(digits) == 1 else None
    if len(tens) > 1 or len(ones) > 1 or tens == "十":
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def _is_elsewhere(article: Article, before: Numbered, after: Numbered) -> bool:
    """Say whether the number that is left out begins a line that is no heading of this level."""
    number = before.number + 1
    if after.number < number:
        return False
    word = re.escape(before.form[0].strip("(["))
    pattern = re.compile(
        rf"^[\W_]{{0,8}}(?:{word})?\W{{0,3}}(?:{'|'.join(_written(number))})(?!\d)",
        re.MULTILINE | re.IGNORECASE,
    )
    span = (before.heading.span.end, after.heading.span.start)
    return pattern.search(article.source.text, *span) is not None


def _written(number: int) -> Iterator[str]:
    """Yield a number in figures, full-width figures, circled, in kanji and as a letter."""
    yield str(number)
    yield str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    if number <= 20:
        yield chr(0x2460 + number - 1)
    if number <= 10:
        yield _KANJI[number - 1]
    if number <= 8:
        yield rf"{chr(ord('A') + number - 1)}\b"
