"""Summaries of the head, and which passages of the body are titles."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Scalar
from kouetsu.article.markdown import Kind
from kouetsu.article.passages import Passage, letters
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article

LONGEST = 2000  # what is longer is no summary
_LONGEST_TITLE = 120
# A title that was altered still begins like the line it was made from, behind a label or a year.
_SHARED_START = 6
_SHORTEST_START = 4  # of a title that has no more
_LABEL = compiled(r"(?:【[^】]*】|\[[^\]]*\])?(?:\d{4}年(?:度|版|最新)?)?")
_END_MARK = compiled(r"[。．.！!？?…][」』）)”\"']*$")
_FULL_STOP = compiled(r"[。．.][」』）)”\"']*$")
_READ_ON = compiled(r"[：:、，,]$")


@record(slots=False)
class Summary:
    """A value that stands for the article in lists, with the key that holds it.

    `text` is read without quotes and escapes.
    """

    key: str
    value: Scalar
    text: str

    @cached_property
    def letters(self) -> str:
        """Its letters and figures: few rules ask for those of each summary."""
        return letters(self.text)


def summaries(article: Article, keys: Sequence[str]) -> Iterator[Summary]:
    """Yield the values of `keys` that hold text of a summary's length."""
    for key in keys:
        value = article.front_matter.get(key)
        if isinstance(value, Scalar) and not value.is_alias and len(value.text) <= LONGEST:
            yield Summary(key, value, value.text)


def is_title(article: Article, passage: Passage) -> bool:
    """Say whether a passage is a title: a heading, or a line that the head's title was made from.

    A line without an end mark is one as well, unless it leads over to what follows.
    """
    text = passage.text.strip()
    if passage.block.kind is Kind.HEADING:
        return True
    if len(text) > _LONGEST_TITLE or _READ_ON.search(text):
        return False
    if not _END_MARK.search(text):
        return not passage.block.containers
    title = article.front_matter.text("title") or ""
    label = _LABEL.match(title)
    start = letters(title[label.end() if label else 0 :])[:_SHARED_START]
    is_like_title = len(start) >= _SHORTEST_START and letters(passage.text).startswith(start)
    return is_like_title and not _FULL_STOP.search(text)
