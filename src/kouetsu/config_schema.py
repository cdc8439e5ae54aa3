"""What a configuration may hold: one description for our own checks and for editors.

`shape` describes the tables of kouetsu.toml with the rules of a catalogue; config_problems.py
compares a configuration with it, and `schema` writes it as JSON Schema for completion in editors.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.article import Profile
from kouetsu.catalogue import families
from kouetsu.records import field, record
from kouetsu.sites.detection import Generator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kouetsu.catalogue import Rule

# A selector that stands for every rule.
ALL = "all"
AUTO = "auto"
OFF = "off"
LEVELS = ("error", "warning", "info", OFF)
# The severities of the Language Server Protocol; editors underline a hint hardly visibly.
LSP_LEVELS = ("error", "warning", "information", "hint")


class Kind(Enum):
    """The types of JSON Schema; ANY leaves the type open."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    ARRAY = "array"
    OBJECT = "object"
    ANY = "any"


_PYTHON_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.BOOLEAN: (bool,),
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
    Kind.STRING: (str,),
    Kind.ARRAY: (list, tuple),
    Kind.OBJECT: (dict,),
    Kind.ANY: (object,),
}


@record
class Shape:
    """What a value must look like.

    `noun` is what the keys of a table, or the choices of a string, are called in messages. A
    table takes the keys of `members`, or any keys whose values have the shape `values`. A shape
    with a `name` is written once into the schema and referred to.
    """

    kind: Kind
    description: str = ""
    default: object = None
    choices: Sequence[str] = ()
    noun: str = ""
    minimum: int | None = None
    items: Shape | None = None
    members: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    values: Shape | None = None
    name: str = ""


def _choice(description: str, default: str, choices: Sequence[str]) -> Shape:
    return Shape(Kind.STRING, description, default, choices)


def _rate(description: str, default: int) -> Shape:
    return Shape(Kind.INTEGER, description, default, minimum=1)


_STRINGS = Shape(Kind.STRING)
_PROFILE = Profile()
LANGUAGE = _choice(
    "The language of the articles; auto: told per article.", AUTO, (AUTO, "ja", "en")
)
FLAVOUR = _choice(
    "The Markdown that publishes the articles; auto: kramdown for Jekyll, else CommonMark.",
    AUTO,
    (AUTO, "commonmark", "kramdown"),
)
# The keys whose meaning does not depend on the catalogue, with their defaults.
PLAIN_KEYS: Mapping[str, Shape] = {
    "language": LANGUAGE,
    "flavour": FLAVOUR,
    "message_language": _choice(
        "The language of messages; auto: that of the locale.", AUTO, (AUTO, "ja", "en")
    ),
    "generator": _choice(
        "The site generator; auto: told by the site's own files.",
        AUTO,
        (AUTO, *(generator.value for generator in Generator)),
    ),
    "fail_on": _choice(
        "The least grave severity that makes a run fail.", "error", (*LEVELS[:3], "never")
    ),
    "exclude": Shape(
        Kind.ARRAY, "Globs as in .gitignore: files that are not checked.", (), items=_STRINGS
    ),
    "baseline": Shape(
        Kind.STRING, "The file of known findings, relative to this.", "kouetsu-baseline.json"
    ),
    "house": Shape(
        Kind.OBJECT,
        "The house's own measures.",
        noun="key of [house]",
        members={
            "characters_per_minute": _rate(
                "Japanese characters that a reader reads in a minute.",
                _PROFILE.characters_per_minute,
            ),
            "words_per_minute": _rate(
                "English words that a reader reads in a minute.", _PROFILE.words_per_minute
            ),
        },
    ),
    "lsp": Shape(
        Kind.OBJECT,
        "How grave an editor shows the findings of each severity.",
        noun="key of [lsp]",
        members={
            level: _choice(f"How findings of the severity {level} are shown.", shown, LSP_LEVELS)
            for level, shown in zip(LEVELS[:3], LSP_LEVELS[:3], strict=True)
        },
    ),
}


def shape(catalogue: Mapping[str, Rule]) -> Shape:
    """Return the shape of a whole kouetsu.toml."""
    names = (*families(catalogue), *catalogue)
    choice_of_rules = _choice_of_rules(catalogue, names)
    return Shape(
        Kind.OBJECT,
        "Settings of kouetsu (kouetsu.toml, or [tool.kouetsu] in pyproject.toml).",
        noun="key",
        members={
            "extend": Shape(Kind.STRING, "A configuration file to start from, relative to this."),
            **PLAIN_KEYS,
            **choice_of_rules,
            "overrides": Shape(
                Kind.ARRAY,
                "Settings for some of the files; a later table wins.",
                items=Shape(
                    Kind.OBJECT,
                    noun="key of [[overrides]]",
                    required=("files",),
                    members={
                        "files": Shape(
                            Kind.ARRAY, "Globs as in .gitignore: the files meant.", items=_STRINGS
                        ),
                        "language": LANGUAGE,
                        "flavour": FLAVOUR,
                        **choice_of_rules,
                    },
                ),
            ),
        },
    )


def _choice_of_rules(catalogue: Mapping[str, Rule], names: tuple[str, ...]) -> dict[str, Shape]:
    noun = "rule or family"
    selector = Shape(Kind.STRING, choices=(ALL, *names), noun=noun, name="selector")
    selectors = Shape(
        Kind.ARRAY, "Rules and families; all: every rule.", items=selector, name="selectors"
    )
    level = Shape(Kind.STRING, choices=LEVELS, name="level")
    return {
        "select": selectors,
        "ignore": selectors,
        "severity": Shape(
            Kind.OBJECT,
            "Severity of a rule, or of a whole family.",
            noun=noun,
            members=dict.fromkeys(names, level),
            name="severities",
        ),
        "rules": Shape(
            Kind.OBJECT,
            "Options of the rules.",
            noun="rule",
            members={rule.id: _options_shape(rule) for rule in catalogue.values()},
            name="rules",
        ),
    }


def _options_shape(rule: Rule) -> Shape:
    members = {name: _shape_of(default) for name, default in rule.options.items()}
    return Shape(Kind.OBJECT, rule.title, noun=f"option of {rule.id}", members=members)


def _shape_of(default: object) -> Shape:
    """Return the shape of an option: whatever has the type of its default."""
    if isinstance(default, list | tuple):
        return Shape(Kind.ARRAY, default=default, items=_common_shape(default) or _STRINGS)
    if isinstance(default, dict):
        values = _common_shape(list(default.values())) or Shape(Kind.ANY)
        return Shape(Kind.OBJECT, default=default, values=values)
    if default is None:
        return Shape(Kind.ANY)
    return Shape(next(kind for kind in Kind if is_kind(default, kind)), default=default)


def _common_shape(values: Sequence[object]) -> Shape | None:
    shapes = [_shape_of(value) for value in values]
    if not shapes:
        return None
    return shapes[0] if len({each.kind for each in shapes}) == 1 else Shape(Kind.ANY)


def is_kind(value: object, kind: Kind) -> bool:
    """Say whether a value of TOML has a type; true and false are no numbers."""
    is_switch = isinstance(value, bool) and kind not in (Kind.BOOLEAN, Kind.ANY)
    return isinstance(value, _PYTHON_TYPES[kind]) and not is_switch


def schema(catalogue: Mapping[str, Rule]) -> dict[str, object]:
    """Return the JSON Schema (draft 7, which editors of TOML know) of kouetsu.toml."""
    definitions: dict[str, object] = {}
    root = _schema_of(shape(catalogue), definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "kouetsu.toml",
        **root,
        "definitions": definitions,
    }


def _schema_of(each: Shape, definitions: dict[str, object]) -> dict[str, object]:
    if each.name and each.name in definitions:
        return {"$ref": f"#/definitions/{each.name}"}
    parts: dict[str, object] = {
        "type": None if each.kind is Kind.ANY else each.kind.value,
        "description": each.description or None,
        "default": each.default,
        "enum": list(each.choices) or None,
        "minimum": each.minimum,
        "items": None if each.items is None else _schema_of(each.items, definitions),
        "required": list(each.required) or None,
    }
    if each.kind is Kind.OBJECT:
        parts["properties"] = {
            key: _schema_of(member, definitions) for key, member in each.members.items()
        }
        parts["additionalProperties"] = each.values is not None and _schema_of(
            each.values, definitions
        )
    node = {key: value for key, value in parts.items() if value is not None}
    if each.name:
        definitions[each.name] = node
        return {"$ref": f"#/definitions/{each.name}"}
    return node


def write_schema(catalogue: Mapping[str, Rule], path: Path) -> None:
    """Write the schema for editors; a test compares the file with the rules."""
    text = json.dumps(schema(catalogue), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
