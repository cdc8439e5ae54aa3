"""Family breakage: cuts and bad joints."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.article.endings import cannot_begin, ends_in_words, is_finished
from kouetsu.article.markdown import Kind
from kouetsu.article.seams import Cut, Seam, continuation, elsewhere
from kouetsu.article.source import Span
from kouetsu.checks.breakage import brackets, joints
from kouetsu.finding import Applicability, Edit, Fix, Hit, Place
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block
    from kouetsu.article.sentences import Sentence

# A finding at a cut points at the clause there, of 20 code points at most.
_FIRST_CLAUSE = compiled(r"[^、。！？]{1,20}")
_LAST_CLAUSE = compiled(r"[^、。！？]{1,20}[、，]?$")
_LONGEST_CLAUSE = 21
# Code points by which a paragraph's beginning is known again in a copy.
_HEAD = 10


def split_word(article: Article) -> Iterator[Hit]:
    """Report words that a paragraph break cuts in two."""
    for seam in article.seams:
        if seam.word is not None and seam.after is not None:
            yield Hit(
                _tail(seam.before),
                {"word": seam.word, "line": article.source.line(seam.after.start)},
                related=(Place(_head(seam.after), "rest"),),
                explains=(seam.after.span,),
            )


def truncated_sentence(article: Article) -> Iterator[Hit]:
    """Report running text that stops inside a sentence."""
    for seam in article.seams:
        if seam.cut and seam.cut is not Cut.RESTARTED and seam.word is None:
            yield _truncated(article, seam, seam.cut)


def _truncated(article: Article, seam: Seam, cut: Cut) -> Hit:
    is_joint = cut is Cut.CONTINUED and seam.after is not None
    place = _shown_with(article, seam, cut)
    return Hit(
        _tail(seam.before),
        {"line": article.source.line(place.span.start) if place else 0},
        message=cut.value,
        related=(place,) if place else (),
        explains=(seam.after.span,) if is_joint and seam.after is not None else (),
    )


def _shown_with(article: Article, seam: Seam, cut: Cut) -> Place | None:
    """Return the place that shows why a sentence is cut, if one does."""
    whole = None if cut is Cut.CONTINUED else elsewhere(article, seam.before)
    rest = seam.after if cut is Cut.CONTINUED else None
    if whole is not None:
        rest = continuation(article, whole)
    if rest is not None:
        return Place(_head(rest), "rest")
    if cut is Cut.REPEATED and seam.after is not None:
        return Place(_head(seam.after), "again")
    return None if whole is None else Place(whole, "whole")


def orphaned_start(article: Article) -> Iterator[Hit]:
    """Report paragraphs that begin inside a sentence."""
    starts = [
        (index, own[0])
        for index, block, own in article.paragraphs
        if index > 0 and not block.containers
    ]
    rests = _rests(article)
    orphans = [s for index, s in starts if s.start in rests or _is_orphan(article, index, s)]
    heads = {_key(sentence) for sentence in orphans}
    for _, sentence in starts if heads else ():
        if _key(sentence) in heads:
            yield Hit(_head(sentence))


def merged_paragraphs(article: Article) -> Iterator[Hit]:
    """Report paragraphs that were glued together with a space."""
    for joint in joints.find(article):
        message = "mark" if joint.mark else "single" if joint.count == 1 else "several"
        yield Hit(
            joint.span,
            {"count": joint.count, "mark": joint.mark},
            message=message,
            is_independent=True,  # its halves stand elsewhere: it is always part of a copy
        )


def unclosed_pair(article: Article) -> Iterator[Hit]:
    """Report brackets and quotation marks that have no partner in their paragraph."""
    for unpaired in brackets.find(article):
        yield Hit(unpaired.span, message="opener" if unpaired.is_opener else "closer")


def missing_period(article: Article) -> Iterator[Hit]:
    """Report finished sentences that lack the end mark which those before them have."""
    for seam in article.seams:
        block, text = seam.before.block, seam.before.text.rstrip()
        is_alone = len(article.sentences_by_block[block.span.start]) < 2
        if seam.cut or is_alone or block.containers or not is_finished(text):
            continue
        if seam.after is not None or not _leads_in(article, block):
            yield Hit(_tail(seam.before), fix=_period(seam.before.plain.span(0, len(text)).end))


def _leads_in(article: Article, block: Block) -> bool:
    """Say whether a list, code, a picture or the like follows a block that has no end mark."""
    place = bisect_right(article.blocks, block.span.start, key=lambda each: each.span.start)
    following = article.blocks[place : place + 1]
    return any(each.kind not in (Kind.HEADING, Kind.RULE) for each in following)


def _period(offset: int) -> Fix:
    return Fix((Edit(Span(offset, offset), "。"),), Applicability.UNSAFE)


def _rests(article: Article) -> set[int]:
    """Return the starts of the paragraphs that are known to carry a cut sentence on."""
    return {
        seam.after.start
        for seam in article.seams
        if seam.after is not None and seam.cut is Cut.CONTINUED
    }


def _is_orphan(article: Article, index: int, first: Sentence) -> bool:
    """Say whether the first sentence of a block cannot begin one after the words before it."""
    if not cannot_begin(first.text):
        return False
    before = article.blocks[index - 1]
    is_text = before.kind is Kind.PARAGRAPH and not before.containers
    return is_text and ends_in_words(article, before)


def _key(sentence: Sentence) -> str:
    return sentence.text[:_HEAD]


def _head(sentence: Sentence) -> Span:
    """Return the span of a sentence's first clause."""
    clause = _FIRST_CLAUSE.match(sentence.text)
    return sentence.plain.span(0, clause.end() if clause else 1)


def _tail(sentence: Sentence) -> Span:
    """Return the span of a sentence's last clause."""
    text = sentence.text.rstrip()
    clause = _LAST_CLAUSE.search(text, max(0, len(text) - _LONGEST_CLAUSE))
    return sentence.plain.span(clause.start() if clause else 0, len(text))
