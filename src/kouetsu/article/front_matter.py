"""The head of a post: what it says, where each word of it stands, what is wrong with its syntax."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_DEPTH = 64  # collections inside one another; real heads need five
# Keys and values; real heads need some hundred. Reading so many takes a tenth of a second.
MAX_NODES = 20_000


class Format(Enum):
    """The language of the head."""

    YAML = "yaml"
    TOML = "toml"
    NONE = "none"


@record
class Scalar:
    """A single value. `span` covers it with its quotes; `text` is the value without them.

    `is_plain` says that it was written without quotes, not as a block scalar and without a tag
    that sets its type. An alias (`*name`) has the text of the scalar that it stands for, empty
    where that is a collection.
    """

    span: Span
    text: str
    is_plain: bool
    is_alias: bool = False

    def part(self, source: str, start: int, end: int) -> Span:
        """Return the span of `text[start:end]` in the source text.

        Where escapes or line folding make value and source differ, that is the whole value.
        """
        written = source.find(self.text, self.span.start, self.span.end)
        return self.span if written < 0 else Span(written + start, written + end)


@record
class Sequence:
    """A list."""

    span: Span
    items: tuple[Value, ...]


@record
class Table:
    """A mapping. Entries keep their order; a repeated key has several entries."""

    span: Span
    entries: tuple[Entry, ...]


Value = Scalar | Sequence | Table


@record
class Entry:
    """A key with its value. A key that is a collection is given as it is written."""

    key: str
    key_span: Span
    value: Value


@record
class Problem:
    """Something wrong with the syntax. `kind` names a message of the rule front-matter-syntax.

    `related` is the other place that belongs to it: the first of two equal keys, the last line of
    a head that is not closed.
    """

    kind: str
    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    related: Span | None = None


@record
class Reading:
    """What a reader makes of the text between the fences; `root` is None where that is empty."""

    root: Value | None
    problems: tuple[Problem, ...]


@record(slots=False)
class FrontMatter:
    """`span` covers the head with its fences; it is empty at 0 where there is none."""

    format: Format
    span: Span
    body_start: int
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    def get(self, key: str) -> Value | None:
        """Return the value of a top-level key (the last one, if the key is repeated)."""
        return self._values.get(key)

    def text(self, key: str) -> str | None:
        """Return the text of a top-level scalar."""
        value = self.get(key)
        return value.text if isinstance(value, Scalar) else None

    @cached_property
    def _values(self) -> dict[str, Value]:
        return {entry.key: entry.value for entry in self.entries}

    @cached_property
    def strings(self) -> list[tuple[str, Scalar]]:
        """Each scalar of the head with its dotted key path, without following aliases.

        The items of a list have the path of the list: `faq.question`.
        """
        found: list[tuple[str, Scalar]] = []
        for entry in self.entries:
            _add_strings(entry.value, entry.key, found)
        return found


def _add_strings(value: Value, path: str, found: list[tuple[str, Scalar]]) -> None:
    if isinstance(value, Scalar):
        if not value.is_alias:
            found.append((path, value))
    elif isinstance(value, Sequence):
        for item in value.items:
            _add_strings(item, path, found)
    else:
        for entry in value.entries:
            _add_strings(entry.value, f"{path}.{entry.key}", found)


def parse(text: str) -> FrontMatter:
    """Read the head of `text` (without byte order mark); never raises for what stands there."""
    from kouetsu.article import head_fences  # it builds on the classes above

    return head_fences.parse(text)
