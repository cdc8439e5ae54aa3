"""Says what an error of the standard library's TOML reader means for who wrote the head."""

from __future__ import annotations

import re
import tomllib

from kouetsu.article.front_matter import Problem
from kouetsu.article.source import Span
from kouetsu.patterns import compiled

_QUOTE = compiled(r"\"\"\"|'''|[\"']")
_LINES = compiled(r"^[^\r\n]*", re.MULTILINE)  # tomllib counts \n alone, too
_POSITION = compiled(r" \((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)$")
_CONTROL = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The start of a number, a date or a word that ends where tomllib stopped reading.
_TOKEN_END = compiled(r"[\w.+:-]{1,40}\Z")
# The standard library walks strings character by character: 200,000 take about 15 ms.
_MAX_CHECKED = 200_000

# What the standard library says, and the kind of problem it is.
_KINDS = (
    (r"Invalid (?:value|date)|Expected newline", "toml-value"),
    (r"Illegal character|Unterminated", "open-quote"),
    (r"Expected '='|Invalid statement", "toml-statement"),
    (r"Expected '[\]}]'|Unclosed", "open-bracket"),
    (r"Unescaped|escape|hex", "backslash"),
)
_WHOLE_LINE = frozenset({"toml-statement", "open-bracket", "toml-syntax"})


def find(text: str, content: Span) -> list[Problem]:
    """Return the first thing that makes the TOML under `content` unreadable, if there is one."""
    given = text[content.start : content.end]
    control = _CONTROL.search(given)
    if control:
        place = Span(content.start + control.start(), content.start + control.end())
        return [Problem("control-character", place, {"code": f"U+{ord(control.group()):04X}"})]
    if len(given) > _MAX_CHECKED:
        return []
    try:
        tomllib.loads(given)
    except (ValueError, RecursionError) as error:  # ValueError: a number of thousands of digits
        return [_explained(given, content.start, str(error))]
    return []


def _explained(given: str, base: int, message: str) -> Problem:
    position = _POSITION.search(message)
    reason = _POSITION.sub("", message)
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, reason)), "toml-syntax")
    lines = [match.span() for match in _LINES.finditer(given)]
    start, end = next(((a, b) for a, b in reversed(lines) if given[a:b].strip()), (0, 0))
    if position and position["line"]:
        start, end = lines[int(position["line"]) - 1]
        column = min(start + int(position["column"]) - 1, end)
        if kind == "toml-value":
            kind, column = _value(given, start, column, end)
        if kind not in _WHOLE_LINE:
            start = max(min(column, end - 1), 0)
    if kind == "open-quote":  # noticed at the end of the line or text; the writer seeks the quote
        start = max((m.start() for m in _QUOTE.finditer(given, 0, end)), default=start)
        end = next(b for a, b in lines if a <= start <= b)
    return Problem(kind, Span(base + start, base + max(end, start)), {"reason": reason})


def _value(given: str, start: int, column: int, end: int) -> tuple[str, int]:
    """Return what is wrong about a value, and the offset where the writer sees it begin.

    `2025-13-01` is read as 2025 and a rest; `= ` has no value; `1 b` has another word behind it.
    """
    if not given[column:end].strip():
        return "toml-statement", start
    token = _TOKEN_END.search(given, start, column)
    if token and given[column] not in " \t,":
        return "toml-value", token.start()
    is_after_value = given[start:column].rstrip(" \t")[-1:] not in ("=", "[", ",", "{", "")
    return ("text-after-value" if is_after_value else "toml-value"), column
