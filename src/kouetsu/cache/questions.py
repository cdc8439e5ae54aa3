"""Asking once more what the checks asked of other files and of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article import outside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kouetsu.article import Article


def have_same_answers(article: Article, asked: Iterable[Sequence[object]]) -> bool:
    """Say whether each of some questions, kind and what it is of, still has its answer."""
    try:
        return all(_answer(article, str(kind), str(of)) == answer for kind, of, answer in asked)
    # Whatever stands on the disk by now: linting tells what is wrong with it.
    except Exception:
        return False


def _answer(article: Article, kind: str, of: str) -> object:
    if kind == outside.DAY:
        return outside.day_answer(article.profile, of)
    from kouetsu.sites import destinations

    return destinations.resolver(article).answer((kind, of))
