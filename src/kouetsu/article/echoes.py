"""Paragraphs that repeat the end of the one before them as a cue to go on.

A model that is shown the end of a text and asked for the rest often says that end again first,
bare, in quotation marks or after dots.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING

from kouetsu.article.comparison import NEAR, all_at_once, is_alike, is_near
from kouetsu.article.source import Span
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kouetsu.article import Article

# Code points that must be said again: shorter turns (そうですよね。) recur by habit.
_SHORTEST = 15
# Sentences of the paragraph before that an echo may begin with, counted from its end.
_SENTENCES = 3
# The same for an echo in quotation marks or after dots: about as many as can be compared at all.
_QUOTED = 50
# How much longer than one text another can be that is alike to 85 %: not quite 1.3530 times.
_LONGER = 1.3530
# Marks with which a sentence begins that is such an echo, and all that keys may hold.
_CUES = '「『“"…・.'
_MARKS = '「」“”"…。.?!、,'


@record
class Echo:
    """`span` repeats `earlier`, the end of the paragraph before; `is_whole` if it says no more."""

    span: Span
    earlier: Span
    is_whole: bool


def find(article: Article) -> Iterator[Echo]:
    """Yield the echoes of an article in the order of the text."""
    paragraphs = [(i, own) for i, block, own in article.paragraphs if not block.containers]
    keys = article.keys
    # Copies of a paragraph share one number: an article is pasted with its pairs of paragraphs.
    numbers: dict[tuple[str, ...], int] = {}
    told = [
        numbers.setdefault(tuple([keys[each.start] for each in own]), len(numbers))
        for _, own in paragraphs
    ]
    bare = _without_marks(numbers)
    known: dict[tuple[int, int, int], tuple[int, int] | None] = {}
    for place, ((before, said), (index, again)) in enumerate(pairwise(paragraphs)):
        if index > before + 1:
            continue  # something stands between them
        # A quotation is one sentence here, however many it holds.
        count = _QUOTED if again[0].text[0] in _CUES else _SENTENCES
        pair = told[place], told[place + 1], count
        if pair not in known:
            known[pair] = _compared(bare[pair[0]][-count:], bare[pair[1]])
        if (found := known[pair]) is not None:
            first, last = found
            earlier = Span(said[-count:][first].start, said[-1].end)
            span = Span(again[0].start, again[last].end)
            yield Echo(span, earlier, last + 1 == len(again))


def _compared(said: list[str], again: list[str]) -> tuple[int, int] | None:
    """Compare the beginning of a paragraph with each end of the one before it.

    If one is an echo of the other, return the first sentence of the end and the last sentence of
    the beginning.
    """
    end = "".join(said)
    length = len(end)
    if length < _SHORTEST:
        return None
    beginning = "".join(again)
    lengths = list(accumulate(map(len, again)))
    for first, sentence in enumerate(said):
        if length < _SHORTEST:
            break  # the others are shorter yet
        last = bisect_left(lengths, length * NEAR / 100)
        # Nearly all differ: to keep that, as is_near does, would cost more than it saves.
        if last < len(lengths) and lengths[last] <= length * _LONGER:
            pair = end[-length:], beginning[: lengths[last]]
            # The shorter one first, for few of its letters may be missing from the other.
            one, other = pair if length < lengths[last] else reversed(pair)
            if is_alike(one, other) and is_near(one, other):
                return first, last
        length -= len(sentence)
    return None


def _without_marks(paragraphs: Collection[tuple[str, ...]]) -> list[list[str]]:
    """Return the sentences of each paragraph without their marks."""
    bare = iter(all_at_once(_bare, list(chain.from_iterable(paragraphs))))
    return [list(islice(bare, len(keys))) for keys in paragraphs]


def _bare(text: str) -> str:
    # Faster than a pattern: most of these are rare.
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, "")
    return text
