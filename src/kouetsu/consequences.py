"""Consequences: findings that would be gone if another finding of the file were repaired."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kouetsu.article.source import Span
    from kouetsu.finding import Hit


@record
class _Copies:
    """The copies that one rule found: ascending starts, and the copy that reaches furthest.

    `furthest[i]` is the end of the copy that reaches furthest among the first i + 1, and the index
    of the hit that names it.
    """

    starts: list[int]
    furthest: list[tuple[int, int]]

    def cause_of(self, span: Span) -> int | None:
        """Return the index of a hit one of whose copies holds `span`, if there is one."""
        position = bisect_right(self.starts, span.start) - 1
        if position < 0:
            return None
        end, index = self.furthest[position]
        return index if span.end <= end else None


def causes(hits: Sequence[tuple[str, Hit]]) -> list[int | None]:
    """Return for each hit (rule id and hit, by position) the index of the hit it follows from.

    A hit follows from a hit of another rule that holds it in one of the spans that it `explains`.
    One that explains others follows only from a larger one: so no hits can explain, and hide, each
    other.
    """
    copies = _copies_by_rule(hits)
    if not copies:
        return [None] * len(hits)
    return [_larger(hits, hit, _holder(rule, hit.span, copies)) for rule, hit in hits]


def _larger(hits: Sequence[tuple[str, Hit]], hit: Hit, holder: int | None) -> int | None:
    """Return the holder of a hit, unless both explain others and the holder is not the larger."""
    if hit.is_independent:
        return None
    if holder is None or not hit.explains:
        return holder
    return holder if len(hits[holder][1].span) > len(hit.span) else None


def _holder(rule: str, span: Span, copies: dict[str, _Copies]) -> int | None:
    for explaining, found in copies.items():
        if explaining != rule and (index := found.cause_of(span)) is not None:
            return index
    return None


def _copies_by_rule(hits: Sequence[tuple[str, Hit]]) -> dict[str, _Copies]:
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for index, (rule, hit) in enumerate(hits):
        own = spans.setdefault(rule, [])
        for span in hit.explains:
            own.append((span.start, span.end, index))
    return {rule: _in_order(found) for rule, found in spans.items() if found}


def _in_order(spans: Iterable[tuple[int, int, int]]) -> _Copies:
    """Return copies by their starts, their ends, and the indices of the hits that name them."""
    starts: list[int] = []
    furthest: list[tuple[int, int]] = []
    for start, end, index in sorted(spans):
        reach = (end, index)
        starts.append(start)
        furthest.append(max(furthest[-1], reach) if furthest else reach)
    return _Copies(starts, furthest)
