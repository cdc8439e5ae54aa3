"""Whether an article was certainly pasted together, or merely restates a thing or two.

People restate a sentence, a note, a step; scripts paste paragraphs. One certain run is enough to
say of an article that its other repeats are part of the same accident.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANA, ENDS
from kouetsu.article.markdown import Kind
from kouetsu.article.prose import OBJECT

if TYPE_CHECKING:
    from kouetsu.article import Article
    from kouetsu.article.repeats import Match, Run
    from kouetsu.article.sentences import Sentence
    from kouetsu.article.source import Span

# A run of this many code points of complete sentences of running text is pasted: of 400 files that
# people wrote none has one, of 17 posts of a continuation script 13 have (2026-11-22).
CERTAIN = 200
# So is a run of whole paragraphs, at least this many, of this many code points each.
PARAGRAPHS, PARAGRAPH = 2, 40

_START = attrgetter("start")
_PARAGRAPH = Kind.PARAGRAPH


def is_pasted(article: Article) -> bool:
    """Say whether at least one run of an article is certainly pasted."""
    return any(_is_certain(article, run) for run in article.repeats.runs)


def _is_certain(article: Article, run: Run) -> bool:
    whole: list[int] = []
    length = number = 0
    for index, copy in enumerate(run.copies):
        if not _is_full(article, copy):
            continue
        length += run.lengths[index]
        number += 1
        if copy.start not in run.changed:
            whole.append(index)
        # Two sentences that are merely alike may be a step told for another case.
        if length >= CERTAIN and number >= (2 if whole else 3):
            return True
    if whole and any(_stops_inside(article, match) for match in run.changed.values()):
        return sum([run.lengths[index] for index in whole]) >= PARAGRAPH
    later = {run.copies[index].block.span for index in whole}
    earlier = {run.originals[index].block.span for index in whole}
    paragraphs = max(len(later), len(earlier))
    exact = [len(copy.masked) for copy in run.copies if copy.start not in run.changed]
    if sum(exact) < PARAGRAPH * max(1, paragraphs):
        return False
    return paragraphs >= PARAGRAPHS or _is_right_below(article, run)


def _stops_inside(article: Article, match: Match) -> bool:
    """Say whether a copy stops inside a sentence, and not just before its end mark."""
    if not match.is_cut:
        return False
    whole = sentence_at(article, match.earlier)
    is_whole = whole.text[-1:] in ENDS and _is_full(article, whole)
    is_heading = sentence_at(article, match.span).block.kind is not _PARAGRAPH
    return is_whole and not is_heading and whole.end - match.earlier.end > 2


def _is_right_below(article: Article, run: Run) -> bool:
    """Say whether whole paragraphs stand again with nothing but blank lines between."""
    between = article.source.text[run.earlier.end : run.span.start]
    return run.is_exact and "\n" in between and not between.strip()


def sentence_at(article: Article, span: Span) -> Sentence:
    """Return the sentence in which a span begins."""
    sentences = article.sentences
    return sentences[bisect_right(sentences, span.start, key=_START) - 1]


def is_full_sentence(article: Article, span: Span) -> bool:
    """Say whether a match is complete running text, not a list, a quotation or a foreign line."""
    return _is_full(article, sentence_at(article, span))


def _is_full(article: Article, sentence: Sentence) -> bool:
    block, text = sentence.block, sentence.text
    if block.kind is not _PARAGRAPH or block.containers or text[-1:] not in ENDS or text == OBJECT:
        return False
    return article.language.value == "en" or bool(A_KANA.search(text))
