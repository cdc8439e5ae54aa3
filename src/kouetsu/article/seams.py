"""Places where running text stops without an end mark, and what follows there.

A seam is where one call of a writing script ended and the next began, or where a script cut and
glued. Each one is judged with all that the article itself knows: does the next paragraph carry the
words on, begin them again, or does the whole sentence stand elsewhere?
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from kouetsu.article.borders import DOTS, JOINT, goes_on, is_own_start
from kouetsu.article.characters import HIRAGANA_WORD, KATAKANA, KATAKANA_WORD, LATIN
from kouetsu.article.endings import (
    Ending,
    blank_lines_between,
    ending,
    ends_in_words,
    has_ending,
    is_name,
    is_quotation,
    is_sign_off,
    is_term,
)
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.morphology import joint
from kouetsu.article.source import Span, places_of
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence

# Unfinished paragraphs that are judged, each by what stands in the whole article: an article with
# more of them is made of lines, not of sentences.
MOST = 1000
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
_SURE_ENDS = "。！？"
# What follows a term that is explained.
_EXPLAINED = compiled(r"」?(?:と?は|って|とも|[：:（(、])")
_CLAUSE = compiled(r"[はがをにもで]")
# A hard line break: lines that the author broke are verse, an address or a list without marks.
_HARD_BREAK = compiled(r"(?:  |\\|<br */?>)[\r\n]", re.IGNORECASE)
_KATAKANA_END = compiled(rf"(?<![{KATAKANA}])[{KATAKANA}]+$")
_LATIN_END = compiled(rf"(?<![{LATIN}])[{LATIN}]+$")
_LATIN_START = compiled(rf"[{LATIN}]+")
# A shorter name of two parts may as well be two that meet.
_SHORTEST_NAME = 4
_LATIN_NAME = compiled(rf"[{LATIN}][{LATIN}0-9 .&\-]*")
_MARKER_LINE = compiled(r"[-=*_#\s]*+[A-Z][A-Z \-_]*+[-=*_#\s]*+$")


class Cut(Enum):
    """Why an unfinished sentence is certainly cut. The values name messages of the rule."""

    END = "end"  # the body of the article ends
    BORDER = "border"  # a heading or a rule follows
    CONTINUED = "continued"  # the next paragraph carries the sentence on
    RESTARTED = "restarted"  # the next paragraph begins the same words again
    REPEATED = "repeated"  # earlier text begins again in the next paragraph
    ELSEWHERE = "elsewhere"  # the whole sentence stands elsewhere in the article
    GAP = "gap"  # a gap of blank lines follows


@record
class Seam:
    """A last sentence of a paragraph that has no end mark.

    `after` is the first sentence of the paragraph that follows, if one does. `word` is the word
    that the border cuts in two; `cut` is why the sentence is certainly unfinished, None where it
    may be a style. `again` is where in the plain text of `before` (in code points) the words begin
    that the next paragraph begins with again.
    """

    before: Sentence
    after: Sentence | None = None
    word: str | None = None
    cut: Cut | None = None
    again: int | None = None


def find(article: Article) -> Iterator[Seam]:
    """Yield the seams of an article's body in the order of the text."""
    blocks, end = article.blocks, article.body_end
    for index, block, sentences in article.paragraphs:
        last = sentences[-1]
        # Nearly all end with a mark.
        if last.masked[-1] in _SURE_ENDS or index >= end or not has_ending(last.text):
            continue
        if not ends_in_words(article, block) or _HARD_BREAK.search(article.source.slice(last.span)):
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        yield _seam(article, sentences, following, is_last=index + 1 == end)


def _seam(
    article: Article, sentences: list[Sentence], following: Block | None, *, is_last: bool
) -> Seam:
    before = sentences[-1]
    if before.block.containers:
        return _seam_after_item(article, before, following)
    is_prose = len(sentences) > 1 or _is_sentence_like(before.masked)
    is_at_border = following is None or _is_border(article, following)
    if is_last and is_at_border:
        is_alone = following is not None and not is_prose
        is_cut = _is_cut_off(article, before, is_prose=is_prose, is_alone=is_alone)
        return Seam(before, cut=Cut.END if is_cut else None)
    if following is None or is_at_border:
        is_cut = is_prose and ending(before.text) is Ending.OPEN
        return Seam(before, cut=Cut.BORDER if is_cut else None)
    return _seam_before_paragraph(article, before, following, is_prose=is_prose)


def _seam_before_paragraph(
    article: Article, before: Sentence, following: Block, *, is_prose: bool
) -> Seam:
    """Judge an end that another block follows: only running text can show that it was a cut."""
    after = article.sentences_by_block.get(following.span.start)
    if not after or following.containers or following.span.start not in article.running:
        return Seam(before)
    has_gap = blank_lines_between(article, before.block, following) >= 2
    again = _begun_again(before.text, after[0].text, _SHORT_RESTART)
    # A term on a line of its own above its explanation is a layout; a gap makes it a restart.
    if again is not None and (has_gap or is_prose or not _is_layout(article, before, after[0])):
        return Seam(before, after[0], None, Cut.RESTARTED, again)
    word = joined_word(article, before.text, after[0].text)
    if word is not None:
        return Seam(before, after[0], word, Cut.CONTINUED)
    cut = _cut(article, before, after[0], is_prose=is_prose, has_gap=has_gap)
    return Seam(before, after[0], None, cut)


def _seam_after_item(article: Article, before: Sentence, following: Block | None) -> Seam:
    """Judge a list item: only a paragraph below the list that takes its words up shows a cut."""
    after = article.sentences_by_block.get(following.span.start) if following else None
    if (
        following is None
        or not after
        or following.containers
        or following.span.start not in article.running
    ):
        return Seam(before)
    left, right = before.text, after[0].text
    if DOTS.match(right):
        return Seam(before, after[0], None, Cut.CONTINUED)
    again = _begun_again(left, right, _LONG_RESTART)
    cut = None if again is None else Cut.RESTARTED
    return Seam(before, after[0], None, cut, again)


def _is_cut_off(article: Article, before: Sentence, *, is_prose: bool, is_alone: bool) -> bool:
    """Say whether the last sentence of an article was cut.

    `is_alone` says that it may be the title of what follows: a line of its own above a footer.
    """
    text = before.text
    if is_sign_off(text):
        return False
    kind = ending(text)
    if kind is Ending.OPEN or (kind is Ending.NOUN and is_prose):
        return True
    is_breach = article.habits.ends_with_marks and not is_alone and not is_name(text)
    return is_breach and _is_unfinished(article, text)


def _is_layout(article: Article, before: Sentence, after: Sentence) -> bool:
    """Say whether words of their own line, which the next paragraph says again, are a term."""
    if not article.habits.ends_with_marks:
        return True
    text = before.text.strip()
    is_explained = bool(_EXPLAINED.match(after.text, len(text)))
    return is_explained and is_term(text)


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
    article: Article, before: Sentence, after: Sentence, *, is_prose: bool, has_gap: bool
) -> Cut | None:
    """Ask for each sign that a sentence which another paragraph follows was cut."""
    left, right = before.text.rstrip(), after.text
    if goes_on(article, left, right, has_gap=has_gap):
        return Cut.CONTINUED
    if not is_prose and not has_gap:
        return None
    is_strict = article.habits.ends_with_marks
    is_certain = is_prose or is_strict or ending(left) is Ending.OPEN
    is_odd = has_gap or ending(left) is not Ending.PREDICATE
    if is_certain and is_odd and _is_unfinished(article, left):
        return _cut_short(article, before, after, has_gap=has_gap)
    return None


def _cut_short(article: Article, before: Sentence, after: Sentence, *, has_gap: bool) -> Cut | None:
    """Ask what shows that an unfinished sentence, which nothing carries on, was cut."""
    if article.repeats.begin_at(after.start):
        return Cut.REPEATED
    if elsewhere(article, before) is not None:
        return Cut.ELSEWHERE
    if has_gap:
        return Cut.GAP
    # A comma without a gap leads in to what follows.
    left = before.text.rstrip()
    is_left_open = left[-1] not in "、，," and ending(left) is Ending.OPEN
    return Cut.GAP if is_left_open and article.habits.ends_with_marks else None


def _is_unfinished(article: Article, text: str) -> bool:
    """Say whether an end is none by the grammar or by the style that the article keeps to."""
    if is_quotation(text):
        return False
    # The grammar first: it mostly says so, and the style takes a look at every paragraph.
    return ending(text) is not Ending.PREDICATE or not article.habits.allow_end(text)


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
    tail = sentence.text.rstrip()[-_LOOKED_UP:]
    # Counting first, which is quick: most ends stand nowhere else.
    if len(tail) < 6 or (count := article.running_text.count(tail)) < 2:
        return None
    for span in islice(_places(article, tail, count), _PLACES):
        goes_on = article.prose[span.end : span.end + 1].strip()
        if not sentence.span.contains(span) and goes_on and goes_on not in "。！？」":
            return span
    return None


def _places(article: Article, tail: str, count: int) -> Iterator[Span]:
    """Yield the places of words that stand `count` times in the running text."""
    prose = article.prose
    # Then none holds marks of emphasis, and as no two overlap, they are found one after another.
    if prose.count(tail) == count and not _begins_as_it_ends(tail):
        for start in places_of(prose, tail):
            yield Span(start, start + len(tail))
    else:
        yield from article.occurrences(tail)


def _begins_as_it_ends(text: str) -> bool:
    return any(text.endswith(text[:length]) for length in range(1, len(text)))


def continuation(article: Article, whole: Span) -> Sentence | None:
    """Return the sentence that begins a paragraph with the words that a cut sentence lacks.

    `whole` is where its last words stand again and the sentence goes on.
    """
    rest = article.prose[whole.end : whole.end + 8]
    for sentences in article.sentences_by_block.values():
        if sentences[0].masked.startswith(rest):
            return sentences[0]
    return None


def joined_word(article: Article, left: str, right: str) -> str | None:
    """Return the word that stands over the border of two texts and in neither half, if any."""
    if DOTS.match(right):
        return None
    return _dictionary_word(left[-JOINT:], right[:JOINT]) or _own_word(article, left, right)


def _dictionary_word(left: str, right: str) -> str | None:
    # Most starts tell by their first letters; to read both sides takes longer.
    morpheme = None if is_own_start(right) else joint(left, right).morpheme
    if morpheme is None or morpheme.is_unknown:
        return None
    word = morpheme.surface
    is_particles = len(word) <= 2 and bool(HIRAGANA_WORD.match(word))
    return None if is_particles else word


def _own_word(article: Article, left: str, right: str) -> str | None:
    """Return a name or foreign word cut in two that the article has whole elsewhere."""
    for end, start in ((_KATAKANA_END, KATAKANA_WORD), (_LATIN_END, _LATIN_START)):
        head, tail = end.search(left), start.match(right)
        if not head or not tail or head.group() == tail.group():
            continue
        for word in (head.group() + tail.group(), f"{head.group()} {tail.group()}"):
            # Looking for the word alone takes a fraction of the time, and it is hardly ever there.
            if len(word) < _SHORTEST_NAME or word not in article.running_text:
                continue
            if re.search(rf"(?<![{KATAKANA}{LATIN}]){re.escape(word)}", article.running_text):
                return word
    return None
