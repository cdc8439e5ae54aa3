"""Lines of `---` that hang on to the text above them instead of drawing a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.checks.markdown import kramdown
from kouetsu.checks.markdown.kramdown import Underline
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block

_QUOTE = compiled(r"[ \t]*(?:>[ \t]?)*")
_LIST_MARK = compiled(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_RULE = compiled(r"-{3,}|\*{3,}|_{3,}")
# A full stop at the end, an end mark with another one after it, or a long question to the reader.
_SENTENCES = compiled(
    r"。[」』）)]?\Z|[。！？!?][^」』）)。！？!?].*[。！？!?]\Z"
    r"|.{25}(?:です|ます|ません|でした|ました|でしょう)か？?\Z",
    re.DOTALL,
)
# Code points of a title. Of 3,258 headings on the 400 posts by people (2026-11-22), one in a
# hundred is longer than the first, one in a thousand longer than the second.
_LONGEST_OVER_RULE = 53
_LONGEST = 94
# The front matter of a file that lost its first fence.
_KEY = compiled(r"[A-Za-z_][\w-]*:(?:\s|$)")


def setext_accident(article: Article) -> Iterator[Hit]:
    """Report lines of `---` that make a heading of a paragraph, or that stay text."""
    is_kramdown = article.profile.flavour is Flavour.KRAMDOWN
    # In CommonMark the underlined headings alone matter.
    blocks = article.blocks if is_kramdown else article.document.of_kind(Kind.HEADING)
    for before, block in zip((None, *blocks), blocks, strict=False):
        if block.is_setext:
            line = _underline(article, block)
            became = _in_kramdown(article, block, line) if is_kramdown else Underline.HEADING
            if became is Underline.TEXT or not _is_title(article, block, line):
                yield Hit(line, message=became.value, fix=_fix(article, line))
        elif is_kramdown and before is not None and block.kind is Kind.RULE:
            became = _in_kramdown(article, before, block.span)
            if became is not Underline.RULE:
                yield Hit(block.span, message=became.value, fix=_fix(article, block.span))


def _underline(article: Article, block: Block) -> Span:
    """Return the signs under a heading."""
    source = article.source
    start = source.line_span(source.line(block.span.end)).start
    return Span(start + len(_quote(source.text[start : block.span.end])), block.span.end)


def _quote(line: str) -> str:
    """Return the blanks and marks of quotations that a line begins with."""
    marks = _QUOTE.match(line)
    return marks.group() if marks else ""


def _is_title(article: Article, block: Block, line: Span) -> bool:
    """Say whether somebody underlined these words to make a heading of them.

    Three dashes are what people type for a rule; a longer line was drawn under its words.
    """
    words = article.prose[block.text.start : block.text.end].replace(MARKUP, "").strip()
    if _KEY.match(words) and not article.prose[: block.span.start].strip(MARKUP + " \t\r\n"):
        return True
    if len(line) > 3 or article.source.text[line.start] == "=":
        return len(words) <= _LONGEST
    is_short = len(words.splitlines()) == 1 and len(words) <= _LONGEST_OVER_RULE
    return is_short and not _SENTENCES.search(words)


def _in_kramdown(article: Article, above: Block, line: Span) -> Underline:
    """Say what kramdown makes of a line under a block, or under the text of a setext heading."""
    source = article.source
    number, last = source.line(line.start), source.line(above.text.end)
    is_taken_in = above.is_setext or above.kind in (Kind.PARAGRAPH, Kind.TABLE_CELL)
    if not is_taken_in or last != number - 1:
        return Underline.RULE
    text = source.text[source.line_span(number).start : line.end]
    text = text[len(_quote(text)) :] if above.containers else text
    if _RULE.fullmatch(text.strip()) is None and not above.is_setext:
        return Underline.RULE  # marks with blanks between end a paragraph: gfm.rb, LIST_START
    first = source.line(above.span.start)
    begins = above.kind is not Kind.TABLE_CELL and _begins_block(article, first)
    return kramdown.underline(text, number - first, begins_block=begins)


def _begins_block(article: Article, number: int) -> bool:
    """Say whether the text of a line begins a block for kramdown, not only for CommonMark."""
    source = article.source
    line = source.slice(source.line_span(number))
    if _LIST_MARK.match(line) or source.line_starts[number - 1] <= article.body.start:
        return True
    before = source.slice(source.line_span(number - 1))
    is_first_of_quotation = ">" in _quote(line) and ">" not in _quote(before)
    return is_first_of_quotation or not before[len(_quote(before)) :].strip()


def _fix(article: Article, line: Span) -> Fix | None:
    """Put a blank line before what is then a rule."""
    source = article.source
    if _RULE.fullmatch(source.slice(line).strip()) is None:
        return None
    start = source.line_span(source.line(line.start)).start
    marks = source.text[start : line.start].rstrip()
    return Fix((Edit(Span(start, start), marks + source.newline),), Applicability.SAFE)
