"""Reads the TOML of a head: every key and value with its exact span.

Spans come from a small scanner of TOML's tokens. Whether the text is right TOML is for the
standard library to say: its errors have the line and the column, where tomlkit's often have
column 0.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.article import toml_problems
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
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator

# An unclosed multi-line string runs to the end of the text, so that no input is scanned twice.
_STRING = (
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:"{3,5}|\Z)'
    r"|'''[^']*(?:'(?!'')[^']*)*(?:'{3,5}|\Z)"
    r'|"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"'
    r"|'[^'\r\n]*'"
)
_FENCE_OR_OPAQUE = compiled(
    rf"(?P<fence>(?<=[\r\n])\+\+\+[ \t]*(?=[\r\n]|\Z))|#[^\r\n]*|{_STRING}", re.DOTALL
)
_PLAIN_FENCE = compiled(r"(?<=[\r\n])\+\+\+[ \t]*(?=[\r\n]|\Z)")
_KEY_PART = compiled(rf"[ \t]*(?P<part>{_STRING}|[^\s.=\[\]\"'#,{{}}]+)[ \t]*", re.DOTALL)
_SCALAR = compiled(
    rf"{_STRING}|\d{{4}}-\d\d-\d\d[Tt ]\d\d:[^\s,\]}}#]*|[^\s,\[\]{{}}#\"'=]+", re.DOTALL
)
_BLANK = compiled(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_SEPARATORS = compiled(r"(?:[ \t\r\n,]|#[^\r\n]*)*")
_LINE = compiled(r"[^\r\n]*")


class _MalformedError(Exception):
    """No token of TOML stands at this place; the rest of the statement is passed over."""


class _TooDeepError(Exception):
    """Keys or collections are nested deeper, or more of them, than any head needs."""


@record
class _Part:
    """One part of a dotted key. `index` counts the tables of an array of tables, from 1."""

    name: str
    span: Span
    index: int = 0


@record
class _Statement:
    """A key with its full path and its value; None for the header of a table."""

    path: tuple[_Part, ...]
    value: Value | None


@record(frozen=False)
class _Scanner:
    """Reads statements from `position` to `end`, going on with the next line after a bad one."""

    text: str
    position: int
    end: int
    header: tuple[_Part, ...] = ()
    count: int = 0
    arrays: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def statements(self) -> Iterator[_Statement]:
        """Yield the statements; raises _TooDeepError."""
        while self._skip(_BLANK) < self.end:
            try:
                if self._at("["):
                    yield self._header()
                else:
                    path = self._key()
                    self._expect("=")
                    self._skip(_BLANK)
                    yield _Statement(self.header + path, self._value(len(path)))
            except _MalformedError:
                pass
            self._skip(_LINE)

    def _header(self) -> _Statement:
        is_array = self.text.startswith("[[", self.position)
        self.position += 1 + is_array
        path = self._key()
        if is_array:
            names = tuple(part.name for part in path)
            self.arrays[names] += 1
            last = path[-1]
            path = (*path[:-1], _Part(last.name, last.span, self.arrays[names]))
        self.header = tuple(self._indexed(path, level) for level in range(len(path)))
        return _Statement(self.header, None)

    def _indexed(self, path: tuple[_Part, ...], level: int) -> _Part:
        """Return a part of a header with the index of the array that it lies in, if any."""
        part = path[level]
        index = self.arrays[tuple(part.name for part in path[: level + 1])]
        return _Part(part.name, part.span, index)

    def _key(self) -> tuple[_Part, ...]:
        parts: list[_Part] = []
        while not parts or self._accept("."):
            match = _KEY_PART.match(self.text, self.position, self.end)
            if match is None:
                raise _MalformedError
            if len(parts) == MAX_DEPTH:
                raise _TooDeepError
            parts.append(_Part(_decoded(match["part"]), Span(*match.span("part"))))
            self.position = match.end()
        return tuple(parts)

    def _value(self, depth: int) -> Value:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            raise _TooDeepError
        start = self.position
        if self._accept("["):
            return Sequence(*self._items(start, depth))
        if self._accept("{"):
            return self._inline_table(start, depth)
        match = _SCALAR.match(self.text, start, self.end)
        if match is None:
            raise _MalformedError
        self.position = match.end()
        is_plain = match.group()[0] not in "\"'"
        return Scalar(Span(*match.span()), _decoded(match.group()), is_plain)

    def _items(self, start: int, depth: int) -> tuple[Span, tuple[Value, ...]]:
        items: list[Value] = []
        while self._skip(_SEPARATORS) < self.end and not self._accept("]"):
            items.append(self._value(depth + 1))
        return Span(start, self.position), tuple(items)

    def _inline_table(self, start: int, depth: int) -> Table:
        statements: list[_Statement] = []
        while self._skip(_SEPARATORS) < self.end and not self._accept("}"):
            path = self._key()
            self._expect("=")
            self._skip(_BLANK)
            statements.append(_Statement(path, self._value(depth + len(path))))
        return Table(Span(start, self.position), _entries(statements, 0))

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.position, self.end)
        self.position = match.end() if match else self.position
        return self.position

    def _at(self, character: str) -> bool:
        return self.position < self.end and self.text[self.position] == character

    def _accept(self, character: str) -> bool:
        is_there = self._at(character)
        self.position += is_there
        return is_there

    def _expect(self, character: str) -> None:
        if not self._accept(character):
            raise _MalformedError


def find_close(text: str, position: int) -> re.Match[str] | None:
    """Return the closing `+++` line at or after `position`; one inside a string does not count."""
    for match in _FENCE_OR_OPAQUE.finditer(text, position):
        if match["fence"] is not None:
            return match
    return _PLAIN_FENCE.search(text, position)  # a string that is never closed


def read(text: str, content: Span) -> Reading:
    """Read the TOML under `content`; never raises for what stands there."""
    statements: list[_Statement] = []
    scanner = _Scanner(text, content.start, content.end)
    try:
        statements.extend(scanner.statements())
    except _TooDeepError:
        start = min(scanner.position, content.end - 1)
        place = Span(start, start + 1)
        problems = [Problem("too-deep", place)]
    else:
        problems = _duplicates(statements) or toml_problems.find(text, content)
    return Reading(Table(content, _entries(statements, 0)), tuple(problems))


def _entries(statements: list[_Statement], level: int) -> tuple[Entry, ...]:
    by_name: dict[str, list[_Statement]] = {}
    for statement in statements:
        if len(statement.path) > level:
            by_name.setdefault(statement.path[level].name, []).append(statement)
    entries: list[Entry] = []
    for name, members in by_name.items():
        nested: list[_Statement] = []
        for member in members:
            if member.value is not None and len(member.path) == level + 1:
                entries.append(Entry(name, member.path[level].span, member.value))
            else:
                nested.append(member)
        if nested:
            entries.append(Entry(name, nested[0].path[level].span, _nested(nested, level)))
    return tuple(entries)


def _nested(statements: list[_Statement], level: int) -> Value:
    by_index: dict[int, list[_Statement]] = {}
    for statement in statements:
        by_index.setdefault(statement.path[level].index, []).append(statement)
    tables = tuple(_table(members, level) for members in by_index.values())
    if statements[0].path[level].index == 0:
        return tables[0]
    return Sequence(Span(tables[0].span.start, tables[-1].span.end), tables)


def _table(statements: list[_Statement], level: int) -> Table:
    entries = _entries(statements, level + 1)
    start = statements[0].path[level].span
    end = max((entry.value.span.end for entry in entries), default=start.end)
    return Table(Span(start.start, max(start.end, end)), entries)


def _duplicates(statements: list[_Statement]) -> list[Problem]:
    first: dict[tuple[tuple[str, int], ...], Span] = {}
    problems: list[Problem] = []
    for statement in statements:
        path = tuple((part.name, part.index) for part in statement.path)
        span = statement.path[-1].span
        earlier = first.setdefault(path, span)
        if earlier != span:
            problems.append(Problem("duplicate-key", span, {"key": path[-1][0]}, earlier))
    return problems


def _decoded(token: str) -> str:
    """Return the text of a TOML string, or the token itself where it is no right string."""
    if token[0] not in "\"'":
        return token
    if "\\" not in token and not token.startswith(('"""', "'''")):
        return token[1:-1]
    try:
        return str(tomllib.loads(f"text = {token}")["text"])
    except tomllib.TOMLDecodeError:
        return token
