"""The order of headings: levels, sections and numbers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from kouetsu.article.headings import BOLD_LEVEL
from kouetsu.article.html import COMMENT
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.checks.markdown import numbering
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_HEADING, _RULE = Kind.HEADING, Kind.RULE
# Headings under which a generator writes the contents; remark-toc knows the English ones.
_CONTENTS = compiled(r"目次|もくじ|(?:table[ -]of[ -])?contents?|toc", re.IGNORECASE)
# A single small heading over the first section is a box or a note; two are sections.
_FEWEST_DEEP = 2
# So many headings in a row, each with nothing under it, are a list: the outline of something.
_FEWEST_OF_OUTLINE = 3
# A line of bold that ends so is a sentence.
_SENTENCE = tuple(f"{end}{mark}" for end in "。．." for mark in ("**", "__"))
# What rules across the page are made of, and the space around them.
_RULES = " \t\r\n-*_"


def heading_structure(article: Article) -> Iterator[Hit]:
    """Report levels that are left out, a second title, sections without text, and wrong numbers.

    What an article does throughout is its style, not a mistake.
    """
    headings = _headings(article)
    yield from _deep_beginning(headings)
    yield from _jumps(headings)
    yield from _titles(article, headings)
    yield from _empty_sections(article, headings)
    yield from numbering.misnumbered(article)


def bold_as_heading(article: Article, *, fewest: int) -> Iterator[Hit]:
    """Report the first of at least `fewest` lines of bold that stand where headings belong."""
    lines = [heading for heading in article.headings if heading.level == BOLD_LEVEL]
    lines = [
        line
        for line in lines
        if not article.document.links_in(line.span)
        and not article.source.slice(line.span).endswith(_SENTENCE)
    ]
    if lines and len(lines) >= fewest:
        yield Hit(lines[0].span, {"count": len(lines)})


def _headings(article: Article) -> list[Block]:
    """Return the headings that are sections of the body.

    Beside `#`, an underlined heading is a paragraph over a rule: another rule's finding.
    """
    found = [
        block for block in article.document.of_kind(_HEADING) if not block.containers and block.text
    ]
    return [block for block in found if not block.is_setext] or found


def _deep_beginning(headings: list[Block]) -> Iterator[Hit]:
    """Report sections that lie deeper than the first section of a higher level after them.

    The last section alone does not count: sites add one for related articles, at a level of theirs.
    """
    for index, block in enumerate(headings[:-1]):
        if block.level < headings[0].level:
            if index >= _FEWEST_DEEP:
                values = {"level": headings[0].level, "upper": block.level}
                place = Place(block.span, "upper")
                yield Hit(headings[0].span, values, "deep-beginning", (place,))
            return


def _jumps(headings: list[Block]) -> Iterator[Hit]:
    """Report levels left out on the way down, unless the article does so as a rule."""
    descents = [(a.level, b) for a, b in pairwise(headings) if b.level > a.level]
    jumps = [(level, block) for level, block in descents if block.level > level + 1]
    if not jumps:
        return
    regular = Counter(level for level, block in descents if block.level == level + 1)
    counts = Counter(level for level, _ in jumps)
    for level, block in jumps:
        if counts[level] == 1 or counts[level] < regular[level]:
            values = {"upper": level, "level": block.level, "missing": level + 1}
            yield Hit(block.span, values, "jump")


def _titles(article: Article, headings: list[Block]) -> Iterator[Hit]:
    """Report headings of level 1 after the one that is the title of the article."""
    tops = [block for block in headings if block.level == 1]
    if len(tops) < 2 or headings[0].level != 1:
        return
    title = article.front_matter.text("title")
    if title is None and len(tops) == len(headings):
        return  # a page of sections without a title
    from kouetsu.article.comparison import fold  # rapidfuzz: needed for few articles

    def key(text: str) -> str:
        return fold(text.replace(MARKUP, ""))

    first, *others = (key(article.prose[block.text.start : block.text.end]) for block in tops)
    if title is not None and key(title) != first:
        return  # the page has its title from the front matter, and level 1 is that of sections
    later = [block for block, words in zip(tops[1:], others, strict=True) if words != first]
    if later:
        place = Place(tops[0].span, "title")
        yield Hit(later[0].span, {"count": len(tops)}, "titles", (place,))


def _empty_sections(article: Article, headings: list[Block]) -> Iterator[Hit]:
    """Report headings under which nothing stands, unless the article is an outline.

    Where all sections are of one level, a heading over others of its level is a group of them.
    """
    is_flat = len({block.level for block in headings[1:]}) < 2
    starts = {block.span.start for block in headings}
    empty = [(block, after) for block, after in _bare(article) if block.span.start in starts]
    for run in _runs(empty):
        if len(run) < _FEWEST_OF_OUTLINE:
            yield from (_empty(article, *each) for each in run if each[1] is None or not is_flat)


def _runs(empty: list[tuple[Block, Block | None]]) -> Iterator[list[tuple[Block, Block | None]]]:
    """Yield the empty sections in runs in which each is followed by the next."""
    run: list[tuple[Block, Block | None]] = []
    for block, after in empty:
        if run and run[-1][1] is not block:
            yield run
            run = []
        run.append((block, after))
    if run:
        yield run


def _empty(article: Article, block: Block, after: Block | None) -> Hit:
    if after is None:
        return Hit(block.span, message="empty-end")
    return Hit(block.span, {"next": article.source.slice(after.text)}, "empty")


def _bare(article: Article) -> Iterator[tuple[Block, Block | None]]:
    """Yield headings followed by one that is not below them, or by None: the end."""
    source = article.source
    for block, after in _sections(article):
        if after is not None and not _ends(after, block):
            continue
        if _CONTENTS.fullmatch(source.slice(block.text).strip()):
            continue
        # The targets of links are no block, but all that a list of references is made of.
        between = Span(block.span.end, after.span.start if after else len(source.text))
        if not COMMENT.sub("", source.slice(between)).strip(_RULES):
            yield block, after


def _sections(article: Article) -> Iterator[tuple[Block, Block | None]]:
    """Yield each heading with the block after it that is no rule, None at the end."""
    heading: Block | None = None
    for block in article.blocks:
        if block.kind is _RULE:
            continue
        if heading is not None:
            yield heading, block
        heading = block if block.kind is _HEADING else None
    if heading is not None:
        yield heading, None


def _ends(after: Block, block: Block) -> bool:
    """Say whether a block is a heading that ends the section of the one before it."""
    is_heading = after.kind is _HEADING and not after.is_setext and not after.containers
    return is_heading and after.level <= block.level
