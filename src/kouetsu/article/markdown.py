"""The parts of a Markdown body: blocks, links and comments, and the masked prose."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.prose import OBJECT
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.article.source import Span


class Kind(Enum):
    """The kinds of leaf blocks."""

    # There is one of each; Enum hashes its name anew, in Python, each time a set is asked.
    __hash__ = object.__hash__

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

    @cached_property
    def has_objects(self) -> bool:
        """Whether the prose has anything that stands as an object in it: most has nothing."""
        return OBJECT in self.prose

    def links_in(self, span: Span) -> tuple[Link, ...]:
        """Return the links and images that begin inside a span."""
        links = self.links
        if not links or links[-1].span.start < span.start or links[0].span.start >= span.end:
            return ()
        first = bisect_left(self._link_starts, span.start)
        return links[first : bisect_left(self._link_starts, span.end, first)]

    def of_kind(self, kind: Kind) -> Sequence[Block]:
        """Return the blocks of a kind in the order of the text."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[Kind, list[Block]]:
        found: dict[Kind, list[Block]] = defaultdict(list)
        for block in self.blocks:
            found[block.kind].append(block)
        return found

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.span.start for link in self.links]
