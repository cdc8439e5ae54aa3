"""Fingerprints: names of findings that survive moved lines and edits elsewhere in the article."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.article.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.article.source import Source

# Code points around a finding that stand for its sentence where there is none (front matter, code)
# or where what passes for one is no sentence (a token loop of a million characters).
_AROUND = 20
_LONGEST_SENTENCE = 1000
# A longer text is known by its two ends, so that a copied chapter costs no more than a word.
_LONGEST_END = 1000


def identify(
    source: Source, sentences: Sequence[Span], places: Sequence[tuple[str, Span]]
) -> list[str]:
    """Return a fingerprint for each place (rule id and span), in the order given.

    A fingerprint is the sha256 of the rule, the text under the span, the sentence around it (both
    without differences of width and space), and the ordinal among places alike in all of these.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    fingerprints = []
    for rule, span in places:
        around = _around(context(source, sentences, span), span)
        facts = (rule, _normalised(source, span), _normalised(source, around))
        fingerprints.append(_digest(*facts, str(seen[facts])))
        seen[facts] += 1
    return fingerprints


def context(source: Source, sentences: Sequence[Span], span: Span, reach: int = _AROUND) -> Span:
    """Return the span of the sentences that hold `span`, or of `reach` code points around it.

    `sentences` are the spans of the article's sentences in ascending order. Where there is no
    sentence, the context does not leave the lines on which `span` starts and ends.
    """
    last_offset = max(span.start, span.end - 1)
    first = _sentence_at(sentences, span.start)
    last = _sentence_at(sentences, last_offset)
    line_start = source.line_span(source.line(span.start)).start
    line_end = source.line_span(source.line(last_offset)).end
    start = first.start if first else max(line_start, span.start - reach)
    end = last.end if last else min(line_end, span.end + reach)
    return Span(min(start, span.start), max(end, span.end))


def _sentence_at(sentences: Sequence[Span], offset: int) -> Span | None:
    index = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
    return sentences[index] if index >= 0 and offset <= sentences[index].end else None


def _around(sentence: Span, span: Span) -> Span:
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    return Span(
        max(sentence.start, span.start - _AROUND),
        min(sentence.end, span.end + _AROUND),
    )


def _normalised(source: Source, span: Span) -> str:
    text = source.slice(span)
    if len(text) > 2 * _LONGEST_END:
        text = text[:_LONGEST_END] + text[-_LONGEST_END:]
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _digest(*facts: str) -> str:
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()
