"""How to write emphasis so that it renders, asked of the dialect's own parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.checks.markdown.emphasis_marks import Mark, Renderer

_CLOSING = {
    "「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "［": "］", "[": "]",
    "〈": "〉", "《": "》", "“": "”", "‘": "’",
}  # fmt: skip
_END_MARKS = compiled(r"[。、，．・：；！？…―—,.:;!?]+\Z")


@record
class Repair:
    """A way of writing that renders. `message` names it in the rule; `text` is the result."""

    message: str
    text: str
    fix: Fix


@record
class _Layout:
    """Where the marks go: around `inner`; what is left of the emphasised words stays outside.

    `before` and `after` are blanks that are put outside the marks.
    """

    message: str
    signs: str
    inner: Span
    before: str = ""
    after: str = ""


def renders(text: str, opener: Mark, closer: Mark, renderer: Renderer) -> bool:
    """Say whether a pair of marks renders as it stands."""
    inner = Span(opener.span.end, closer.span.start)
    around = Span(opener.span.start, closer.span.end)
    return _layout_renders(text, around, inner, _Layout("", opener.signs, inner), renderer)


def find(text: str, opener: Mark, closer: Mark, renderer: Renderer) -> Repair | None:
    """Return the first way of writing a pair of marks that renders, None where none does.

    Ways that keep the text come first; a blank that readers see comes last and is unsafe.
    """
    around = Span(opener.span.start, closer.span.end)
    content = text[opener.span.end : closer.span.start]
    start = opener.span.end + len(content) - len(content.lstrip())
    words = Span(start, start + len(content.strip()))
    for layout in _layouts(text, words, opener.signs):
        if layout.inner and _layout_renders(text, around, words, layout, renderer):
            return _repair(text, around, words, layout)
    return None


def _layouts(text: str, words: Span, signs: str) -> Iterator[_Layout]:
    content = text[words.start : words.end]
    yield _Layout("inner", signs, words)
    if _is_in_brackets(content):
        yield _Layout("brackets", signs, Span(words.start + 1, words.end - 1))
    if signs == "__":
        yield _Layout("underscores", "**", words)
    marks = _END_MARKS.search(content)
    if marks:
        yield _Layout("punctuation", signs, Span(words.start, words.end - len(marks.group())))
    for before, after in ((" ", ""), ("", " "), (" ", " ")):
        yield _Layout("beside", signs, words, before, after)


def _is_in_brackets(content: str) -> bool:
    """Say whether one pair of brackets holds all of the words."""
    closing = _CLOSING.get(content[:1])
    if closing is None or not content.endswith(closing):
        return False
    depth = 0
    for offset, character in enumerate(content):
        depth += (character == content[0]) - (character == closing)
        if not depth:
            return offset == len(content) - 1
    return False


def _layout_renders(
    text: str, around: Span, words: Span, layout: _Layout, renderer: Renderer
) -> bool:
    inner = layout.inner
    outside = text[max(0, around.start - 1) : around.start], text[around.end : around.end + 1]
    before = layout.before or (text[inner.start - 1] if inner.start > words.start else outside[0])
    after = layout.after or (text[inner.end] if inner.end < words.end else outside[1])
    return renderer.renders(layout.signs, before, text[inner.start], text[inner.end - 1], after)


def _repair(text: str, around: Span, words: Span, layout: _Layout) -> Repair:
    inner = layout.inner
    opening = layout.before + text[words.start : inner.start] + layout.signs
    closing = layout.signs + text[inner.end : words.end] + layout.after
    places = (Span(around.start, inner.start), opening), (Span(inner.end, around.end), closing)
    edits = tuple(Edit(span, new) for span, new in places if text[span.start : span.end] != new)
    # The words stay, but what is bold and where a blank shows is for the writer to see.
    fix = Fix(edits, Applicability.UNSAFE)
    return Repair(layout.message, opening + text[inner.start : inner.end] + closing, fix)
