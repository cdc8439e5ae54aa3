"""The head of a post, alone and against the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix, Hit, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article


def front_matter_syntax(article: Article) -> Iterator[Hit]:
    """Report what the writer's generator will not read, or not as it was meant."""
    for problem in article.front_matter.problems:
        related = (Place(problem.related, problem.kind),) if problem.related else ()
        fix = None
        if problem.kind == "late-fence":
            fix = Fix((Edit(Span(0, problem.span.start), ""),), Applicability.SAFE)
        yield Hit(problem.span, problem.values, problem.kind, related, fix)
