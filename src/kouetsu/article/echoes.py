"""Paragraphs that repeat the end of the one before them as a cue to go on.

A model that is shown the end of a text and asked for the rest often says that end again first,
bare, in quotation marks or after dots.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.comparison import NEAR, is_near
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
    for before, block in zip(article.blocks, article.blocks[1:], strict=False):
        said = article.sentences_by_block.get(before.span.start)
        again = article.sentences_by_block.get(block.span.start)
        if not said or not again or before.containers or block.containers:
            continue
        if before.span.start in article.running and block.span.start in article.running:
            echo = _echo(article, said, again)
            if echo is not None:
                yield echo


def _echo(article: Article, said: list[Sentence], again: list[Sentence]) -> Echo | None:
    """Compare the beginning of a paragraph with each end of the one before it."""
    # A quotation is one sentence here, however many it holds.
    count = _QUOTED if _CUE.match(again[0].plain.text) else _SENTENCES
    said = said[-count:]
    keys = [_bare(article.keys[sentence.span.start]) for sentence in said]
    for first in range(len(said)):
        end = "".join(keys[first:])
        if len(end) < _SHORTEST:
            break  # the others are shorter yet
        beginning = ""
        for index, sentence in enumerate(again):
            beginning += _bare(article.keys[sentence.span.start])
            if len(beginning) * 100 < len(end) * NEAR:
                continue
            is_short = len(beginning) * NEAR <= len(end) * (200 - NEAR)
            if is_short and is_near(end, beginning):
                span = Span(again[0].span.start, sentence.span.end)
                earlier = Span(said[first].span.start, said[-1].span.end)
                return Echo(span, earlier, index + 1 == len(again))
            break
    return None


@lru_cache(maxsize=1024)  # each paragraph is compared with two others
def _bare(key: str) -> str:
    return _MARK.sub("", key)
