"""Which sentences of an article are the same, nearly the same, or contained in one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from kouetsu.article.characters import narrowed
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from kouetsu.article import Article

# Two sentences are near copies from this similarity on (0 to 100); see RULES.
NEAR = 85.0
# A part of a sentence counts as contained in another at this similarity.
CONTAINED = 92.0
# The share of a key's letters that stand in the same order in a near copy of it or around it: 0.85
# for NEAR and, since the part that contains it may be shorter, 0.852 for CONTAINED.
_SHARED = 0.85
# Shorter keys are compared for equality only: their similarity says little.
SHORTEST_NEAR = 16
# Shingles start at a particle or a mark, so that an edit shifts only the shingles that hold it.
_STARTS = "はがをにのでと、。 .,"
# Shingles that one match reads: to begin the next match takes longer than to read three of them.
_AT_ONCE = 16
# A shingle that stands in more sentences than this tells nothing; it also bounds the work.
_COMMONEST = 40
# Keys that are compared with one key at most, those that share the most shingles first.
_CANDIDATES = 6
# Longer keys are not aligned: that takes quadratic time (a sentence has about 60 characters).
_LONGEST_ALIGNED = 3000
# Of two texts the beginnings are compared first, to save the comparison of the rest: as much of the
# other as one word has bits, for up to this length it takes a quarter of the time. Two texts that
# differ share hardly more than a third of their letters: so many code points of the one there must
# be for each that it may lack, and with more than a word so many are best.
_WORD = 64
_LEAST_LACKING, _BEST_LACKING = 1.5, 2.5
_END_MARKS = "。.!?"

# The next shingles of lines in a row. Where a line has no more, its rest is taken for an empty one.
_SHINGLES = compiled(rf"[^{_STARTS}\n]*+(?:([{_STARTS}]......)|.{{0,6}}\n)" * _AT_ONCE)
# It begins with one class of characters: the engine skips all others in a tight loop.
_NAMES = compiled(r"[0-9A-Za-z](?:(?<=[0-9])[0-9]*(?:\.[0-9]+)?|(?<=[A-Za-z])[A-Za-z]*)")
_FOLDED = {**dict.fromkeys(" \t\r\n\u3000\u00a0*_" + MARKUP, ""), "『": "「", "』": "」"}
_OBJECTS = compiled(f"{OBJECT}{OBJECT}*")


def keys_by_block(article: Article) -> dict[int, tuple[str, ...]]:
    """Return the keys under which the sentences of each block are compared, by its start.

    Copies share one string, which is hashed once and compared in no time.
    """
    shown = [each.masked for each in article.sentences]
    # What is wide in the sentences is known, but not what is in their objects.
    wide: AbstractSet[str] | None = article.texts.full_width
    if article.document.has_objects:
        text, wide = article.source.text, None
        shown = [with_objects(each.masked, each.start, text) for each in article.sentences]
    distinct = list(dict.fromkeys(shown))
    folded = all_at_once(lambda texts: fold(texts, wide), distinct)
    key_of = dict(zip(distinct, folded, strict=True))
    keys = tuple(map(key_of.__getitem__, shown))
    found: dict[int, tuple[str, ...]] = {}
    end = 0
    for start, own in article.sentences_by_block.items():
        first, end = end, end + len(own)
        found[start] = keys[first:end]
    return found


def all_at_once(change: Callable[[str], str], texts: list[str]) -> list[str]:
    """Change the characters of many texts as those of one, which is much faster.

    They are changed one by one where any holds the character that parts them.
    """
    changed = change("\0".join(texts)).split("\0")
    return changed if len(changed) == len(texts) else [change(text) for text in texts]


def with_objects(masked: str, start: int, text: str) -> str:
    """Return masked text, which begins at an offset of the source text, with its objects.

    Width, spaces and markup do not matter for a comparison; inline code, URLs and formulas do:
    sentences that differ in them are parallels, not copies.
    """
    if OBJECT not in masked:
        return masked
    return _OBJECTS.sub(lambda m: text[start + m.start() : start + m.end()], masked)


def fold(text: str, wide: AbstractSet[str] | None = None) -> str:
    """Take width, spaces and emphasis out of a text, for comparing.

    `wide` are all full-width forms that it may hold, where these are known.
    """
    # str.translate looks every character up, and a text holds few that are folded.
    for character, folded in _FOLDED.items():
        if character in text:
            text = text.replace(character, folded)
    # After the marks of emphasis: what a full-width one becomes is none.
    return narrowed(text, wide)


@record
class Contained:
    """The part `start` to `end` of a key that stands in another key from `other_start` on."""

    start: int
    end: int
    other_start: int
    other_end: int


def near_keys(keys: Iterable[str]) -> dict[str, list[str]]:
    """Map each of some distinct keys to those that it resembles or shares a long part with."""
    compared = [key for key in keys if len(key) >= SHORTEST_NEAR]
    found: defaultdict[str, list[str]] = defaultdict(list)
    holders: dict[str, list[int]] = {}
    for index, shared in _shared_shingles(compared):
        holding = [holders.setdefault(shingle, [first]) for shingle, first in shared.items()]
        for candidate in _most_shared(holding):
            key, other = compared[index], compared[candidate]
            if _share_enough(key, other) and (is_near(key, other) or contained(key, other)):
                found[key].append(other)
                found[other].append(key)
        for holder in holding:
            if len(holder) < _COMMONEST:
                holder.append(index)
    return found


def _shared_shingles(keys: list[str]) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the index of each key that shares shingles with one before it.

    With each of these shingles: the index of the first key that holds it.
    """
    # Many keys are searched as one string: no key holds the line feeds that part them. The last
    # match needs some more of these.
    rows = _SHINGLES.findall("\n".join([*keys, "\n" * _AT_ONCE]))
    index = 0
    firsts: dict[str, int] = {}
    shared: dict[str, int] = {}
    for shingle in chain.from_iterable(rows):
        if not shingle:
            if shared:
                yield index, shared
                shared = {}
            index += 1
        elif (first := firsts.setdefault(shingle, index)) != index:
            shared[shingle] = first


def _most_shared(holding: list[list[int]]) -> Iterable[int]:
    """Return the few numbers that stand in the most lists."""
    numbers: set[int] = set().union(*holding)
    if len(numbers) <= _CANDIDATES:
        return numbers
    counts = Counter(chain.from_iterable(holding))
    return [number for number, _ in counts.most_common(_CANDIDATES)]


def _share_enough(one: str, other: str) -> bool:
    """Say whether two keys have so many letters in common that one may be near to the other.

    That takes a tenth of the time of a comparison, and few candidates have.
    """
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    if len(longer) > _LONGEST_ALIGNED:
        return False
    least = ceil(_SHARED * len(shorter.rstrip(_END_MARKS)))
    if len(longer) > _WORD and not _may_share(shorter, longer, least):
        return False
    return LCSseq.similarity(one, other, score_cutoff=least) >= least


def _may_share(one: str, other: str, shared: int) -> bool:
    """Say whether two texts may share so many letters in the same order, by their beginnings.

    In the beginning of one are all that are shared but those that it may lack in whole, and they
    stand before the others in the other text. Most texts are told apart in a fraction of the time.
    """
    lacking, other_lacking = len(one) - shared, len(other) - shared
    if lacking < 0 or other_lacking < 0:
        return False
    head = _WORD - other_lacking
    if head < _LEAST_LACKING * lacking:
        head = int(_BEST_LACKING * lacking)
        if head + other_lacking > len(other) // 2:
            return True
    elif head >= len(one):
        return True
    least = head - lacking
    found = LCSseq.similarity(one[:head], other[: head + other_lacking], score_cutoff=least)
    return found >= least


def is_alike(one: str, other: str) -> bool:
    """Say whether two texts are alike to 85 %, whatever their figures and names."""
    shared = int(NEAR / 200 * (len(one) + len(other)))
    return _may_share(one, other, shared) and fuzz.ratio(one, other, score_cutoff=NEAR) > 0


@lru_cache(maxsize=8192)
def is_near(one: str, other: str) -> bool:
    """Say whether two keys are near copies: alike to 85 % with the same figures and names."""
    if len(one) > _LONGEST_ALIGNED or len(other) > _LONGEST_ALIGNED:
        return False
    # The figures and names last: reading them takes longer than the comparison.
    return is_alike(one, other) and _NAMES.findall(one) == _NAMES.findall(other)


@lru_cache(maxsize=8192)
def contained(key: str, other: str) -> Contained | None:
    """Return the part of `key` that stands in `other`, or that `other` wholly makes up.

    The shorter of the two must be nearly all there (92 %) with its figures and names.
    """
    shorter, longer = sorted((key, other), key=len)
    if len(shorter) < SHORTEST_NEAR or len(longer) > _LONGEST_ALIGNED:
        return None
    # The longer one may go on where the shorter one ends, with any letter for its end mark.
    words = shorter.rstrip(_END_MARKS)
    alignment = fuzz.partial_ratio_alignment(words, longer, score_cutoff=CONTAINED)
    if alignment is None or alignment.score < CONTAINED:
        return None
    part = longer[alignment.dest_start : alignment.dest_end]
    if Counter(_NAMES.findall(shorter)) - Counter(_NAMES.findall(part)):
        return None
    if shorter is key:
        return Contained(0, len(key), alignment.dest_start, alignment.dest_end)
    return Contained(alignment.dest_start, alignment.dest_end, 0, len(other))
