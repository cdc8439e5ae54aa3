"""Paragraphs that were glued together with a space: 「…でしょう。 あるいは…」.

A space after an end mark is some people's style, so a joint counts only where the article itself
shows that there was a border: both halves stand elsewhere at the end and the beginning of
paragraphs, or a heading or list mark stands in the middle of running text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kouetsu.article.comparison import fold
from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span, places_of
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block
    from kouetsu.article.sentences import Sentence

# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_HEADING, _PARAGRAPH = Kind.HEADING, Kind.PARAGRAPH
_BLANKS = " \u3000"
_AFTER_QUOTATION = compiled(r"[」』]([ \u3000]+)(?=\S)")
# A heading or list mark after an end mark, with the words that it should begin a line for.
_GLUED_MARK = compiled(
    r"[ \u3000](?<=[。！？」）][ \u3000])[ \u3000]*"
    r"(#{2,6} |[*\-+] +\*\*|\d{1,2}\. +\*\*)(?=\S)"
)
# What stands before the first blank of either.
_BEFORE_BLANK = "。！？」』）"


@record
class Joint:
    """A joint of a paragraph: the first with a heading or list mark (`mark`), or else the first.

    `count` says how many joints the paragraph has.
    """

    span: Span
    count: int
    mark: str


def find(article: Article) -> Iterator[Joint]:
    """Yield the glued paragraphs of an article, one joint each."""
    text, prose = article.source.text, article.prose
    blanks = sorted(chain.from_iterable(places_of(text, blank) for blank in _BLANKS))
    after = [place for place in blanks if text[place - 1] in _BEFORE_BLANK]
    quotations = [place for place in after if _AFTER_QUOTATION.match(prose, place - 1)]
    marked = [place for place in after if _GLUED_MARK.match(text, place)]
    blocks = [block.span.start for block in article.blocks]
    offsets = [*quotations, *marked, *_after_blanks(article)]
    borders = _Borders(article)
    for index in sorted({bisect_right(blocks, offset) - 1 for offset in offsets}):
        block = article.blocks[max(index, 0)]
        sentences = article.sentences_by_block.get(block.span.start)
        if not sentences or block.kind is not _PARAGRAPH:
            continue
        found = [
            Span(before.end, after.start)
            for index, (before, after) in enumerate(pairwise(sentences))
            if before.end < after.start
            and _is_blank(article, before, after)
            and borders.part(sentences, index)
        ]
        for sentence in sentences if _is_any_in(quotations, block.span) else ():
            found += borders.after_quotations(sentence)
        marks: list[re.Match[str]] = []
        if _is_any_in(marked, block.span):
            marks += _GLUED_MARK.finditer(article.source.text, block.span.start, block.span.end)
        mark = marks[0].group(1).strip() if marks else ""
        glued = [Span(*each.span()) for each in marks]
        if found or glued:
            starts = {span.start for span in (*found, *glued)}
            yield Joint((glued or sorted(found))[0], len(starts), mark)


def _after_blanks(article: Article) -> Iterator[int]:
    """Yield the starts of the sentences that follow a blank inside of a block."""
    text = article.source.text
    for own in article.sentences_by_block.values():
        for sentence in own[1:]:
            if text[sentence.start - 1] in _BLANKS:
                yield sentence.start


def _is_any_in(offsets: list[int], span: Span) -> bool:
    """Say whether any of some ascending offsets lies in a span."""
    place = bisect_left(offsets, span.start)
    return place < len(offsets) and offsets[place] < span.end


def _is_blank(article: Article, before: Sentence, after: Sentence) -> bool:
    return not article.source.text[before.end : after.start].strip(_BLANKS)


class _Borders:
    """The borders of paragraphs that an article shows to be between two sentences."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def part(self, own: Sequence[Sentence], index: int) -> bool:
        """Say whether a border stood behind a sentence of a block, by another place or origins.

        `own` are all sentences of the block; one follows the one at `index`.
        """
        return self._are_apart_elsewhere(own, index) or self._were_apart(*own[index : index + 2])

    def after_quotations(self, sentence: Sentence) -> Iterator[Span]:
        """Yield the joints after quotations without a full stop: those do not end a sentence."""
        for blank in _AFTER_QUOTATION.finditer(sentence.masked):
            start, end = blank.span(1)
            left, right = fold(sentence.masked[:start]), fold(sentence.masked[end:])
            if left in self._ends and right in self._beginnings:
                yield Span(sentence.start + start, sentence.start + end)

    def _are_apart_elsewhere(self, own: Sequence[Sentence], index: int) -> bool:
        """Say whether one sentence ends a paragraph elsewhere and the other begins one."""
        keys = self._article.keys_by_block[own[0].block.span.start]
        last, first = keys[index : index + 2]
        is_end = self._ends[last] > (last == keys[-1])
        return is_end and self._beginnings[first] > (first == keys[0])

    def _were_apart(self, before: Sentence, after: Sentence) -> bool:
        """Say whether the two sentences are copies from different paragraphs."""
        first, second = self._origins.get(before.start), self._origins.get(after.start)
        return first is not None and second is not None and first is not second

    @cached_property
    def _ends(self) -> Counter[str]:
        """How many paragraphs and headings end with each sentence that ends one."""
        return Counter([keys[-1] for keys in self._paragraphs])

    @cached_property
    def _beginnings(self) -> Counter[str]:
        """The same for the sentences that begin them."""
        return Counter([keys[0] for keys in self._paragraphs])

    @cached_property
    def _paragraphs(self) -> list[tuple[str, ...]]:
        """The keys of the sentences of each paragraph and heading."""
        kinds = (_PARAGRAPH, _HEADING)
        held = self._article.sentences_by_block
        keys = self._article.keys_by_block
        return [keys[start] for start, own in held.items() if own[0].block.kind in kinds]

    @cached_property
    def _origins(self) -> dict[int, Block]:
        """The blocks of what the sentences that are copies repeat, by their starts."""
        found: dict[int, Block] = {}
        for run in self._article.repeats.runs:
            for copy, original in zip(run.copies, run.originals, strict=True):
                changed = run.changed.get(copy.start)
                if changed is None or changed.span.start == copy.start:
                    found[copy.start] = original.block
        return found
