"""Strings that are made to hurt a regular expression, from its own structure.

A match costs more than its length where the engine can take one run of characters apart in many
ways, or begins it anew at each of them. So for each repeat of a pattern there are strings that lead
up to it, feed it for as long as is wanted, and then go on as the pattern cannot.
"""

from __future__ import annotations

from itertools import islice
from re import _parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Runs of what articles hold long runs of, whatever the pattern.
GENERIC = (
    *" \n\t　あアー漢aA1.。、,-*_#>|`~\"'(「[{<&!:/\\",
    *(
        "\r\n",
        " \n",
        "> ",
        "- ",
        "a ",
        "1,",
        "あ。",
        "「」",
        "a.",
        "[a](b)",
        "<a>",
        "**",
        "{%",
        "1年",
    ),
)
# What no pattern of articles goes on with.
_STOP = "\n\x00"
# The most characters that a repeat with a least number of them is led up with.
_LEAST = 30
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
# Strings for one pattern: some have a hundred repeats, which differ little.
_MOST = 40


def strings(pattern: str, flags: int, size: int) -> Iterator[str]:
    """Yield strings of about `size` characters that may take a pattern long to search."""
    feeds = dict.fromkeys(islice(_feeds(_parser.parse(pattern, flags)), _MOST))
    feeds |= dict.fromkeys(("", unit) for unit in GENERIC)
    for before, unit in feeds:
        yield before + unit * (size // len(unit)) + _STOP
        if before:
            yield (before + unit) * (size // len(before + unit)) + _STOP


def _feeds(parsed: Any, before: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - of `re`
    """Yield what leads up to each repeat, and what feeds it once."""
    for operation, value in parsed:
        for part in _parts(operation, value):
            yield from _feeds(part, before)
        if str(operation) in _REPEATS and value[1] > 1:
            units = _samples(value[2])
            yield from ((before, unit) for unit in units if unit)
            if len(units) > 1:
                yield before, "".join(units)
        before += next(iter(_samples([(operation, value)])), "")


def _parts(operation: object, value: Any) -> list[Any]:  # noqa: ANN401, PLR0911 - of `re`
    """Return the patterns that a part of a pattern holds."""
    match str(operation):
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [value[2]]
        case "SUBPATTERN":
            return [value[3]]
        case "BRANCH":
            return list(value[1])
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]] if value[0] > 0 else []
        case "ATOMIC_GROUP":
            return [value]
        case "GROUPREF_EXISTS":
            return [part for part in value[1:] if part is not None]
    return []


def _samples(parsed: Any) -> list[str]:  # noqa: ANN401 - of `re`
    """Return a few strings that a pattern, or a part of one, matches as a rule."""
    found = [""]
    for operation, value in parsed:
        ways = list(dict.fromkeys(_ways(operation, value)))[:4]
        more = [each + ways[0] for each in found] + [found[0] + way for way in ways[1:]]
        found = more[:6]
    return found


def _ways(operation: object, value: Any) -> list[str]:  # noqa: ANN401, PLR0911 - of `re`
    match str(operation):
        case "LITERAL":
            return [chr(value)]
        case "NOT_LITERAL":
            return ["a" if value != ord("a") else "b"]
        case "ANY":
            return ["a", "あ"]
        case "IN":
            return _members(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [sample * min(max(value[0], 1), _LEAST) for sample in _samples(value[2])]
        case "SUBPATTERN" | "BRANCH" | "ATOMIC_GROUP" | "GROUPREF_EXISTS":
            return [sample for part in _parts(operation, value) for sample in _samples(part)[:2]]
    return [""]  # a place between characters, or a group again


def _members(value: list[tuple[object, Any]]) -> list[str]:
    """Return characters of a set, of different kinds where it has them."""
    if str(value[0][0]) == "NEGATE":
        others = set(_members(value[1:])) if len(value) > 1 else set()
        return [each for each in "aあ1 。\n" if each not in others][:4] or ["z"]
    found: list[str] = []
    for operation, detail in value:
        match str(operation):
            case "LITERAL":
                found.append(chr(detail))
            case "RANGE":
                found.append(chr(detail[0]))
            case "CATEGORY":
                found.append(_OF_CATEGORY.get(str(detail), "a"))
    return list(dict.fromkeys([*found[:2], *found[-2:]])) or ["a"]


_OF_CATEGORY = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": " ",
}
