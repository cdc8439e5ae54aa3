"""The sentences of an article that are compared, and how a copy is followed through them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
# Read off their classes once: to do so takes longer than all else that is asked of most blocks.
_PARAGRAPH, _HEADING, _FOOTNOTE = Kind.PARAGRAPH, Kind.HEADING, Container.FOOTNOTE


# A sentence, the earlier one that it repeats, and how many from these two on are equal: more than
# one only where all of them are.
Stretch = tuple[int, int, int]


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
        alike = self.near.get(key)
        if alike is None:
            return _outermost(self.places.get(key, ()), index)
        found: set[int] = set()
        for each in (key, *alike):
            found.update(_outermost(self.places.get(each, ()), index))
        return _outermost(sorted(found), index)

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


def _outermost(places: Sequence[int], limit: int) -> list[int]:
    """Return the first ones and the last ones of some ascending places before a limit."""
    before = bisect_left(places, limit)
    if before <= _ORIGINS:
        return list(places[:before])
    return [*places[:_ORIGINS], *places[max(before - _ORIGINS, _ORIGINS) : before]]


def units_of(article: Article) -> Units:
    """Return the sentences of an article that are compared."""
    document, held = article.document, article.sentences_by_block
    linked = _linked(document, list(held))
    sentences: list[Sentence] = []
    keys: list[str] = []
    for start, own_keys in article.keys_by_block.items():
        own = held[start]
        block = own[0].block
        if not _is_text(document.prose, own[0], block):
            continue
        if start not in linked or _is_more_than_links(document, block):
            sentences += own
            keys += own_keys
    if "" in keys:
        sentences = [each for each, key in zip(sentences, keys, strict=True) if key]
        keys = [key for key in keys if key]
    firsts: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if key in places:
            places[key].append(index)
        elif (first := firsts.setdefault(key, index)) != index:
            places[key] = [first, index]
    near = near_keys(firsts)
    for key in near:
        places.setdefault(key, [firsts[key]])
    return Units(sentences, keys, places, near)


def _is_text(prose: str, first: Sentence, block: Block) -> bool:
    """Say whether a block is compared, if it is more than links, by its first sentence.

    Tables, raw HTML and footnotes repeat by nature; so do marker lines and lines of links.
    """
    if not (block.kind is _PARAGRAPH or block.kind is _HEADING):
        return False
    if block.containers and _FOOTNOTE in block.containers:
        return False
    # Nearly all begin with such a letter, and to search for one takes ten times as long.
    if "\u00c0" <= first.masked[0] <= "\uffdf":
        return True
    return bool(_WORDS.search(prose, block.text.start, block.text.end))


def _linked(document: Document, starts: list[int]) -> set[int]:
    """Return the starts of the blocks that may hold links, of blocks that start at some offsets."""
    places = [bisect_right(starts, link.span.start) - 1 for link in document.links]
    return {starts[place] for place in places if place >= 0}


def _is_more_than_links(document: Document, block: Block) -> bool:
    """Say whether words stand outside the links of a block, or it has none."""
    links = document.links_in(block.text)
    start = block.text.start
    for link in links:
        if _OUTSIDE.search(document.prose, start, link.span.start):
            return True
        start = link.span.end
    return not links or bool(_OUTSIDE.search(document.prose, start, block.text.end))


def longest(units: Units, index: int) -> list[Stretch]:
    """Return the longest run that begins at a sentence, as the stretches that it follows."""
    key, keys = units.keys[index], units.keys
    found = [
        _extend(units, index, origin)
        for origin in units.origins(index)
        if units.is_match(key, keys[origin])
    ]
    if len(found) < 2:
        return found[0] if found else []
    return max(found, key=lambda followed: _length(keys, followed))


def _length(keys: Sequence[str], followed: list[Stretch]) -> int:
    """Return how long the keys of the copies of some stretches are."""
    return sum([len(key) for later, _, count in followed for key in keys[later : later + count]])


def _extend(units: Units, index: int, origin: int) -> list[Stretch]:
    """Follow a copy sentence by sentence from its first pair on."""
    keys = units.keys
    followed: list[Stretch] = []
    used: set[int] = set()
    later, earlier = index, origin
    step: tuple[int, int] | None = (index, origin)
    while step is not None:
        later, earlier = step
        border = units.border(earlier + 1, index)
        # Nearly every step of a copy: nothing can be nearer than the next sentence.
        most = min(border - earlier, len(keys) - later) - 1
        count = _equal(keys, later + 1, earlier + 1, most, used)
        if keys[later] == keys[earlier]:
            followed.append((later, earlier, 1 + count))
        else:
            followed.append((later, earlier, 1))
            if count:
                followed.append((later + 1, earlier + 1, count))
        used.update(range(earlier, earlier + 1 + count))
        later, earlier = later + count, earlier + count
        step = _next(units, later, earlier, border, used)
    later, earlier = later + 1, earlier + 1
    is_inside = later < len(keys) and earlier < units.border(earlier, index)
    if is_inside and _is_cut(keys[later], keys[earlier]):
        followed.append((later, earlier, 1))
    return followed


def _equal(keys: Sequence[str], later: int, earlier: int, most: int, used: set[int]) -> int:
    """Return how many sentences from two places on are equal, up to one that is used already."""
    apart = later - earlier
    for place in range(earlier, earlier + most):
        if keys[place] != keys[place + apart] or place in used:
            return place - earlier
    return max(most, 0)


def _next(
    units: Units, later: int, earlier: int, limit: int, used: set[int]
) -> tuple[int, int] | None:
    """Find the next pair of a run: the nearest, allowing for added, missing and swapped ones."""
    keys, near = units.keys, units.near
    around = set(keys[max(0, earlier + 1 - _WINDOW) : min(limit, earlier + 1 + _WINDOW)])
    following = keys[later + 1 : later + 2 + _ADDED]
    if around.isdisjoint(following) and near.keys().isdisjoint(following):
        return None  # most runs end here
    blocks = {units.sentences[later].block.span.start}
    for candidate, key in enumerate(following, later + 1):
        if key not in around and around.isdisjoint(near.get(key, ())):
            continue
        origin = _like(units, key, earlier, limit, used)
        if origin is None:
            continue
        blocks.add(units.sentences[candidate].block.span.start)
        between = units.sentences[later + 1 : candidate]
        # A whole new paragraph between copies ends a run: it is not part of any copy.
        if blocks.issuperset([added.block.span.start for added in between]):
            return candidate, origin
    return None


def _like(units: Units, key: str, earlier: int, limit: int, used: set[int]) -> int | None:
    """Return the place nearest to the one after an earlier sentence that a key repeats."""
    alike = units.near.get(key, ())
    for step in _NEARBY:
        place = earlier + step
        if not 0 <= place < limit or place in used:
            continue
        other = units.keys[place]
        if other == key or (other in alike and units.is_match(key, other)):
            return place
    return None


def _is_cut(key: str, other: str) -> bool:
    """Say whether one of two keys is the beginning of the other: a copy that was cut short."""
    shorter, longer = sorted((key, other), key=len)
    return len(shorter) >= _SHORTEST_CUT and longer.startswith(shorter)
