"""Summaries of the head, and where their words stand in the body."""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Scalar
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.sentences import Plain, plain
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article

LONGEST = 2000  # what is longer is no summary
_LONGEST_TITLE = 120
# A title that was altered still begins like the line it was made from, behind a label or a year.
_SHARED_START = 6
_SHORTEST_START = 4  # of a title that has no more
_LABEL = compiled(r"(?:【[^】]*】|\[[^\]]*\])?(?:\d{4}年(?:度|版|最新)?)?")
_END_MARK = compiled(r"[。．.！!？?…][」』）)”\"']*$")
_FULL_STOP = compiled(r"[。．.][」』）)”\"']*$")
_READ_ON = compiled(r"[：:、，,]$")
# The commonest characters of which folding leaves nothing, and all others that are no letters.
_COMMON_MARKS = compiled(r"[ \t\r\n\u3000、。・「」『』【】（）：！？…!-/:-@\[-`{-~]+")
_NO_LETTERS = compiled(rf"(?:_|[^\w{OBJECT}])+")
# The stretch at an end of a passage that is folded first, per letter asked for.
_STRETCH = 4


@record
class Folded:
    """Letters and figures of a text in one width and case; `offsets` lead back into it."""

    text: str
    offsets: tuple[int, ...]


@record
class Summary:
    """A value that stands for the article in lists, with the key that holds it."""

    key: str
    value: Scalar
    folded: Folded

    @property
    def text(self) -> str:
        """The text as it is read, without quotes and escapes."""
        return self.value.text


@record(slots=False)
class Passage:
    """A block of the body as readers see it."""

    block: Block
    plain: Plain

    @cached_property
    def folded(self) -> Folded:
        """Its letters and figures: made for the few passages that a check compares."""
        return fold(self.plain.text)

    def first(self, count: int) -> str:
        """Return up to `count` of its letters and figures from its beginning."""
        text = self.plain.text
        found = letters(text[: count * _STRETCH])[:count]
        return found if len(found) == count else letters(text)[:count]

    def last(self, count: int) -> str:
        """Return up to `count` of its letters and figures before its end."""
        text = self.plain.text
        found = letters(text[-count * _STRETCH :])[-count:]
        return found if len(found) == count else letters(text)[-count:]


def summaries(article: Article, keys: Sequence[str]) -> Iterator[Summary]:
    """Yield the values of `keys` that hold text of a summary's length."""
    for key in keys:
        value = article.front_matter.get(key)
        if isinstance(value, Scalar) and not value.is_alias and len(value.text) <= LONGEST:
            yield Summary(key, value, fold(value.text))


def letters(text: str) -> str:
    """Return the text of `fold` alone, which takes a tenth of the time."""
    words = _COMMON_MARKS.sub("", text)
    if unicodedata.is_normalized("NFKC", words):  # then each of its characters is, by itself
        return _NO_LETTERS.sub("", words.casefold())
    return "".join(map(_letters, words))


@lru_cache(maxsize=64)  # several checks read the summaries of an article
def fold(text: str) -> Folded:
    """Take everything but letters, figures and objects out of a text."""
    found: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for letter in _letters(character):
            found.append(letter)
            offsets.append(offset)
    return Folded("".join(found), tuple(offsets))


@lru_cache(maxsize=8192)  # the characters of a Japanese blog
def _letters(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(letter for letter in folded if letter.isalnum() or letter in ("ー", OBJECT))


def passages(article: Article) -> Iterator[Passage]:
    """Yield the headings and paragraphs of the body that hold text, in their order."""
    for block in article.blocks:
        if block.kind in (Kind.HEADING, Kind.PARAGRAPH) and block.text:
            masked = article.prose[block.text.start : block.text.end]
            if masked.strip(f" \t\r\n{MARKUP}{OBJECT}"):
                yield Passage(block, plain(masked, block.text.start))


def is_title(article: Article, passage: Passage) -> bool:
    """Say whether a passage is a title: a heading, or a line that the head's title was made from.

    A line without an end mark is one as well, unless it leads over to what follows.
    """
    text = passage.plain.text.strip()
    if passage.block.kind is Kind.HEADING:
        return True
    if len(text) > _LONGEST_TITLE or "\n" in text or _READ_ON.search(text):
        return False
    if not _END_MARK.search(text):
        return not passage.block.containers
    title = article.front_matter.text("title") or ""
    label = _LABEL.match(title)
    start = fold(title[label.end() if label else 0 :]).text[:_SHARED_START]
    is_like_title = len(start) >= _SHORTEST_START and passage.folded.text.startswith(start)
    return is_like_title and not _FULL_STOP.search(text)
