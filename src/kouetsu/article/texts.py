"""The texts of an article that readers read: sentences of the body, values of the front matter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from kouetsu.article import scripts
from kouetsu.article.characters import full_width
from kouetsu.article.prose import OBJECT
from kouetsu.article.sentences import Plain, plain
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence

# A value may hold a whole article; the analyser reads it sentence by sentence.
_SENTENCE = compiled(r"[^。！？]+[。！？]*")
_TEXT = attrgetter("text")
# Marks that hide what stands on both sides of them from one another: tags, templates, deletions.
_BARRIER = compiled(r"[<{~]")
_BREAKS = frozenset(f" 　「」『』（）()【】、。，．！？!?\"'“”：:{OBJECT}")

# Code points beside a word that may be blank before the next word of the same clause.
_BLANKS = 8
# Code points before a word in which the bracket around it opens.
_REACH = 1000
_PAIRS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "“": "”",
    "《": "》",
    "〈": "〉",
}


@record(slots=False, eq=False)
class Texts:
    """The distinct texts of an article, each with the places where it stands.

    Generated articles repeat half of their sentences, so judging each once is half of the work.
    What is asked of it twice can be kept: it is equal to itself alone, and its hash costs nothing.
    """

    places: Mapping[str, list[Plain]]

    @cached_property
    def joined(self) -> str:
        """All texts as one string, a line end between them: for one search instead of many."""
        return "\n".join(self.places)

    @cached_property
    def katakana(self) -> list[str]:
        """The distinct words of katakana, in their order; ・ may join the parts of one."""
        return scripts.katakana(self.joined)

    @cached_property
    def latin(self) -> str:
        """All that is written in ASCII but `?`, and full-width letters: see `scripts.latin`."""
        if self.joined.isascii():
            return self.joined
        return scripts.latin_of(self.joined, self.ascii_only, self.full_width)

    @cached_property
    def ascii_only(self) -> bytes:
        """The joined texts with `?` for each character that ASCII does not have."""
        return self.joined.encode("ascii", "replace")

    @cached_property
    def full_width(self) -> AbstractSet[str]:
        """The full-width forms of ASCII that stand in the texts."""
        return full_width(self.joined)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield each match of a pattern with the text that holds it.

        All texts are searched as one string, which is much faster than one by one: the offsets of
        the match are not those of the text, and a pattern must not reach over a line end.
        """
        for match in pattern.finditer(self.joined):
            yield self.at(match.start()), match

    def at(self, offset: int) -> str:
        """Return the text that stands at an offset of the joined ones."""
        return self.place(offset)[0]

    def place(self, offset: int) -> tuple[str, int]:
        """Return the text at an offset of the joined ones, and where it begins there."""
        # Few are asked for: to list where each text begins would take longer.
        start, end = self.joined.rfind("\n", 0, offset) + 1, self.joined.find("\n", offset)
        return self.joined[start : end if end >= 0 else None], start

    def holding(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the texts that hold a match of a pattern, each once, in their order."""
        return list(dict.fromkeys([self.at(m.start()) for m in pattern.finditer(self.joined)]))

    def holding_any(self, patterns: Mapping[str, re.Pattern[str]]) -> list[str]:
        """Return the texts that hold a match of one of some patterns, each once.

        A pattern stands by a string that all of its matches hold: to look for that is faster.
        """
        found = (self.holding(each) for sign, each in patterns.items() if sign in self.joined)
        return list(dict.fromkeys(chain.from_iterable(found)))


class _Places(Mapping[str, list[Plain]]):
    """The places of each distinct text, of values and then of sentences.

    Most texts are never asked for theirs, so they are looked up for the first that is.
    """

    def __init__(self, values: list[Plain], sentences: Sequence[Sentence]) -> None:
        self._all: list[Plain | Sentence] = [*values, *sentences]
        self._texts = dict.fromkeys(map(_TEXT, self._all))

    def __getitem__(self, text: str) -> list[Plain]:
        return [each if isinstance(each, Plain) else each.plain for each in self._holders[text]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    @cached_property
    def _holders(self) -> dict[str, list[Plain | Sentence]]:
        found: dict[str, list[Plain | Sentence]] = {text: [] for text in self._texts}
        for each in self._all:
            found[each.text].append(each)
        return found


def readable(article: Article) -> Texts:
    """Return the sentences of the front matter's values and of the body."""
    return Texts(_Places(_values(article), article.sentences))


def _values(article: Article) -> list[Plain]:
    """Return the sentences of the front matter's values."""
    found: list[Plain] = []
    text = article.source.text
    for _, scalar in article.front_matter.strings:
        start = scalar.span.start
        value = text[start : scalar.span.end]
        if "。" in value or "！" in value or "？" in value:
            sentences = _SENTENCE.finditer(value)
            found += [plain(each.group(), start + each.start()) for each in sentences]
        elif value:
            found.append(plain(value, start))
    return found


def reads_on(article: Article, text: Plain, start: int, end: int) -> bool:
    """Say whether a reader meets `text[start:end]` as one string, with emphasis at most between."""
    return not _BARRIER.search(article.source.slice(text.span(start, end)))


def ends_link(article: Article, text: Plain, offset: int) -> bool:
    """Say whether the label of a link ends right before `text[offset]`."""
    return "](" in article.source.slice(text.span(offset - 1, offset + 1))


def is_contiguous(text: Plain, start: int, end: int) -> bool:
    """Say whether `text[start:end]` stands in the source just so, without markup inside."""
    return text.offsets[end - 1] - text.offsets[start] == end - 1 - start


def around(text: Plain, start: int, end: int, width: int) -> Span:
    """Return the range of `text` with up to `width` characters of the same phrase on both sides.

    Code and the like end a phrase: of them there is no more than filler to show.
    """
    words = text.text
    first = start
    while first > max(0, start - width) and words[first - 1] not in _BREAKS:
        first -= 1
    last = end
    while last < min(len(words), end + width) and words[last] not in _BREAKS:
        last += 1
    return Span(first, last)


def beyond_blanks(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after `text[start:end]`, a few spaces between at most.

    Either is empty at an end of the text.
    """
    before, after = text[max(0, start - _BLANKS) : start], text[end : end + _BLANKS]
    return before.rstrip(" ")[-1:], after.lstrip(" ")[:1]


def is_enclosed(text: str, offset: int, start: int = 0) -> bool:
    """Say whether an offset of a text lies in quotation marks or brackets, opened after `start`."""
    before = text[max(start, offset - _REACH) : offset]
    return any(before.count(opener) > before.count(closer) for opener, closer in _PAIRS.items())
