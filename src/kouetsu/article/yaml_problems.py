"""Says what an error of the YAML parser means for the person who wrote the head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Problem, Scalar
from kouetsu.article.source import Span
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    import yaml

    from kouetsu.article.front_matter import Value

_LINE_END = compiled(r"\r\n?|\n")
_BEGINS_EARLIER = compiled(r"quoted scalar|flow|simple key|alias|anchor|a tag")
_TABS = compiled(r"\t+")
# Blanks that YAML takes for letters, and editors show like the ones it wants.
_WIDE_SPACE = compiled("[\u3000\xa0\u2000-\u200b]")
# A line that is a key or a list item, and so is wrong by its indentation alone.
_MEMBER = compiled(r"- |[^\s:#\"'\[{-][^\r\n:]{0,100}:(?:[ \t\r\n]|\Z)")

# What libyaml and PyYAML's own parser say, and the kind of problem it is.
_KINDS = (
    (r"maximum nesting depth", "too-deep"),  # of libyaml 0.2.6 and newer
    (r"<document start>", "uneven-indentation"),
    (r"mapping values are not allowed", "colon-in-value"),
    (r"did not find expected key|expected <block end>", "no-key"),
    (r"expected ',' or '[\]}]'", "open-bracket"),
    (r"found unexpected (?:end of stream|document)", "open-quote"),
    (r"escape c", "backslash"),
    (
        r"cannot start any token|alphabetic or numeric|undefined alias|tag|whitespace or line break"
        r"|the expected '>'|mapping keys are not allowed",
        "reserved-character",
    ),
    (r"could not find expected ':'", "no-colon"),
    (r"hexdecimal|hexadecimal", "backslash"),
    (r"sequence entries are not allowed", "list-after-key"),
    (r"comment or line break", "text-after-sign"),
)


def swallowed_line(
    text: str, content: Span, error: yaml.MarkedYAMLError, value: Value | None, *, is_top: bool
) -> Problem | None:
    """Explain a colon that follows a plain value of several lines: one of them was to be a key.

    `title:x` and the line below it are read as one value, and so are a value and an indented line.
    `value` is the one that was read last, `is_top` says that it lies in no collection.
    """
    mark = error.problem_mark
    if "mapping values" not in (error.problem or "") or mark is None:
        return None
    if not isinstance(value, Scalar) or not value.is_plain:
        return None
    lines = _LINE_END.split(text[value.span.start : value.span.end])
    if len(lines) < 2 or content.start + mark.index != value.span.end:
        return None
    if is_top:
        first = Span(value.span.start, value.span.start + len(lines[0].rstrip(" \t")))
        return Problem("no-colon", first)
    return Problem(
        "indentation", Span(value.span.end - len(lines[-1].lstrip(" \t")), value.span.end)
    )


def explained(text: str, content: Span, error: yaml.MarkedYAMLError) -> Problem:
    """Return the problem that an error of the parser stands for, at the place where it began."""
    problem = error.problem or "the YAML cannot be read"
    offset = content.start + (error.problem_mark.index if error.problem_mark else 0)
    tabs = _TABS.match(text, offset, content.end)
    if tabs:
        return Problem("tab", Span(*tabs.span()))
    is_escape = "escape" in problem or "hex" in problem
    # The parser notices an open quote, bracket or mark only later; the writer looks for its start.
    if error.context_mark and not is_escape and _BEGINS_EARLIER.search(error.context or ""):
        offset = content.start + error.context_mark.index
    span = rest_of_line(text, content, offset)
    kinds = (kind for pattern, kind in _KINDS if re.search(pattern, problem))
    kind = _refined(text, content, span, next(kinds, "syntax"))
    return Problem(kind, span, {"reason": problem})


def _refined(text: str, content: Span, span: Span, kind: str) -> str:
    """Tell apart what the parser reports alike."""
    before = text[max(content.start, span.start - 200) : span.start]
    # “a "quoted" word” in quotes ends at its second quote; the parser then waits for a key.
    if kind != "backslash" and re.search(r"[\"'][ \t]?\Z", before):
        return "text-after-quote"
    if kind in ("no-colon", "no-key") and _WIDE_SPACE.match(text, span.start):
        return "wide-space"
    is_indented = re.search(r"[\r\n][ ]+\Z", before) is not None
    if kind == "no-key" and is_indented and _MEMBER.match(text, span.start):
        return "uneven-indentation"
    is_directive = kind == "uneven-indentation" and text.startswith("%", content.start)
    return "syntax" if is_directive else kind


def rest_of_line(text: str, content: Span, offset: int) -> Span:
    """Return the span from `offset` to the end of its line, with at least one character."""
    line_end = _LINE_END.search(text, offset, content.end)
    end = line_end.start() if line_end else content.end
    if text[offset:end].strip():
        return Span(offset, end)
    end = content.start + len(text[content.start : offset].rstrip())
    return Span(max(end - 1, content.start), max(end, content.start))
