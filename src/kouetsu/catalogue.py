"""The catalogue: every rule, read from rules/**/*.md or from their compiled form.

A package holds the rules as one generated JSON file beside this module: fifty YAML heads are too
slow to parse at every start. A checkout compiles its rules/ folder anew when a file there changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path

from kouetsu import cache_folder
from kouetsu.finding import Severity
from kouetsu.records import names_of, record


class FixKind(Enum):
    """Whether a rule's findings carry fixes, and of which kind."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    NONE = "none"


# A text in each language of messages: {"ja": …, "en": …}
Words = Mapping[str, str]

LANGUAGES = ("ja", "en")

_PACKAGE = Path(__file__).parent
# What the compiled form depends on besides the rule files themselves.
_COMPILER = ("catalogue.py", "rule_files.py", "rule_heads.py", "rule_pages.py")


@record
class Rule:
    """One rule. `messages`, `repairs` and `related` map a variant's name to its words."""

    id: str
    family: str
    check: str
    severity: Severity
    languages: tuple[str, ...]
    fix: FixKind
    options: Mapping[str, object]
    messages: Mapping[str, Words]
    repairs: Mapping[str, Words]
    related: Mapping[str, Words]
    title: str
    page: str  # the Markdown below the title: What, Why, Repair, Measured, Examples


class RuleFileError(ValueError):
    """What is wrong in a rule file, for its author: file, 1-based line, problem, valid form."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


class WordingError(ValueError):
    """A template asks for a value that the check did not give."""


@cache
def load() -> Mapping[str, Rule]:
    """Return all rules by id, in the order family, id.

    Raises RuleFileError when a rule file of a checkout cannot be read.
    """
    return load_from(_PACKAGE / "_rules.json", checkout_rules())


def load_from(compiled: Path, folder: Path | None) -> Mapping[str, Rule]:
    """Return the rules of `compiled`, or of `folder` when its files changed since.

    The compiled file is then renewed where it can be written.
    """
    if folder is None:
        return _decode(json.loads(compiled.read_bytes())["rules"])
    stamp = _stamp(folder)
    try:
        stored = json.loads(compiled.read_bytes())
        if stored["stamp"] == stamp:
            return _decode(stored["rules"])
    except (OSError, ValueError, TypeError, KeyError):
        pass  # absent or damaged: compiled again below
    from kouetsu import rule_files

    rules = [rule_file.rule for rule_file in rule_files.read_folder(folder)]
    cache_folder.write(compiled, compile_rules(rules, stamp).encode())
    return {rule.id: rule for rule in rules}


def checkout_rules() -> Path | None:
    """Return the rules/ folder of the checkout that this module runs from, if it does."""
    folder = _PACKAGE.parent.parent / "rules"
    return folder if _PACKAGE.parent.name == "src" and folder.is_dir() else None


def families(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the families of the rules, each once, in their order."""
    return tuple(dict.fromkeys(rule.family for rule in rules.values()))


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Return up to three of `names` that `name` may be a slip for, the likeliest first."""
    import difflib

    return difflib.get_close_matches(name, list(names), n=3, cutoff=0.5)


def word(words: Words, language: str, values: Mapping[str, object]) -> str:
    """Return the words of `language` ("ja" or "en") filled with `values`.

    Raises WordingError when the template asks for anything else.
    """
    template = words[language]
    if "{" not in template and "}" not in template:
        return template
    try:
        return template.format_map(values)
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        given = ", ".join(sorted(values)) or "nothing"
        problem = f"{type(error).__name__}: {error}"
        raise WordingError(f"“{template}” cannot be filled with {given} ({problem})") from error


def compile_rules(rules: Iterable[Rule], stamp: list[str] | None = None) -> str:
    """Return the compiled form; a package carries no `stamp`, so that builds are reproducible."""
    data = {"stamp": stamp, "rules": [as_data(rule) for rule in rules]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def as_data(rule: Rule) -> dict[str, object]:
    """Return the rule as JSON data, its keys named like the fields."""
    data = {name: getattr(rule, name) for name in names_of(Rule)}
    return data | {"severity": rule.severity.value, "fix": rule.fix.value}


def _decode(data: list[dict[str, object]]) -> Mapping[str, Rule]:
    rules = {}
    for fields in data:
        fields["severity"] = Severity(fields["severity"])
        fields["fix"] = FixKind(fields["fix"])
        fields["languages"] = tuple(fields["languages"])  # type: ignore[arg-type]
        rules[str(fields["id"])] = Rule(**fields)  # type: ignore[arg-type]
    return rules


def _stamp(folder: Path) -> list[str]:
    """Return name, time and size of all that the compiled form is made of.

    Compared for equality: a checked-out older file is a change as well as a newer one.
    """
    stamp = [f"{name} {(_PACKAGE / name).stat().st_mtime_ns}" for name in _COMPILER]
    for family in os.scandir(folder):
        if family.is_dir():
            for entry in os.scandir(family):
                facts = entry.stat()
                stamp.append(f"{family.name}/{entry.name} {facts.st_mtime_ns} {facts.st_size}")
    return sorted(stamp)
