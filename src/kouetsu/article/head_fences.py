"""Finds the head of a post by its fences, and reads it.

The head must be the first thing in the file: that is how Jekyll, Hugo, Astro and the others find
it. Where a head is misplaced, wrapped or not closed, it is read all the same, so that the body
that follows is linted as a body.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from kouetsu.article import plain_head
from kouetsu.article.front_matter import Format, FrontMatter, Problem, Reading, Table
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK_LINES = r"(?:[ \t\r\n]*[\r\n])?"
_OPENING = compiled(
    rf"{_BLANK_LINES}"
    rf"(?P<wrapper>`{{3,}}[ \t]*+(?:ya?ml|toml|markdown|md)?[ \t]*+(?:\r\n?|\n){_BLANK_LINES})?"
    r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n?|\n)",
    re.IGNORECASE,
)
# Two patterns that begin with what they look for are much faster than one that begins with both.
_DASHES = compiled(r"---(?<=[\r\n]---)[ \t]*(?=[\r\n]|\Z)")
_DOTS = compiled(r"\.\.\.(?<=[\r\n]\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_WRAPPER_CLOSING = compiled(rf"{_BLANK_LINES}(?P<mark>`{{3,}})[ \t]*(?:\r\n?|\n|\Z)")
_LINE = compiled(r"(?P<words>[^\r\n]*)(?:\r\n?|\n|\Z)")
_BLANK_LINE = compiled(r"(?:\A|\n|\r(?!\n))[ \t]*[\r\n]")
_KEY = compiled(r"[\"']?[A-Za-z_][\w.:$/-]*[\"']?[ \t]*(?::(?=[ \t]|$)|=)|\[{1,2}\w")
_LOWER_CASE_KEY = compiled(r"[a-z_][\w.-]*[ \t]*(?::(?=[ \t\r\n]|$)|=)|\[{1,2}[a-z_]")
_LOWER_CASE_KEY_LINE = compiled(rf"(?:\A|(?<=[\r\n]))(?:{_LOWER_CASE_KEY.pattern})")
_CONTINUATION = compiled(r"[ \t]+\S|-(?:[ \t]|$)|[\]}]")
# A code block at the top is a wrapped head only with one of these: manifests have `---` as well.
_POST_KEYS = frozenset({"title", "date", "layout", "slug", "description", "tags", "published"})
# With these the text was read to its end as one head; any other problem may be the body's text.
_READABLE = frozenset({"duplicate-key", "not-a-mapping", "too-deep"})
_NO_HEAD = FrontMatter(Format.NONE, Span(0, 0), 0)


@record
class _Head:
    """Where a head with both fences lies. `wrapper` is the first line of a code block around it."""

    format: Format
    opening: Span
    wrapper: Span | None
    content: Span
    span: Span
    body_start: int

    @property
    def is_first(self) -> bool:
        """Say whether the head begins where generators look for it."""
        return self.opening.start == 0


def parse(text: str) -> FrontMatter:
    """Read the head of `text`; see front_matter.parse."""
    opening = _OPENING.match(text)
    if opening is None:
        return _NO_HEAD
    head = _find_closed(text, opening)
    if head is None:
        return _read_unclosed(text, opening, len(text)) or _NO_HEAD
    reading = _read(text, head.format, head.content)
    if not _is_head(text, head, reading):
        return _NO_HEAD
    if any(problem.kind not in _READABLE for problem in reading.problems):
        unclosed = _read_unclosed(text, opening, head.content.end)
        if unclosed is not None:
            return unclosed
    entries = reading.root.entries if isinstance(reading.root, Table) else ()
    problems = (*_misplaced(head), *reading.problems)
    return FrontMatter(head.format, head.span, head.body_start, entries, problems)


def _find_closed(text: str, opening: re.Match[str]) -> _Head | None:
    start = opening.end()
    if opening["fence"] == "+++":
        from kouetsu.article import toml_reader

        closing = toml_reader.find_close(text, start)
    else:
        dashes = _DASHES.search(text, start)
        closing = _DOTS.search(text, start, dashes.start() if dashes else len(text)) or dashes
    if closing is None:
        return None
    fence = Span(*opening.span("fence"))
    wrapper, first, end = None, fence.start, closing.end()
    body_start = _after_line(text, end)
    if opening["wrapper"]:
        wrapper = Span(opening.start("wrapper"), _end_of_line(text, opening.start("wrapper")))
        first = wrapper.start
        unwrapped = _WRAPPER_CLOSING.match(text, body_start)
        if unwrapped:
            end, body_start = unwrapped.end("mark"), unwrapped.end()
    content = Span(start, closing.start())
    format_ = Format.TOML if opening["fence"] == "+++" else Format.YAML
    return _Head(format_, fence, wrapper, content, Span(first, end), body_start)


def _is_head(text: str, head: _Head, reading: Reading) -> bool:
    """Tell a head from prose between two thematic breaks, and from an example in a code block."""
    content = text[head.content.start : head.content.end]
    if isinstance(reading.root, Table):
        keys = {entry.key for entry in reading.root.entries}
        if head.wrapper:
            return bool(keys & _POST_KEYS)
        if not head.is_first:
            return bool(keys)
        if not reading.problems or _LOWER_CASE_KEY_LINE.search(content):
            return True
    elif not head.is_first:
        return False
    return not content.strip() or not _BLANK_LINE.search(content)


def _read(text: str, format_: Format, content: Span) -> Reading:
    if format_ is Format.TOML:
        from kouetsu.article import toml_reader

        return toml_reader.read(text, content)
    if plain := plain_head.read(text, content):
        return plain
    from kouetsu.article import yaml_reader

    reading = yaml_reader.read(text, content)
    if reading.root is None or isinstance(reading.root, Table) or reading.problems:
        return reading
    return replace(reading, problems=(Problem("not-a-mapping", reading.root.span),))


def _misplaced(head: _Head) -> Iterator[Problem]:
    if head.wrapper:
        yield Problem("fenced-head", head.wrapper)
    elif not head.is_first:
        yield Problem("late-fence", head.opening)


def _read_unclosed(text: str, opening: re.Match[str], limit: int) -> FrontMatter | None:
    """Read a head that runs into the body. `limit` is where a later line looks like its end."""
    if opening.start("fence") > 0:
        return None
    last = _last_head_line(text, opening.end(), limit)
    if last is None or (limit < len(text) and not _is_prose(text[last.end : limit])):
        return None
    body_start = _after_line(text, last.end)
    content = Span(opening.end(), body_start)
    format_ = Format.TOML if opening["fence"] == "+++" else Format.YAML
    reading = _read(text, format_, content)
    entries = reading.root.entries if isinstance(reading.root, Table) else ()
    missing = Problem("missing-fence", Span(0, opening.end("fence")), {}, last)
    span = Span(0, last.end)
    return FrontMatter(format_, span, body_start, entries, (missing, *reading.problems))


def _last_head_line(text: str, start: int, limit: int) -> Span | None:
    """Return the last line of a head without a closing fence, None where nothing looks like one."""
    last: Span | None = None
    has_key = is_apart = False  # apart: after a blank line or a comment, where the body may begin
    for match in _LINE.finditer(text, start, limit):
        line = match["words"]
        if not line.strip() or line.startswith("#"):
            if last is None:
                return None
            is_apart = True
            continue
        is_key = _LOWER_CASE_KEY.match(line) is not None
        if not is_key and not (last and _CONTINUATION.match(line)):
            is_key_like = _KEY.match(line) is not None
            if is_apart or not is_key_like:
                break
        has_key = has_key or is_key
        last, is_apart = Span(*match.span("words")), False
    return last if has_key else None


def _is_prose(rest: str) -> bool:
    """Say whether what follows the last head line is text, a blank line apart, and not keys."""
    lines = [match["words"] for match in _LINE.finditer(rest)]
    words = [line.strip() for line in lines if not line.startswith("#")]
    paragraph = itertools.takewhile(bool, itertools.dropwhile(lambda line: not line, words))
    first = list(paragraph)
    is_apart = any(not line.strip() for line in lines[1:-1])
    return is_apart and bool(first) and not any(_LOWER_CASE_KEY.match(line) for line in first)


def _end_of_line(text: str, offset: int) -> int:
    match = _LINE.match(text, offset)
    return match.end("words") if match else offset


def _after_line(text: str, offset: int) -> int:
    match = _LINE.match(text, offset)
    return match.end() if match else offset
