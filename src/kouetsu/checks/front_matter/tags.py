"""Tags: those that the article says nothing of, and those that stand twice."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Scalar, Sequence
from kouetsu.article.source import Span
from kouetsu.checks.front_matter.tag_names import NAMES
from kouetsu.finding import Applicability, Edit, Fix, Hit, Place
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterable, Iterator, Mapping

    from kouetsu.article import Article

# A Latin word of so many letters stands inside many others (RAG in Snapdragon).
_LONGEST_SHORT = 4
_SHORT = compiled(rf"[A-Za-z0-9]{{1,{_LONGEST_SHORT}}}")
_FEWEST_MENTIONS = 3  # of a product, from which on the article is about it
_JOINTS = "_・-‐–—"  # and blanks
_WIDE = compiled(r"[\u3000…！-～]")
_NARROWED = {
    wide: unicodedata.normalize("NFKC", wide) for wide in "\u3000…！？（）：％～／＋＆，．"
}
_LAST_LONG_VOWEL = compiled(r"[ァ-ヶー]{2}ー$")
_SHORTEST_BODY = 300  # what a note is shorter than this leaves out, its tags may say
_BETWEEN = compiled(r"[ \t]*,[ \t\r\n]*")
_BULLET = compiled(r"[ \t]*-[ \t]+")
_LINE_REST = compiled(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)")


@record
class _Name:
    """A name: the words that stand for it, and products that an article on it may be about."""

    words: tuple[str, ...]
    products: tuple[str, ...]


@record(slots=False)
class _Text:
    """What an article says of its subject, searched for words."""

    title: str
    body: str

    @cached_property
    def _folded_title(self) -> str:
        return self.title.casefold()

    @cached_property
    def _lower(self) -> str:
        return f"{self._folded_title}\n{self.body.casefold()}"

    @cached_property
    def _joined(self) -> str:
        return _key_of_folded(self._lower)

    def is_on(self, name: _Name) -> bool:
        """Say whether the article mentions a name, or is about a product of it."""
        wanted = [*((word, 1) for word in name.words)]
        wanted += ((product, _FEWEST_MENTIONS) for product in name.products)
        # As they are written first: for most names, no other case and spelling need be made.
        return any(self._has_as_written(word, count) for word, count in wanted) or any(
            self._has_in_any_spelling(word, count) for word, count in wanted
        )

    def other_meaning(self, word: str) -> str | None:
        """Return the acronym that a word like xAI was taken for: XAI, which the text explains."""
        if not (_SHORT.fullmatch(word) and _is_mixed(word)) or self._has_as_written(word, 1):
            return None
        capitals = word.upper()
        # What stands before is asked behind the word, as below.
        is_explained = capitals in self.body and re.search(
            rf"{capitals}(?:(?<=[（(]{capitals})[)）]|(?<!\w{capitals})[（(])", self.body
        )
        return capitals if is_explained else None

    def _has_as_written(self, word: str, count: int) -> bool:
        """Say whether a word stands `count` times, or in the title, a short Latin one by itself."""
        if _SHORT.fullmatch(word):
            return _stands_alone(word, self.title, 1) or _stands_alone(word, self.body, count)
        return word.casefold() in self._folded_title or _stands(word, self.body, count)

    def _has_in_any_spelling(self, word: str, count: int) -> bool:
        lower = word.casefold()
        if _SHORT.fullmatch(word):
            return not _is_mixed(word) and (
                _stands_alone(lower, self._folded_title, 1)
                or _stands_alone(lower, self._lower, count)
            )
        found = self._lower.count(lower)
        return found >= count if found else _stands(_key(word), self._joined, count)


def _stands(word: str, text: str, count: int) -> bool:
    return word in text if count == 1 else text.count(word) >= count


def _stands_alone(word: str, text: str, count: int) -> bool:
    """Say whether a Latin word, or its plural, stands so many times in a text by itself."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if text.startswith("s", end):
            end += 1
        before, after = text[max(0, place - 1) : place], text[end : end + 1]
        if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalpha()):
            end = place + 1
        else:
            count -= 1
            if count == 0:
                return True
        place = text.find(word, end)
    return False


def unsupported_tag(
    article: Article, *, keys: collections.abc.Sequence[str], names: Mapping[str, list[str]]
) -> Iterator[Hit]:
    """Report a tag that names a thing of which neither title nor body says a word."""
    tags = [tag for items in _lists(article, keys) for tag in items if not tag.text.islower()]
    if not tags or len(article.body) < _SHORTEST_BODY:
        return
    own = {_key(name): _Name((name, *words), ()) for name, words in names.items()}
    title = article.front_matter.text("title") or ""
    text = _Text(title, article.source.slice(article.body))
    for tag in tags:
        key = _key(tag.text)
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
            earlier = first.setdefault(_key(tag.text), tag)
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


def _lists(article: Article, keys: Iterable[str]) -> Iterator[tuple[Scalar, ...]]:
    """Yield the texts of each list under `keys`."""
    for key in keys:
        value = article.front_matter.get(key)
        if isinstance(value, Sequence):
            yield tuple(item for item in value.items if isinstance(item, Scalar))


@cache
def _known_names() -> Mapping[str, _Name]:
    return {
        _key(name): _Name((name, *words), products) for name, (words, products) in NAMES.items()
    }


@lru_cache(maxsize=1024)  # the tags of a blog, and the names
def _key(text: str) -> str:
    """Return what two spellings have in common: not width, case, blanks, hyphens or a last ー."""
    return _key_of_folded(text.casefold())


def _key_of_folded(text: str) -> str:
    # Without these characters, of which Japanese text is full, most text is in that form already,
    # and to see that takes a tenth of the time of bringing it there.
    for wide, narrow in _NARROWED.items():
        text = text.replace(wide, narrow)
    if not unicodedata.is_normalized("NFKC", text):
        for wide in set(_WIDE.findall(text)):
            text = text.replace(wide, unicodedata.normalize("NFKC", wide))
        narrow = unicodedata.normalize("NFKC", text)
        text = text if narrow == text else narrow.casefold()
    joined = "".join(text.split())
    for joint in _JOINTS:
        joined = joined.replace(joint, "")
    return joined[:-1] if _LAST_LONG_VOWEL.match(joined, max(0, len(joined) - 3)) else joined


def _is_mixed(word: str) -> bool:
    return not (word.isupper() or word.islower() or word.istitle())
