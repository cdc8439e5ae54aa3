"""Dictionaries of prh, read as they are: `prh.yml` and all that it imports.

As in prh: an entry without a pattern means its word in any case and width; of two files with a
rule for one word, the one read first counts; `specs` are tests that must hold. `targets` are not
read: what of an article is prose is known here. A pattern that takes exponential time in prh does
so here.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TypeGuard

from kouetsu.checks.consistency.javascript import UntranslatableError, translate
from kouetsu.checks.consistency.prh import Rule
from kouetsu.patterns import compiled
from kouetsu.records import record

_EXPRESSION = compiled(r"/(.*)/([gimy]*)")
_SPECIAL = compiled(r"[\\*+.?{}()|^$\[\]/-]")
_EMPTY = compiled(r"\$([0-9]+)")
# From ! to its full-width form ！, and so on for all of ASCII.
_TO_FULL_WIDTH = 0xFEE0
_Table = dict[str, object]


class DictionaryError(ValueError):
    """What is wrong with a dictionary, on one line; `line` is 1-based, None for the whole file."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        super().__init__(problem)
        self.path = path
        self.line = line


@record
class _Entry:
    """An entry of `rules`, with the place to name when it cannot be used."""

    path: Path
    line: int
    values: _Table

    @property
    def expected(self) -> str:
        return str(self.values["expected"])

    def error(self, problem: str) -> DictionaryError:
        return DictionaryError(self.path, self.line, f"{self.expected}: {problem}")


@cache
def load(paths: tuple[str, ...]) -> tuple[Rule, ...]:
    """Read dictionaries with all that they import.

    Raises DictionaryError for a file that cannot be read, an expression that Python cannot
    express, and a test of a rule that fails.
    """
    rules: list[Rule] = []
    for path in paths:
        rules = _merged(rules, _read(Path(path), ()))
    return tuple(rules)


def _merged(rules: list[Rule], more: list[Rule]) -> list[Rule]:
    known = {rule.expected for rule in rules}
    return [*rules, *(rule for rule in more if rule.expected not in known)]


def _read(path: Path, above: tuple[Path, ...], *, has_imports: bool = True) -> list[Rule]:
    if path in above:
        raise DictionaryError(above[-1], None, f"imports lead back to {path.name}")
    table, lines = _parse(path)
    entries = _list(path, table, "rules")
    rules = [_rule(_entry(path, *each)) for each in zip(lines, entries, strict=True)]
    imports = table.get("imports")
    given = [imports] if isinstance(imports, str) else _list(path, table, "imports")
    for each in given if has_imports else ():
        spec = {"path": each} if isinstance(each, str) else each
        if not _is_table(spec) or not isinstance(spec.get("path"), str):
            raise DictionaryError(path, None, f"imports: “{each}” is no path")
        rules = _merged(rules, _imported(path, spec, (*above, path)))
    return rules


def _imported(path: Path, spec: _Table, above: tuple[Path, ...]) -> list[Rule]:
    """Return the rules of an import without those that it leaves out."""
    target = Path(os.path.normpath(path.parent / str(spec["path"])))
    rules = _read(target, above, has_imports=not spec.get("disableImports"))
    left_out: set[object] = set()
    for each in _list(path, spec, "ignoreRules"):
        keys = {"pattern": each} if isinstance(each, str) else each
        if not _is_table(keys):
            raise DictionaryError(path, None, f"ignoreRules: “{each}” is no pattern")
        left_out |= {("pattern", keys.get("pattern")), ("expected", keys.get("expected"))}
    return [
        rule
        for rule in rules
        if not left_out & {("pattern", rule.shown), ("expected", rule.expected)}
    ]


def _parse(path: Path) -> tuple[_Table, list[int]]:
    """Return the table of a file and the 1-based lines of its rules."""
    import yaml

    try:
        loader = yaml.SafeLoader(path.read_text("utf-8-sig"))
        node = loader.get_single_node()
        table = loader.construct_document(node) if node else {}
    except OSError as error:
        raise DictionaryError(path, None, f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise DictionaryError(path, None, "not UTF-8; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DictionaryError(path, line, f"not valid YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise DictionaryError(path, None, f"not valid YAML: {reason}") from None
    if not _is_table(table):
        raise DictionaryError(path, None, "no dictionary of prh: it needs the key rules")
    lines = [
        item.start_mark.line + 1
        for key, value in (node.value if node else ())
        if key.value == "rules" and isinstance(value, yaml.SequenceNode)
        for item in value.value
    ]
    return table, lines


def _is_table(value: object) -> TypeGuard[_Table]:
    return isinstance(value, dict)


def _list(path: Path, table: _Table, key: str) -> list[object]:
    value = table.get(key) or []
    if not isinstance(value, list):
        raise DictionaryError(path, None, f"{key} must be a list")
    return value


def _entry(path: Path, line: int, given: object) -> _Entry:
    values = {"expected": given} if isinstance(given, str) else given
    if not _is_table(values) or not isinstance(values.get("expected"), str | int | float):
        raise DictionaryError(path, line, "a rule needs the key expected, a text")
    return _Entry(path, line, values)


def _rule(entry: _Entry) -> Rule:
    values = entry.values
    options = values.get("options")
    is_word = _is_table(options) and bool(options.get("wordBoundary"))
    given = values.get("pattern") or values.get("patterns")
    source, ignores_case = _source(entry, given, is_word=is_word)
    message = values.get("prh")
    rule = Rule(
        entry.expected,
        _compiled(entry, source, re.MULTILINE | (re.IGNORECASE if ignores_case else 0)),
        f"/{source}/{'gimu' if ignores_case else 'gmu'}",
        None if message is None else " ".join(str(message).split()),
        _empty(entry),
    )
    if rule.empty is not None and rule.empty > rule.pattern.groups:
        raise entry.error(f"regexpMustEmpty names the group ${rule.empty}, but there is none")
    _test(entry, rule)
    return rule


def _source(entry: _Entry, pattern: object, *, is_word: bool) -> tuple[str, bool]:
    """Return an expression of JavaScript for a pattern, and whether it ignores case."""
    if isinstance(pattern, list):
        parts = [_source(entry, each, is_word=is_word) for each in pattern]
        if len({ignores_case for _, ignores_case in parts}) > 1:
            raise entry.error("its patterns have different flags")
        return f"(?:{'|'.join(source for source, _ in parts)})", parts[0][1]
    edge = r"\b" if is_word else ""
    if pattern is None:
        spread = "".join(map(_any_form, entry.expected))
        return f"{edge}{spread}{edge}", False
    if not isinstance(pattern, str) or not pattern:
        raise entry.error(f"a pattern must be a text, not “{pattern}”")
    expression = _EXPRESSION.fullmatch(pattern)
    if expression is None:
        escaped = _SPECIAL.sub(r"\\\g<0>", pattern)
        return f"{edge}{escaped}{edge}", False
    return f"{edge}{expression[1]}{edge}", "i" in expression[2]


def _any_form(character: str) -> str:
    """Return a set of a letter or digit of ASCII in both cases and widths."""
    if not (character.isascii() and character.isalnum()):
        return character
    cases = dict.fromkeys((character.upper(), character.lower()))
    return f"[{''.join(cases)}{''.join(chr(ord(case) + _TO_FULL_WIDTH) for case in cases)}]"


def _compiled(entry: _Entry, source: str, flags: int) -> re.Pattern[str]:
    try:
        return re.compile(translate(source), flags)
    except UntranslatableError as error:
        place = f"at character {error.position + 1}"
        raise entry.error(f"/{source}/ cannot be used: {error} {place}") from None


def _empty(entry: _Entry) -> int | None:
    given = entry.values.get("regexpMustEmpty")
    if not given:
        return None
    group = _EMPTY.fullmatch(str(given))
    if group is None:
        raise entry.error(f"regexpMustEmpty is “{given}”; valid: $1, $2, …")
    return int(group[1])


def _test(entry: _Entry, rule: Rule) -> None:
    """Hold a rule against its own tests."""
    for spec in _list(entry.path, entry.values, "specs"):
        if not _is_table(spec) or not {"from", "to"} <= spec.keys():
            raise entry.error("a spec needs the keys from and to")
        given, wanted = str(spec["from"]), str(spec["to"])
        if (found := rule.applied(given)) != wanted:
            raise entry.error(f"its spec fails: “{given}” becomes “{found}”, not “{wanted}”")
