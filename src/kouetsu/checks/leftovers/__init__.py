"""Family leftovers: traces of the machine that wrote, and of the talk with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.characters import holds
from kouetsu.article.markdown import Container, Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.checks.leftovers import conflicts, placeholders
from kouetsu.checks.leftovers.places import Places
from kouetsu.checks.leftovers.signs import (
    CITATION,
    CITED_TURN,
    REASONING,
    TRACKING,
    Place,
    Sign,
    in_values,
)
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.finding import Place as RelatedPlace
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

_WRAPPER = compiled(r"(?:`{3,}|~{3,})[ \t]*(?:markdown|md)[ \t]*(?=[\r\n])", re.IGNORECASE)
_LINE_END = compiled(r"[ \t]*(?:\r\n?|\n|\Z)")
_BLANK_LINE = compiled(rf"{_LINE_END.pattern}(?:[ \t]*(?:\r\n?|\n))?")
_LONGEST_HEADING = 40
_EDGES = f" *{MARKUP}"


def generator_leftover(
    article: Article, *, markers: list[str], prompt_headings: list[str], sources: list[str]
) -> Iterator[Hit]:
    """Report words that a chat or a prompt left in the article.

    `markers` stand between the parts of a generated text, `prompt_headings` in 【】 over the parts
    of a prompt; `sources` are a prompt's names for its material. What an article quotes or shows
    as code is its subject, not a leftover.
    """
    places = Places(article)
    known = places.known(tuple(sources))
    markers = [each for each in markers if not each.isascii() or each in article.source.ascii]
    hits = [
        *_markers(places, markers),
        *_prompt_headings(places, prompt_headings),
        *_wrappers(article),
        *(hit for sign in known for hit in _signs(places, sign)),
        *_values(article, in_values(known, tuple(sources)), markers),
    ]
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end)):
        if hit.span.start >= end:
            yield hit
            end = hit.span.end


def _markers(places: Places, markers: list[str]) -> Iterator[Hit]:
    """Report markers, stubs of citations and tracked links wherever they are no code."""
    source, latin = places.article.source.text, places.article.source.ascii
    patterns = [re.compile(re.escape(marker)) for marker in markers if holds(source, marker)]
    if _may_cite(source, latin):
        patterns.append(CITATION)
    if "utm_source=" in latin:
        patterns += TRACKING
    if "<think" in latin or "</think" in latin:
        patterns.append(REASONING)
    for pattern in patterns:
        for match in pattern.finditer(source, places.article.body.start):
            offset, words = match.start(), match.group().strip()
            if not (places.is_code(offset) or places.is_quoted(offset) or places.is_topic(words)):
                span = Span(*match.span())
                yield Hit(span, message="marker", fix=_line_removal(places.article, span))


def _may_cite(source: str, latin: str) -> bool:
    """Say whether a text may hold a chat product's citation; `latin` is what it has in ASCII."""
    if "†" in source or "[cite" in latin or "oaicite" in latin:
        return True
    return "turn" in latin and CITED_TURN.search(source) is not None


def _line_removal(article: Article, span: Span) -> Fix | None:
    """Return the fix that takes out the line of a leftover that stands alone on it.

    Of the blank lines above and below it, one is enough.
    """
    source = article.source
    number = source.line(span.start)
    line = source.line_span(number)
    if source.slice(line).strip() != source.slice(span).strip():
        return None
    is_below_blank = number == 1 or not source.slice(source.line_span(number - 1)).strip()
    end = (_BLANK_LINE if is_below_blank else _LINE_END).match(source.text, line.end)
    removed = Span(line.start, end.end() if end else line.end)
    return Fix((Edit(removed, ""),), Applicability.SAFE)


def _prompt_headings(places: Places, headings: list[str]) -> Iterator[Hit]:
    """Report the headings of a prompt's parts: in 【】 at the start of a block."""
    prose = places.article.prose
    for block in places.holding("【"):
        start = places.words_start(block)
        end = prose.find("】", start, min(block.text.end, start + _LONGEST_HEADING))
        if prose[start] != "【" or end < 0 or Container.QUOTE in block.containers:
            continue
        if any(heading in prose[start:end] for heading in headings):
            span = Span(start, end + 1)
            yield Hit(span, message="prompt", fix=_line_removal(places.article, span))


def _wrappers(article: Article) -> Iterator[Hit]:
    """Report a code block marked as Markdown that holds four fifths of the body or more."""
    source, latin = article.source.text, article.source.ascii
    if "```" not in latin and "~~~" not in latin:
        return
    for block in article.document.of_kind(Kind.CODE):
        if len(block.span) * 5 > len(article.body) * 4:
            match = _WRAPPER.match(source, block.span.start)
            if match:
                yield Hit(Span(*match.span()), message="wrapper")


def _signs(places: Places, sign: Sign) -> Iterator[Hit]:
    for match in places.matches(sign):
        shown = match.group().strip(_EDGES)
        if shown and not places.is_quoted(match.start()) and not places.is_topic(shown):
            start = match.start() + match.group().index(shown)
            yield Hit(Span(start, start + len(shown)), message=sign.message)


def _values(article: Article, known: list[Sign], markers: list[str]) -> Iterator[Hit]:
    """Report what stands in the values of the front matter, each read as a text of its own."""
    head = article.source.text[: article.body.start]
    markers = [marker for marker in markers if marker in head]
    known = [sign for sign in known if sign.may_match_in(head) and sign.is_on_topic(head)]
    for _, scalar in article.front_matter.strings if markers or known else ():
        value, start = article.source.slice(scalar.span), scalar.span.start
        for marker in markers:
            if marker in value:
                place = start + value.index(marker)
                yield Hit(Span(place, place + len(marker)), message="marker")
        for sign in known:
            is_known = sign.may_match_in(value) and sign.is_on_topic(value)
            if is_known and (match := _in_value(value, sign)):
                yield Hit(Span(start + match.start(), start + match.end()), message=sign.message)


def _in_value(value: str, sign: Sign) -> re.Match[str] | None:
    """Return the first place of a sign in a value; only the beginning counts for most signs."""
    if sign.place in (Place.ANYWHERE, Place.TITLE):
        return sign.pattern.search(value)
    lead = len(value) - len(value.lstrip("\"' "))
    found = (sign.pattern.match(value, offset) for offset in range(lead + 1))
    return next(filter(None, found), None)


def placeholder(article: Article, *, words: list[str], allow: list[str]) -> Iterator[Hit]:
    """Report blanks that nobody filled in; `words` in square brackets are such blanks."""
    for found in placeholders.find(article, words):
        if article.source.slice(found.span) not in allow:
            yield Hit(found.span, message=found.gap.value)


def conflict_marker(article: Article) -> Iterator[Hit]:
    """Report the marks of git in a file whose versions were never merged."""
    for conflict in conflicts.find(article):
        opening, *rest = conflict.marks
        yield Hit(
            conflict.span,
            {"mark": article.source.slice(opening), "count": len(conflict.marks)},
            message="conflict" if rest else "single",
            related=tuple(RelatedPlace(mark, "mark") for mark in rest),
        )
