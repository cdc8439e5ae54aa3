"""Tags: those that the article says nothing of, and those that stand twice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Scalar, Sequence
from kouetsu.article.source import Span
from kouetsu.checks.front_matter.tag_names import NAMES
from kouetsu.checks.front_matter.tag_texts import Name, Text, key_of
from kouetsu.finding import Applicability, Edit, Fix, Hit, Place
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterable, Iterator, Mapping

    from kouetsu.article import Article

_SHORTEST_BODY = 300  # what a note is shorter than this leaves out, its tags may say
_BETWEEN = compiled(r"[ \t]*,[ \t\r\n]*")
_BULLET = compiled(r"[ \t]*-[ \t]+")
_LINE_REST = compiled(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)")


def unsupported_tag(
    article: Article, *, keys: collections.abc.Sequence[str], names: Mapping[str, list[str]]
) -> Iterator[Hit]:
    """Report a tag that names a thing of which neither title nor body says a word."""
    tags = [tag for items in _lists(article, keys) for tag in items if not tag.text.islower()]
    if not tags or len(article.body) < _SHORTEST_BODY:
        return
    own = {key_of(name): Name((name, *words), ()) for name, words in names.items()}
    title = article.front_matter.text("title") or ""
    text = Text(title, article.source.slice(article.body))
    for tag in tags:
        key = key_of(tag.text)
        name = own.get(key) or _known_names().get(key)
        if name is not None and text.is_on(name):
            continue
        other = text.other_meaning(tag.text)
        if other:
            yield Hit(tag.span, {"tag": tag.text, "other": other}, "other-meaning")
        elif name is not None:
            yield Hit(tag.span, {"tag": tag.text})


def duplicate_tag(article: Article, *, keys: collections.abc.Sequence[str]) -> Iterator[Hit]:
    """Report a tag that stands twice in its list, in the same or in another spelling."""
    for items in _lists(article, keys):
        first: dict[str, Scalar] = {}
        for before, tag in zip((None, *items), items, strict=False):
            earlier = first.setdefault(key_of(tag.text), tag)
            if earlier is tag or before is None or tag.is_alias or not tag.text.strip():
                continue
            is_same = earlier.text == tag.text
            fix = _removal(article.source.text, before, tag, is_same=is_same)
            values = {"tag": tag.text, "earlier": earlier.text}
            message = "same" if is_same else "spelling"
            yield Hit(tag.span, values, message, (Place(earlier.span, "earlier"),), fix)


def _removal(text: str, before: Scalar, tag: Scalar, *, is_same: bool) -> Fix | None:
    """Return the edit that takes an item out of its list, None where more than it would go."""
    line_start = max(text.rfind("\n", 0, tag.span.start), text.rfind("\r", 0, tag.span.start)) + 1
    line_rest = _LINE_REST.match(text, tag.span.end)
    if _BETWEEN.fullmatch(text, before.span.end, tag.span.start):
        taken = Span(before.span.end, tag.span.end)
    elif line_rest and _BULLET.fullmatch(text, line_start, tag.span.start):
        taken = Span(line_start, line_rest.end())
    else:
        return None
    # Which of two spellings the blog uses elsewhere is not known here.
    return Fix((Edit(taken, ""),), Applicability.SAFE if is_same else Applicability.UNSAFE)


def _lists(article: Article, keys: Iterable[str]) -> Iterator[list[Scalar]]:
    """Yield the texts of each list under `keys`."""
    for key in keys:
        value = article.front_matter.get(key)
        if isinstance(value, Sequence):
            yield [item for item in value.items if isinstance(item, Scalar)]


@cache
def _known_names() -> Mapping[str, Name]:
    return {
        key_of(name): Name((name, *words), products) for name, (words, products) in NAMES.items()
    }
