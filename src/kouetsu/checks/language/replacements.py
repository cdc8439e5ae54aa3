"""Words that a replacement over a whole text destroyed, known by data that users can extend.

A replaced word is often a sound word in itself (75%以上の企業), so each entry says in which words
around it the original must have stood. A replacement never strikes once: what is proven in one
sentence, or stands in several, is taken for replaced in all sentences that name no source for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import KATAKANA, holds
from kouetsu.article.morphology import analyse, is_word
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kouetsu.article.texts import Texts

_KEYS = ("wrong", "right", "before", "after", "unless", "bad", "good")
_REQUIRED = ("wrong", "right")
# Different sentences in which a doubtful word stands before that proves it wrong.
_OFTEN = 3
# Code points before the wrong words that may prove them wrong.
_CONTEXT = 40
# Katakana that belong to a compound with the replaced part.
_HEAD = compiled(f"[{KATAKANA}]+$")


@record
class Replacement:
    """A known replacement of `right` by `wrong`.

    Where `before` or `after` match next to it, the wrong words are proven; without both they
    always are. Sentences that match `unless` are left alone.
    """

    wrong: str
    right: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def proves(self, text: str, start: int) -> bool:
        """Say whether the words around the wrong ones at `start` prove them wrong."""
        if self.before is None and self.after is None:
            return True
        return bool(
            (self.before and self.before.search(text[max(0, start - _CONTEXT) : start]))
            or (self.after and self.after.match(text, start + len(self.wrong)))
        )


@record
class Replaced:
    """Words from `start` to `end` of a text that stand in place of `right`."""

    start: int
    end: int
    right: str


def read(entry: Mapping[str, str]) -> Replacement:
    """Read an entry of the data: its words, and regular expressions for what is around them.

    Raises ValueError for a key that is missing or unknown, and for a broken expression.
    """
    items = tuple(entry.items())
    try:
        return _kept(items)
    except TypeError:  # a value that is no text, and cannot be looked up
        return _read(items)


def _read(items: tuple[tuple[str, str], ...]) -> Replacement:
    entry = dict(items)
    for key in (*_REQUIRED, *entry):
        if key not in _KEYS:
            raise ValueError(f"replacements: unknown key “{key}”; valid: {', '.join(_KEYS)}")
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise ValueError(f"replacements: “{key}” is no text in the entry {entry}")
    return Replacement(
        entry["wrong"],
        entry["right"],
        _pattern(entry, "before", "(?:{})$"),
        _pattern(entry, "after", "{}"),
        _pattern(entry, "unless", "{}"),
    )


_kept = lru_cache(maxsize=1024)(_read)  # every article is checked with the same entries


def _pattern(entry: Mapping[str, str], key: str, form: str) -> re.Pattern[str] | None:
    if key not in entry:
        return None
    try:
        return compiled(form.format(entry[key]))
    except re.error as error:
        raise ValueError(f"replacements: {key} “{entry[key]}” is no pattern: {error}") from None


def find(texts: Texts, replacements: Collection[Replacement]) -> Iterator[tuple[str, Replaced]]:
    """Yield the replaced words in the distinct sentences of an article, each with its sentence."""
    for known in replacements:
        if not holds(texts.joined, known.wrong):
            continue
        wrong = re.compile(re.escape(known.wrong))
        places = [
            (text, match.start())
            for text in texts.holding(wrong)
            if not (known.unless and known.unless.search(text))
            for match in wrong.finditer(text)
        ]
        proven = any(known.proves(text, start) for text, start in places)
        if proven or len({text for text, _ in places}) >= _OFTEN:
            for text, start in places:
                yield text, Replaced(start, start + len(known.wrong), known.right)


def find_parts(texts: Texts, parts: Mapping[str, str]) -> Iterator[tuple[str, Replaced]]:
    """Yield the compounds that no dictionary has, but has with one part put back.

    `parts` maps the wrong part to the right one: アーキテクチャ to システム makes エコシステム
    of エコアーキテクチャ, and nothing of ネットワークアーキテクチャ.
    """
    for wrong, right in parts.items():
        part = re.compile(re.escape(wrong))
        for text in texts.holding(part) if wrong in texts.joined else ():
            for match in part.finditer(text):
                start = _compound(text, match, right)
                if start is not None:
                    whole = text[start : match.start()] + right
                    yield text, Replaced(start, match.end(), whole)


def _compound(text: str, match: re.Match[str], right: str) -> int | None:
    """Return where the known word begins that a compound becomes with its right part."""
    found = _HEAD.search(text[max(0, match.start() - _CONTEXT) : match.start()])
    head = found.group() if found else ""
    if not head or is_word(head + match.group()):
        return None
    words = analyse(head + right)
    whole = next((word for word in words if word.start < len(head) < word.end), None)
    if whole is None or whole.is_unknown:
        return None
    return match.start() - len(head) + whole.start
