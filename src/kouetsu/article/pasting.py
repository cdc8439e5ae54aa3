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


def is_pasted(article: Article) -> bool:
    """Say whether at least one run of an article is certainly pasted."""
    return any(_is_certain(article, run) for run in article.repeats.runs)


def _is_certain(article: Article, run: Run) -> bool:
    running = [match for match in run.matches if is_full_sentence(article, match.span)]
    whole = [match for match in running if match.is_exact]
    # Two sentences that are merely alike may be a step told for another case.
    is_long = sum(len(match.span) for match in running) >= CERTAIN
    if is_long and len(running) >= (2 if whole else 3):
        return True
    if whole and any(_stops_inside(article, match) for match in run.matches):
        return sum(len(match.span) for match in whole) >= PARAGRAPH
    later = {sentence_at(article, match.span).block.span for match in whole}
    earlier = {sentence_at(article, match.earlier).block.span for match in whole}
    paragraphs = max(len(later), len(earlier))
    exact = [match for match in run.matches if match.is_exact]
    if sum(len(match.span) for match in exact) < PARAGRAPH * max(1, paragraphs):
        return False
    return paragraphs >= PARAGRAPHS or _is_right_below(article, run)


def _stops_inside(article: Article, match: Match) -> bool:
    """Say whether a copy stops inside a sentence, and not just before its end mark."""
    whole = sentence_at(article, match.earlier)
    is_whole = whole.text[-1:] in ENDS and is_full_sentence(article, match.earlier)
    is_heading = sentence_at(article, match.span).block.kind is not Kind.PARAGRAPH
    return match.is_cut and is_whole and not is_heading and whole.end - match.earlier.end > 2


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
    sentence = sentence_at(article, span)
    block, text = sentence.block, sentence.text
    is_text = block.kind is Kind.PARAGRAPH and not block.containers
    is_own = article.language.value == "en" or bool(A_KANA.search(text))
    return is_text and is_own and text[-1:] in ENDS and text != OBJECT
