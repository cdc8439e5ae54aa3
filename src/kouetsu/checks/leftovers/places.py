"""Where in an article a leftover may stand: positions that its own text does not take."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Block, Container, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.checks.leftovers.signs import Place, letters_in, signs
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable, Iterator

    from kouetsu.article import Article
    from kouetsu.checks.leftovers.signs import Sign

_TEXT_KINDS = (Kind.PARAGRAPH, Kind.HEADING, Kind.TABLE_CELL, Kind.HTML)
_CODE_KINDS = frozenset({Kind.CODE, Kind.MATH})
# Names of this module are looked up much faster than members of a class.
_HEADING, _PARAGRAPH = Kind.HEADING, Kind.PARAGRAPH
_ANSWER, _HEAD, _TAIL, _TITLE = Place.ANSWER, Place.HEAD, Place.TAIL, Place.TITLE
# Acknowledgements and reports stand before the title and opening, or after the last paragraph
# with a few lines of notes: a convention of ours.
_HEAD_BLOCKS = 3
_TAIL_BLOCKS = 5
_LEAD = compiled(rf"[\s*_{MARKUP}]*")
# One by one, for the engine looks for one character ten times as fast as for one of four.
_SHOWN = tuple((opener, compiled(opener)) for opener in "「『“`")
# Code points: no sign is longer, and quotation marks further apart are no pair.
_LONGEST_SHOWN = 200
_LONGEST_QUOTE = 1000
# It begins with the space, which the engine finds much faster than one of three marks.
_GLUED = compiled(r" (?<=[。？！] )")
_EDGES = f" *_{MARKUP}"


@record(slots=False)
class Places:
    """The body of an article, by the positions that matter for leftovers."""

    article: Article

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks that hold words, in the order of the text."""
        return list(_with_words(self.article.blocks))

    def known(self, sources: tuple[str, ...]) -> list[Sign]:
        """Return the signs for which the body holds what they need where they count."""
        letters = letters_in(self.article.texts.joined, sources)
        return [sign for sign in signs(sources) if self._may_match(sign, letters)]

    def _may_match(self, sign: Sign, letters: Collection[str]) -> bool:
        article, place = self.article, sign.place
        if place is _TITLE:
            return False
        if place is _HEAD:
            held = sign.may_match_in(self._head_text)
        elif place is _TAIL:
            held = sign.may_match_in(self._tail_text)
        else:
            held = sign.may_match(article.texts.joined, article.texts.latin, letters)
        return held and sign.is_on_topic(article.texts.joined)

    def matches(self, sign: Sign) -> Iterator[re.Match[str]]:
        """Yield the matches of a sign's pattern in the places where it counts."""
        prose = self.article.prose
        if sign.place is Place.ANYWHERE:
            found = sign.pattern.finditer(prose)
            yield from (match for match in found if self._index(match.start()) is not None)
        elif sign.place is Place.TAIL:
            for block in self._tail:
                yield from sign.pattern.finditer(prose, block.text.start, block.text.end)
        elif sign.place is Place.HEADING:
            for block in self.holding(sign.words):
                if block.kind is _HEADING or self._is_bold_line(block):
                    yield from sign.pattern.finditer(prose, block.text.start, block.text.end)
        elif sign.place is not Place.TITLE:
            for index, offset in self._begins(sign.place):
                match = sign.pattern.match(prose, offset)
                if match and not (sign.place is _ANSWER and self._follows_question(index)):
                    yield match

    def holding(self, keys: Iterable[str]) -> list[Block]:
        """Return the blocks of words that hold at least one of some strings."""
        found: set[int] = set()
        for key in keys:
            offset = self.article.prose.find(key)
            while offset >= 0:
                index = self._index(offset)
                found.update(() if index is None else (index,))
                offset = self.article.prose.find(key, offset + 1)
        return [self.blocks[index] for index in sorted(found)]

    def is_quoted(self, offset: int) -> bool:
        """Say whether an offset lies in a block quotation or between quotation marks."""
        index = self._index(offset)
        if index is None:
            return False
        block = self.blocks[index]
        before = self.article.prose[max(block.text.start, offset - _LONGEST_QUOTE) : offset]
        is_open = any(before.count(a) > before.count(b) for a, b in ("「」", "『』", "“”"))
        return is_open or Container.QUOTE in block.containers

    def is_topic(self, words: str) -> bool:
        """Say whether the body quotes these very words or shows them as code elsewhere."""
        index = bisect_left(self._shown, words)
        return index < len(self._shown) and self._shown[index].startswith(words)

    def is_code(self, offset: int) -> bool:
        """Say whether an offset lies in code, a formula or a comment."""
        article = self.article
        index = bisect_right(self._hidden, Span(offset, len(article.source.text))) - 1
        if index >= 0 and offset < self._hidden[index].end:
            return True
        start = offset
        while start > 0 and article.prose[start - 1] == OBJECT:
            start -= 1
        return article.prose[offset] == OBJECT and article.source.text[start] == "`"

    def words_start(self, block: Block) -> int:
        """Return the offset of a block's first word, after markup."""
        match = _LEAD.match(self.article.prose, block.text.start, block.text.end)
        return match.end() if match else block.text.start

    @cached_property
    def _shown(self) -> list[str]:
        """What the body quotes or shows as code, in alphabetical order."""
        body = self.article.source.text
        openers = [pattern for opener, pattern in _SHOWN if opener in body]
        starts = (match.end() for pattern in openers for match in pattern.finditer(body))
        return sorted({body[start : start + _LONGEST_SHOWN] for start in starts})

    @cached_property
    def _head(self) -> list[Block]:
        return list(islice(_with_words(self.article.blocks), _HEAD_BLOCKS))

    @cached_property
    def _head_text(self) -> str:
        """The prose of the first blocks, to the line end at which the pattern of a sign stops."""
        prose, head = self.article.prose, self._head
        if not head:
            return ""
        end = prose.find("\n", head[-1].text.end)
        return prose[head[0].text.start : end if end >= 0 else len(prose)]

    @cached_property
    def _tail(self) -> list[Block]:
        return list(islice(_with_words(reversed(self.article.blocks)), _TAIL_BLOCKS))[::-1]

    @cached_property
    def _tail_text(self) -> str:
        """The prose of the last blocks."""
        tail = self._tail
        return self.article.prose[tail[0].text.start : tail[-1].text.end] if tail else ""

    @cached_property
    def _hidden(self) -> list[Span]:
        article = self.article
        hidden = [block.span for block in article.blocks if block.kind in _CODE_KINDS]
        return sorted([*hidden, *(comment.span for comment in article.comments)])

    @cached_property
    def _offsets(self) -> list[int]:
        return [block.text.start for block in self.blocks]

    def _index(self, offset: int) -> int | None:
        """Return the index of the block of words that holds an offset."""
        index = bisect_right(self._offsets, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].text.end else None

    def _begins(self, place: Place) -> Iterator[tuple[int, int]]:
        """Yield where paragraphs begin, or where text was glued on with a space.

        Each offset comes with the index of its block.
        """
        for index, block in enumerate(self._head if place is _HEAD else self.blocks):
            if block.kind is not _PARAGRAPH or block.containers:
                continue
            yield index, self.words_start(block)
            glued = _GLUED.finditer(self.article.prose, block.text.start, block.text.end)
            yield from ((index, match.end()) for match in glued)

    def _follows_question(self, index: int) -> bool:
        """Say whether the block before asks something, so that a yes is the author's own."""
        if index == 0:
            return False
        before = self.blocks[index - 1].text
        text = self.article.prose[before.start : before.end].rstrip(f"{_EDGES}」』")
        return text.endswith(("？", "?", "か。"))

    def _is_bold_line(self, block: Block) -> bool:
        line = self.article.source.slice(block.span).strip()
        return line.startswith("**") and line.endswith("**") and "\n" not in line


def _with_words(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that hold words."""
    for block in blocks:
        if block.kind in _TEXT_KINDS and block.text.start < block.text.end:
            yield block
