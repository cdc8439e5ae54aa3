"""Reads the YAML of a head: every key and value with its exact span, whatever the input.

The parser's events are read one by one by a stack of our own. PyYAML's composer recurses in C
(30,000 nested brackets end the process), expands aliases (a bomb of a few lines fills the memory)
and types values as YAML 1.1 (`yes`, `12:30`, a date that does not exist); this one does none of
it. Values stay text as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import yaml

from kouetsu.article.front_matter import (
    MAX_DEPTH,
    Entry,
    Problem,
    Reading,
    Scalar,
    Sequence,
    Table,
    Value,
)
from kouetsu.article.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A head with more nodes is no head; reading 50,000 takes a fifth of a second.
_MAX_NODES = 50_000
# Characters that libyaml refuses, or takes for line ends that no editor shows. They are carried
# through the parser as characters of the last private plane, so that lines and offsets stay true.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_CARRIED = re.compile(_REFUSED.pattern[:-1] + "\x85\u2028\u2029]")
_CARRIER = 0x100000
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_LINE_END = re.compile(r"\r\n?|\n")
_BEGINS_EARLIER = re.compile(r"quoted scalar|flow|simple key|alias|anchor|a tag")
_TABS = re.compile(r"\t+")

# What libyaml and PyYAML's own parser say, and the kind of problem it is.
_KINDS = (
    (r"mapping values are not allowed", "colon-in-value"),
    (r"did not find expected key|expected <block end>", "no-key"),
    (r"expected ',' or '[\]}]'", "open-bracket"),
    (r"found unexpected (?:end of stream|document)", "open-quote"),
    (r"cannot start any token|alphabetic or numeric|undefined alias|tag", "reserved-character"),
    (r"could not find expected ':'", "no-colon"),
    (r"escape character|hexdecimal|hexadecimal", "backslash"),
    (r"sequence entries are not allowed", "list-after-key"),
    (r"comment or line break", "text-after-sign"),
)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read. A mapping's children alternate key and value."""

    start: int
    is_table: bool
    is_flow: bool
    anchor: str | None
    children: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class _Composer:
    """Turns events into values. `carried` is the text that the parser was given."""

    text: str
    base: int
    is_carried: bool
    root: Value | None = None
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Scalar | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """Add what an event brings to the value under construction."""
        match event:
            case yaml.ScalarEvent():
                self._add(self._scalar(event))
            case yaml.AliasEvent():
                self._add(self._alias(event))
            case yaml.CollectionStartEvent():
                is_table = isinstance(event, yaml.MappingStartEvent)
                start = self._place(event).start
                if event.anchor is not None or event.tag is not None:
                    start = self._skip_properties(start)
                self.stack.append(_Open(start, is_table, bool(event.flow_style), event.anchor))
            case yaml.CollectionEndEvent():
                self._close(self._place(event).end)

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

    def _place(self, event: yaml.Event) -> Span:
        return _place(event, self.base)

    def _skip_properties(self, start: int) -> int:
        match = _PROPERTIES.match(self.text, start)
        return match.end() if match else start

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start, end = self._place(event).start, self._place(event).end
        if event.anchor is not None or event.tag is not None:
            start = min(self._skip_properties(start), end)
        if event.style in ("|", ">"):  # its end mark is where the next token begins
            end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        value = _restored(event.value) if self.is_carried else event.value
        scalar = Scalar(Span(start, end), value, is_plain=not event.style)
        if event.anchor is not None:
            self.anchors[event.anchor] = scalar
        return scalar

    def _alias(self, event: yaml.AliasEvent) -> Scalar:
        span = self._place(event)
        name = event.anchor or ""
        if name not in self.anchors:
            self.problems.append(_syntax("found undefined alias", span))
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
            composer.problems.append(_syntax("control characters are not allowed", span))
        given = _CARRIED.sub(lambda match: chr(_CARRIER + ord(match.group())), given)
    try:
        for count, event in enumerate(_events(given)):
            offset = _place(event, content.start).start
            if isinstance(event, yaml.DocumentStartEvent) and composer.root is not None:
                span = _rest_of_line(text, content, offset)
                composer.problems.append(_syntax("a second document starts here", span))
                break
            if len(composer.stack) > MAX_DEPTH or count > _MAX_NODES:
                composer.problems.append(Problem("too-deep", Span(offset - 1, offset)))
                break
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        composer.problems.append(
            _swallowed_line(text, composer, error) or _explained(text, content, error)
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


def _swallowed_line(text: str, composer: _Composer, error: yaml.MarkedYAMLError) -> Problem | None:
    """Explain a colon that follows a plain value of several lines: one of them was to be a key.

    `title:x` and the line below it are read as one value, and so are a value and an indented line.
    """
    value, mark = composer.last, error.problem_mark
    if "mapping values" not in (error.problem or "") or mark is None:
        return None
    if not isinstance(value, Scalar) or not value.is_plain:
        return None
    lines = _LINE_END.split(text[value.span.start : value.span.end])
    if len(lines) < 2 or composer.base + mark.index != value.span.end:
        return None
    if not composer.stack:
        first = Span(value.span.start, value.span.start + len(lines[0].rstrip(" \t")))
        return Problem("no-colon", first)
    return Problem(
        "indentation", Span(value.span.end - len(lines[-1].lstrip(" \t")), value.span.end)
    )


def _explained(text: str, content: Span, error: yaml.MarkedYAMLError) -> Problem:
    problem = error.problem or "the YAML cannot be read"
    offset = content.start + (error.problem_mark.index if error.problem_mark else 0)
    tabs = _TABS.match(text, offset, content.end)
    if tabs:
        return Problem("tab", Span(*tabs.span()))
    # The parser notices an open quote, bracket or mark only later; the writer looks for its start.
    context = error.context or ""
    if error.context_mark and _BEGINS_EARLIER.search(context):
        is_escape = "escape" in problem or "hex" in problem
        offset = offset if is_escape else content.start + error.context_mark.index
    found = _syntax(problem, _rest_of_line(text, content, offset))
    # “a "quoted" word” in quotes ends at its second quote; the parser then waits for a key.
    is_after_quote = re.search(r"[\"'][ \t]*$", text[max(content.start, offset - 2) : offset])
    return replace(found, kind="text-after-quote") if is_after_quote else found


def _rest_of_line(text: str, content: Span, offset: int) -> Span:
    """Return the span from `offset` to the end of its line, with at least one character."""
    line_end = _LINE_END.search(text, offset, content.end)
    end = line_end.start() if line_end else content.end
    if text[offset:end].strip():
        return Span(offset, end)
    end = content.start + len(text[content.start : offset].rstrip())
    return Span(max(end - 1, content.start), max(end, content.start))


def _syntax(problem: str, span: Span) -> Problem:
    kinds = (kind for pattern, kind in _KINDS if re.search(pattern, problem))
    return Problem(next(kinds, "syntax"), span, {"reason": problem})
