"""Words that a replacement, a lost character or a slip of the writer destroyed.

The signs have modules of their own; here they are put together, and where two of them meet, the
one that knows what should stand there wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kouetsu.article.characters import KATAKANA
from kouetsu.article.texts import is_enclosed
from kouetsu.checks.language import contradictions, replacements, spellings
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kouetsu.article.texts import Texts
    from kouetsu.checks.language.replacements import Replacement


@record
class Mangled:
    """Destroyed words from `start` to `end` of a text.

    `sign` names a message of the rule; `right` is what should stand there, if anybody can know.
    """

    sign: str
    start: int
    end: int
    right: str | None = None


def find(
    texts: Texts, known: Collection[Replacement], parts: Mapping[str, str]
) -> Iterator[tuple[str, Mangled]]:
    """Yield the destroyed words in the distinct sentences of an article, each with its sentence."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for text, found in _all(texts, known, parts):
        others, place = taken.setdefault(text, []), (found.start, found.end)
        index = bisect_left(others, place)
        around = others[max(0, index - 1) : index + 1]
        if all(found.end <= start or end <= found.start for start, end in around):
            others.insert(index, place)
            yield text, found


def _all(
    texts: Texts, known: Collection[Replacement], parts: Mapping[str, str]
) -> Iterator[tuple[str, Mangled]]:
    """Yield what all signs say, the most telling first."""
    for text, part in replacements.find_parts(texts, parts):
        yield text, Mangled("replaced", part.start, part.end, part.right)
    for text, word in replacements.find(texts, known):
        yield text, Mangled("replaced", word.start, word.end, word.right)
    yield from _misspelt(texts)
    for text, each in contradictions.find(texts):
        yield text, Mangled(each.sign.value, each.start, each.end)


def _misspelt(texts: Texts) -> Iterator[tuple[str, Mangled]]:
    for word, right in spellings.misspelt(texts).items():
        whole = re.compile(rf"(?<![{KATAKANA}]){word}(?![{KATAKANA}])")
        for text in texts.holding(whole):
            for match in whole.finditer(text):
                is_mention = text == word or is_enclosed(text, match.start())
                if not is_mention:
                    yield text, Mangled("misspelt", *match.span(), right)
