"""What the searches for variants share: spellings of a term with the places of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The places of one spelling: start and end offsets in code points of the source.
Uses = tuple[tuple[int, int], ...]


def group(places: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, Uses]:
    """Collect the places of each spelling."""
    found: dict[str, list[tuple[int, int]]] = {}
    for spelling, place in places:
        found.setdefault(spelling, []).append(place)
    return {spelling: tuple(uses) for spelling, uses in found.items()}
