"""A JSON Schema of the user's own for the heads of the posts.

The library jsonschema (MIT; its import takes 60 ms) is loaded only where a schema is given, and
nothing is ever fetched: a reference leads to a place in the same file.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.quotes import shorten
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jsonschema.protocols import Validator

_LONGEST_REASON = 160
# What a head may be made of. Dates are texts, as in JSON.
Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]


class OwnSchemaError(ValueError):
    """Why a file is no schema, in words for the person who wrote it, on one line."""


@record
class Violation:
    """One thing that does not fit. `path` leads to it: keys of tables and places in lists.

    `keyword` is the word of JSON Schema and `wanted` what the schema says under it; `keys` are
    the keys that are missing, or that stand there and should not.
    """

    path: tuple[str | int, ...]
    keyword: str
    wanted: object
    keys: tuple[str, ...] = ()


def read(path: Path) -> str:
    """Return the text of a schema once it has been checked; raises OwnSchemaError."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise OwnSchemaError("there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise OwnSchemaError(f"it cannot be read ({reason})") from None
    try:
        list(_validator(text).iter_errors({}))
    except RecursionError:
        raise OwnSchemaError("a $ref leads back to itself without end") from None
    return text


def violations(text: str, data: Data) -> Iterator[Violation]:
    """Yield what does not fit a schema that `read` has checked, in the order of the schema."""
    for error in _validator(text).iter_errors(data):
        path = tuple(error.absolute_path)
        keys: tuple[str, ...] = ()
        instance = error.instance
        if isinstance(instance, dict) and isinstance(error.schema, dict):
            keys = _keys(error.validator, error.message, instance, error.schema)
        yield Violation(path, str(error.validator), error.validator_value, keys)


def _keys(
    keyword: object, message: str, instance: dict[str, Data], schema: dict[str, object]
) -> tuple[str, ...]:
    if keyword == "required":  # one error for each key, which its message quotes first
        required = schema.get("required")
        missing = required if isinstance(required, list) else []
        return tuple(key for key in missing if message.startswith(f"{key!r} "))
    if keyword == "additionalProperties":
        known = schema.get("properties")
        return tuple(key for key in instance if not isinstance(known, dict) or key not in known)
    return ()


@lru_cache(maxsize=8)
def _validator(text: str) -> Validator:
    try:
        import jsonschema
        import referencing
    except ImportError:
        hint = "it needs the package jsonschema: pip install 'kouetsu[schema]'"
        raise OwnSchemaError(hint) from None
    try:
        schema = json.loads(text)
    except RecursionError:
        raise OwnSchemaError("it is nested too deeply") from None
    except ValueError as error:
        raise OwnSchemaError(f"it is not JSON: {error}") from None
    kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
    try:
        kind.check_schema(schema)
    except (jsonschema.SchemaError, RecursionError) as error:
        reason = getattr(error, "message", "it is nested too deeply")
        raise OwnSchemaError(f"it is no JSON Schema: {shorten(reason, _LONGEST_REASON)}") from None
    for reference in _references(schema):
        _check_reference(schema, reference)
    formats = kind.FORMAT_CHECKER
    return kind(schema, registry=referencing.Registry(), format_checker=formats)


def _references(node: object) -> Iterator[str]:
    """Yield every `$ref` of a schema."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(reference := node.get("$ref"), str):
                yield reference
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _check_reference(schema: object, reference: str) -> None:
    """Raise OwnSchemaError for a reference to anything but a place in the schema."""
    if reference == "#":
        return
    if not reference.startswith("#/"):
        problem = "only places of the same file (#/…) can be referred to"
        raise OwnSchemaError(f"the $ref {reference} cannot be followed: {problem}")
    node = schema
    for part in reference[2:].split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or name not in node:
            raise OwnSchemaError(f"the $ref {reference} leads nowhere")
        node = node[name]
