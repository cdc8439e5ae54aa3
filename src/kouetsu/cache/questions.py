"""Asking once more what the checks asked of other files and of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article import outside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kouetsu.article import Article
    from kouetsu.article.outside import Answer
    from kouetsu.sites.destinations import Resolver


def have_same_answers(article: Article, asked: Iterable[tuple[str, str, Answer]]) -> bool:
    """Say whether each of some questions, kind and what it is of, still has its answer."""
    try:
        return _have_same_answers(article, asked)
    # Whatever stands on the disk by now: linting tells what is wrong with it.
    except Exception:
        return False


def _have_same_answers(article: Article, asked: Iterable[tuple[str, str, Answer]]) -> bool:
    resolver: Resolver | None = None
    for kind, of, answer in asked:
        if kind == outside.DAY:
            now: Answer = outside.day_answer(article.profile, of)
        else:
            resolver = resolver or _resolver(article)
            now = resolver.answer((kind, of))
        if now != answer:
            return False
    return True


def _resolver(article: Article) -> Resolver:
    from kouetsu.sites import destinations  # for articles with links of their own site

    return destinations.resolver(article)
