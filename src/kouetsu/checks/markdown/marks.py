"""Marks that come in pairs: tags of HTML, Liquid, Hugo and MDX, and `:::` containers."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.article.markdown import Kind
from kouetsu.article.masks import JSX_TAG, LIQUID_TAG, SHORTCODE
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record
from kouetsu.sites.detection import Generator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kouetsu.article import Article


@record
class Mark:
    """One half of a pair. `end` is the mark that ends it, or that it is."""

    span: Span
    name: str
    end: str
    is_end: bool


# Elements of blocks whose end tag HTML asks for (HTML Living Standard, 13.1.2.4).
_ELEMENTS = (
    "details|div|section|article|aside|nav|header|footer|main|figure|figcaption|table|ul|ol|dl"
    "|blockquote|center|form|pre|script|style|textarea|select|iframe|video|audio|object|svg"
    "|noscript|template|fieldset"
)
_TAG = compiled(
    rf"<(/?)({_ELEMENTS})(?=[\s/>])((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE
)
# Their content is no HTML: what looks like a tag in it is text.
_RAW = frozenset({"script", "style", "textarea"})
_LIQUID = compiled(LIQUID_TAG)
_LIQUID_NAME = compiled(
    r"\{%-?\s*(end|/)?(if|unless|for|case|tablerow|capture|raw|comment|highlight)\b"
)
_SHORTCODES = compiled(SHORTCODE)
# Mark, slash of an end, name, slash of one that is its own end.
_SHORTCODE_NAME = compiled(r"\{\{([<%])\s*+(/?)\s*+(\w[\w.-]*+)[\s\S]*?(/?)\s{0,80}[>%]\}\}\Z")
_COMPONENT = compiled(JSX_TAG)
_COMPONENT_NAME = compiled(r"<(/?)([A-Z][\w.]*)")
_NOT_HTML = frozenset({Kind.CODE, Kind.MATH, Kind.DIRECTIVE})
# Code points from the start of inline code to a tag shown in it.
_LONGEST_LOOK_BACK = 100
_SHOWN = frozenset({Kind.CODE, Kind.MATH})


def unmatched(article: Article) -> Iterator[Mark]:
    """Yield the marks without their other half, by dialect."""
    # What is ASCII in the text is so short that most of what it lacks is told at once.
    latin, site = article.source.ascii, article.profile.site
    generator = site.generator if site else Generator.NONE
    if "<" in latin:
        # An end alone changes little on a page, and Markdown may have hidden its beginning.
        yield from (mark for mark in _lone(list(_html(article))) if not mark.is_end)
    if "{%" in latin and generator in (Generator.JEKYLL, Generator.NONE):
        yield from _lone_outside_code(article, _LIQUID, _liquid)
    if "{{" in latin and generator in (Generator.HUGO, Generator.NONE):
        yield from _lone_outside_code(article, _SHORTCODES, _paired_shortcodes)
    if article.source.path.endswith(".mdx"):
        shown = _is_shown(article)
        tags = _COMPONENT.finditer(article.source.text, article.body.start)
        yield from _lone(list(_components(tag for tag in tags if not shown(tag.start()))))


def _lone(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks that have no partner; pairs of one name nest, names do not matter to others.

    Ends may be missing inside: `<div><p></div>` is no error of HTML, and Liquid has its own.
    """
    waiting: dict[str, list[Mark]] = {}
    for mark in marks:
        openings = waiting.setdefault(mark.name, [])
        if not mark.is_end:
            openings.append(mark)
        elif openings:
            openings.pop()
        else:
            yield mark
    for openings in waiting.values():
        yield from openings


def _lone_outside_code(
    article: Article,
    pattern: re.Pattern[str],
    read: Callable[[list[re.Match[str]]], Iterator[Mark]],
) -> Iterator[Mark]:
    """Yield the lone marks of a language that is also read inside code.

    One half may stand in code and the other around it, so a mark counts as lone only where it is
    so with the code and without.
    """
    tags = list(pattern.finditer(article.source.text, article.body.start))
    shown = _is_shown(article)
    lone = list(_lone(list(read([tag for tag in tags if not shown(tag.start())]))))
    if lone:
        with_code = set(_lone(list(read(tags))))
        yield from (mark for mark in lone if mark in with_code)


def open_comment(article: Article) -> Span | None:
    """Return the place of a comment of HTML that hides the rest of the body."""
    if "<!--" not in article.source.ascii:
        return None
    text = article.source.text
    start = text.find("<!--", max(article.body.start, text.rfind("-->") + 3))
    if start < 0 or not any(
        block.kind is Kind.HTML and block.span.start <= start < block.span.end
        for block in article.blocks
    ):
        return None
    return Span(start, start + len("<!--"))


def _html(article: Article) -> Iterator[Mark]:
    tags = list(_TAG.finditer(article.source.text, article.body.start))
    if not tags:
        return
    hidden = [block.span for block in article.blocks if block.kind in _NOT_HTML]
    comments = [comment.span for comment in article.comments]
    is_kramdown = article.profile.flavour is Flavour.KRAMDOWN
    raw = ""
    for tag in tags:
        start, slash, name = tag.start(), tag[1], tag[2].lower()
        if article.prose[start] != MARKUP or tag[3].endswith("/"):
            continue
        # kramdown reads an element to its end, through what CommonMark takes for indented code.
        if _within(comments, start) or (_within(hidden, start) and not (is_kramdown and slash)):
            continue
        if raw and not (slash and name == raw):
            continue
        raw = name if name in _RAW and not slash else ""
        yield Mark(Span(*tag.span()), name, f"</{name}>", bool(slash))


def _liquid(tags: list[re.Match[str]]) -> Iterator[Mark]:
    inert = ""
    for tag in tags:
        if name := _LIQUID_NAME.match(tag.group()):
            end, word = bool(name[1]), name[2]
            if inert and not (end and word == inert):
                continue
            inert = word if word in ("raw", "comment") and not end else ""
            yield Mark(Span(*tag.span()), word, f"{{% end{word} %}}", end)


def _paired_shortcodes(tags: list[re.Match[str]]) -> Iterator[Mark]:
    """Yield the shortcodes that the article ends somewhere; most others have no end."""
    found = [(tag, _SHORTCODE_NAME.match(tag.group())) for tag in tags]
    named = [(tag, name) for tag, name in found if name and not name[4]]
    paired = {name[3] for _, name in named if name[2]}
    for tag, name in named:
        if name[3] in paired:
            end = f"{{{{{name[1]} /{name[3]} {tag.group()[-3]}}}}}"
            yield Mark(Span(*tag.span()), name[3], end, bool(name[2]))


def _components(tags: Iterable[re.Match[str]]) -> Iterator[Mark]:
    for tag in tags:
        name = _COMPONENT_NAME.match(tag.group())
        if name and not tag.group().endswith("/>"):
            yield Mark(Span(*tag.span()), name[2], f"</{name[2]}>", bool(name[1]))


def _is_shown(article: Article) -> Callable[[int], bool]:
    """Return what says whether an offset lies in code or a formula, in a block or in a line."""
    spans = [block.span for block in article.blocks if block.kind in _SHOWN]
    prose, text = article.prose, article.source.text

    def is_shown(offset: int) -> bool:
        if _within(spans, offset):
            return True
        start, first = offset, max(0, offset - _LONGEST_LOOK_BACK)
        while start > first and prose[start - 1] == prose[offset] == OBJECT:
            start -= 1
        return prose[offset] == OBJECT and (start == first or text[start] in "`$")

    return is_shown


def _within(spans: list[Span], offset: int) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end
