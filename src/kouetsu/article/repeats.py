"""The copies inside one article: runs of sentences that stand earlier already.

A clone detector over sentences: glue scripts join paragraphs with spaces and cut them anywhere, so
paragraphs cannot carry a copy. Runs cross paragraph borders; sentences that the copy adds may lie
inside a run, but are not part of it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from kouetsu.article.characters import ENDS
from kouetsu.article.comparison import Contained, contained, is_near
from kouetsu.article.following import longest, units_of
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span, holds
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.article import Article
    from kouetsu.article.following import Units
    from kouetsu.article.sentences import Sentence

# A key this long may begin a run; a shorter one only carries a run on.
_SHORTEST_SEED = 10
# What of a sentence stands in its key.
_COMPARED_LETTER = compiled(rf"[^\s*_{MARKUP}]")
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


@record
class Run:
    """A maximal run of matches.

    `earlier` is the stretch of earlier text that it follows; `added` are its sentences that stand
    nowhere before; `is_whole` says that no sentence of the earlier stretch is missing;
    `characters` counts the matched ones, in code points.
    """

    matches: tuple[Match, ...]
    added: tuple[Span, ...]
    earlier: Span
    is_whole: bool
    characters: int

    @property
    def span(self) -> Span:
        """From the first matched sentence to the last."""
        return Span(self.matches[0].span.start, self.matches[-1].span.end)

    @property
    def is_exact(self) -> bool:
        """Whether every sentence is repeated to the letter, none added and none left out."""
        return self.is_whole and not self.added and all(m.is_exact for m in self.matches)


@record
class Repeats:
    """All runs of an article in the order of the text; they do not overlap."""

    runs: tuple[Run, ...]
    copied: tuple[Span, ...]

    def holds(self, span: Span) -> bool:
        """Say whether a span lies inside text that repeats earlier text."""
        return holds(self.copied, span)

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
        if pairs := longest(units, index):
            runs.append(_run(units, pairs))
            units.run_starts.append(index)
            end = pairs[-1][0] + 1
    copied = [match.span for run in runs for match in run.matches]
    return Repeats(tuple(runs), tuple(copied))


def _run(units: Units, pairs: list[tuple[int, int]]) -> Run:
    """Make a run of its pairs; a sentence between them may be a copy from elsewhere, or new."""
    origins = dict(pairs)
    matches: list[Match] = []
    followed: list[Span] = []
    added: list[Span] = []
    for later in range(pairs[0][0], pairs[-1][0] + 1):
        if (origin := origins.get(later)) is not None:
            match = _match(units, later, origin)
            matches.append(match)
            followed.append(match.earlier)
        elif (origin := _elsewhere(units, later)) is not None:
            matches.append(_match(units, later, origin))
        else:
            added.append(units.sentences[later].span)
    earlier = Span(min([each.start for each in followed]), max([each.end for each in followed]))
    characters = sum([match.span.end - match.span.start for match in matches])
    places = sorted(origin for _, origin in pairs)
    is_whole = places[-1] - places[0] + 1 == len(places)
    return Run(tuple(matches), tuple(added), earlier, is_whole, characters)


def _elsewhere(units: Units, later: int) -> int | None:
    """Return the first earlier sentence that a sentence inside a run repeats, if any."""
    for origin in units.origins(later):
        if units.is_match(units.keys[later], units.keys[origin]):
            return origin
    return None


def _match(units: Units, later: int, earlier: int) -> Match:
    key, other = units.keys[later], units.keys[earlier]
    one, first = units.sentences[later], units.sentences[earlier]
    if key == other:
        return Match(one.span, first.span, True)
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
    masked, base = sentence.masked, sentence.start
    offsets: Sequence[int] = range(len(masked))
    if _LEFT_OUT.search(masked):
        offsets = [match.start() for match in _COMPARED_LETTER.finditer(masked)]
    if len(offsets) != len(key):  # an object's source text holds blanks: stay with the sentence
        return sentence.span
    return Span(base + offsets[start], base + offsets[end - 1] + 1)
