"""The sentences of an article that are compared, and how a copy is followed through them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.article.comparison import contained, is_near, near_keys
from kouetsu.article.markdown import Block, Container, Kind
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
# The least overlap by which a cut sentence carries a run on at its end.
_SHORTEST_CUT = 2
# What a line must hold to be words, not a marker such as ---END--- or a row of stars.
_WORDS = compiled(r"[a-zａ-ｚ\u00c0-\uffdf]")


@record
class Units:
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


def units_of(article: Article) -> Units:
    """Return the sentences of an article that are compared."""
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
    return Units(sentences, keys, places, near)


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


def longest(units: Units, index: int) -> list[tuple[int, int]]:
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


def _extend(units: Units, index: int, origin: int) -> list[tuple[int, int]]:
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
    units: Units, later: int, earlier: int, limit: int, used: set[int]
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


def _is_cut(units: Units, later: int, earlier: int) -> bool:
    """Say whether one of two sentences is the beginning of the other: a copy that was cut short."""
    key, other = units.keys[later], units.keys[earlier]
    shorter, longer = sorted((key, other), key=len)
    return len(shorter) >= _SHORTEST_CUT and longer.startswith(shorter)
