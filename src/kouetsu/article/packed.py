"""The text of an article that is kept for its report, in a third of its room.

A run over a blog holds the text of each article until the report is written. Japanese takes two
bytes a character in memory, and four where a text has a single emoji.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from kouetsu.article.source import Source
from kouetsu.records import names_of

# Level 1 takes a hundredth of the time that linting does; the others save little more.
_LEVEL = 1
# Texts that are open at once: a report reads one article, and places in others beside it.
_OPEN = 4


class PackedSource(Source):
    """A source whose text is unpacked when it is read, and forgotten when others were."""

    # It is pickled as it is, not as a call with the fields of a source.
    __reduce__ = object.__reduce__

    def __init__(self, source: Source) -> None:
        facts = {name: getattr(source, name) for name in names_of(Source) if name != "text"}
        vars(self).update(facts)
        self._packed = zlib.compress(source.text.encode("utf-8", "surrogatepass"), _LEVEL)

    @property
    def text(self) -> str:
        """The text, as that of every source."""
        return _opened(self._packed).text

    @property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin, as those of every source."""
        return _opened(self._packed).line_starts

    @property
    def newline(self) -> str:
        """The first line ending, as that of every source."""
        return _opened(self._packed).newline


@lru_cache(maxsize=_OPEN)
def _opened(packed: bytes) -> Source:
    return Source("", zlib.decompress(packed).decode("utf-8", "surrogatepass"))
