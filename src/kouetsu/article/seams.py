"""Places where running text stops without an end mark, and what follows there.

A seam is where one call of a writing script ended and the next began, or where a script cut and
glued. Each one is judged with all that the article itself knows: does the next paragraph carry the
words on, begin them again, or does the whole sentence stand elsewhere?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from kouetsu.article.endings import (
    Ending,
    blank_lines_between,
    cannot_begin,
    ending,
    ends_in_words,
    is_sign_off,
)
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.morphology import analyse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence
    from kouetsu.article.source import Span

# Unfinished paragraphs that are judged, each by what stands in the whole article: an article with
# more of them is made of lines, not of sentences.
MOST = 1000
# Code points on each side of a joint that are analysed together.
_JOINT = 20
# Code points of two paragraphs that must touch elsewhere in the article for the joint to be one.
_ATTESTED = 5
# A fragment shorter than this may be a title; a longer one with a clause in it is a sentence.
_SENTENCE_LIKE = 15
# Code points of a cut end that are looked up elsewhere in the article.
_LOOKED_UP = 10
# Places of it that are looked at: what stands more often is a phrase, not a copy.
_PLACES = 50
# Code points that a paragraph must share with a cut sentence, or with a cut list item, to begin it
# again; of longer fragments so many are compared, or all of them for likeness (0 to 100).
_SHORT_RESTART, _LONG_RESTART, _COMPARED = 3, 6, 12
_ALIKE = 80.0
# Marks that may stand before the second beginning: of emphasis that did not render, dots, quotes.
_MARKS = "*_# .…「『"
_CLAUSE = re.compile(r"[はがをにもで]")
# A hard line break: lines that the author broke are verse, an address or a list without marks.
_HARD_BREAK = re.compile(r"(?:  |\\|<br */?>)[\r\n]", re.IGNORECASE)
_KANA_ONLY = re.compile(r"[ぁ-ん]+$")
_KATAKANA_END = re.compile(r"(?<![ァ-ヶー])[ァ-ヶー]{2,}$")
_KATAKANA_START = re.compile(r"[ァ-ヶー]{2,}")
_LATIN_END = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}$")
_LATIN_START = re.compile(r"[A-Za-z]{2,}")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 .&\-]*")
_DOTS = re.compile(r"(?:\.{2,}|…+)[\s　]*")
_MARKER_LINE = re.compile(r"[-=*_#\s]*+[A-Z][A-Z \-_]*+[-=*_#\s]*+$")


class Cut(Enum):
    """Why an unfinished sentence is certainly cut. The values name messages of the rule."""

    END = "end"  # the body of the article ends
    BORDER = "border"  # a heading or a rule follows
    CONTINUED = "continued"  # the next paragraph carries the sentence on
    RESTARTED = "restarted"  # the next paragraph begins the same words again
    REPEATED = "repeated"  # earlier text begins again in the next paragraph
    ELSEWHERE = "elsewhere"  # the whole sentence stands elsewhere in the article
    GAP = "gap"  # a gap of blank lines follows


@dataclass(frozen=True, slots=True)
class Seam:
    """A last sentence of a paragraph that has no end mark.

    `kind` is what the grammar says of its end; `after` is the first sentence of the paragraph that
    follows, if one does. `word` is the word that the border cuts in two; `cut` is why the sentence
    is certainly unfinished, None where it may be a style. `again` is where in the plain text of
    `before` (in code points) the words begin that the next paragraph begins with again.
    """

    before: Sentence
    kind: Ending
    after: Sentence | None = None
    word: str | None = None
    cut: Cut | None = None
    again: int | None = None


def find(article: Article) -> Iterator[Seam]:
    """Yield the seams of an article's body in the order of the text."""
    end = article.body_end
    for index, block in enumerate(article.blocks[:end]):
        sentences = article.sentences_by_block.get(block.span.start)
        if not sentences or block.kind is not Kind.PARAGRAPH:
            continue
        last = sentences[-1]
        kind = ending(last.plain.text)
        if kind is None or _HARD_BREAK.search(article.source.slice(last.span)):
            continue
        if block.span.start not in article.running or not ends_in_words(article, block):
            continue
        following = article.blocks[index + 1] if index + 1 < len(article.blocks) else None
        yield _seam(article, sentences, kind, following, is_last=index + 1 == end)


def _seam(
    article: Article,
    sentences: list[Sentence],
    kind: Ending,
    following: Block | None,
    *,
    is_last: bool,
) -> Seam:
    before = sentences[-1]
    if before.block.containers:
        return _seam_after_item(article, before, kind, following)
    is_prose = len(sentences) > 1 or _is_sentence_like(before.masked)
    is_at_border = following is None or _is_border(article, following)
    if is_last and is_at_border:
        is_cut = kind is Ending.OPEN or (
            kind is Ending.NOUN and is_prose and not is_sign_off(before.plain.text)
        )
        return Seam(before, kind, cut=Cut.END if is_cut else None)
    if following is None or is_at_border:
        is_cut = kind is Ending.OPEN and is_prose
        return Seam(before, kind, cut=Cut.BORDER if is_cut else None)
    return _seam_before_paragraph(article, before, kind, following, is_prose=is_prose)


def _seam_before_paragraph(
    article: Article, before: Sentence, kind: Ending, following: Block, *, is_prose: bool
) -> Seam:
    """Judge an end that another block follows: only running text can show that it was a cut."""
    after = article.sentences_by_block.get(following.span.start)
    if not after or following.containers or following.span.start not in article.running:
        return Seam(before, kind)
    word = joined_word(article, before.plain.text, after[0].plain.text)
    if word is not None:
        return Seam(before, kind, after[0], word, Cut.CONTINUED)
    has_gap = blank_lines_between(article, before.block, following) >= 2
    # A term on a line of its own above its explanation is a layout; a gap makes it a restart.
    if has_gap or is_prose:
        again = _begun_again(before.plain.text, after[0].plain.text, _SHORT_RESTART)
        if again is not None:
            return Seam(before, kind, after[0], None, Cut.RESTARTED, again)
    cut = _cut(article, before, after[0], kind, is_prose=is_prose)
    return Seam(before, kind, after[0], None, cut)


def _seam_after_item(
    article: Article, before: Sentence, kind: Ending, following: Block | None
) -> Seam:
    """Judge a list item: only a paragraph below the list that takes its words up shows a cut."""
    after = article.sentences_by_block.get(following.span.start) if following else None
    if (
        following is None
        or not after
        or following.containers
        or following.span.start not in article.running
    ):
        return Seam(before, kind)
    left, right = before.plain.text, after[0].plain.text
    if _DOTS.match(right):
        return Seam(before, kind, after[0], None, Cut.CONTINUED)
    again = _begun_again(left, right, _LONG_RESTART)
    cut = None if again is None else Cut.RESTARTED
    return Seam(before, kind, after[0], None, cut, again)


def _is_sentence_like(masked: str) -> bool:
    """Say whether a paragraph of one unfinished sentence is no title and no list of lines."""
    is_long = len(masked) >= _SENTENCE_LIKE
    return is_long and "\n" not in masked and bool(_CLAUSE.search(masked))


def _is_border(article: Article, block: Block) -> bool:
    if block.kind in (Kind.HEADING, Kind.RULE):
        return True
    text = article.source.text[block.span.start : block.span.end]
    return block.kind is Kind.PARAGRAPH and bool(_MARKER_LINE.match(text))


def _cut(
    article: Article,
    before: Sentence,
    after: Sentence,
    kind: Ending,
    *,
    is_prose: bool,
) -> Cut | None:
    """Ask for each sign that a sentence which another paragraph follows was cut."""
    left, right = before.plain.text.rstrip(), after.plain.text
    if cannot_begin(right) or _DOTS.match(right) or _is_attested(article, left, right):
        return Cut.CONTINUED
    if kind is Ending.PREDICATE or not is_prose:
        return None
    if article.repeats.begin_at(after.span.start):
        return Cut.REPEATED
    if elsewhere(article, before) is not None:
        return Cut.ELSEWHERE
    has_gap = blank_lines_between(article, before.block, after.block) >= 2
    return Cut.GAP if has_gap else None


def _is_attested(article: Article, left: str, right: str) -> bool:
    """Say whether the two sides of a border touch elsewhere in the article."""
    if min(len(left), len(right)) < _ATTESTED:
        return False
    return left[-_ATTESTED:] + right[:_ATTESTED] in article.running_text


def _begun_again(left: str, right: str, shortest: int) -> int | None:
    """Return where in the cut text the words begin that the next paragraph begins with, if any."""
    left, right = left.rstrip(), right.lstrip(_MARKS)
    head = len(left) - len(left.lstrip(_MARKS))
    for start in (head, *(mark.end() for mark in re.finditer("[、，,]", left))):
        clause = left[start:]
        name = _name_length(clause)
        shared = min(len(clause), name + _COMPARED)
        if shared >= shortest and right.startswith(clause[:shared]) and clause[:shared] != right:
            return start
        is_long = len(clause) - name >= _COMPARED
        if is_long and fuzz.ratio(clause[name:], right[name : len(clause)]) >= _ALIKE:
            return start
    return None


def _name_length(text: str) -> int:
    """Return the length of a Latin name that a text begins with: it begins many a sentence."""
    name = _LATIN_NAME.match(text)
    return name.end() if name else 0


def elsewhere(article: Article, sentence: Sentence) -> Span | None:
    """Return the place where the words of a cut end stand again and the sentence goes on."""
    tail = sentence.plain.text.rstrip()[-_LOOKED_UP:]
    # Counting first, which is quick: most ends stand nowhere else.
    if len(tail) < 6 or article.running_text.count(tail) < 2:
        return None
    for span in islice(article.occurrences(tail), _PLACES):
        goes_on = article.prose[span.end : span.end + 1].strip()
        if not sentence.span.contains(span) and goes_on and goes_on not in "。！？」":
            return span
    return None


def continuation(article: Article, sentence: Sentence) -> Sentence | None:
    """Return the sentence that begins a paragraph with the words that a cut sentence lacks."""
    whole = elsewhere(article, sentence)
    if whole is None:
        return None
    rest = article.prose[whole.end : whole.end + 8]
    for sentences in article.sentences_by_block.values():
        if sentences[0].masked.startswith(rest):
            return sentences[0]
    return None


def joined_word(article: Article, left: str, right: str) -> str | None:
    """Return the word that stands over the border of two texts and in neither half, if any."""
    if _DOTS.match(right):
        return None
    return _dictionary_word(left[-_JOINT:], right[:_JOINT]) or _own_word(article, left, right)


@lru_cache(maxsize=1024)
def _dictionary_word(left: str, right: str) -> str | None:
    for morpheme in analyse(left + right):
        if morpheme.start < len(left) < morpheme.end:
            word = morpheme.surface
            is_particles = len(word) <= 2 and bool(_KANA_ONLY.match(word))
            if morpheme.is_unknown or is_particles or _is_own_start(right):
                return None
            return word
    return None


def _is_own_start(right: str) -> bool:
    """Say whether a text begins with a whole word that begins sentences: この, そして, また."""
    first = analyse(right)[0]
    opens = first.word_class in ("連体詞", "接続詞", "副詞")
    return opens and len(first.surface) >= 2 and bool(_KANA_ONLY.match(first.surface))


def _own_word(article: Article, left: str, right: str) -> str | None:
    """Return a name or foreign word cut in two that the article has whole elsewhere."""
    for end, start in ((_KATAKANA_END, _KATAKANA_START), (_LATIN_END, _LATIN_START)):
        head, tail = end.search(left), start.match(right)
        if head and tail and head.group() != tail.group():
            for word in (head.group() + tail.group(), f"{head.group()} {tail.group()}"):
                if re.search(rf"(?<![ァ-ヶーA-Za-z]){re.escape(word)}", article.running_text):
                    return word
    return None
