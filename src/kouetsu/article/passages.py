"""The passages of a body, headings and paragraphs, and the bare letters by which texts are known.

The same words stand in a summary, a title or a paragraph with other marks, width and case: without
all these they are equal.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kouetsu.article.characters import HIRAGANA, KANJI, KATAKANA
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.sentences import plain
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.article import Article

# The commonest characters that are no letters, which are taken out before all others are sought.
_COMMON_MARKS = "、。 「」・（）_？！"
_NO_LETTER = compiled(rf"[^\w{OBJECT}]")
# Letters that folding leaves as they are, and the blocks in which others become one of them.
_KEPT = compiled(f"[{HIRAGANA}{KANJI}]")
_BECOMING = (
    range(0x2E80, 0x3000),
    range(0x3038, 0x303B),
    range(0x309F, 0x30A0),
    range(0x3190, 0x31A0),
    range(0x3200, 0x3400),
    range(0xF900, 0xFB00),
    range(0x1F200, 0x1F300),
    range(0x2F800, 0x2FA20),
)
# Characters in a row each of which becomes one letter, or any other character.
_STEP = compiled(rf"(?s:([{HIRAGANA}{KATAKANA}{KANJI}A-Za-z0-9]+)|.)")
# Of more characters each is looked up by itself: no text needs a search for each of thousands.
_MOST_REPLACED = 200
# The stretch at an end of a passage that is folded first, per letter asked for.
_STRETCH = 4
_BLANKS = f" \t\r\n{MARKUP}{OBJECT}"
# To look a member up in an enumeration takes longer than all else that is asked of most blocks.
_PARAGRAPH, _HEADING = Kind.PARAGRAPH, Kind.HEADING


@record
class Passage:
    """A heading or paragraph of the body; `text` is what readers see of it."""

    block: Block
    text: str

    def first(self, count: int) -> str:
        """Return up to `count` of its letters and figures from its beginning."""
        found = letters(self.text[: count * _STRETCH])[:count]
        return found if len(found) == count else letters(self.text)[:count]

    def last(self, count: int) -> str:
        """Return up to `count` of its letters and figures before its end."""
        found = letters(self.text[-count * _STRETCH :])[-count:]
        return found if len(found) == count else letters(self.text)[-count:]


@record(slots=False)
class Passages:
    """The headings and paragraphs of a body, in their order; only those asked for are read.

    `blocks` are all of the body. A heading or paragraph without text is no passage.
    """

    prose: str
    blocks: tuple[Block, ...]

    def __iter__(self) -> Iterator[Passage]:
        return map(self._passage, self._read)

    @cached_property
    def first(self) -> Passage | None:
        """The passage with which the body begins."""
        return next(iter(self), None)

    def neighbours(self, texts: Sequence[str], count: int) -> Iterator[tuple[Passage, Passage]]:
        """Yield the neighbours that may meet in one of some texts, which are letters alone.

        A letter of the first and `count` letters of the second are looked for. The first is a
        heading or at least does not end with 。, which most do: they need not be read.
        """
        joined, prose = "\n".join(texts), self.prose
        if OBJECT in joined:
            yield from pairwise(self)  # objects in a row are one in a passage
            return
        for before, block in pairwise(self._read):
            first, second = before.text, block.text
            if before.kind is not _HEADING and prose[first.end - 1] == "。":
                continue
            if _letters(prose[second.start]) not in joined:
                continue
            words = prose[first.start : first.end]
            if _meet(words, prose[second.start : second.end], joined, count):
                yield self._passage(before), self._passage(block)

    def holding(self, phrase: str) -> Iterator[tuple[str, str]]:
        """Yield the distinct texts whose letters hold a phrase, with the letters."""
        seen: set[str] = set()
        for block in self._near(phrase):
            text = self._passage(block).text
            if text not in seen and phrase in letters(text):
                yield text, letters(text)
            seen.add(text)

    def _near(self, phrase: str) -> Iterable[Block]:
        """Return the blocks that may hold a phrase: all, if it has no letter to be sought.

        Such a letter is written in one way. Among those the kanji are rarer, and greater.
        """
        anchor = max(set(_KEPT.findall(phrase)) - _written_in_two_ways(), default="")
        return self._around(anchor, phrase) if anchor else self._read

    def _around(self, anchor: str, phrase: str) -> Iterator[Block]:
        """Yield the blocks that hold a letter of a phrase with the letters beside it."""
        prose, blocks, index = self.prose, self._read, phrase.index(anchor)
        left, right = phrase[:index][-1:], phrase[index + 1 :][:1]
        place = prose.find(anchor) if blocks else -1
        while place >= 0:
            # What is no letter may part the letters of the phrase.
            after = _letters(prose[place + 1 : place + 2])
            before = _letters(prose[max(0, place - 1) : place])
            if (not after or after.startswith(right)) and (not before or before.endswith(left)):
                block = blocks[bisect_right(blocks, place, key=_start) - 1]
                if block.text.start <= place < block.text.end:
                    yield block
                    place = block.text.end - 1
            place = prose.find(anchor, place + 1)

    @cached_property
    def _read(self) -> list[Block]:
        """The headings and paragraphs that show anything."""
        prose = self.prose
        return [
            block
            for block in self.blocks
            if (block.kind is _PARAGRAPH or block.kind is _HEADING)
            and (text := block.text).start < text.end
            and (prose[text.start] not in _BLANKS or prose[text.start : text.end].lstrip(_BLANKS))
        ]

    def _masked(self, block: Block) -> str:
        return self.prose[block.text.start : block.text.end]

    def _passage(self, block: Block) -> Passage:
        return Passage(block, plain(self._masked(block), 0).text)


def find(article: Article) -> Passages:
    """Return the passages of an article."""
    return Passages(article.prose, article.blocks)


def _start(block: Block) -> int:
    return block.text.start


def _meet(first: str, second: str, others: str, count: int) -> bool:
    """Say whether the last letter of a text and `count` letters of the next stand in others."""
    last = _last_letter(first)
    found, enough = last, len(last) + count
    for character in second:
        found += _letters(character)
        if len(found) >= enough or found not in others:
            break
    return len(found) >= enough and found[:enough] in others


def _last_letter(text: str) -> str:
    """Return the last letter of a text, empty where it has none."""
    for character in reversed(text.rstrip(MARKUP)):
        if found := _letters(character):
            return found[-1]
    return ""


def has_letters(text: str, wanted: str) -> bool:
    """Say whether a text has certain letters and no others. The last one tells most texts apart."""
    return wanted.endswith(_last_letter(text)) and letters(text) == wanted


@cache
def _written_in_two_ways() -> frozenset[str]:
    """Return the letters that folding leaves alone, but makes of other characters as well."""
    others = "".join(map(chr, chain(*_BECOMING)))
    return frozenset(_KEPT.findall(unicodedata.normalize("NFKD", others)))


@lru_cache(maxsize=64)  # several checks read the summaries of an article
def letters(text: str) -> str:
    """Return the letters and figures of a text, and its objects, in one width and case."""
    for mark in _COMMON_MARKS:
        text = text.replace(mark, "")
    if not text.isalnum():
        text = _folded_one_by_one(text, set(_NO_LETTER.findall(text)))
    if not unicodedata.is_normalized("NFKC", text):  # that takes a tenth of the time to say
        text = _folded_one_by_one(text, set(text))
    folded = text.casefold()
    # What one letter becomes may hold accents, which are no letters.
    return folded if len(folded) == len(text) else "".join(map(_letters, folded))


def offset_of(text: str, index: int, start: int = 0) -> int:
    """Return where in a text, from an offset on, the letter at an index of its letters stands."""
    for step in _STEP.finditer(text, start):
        first, end = step.span()
        count = end - first if step.lastindex else len(_letters(text[first]))
        if index < count:
            return first + (index if step.lastindex else 0)
        index -= count
    raise IndexError(f"a text of {len(text)} characters has fewer letters")


def gap_before(text: str, index: int) -> tuple[int, int]:
    """Return the offset behind the letter before one, and the offset of that one."""
    before = offset_of(text, index - 1)
    if len(_letters(text[before])) > 1:  # both may be of one character, such as ㎡
        return before + 1, offset_of(text, index)
    return before + 1, offset_of(text, 0, before + 1)


def _folded_one_by_one(text: str, characters: Iterable[str]) -> str:
    changed = {each: folded for each in characters if (folded := _letters(each)) != each}
    if len(changed) > _MOST_REPLACED:
        return "".join(changed.get(character, character) for character in text)
    for character, folded in changed.items():
        text = text.replace(character, folded)
    return text


@lru_cache(maxsize=8192)  # the characters of a Japanese blog
def _letters(character: str) -> str:
    if "ぁ" <= character <= "ゖ" or "ァ" <= character <= "ヺ" or "一" <= character <= "鿯":
        return character  # nearly all; they are in this form already
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(letter for letter in folded if letter.isalnum() or letter in ("ー", OBJECT))
