"""Paragraphs that repeat the end of the one before them as a cue to go on.

A model that is shown the end of a text and asked for the rest often says that end again first,
bare, in quotation marks or after dots.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from kouetsu.article.comparison import NEAR, all_at_once, is_near
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence

# Code points that must be said again: shorter turns (そうですよね。) recur by habit.
_SHORTEST = 15
# Sentences of the paragraph before that an echo may begin with, counted from its end.
_SENTENCES = 3
# The same for an echo in quotation marks or after dots: about as many as can be compared at all.
_QUOTED = 50
_CUE = compiled(r"[「『“\"…・.]+")
_MARK = compiled(r"[「」『』“”\"…。.?!、,]")


@record
class Echo:
    """`span` repeats `earlier`, the end of the paragraph before; `is_whole` if it says no more."""

    span: Span
    earlier: Span
    is_whole: bool


def find(article: Article) -> Iterator[Echo]:
    """Yield the echoes of an article in the order of the text."""
    bare = _bare_keys(article.keys)
    for before, block in zip(article.blocks, article.blocks[1:], strict=False):
        said = article.sentences_by_block.get(before.span.start)
        again = article.sentences_by_block.get(block.span.start)
        if not said or not again or before.containers or block.containers:
            continue
        if before.span.start in article.running and block.span.start in article.running:
            echo = _echo(bare, said, again)
            if echo is not None:
                yield echo


def _echo(bare: dict[int, str], said: list[Sentence], again: list[Sentence]) -> Echo | None:
    """Compare the beginning of a paragraph with each end of the one before it."""
    # A quotation is one sentence here, however many it holds.
    count = _QUOTED if _CUE.match(again[0].plain.text) else _SENTENCES
    said = said[-count:]
    keys = [bare[sentence.span.start] for sentence in said]
    beginnings = list(accumulate(bare[sentence.span.start] for sentence in again))
    for first in range(len(said)):
        end = "".join(keys[first:])
        if len(end) < _SHORTEST:
            break  # the others are shorter yet
        last = bisect_left(beginnings, len(end) * NEAR / 100, key=len)
        if last < len(again) and is_near(end, beginnings[last]):
            span = Span(again[0].span.start, again[last].span.end)
            earlier = Span(said[first].span.start, said[-1].span.end)
            return Echo(span, earlier, last + 1 == len(again))
    return None


def _bare_keys(keys: dict[int, str]) -> dict[int, str]:
    """Return the keys without their marks, by the offset where their sentence starts."""
    distinct = list(dict.fromkeys(keys.values()))
    changed = all_at_once(partial(_MARK.sub, ""), distinct)
    bare = dict(zip(distinct, changed, strict=True))
    return {start: bare[key] for start, key in keys.items()}
