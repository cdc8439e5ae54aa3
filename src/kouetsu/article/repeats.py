"""The copies inside one article: runs of sentences that stand earlier already.

A clone detector over sentences: glue scripts join paragraphs with spaces and cut them anywhere, so
paragraphs cannot carry a copy. Runs cross paragraph borders; sentences that the copy adds may lie
inside a run, but are not part of it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.characters import ENDS
from kouetsu.article.comparison import Contained, contained, is_near
from kouetsu.article.following import longest, units_of
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kouetsu.article import Article
    from kouetsu.article.following import Stretch, Units
    from kouetsu.article.sentences import Sentence

# A key this long may begin a run; a shorter one only carries a run on.
_SHORTEST_SEED = 10
# What of a sentence does not stand in its key.
_LEFT_OUT = compiled(rf"[\s*_{MARKUP}]")


@record
class Match:
    """A stretch of one sentence that repeats a stretch of an earlier one.

    `is_cut` says that the copy stops inside the sentence that it repeats; `completes` that the
    earlier sentence does, and that the copy goes on.
    """

    span: Span
    earlier: Span
    is_exact: bool
    is_cut: bool = False
    completes: bool = False


@record(slots=False)
class Run:
    """A maximal run of sentences that repeat earlier ones.

    `copies` are its sentences, `originals` those that they repeat, in the same order. `changed` are
    the matches of the copies that are not the same to the letter, by the offset where such a copy
    starts. `earlier` is the stretch of earlier text that the run follows; `added` are its sentences
    that stand nowhere before; `is_whole` says that no sentence of the earlier stretch is missing.
    """

    copies: Sequence[Sentence]
    originals: Sequence[Sentence]
    changed: Mapping[int, Match]
    added: tuple[Span, ...]
    earlier: Span
    is_whole: bool

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """A match for each copy. Most are the same to the letter, and few of those asked for."""
        pairs = zip(self.copies, self.originals, strict=True)
        changed = self.changed
        return tuple(
            [
                changed.get(copy.start) or Match(copy.span, original.span, True)
                for copy, original in pairs
            ]
        )

    @cached_property
    def span(self) -> Span:
        """From the first matched sentence to the last."""
        first, last = self.copies[0], self.copies[-1]
        begun, ended = self.changed.get(first.start), self.changed.get(last.start)
        return Span(
            begun.span.start if begun else first.start, ended.span.end if ended else last.end
        )

    @cached_property
    def lengths(self) -> list[int]:
        """How much of each copy repeats earlier text, in code points."""
        changed = self.changed
        if not changed:
            return [len(copy.masked) for copy in self.copies]
        return [
            len(changed[copy.start].span if copy.start in changed else copy.masked)
            for copy in self.copies
        ]

    @property
    def characters(self) -> int:
        """How many code points repeat earlier text."""
        return sum(self.lengths)

    @property
    def is_exact(self) -> bool:
        """Whether every sentence is repeated to the letter, none added and none left out."""
        return self.is_whole and not self.added and not self.changed


@record(slots=False)
class Repeats:
    """All runs of an article in the order of the text; they do not overlap."""

    runs: tuple[Run, ...]

    @cached_property
    def copied(self) -> tuple[Span, ...]:
        """The spans of all that repeats earlier text, each as long as it can be."""
        starts: list[int] = []
        ends: list[int] = []
        for run in self.runs:
            for copy, length in zip(run.copies, run.lengths, strict=True):
                changed = run.changed.get(copy.start)
                start = changed.span.start if changed else copy.start
                if ends and start == ends[-1]:
                    ends[-1] = start + length
                else:
                    starts.append(start)
                    ends.append(start + length)
        return tuple(map(Span, starts, ends))

    def begin_at(self, offset: int) -> bool:
        """Say whether a run begins at an offset."""
        index = bisect_left(self.runs, offset, key=lambda run: run.span.start)
        return index < len(self.runs) and self.runs[index].span.start == offset


def find(article: Article) -> Repeats:
    """Find the runs of repeated sentences of an article."""
    units = units_of(article)
    runs: list[Run] = []
    end = 0
    for index in units.repeated(_SHORTEST_SEED):
        if index < end:
            continue
        if followed := longest(units, index):
            runs.append(_run(units, followed))
            units.run_starts.append(index)
            later, _, count = followed[-1]
            end = later + count
    return Repeats(tuple(runs))


def _run(units: Units, followed: list[Stretch]) -> Run:
    """Make a run of its stretches."""
    sentences = units.sentences
    stretches, added = _filled(units, followed)
    copies: list[Sentence] = []
    originals: list[Sentence] = []
    changed: dict[int, Match] = {}
    for later, earlier, count in stretches:
        copies += sentences[later : later + count]
        originals += sentences[earlier : earlier + count]
        if units.keys[later] != units.keys[earlier]:
            changed[sentences[later].start] = _match(units, later, earlier)
    starts: list[int] = []
    ends: list[int] = []
    for later, earlier, count in followed:
        match = changed.get(sentences[later].start)
        starts.append(match.earlier.start if match else sentences[earlier].start)
        ends.append(match.earlier.end if match else sentences[earlier + count - 1].end)
    first = min([earlier for _, earlier, _ in followed])
    after = max([earlier + count for _, earlier, count in followed])
    is_whole = after - first == sum([count for _, _, count in followed])
    return Run(copies, originals, changed, added, Span(min(starts), max(ends)), is_whole)


def _filled(units: Units, followed: list[Stretch]) -> tuple[list[Stretch], tuple[Span, ...]]:
    """Return some stretches with the copies from elsewhere between them, and what is new there."""
    stretches: list[Stretch] = []
    added: list[Span] = []
    end = followed[0][0]
    for stretch in followed:
        for between in range(end, stretch[0]):
            origin = _elsewhere(units, between)
            if origin is None:
                added.append(units.sentences[between].span)
            else:
                stretches.append((between, origin, 1))
        stretches.append(stretch)
        end = stretch[0] + stretch[2]
    return stretches, tuple(added)


def _elsewhere(units: Units, later: int) -> int | None:
    """Return the first earlier sentence that a sentence inside a run repeats, if any."""
    for origin in units.origins(later):
        if units.is_match(units.keys[later], units.keys[origin]):
            return origin
    return None


def _match(units: Units, later: int, earlier: int) -> Match:
    """Return the match of a sentence that repeats an earlier one, but not to the letter."""
    key, other = units.keys[later], units.keys[earlier]
    one, first = units.sentences[later], units.sentences[earlier]
    is_cut = key[-1] not in ENDS and (other[-1] in ENDS or other.startswith(key))
    completes = other[-1] not in ENDS and key[-1] in ENDS and key.startswith(other)
    if is_near(key, other):
        return Match(one.span, first.span, False, is_cut, completes)
    part = contained(key, other)
    if part is None:  # the beginnings agree, and one of the two stops there
        shared = min(len(key), len(other))
        part = Contained(0, shared, 0, shared)
    return Match(
        _part(one, key, part.start, part.end),
        _part(first, other, part.other_start, part.other_end),
        False,
        is_cut and part.end == len(key),
        completes,
    )


def _part(sentence: Sentence, key: str, start: int, end: int) -> Span:
    """Return the span of `key[start:end]` in the sentence that the key was made from."""
    if start == 0 and end == len(key):
        return sentence.span
    masked = sentence.masked
    left_out = [match.start() for match in _LEFT_OUT.finditer(masked)]
    if len(masked) - len(left_out) != len(key):
        return sentence.span  # an object's source text holds blanks: stay with the sentence
    first, last = start, end - 1
    for offset in left_out:
        first += offset <= first
        last += offset <= last
    return Span(sentence.start + first, sentence.start + last + 1)
