"""What is wrong with a configuration, in words for the person who wrote it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kouetsu.catalogue import families, nearest
from kouetsu.config_schema import ALL, Kind, Shape, is_kind
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.catalogue import Rule

# The way to a value: keys of tables and places in lists, from the top.
Keys = tuple[str | int, ...]

_KIND_WORDS = {
    Kind.BOOLEAN: "true or false",
    Kind.INTEGER: "a whole number",
    Kind.NUMBER: "a number",
    Kind.STRING: "a string",
    Kind.ARRAY: "a list",
    Kind.OBJECT: "a table",
}


@record
class Problem:
    """What is wrong with the value at `keys`."""

    keys: Keys
    message: str


def problems(value: object, expected: Shape, keys: Keys = ()) -> Iterator[Problem]:
    """Yield what is wrong with a value, in the order of the file."""
    if not is_kind(value, expected.kind):
        yield Problem(keys, f"{_path(keys)} must be {_wanted(expected)}, not {_shown(value)}")
    elif isinstance(value, dict):
        yield from _table_problems(value, expected, keys)
    elif isinstance(value, list) and expected.items is not None:
        for index, item in enumerate(value):
            yield from problems(item, expected.items, (*keys, index))
    elif expected.choices and value not in expected.choices:
        yield Problem(keys, _bad_choice(str(value), expected, keys))
    elif expected.minimum is not None and isinstance(value, int) and value < expected.minimum:
        yield Problem(keys, f"{_path(keys)} must be at least {expected.minimum}, not {value}")


def _table_problems(table: dict[str, object], expected: Shape, keys: Keys) -> Iterator[Problem]:
    for key, value in table.items():
        inner = expected.members.get(key, expected.values)
        if inner is None:
            yield Problem((*keys, key), _unknown(expected.noun, key, tuple(expected.members)))
        else:
            yield from problems(value, inner, (*keys, key))
    for key in expected.required:
        if key not in table:
            yield Problem(keys, f"{_path(keys)} needs the key {_shown(key)}")


def unknown_selector(name: str, catalogue: Mapping[str, Rule]) -> str | None:
    """Return what is wrong with a name that should be a rule, a family or `all`."""
    valid = (ALL, *families(catalogue), *catalogue)
    return None if name in valid else _unknown("rule or family", name, valid)


def _unknown(noun: str, name: str, valid: Sequence[str]) -> str:
    if not valid:
        hint = "there is none"
    elif near := nearest(name, valid):
        hint = f"did you mean {_shown(near[0])}?"
    elif len(valid) <= 12:
        hint = f"valid: {', '.join(valid)}"
    else:
        hint = "`kouetsu rule --all` lists them"
    return f"unknown {noun} {_shown(name)}; {hint}"


def _bad_choice(value: str, expected: Shape, keys: Keys) -> str:
    if expected.noun:
        return _unknown(expected.noun, value, expected.choices)
    valid = ", ".join(_shown(choice) for choice in expected.choices)
    return f"{_path(keys)} must be one of {valid}, not {_shown(value)}"


def _wanted(expected: Shape) -> str:
    words = _KIND_WORDS[expected.kind]
    items = expected.items
    return f"{words} of strings" if items is not None and items.kind is Kind.STRING else words


def _path(keys: Keys) -> str:
    """Return the dotted name of a place; which item of a list, the line number tells."""
    name = ".".join(key for key in keys if isinstance(key, str)) or "the file"
    is_item = len(keys) > 0 and isinstance(keys[-1], int)
    return f"an item of {name}" if is_item else name


def _shown(value: object) -> str:
    """Return a value on one short line, as TOML writes it."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    is_json = isinstance(value, str | int | float)
    text = json.dumps(value, ensure_ascii=False) if is_json else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
