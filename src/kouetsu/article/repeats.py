"""The copies inside one article: runs of sentences that stand earlier already.

A clone detector over sentences: glue scripts join paragraphs with spaces and cut them anywhere, so
paragraphs cannot carry a copy. Runs cross paragraph borders; sentences that the copy adds may lie
inside a run, but are not part of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.article.characters import ENDS
from kouetsu.article.comparison import Contained, contained, is_near, near_keys
from kouetsu.article.markdown import Block, Container, Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span, holds
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence

# How far the copied sentences may be apart in the earlier text for a run to go on: a copy leaves
# out or swaps a sentence or two, hardly more.
_WINDOW = 4
# The places that are tried, from the earlier sentence of the last pair: the next one first.
_NEARBY = sorted(range(1 - _WINDOW, _WINDOW + 1), key=lambda step: abs(step - 1))
_COMPARED = frozenset({Kind.PARAGRAPH, Kind.HEADING})
# How many sentences a copy may add between two copied ones.
_ADDED = 4
# Earlier places that are tried as the origin of a run: the first ones and the last ones.
_ORIGINS = 6
# A key this long may begin a run; a shorter one only carries a run on.
_SHORTEST_SEED = 10
# The least overlap by which a cut sentence carries a run on at its end.
_SHORTEST_CUT = 2
# What a line must hold to be words, not a marker such as ---END--- or a row of stars.
_WORDS = compiled(r"[a-zａ-ｚ\u00c0-\uffdf]")
# What of a sentence stands in its key.
_COMPARED_LETTER = compiled(rf"[^\s*_{MARKUP}]")


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


@record
class _Units:
    """The sentences that are compared, their keys, and where each key stands that may be repeated.

    `run_starts` are the sentences at which the runs found so far begin. A run does not follow the
    earlier text over such a place: there the original ends and a copy begins.
    """

    sentences: Sequence[Sentence]
    keys: Sequence[str]
    places: dict[str, list[int]]
    near: dict[str, list[str]]
    run_starts: list[int] = field(default_factory=list)

    def origins(self, index: int) -> list[int]:
        """Return the earlier sentences that the one at `index` may repeat, in ascending order."""
        key = self.keys[index]
        found: list[int] = []
        for alike in (key, *self.near.get(key, ())):
            places = self.places.get(alike, [])
            before = bisect_left(places, index)
            found += places[: min(before, _ORIGINS)]
            found += places[max(before - _ORIGINS, _ORIGINS) : before]
        places = sorted(set(found))
        few = len(places) <= 2 * _ORIGINS
        return places if few else [*places[:_ORIGINS], *places[-_ORIGINS:]]

    def is_first(self, index: int) -> bool:
        """Say whether nothing like the sentence at `index` stands earlier, at the first glance."""
        key = self.keys[index]
        return self.places[key][0] == index and key not in self.near

    def border(self, earlier: int, limit: int) -> int:
        """Return the first place from `earlier` on, or `limit`, that a run does not follow over."""
        place = bisect_left(self.run_starts, earlier)
        return min(limit, self.run_starts[place]) if place < len(self.run_starts) else limit

    def matches(self, index: int, origin: int) -> bool:
        """Say whether one sentence repeats another, wholly or in a long part."""
        key, other = self.keys[index], self.keys[origin]
        return key == other or (
            other in self.near.get(key, ())
            and (is_near(key, other) or contained(key, other) is not None)
        )


def find(article: Article) -> Repeats:
    """Find the runs of repeated sentences of an article."""
    units = _units(article)
    runs: list[Run] = []
    end = 0
    seeds = {key for key in units.places if len(key) >= _SHORTEST_SEED}
    for index in [index for index, key in enumerate(units.keys) if key in seeds]:
        if index < end or units.is_first(index):
            continue
        if pairs := _longest(units, index):
            runs.append(_run(units, pairs))
            units.run_starts.append(index)
            end = pairs[-1][0] + 1
    copied = [match.span for run in runs for match in run.matches]
    return Repeats(tuple(runs), tuple(copied))


def _units(article: Article) -> _Units:
    sentences: list[Sentence] = []
    by_block = article.sentences_by_block
    for block in article.blocks:
        own = by_block.get(block.span.start)
        if own and _is_compared(article, block):
            sentences += own
    known = article.keys
    keys = [known[sentence.span.start] for sentence in sentences]
    if "" in keys:
        sentences = [each for each, key in zip(sentences, keys, strict=True) if key]
        keys = [key for key in keys if key]
    near = near_keys(keys)
    counts = Counter(keys)
    places: dict[str, list[int]] = {
        key: [] for key, count in counts.items() if count > 1 or key in near
    }
    for index, key in enumerate(keys):
        if key in places:
            places[key].append(index)
    return _Units(sentences, keys, places, near)


def _is_compared(article: Article, block: Block) -> bool:
    """Tables, raw HTML and footnotes repeat by nature; so do marker lines and lines of links."""
    if block.kind not in _COMPARED or Container.FOOTNOTE in block.containers:
        return False
    document, text = article.document, block.text
    if not _WORDS.search(document.prose, text.start, text.end):
        return False
    links = document.links_in(text)
    if not links:
        return True
    outside = article.prose[block.text.start : links[0].span.start]
    for link, end in zip(links, [*(x.span.start for x in links[1:]), block.text.end], strict=True):
        outside += article.prose[link.span.end : end]
    return any(character.isalnum() for character in outside)


def _longest(units: _Units, index: int) -> list[tuple[int, int]]:
    """Return the longest run that begins at a sentence, as pairs (sentence, earlier sentence)."""
    best: list[tuple[int, int]] = []
    most = 0
    for origin in units.origins(index):
        if not units.matches(index, origin):
            continue
        pairs = _extend(units, index, origin)
        length = sum([len(units.keys[later]) for later, _ in pairs])
        if length > most:
            best, most = pairs, length
    return best


def _extend(units: _Units, index: int, origin: int) -> list[tuple[int, int]]:
    """Follow a copy sentence by sentence from its first pair on."""
    pairs = [(index, origin)]
    used = {origin}
    step: tuple[int, int] | None = (index, origin)
    while step is not None:
        later, earlier = step
        border = units.border(earlier + 1, index)
        # Nearly every step of a copy: nothing can be nearer than the next sentence.
        most = min(border - earlier, len(units.keys) - later) - 1
        count = _equal(units.keys, later + 1, earlier + 1, most, used)
        if count:
            followed = range(earlier + 1, earlier + 1 + count)
            used.update(followed)
            pairs += zip(range(later + 1, later + 1 + count), followed, strict=True)
            later, earlier = later + count, earlier + count
        step = _next(units, later, earlier, border, used)
        if step is not None:
            used.add(step[1])
            pairs.append(step)
    later, earlier = later + 1, earlier + 1
    is_inside = later < len(units.keys) and earlier < units.border(earlier, index)
    if is_inside and _is_cut(units, later, earlier):
        pairs.append((later, earlier))
    return pairs


def _equal(keys: Sequence[str], later: int, earlier: int, most: int, used: set[int]) -> int:
    """Return how many sentences from two places on are equal, up to one that is used already."""
    for count in range(most):
        if keys[later + count] != keys[earlier + count] or earlier + count in used:
            return count
    return max(most, 0)


def _next(
    units: _Units, later: int, earlier: int, limit: int, used: set[int]
) -> tuple[int, int] | None:
    """Find the next pair of a run: the nearest, allowing for added, missing and swapped ones."""
    keys = units.keys
    following = keys[later + 1 : later + 2 + _ADDED]
    around = keys[max(0, earlier + 1 - _WINDOW) : min(limit, earlier + 1 + _WINDOW)]
    # Most runs end here: none of the sentences that follow stands near.
    if units.near.keys().isdisjoint(following) and set(following).isdisjoint(around):
        return None
    nearby = [
        place for step in _NEARBY if 0 <= (place := earlier + step) < limit and place not in used
    ]
    alike = [keys[place] for place in nearby]
    blocks = {units.sentences[later].block.span.start}
    for candidate in range(later + 1, later + 1 + len(following)):
        key = keys[candidate]
        if key not in alike and key not in units.near:
            continue
        for place in nearby:
            if units.matches(candidate, place):
                blocks.add(units.sentences[candidate].block.span.start)
                between = units.sentences[later + 1 : candidate]
                # A whole new paragraph between copies ends a run: it is not part of any copy.
                if all(added.block.span.start in blocks for added in between):
                    return candidate, place
    return None


def _is_cut(units: _Units, later: int, earlier: int) -> bool:
    """Say whether one of two sentences is the beginning of the other: a copy that was cut short."""
    key, other = units.keys[later], units.keys[earlier]
    shorter, longer = sorted((key, other), key=len)
    return len(shorter) >= _SHORTEST_CUT and longer.startswith(shorter)


def _run(units: _Units, pairs: list[tuple[int, int]]) -> Run:
    """Make a run of its pairs; a sentence between them may be a copy from elsewhere, or new."""
    origins, keys, sentences = dict(pairs), units.keys, units.sentences
    matches: list[Match] = []
    followed: list[Span] = []
    added: list[Span] = []
    for later in range(pairs[0][0], pairs[-1][0] + 1):
        if later in origins:
            origin = origins[later]
            if keys[later] == keys[origin]:  # nearly all
                match = Match(sentences[later].span, sentences[origin].span, True)
            else:
                match = _match(units, later, origin)
            matches.append(match)
            followed.append(match.earlier)
        elif elsewhere := [o for o in units.origins(later) if units.matches(later, o)]:
            matches.append(_match(units, later, elsewhere[0]))
        else:
            added.append(units.sentences[later].span)
    earlier = Span(min([each.start for each in followed]), max([each.end for each in followed]))
    characters = sum([match.span.end - match.span.start for match in matches])
    places = sorted(origin for _, origin in pairs)
    is_whole = places[-1] - places[0] + 1 == len(places)
    return Run(tuple(matches), tuple(added), earlier, is_whole, characters)


def _match(units: _Units, later: int, earlier: int) -> Match:
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
    offsets = [match.start() for match in _COMPARED_LETTER.finditer(sentence.masked)]
    if len(offsets) != len(key):  # an object's source text holds blanks: stay with the sentence
        return sentence.span
    base = sentence.span.start
    return Span(base + offsets[start], base + offsets[end - 1] + 1)
