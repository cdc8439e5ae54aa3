"""The proof that a repair lost nothing: what the text said before, it says afterwards.

A blog was once ruined by a wrong check that was wired to an automatic repair. So no rule is
trusted: whatever its fixes do, each sentence must still stand, be changed in place only, or have
been one of two copies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.sentences import Plain
    from kouetsu.article.source import Span
    from kouetsu.finding import Edit

# Marks and blanks are no words: a repair may move them, and with them the borders of sentences.
_NO_WORDS = compiled(rf"[\s{MARKUP}{OBJECT}*_#~`>|=\\+\-]+")


@record(slots=False)
class _Words:
    """What an article says, without marks and blanks."""

    article: Article

    @cached_property
    def sentences(self) -> frozenset[str]:
        return frozenset(_words(sentence.text) for sentence in self.article.sentences)

    @cached_property
    def all(self) -> str:
        """The words of the body as one string: the borders of sentences may have moved."""
        return _words(self.article.prose[self.article.body.start :])

    def hold(self, words: str) -> bool:
        return words in self.sentences or words in self.all


@record
class Proof:
    """The edits that turned an article into another.

    `edits` are ascending and disjoint, in offsets of `before`. What lies wholly inside one of
    `foreign` was never the writer's (the marker of a script) and may go.
    """

    before: Article
    after: Article
    edits: Sequence[Edit]
    foreign: Sequence[Span] = ()

    def losses(self) -> Iterator[str]:
        """Yield what `after` no longer says: keys of the head first, then sentences."""
        yield from self._lost_entries()
        after = _Words(self.after)
        for sentence in self.before.sentences:
            words = _words(sentence.text)
            if not words or any(span.contains(sentence.span) for span in self.foreign):
                continue
            edits = self._edits_in(sentence.span)
            is_there = self._stays(sentence.plain, edits, after) if edits else after.hold(words)
            if not is_there:
                yield sentence.text

    def _lost_entries(self) -> Iterator[str]:
        """Yield the keys that are gone, moved, or have another value that no edit gave them."""
        rest = self.after.front_matter.entries
        for entry in self.before.front_matter.entries:
            keys = [each.key for each in rest]
            if entry.key not in keys:
                yield entry.key
                continue
            same = rest[keys.index(entry.key)]
            rest = rest[keys.index(entry.key) + 1 :]
            if not self._edits_in(entry.value.span):
                old = self.before.source.slice(entry.value.span)
                if old != self.after.source.slice(same.value.span):
                    yield entry.key

    def _stays(self, plain: Plain, edits: Sequence[Edit], after: _Words) -> bool:
        """Say whether a sentence still stands, changed in place at most.

        Words that were taken out with nothing in their place must stand elsewhere, and so must a
        sentence of which nothing is left.
        """
        kept: list[str] = []
        gone: list[str] = []
        is_left, rest = False, 0
        for edit in edits:
            first = bisect_left(plain.offsets, edit.span.start)
            last = bisect_left(plain.offsets, edit.span.end)
            is_left |= bool(_words(plain.text[rest:first]))
            kept += (plain.text[rest:first], edit.replacement)
            if first < last and not (
                _words(edit.replacement) or self._is_foreign(plain, first, last)
            ):
                gone.append(_words(plain.text[first:last]))
            rest = max(rest, last)
        is_left |= bool(_words(plain.text[rest:]))
        if not is_left:
            return after.hold(_words(plain.text))
        kept.append(plain.text[rest:])
        return after.hold(_words("".join(kept))) and all(after.hold(words) for words in gone)

    def _is_foreign(self, plain: Plain, start: int, end: int) -> bool:
        words = plain.text[start:end]
        last = start + len(words.rstrip())
        first = last - len(words.strip())
        return first < last and any(span.contains(plain.span(first, last)) for span in self.foreign)

    def _edits_in(self, span: Span) -> Sequence[Edit]:
        first = bisect_right(self.edits, span.start, key=lambda edit: edit.span.end)
        if first and self.edits[first - 1].span.start == span.start:
            first -= 1  # words put in right before it
        last = first
        while last < len(self.edits) and self.edits[last].span.start <= span.end:
            last += 1
        return self.edits[first:last]


def _words(text: str) -> str:
    return _NO_WORDS.sub("", text)
