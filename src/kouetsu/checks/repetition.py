"""Family repetition: the loop of a continuation script."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.article import Article, Language
from kouetsu.article.markdown import Kind
from kouetsu.finding import Hit, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article.repeats import Run
    from kouetsu.article.sentences import Sentence
    from kouetsu.article.source import Span

_ENDS = "。！？!?.．」』）)…"
_KANA = re.compile(r"[ぁ-んァ-ヶ]")


def repeated_block(
    article: Article, *, min_characters: int, min_certain: int, min_paragraphs: int
) -> Iterator[Hit]:
    """Report runs of sentences that stand earlier in the article already.

    People restate a sentence or a note; scripts paste. Only a run that is certainly pasted makes
    the rule speak: `min_certain` characters of complete sentences of running text, or
    `min_characters` of them in whole paragraphs, several in a row or right below their original.
    Once one run is certain, every run of `min_characters` is part of the same accident.
    """
    runs = [run for run in article.repeats.runs if run.characters >= min_characters]
    if not any(
        _is_certain(article, run, min_characters, min_certain, min_paragraphs) for run in runs
    ):
        return
    for run in runs:
        yield _hit(article, run)


def _is_certain(
    article: Article, run: Run, min_characters: int, min_certain: int, min_paragraphs: int
) -> bool:
    running = [match for match in run.matches if _is_running(article, match.span)]
    whole = [match for match in running if match.is_exact]
    # Two sentences that are merely alike may be a step told for another case.
    is_long = sum(len(match.span) for match in running) >= min_certain
    if is_long and len(running) >= (2 if whole else 3):
        return True
    later = {_sentence(article, match.span).block.span for match in whole}
    earlier = {_sentence(article, match.earlier).block.span for match in whole}
    paragraphs = max(len(later), len(earlier))
    if sum(len(match.span) for match in whole) < min_characters * max(1, paragraphs):
        return False
    return paragraphs >= min_paragraphs or _is_right_below(article, run)


def _is_right_below(article: Article, run: Run) -> bool:
    """Say whether whole paragraphs stand again with nothing but blank lines between."""
    between = article.source.text[run.earlier.end : run.span.start]
    return run.is_exact and "\n" in between and not between.strip()


def _sentence(article: Article, span: Span) -> Sentence:
    sentences = article.sentences
    return sentences[bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1]


def _is_running(article: Article, span: Span) -> bool:
    """Say whether a match is complete running text, not a list, a quotation or a foreign line."""
    sentence = _sentence(article, span)
    block, text = sentence.block, sentence.plain.text
    is_text = block.kind is Kind.PARAGRAPH and not block.containers
    is_own = article.language is Language.ENGLISH or bool(_KANA.search(text))
    return is_text and is_own and text[-1:] in _ENDS


def _hit(article: Article, run: Run) -> Hit:
    source = article.source
    earlier = run.earlier
    values = {
        "sentences": len(run.matches),
        "characters": run.characters,
        "lines": _lines(source.line(run.span.start), source.line(run.span.end - 1)),
        "earlier_lines": _lines(source.line(earlier.start), source.line(earlier.end - 1)),
        "added": len(run.added),
    }
    related = [Place(earlier, "earlier")]
    related += [Place(added, "added") for added in run.added]
    return Hit(
        run.span,
        values,
        message="exact" if run.is_exact else "added" if run.added else "near",
        related=tuple(related),
        # Where a copy is cut, the cut is a defect of its own.
        explains=tuple(match.span for match in run.matches if not match.is_cut),
    )


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
