"""Paragraphs that repeat the end of the one before them as a cue to go on.

A model that is shown the end of a text and asked for the rest often says that end again first,
bare, in quotation marks or after dots.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from kouetsu.article.comparison import NEAR, all_at_once, is_alike, is_near
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
# How much longer than one text another can be that is alike to 85 %: not quite 1.3530 times.
_LONGER = 1.3530
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
    bare, sentences, running = _bare_keys(article.keys), article.sentences_by_block, article.running
    unlike: set[tuple[str, ...]] = set()
    said: list[Sentence] | None = None
    for block in article.blocks:
        start = block.span.start
        is_text = start in running and not block.containers
        again = sentences.get(start) if is_text else None
        if said and again and (echo := _echo(bare, said, again, unlike)):
            yield echo
        said = again


def _echo(
    bare: dict[int, str],
    said: list[Sentence],
    again: list[Sentence],
    unlike: set[tuple[str, ...]],
) -> Echo | None:
    """Compare the beginning of a paragraph with each end of the one before it.

    `unlike` are the pairs of paragraphs without an echo so far: an article is pasted with them.
    """
    # A quotation is one sentence here, however many it holds.
    count = _QUOTED if _CUE.match(again[0].plain.text) else _SENTENCES
    said = said[-count:]
    keys = [bare[sentence.span.start] for sentence in said]
    others = [bare[sentence.span.start] for sentence in again]
    pair = (*keys, "", *others)
    if pair in unlike:
        return None
    lengths = list(accumulate(map(len, others)))
    length = sum(map(len, keys))
    for first, key in enumerate(keys):
        if length < _SHORTEST:
            break  # the others are shorter yet
        last = bisect_left(lengths, length * NEAR / 100)
        # Nearly all differ: to keep that, as is_near does, would cost more than it saves.
        if last < len(lengths) and lengths[last] <= length * _LONGER:
            end, beginning = "".join(keys[first:]), "".join(others[: last + 1])
            if is_alike(end, beginning) and is_near(end, beginning):
                span = Span(again[0].span.start, again[last].span.end)
                earlier = Span(said[first].span.start, said[-1].span.end)
                return Echo(span, earlier, last + 1 == len(again))
        length -= len(key)
    unlike.add(pair)
    return None


def _bare_keys(keys: dict[int, str]) -> dict[int, str]:
    """Return the keys without their marks, by the offset where their sentence starts."""
    distinct = list(dict.fromkeys(keys.values()))
    changed = all_at_once(partial(_MARK.sub, ""), distinct)
    bare = dict(zip(distinct, changed, strict=True))
    return dict(zip(keys, map(bare.__getitem__, keys.values()), strict=True))
