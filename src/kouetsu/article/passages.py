"""The passages of a body, headings and paragraphs, and the bare letters by which texts are known.

The same words stand in a summary, a title or a paragraph with other marks, width and case: without
all these they are equal.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from kouetsu.article.characters import HIRAGANA, KANJI
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.sentences import plain
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kouetsu.article import Article

# The commonest characters that are no letters, which are taken out before all others are sought.
_COMMON_MARKS = "、。 「」・（）_"
# Line ends are kept, which part texts from one another.
_NO_LETTER = compiled(rf"[^\w{OBJECT}\n]")
_LETTERS = compiled(rf"[^\W_]+|{OBJECT}+")
# Letters that folding leaves as they are, and the blocks in which others become one of them.
_KEPT = compiled(f"[{HIRAGANA}{KANJI}]")
_BECOMING = compiled(
    "[\u2e80-\u2fff\u3038-\u303a\u309f\u3190-\u319f\u3200-\u33ff\uf900-\ufaff"
    "\U0001f200-\U0001f2ff\U0002f800-\U0002fa1f]"
)
# Of more characters each is looked up by itself: no text needs a search for each of thousands.
_MOST_REPLACED = 200
# The stretch at an end of a passage that is folded first, per letter asked for.
_STRETCH = 4
_BLANKS = f" \t\r\n{MARKUP}{OBJECT}"


@record
class Folded:
    """Letters and figures of a text in one width and case; `offsets` lead back into it."""

    text: str
    offsets: tuple[int, ...]


@record
class Passage:
    """A heading or paragraph of the body; `text` is what readers see of it."""

    block: Block
    text: str

    def first(self, count: int) -> str:
        """Return up to `count` of its letters and figures from its beginning."""
        return _first_letters(self.text, count)

    def last(self, count: int) -> str:
        """Return up to `count` of its letters and figures before its end."""
        return _last_letters(self.text, count)


@record(slots=False)
class Passages:
    """The headings and paragraphs of a body that hold text, in their order."""

    items: tuple[Passage, ...]

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letters and figures of each distinct text.

        All are folded as one string, which is much faster than one by one. A text has no line ends.
        """
        return dict(zip(self._texts, _lines_of_letters(self._joined).split("\n"), strict=False))

    def holding(self, one: str, other: str) -> list[tuple[str, str]]:
        """Return the distinct texts whose letters hold one of two phrases, with the letters.

        Most texts lack a letter of each, which takes far less time to see than to fold them. Among
        the letters that folding leaves alone the kanji are rarer, so they are looked for first.
        """
        first, second = (sorted(set(_KEPT.findall(each)), reverse=True) for each in (one, other))
        if not first or not second or self._may_become_kept:
            return [held for held in self.letters.items() if one in held[1] or other in held[1]]
        near = (
            text
            for text in self._texts
            if all(map(text.__contains__, first)) or all(map(text.__contains__, second))
        )
        found = ((text, letters(text)) for text in near)
        return [held for held in found if one in held[1] or other in held[1]]

    @cached_property
    def _texts(self) -> list[str]:
        return list(dict.fromkeys(passage.text for passage in self.items))

    @cached_property
    def _joined(self) -> str:
        return "\n".join(self._texts)

    @cached_property
    def _may_become_kept(self) -> bool:
        return _BECOMING.search(self._joined) is not None


def find(article: Article) -> Passages:
    """Return the passages of an article; copies share one text."""
    texts: dict[str, str] = {}
    return Passages(tuple(_passages(article, texts)))


def _passages(article: Article, texts: dict[str, str]) -> Iterator[Passage]:
    prose = article.prose
    for block in article.blocks:
        if block.kind is Kind.PARAGRAPH or block.kind is Kind.HEADING:
            masked = prose[block.text.start : block.text.end]
            text = texts.get(masked)
            if text is None:
                text = plain(masked, 0).text if masked.strip(_BLANKS) else ""
                texts[masked] = text
            if text:
                yield Passage(block, text)


def letters(text: str) -> str:
    """Return the text of `fold` alone, which takes a tenth of the time."""
    return _lines_of_letters(text.replace("\n", ""))


@lru_cache(maxsize=256)  # half of the passages are copies
def _first_letters(text: str, count: int) -> str:
    found = letters(text[: count * _STRETCH])[:count]
    return found if len(found) == count else letters(text)[:count]


@lru_cache(maxsize=256)
def _last_letters(text: str, count: int) -> str:
    found = letters(text[-count * _STRETCH :])[-count:]
    return found if len(found) == count else letters(text)[-count:]


def _lines_of_letters(text: str) -> str:
    for mark in _COMMON_MARKS:
        text = text.replace(mark, "")
    text = _folded_one_by_one(text, set(_NO_LETTER.findall(text)))
    if not unicodedata.is_normalized("NFKC", text):  # that takes a tenth of the time to say
        text = _folded_one_by_one(text, set(text.replace("\n", "")))
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    # What one letter becomes may hold accents, which are no letters.
    return "\n".join("".join(map(_letters, line)) for line in folded.split("\n"))


def _folded_one_by_one(text: str, characters: Iterable[str]) -> str:
    changed = {each: folded for each in characters if (folded := _letters(each)) != each}
    if len(changed) > _MOST_REPLACED:
        return "".join(changed.get(character, character) for character in text)
    for character, folded in changed.items():
        text = text.replace(character, folded)
    return text


@lru_cache(maxsize=64)  # several checks read the summaries of an article
def fold(text: str) -> Folded:
    """Take everything but letters, figures and objects out of a text."""
    folded = letters(text)
    return Folded(folded, offsets(text, folded))


@lru_cache(maxsize=64)  # a place is asked for its letter and for the next one
def offsets(text: str, folded: str) -> tuple[int, ...]:
    """Return where in a text each of the letters stands that folding leaves."""
    runs = list(_LETTERS.finditer(text))
    kept = "".join(run.group() for run in runs)
    if len(kept) == len(folded) and unicodedata.is_normalized("NFKC", kept):
        # No letter became more or fewer: each is at its own place.
        return tuple(chain.from_iterable(range(*run.span()) for run in runs))
    return tuple(offset for offset, each in enumerate(text) for _ in _letters(each))


@lru_cache(maxsize=8192)  # the characters of a Japanese blog
def _letters(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(letter for letter in folded if letter.isalnum() or letter in ("ー", OBJECT))
