"""Fingerprints: names of findings that survive moved lines and edits elsewhere in the article."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import narrowed
from kouetsu.article.source import Span
from kouetsu.digests import sha256
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.article.sentences import Sentence
    from kouetsu.article.source import Source

# Code points around a finding that stand for its sentence where there is none (front matter, code)
# or where what passes for one is no sentence (a token loop of a million characters).
_AROUND = 20
# Code points on each side of it that are shown, so that they fill any terminal's line.
_SHOWN = 200
_LONGEST_SENTENCE = 1000
# A longer text is known by its two ends: a copied chapter costs no more than a word, and stays the
# same finding when a word in the midst of it is mended.
_LONGEST_END = 100
# Characters that NFKC leaves alone wherever they stand, three dots in one, and those full-width
# ones that it narrows.
_ONLY_WIDE = compiled(
    r"[\n -~\u2014\u2015\u2026\u203b\u2190-\u2193\u3001-\u3029\u3041-\u3096\u30a1-\u30fe"
    r"\u4e00-\u9fff\uff01-\uff5e]*"
)
_DOTS = "\u2026"


@record
class Sentences:
    """An article's sentences in ascending order, or their spans, with their starts."""

    parts: Sequence[Sentence] | Sequence[Span]
    starts: Sequence[int]

    def at(self, offset: int) -> Sentence | Span | None:
        """Return the sentence that holds an offset, or that ends there."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        part = self.parts[index]
        return part if offset <= part.end else None


def among(parts: Sequence[Sentence] | Sequence[Span]) -> Sentences:
    """Return sentences, or their spans, that ascend, to be looked up."""
    return Sentences(parts, [part.start for part in parts])


def identify(
    source: Source, sentences: Sentences, places: Sequence[tuple[str, Span]]
) -> list[tuple[str, Span]]:
    """Return a fingerprint for each place (rule id and span), and the context that is shown of it.

    A fingerprint is the sha256 of the rule, the text under the span, the sentence around it (both
    without differences of width and space), and the ordinal among places alike in all of these.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for rule, span in places:
        near, shown = contexts(source, sentences, span)
        facts = (rule, _normalised(source, span), _normalised(source, _around(near, span)))
        found.append((_digest(*facts, str(seen[facts])), shown))
        seen[facts] += 1
    return found


def contexts(source: Source, sentences: Sentences, span: Span) -> tuple[Span, Span]:
    """Return twice the span of the sentences that hold `span`.

    Where there is none, it is so much around `span` as stands for a sentence, and then so much as
    is shown; neither leaves the lines on which `span` starts and ends.
    """
    last_offset = max(span.start, span.end - 1)
    first = sentences.at(span.start)
    if first is not None and last_offset < first.end:
        whole = Span(first.start, first.end)
        return whole, whole
    last = sentences.at(last_offset)
    if first is not None:
        near_start = shown_start = first.start
    else:
        line_start = source.line_span(source.line(span.start)).start
        near_start = max(line_start, span.start - _AROUND)
        shown_start = max(line_start, span.start - _SHOWN)
    if last is not None:
        near_end = shown_end = last.end
    else:
        line_end = source.line_span(source.line(last_offset)).end
        near_end = min(line_end, span.end + _AROUND)
        shown_end = min(line_end, span.end + _SHOWN)
    return Span(near_start, max(near_end, span.end)), Span(shown_start, max(shown_end, span.end))


def _around(sentence: Span, span: Span) -> Span:
    if sentence.end - sentence.start <= _LONGEST_SENTENCE:
        return sentence
    return Span(
        max(sentence.start, span.start - _AROUND),
        min(sentence.end, span.end + _AROUND),
    )


def _normalised(source: Source, span: Span) -> str:
    text = source.slice(span)
    if len(text) > 2 * _LONGEST_END:
        text = text[:_LONGEST_END] + text[-_LONGEST_END:]
    return _folded(text)


@lru_cache(maxsize=1024)  # copies, and several findings in one sentence
def _folded(text: str) -> str:
    """Return the text without differences of width and space, by NFKC.

    NFKC takes its time over each full-width mark, and nearly all texts hold nothing else for it.
    """
    if _ONLY_WIDE.fullmatch(text):
        text = narrowed(text.replace(_DOTS, "..."))
    else:
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def _digest(*facts: str) -> str:
    return sha256("\0".join(facts))
