"""Near copies that differ by a slip: the two sides show which one is right.

One edit of a few characters between two copies of a sentence is either a revision (a word put in
or taken out) or a typo. The analyser tells them apart: a revision moves words, a typo breaks one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from kouetsu.article.characters import KATAKANA_WORD
from kouetsu.article.morphology import Morpheme, analyse, path_cost
from kouetsu.article.sentences import Plain, plain
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.repeats import Match
    from kouetsu.article.source import Span

# Code points that a slip adds or loses at most.
_LONGEST = 3
# Code points around the edit that are analysed.
_CONTEXT = 12
# How much dearer the wrong side's reading must be (SudachiDict's path cost; an ordinary word costs
# some 5,000, a lost character some 3,000 to 6,000 more than the word that it was lost from).
_BROKEN, _LOST = 2500, 4000
_MARKS = compiled(r"[\s。、！？!?「」『』（）()*…・,.\d]")
_FUNCTION = frozenset({"助詞", "助動詞"})


@record
class Divergence:
    """The side that the dictionary thinks wrong, the other side, and what stands in both."""

    wrong: Span
    right: Span
    wrong_text: str
    right_text: str


@record
class _Side:
    """One of two copies, with the edited range of its plain text."""

    plain: Plain
    start: int
    end: int

    def context(self) -> str:
        return self.plain.text[max(0, self.start - _CONTEXT) : self.end + _CONTEXT]


def find(article: Article) -> Iterator[Divergence]:
    """Yield each slip once, in the order of the later copies."""
    seen: set[tuple[str, str]] = set()
    for run in article.repeats.runs:
        for match in run.changed.values():
            if not match.is_cut:
                found = _compare(article, match)
                if found and (found.wrong_text, found.right_text) not in seen:
                    seen.add((found.wrong_text, found.right_text))
                    yield found


def _compare(article: Article, match: Match) -> Divergence | None:
    later = plain(article.prose[match.span.start : match.span.end], match.span.start)
    first = plain(article.prose[match.earlier.start : match.earlier.end], match.earlier.start)
    edits = [e for e in Levenshtein.opcodes(first.text, later.text) if e.tag != "equal"]
    if len(edits) != 1:
        return None
    edit = edits[0]
    if edit.tag == "replace":
        return None  # it makes another word; characters added or lost break one
    sides = (
        _Side(first, edit.src_start, edit.src_end),
        _Side(later, edit.dest_start, edit.dest_end),
    )
    if not all(_is_slip_sized(side) for side in sides):
        return None
    right, wrong = sorted(sides, key=lambda side: path_cost(side.context()))
    if not _is_broken(right, wrong):
        return None
    return _divergence(right, wrong)


def _is_slip_sized(side: _Side) -> bool:
    """Say whether an edit is short, of letters only, and not at the edge of the sentence."""
    text = side.plain.text
    edited = text[side.start : side.end]
    is_inside = side.start > 0 and side.end < len(text)
    return is_inside and len(edited) <= _LONGEST and not _MARKS.search(edited)


def _is_broken(right: _Side, wrong: _Side) -> bool:
    """Say whether the dearer side lost or doubled characters of a word."""
    dearer = path_cost(wrong.context()) - path_cost(right.context())
    if dearer < _BROKEN:
        return False
    good, bad = analyse(right.context()), analyse(wrong.context())
    edits = Levenshtein.opcodes([m.surface for m in good], [m.surface for m in bad])
    changed = [edit for edit in edits if edit.tag != "equal"]
    gone = [m for edit in changed for m in good[edit.src_start : edit.src_end]]
    come = [m for edit in changed for m in bad[edit.dest_start : edit.dest_end]]
    if not gone:
        start = changed[0].dest_start
        return len(changed) == 1 and _is_stray(come, bad[start - 1] if start else None)
    if not come:
        return dearer >= _LOST and all(m.word_class in _FUNCTION for m in gone)
    if any(m.is_unknown for m in gone):
        return False
    if wrong.start == wrong.end:
        return any(m.is_unknown for m in come) or len(come) >= len(gone)
    is_split = len(come) > len(gone) and all(m.word_class != "助詞" for m in gone)
    return is_split or (wrong.end - wrong.start == 1 and any(m.is_unknown for m in come))


def _is_stray(come: list[Morpheme], before: Morpheme | None) -> bool:
    """Say whether inserted words are a slip: a lone katakana, a doubled ending, a doubled word."""
    text = "".join(m.surface for m in come)
    if before is not None and (before.surface == text or text in ("です", "ます")):
        return before.surface.endswith(text)
    is_ending = before is not None and before.surface in ("です", "ます", "でした", "ました")
    if is_ending and all(m.word_class != "名詞" for m in come):
        return True
    return len(text) == 1 and bool(KATAKANA_WORD.match(text))


def _divergence(right: _Side, wrong: _Side) -> Divergence:
    spans = []
    texts = []
    for side in (wrong, right):
        start = max(0, side.start - 2)
        end = min(len(side.plain.text), side.end + 2)
        spans.append(side.plain.span(start, end))
        texts.append(side.plain.text[start:end])
    return Divergence(spans[0], spans[1], texts[0], texts[1])
