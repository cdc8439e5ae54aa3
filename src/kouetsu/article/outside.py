"""What the findings of an article depend on besides its text: other files of its site, and the day.

A check that asks for such a thing leaves question and answer on the article (`Article.asked`). A
result that was kept from an earlier run holds as long as each question still has its answer.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kouetsu.article import Article, Profile

# What is asked, and of what: ("target", "../map.png").
Question = tuple[str, str]
# As JSON keeps it, so that it can be compared with one that was kept.
Answer = str | list[str | None] | None

DAY = "day"
# One day off is the other side of the world.
_MARGIN = timedelta(days=1)


def today_before(article: Article, day: date) -> date | None:
    """Return today where a day is certainly later; None where it is not."""
    answer = day_answer(article.profile, day.isoformat())
    article.asked[DAY, day.isoformat()] = answer
    return None if answer is None else date.fromisoformat(answer)


def day_answer(profile: Profile, day: str) -> str | None:
    """Return today where a day is certainly later, both as ISO 8601 writes them."""
    today = profile.today or date.today()
    return today.isoformat() if date.fromisoformat(day) - today > _MARGIN else None
