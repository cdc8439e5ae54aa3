"""The sentences of an article that are compared, and how a copy is followed through them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.article.comparison import contained, is_near, near_keys
from kouetsu.article.markdown import Container, Kind
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block, Document
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
# What must stand outside the links of a line.
_OUTSIDE = compiled(r"[^\W_]")
_FOOTNOTE = Container.FOOTNOTE


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

    def repeated(self, shortest: int) -> list[int]:
        """Return the sentences that may repeat an earlier one, in ascending order.

        Their keys have at least `shortest` code points.
        """
        found: list[int] = []
        for key, places in self.places.items():
            if len(key) >= shortest:
                found += places if key in self.near else places[1:]
        return sorted(found)

    def border(self, earlier: int, limit: int) -> int:
        """Return the first place from `earlier` on, or `limit`, that a run does not follow over."""
        place = bisect_left(self.run_starts, earlier)
        return min(limit, self.run_starts[place]) if place < len(self.run_starts) else limit

    def is_match(self, key: str, other: str) -> bool:
        """Say whether one sentence repeats another, wholly or in a long part, by their keys."""
        if key == other:
            return True
        if other not in self.near.get(key, ()):
            return False
        # They were compared before; which of two equally long ones is contained is not the same.
        return len(key) != len(other) or is_near(key, other) or contained(key, other) is not None


def units_of(article: Article) -> Units:
    """Return the sentences of an article that are compared."""
    sentences: list[Sentence] = []
    by_block = article.sentences_by_block
    for block in article.blocks:
        own = by_block.get(block.span.start)
        if own and _is_compared(article.document, block):
            sentences += own
    known = article.keys
    keys = [known[sentence.start] for sentence in sentences]
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


def _is_compared(document: Document, block: Block) -> bool:
    """Tables, raw HTML and footnotes repeat by nature; so do marker lines and lines of links."""
    if block.kind not in _COMPARED or (block.containers and _FOOTNOTE in block.containers):
        return False
    prose, start, end = document.prose, block.text.start, block.text.end
    if start == end:
        return False
    # Nearly all begin with such a letter, and to search for one takes ten times as long.
    begins_with_one = "\u00c0" <= prose[start] <= "\uffdf"
    if not begins_with_one and not _WORDS.search(prose, start, end):
        return False
    links = document.links_in(block.text) if document.links else ()
    for link in links:
        if _OUTSIDE.search(prose, start, link.span.start):
            return True
        start = link.span.end
    return not links or bool(_OUTSIDE.search(prose, start, end))


def longest(units: Units, index: int) -> list[tuple[int, int]]:
    """Return the longest run that begins at a sentence, as pairs (sentence, earlier sentence)."""
    best: list[tuple[int, int]] = []
    most = 0
    for origin in units.origins(index):
        if not units.is_match(units.keys[index], units.keys[origin]):
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
    for candidate, key in enumerate(following, later + 1):
        origin = _like(units, key, nearby, alike)
        if origin is None:
            continue
        blocks.add(units.sentences[candidate].block.span.start)
        between = units.sentences[later + 1 : candidate]
        # A whole new paragraph between copies ends a run: it is not part of any copy.
        if all(added.block.span.start in blocks for added in between):
            return candidate, origin
    return None


def _like(units: Units, key: str, nearby: list[int], keys: list[str]) -> int | None:
    """Return the first of some places, whose keys are given, that a key repeats."""
    if key in units.near:
        for place, other in zip(nearby, keys, strict=True):
            if units.is_match(key, other):
                return place
    elif key in keys:
        return nearby[keys.index(key)]
    return None


def _is_cut(units: Units, later: int, earlier: int) -> bool:
    """Say whether one of two sentences is the beginning of the other: a copy that was cut short."""
    key, other = units.keys[later], units.keys[earlier]
    shorter, longer = sorted((key, other), key=len)
    return len(shorter) >= _SHORTEST_CUT and longer.startswith(shorter)
