"""Words that a title cuts short, known from the article: it has them whole, and only whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.morphology import analyse, is_word, over
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a title may have been cut before something else was put there.
_JOINT = compiled(r"(?=[（(｜|…]|\.{3}|によ[るっり]|[のが])|\s*$")
_ENCLOSED = compiled(r"「[^「」]*」|『[^『』]*』")
# So much of the title must stand in the article before the place of the cut: shorter words of
# different meaning begin alike. A name of Latin letters is long enough by itself.
_CONTEXT = 8
_SHORTEST_NAME = 4
_NAME_AT_END = compiled(rf"(?<![A-Za-z0-9._/-])[A-Z][A-Za-z]{{{_SHORTEST_NAME - 1},30}}$")
# What English puts behind a word that is whole, and what makes a longer name of a whole one.
_ENDING = compiled(r"(?:['’]?s|es|e?d|e?rs?|ing|ly|y|an|ian|al|ics?|ion|ment|able|less|like)\b")
_LETTERS = compiled(r"[a-z]+(?![A-Za-z0-9_])")
_JAPANESE = compiled(r"[ァ-ヶー一-鿿々ぁ-ん]")
_KANA = compiled(r"[ァ-ヶー]+|[ぁ-ん]+")
_LATIN = compiled(r"[A-Za-z0-9]")
# Places at which the words before the cut are looked at; a theme stands in every paragraph.
_MOST_PLACES = 20
_SIDE = 24  # code points on each side of the place that the analyser reads


@record
class CutWord:
    """The cut word as a range of the title, and the word that the article has."""

    start: int
    end: int
    whole: str


def find(title: str, article: str) -> Iterator[CutWord]:
    """Yield the words that the title cuts.

    `article` is all other text of the article. A word is cut when the end of it in the title
    falls, everywhere in the article, inside a word.
    """
    enclosed = [match.span() for match in _ENCLOSED.finditer(title)]
    ends = {len(title[: match.start()].rstrip()) for match in _JOINT.finditer(title)}
    for end in sorted(ends - {0}):
        if any(start < end < stop for start, stop in enclosed):
            continue
        cut = _cut_name(title, end, article) or _cut_word(title, end, article)
        # Last, for it reads the whole title with the analyser.
        if cut is not None and not _is_inside_word(title, end):
            yield cut


def _is_inside_word(title: str, end: int) -> bool:
    """Say whether the title itself goes on with the word: の of その, が of 広がる."""
    return any(m.start < end < m.end for m in analyse(title)) or any(
        m.start == end and m.surface in "のが" and m.word_class != "助詞" for m in analyse(title)
    )


def _cut_name(title: str, end: int, article: str) -> CutWord | None:
    """Find a name such as “Samsun” where the article writes “Samsung”."""
    if not (title[end - 1].isascii() and title[end - 1].isalpha()):
        return None
    name = _NAME_AT_END.search(title[max(0, end - 40) : end])
    if name is None:
        return None
    wholes = []
    for start in _places(name.group(), article):
        if start and _LATIN.match(article[start - 1]):
            continue
        rest = _LETTERS.match(article, start + len(name.group()))
        if rest is None or _ENDING.fullmatch(rest.group()):
            return None
        wholes.append(name.group() + rest.group())
    if len(wholes) < 2 or len(set(wholes)) > 1 or is_word(name.group()):
        return None
    return CutWord(end - len(name.group()), end, wholes[0])


def _cut_word(title: str, end: int, article: str) -> CutWord | None:
    """Find a Japanese word that stops where it goes on wherever the article says the same."""
    words = title[max(0, end - _CONTEXT) : end]
    if len(words) < _CONTEXT or not _JAPANESE.match(words[-1]):
        return None
    cuts = set()
    places = []
    # Asked of all places before the analyser reads any: what the title goes on with goes on there
    # too, or nothing goes on. Of most titles the first place tells.
    for start in _places(words, article):
        following = article[start + len(words) : start + len(words) + 1]
        if following in ("", "\n", title[end : end + 1]):
            return None
        places.append(start)
    for start in places:
        first = max(0, start + len(words) - _SIDE)
        offset = start + len(words) - first
        word = over(article[first : start + len(words) + _SIDE], offset)
        if word is None or word.is_unknown or word.surface[offset - word.start :] == "ー":
            return None
        cuts.add((offset - word.start, word.surface))
    if len(cuts) != 1:
        return None
    length, whole = cuts.pop()
    if _KANA.fullmatch(whole[:length]) and is_word(whole[:length]):
        return None  # a short form (ナビ of ナビゲーション), another ending (た beside たい)
    return CutWord(end - length, end, whole)


def _places(words: str, article: str) -> Iterator[int]:
    start = article.find(words)
    for _ in range(_MOST_PLACES):
        if start < 0:
            return
        yield start
        start = article.find(words, start + 1)
