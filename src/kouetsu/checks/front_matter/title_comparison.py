"""Whether a line of the body is the article's title, and where it is not quite the title.

Titles and first lines differ on purpose all the time: a site name, a subtitle, a label in
brackets, a lead sentence with the title's words. What is left when all that is set aside is a
title that was altered in one place and not in the other.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import lru_cache
from itertools import chain, repeat

from kouetsu.patterns import compiled
from kouetsu.records import record

# Shorter lines are topics and section names, not titles: 「配列」 under 「配列の使い方」.
_SHORTEST = 10
# From here on a line without an end mark is a title of its own, not the topic of a longer one.
_SHORTEST_FULL = 20
# A difference up to a fifth of the shorter side is a slip; a larger one is another wording.
_LARGEST_SHARE = 0.2
# What both must begin with before one of them is cut inside a word.
_SHORTEST_BEFORE_CUT = 8
# Two titles of one article begin with its subject; each then has this much of its own.
_SHORTEST_SUBJECT = 8
_SHORTEST_REST = 6

_LABEL = compiled(
    r"\s*(?:(?:【[^】]*】|\[[^\]]*\]|［[^］]*］|〔[^〕]*〕|タイトル[：:])\s*)*"
    r"(?:\d{4}年(?:度|版|最新)?)?(?:第[\d一二三四五六七八九十]{1,3}[章回話部節弾][\s：:]*)?"
)
_SUBTITLE = compiled(r"[\s｜|／/:：\-–—―~〜～・,、，「『【\[<＜#＃@＠]|$")
_END_MARKS = compiled(r"[？?！!。．.]*[」』”\"’']*")
_NOTE = compiled(r"[（(][^（）()]*[）)]")
_CONTINUATION = compiled(r"[のがをにではとへも]|から|まで|より")
_CUT = compiled(r"[（(｜|…]|によ|の|が|\s*$")
_TAIL = compiled(r"\s*[（(｜|]")
_PARTICLE = compiled(r"[をがにで][^ぁ-ん]")
_FULL_STOP = compiled(r"[。．.]\s*$")
_PREDICATE = compiled(
    r"(?:です|ます|でした|ました|ません|ください|でしょう|である|だ|だった)[。．.!！\s]*$"
)
_IGNORED_ASCII = frozenset("!?:;[]{}\"'`~")


class Change(Enum):
    """How a title differs from the line of the body."""

    REWORDED = "reworded"  # a few characters differ
    LONGER = "longer"  # the title goes on where the line ends
    CUT = "cut"  # the title stops inside a word that the line has whole
    OTHER = "other"  # both begin alike and go on as two titles


@record
class Difference:
    """What differs, as half-open ranges of offsets in the two texts; neither is empty."""

    change: Change
    title: tuple[int, int]
    line: tuple[int, int]


@record
class _Normal:
    """Text without label, width, case, blanks and punctuation.

    `offsets` lead back into the text it was made from, with the length of that at the end.
    """

    text: str
    offsets: tuple[int, ...]

    def end(self, index: int) -> int:
        """Return the offset behind the first `index` characters."""
        return self.offsets[index - 1] + 1


@lru_cache(maxsize=32)
def compare(title: str, line: str, similarity: float, *, is_given: bool) -> Difference | None:
    """Return how a title differs from a line that is meant to be the same, None where it is not.

    `similarity` is the least likeness in percent (the Indel ratio of rapidfuzz) at which a line is
    taken for the title. `is_given` says that the head itself gives the line as the title.
    """
    ours, theirs = _normal(title), _normal(line)
    if min(len(ours.text), len(theirs.text)) < _SHORTEST or ours.text == theirs.text:
        return None
    shared = _common_start(ours.text, theirs.text)
    if shared == len(theirs.text):
        return _longer(title, ours, theirs, similarity)
    if any(end.search(line) and not end.search(title) for end in (_FULL_STOP, _PREDICATE)):
        return None  # a lead sentence in the words of the title
    if shared == len(ours.text) and _SUBTITLE.match(line, theirs.end(shared)):
        return None
    found = _reworded(ours, theirs, shared, similarity) or _cut(title, line, ours, theirs, shared)
    # Headings are shorter than titles on purpose. What is no choice: the title stops where the line
    # goes on with a particle, 「港の歴史｜完全版」 and 「港の歴史を歩く」.
    is_stopped = _TAIL.match(title, ours.end(shared)) and _PARTICLE.match(line, theirs.end(shared))
    return found or (_other(ours, theirs, shared) if is_given or is_stopped else None)


@lru_cache(maxsize=32)  # a title is compared with more than one line
def _normal(text: str) -> _Normal:
    label = _LABEL.match(text)
    start = label.end() if label else 0
    kept = list(map(_kept, text[start:]))
    # Each character is one or none, but for a few such as ㌢, which are センチ.
    offsets = chain.from_iterable(map(repeat, range(start, len(text)), map(len, kept)))
    return _Normal("".join(kept), (*offsets, len(text)))


@lru_cache(maxsize=8192)  # the characters of a Japanese blog
def _kept(character: str) -> str:
    if "ぁ" <= character <= "ゖ" or "ァ" <= character <= "ヺ" or "一" <= character <= "鿯":
        return character  # nearly all; they are in this form already
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(each for each in folded if not _is_ignored(each))


def _is_ignored(character: str) -> bool:
    if character.isascii():
        return character.isspace() or character in _IGNORED_ASCII
    return unicodedata.category(character)[0] in "PZC" or unicodedata.category(character) == "So"


def _common_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _longer(title: str, ours: _Normal, theirs: _Normal, similarity: float) -> Difference | None:
    """Judge a title that begins with the whole line; what comes after a joint is a subtitle."""
    marks = _END_MARKS.match(title, ours.end(len(theirs.text)))
    start = marks.end() if marks else ours.end(len(theirs.text))
    note = _NOTE.match(title, start)
    rest = note.end() if note else start
    is_full = len(theirs.text) >= _SHORTEST_FULL or bool(marks and marks.group())
    if not is_full or (not note and _SUBTITLE.match(title, start)):
        return None
    if not _CONTINUATION.match(title, rest):
        return None
    if not _is_alike(_normal(title[:start] + title[rest:]), theirs, similarity):
        return None
    last = (theirs.offsets[len(theirs.text) - 1], theirs.offsets[-1])
    return Difference(Change.LONGER, (start, len(title.rstrip())), last)


def _reworded(ours: _Normal, theirs: _Normal, start: int, similarity: float) -> Difference | None:
    """Judge two texts that differ in one small place."""
    shorter = min(len(ours.text), len(theirs.text))
    end = min(_common_start(ours.text[::-1], theirs.text[::-1]), shorter - start)
    changed = max(len(ours.text), len(theirs.text)) - start - end
    if changed > shorter * _LARGEST_SHARE or not _is_alike(ours, theirs, similarity):
        return None
    if start + end == shorter:  # one side lacks something: show a neighbour that both have
        start, end = (start - 1, end) if start else (start, end - 1)
    ranges = [
        (normal.offsets[start], normal.offsets[len(normal.text) - end]) for normal in (ours, theirs)
    ]
    return Difference(Change.REWORDED, ranges[0], ranges[1])


def _cut(title: str, line: str, ours: _Normal, theirs: _Normal, shared: int) -> Difference | None:
    """Judge a title that follows the line up to the middle of a word, then breaks off."""
    from kouetsu.article.morphology import over

    if shared < _SHORTEST_BEFORE_CUT or not _CUT.match(title, ours.end(shared)):
        return None
    offset = theirs.end(shared)
    word = over(line, offset)
    if word is None or word.start not in theirs.offsets[:shared]:
        return None
    start = ours.offsets[theirs.offsets.index(word.start)]
    return Difference(Change.CUT, (start, ours.end(shared)), (word.start, word.end))


def _other(ours: _Normal, theirs: _Normal, shared: int) -> Difference | None:
    """Judge two titles that share their subject and go on in different words."""
    rest = min(len(ours.text), len(theirs.text)) - shared
    if shared < _SHORTEST_SUBJECT or rest < _SHORTEST_REST:
        return None
    ranges = [(normal.offsets[shared], normal.offsets[-1]) for normal in (ours, theirs)]
    return Difference(Change.OTHER, ranges[0], ranges[1])


def _is_alike(ours: _Normal, theirs: _Normal, similarity: float) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(ours.text, theirs.text) >= similarity
