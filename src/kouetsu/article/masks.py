"""Template and component syntax that Markdown parsers take for text.

Liquid, Hugo shortcodes, mdBook includes, JSX, MDX, `:::` containers, kramdown attribute lists and
display math are found before the parse and overwritten, length for length, so that the parser
sees neutral text and every offset stays true.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.article.characters import holds
from kouetsu.article.source import Span, places_of
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mask(Enum):
    """What the overwritten syntax is to a reader."""

    CODE = "code"  # shown as code: {% highlight %}
    MATH = "math"  # a display formula
    DIRECTIVE = "directive"  # a line of its own that shows nothing itself
    MARKUP = "markup"  # inline and invisible: {% tag %}, {: .class}, <Component>
    OBJECT = "object"  # inline and visible as some value: {{ page.title }}


@record
class Masked:
    """An overwritten range of the source text."""

    span: Span
    mask: Mask


# Possessive quantifiers, and no pattern runs over its own opening mark: neither backtracking nor
# a thousand openings without an end can cost quadratic time.
_JSX_ATTRIBUTES = r"(?:[^<>{}\"']|\"[^\"]*+\"|'[^']*+'|\{(?:[^{}]|\{[^{}]*+\})*+\})*+"
JSX_TAG = rf"</?[A-Z][\w.]*+(?:\s{_JSX_ATTRIBUTES})?/?>|</?>"
_LIQUID_REST = r"%(?:[^%{\n]|\n(?!\s*\n)|%(?!\})|\{(?!%))*+%\}"
LIQUID_TAG = rf"\{{{_LIQUID_REST}"
SHORTCODE = r"\{\{[<%](?:[^<>%{\n]|\n(?!\s*\n)|[<>%](?!\}\})|\{(?!\{))*+[>%]\}\}"
_OUTPUT = r"\{\{[^{}\n]*+\}\}"
_JSX_COMMENT = r"\{/\*(?:[^*{]|\*(?!/\})|\{(?!/\*))*+\*/\}"
_ATTRIBUTE_LIST = r"\{:[^{}\n]*+\}"

_HIGHLIGHT = compiled(
    r"\{%-?\s*(highlight|comment)\b(?:[^%{\n]|%(?!\}))*+%\}"
    r"(?:[^{]|\{(?!%-?\s*(?:end)?\1\b))*+\{%-?\s*end\1\s*-?%\}"
)
# What stands on lines of its own is found by the line end before it, for which the engine looks in
# a tight loop; it would try a `^` at every character.
_DISPLAY_MATH = compiled(
    r"\n[ \t]*+\$\$(?:[^$`]|\$(?!\$)|`(?!``))*+\$\$[ \t]*+(?=\r?$)|"
    r"\n\\begin\{([a-z]+\*?)\}(?:[^\\]|\\(?!(?:begin|end)\{\1\})){,5000}+\\end\{\1\}"
    r"[ \t]*+(?=\r?$)",
    re.MULTILINE,
)
_MDX_STATEMENT = compiled(r"\n(?:import|export)\s[^\r\n]*+(?:\r?\n(?!\s*\n)[^\r\n]*+)*+")
_MDX_EXPRESSION = compiled(r"\{(?:[^{}\n]|\{[^{}\n]*+\})*+\}")
_LONE_LINE = compiled(
    rf"\n[ \t>]*+(?:(?:{LIQUID_TAG}|{SHORTCODE}|{_OUTPUT}|{_JSX_COMMENT}|{JSX_TAG}"
    rf"|{_ATTRIBUTE_LIST})[ \t]*)++(?=\r?$)"
    r"|\n[ \t>]*+:{3,}[^\r\n]*+(?=\r?$)|\n[ \t]*+@\[[^\]\n]*+\]\([^)\n]*+\)[ \t]*+(?=\r?$)",
    re.MULTILINE,
)
_IN_BRACES = (
    rf"\{{(?<!\{{\{{){_LIQUID_REST}|{_JSX_COMMENT}|{_ATTRIBUTE_LIST}|\{{\{{<[^>{{\n]*+>\}}\}}"
)
# By the characters that a text must hold: looking for one is five times as fast as for either.
_INLINE_MARKUP = {
    "{": compiled(_IN_BRACES),
    "<": compiled(JSX_TAG),
    "{<": compiled(f"{_IN_BRACES}|{JSX_TAG}"),
}
_INLINE_OBJECT = compiled(rf"{SHORTCODE}|{_OUTPUT}")

_CHARACTER = compiled(r"[^\n\r]")
_FENCE = compiled(r"\n[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+(`{3,}|~{3,})([^\n]*)")
# What the parser sees instead: blank for what stands on lines of its own; a letter for a value;
# for invisible marks a punctuation character that has no meaning in Markdown.
_STAND_IN = {
    Mask.CODE: " ",
    Mask.MATH: " ",
    Mask.DIRECTIVE: " ",
    Mask.MARKUP: ",",
    Mask.OBJECT: "x",
}
# What all syntax in braces begins with.
_OPENINGS = ("{%", "{{", "{/", "{:")
_JSX_START = compiled(r"</?[A-Z>]")


def mask(text: str, start: int = 0, *, is_mdx: bool = False) -> tuple[str, list[Masked]]:
    """Return the text with such syntax overwritten, of the same length, and what was overwritten.

    The ranges are in ascending order and disjoint; their offsets are those of a source in which
    the text begins at `start`.
    """
    openings = {text[place : place + 2] for place in places_of(text, "{")}
    has_syntax = _may_hold_syntax(text, openings)
    if not (is_mdx or openings or has_syntax or holds(text, "$$")):
        return text, []
    found: list[Masked] = []
    text = f"\n{text}"  # each line follows a line end
    if "{%" in openings:
        text = _overwrite(text, _HIGHLIGHT, Mask.CODE, found, [Span(0, len(text))])
    for opening in ("$$", "\\begin{"):
        if holds(text, opening):
            text = _overwrite(text, _DISPLAY_MATH, Mask.MATH, found, [Span(0, len(text))])
    steps = [(_MDX_STATEMENT, Mask.DIRECTIVE)] if is_mdx else []
    if has_syntax:
        steps.append((_LONE_LINE, Mask.DIRECTIVE))
        if signs := "".join(filter(text.__contains__, "{<")):
            steps.append((_INLINE_MARKUP[signs], Mask.MARKUP))
    if "{{" in openings:
        steps.append((_INLINE_OBJECT, Mask.OBJECT))
    if is_mdx:
        steps.append((_MDX_EXPRESSION, Mask.OBJECT))
    # What looks like syntax in a code block must not swallow the fence that closes the block.
    shown = list(_outside_fences(text)) if steps else []
    for pattern, kind in steps:
        text = _overwrite(text, pattern, kind, found, shown)
    found.sort(key=lambda masked: masked.span)
    return text[1:], list(_disjoint(found, start - 1))


def _may_hold_syntax(text: str, openings: set[str]) -> bool:
    """Say whether a text can hold what the patterns for all templates and components match.

    `openings` are the braces in it, each with the character after it.
    """
    if not openings.isdisjoint(_OPENINGS) or holds(text, ":::") or holds(text, "@["):
        return True
    return "<" in text and _JSX_START.search(text) is not None


def _disjoint(masked: list[Masked], start: int) -> Iterator[Masked]:
    """Cut off what an earlier range covers already: an expression may hold a masked tag.

    What is given begins at offset `start` of the source.
    """
    end = 0
    for each in masked:
        if each.span.end > end:
            span = Span(max(each.span.start, end) + start, each.span.end + start)
            yield Masked(span, each.mask)
            end = each.span.end


def _outside_fences(text: str) -> Iterator[Span]:
    """Yield the stretches of text between fenced code blocks."""
    start, fence = 0, ""
    has_fences = holds(text, "```") or holds(text, "~~~")
    for line in _FENCE.finditer(text) if has_fences else ():
        mark, info = line.groups()
        if fence and mark.startswith(fence) and not info.strip():
            start, fence = line.end(), ""
        elif not fence and (mark[0] == "~" or "`" not in info):
            yield Span(start, line.start() + 1)
            fence = mark
    if not fence:
        yield Span(start, len(text))


def _overwrite(
    text: str, pattern: re.Pattern[str], kind: Mask, found: list[Masked], places: list[Span]
) -> str:
    parts: list[str] = []
    offset = 0
    for place in places:
        parts.append(text[offset : place.start])
        offset = place.start
        for match in pattern.finditer(text[place.start : place.end]):
            shown = match.group().removeprefix("\n")  # the end of the line before
            end = match.end() + place.start
            span = Span(end - len(shown), end)
            found.append(Masked(span, kind))
            parts.append(text[offset : span.start])
            parts.append(_CHARACTER.sub(_STAND_IN[kind], shown))
            offset = span.end
    parts.append(text[offset:])
    return "".join(parts)
