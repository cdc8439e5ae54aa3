"""The repair of a copy that stands right below its original: to take the copy out."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from kouetsu.article import Article
    from kouetsu.article.markdown import Block
    from kouetsu.article.repeats import Run

_BLANK_LINES = compiled(r"(?:[ \t]*+(?:\r\n|\r|\n))*+")
# What may lie between an original and its copy and say nothing: blanks, rules.
_NOTHING = compiled(r"[\s*_-]*")
_START = attrgetter("span.start")


def removal(article: Article, run: Run) -> Fix | None:
    """Return the fix that takes out a copy, where nothing can be lost with it.

    The copy must be whole blocks, the same to the letter with links, code and markup, and stand
    right below the original or below a sentence that is cut there.
    """
    if not run.is_exact:
        return None
    copy, original = _blocks(article, run.span), _blocks(article, run.earlier)
    if copy is None or original is None or original.end > copy.start:
        return None
    source = article.source
    copied, copied_from = source.slice(copy), source.slice(original)
    if copied != copied_from and copied.split() != copied_from.split():
        return None
    between = source.text[original.end : copy.start]
    if not _NOTHING.fullmatch(between) and not _is_below_cut(article, run):
        return None
    blank = _BLANK_LINES.match(source.text, copy.end)
    removed = Span(copy.start, blank.end() if blank else copy.end)
    if removed.end == len(source.text):  # the last line keeps the line ending that the file had
        removed = Span(len(source.text[: copy.start].rstrip()), copy.end)
    return Fix((Edit(removed, ""),), Applicability.UNSAFE)


def _blocks(article: Article, span: Span) -> Span | None:
    """Return the span of the blocks that a span of sentences fills, None where it fills none."""
    first, last = _block_at(article, span.start), _block_at(article, span.end - 1)
    if first.containers or last.containers:
        return None
    sentences = article.sentences_by_block
    starts = [each.start for each in sentences.get(first.span.start, [])[:1]]
    ends = [each.end for each in sentences.get(last.span.start, [])[-1:]]
    if starts != [span.start] or ends != [span.end]:
        return None
    return Span(first.span.start, last.span.end)


def _block_at(article: Article, offset: int) -> Block:
    index = bisect_right(article.blocks, offset, key=_START)
    return article.blocks[index - 1]


def _is_below_cut(article: Article, run: Run) -> bool:
    return any(
        seam.cut is not None and seam.after is not None and seam.after.start == run.span.start
        for seam in article.seams
    )
