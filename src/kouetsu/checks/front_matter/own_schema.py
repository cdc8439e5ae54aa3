"""The head against a JSON Schema of the user's own: each violation at its key or value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Entry, Format, Sequence, Table, Value
from kouetsu.article.head_values import ValueType, first_line, type_of
from kouetsu.finding import Hit
from kouetsu.sites import own_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.source import Span
    from kouetsu.sites.own_schema import Data, Violation

_JSON_TYPES = {
    "string": "not-text",
    "boolean": "not-boolean",
    "number": "not-number",
    "integer": "not-number",
    "array": "not-list",
}


def hits(article: Article, schema: str) -> Iterator[Hit]:
    """Yield what does not fit the text of a checked schema, worded as by front-matter-schema."""
    head = article.front_matter
    for violation in own_schema.violations(schema, _table_data(head.entries, head.format)):
        yield from _violation(article, violation)


def _table_data(entries: tuple[Entry, ...], format_: Format) -> dict[str, Data]:
    return {entry.key: _data(entry.value, format_) for entry in entries}


def _data(value: Value, format_: Format) -> Data:
    """Return a value as JSON has it."""
    match value:
        case Sequence():
            return [_data(item, format_) for item in value.items]
        case Table():
            return _table_data(value.entries, format_)
    match type_of(value, format_):
        case ValueType.EMPTY:
            return None
        case ValueType.BOOLEAN:
            return value.text.lower() == "true"
        case ValueType.NUMBER:
            return _number(value.text)
    return value.text


def _number(text: str) -> int | float:
    digits = text.replace("_", "").lower()
    try:
        return int(digits, 0) if digits[:2] in ("0x", "0o") else int(digits)
    except ValueError:
        try:
            return float(digits.replace(".inf", "inf").replace(".nan", "nan"))
        except ValueError:  # an integer of thousands of digits
            return float("inf")


def _violation(article: Article, violation: Violation) -> Iterator[Hit]:
    key, key_span, value_span = _place(article, violation.path)
    keyword, wanted = violation.keyword, violation.wanted
    shown = json.dumps(wanted, ensure_ascii=False)
    if keyword == "required":
        name = ", ".join((*filter(None, [key]), *violation.keys)).replace(", ", ".")
        yield Hit(key_span, {"keys": name}, "missing-key")
    elif keyword == "additionalProperties" and violation.keys:
        for name in violation.keys:
            _, span, _ = _place(article, (*violation.path, name))
            yield Hit(span, {"key": name, "form": f"{keyword}: {shown}"}, "form")
    elif keyword == "type" and isinstance(wanted, str) and wanted in _JSON_TYPES:
        yield Hit(value_span, {"key": key}, _JSON_TYPES[wanted])
    elif keyword == "enum" and isinstance(wanted, list):
        choices = ", ".join(str(choice) for choice in wanted)
        yield Hit(value_span, {"key": key, "choices": choices}, "choice")
    elif keyword in ("maxLength", "maxItems"):
        message = "too-long" if keyword == "maxLength" else "too-many"
        yield Hit(value_span, {"key": key, "limit": wanted}, message)
    else:
        yield Hit(value_span, {"key": key, "form": f"{keyword}: {shown}"}, "form")


def _place(article: Article, path: tuple[str | int, ...]) -> tuple[str, Span, Span]:
    """Return the dotted name of a place in the head, the span of its key and of its value."""
    key_span = value_span = first_line(article)
    names: list[str] = []
    value: Value = Table(article.front_matter.span, article.front_matter.entries)
    for step in path:
        if isinstance(value, Table):
            entry = next(entry for entry in reversed(value.entries) if entry.key == step)
            names.append(entry.key)
            key_span, value = entry.key_span, entry.value
        elif isinstance(value, Sequence) and isinstance(step, int):
            value = value.items[step]
        value_span = value.span if value.span.end > value.span.start else key_span
    return ".".join(names), key_span, value_span
