"""Titles: broken on their face, and against what the article itself gives as its title."""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Scalar
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article

_CHARACTERS = compiled(rf"[^\s{MARKUP}{OBJECT}]+")
# The title stands at the very top of the body, perhaps under a picture or a notice.
_FIRST_BLOCKS = 4
_LONGEST_LINE = 120
_TITLE_KEYS = ("title", "Title")
_LONGEST_TITLE = 500  # what is longer is no title


def title_body_mismatch(
    article: Article, *, similarity: float, summaries: Sequence[str]
) -> Iterator[Hit]:
    """Report a title that the article's own first line or H1 gives with a difference."""
    title = _title(article)
    if title is None:
        return
    from kouetsu.checks.front_matter import title_comparison

    given = [text for key in summaries if (text := article.front_matter.text(key))]
    for line in _title_lines(article):
        is_given = any(text.startswith(line.text) for text in given)
        difference = title_comparison.compare(title.text, line.text, similarity, is_given=is_given)
        if difference is not None:
            values = {"line": line.text, "line_part": line.text[slice(*difference.line)]}
            span = title.part(article.source.text, *difference.title)
            place = Place(line.span, "line")
            yield Hit(span, values, difference.change.value, (place,))
            return


def broken_title(article: Article, *, allow: Sequence[str]) -> Iterator[Hit]:
    """Report a title that is cut or glued together, or that holds traces of its making."""
    title = _title(article)
    if title is None:
        return
    from kouetsu.checks.front_matter import title_defects, title_words

    names = [m.span() for name in allow for m in re.finditer(re.escape(name), title.text)]
    source = article.source.text
    for defect in title_defects.find(title.text):
        if _is_clear_of(names, defect.start, defect.end):
            span = title.part(source, defect.start, defect.end)
            yield Hit(span, message=defect.kind)
    for word in title_words.find(title.text, _other_text(article)):
        if _is_clear_of(names, word.start, word.end):
            span = title.part(source, word.start, word.end)
            yield Hit(span, {"whole": word.whole}, "cut-word")


def _is_clear_of(names: list[tuple[int, int]], start: int, end: int) -> bool:
    return not any(Span(start, end).overlaps(Span(*name)) for name in names)


def _other_text(article: Article) -> str:
    """Return the readable text of an article besides its title: top-level values and body."""
    values = (entry.value for entry in article.front_matter.entries if entry.key not in _TITLE_KEYS)
    texts = [value.text for value in values if isinstance(value, Scalar)]
    return "\n".join([*texts, article.running_text])


def _title(article: Article) -> Scalar | None:
    values = (article.front_matter.get(key) for key in _TITLE_KEYS)
    title = next((v for v in values if isinstance(v, Scalar) and not v.is_alias), None)
    return title if title and len(title.text) <= _LONGEST_TITLE else None


@record
class _Line:
    """A line of the body as it is read: without markup, inline code included."""

    text: str
    span: Span


def _title_lines(article: Article) -> Iterator[_Line]:
    """Yield the lines that may repeat the title: the first line of text, the only H1."""
    top = article.blocks[:_FIRST_BLOCKS]
    shown = next((block for block in top if _has_words(article, block)), None)
    headings = [block for block in article.blocks if block.level == 1]
    if len(headings) != 1 or not _has_words(article, headings[0]):
        headings = []
    if shown is not None and shown not in headings:
        headings.insert(0, shown)
    for block in headings:
        line = _title_line(article, block)
        if line is not None:
            yield line


def _has_words(article: Article, block: Block) -> bool:
    return _CHARACTERS.search(article.prose, block.text.start, block.text.end) is not None


def _title_line(article: Article, block: Block) -> _Line | None:
    """Return a heading or a paragraph of one short line, unless it is all one link."""
    if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or block.containers:
        return None
    start, end = block.text.start, block.text.end
    written, masked = article.source.text[start:end], article.prose[start:end]
    offsets: Sequence[int] = range(start, end)
    if MARKUP in masked:
        is_shown = [character != MARKUP for character in masked]
        written = "".join(compress(written, is_shown))
        offsets = list(compress(offsets, is_shown))
    text = written.rstrip()
    if len(text) > _LONGEST_LINE or "\n" in text or "\r" in text:
        return None
    span = Span(offsets[0], offsets[len(text) - 1] + 1)
    if any(link.span.contains(span) for link in article.document.links):
        return None
    return _Line(text, span)
