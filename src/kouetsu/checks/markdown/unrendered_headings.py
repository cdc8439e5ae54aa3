"""Lines that begin with `#` and are shown so, because the dialect reads no heading there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.article.markdown import Container, Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.checks.markdown import kramdown
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block

# The signs that begin a line of prose, the blanks after them, and the words.
_LINE = compiled(
    rf"^[ \t{MARKUP}]*+(?P<signs>[#＃]++)(?P<gap>[ \t\u3000\u00a0]*+)(?P<words>[^\r\n]++)",
    re.MULTILINE,
)
# Blanks that part no signs from words: CommonMark asks for a space or a tab, kramdown as well.
_NO_BLANKS = ("\u3000", "\u00a0")
_MOST_SIGNS = 6
# Words of a heading: not a number, a rule, a shebang or a line of more signs.
_WORDS = compiled(rf"[{MARKUP}「『【（(“\"]*[^\W_]")
_TAG = compiled(rf"[^\W\d_][^#＃{MARKUP}]{{1,39}}")
# One `#word` on a line of its own can be a hashtag; from two on, each over text, they are headings.
_FEWEST_TAG_LIKE = 2


@record
class _Line:
    """A line of prose that begins with signs.

    `is_section` says that it is a paragraph of its own and that a paragraph of text follows.
    """

    signs: Span
    gap: Span
    words: str
    is_section: bool

    @property
    def is_tag_like(self) -> bool:
        """Whether one sign stands directly before a word."""
        return len(self.signs) == 1 and not self.gap and _TAG.fullmatch(self.words) is not None


def heading_not_rendered(article: Article) -> Iterator[Hit]:
    """Report lines that were meant as headings and are shown with their signs."""
    lines = list(_lines(article))
    tag_like = [line for line in lines if line.is_tag_like and line.is_section]
    are_sections = len(tag_like) >= _FEWEST_TAG_LIKE
    for line in lines:
        message = _message(article, line, are_sections=are_sections)
        if message is not None:
            yield Hit(line.signs, message=message, fix=_fix(article, line, message))
    if article.profile.flavour is Flavour.KRAMDOWN:
        yield from _indented(article)


def _lines(article: Article) -> Iterator[_Line]:
    source, prose = article.source.text, article.prose
    if "#" not in prose and "＃" not in prose:
        return
    for block, following in pairwise((*article.blocks, None)):
        if block is None or block.kind is not Kind.PARAGRAPH or Container.TABLE in block.containers:
            continue
        for match in _LINE.finditer(prose[block.text.start : block.text.end]):
            signs, gap = _at(block, match, "signs"), _at(block, match, "gap")
            is_first = signs.start == 0 or source[signs.start - 1] in " \t\r\n>"
            if is_first and _WORDS.match(match["words"]):
                is_alone = match.span() == (0, len(block.text)) and not block.containers
                is_section = is_alone and _is_text(article, following)
                yield _Line(signs, gap, match["words"], is_section)


def _at(block: Block, match: re.Match[str], group: str) -> Span:
    return Span(block.text.start + match.start(group), block.text.start + match.end(group))


def _is_text(article: Article, block: Block | None) -> bool:
    if block is None or block.kind is not Kind.PARAGRAPH or block.containers:
        return False
    return article.prose[block.text.start] not in "#＃"


def _message(article: Article, line: _Line, *, are_sections: bool) -> str | None:
    """Return what keeps a line from being a heading, None where it is more likely none."""
    signs, gap = article.source.slice(line.signs), article.source.slice(line.gap)
    is_single = len(signs) == 1
    if is_single and line.words[0].isdecimal():
        return None
    if gap.startswith(_NO_BLANKS) or ("＃" in signs and (gap or not is_single)):
        return "wide" if len(signs) <= _MOST_SIGNS else None
    if "＃" in signs or (gap and len(signs) <= _MOST_SIGNS):
        return None
    if len(signs) > _MOST_SIGNS:
        return "many" if gap else None
    is_bold = article.source.text.startswith(("**", "__"), line.signs.end)
    is_section = line.is_tag_like and line.is_section and are_sections
    return "space" if not is_single or is_bold or is_section else None


def _fix(article: Article, line: _Line, message: str) -> Fix | None:
    if message == "many":
        return None  # which level was meant, nobody but the writer knows
    place = Span(line.signs.end, line.signs.end)
    edit = Edit(place, " ")
    if message == "wide":
        edit = Edit(Span(line.signs.start, line.gap.end), "#" * len(line.signs) + " ")
    return Fix((edit,), Applicability.SAFE)


def _indented(article: Article) -> Iterator[Hit]:
    """Yield the headings of CommonMark that kramdown shows as text."""
    source = article.source
    for block in article.document.of_kind(Kind.HEADING):
        if not block.is_setext and not block.containers:
            line = source.line_span(source.line(block.span.start))
            indent = Span(line.start, block.span.start)
            if indent and block.text and not kramdown.is_heading(source.slice(line)):
                fix = Fix((Edit(indent, ""),), Applicability.SAFE)
                yield Hit(
                    Span(block.span.start, block.span.start + block.level),
                    message="indented",
                    fix=fix,
                )
