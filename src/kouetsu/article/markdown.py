"""Blocks of a Markdown body and its masked prose, from one parse by pulldown-cmark."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyromark

from kouetsu.article import html
from kouetsu.article.masks import Mask, Masked, mask
from kouetsu.article.prose import MARKUP, OBJECT, Piece, assemble, between
from kouetsu.article.source import Span
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_GFM
)


class Kind(Enum):
    """The kinds of leaf blocks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CODE = "code"
    TABLE_CELL = "table-cell"
    HTML = "html"
    RULE = "rule"
    MATH = "math"
    DIRECTIVE = "directive"


class Container(Enum):
    """What a leaf block may lie in."""

    QUOTE = "quote"
    LIST_ITEM = "list-item"
    FOOTNOTE = "footnote"
    TABLE = "table"


@record
class Block:
    """A leaf block. `text` is the span of its inline content, without fences, `#` or list marks.

    `level` is the heading level (0 for other kinds); `containers` go from the outermost inwards.
    """

    kind: Kind
    span: Span
    text: Span
    containers: tuple[Container, ...] = ()
    level: int = 0
    is_setext: bool = False


@record
class Link:
    """A link or image: its whole span, the span of its label (or alt text), and its target."""

    span: Span
    label: Span
    target: str
    is_image: bool


@record
class Comment:
    """An HTML comment: its whole span, its content without the marks, and what it lies in."""

    span: Span
    content: str
    containers: tuple[Container, ...] = ()


@record(slots=False)
class Document:
    """The parsed body. `prose` has the length of the whole source text; `links` are by start."""

    blocks: tuple[Block, ...]
    prose: str
    comments: tuple[Comment, ...]
    links: tuple[Link, ...]

    def links_in(self, span: Span) -> tuple[Link, ...]:
        """Return the links and images that begin inside a span."""
        first = bisect_left(self._link_starts, span.start)
        return self.links[first : bisect_left(self._link_starts, span.end, first)]

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.span.start for link in self.links]


@record(frozen=False)
class _Leaf:
    """A leaf block that is being read."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    is_implied: bool = False  # the paragraph of a tight list item: the parser gives it no event
    content: int = -1  # where its inline content starts; -1 before any
    content_end: int = 0
    lines: list[Span] = field(default_factory=list)  # of raw HTML, without the marks of containers


@record(frozen=False)
class _Reader:
    """Turns parser events into blocks and pieces of prose."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    leaf: _Leaf | None = None
    open_links: list[Link] = field(default_factory=list)

    def read(self, event: object, span: Span) -> None:
        """Take in one event of the parser with its range in code points."""
        if not isinstance(event, dict):
            if event == "Rule":
                self._close_implied()
                end = _trimmed(self.text, span.start, span.end)
                rule = Span(span.start, end)
                self.blocks.append(Block(Kind.RULE, rule, Span(end, end), self._where()))
            return
        ((name, value),) = event.items()
        if name == "Text":
            self._text(span, value)
        elif name == "Start":
            self._start(value, span)
        elif name == "End":
            self._end(value, span)
        elif name == "Html" and self.leaf is not None:
            self.leaf.lines.append(span)
        elif name in ("Code", "InlineMath", "DisplayMath"):
            self._inline(span, OBJECT)
        elif name == "InlineHtml":
            self._inline(span, None)
            if match := html.COMMENT.match(self.text, span.start):
                self.comments.append(Comment(span, match.group(1), self._where()))

    def _start(self, value: object, span: Span) -> None:
        name, detail = next(iter(value.items())) if isinstance(value, dict) else (value, {})
        if name in _CONTAINERS:
            self._close_implied()
            self.containers.append(_CONTAINERS[name])
        elif name in _LEAVES:
            self._close_implied()
            level = int(detail["level"][1]) if name == "Heading" else 0
            self.leaf = _Leaf(_LEAVES[name], span.start, span.end, level)
        elif name in ("Link", "Image"):
            target, kind = detail["dest_url"], detail["link_type"]
            is_thing = name == "Image" or kind in ("Autolink", "Email")
            self._inline(span, OBJECT if is_thing else None)
            self.open_links.append(
                Link(span, Span(span.start, span.start), target, name == "Image")
            )
        elif name == "List":
            self._close_implied()
        elif name in _INLINE:
            self._inline(span, None)

    def _end(self, value: object, span: Span) -> None:
        name = next(iter(value)) if isinstance(value, dict) else value
        if name in _CONTAINERS:
            self._close_implied()
            self.containers.pop()
        elif name in _LEAVES and self.leaf is not None:
            self._close(self.leaf)
        elif name in ("Link", "Image"):
            self.links.append(self.open_links.pop())

    def _text(self, span: Span, content: str) -> None:
        if self.leaf is not None and self.leaf.kind is Kind.CODE:
            return
        if self.open_links:
            link = self.open_links[-1]
            start = span.start if not link.label else link.label.start
            label = Span(start, span.end)
            self.open_links[-1] = Link(link.span, label, link.target, link.is_image)
            if link.is_image:
                return
        shown = self.text[span.start : span.end]
        if shown.startswith("&") and len(content) < len(span):
            shown = content.ljust(len(span), MARKUP)  # an entity is shorter when read
        self._inline(span, shown)

    def _inline(self, span: Span, shown: str | None) -> None:
        leaf = self.leaf
        if leaf is None:
            leaf = self.leaf = _Leaf(Kind.PARAGRAPH, span.start, span.end, is_implied=True)
        if leaf.content < 0:
            leaf.content = span.start
        leaf.content_end = max(leaf.content_end, span.end)
        if leaf.is_implied:
            leaf.end = max(leaf.end, span.end)
        if shown == OBJECT:
            self.pieces.append(Piece(span, OBJECT * len(span)))
        elif shown is not None:
            self.pieces.append(Piece(span, shown))

    def _close_implied(self) -> None:
        if self.leaf is not None and self.leaf.is_implied:
            self._close(self.leaf)

    def _close(self, leaf: _Leaf) -> None:
        self.leaf = None
        if leaf.kind is Kind.HTML:
            self._html(leaf)
            return
        span = Span(leaf.start, _trimmed(self.text, leaf.start, leaf.end))
        start = leaf.end if leaf.content < 0 else leaf.content
        content = Span(start, max(start, min(leaf.content_end, span.end)))
        is_setext = leaf.kind is Kind.HEADING and self.text[leaf.start] != "#"
        self.blocks.append(Block(leaf.kind, span, content, self._where(), leaf.level, is_setext))

    def _html(self, leaf: _Leaf) -> None:
        span = Span(leaf.start, _trimmed(self.text, leaf.start, leaf.end))
        marks = [Span(a.end, b.start) for a, b in pairwise(leaf.lines) if a.end < b.start]
        for match in html.COMMENT.finditer(self.text, span.start, span.end):
            self.comments.append(Comment(Span(*match.span()), match.group(1), self._where()))
        runs = list(html.runs(self.text, span))
        is_comment = not html.COMMENT.sub("", self.text[span.start : span.end]).strip()
        if not runs and not is_comment:  # a comment stands between no two blocks of the page
            self.blocks.append(Block(Kind.HTML, span, Span(span.end, span.end), self._where()))
        for run, markup in runs:
            self.blocks.append(Block(Kind.HTML, run, run, self._where()))
            first = bisect_left(marks, run.start, key=lambda mark: mark.start)
            last = bisect_left(marks, run.end, key=lambda mark: mark.start)
            self.pieces.extend(between(self.text, run, sorted([*markup, *marks[first:last]])))

    def _where(self) -> tuple[Container, ...]:
        return tuple(self.containers)


_CONTAINERS = {
    "BlockQuote": Container.QUOTE,
    "Item": Container.LIST_ITEM,
    "FootnoteDefinition": Container.FOOTNOTE,
    "Table": Container.TABLE,
}
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough"})
_LEAVES = {
    "Heading": Kind.HEADING,
    "Paragraph": Kind.PARAGRAPH,
    "CodeBlock": Kind.CODE,
    "HtmlBlock": Kind.HTML,
    "TableCell": Kind.TABLE_CELL,
}
_MASKED_BLOCKS = {
    Mask.CODE: Kind.CODE,
    Mask.MATH: Kind.MATH,
    Mask.DIRECTIVE: Kind.DIRECTIVE,
}


def parse(text: str, start: int, *, is_mdx: bool = False) -> Document:
    """Parse the body of an article, which begins at offset `start` of the source text."""
    masked_text, masked = mask(text[start:], is_mdx=is_mdx)
    masked = [Masked(Span(m.span.start + start, m.span.end + start), m.mask) for m in masked]
    reader = _Reader(text)
    events = list(pyromark.events_with_range(masked_text, options=_OPTIONS))
    to_offset = _code_points(masked_text, start, events)
    for event, place in events:
        reader.read(event, Span(to_offset[place["start"]], to_offset[place["end"]]))
    blocks = sorted([*reader.blocks, *_masked_blocks(masked)], key=lambda block: block.span.start)
    prose = assemble(text, reader.pieces, masked)
    links = tuple(sorted(reader.links, key=lambda link: link.span))
    return Document(tuple(_outermost(blocks)), prose, tuple(reader.comments), links)


def _code_points(text: str, start: int, events: Iterable[Any]) -> dict[int, int]:
    """Map each byte offset that an event names to an offset in code points."""
    places = {place[edge] for _, place in events for edge in ("start", "end")}
    if text.isascii():
        return {place: place + start for place in places}
    data = text.encode()
    offsets, before, offset = {}, 0, start
    for place in sorted(places):
        offset += len(data[before:place].decode())
        offsets[place] = offset
        before = place
    return offsets


def _masked_blocks(masked: list[Masked]) -> Iterable[Block]:
    for each in masked:
        if each.mask in _MASKED_BLOCKS:
            end = Span(each.span.end, each.span.end)
            yield Block(_MASKED_BLOCKS[each.mask], each.span, end)


def _outermost(blocks: list[Block]) -> Iterable[Block]:
    """Leave out what lies inside the block before it: template syntax shown in a code block."""
    end = 0
    for block in blocks:
        if block.span.start >= end:
            yield block
            end = block.span.end


def _trimmed(text: str, start: int, end: int) -> int:
    """Return the end of a block without the line endings and blanks after it."""
    return start + len(text[start:end].rstrip(" \t\r\n"))
