"""Reads the YAML of a head: every key and value with its exact span, whatever the input.

The parser's events are read one by one by a stack of our own. PyYAML's composer recurses in C
(30,000 nested brackets end the process), expands aliases (a bomb of a few lines fills the memory)
and types values as YAML 1.1 (`yes`, `12:30`, a date that does not exist); this one does none of
it. Values stay text as it was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import patterns
from kouetsu.article import yaml_problems
from kouetsu.article.front_matter import (
    MAX_DEPTH,
    MAX_NODES,
    Entry,
    Problem,
    Reading,
    Scalar,
    Sequence,
    Table,
    Value,
)
from kouetsu.article.source import Span
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator

with patterns.lent_to("yaml"):  # a dozen patterns are half of its time to load
    import yaml

# Characters that libyaml refuses, or takes for line ends that no editor shows. They are carried
# through the parser as characters of the last private plane, so that lines and offsets stay true.
_REFUSED = patterns.compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_CARRIED = patterns.compiled(_REFUSED.pattern[:-1] + "\x85\u2028\u2029]")
_CARRIER = 0x100000
_PROPERTIES = patterns.compiled(r"(?:[&!]\S*\s+)*")
# The types that every reader of YAML knows, by the end of their tags (yaml.org/type).
_KNOWN_TAGS = frozenset(
    "!" if name == "!" else f"tag:yaml.org,2002:{name}"
    for name in (
        *("!", "str", "int", "float", "bool", "null", "timestamp", "binary"),
        *("seq", "map", "set", "omap", "pairs", "merge", "value"),
    )
)
# The lines of a list whose dashes lack their blank; “-5” may be a number.
_STUCK_DASHES = patterns.compiled(r"-[^\s\d.-][^\r\n]*(?:[\r\n]+[ \t]*-[^\s-][^\r\n]*)*")
_LINE_START = patterns.compiled(r"(?:\A|[\r\n])[ \t]*\Z")


@record(frozen=False)
class _Open:
    """A collection whose end has not been read. A mapping's children alternate key and value."""

    start: int
    is_table: bool
    is_flow: bool
    anchor: str | None
    children: list[Value] = field(default_factory=list)


@record(frozen=False)
class _Composer:
    """Turns events into values. `carried` is the text that the parser was given."""

    text: str
    base: int
    is_carried: bool
    root: Value | None = None
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Scalar | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, event: yaml.Event, place: Span) -> None:
        """Add what an event brings to the value under construction."""
        match event:
            case yaml.ScalarEvent():
                self._add(self._scalar(event, place))
            case yaml.AliasEvent():
                self._add(self._alias(event, place))
            case yaml.CollectionStartEvent():
                is_table = isinstance(event, yaml.MappingStartEvent)
                start = place.start
                self._check_tag(event, start)
                if event.anchor is not None or event.tag is not None:
                    start = self._skip_properties(start)
                self.stack.append(_Open(start, is_table, bool(event.flow_style), event.anchor))
            case yaml.CollectionEndEvent():
                self._close(place.end)

    def close_all(self) -> None:
        """End the collections that a syntax error left open, keeping what was read of them."""
        while self.stack:
            self._close(None)

    @property
    def last(self) -> Value | None:
        """The value that was read last."""
        if self.stack:
            return self.stack[-1].children[-1] if self.stack[-1].children else None
        return self.root

    def _skip_properties(self, start: int) -> int:
        match = _PROPERTIES.match(self.text, start)
        return match.end() if match else start

    def _scalar(self, event: yaml.ScalarEvent, place: Span) -> Scalar:
        start, end = place.start, place.end
        self._check_tag(event, start)
        if event.anchor is not None or event.tag is not None:
            start = min(self._skip_properties(start), end)
        if event.style in ("|", ">"):  # its end mark is where the next token begins
            end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        value = _restored(event.value) if self.is_carried else event.value
        scalar = Scalar(Span(start, end), value, is_plain=not event.style and event.tag is None)
        if not event.style and self._is_stuck_list(scalar):
            self.problems.append(Problem("stuck-dash", scalar.span))
        if event.anchor is not None:
            self.anchors[event.anchor] = scalar
        return scalar

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int) -> None:
        if event.tag is not None and event.tag not in _KNOWN_TAGS:
            end = self._skip_properties(start)
            written = len(self.text[start:end].rstrip()) or 1
            self.problems.append(Problem("unknown-tag", Span(start, start + written)))

    def _is_stuck_list(self, scalar: Scalar) -> bool:
        """Say whether the lines below a key are all `-item`: text to YAML, a list to its writer."""
        start = scalar.span.start
        if not self.text.startswith("-", start):
            return False
        before = self.text[max(self.base, start - 200) : start]
        return (
            bool(self.stack)
            and _LINE_START.search(before) is not None
            and _STUCK_DASHES.fullmatch(self.text, start, scalar.span.end) is not None
        )

    def _alias(self, event: yaml.AliasEvent, span: Span) -> Scalar:
        name = event.anchor or ""
        if name not in self.anchors:
            self.problems.append(Problem("reserved-character", span))
        target = self.anchors.get(name)
        return Scalar(span, target.text if target else "", is_plain=False, is_alias=True)

    def _close(self, flow_end: int | None) -> None:
        opened = self.stack.pop()
        children = opened.children
        end = children[-1].span.end if children else opened.start + opened.is_flow
        if opened.is_flow and flow_end is not None:
            end = flow_end
        span = Span(opened.start, max(opened.start, end))
        value = self._table(span, children) if opened.is_table else Sequence(span, tuple(children))
        if opened.anchor is not None:
            self.anchors[opened.anchor] = None
        self._add(value)

    def _table(self, span: Span, children: list[Value]) -> Table:
        entries = tuple(
            Entry(self._key(key), key.span, value)
            for key, value in zip(children[::2], children[1::2], strict=False)
        )
        first: dict[str, Span] = {}
        for entry in entries:
            earlier = first.setdefault(entry.key, entry.key_span)
            if earlier != entry.key_span and entry.key != "<<":
                self.problems.append(
                    Problem("duplicate-key", entry.key_span, {"key": entry.key}, earlier)
                )
        return Table(span, entries)

    def _key(self, key: Value) -> str:
        return key.text if isinstance(key, Scalar) else self.text[key.span.start : key.span.end]

    def _add(self, value: Value) -> None:
        if self.stack:
            self.stack[-1].children.append(value)
        else:
            self.root = value


def read(text: str, content: Span) -> Reading:
    """Read the YAML under `content`; never raises for what stands there.

    A value that a syntax error cuts is left out, all that was read before it is kept.
    """
    given = text[content.start : content.end]
    is_carried = _CARRIED.search(given) is not None
    composer = _Composer(text, content.start, is_carried)
    if is_carried:
        refused = _REFUSED.search(given)
        if refused:
            span = Span(content.start + refused.start(), content.start + refused.end())
            values = {"code": f"U+{ord(refused.group()):04X}"}
            composer.problems.append(Problem("control-character", span, values))
        given = _CARRIED.sub(lambda match: chr(_CARRIER + ord(match.group())), given)
    try:
        for count, event in enumerate(_events(given)):
            place = _place(event, content.start)
            if isinstance(event, yaml.DocumentStartEvent) and composer.root is not None:
                span = yaml_problems.rest_of_line(text, content, place.start)
                composer.problems.append(Problem("second-document", span))
                break
            if len(composer.stack) > MAX_DEPTH or count > MAX_NODES:
                composer.problems.append(Problem("too-deep", Span(place.start - 1, place.start)))
                break
            composer.take(event, place)
    except yaml.MarkedYAMLError as error:
        last = composer.last
        at_top = not composer.stack
        composer.problems.append(
            yaml_problems.swallowed_line(text, content, error, last, is_top=at_top)
            or yaml_problems.explained(text, content, error)
        )
    composer.close_all()
    return Reading(composer.root, tuple(sorted(composer.problems, key=lambda p: p.span)))


def _events(given: str) -> Iterator[yaml.Event]:
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # no libyaml: slower, as right
    loader = loader_class(given)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _place(event: yaml.Event, base: int) -> Span:
    if event.start_mark is None or event.end_mark is None:
        raise TypeError(f"{event!r} has no marks")  # events read from text have both
    return Span(base + event.start_mark.index, base + event.end_mark.index)


def _restored(value: str) -> str:
    return "".join(chr(ord(c) - _CARRIER) if ord(c) >= _CARRIER else c for c in value)
