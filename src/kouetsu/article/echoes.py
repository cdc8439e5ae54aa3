"""Paragraphs that repeat the end of the one before them as a cue to go on.

A model that is shown the end of a text and asked for the rest often says that end again first,
bare, in quotation marks or after dots.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from kouetsu.article.comparison import NEAR, is_near
from kouetsu.article.source import Span
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

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
# The bytes of ASCII that no figure or name is made of, but for the one that parts keys.
_NAMELESS = bytes(code for code in range(128) if code != ord("\n") and not chr(code).isalnum())


@record
class Echo:
    """`span` repeats `earlier`, the end of the paragraph before; `is_whole` if it says no more."""

    span: Span
    earlier: Span
    is_whole: bool


def find(article: Article) -> Iterator[Echo]:
    """Yield the echoes of an article in the order of the text."""
    keys_of = article.keys_by_block
    paragraphs = [
        (index, own, keys_of[block.span.start])
        for index, block, own in article.paragraphs
        if not block.containers
    ]
    keys = _Keys(list(chain.from_iterable([each for _, _, each in paragraphs])))
    # An article is pasted with its pairs of paragraphs.
    known: dict[tuple[tuple[str, ...], tuple[str, ...], int], tuple[int, int] | None] = {}
    border = 0
    for (before, said, said_keys), (index, again, again_keys) in pairwise(paragraphs):
        border += len(said)
        if index > before + 1:
            continue  # something stands between them
        # A quotation is one sentence here, however many it holds.
        most = _QUOTED if again[0].text[0] in _CUES else _SENTENCES
        pair = said_keys, again_keys, most
        if pair in known:
            found = known[pair]
        else:
            found = keys.echo(border - min(most, len(said)), border, border + len(again))
            known[pair] = found
        if found is not None:
            first, count = found
            earlier = Span(said[-first].start, said[-1].end)
            yield Echo(Span(again[0].start, again[count - 1].end), earlier, count == len(again))


class _Keys:
    """The keys of the sentences of paragraphs, in their order, and the names in them.

    Names are all that ASCII writes: no text is near to another one that holds others.
    """

    def __init__(self, keys: list[str]) -> None:
        # No key holds the line feeds that part them.
        joined = "\n".join(keys)
        named = joined.encode("ascii", "ignore").translate(None, _NAMELESS).split(b"\n")
        self._keys = keys
        self._marks = [mark for mark in _MARKS if mark in joined]
        self._names = b"".join(named)
        self._starts = list(accumulate(map(len, named), initial=0))

    def echo(self, start: int, border: int, end: int) -> tuple[int, int] | None:
        """Return how many keys are echoed in how many, if the ones at a border are an echo.

        What is echoed begins with a key from `start` on and ends before the one at `border`, where
        its echo begins; that ends before the key at `end`.
        """
        names, starts = self._names, self._starts
        middle = starts[border]
        twice, ends = 2 * middle, starts[border + 1 : end + 1]
        for first, said in enumerate(starts[start:border], start):
            # Most paragraphs say other names already.
            if (again := twice - said) in ends and names.startswith(names[said:middle], middle):
                limit = bisect_right(starts, again, border, end + 1) - 1
                count = self._count(first, border, limit)
                if count is not None:
                    return border - first, count
        return None

    def _count(self, first: int, border: int, limit: int) -> int | None:
        """Return how many of the keys from a border to a limit echo those before, if any do."""
        bare = "\n".join(self._keys[first:limit])
        for mark in self._marks:
            bare = bare.replace(mark, "")
        parts = bare.split("\n")
        count = border - first
        said = "".join(parts[:count])
        if len(said) < _SHORTEST:
            return None
        lengths = list(accumulate(map(len, parts[count:])))
        last = bisect_left(lengths, len(said) * NEAR / 100)
        if last == len(lengths) or lengths[last] > len(said) * _LONGER:
            return None
        return last + 1 if is_near(said, "".join(parts[count : count + last + 1])) else None
