"""Reads the Markdown of a body into blocks and masked prose, from one parse by pulldown-cmark."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kouetsu.article import html, parser
from kouetsu.article.byte_places import BytePlaces
from kouetsu.article.markdown import Block, Comment, Container, Document, Kind, Link
from kouetsu.article.masks import Mask, Masked, mask
from kouetsu.article.plain_blocks import Run, abridge
from kouetsu.article.prose import MARKUP, OBJECT, Shown, between, finished, without_markup
from kouetsu.article.source import Span
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_START = attrgetter("span.start")


@record(frozen=False)
class _Leaf:
    """A leaf block that is being read.

    `content` is where its inline content starts, -1 before any; that ends with byte `content_end`.
    `is_implied`: it is the paragraph of a tight list item, for which the parser has no event.
    """

    kind: Kind
    start: int
    level: int = 0
    is_implied: bool = False
    content: int = -1
    content_end: int = 0


@record(frozen=False)
class _OpenLink:
    """A link or image that is being read; a thing is one object to the reader."""

    start: int
    target: str
    is_image: bool
    is_thing: bool
    label_start: int
    label_end: int

    def take(self, start: int, end: int) -> None:
        """Let a range of text be part of the label."""
        if self.label_start == self.label_end:
            self.label_start = start
        self.label_end = end


@record(frozen=False)
class _Reader:
    """Turns parser events into blocks, and into the ranges of the text that readers see."""

    text: str
    places: BytePlaces
    runs: Mapping[int, Run]  # the plain blocks, which the parser has not seen
    shown: list[Shown] = field(default_factory=list)
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
        for event, place in events:
            if type(event) is dict:
                name, value = event.popitem()
                read = readers.get(name)
                if read is not None:
                    read(value, place)
            elif event == "Rule":
                self._rule(place)

    def _span(self, place: dict[str, int]) -> Span:
        return Span(self.places.at(place["start"]), self.places.at(place["end"]))

    def _start(self, value: Any, place: dict[str, int]) -> None:  # noqa: ANN401 - of the parser
        name, detail = (value, {}) if type(value) is str else value.popitem()
        if name in _LEAVES:
            self._close_implied()
            level = int(detail["level"][1]) if name == "Heading" else 0
            self.leaf = _Leaf(_LEAVES[name], self.places.at(place["start"]), level)
            self.lines = []
        elif name in _INLINE:
            if self.leaf is None or self.leaf.content < 0:
                self._inline(self.places.at(place["start"]))
        elif name in _CONTAINERS:
            self._close_implied()
            self.containers.append(_CONTAINERS[name])
        elif name in ("Link", "Image"):
            self._open_link(self.places.at(place["start"]), detail, is_image=name == "Image")
        elif name == "List":
            self._close_implied()

    def _end(self, value: Any, place: dict[str, int]) -> None:  # noqa: ANN401 - of the parser
        name = value if type(value) is str else next(iter(value))
        if name in _LEAVES and self.leaf is not None:
            self._close(self.leaf, place["end"])
        elif name in _INLINE:
            self._inline_end(place["end"])
        elif name in _CONTAINERS:
            self._close_implied()
            self.containers.pop()
        elif name in ("Link", "Image"):
            self._inline_end(place["end"])
            self._close_link(self.places.at(place["end"]))

    def _inline(self, start: int) -> _Leaf:
        """Let something inline begin at an offset: in the leaf block that is read, or a new one."""
        leaf = self.leaf
        if leaf is None:
            leaf = self.leaf = _Leaf(_PARAGRAPH, start, is_implied=True, content=start)
        elif leaf.content < 0:
            leaf.content = start
        return leaf

    def _inline_end(self, byte: int) -> None:
        """Let something inline end with a byte."""
        if self.leaf is not None and self.leaf.content_end < byte:
            self.leaf.content_end = byte

    def _open_link(self, start: int, detail: dict[str, str], *, is_image: bool) -> None:
        self._inline(start)
        is_thing = is_image or detail["link_type"] in ("Autolink", "Email")
        self.things += is_thing
        link = _OpenLink(start, detail["dest_url"], is_image, is_thing, start, start)
        self.open_links.append(link)

    def _close_link(self, end: int) -> None:
        link = self.open_links.pop()
        label = Span(link.label_start, link.label_end)
        self.links.append(Link(Span(link.start, end), label, link.target, link.is_image))
        if link.is_thing:
            self.things -= 1
            self._replace(link.start, OBJECT * (end - link.start))

    def _text(self, content: str, place: dict[str, int]) -> None:
        leaf, places = self.leaf, self.places
        if leaf is not None and leaf.kind is _CODE:
            return
        start, last = places.at(place["start"]), place["end"]
        is_entity = False
        if content < "'" or not self.text.startswith(content, start):  # it may begin with “&”
            end = places.at(last)
            is_entity = self.text.startswith("&", start) and len(content) < end - start
        else:  # it stands there as it is read, so nothing has to be decoded
            end = places.offset = start + len(content)
            places.byte = last
        if leaf is None or leaf.content < 0:
            leaf = self._inline(start)
        leaf.content_end = max(leaf.content_end, last)
        if self.open_links:
            self.open_links[-1].take(start, end)
        if is_entity:
            self._replace(start, content.ljust(end - start, MARKUP))  # it is shorter when read
        elif not self.things:
            self.shown.append((start, end, ""))

    def _thing(self, _: str, place: dict[str, int]) -> None:
        start = self.places.at(place["start"])
        self._inline(start)
        self._inline_end(place["end"])
        self._replace(start, OBJECT * (self.places.at(place["end"]) - start))

    def _replace(self, start: int, instead: str) -> None:
        if not self.things:
            self.shown.append((start, start + len(instead), instead))

    def _line(self, _: str, place: dict[str, int]) -> None:
        self.lines.append(self._span(place))

    def _inline_html(self, _: str, place: dict[str, int]) -> None:
        span = self._span(place)
        self._inline(span.start)
        self._inline_end(place["end"])
        if match := html.COMMENT.match(self.text, span.start):
            self.comments.append(Comment(span, match.group(1), tuple(self.containers)))

    def _rule(self, place: dict[str, int]) -> None:
        self._close_implied()
        start = self.places.at(place["start"])
        if start in self.runs:
            self._run(self.runs[start])
            return
        end = _trimmed(self.text, start, self.places.at(place["end"]))
        where = tuple(self.containers)
        self.blocks.append(Block(Kind.RULE, Span(start, end), Span(end, end), where))

    def _run(self, run: Run) -> None:
        self.blocks += run.blocks
        place = run.blocks[0].span.start
        for start, instead in run.instead:
            end = start + len(instead)
            self.shown += (place, start, ""), (start, end, instead)
            place = end
        self.shown.append((place, run.blocks[-1].span.end, ""))

    def _close_implied(self) -> None:
        if self.leaf is not None and self.leaf.is_implied:
            self._close(self.leaf, self.leaf.content_end)

    def _close(self, leaf: _Leaf, byte: int) -> None:
        """Take in a leaf block, which ends with a byte."""
        self.leaf = None
        content_end = self.places.at(leaf.content_end) if leaf.content >= 0 else -1
        end = self.places.at(byte)
        if leaf.kind is _HTML:
            self._html(leaf, end)
            return
        span = Span(leaf.start, _trimmed(self.text, leaf.start, end))
        content = span
        if content_end < 0:
            content = Span(end, end)
        elif leaf.content != span.start or content_end != span.end:
            content = Span(leaf.content, max(leaf.content, min(content_end, span.end)))
        is_setext = leaf.kind is _HEADING and self.text[leaf.start] != "#"
        where = tuple(self.containers)
        self.blocks.append(Block(leaf.kind, span, content, where, leaf.level, is_setext))

    def _html(self, leaf: _Leaf, end: int) -> None:
        where = tuple(self.containers)
        span = Span(leaf.start, _trimmed(self.text, leaf.start, end))
        marks = [Span(a.end, b.start) for a, b in pairwise(self.lines) if a.end < b.start]
        for match in html.COMMENT.finditer(self.text, span.start, span.end):
            self.comments.append(Comment(Span(*match.span()), match.group(1), where))
        runs = list(html.runs(self.text, span))
        is_comment = not html.COMMENT.sub("", self.text[span.start : span.end]).strip()
        if not runs and not is_comment:  # a comment stands between no two blocks of the page
            self.blocks.append(Block(_HTML, span, Span(span.end, span.end), where))
        for run, markup in runs:
            self.blocks.append(Block(_HTML, run, run, where))
            first = bisect_left(marks, run.start, key=lambda mark: mark.start)
            last = bisect_left(marks, run.end, key=lambda mark: mark.start)
            for each in between(run, sorted([*markup, *marks[first:last]])):
                self.shown.append((each.start, each.end, ""))


# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_CODE, _HEADING, _HTML, _PARAGRAPH = Kind.CODE, Kind.HEADING, Kind.HTML, Kind.PARAGRAPH
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
_MASKED_BLOCKS = {
    Mask.CODE: Kind.CODE,
    Mask.MATH: Kind.MATH,
    Mask.DIRECTIVE: Kind.DIRECTIVE,
}


def parse(text: str, start: int, *, is_mdx: bool = False) -> Document:
    """Parse the body of an article, which begins at offset `start` of the source text."""
    masked_text, masked = mask(text[start:], start, is_mdx=is_mdx)
    given = abridge(masked_text, start, text)
    events = parser.events(given.text)
    data = given.text.encode()  # a mere copy, now that the parser has asked for the same bytes
    places = BytePlaces(data, given.borders, given.shifts, start, start, given.borders[1])
    reader = _Reader(text, places, given.runs)
    reader.read(events)
    blocks = _with_masked(reader.blocks, masked) if masked else reader.blocks
    prose = finished(without_markup(text, reader.shown), masked)
    links = tuple(sorted(reader.links, key=_START))
    return Document(tuple(blocks), prose, tuple(reader.comments), links)


def _with_masked(blocks: list[Block], masked: list[Masked]) -> list[Block]:
    """Add the blocks that template syntax is, but for what is shown in another block."""
    blocks = sorted([*blocks, *_masked_blocks(masked)], key=_START)
    outermost: list[Block] = []
    end = 0
    for block in blocks:
        if block.span.start >= end:
            outermost.append(block)
            end = block.span.end
    return outermost


def _masked_blocks(masked: list[Masked]) -> Iterable[Block]:
    for each in masked:
        if each.mask in _MASKED_BLOCKS:
            end = Span(each.span.end, each.span.end)
            yield Block(_MASKED_BLOCKS[each.mask], each.span, end)


def _trimmed(text: str, start: int, end: int) -> int:
    """Return the end of a block without the line endings and blanks after it."""
    if text[end - 1 : end] not in _BLANKS:  # mostly there is nothing, or one line feed
        return end
    if text[end - 2 : end - 1] not in _BLANKS and start < end:
        return end - 1
    return start + len(text[start:end].rstrip(_BLANKS))
