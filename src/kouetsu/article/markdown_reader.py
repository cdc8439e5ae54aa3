"""Reads the Markdown of a body into blocks and masked prose, from one parse by pulldown-cmark."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import pyromark

from kouetsu.article import html
from kouetsu.article.markdown import Block, Comment, Container, Document, Kind, Link
from kouetsu.article.masks import Mask, Masked, mask
from kouetsu.article.prose import MARKUP, OBJECT, Masking, between
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


@record(frozen=False)
class _Leaf:
    """A leaf block that is being read."""

    kind: Kind
    start: int
    end: int = -1  # told by the parser when the block is over
    level: int = 0
    is_implied: bool = False  # the paragraph of a tight list item: the parser gives it no event
    content: int = -1  # where its inline content starts; -1 before any
    content_end: int = 0


@record(frozen=False)
class _OpenLink:
    """A link or image that is being read; a thing is one object to the reader."""

    start: int
    label: Span
    target: str
    is_image: bool
    is_thing: bool


@record(frozen=False)
class _Reader:
    """Turns parser events into blocks and the masked prose.

    The parser names bytes of `data`, the text that it read, which begins at `offset` of the source.
    It names them nearly in order, so `byte` and `offset` follow it through both texts.
    """

    text: str
    masking: Masking
    data: bytes
    offset: int
    byte: int = 0
    blocks: list[Block] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    leaf: _Leaf | None = None
    lines: list[Span] = field(default_factory=list)  # of raw HTML, without the marks of containers
    open_links: list[_OpenLink] = field(default_factory=list)
    things: int = 0  # that are open: what stands in them is not read

    def read(self, events: Iterable[tuple[Any, Any]]) -> None:
        """Take in the events of the parser with their ranges in bytes."""
        readers = {
            "Text": self._text,
            "Start": self._start,
            "End": self._end,
            "Html": self._line,
            "InlineHtml": self._inline_html,
            **dict.fromkeys(("Code", "InlineMath", "DisplayMath"), self._thing),
        }
        told = iter(events)
        for each in told:
            group = [each]
            if each[0] == _PARAGRAPH:
                group += islice(told, 2)
                if group[-1][0] == _END_OF_PARAGRAPH and self._plain_paragraph(group):
                    continue
            for event, place in group:
                if event == "Rule":
                    self._rule(place)
                elif type(event) is dict:
                    name, value = event.popitem()
                    if name in readers:
                        readers[name](value, place)

    def _plain_paragraph(self, group: list[tuple[Any, dict[str, int]]]) -> bool:
        """Read a paragraph of one event, as most are, at once; not if it holds more than text."""
        (_, place), (event, content_place), *_ = group
        content = event.get("Text") if type(event) is dict else None
        if not content or len(group) < 3:
            return False
        self._close_implied()
        start = self._at(place["start"])
        first = self._at(content_place["start"])
        if content[0] == "&" or not self.text.startswith(content, first):
            return False
        end = self.offset = first + len(content)
        self.byte = content_place["end"]
        self.masking.show(first, end)
        trimmed = _trimmed(self.text, start, self._at(place["end"]))
        span, text = Span(start, trimmed), Span(first, max(first, min(end, trimmed)))
        self.blocks.append(Block(Kind.PARAGRAPH, span, text, tuple(self.containers)))
        return True

    def _at(self, byte: int) -> int:
        """Return the offset in the source of a byte that the parser names."""
        before = self.byte
        if byte > before:
            # A single byte is a character: mostly a line feed.
            length = byte - before
            self.offset += length if length == 1 else len(self.data[before:byte].decode())
        elif byte < before:
            self.offset -= len(self.data[byte:before].decode())
        self.byte = byte
        return self.offset

    def _span(self, place: dict[str, int]) -> Span:
        return Span(self._at(place["start"]), self._at(place["end"]))

    def _start(self, value: Any, place: dict[str, int]) -> None:  # noqa: ANN401 - of the parser
        name, detail = (value, {}) if type(value) is str else value.popitem()
        if name in _LEAVES:
            self._close_implied()
            level = int(detail["level"][1]) if name == "Heading" else 0
            self.leaf = _Leaf(_LEAVES[name], self._at(place["start"]), level=level)
            self.lines = []
        elif name in _INLINE:
            self._inline(self._at(place["start"]))
        elif name in _CONTAINERS:
            self._close_implied()
            self.containers.append(_CONTAINERS[name])
        elif name in ("Link", "Image"):
            self._open_link(self._at(place["start"]), detail, is_image=name == "Image")
        elif name == "List":
            self._close_implied()

    def _end(self, value: Any, place: dict[str, int]) -> None:  # noqa: ANN401 - of the parser
        name = value if type(value) is str else next(iter(value))
        if name in _LEAVES and self.leaf is not None:
            self.leaf.end = self._at(place["end"])
            self._close(self.leaf)
        elif name in _INLINE:
            self._inline(self._at(place["end"]))
        elif name in _CONTAINERS:
            self._close_implied()
            self.containers.pop()
        elif name in ("Link", "Image"):
            self._close_link(self._at(place["end"]))

    def _open_link(self, start: int, detail: dict[str, str], *, is_image: bool) -> None:
        self._inline(start)
        is_thing = is_image or detail["link_type"] in ("Autolink", "Email")
        self.things += is_thing
        self.open_links.append(
            _OpenLink(start, Span(start, start), detail["dest_url"], is_image, is_thing)
        )

    def _close_link(self, end: int) -> None:
        link = self.open_links.pop()
        self._inline(end)
        self.links.append(Link(Span(link.start, end), link.label, link.target, link.is_image))
        if link.is_thing:
            self.things -= 1
            self._replace(link.start, OBJECT * (end - link.start))

    def _text(self, content: str, place: dict[str, int]) -> None:
        if self.leaf is not None and self.leaf.kind is Kind.CODE:
            return
        start = self._at(place["start"])
        is_entity = self.text.startswith("&", start)
        if is_entity or not self.text.startswith(content, start):
            end = self._at(place["end"])
        else:  # it stands there as it is read, so nothing has to be decoded
            end = self.offset = start + len(content)
            self.byte = place["end"]
        if self.open_links:
            link = self.open_links[-1]
            link.label = Span(link.label.start if link.label else start, end)
        self._inline(start, end)
        if is_entity and len(content) < end - start:
            self._replace(start, content.ljust(end - start, MARKUP))  # it is shorter when read
        elif not self.things:
            self.masking.show(start, end)

    def _thing(self, _: str, place: dict[str, int]) -> None:
        span = self._span(place)
        self._inline(span.start, span.end)
        self._replace(span.start, OBJECT * len(span))

    def _replace(self, start: int, shown: str) -> None:
        if not self.things:
            self.masking.replace(start, shown)

    def _line(self, _: str, place: dict[str, int]) -> None:
        self.lines.append(self._span(place))

    def _inline_html(self, _: str, place: dict[str, int]) -> None:
        span = self._span(place)
        self._inline(span.start, span.end)
        if match := html.COMMENT.match(self.text, span.start):
            self.comments.append(Comment(span, match.group(1), tuple(self.containers)))

    def _rule(self, place: dict[str, int]) -> None:
        self._close_implied()
        span = self._span(place)
        end = _trimmed(self.text, span.start, span.end)
        where = tuple(self.containers)
        self.blocks.append(Block(Kind.RULE, Span(span.start, end), Span(end, end), where))

    def _inline(self, start: int, end: int = 0) -> None:
        """Take a range, or one end of it, into the leaf block that is being read."""
        leaf = self.leaf
        if leaf is None:
            leaf = self.leaf = _Leaf(Kind.PARAGRAPH, start, is_implied=True)
        if leaf.content < 0:
            leaf.content = start
        leaf.content_end = max(leaf.content_end, start, end)

    def _close_implied(self) -> None:
        if self.leaf is not None and self.leaf.is_implied:
            self.leaf.end = self.leaf.content_end
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
        where = tuple(self.containers)
        self.blocks.append(Block(leaf.kind, span, content, where, leaf.level, is_setext))

    def _html(self, leaf: _Leaf) -> None:
        where = tuple(self.containers)
        span = Span(leaf.start, _trimmed(self.text, leaf.start, leaf.end))
        marks = [Span(a.end, b.start) for a, b in pairwise(self.lines) if a.end < b.start]
        for match in html.COMMENT.finditer(self.text, span.start, span.end):
            self.comments.append(Comment(Span(*match.span()), match.group(1), where))
        runs = list(html.runs(self.text, span))
        is_comment = not html.COMMENT.sub("", self.text[span.start : span.end]).strip()
        if not runs and not is_comment:  # a comment stands between no two blocks of the page
            self.blocks.append(Block(Kind.HTML, span, Span(span.end, span.end), where))
        for run, markup in runs:
            self.blocks.append(Block(Kind.HTML, run, run, where))
            first = bisect_left(marks, run.start, key=lambda mark: mark.start)
            last = bisect_left(marks, run.end, key=lambda mark: mark.start)
            for shown in between(run, sorted([*markup, *marks[first:last]])):
                self.masking.show(shown.start, shown.end)


_BLANKS = " \t\r\n"
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
_PARAGRAPH, _END_OF_PARAGRAPH = {"Start": "Paragraph"}, {"End": "Paragraph"}
_MASKED_BLOCKS = {
    Mask.CODE: Kind.CODE,
    Mask.MATH: Kind.MATH,
    Mask.DIRECTIVE: Kind.DIRECTIVE,
}


def parse(text: str, start: int, *, is_mdx: bool = False) -> Document:
    """Parse the body of an article, which begins at offset `start` of the source text."""
    masked_text, masked = mask(text[start:], is_mdx=is_mdx)
    masked = [Masked(Span(m.span.start + start, m.span.end + start), m.mask) for m in masked]
    reader = _Reader(text, Masking(text), masked_text.encode(), start)
    reader.read(pyromark.events_with_range(masked_text, options=_OPTIONS))
    blocks = sorted([*reader.blocks, *_masked_blocks(masked)], key=lambda block: block.span.start)
    prose = reader.masking.finish(masked)
    links = tuple(sorted(reader.links, key=lambda link: link.span))
    return Document(tuple(_outermost(blocks)), prose, tuple(reader.comments), links)


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
    if text[end - 1 : end] not in _BLANKS:  # mostly there is nothing, or one line feed
        return end
    if text[end - 2 : end - 1] not in _BLANKS and start < end:
        return end - 1
    return start + len(text[start:end].rstrip(_BLANKS))
