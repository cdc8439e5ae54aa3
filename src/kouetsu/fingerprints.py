"""Fingerprints: names of findings that survive moved lines and edits elsewhere in the article."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import normalized
from kouetsu.article.source import Span
from kouetsu.digests import sha256
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


@record
class Sentences:
    """An article's sentences in ascending order, or their spans, with their starts."""

    parts: Sequence[Sentence] | Sequence[Span]
    starts: Sequence[int]

    def at(self, offset: int) -> tuple[int, int] | None:
        """Return where the sentence starts and ends that holds an offset, or that ends there."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        end = self.parts[index].end
        return (self.starts[index], end) if offset <= end else None


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
    seen: dict[tuple[str, str, str], int] = {}
    found = []
    for rule, span in places:
        near, shown = contexts(source, sentences, span)
        facts = (rule, _normalised(source, span), _normalised(source, _around(near, span)))
        ordinal = seen.get(facts, 0)
        seen[facts] = ordinal + 1
        found.append((sha256("\0".join((*facts, str(ordinal)))), shown))
    return found


def contexts(source: Source, sentences: Sentences, span: Span) -> tuple[Span, Span]:
    """Return twice the span of the sentences that hold `span`.

    Where there is none, it is so much around `span` as stands for a sentence, and then so much as
    is shown; neither leaves the lines on which `span` starts and ends.
    """
    start, end = span.start, span.end
    last_offset = end - 1 if end > start else start
    first = sentences.at(start)
    if first is not None and last_offset < first[1]:
        whole = Span(*first)
        return whole, whole
    last = sentences.at(last_offset)
    if first is not None and last is not None:
        whole = Span(first[0], max(last[1], end))
        return whole, whole
    line = source.line_span(source.line(start))
    if first is None:
        near_start, shown_start = max(line.start, start - _AROUND), max(line.start, start - _SHOWN)
    else:
        near_start = shown_start = first[0]
    if last is not None:
        near_end = shown_end = max(last[1], end)
    else:
        if last_offset > line.end:
            line = source.line_span(source.line(last_offset))
        near_end = max(end, min(line.end, end + _AROUND))
        shown_end = max(end, min(line.end, end + _SHOWN))
    return Span(near_start, near_end), Span(shown_start, shown_end)


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
    """Return the text without differences of width and space, by NFKC."""
    return " ".join(normalized(text).split())
