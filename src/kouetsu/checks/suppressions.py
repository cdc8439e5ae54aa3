"""The check of the suppressions themselves; it runs after all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.suppressions import Record


def unused_suppression(article: Article, record: Record) -> Iterator[Hit]:
    """Find directives that kept nothing quiet, and those that cannot be understood."""
    yield from record.problems
    for suppression in record.unused:
        yield Hit(suppression.place)
