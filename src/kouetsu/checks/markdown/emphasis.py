"""Marks of emphasis that readers see, because the dialect renders nothing there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.article.characters import A_LETTER, LETTERS
from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span, places_of
from kouetsu.checks.markdown import emphasis_repairs
from kouetsu.checks.markdown.emphasis_marks import Mark, Renderer, marks
from kouetsu.finding import Hit
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block

_READ = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.TABLE_CELL})
_TEXT_START = attrgetter("text.start")
_SIGNS = "*_~"
_BOLD = ("**", "***")
# Code points of a text in italics or struck out: longer ones are two signs that do not belong
# together.
_LONGEST_OTHER = 80
# Marks in a text of which one has no partner, above which nobody can say which.
_MOST_MARKS = 9
_WORD = compiled(r"\w")
# Words in Japanese, perhaps in brackets, without blanks at the edges.
_SPAN = compiled(
    rf"(?=.*[{LETTERS}])(?:[「『（(【“‘\[`]|[^\W\d_])(?:[^\r\n]*[\w」』）)】”’\]`。！？])?"
)
_CODE = compiled(r"[A-Za-z0-9_)\]]")
_IDENTIFIER = compiled(r"[a-z_]\w*(?!\w)", re.ASCII)
_BRACKETS = "「」『』（）()【】“”‘’\"'"


def emphasis_not_rendered(article: Article) -> Iterator[Hit]:
    """Report marks of emphasis that are shown as they are."""
    renderer = Renderer(article.profile.flavour)
    # CommonMark is what the prose was read by: a mark that renders is not in it.
    is_commonmark = article.profile.flavour is Flavour.COMMONMARK
    shown = article.prose if is_commonmark else article.source.text
    # A look at what is ASCII in it, which is little, tells that most articles show no sign.
    latin = article.texts.latin if is_commonmark else article.source.ascii
    written = [sign for sign in _SIGNS if sign in latin]
    for block in _holding(written, article.blocks, shown):
        found = marks(article, block)
        yield from _bold(article, block, [m for m in found if m.signs in _BOLD], renderer)
        for signs in ("*", "__", "~~"):
            yield from _others(article, [m for m in found if m.signs == signs], renderer)


def _holding(signs: list[str], blocks: Sequence[Block], shown: str) -> Iterator[Block]:
    """Yield the blocks of words that hold one of some signs."""
    places = sorted(chain.from_iterable(places_of(shown, sign) for sign in signs))
    at = 0
    while at < len(places):
        following = bisect_right(blocks, places[at], key=_TEXT_START)
        block = blocks[following - 1] if following else None
        if block is not None and places[at] < block.text.end:
            if block.kind in _READ:
                yield block
            at = bisect_left(places, block.text.end, at)
        elif following < len(blocks):
            at = bisect_left(places, blocks[following].text.start, at)
        else:
            return


def _bold(article: Article, block: Block, found: list[Mark], renderer: Renderer) -> Iterator[Hit]:
    """Report bold text that does not render, and the marks that have no partner.

    Which marks belong together is a matter of their order: the parser itself pairs them wrongly
    once one of them fails. Where their number is odd, it is counted line by line.
    """
    groups = [found] if len(found) % 2 == 0 else _by_line(article, found)
    for group in groups:
        if len(group) % 2 == 0:
            yield from _pairs(article, group, renderer)
        elif lone := _without_partner(article, group, renderer):
            if block.kind is not Kind.TABLE_CELL and _is_mark(article, lone):
                yield Hit(lone.span, message="lone")
            yield from _pairs(article, [mark for mark in group if mark is not lone], renderer)


def _by_line(article: Article, found: list[Mark]) -> list[list[Mark]]:
    lines = groupby(found, lambda mark: article.source.line(mark.span.start))
    return [list(marks_of_line) for _, marks_of_line in lines]


def _without_partner(article: Article, group: list[Mark], renderer: Renderer) -> Mark | None:
    """Return the literal mark without which all others render, the first literal one at a loss."""
    literal = [mark for mark in group if mark.is_literal]
    if len(group) <= _MOST_MARKS:
        for lone in literal:
            rest = [mark for mark in group if mark is not lone]
            if all(
                emphasis_repairs.renders(article.source.text, opener, closer, renderer)
                for opener, closer in zip(rest[::2], rest[1::2], strict=True)
            ):
                return lone
    return literal[0] if literal else None


def _pairs(article: Article, group: list[Mark], renderer: Renderer) -> Iterator[Hit]:
    text = article.source.text
    for opener, closer in zip(group[::2], group[1::2], strict=True):
        if emphasis_repairs.renders(text, opener, closer, renderer) or not _is_pair(
            article, opener, closer
        ):
            continue
        repair = emphasis_repairs.find(text, opener, closer, renderer)
        if repair is not None:
            values = {"signs": opener.signs, "repaired": repair.text}
            span = Span(opener.span.start, closer.span.end)
            yield Hit(span, values, message=repair.message, fix=repair.fix)


def _is_pair(article: Article, opener: Mark, closer: Mark) -> bool:
    """Leave out signs of arithmetic and code: `a ** b`, `x**-1`, `**args, **options`."""
    text = article.source.text
    content = text[opener.span.end : closer.span.start]
    if opener.signs != closer.signs or not _WORD.search(content):
        return False
    before, after = _around(text, opener, closer)
    are_apart = content[0].isspace() and before.isspace() and (content[-1] + after).isspace()
    is_code = _CODE.match(before) and not A_LETTER.search(content)
    are_arguments = content[-1].isspace() and _IDENTIFIER.match(content) and _CODE.match(after)
    return not (are_apart or is_code or are_arguments)


def _is_mark(article: Article, lone: Mark) -> bool:
    """Leave out arithmetic, code, stars of notes, and signs that the text speaks of."""
    text = article.source.text
    before, after = _around(text, lone, lone)
    is_apart = after.isspace() and (before.isspace() or before.isdecimal())
    is_code = _CODE.match(before) and _CODE.match(after)
    is_argument = _IDENTIFIER.match(text, lone.span.end)
    is_quoted = before in _BRACKETS and after in _BRACKETS
    return not (is_apart or is_code or is_argument or is_quoted)


def _around(text: str, opener: Mark, closer: Mark) -> tuple[str, str]:
    """Return the characters before and after, a blank at the edges of the text."""
    before = text[max(0, opener.span.start - 1) : opener.span.start]
    return before or " ", text[closer.span.end : closer.span.end + 1] or " "


def _others(article: Article, found: list[Mark], renderer: Renderer) -> Iterator[Hit]:
    """Report italics and the like whose two marks are both shown, close around words."""
    text = article.source.text
    end = 0
    for opener, closer in pairwise(found):
        if not (opener.is_literal and closer.is_literal) or opener.span.start < end:
            continue
        content = text[opener.span.end : closer.span.start]
        before, after = _around(text, opener, closer)
        is_face = before in "(（" and after in ")）"
        if (
            len(content) <= _LONGEST_OTHER
            and _SPAN.fullmatch(content)
            and not (is_face or _CODE.match(before) or _CODE.match(after))
        ):
            end = closer.span.end
            yield from _pairs(article, [opener, closer], renderer)
