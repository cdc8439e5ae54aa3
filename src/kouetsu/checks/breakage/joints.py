"""Paragraphs that were glued together with a space: 「…でしょう。 あるいは…」.

A space after an end mark is some people's style, so a joint counts only where the article itself
shows that there was a border: both halves stand elsewhere at the end and the beginning of
paragraphs, or a heading or list mark stands in the middle of running text.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kouetsu.article.comparison import fold
from kouetsu.article.markdown import Kind
from kouetsu.article.pasting import sentence_at
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence

# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_HEADING, _PARAGRAPH = Kind.HEADING, Kind.PARAGRAPH
_BLANKS = compiled(r"[ \u3000]+$")
_AFTER_QUOTATION = compiled(r"[」』]([ \u3000]+)(?=\S)")
# A heading or list mark after an end mark, with the words that it should begin a line for.
_MARKED = r"(?<=[。！？」）][ \u3000])[ \u3000]*(#{2,6} |[*\-+] +\*\*|\d{1,2}\. +\*\*)(?=\S)"
_GLUED_MARK = compiled(rf"[ \u3000]{_MARKED}")
# The same two for each blank: to look for one character takes a fraction of the time.
_BLANK_AFTER_QUOTATION = {
    blank: compiled(rf"{blank}(?<=[」』]{blank})[ \u3000]*(?=\S)") for blank in " \u3000"
}
_BLANK_BEFORE_MARK = {blank: compiled(f"{blank}{_MARKED}") for blank in " \u3000"}

# In place of a block: a sentence that stands in more than one.
_SEVERAL = -1


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
    quotations = _starts_of(_BLANK_AFTER_QUOTATION, article.prose)
    marked = _starts_of(_BLANK_BEFORE_MARK, article.source.text)
    offsets = [*quotations, *marked, *_after_blanks(article)]
    if not offsets:
        return
    places = [b.span.start for b in article.blocks]
    ends, beginnings = _borders(article)
    origins = {m.span.start: m.earlier for run in article.repeats.runs for m in run.matches}
    for index in sorted({bisect_right(places, offset) - 1 for offset in offsets}):
        block = article.blocks[max(index, 0)]
        sentences = article.sentences_by_block.get(block.span.start)
        if not sentences or block.kind is not Kind.PARAGRAPH:
            continue
        found = [
            Span(before.end, after.start)
            for before, after in itertools.pairwise(sentences)
            if before.end < after.start
            and _is_blank(article, before, after)
            and (
                _are_apart_elsewhere(article, before, after, ends, beginnings)
                or _were_apart(article, before, after, origins)
            )
        ]
        for sentence in sentences if _is_any_in(quotations, block.span) else ():
            found += _after_quotations(sentence, ends, beginnings)
        marks: list[re.Match[str]] = []
        if _is_any_in(marked, block.span):
            marks += _GLUED_MARK.finditer(article.source.text, block.span.start, block.span.end)
        mark = marks[0].group(1).strip() if marks else ""
        glued = [Span(*each.span()) for each in marks]
        if found or glued:
            starts = {span.start for span in (*found, *glued)}
            yield Joint((glued or sorted(found))[0], len(starts), mark)


def _starts_of(patterns: dict[str, re.Pattern[str]], text: str) -> list[int]:
    """Return where any of some patterns matches, by the blank that each begins with."""
    found = (p.finditer(text) for blank, p in patterns.items() if blank in text)
    return sorted(match.start() for match in itertools.chain.from_iterable(found))


def _after_blanks(article: Article) -> list[int]:
    """Return the starts of the sentences that follow a blank inside of a block."""
    text = article.source.text
    return [
        start
        for sentences in article.sentences_by_block.values()
        if len(sentences) > 1
        for sentence in sentences[1:]
        if text[(start := sentence.start) - 1] in " \u3000"
    ]


def _is_any_in(offsets: list[int], span: Span) -> bool:
    """Say whether any of some ascending offsets lies in a span."""
    place = bisect_left(offsets, span.start)
    return place < len(offsets) and offsets[place] < span.end


def _borders(article: Article) -> tuple[dict[str, int], dict[str, int]]:
    """Map the last and the first sentences of paragraphs to the block that they stand in."""
    ends: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    keys = article.keys
    for start, sentences in article.sentences_by_block.items():
        opening = sentences[0]
        if opening.block.kind is _PARAGRAPH or opening.block.kind is _HEADING:
            last, first = keys[sentences[-1].start], keys[opening.start]
            if ends.setdefault(last, start) != start:
                ends[last] = _SEVERAL
            if beginnings.setdefault(first, start) != start:
                beginnings[first] = _SEVERAL
    return ends, beginnings


def _after_quotations(
    sentence: Sentence, ends: dict[str, int], beginnings: dict[str, int]
) -> Iterator[Span]:
    """Yield the joints after quotations without a full stop: those do not end a sentence here."""
    for blank in _AFTER_QUOTATION.finditer(sentence.masked):
        start, end = blank.span(1)
        if fold(sentence.masked[:start]) in ends and fold(sentence.masked[end:]) in beginnings:
            yield Span(sentence.start + start, sentence.start + end)


def _is_blank(article: Article, before: Sentence, after: Sentence) -> bool:
    return bool(_BLANKS.fullmatch(article.source.text, before.end, after.start))


def _are_apart_elsewhere(
    article: Article,
    before: Sentence,
    after: Sentence,
    ends: dict[str, int],
    beginnings: dict[str, int],
) -> bool:
    """Say whether one sentence ends a paragraph elsewhere and the other begins one."""
    nowhere_else = (None, before.block.span.start)
    if ends.get(article.keys[before.start]) in nowhere_else:
        return False
    return beginnings.get(article.keys[after.start]) not in nowhere_else


def _were_apart(
    article: Article, before: Sentence, after: Sentence, origins: dict[int, Span]
) -> bool:
    """Say whether the two sentences are copies from different paragraphs."""
    first, second = origins.get(before.start), origins.get(after.start)
    if first is None or second is None:
        return False
    return sentence_at(article, first).block.span != sentence_at(article, second).block.span
