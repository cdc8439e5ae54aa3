"""Strings that stand twice in a row, with the words around them; no judgement."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.characters import AN_INITIAL, KANJI, KATAKANA, LATIN, LETTERS
from kouetsu.article.morphology import LONGEST, Morpheme, analyse, is_word
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# Longer copies are repeats of clauses, which other rules find.
_LONGEST_COPY = 12
_WRITTEN = f"{LETTERS}{LATIN}0-9"
# The first repetition stands apart from further ones: that fails twice as fast as `\1+`.
DOUBLED = compiled(rf"([{_WRITTEN}]{{1,{_LONGEST_COPY}}}?)\1(?:\1)*")
# All that is written without a mark.
_RUN = compiled(rf"[{_WRITTEN}]+")
# Lengths of copies, of more than one letter, that one look finds. By chance one place in a
# thousand looks like a copy: the more lengths are looked for together, the longer they must be.
_TOGETHER = ((2,), (3,), (4, 5), (6, 7), (8, 9), (10, 11, _LONGEST_COPY))
# Doubled kana that stand inside words and at their joints so often (つつ, ここ, 後押しし, されれば)
# that a second copy says nothing; most doubled strings are these.
_COMMON = frozenset("つこましれいてかっゃょあー")
# Letters whose doubling says nothing, with those of ASCII.
_SILENT = _COMMON.union(map(chr, range(128)))
# Doubled, these are in the dictionary too (ますます), but stand twice by accident more often.
_GRAMMAR = frozenset({"ます", "ない", "する", "いる", "ある", "なる", "こと", "もの"})
# The commonest places where kana meet in sound words: half of what the analyser would have to read.
# ますます before a word that is no particle is the adverb: 広がりますます重要に.
_SOUND = compiled(
    r"(?<=も)のの(?!の)|(?<=こ)とと(?!と)|とと(?=もに)|たた(?=め)|(?<=お)すす(?=め)|(?<=に)くく(?=な)"
    rf"|ますます(?=[{KATAKANA}{KANJI}])"
)
_KATAKANA_BEFORE, _KATAKANA_AFTER = compiled(r"[ァ-ヿ]+$"), compiled(r"[ァ-ヿ]*")
# Code points: longer runs of katakana are no words of the dictionary.
_LONGEST_WORD = 24
_OPENERS = "「『（([【〈《“、。．，・：:！？!?"


@record(slots=False)
class Parse:
    """A text with its morphemes, by their borders."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Morpheme, ...]:
        """The morphemes in the order of the text."""
        return analyse(self.text)

    @cached_property
    def starting(self) -> dict[int, Morpheme]:
        """The morphemes by the offset at which they begin."""
        return {token.start: token for token in self.tokens}

    @cached_property
    def ending(self) -> dict[int, Morpheme]:
        """The morphemes by the offset at which they end."""
        return {token.end: token for token in self.tokens}

    def within(self, start: int, end: int) -> list[Morpheme]:
        """Return the morphemes that lie inside a range."""
        return [token for token in self.tokens if start <= token.start and token.end <= end]

    def touching(self, start: int, end: int) -> list[Morpheme]:
        """Return the morphemes that share a character with a range."""
        return [token for token in self.tokens if token.start < end and start < token.end]


@record(slots=False)
class Doubling:
    """A string that stands twice or more in a row, in the parse of its sentence.

    `start`, `kept` (where the first copy ends) and `end` are offsets in the sentence.
    """

    parse: Parse
    start: int
    length: int
    end: int

    @property
    def copy(self) -> str:
        """The string that is doubled."""
        return self.parse.text[self.start : self.kept]

    @property
    def kept(self) -> int:
        """The offset after the first copy."""
        return self.start + self.length

    @property
    def is_double(self) -> bool:
        """Whether there are two copies and no more."""
        return self.end == self.kept + self.length

    @property
    def before(self) -> Morpheme | None:
        """The morpheme that ends where the doubling begins."""
        return self.parse.ending.get(self.start)

    @property
    def after(self) -> Morpheme | None:
        """The morpheme that begins where the doubling ends."""
        return self.parse.starting.get(self.end)

    @property
    def has_host(self) -> bool:
        """Whether a word stands right before: endings at a start are answers (ですです！)."""
        before = self.parse.text[self.start - 1 : self.start]
        if before in ("」", "』"):
            return self.words[0].word_class in ("助詞", "助動詞")
        return bool(before) and not before.isspace() and before not in _OPENERS

    @property
    def is_in_series(self) -> bool:
        """Whether the letters of the copy stand beside it too, as in 表裏表裏表."""
        text = self.parse.text
        beside = text[max(0, self.start - 1) : self.start] + text[self.end : self.end + 1]
        return any(character in self.copy for character in beside)

    @cached_property
    def words(self) -> list[Morpheme]:
        """The morphemes inside the first copy."""
        return self.parse.within(self.start, self.kept)

    @cached_property
    def second_words(self) -> list[Morpheme]:
        """The morphemes inside the second copy."""
        return self.parse.within(self.kept, self.kept + self.length)

    @cached_property
    def borders(self) -> list[bool]:
        """For the start, each joint and the end of the copies: does a morpheme end there."""
        places = range(self.start, self.end + 1, self.length)
        return [place in self.parse.ending or place in self.parse.starting for place in places]

    @cached_property
    def repaired(self) -> Parse:
        """The sentence with one copy left."""
        text = self.parse.text
        return Parse(text[: self.kept] + text[self.end :])


def is_candidate(match: re.Match[str]) -> bool:
    """Say whether a match of DOUBLED is worth the analyser.

    It is not without Japanese letters, nor for a real reduplication that the dictionary knows, nor
    for letters that meet inside a word that it knows (リリース).
    """
    copy = match[1]
    if not _says_something(copy) or _SOUND.match(match.string, match.start()):
        return False
    if "ァ" <= copy <= "ヿ" and (run := _katakana_around(match)) != match.group():
        is_known = len(run) <= _LONGEST_WORD and is_word(run)
        return (len(copy) > 1 or run.endswith(match.group())) and not is_known
    return len(copy) == 1 or copy in _GRAMMAR or not is_word(copy * 2)


def _says_something(copy: str) -> bool:
    """Say whether a second copy may mean anything: it is Japanese, and no common kana alone."""
    return not (copy in _COMMON or copy.isascii()) and AN_INITIAL.search(copy) is not None


def _katakana_around(match: re.Match[str]) -> str:
    """Return a doubling with the katakana on both sides of it: all of コンコンピューター."""
    text, start, end = match.string, match.start(), match.end()
    before = _KATAKANA_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    after = _KATAKANA_AFTER.match(text, end, end + _LONGEST_WORD)
    return (before.group() if before else "") + match.group() + (after.group() if after else "")


def suspects(text: str) -> set[Span]:
    """Return the runs of letters in a text that hold all candidates, and a few others.

    The characters, taken for one long number, differ in no bit from those some characters on where
    a string stands twice. To look for zeros in the difference is ten times as fast as to try
    DOUBLED at each offset. The lowest byte of a character tells most of them apart, and what two
    differences have in common is zero where either is.
    """
    codes = _low_bytes(text)
    number = int.from_bytes(codes, "little")
    found = set(_doubled_letters(text, _differences(number, len(codes), (1,))))
    for lengths in _TOGETHER:
        found.update(_doubled(text, _differences(number, len(codes), lengths), lengths))
    return found


def _differences(number: int, size: int, lengths: tuple[int, ...]) -> bytes:
    """Return what the differences between characters in some distances have in common."""
    common = number ^ number >> 8 * lengths[0]
    for length in lengths[1:]:
        common &= number ^ number >> 8 * length
    return common.to_bytes(size, "little")


def _low_bytes(text: str) -> bytes:
    units = text.encode("utf-16-le", "surrogatepass")[::2]
    is_one_each = len(units) == len(text)  # no character takes two
    return units if is_one_each else text.encode("utf-32-le", "surrogatepass")[::4]


def _doubled_letters(text: str, differences: bytes) -> Iterator[Span]:
    """Yield the runs that hold letters which stand twice and may mean anything by it."""
    seen, offset = 0, differences.find(0)
    while offset >= 0:
        following, letter = offset + 1, text[offset]
        is_doubled = letter not in _SILENT and letter == text[following : following + 1]
        if is_doubled and AN_INITIAL.match(letter):
            run = _run_around(text, offset, seen)
            yield run
            following = seen = run.end
        offset = differences.find(0, following)


def _doubled(text: str, differences: bytes, lengths: tuple[int, ...]) -> Iterator[Span]:
    """Yield the runs that hold doubled strings of some lengths: zeros among the differences."""
    equal = bytes(lengths[0])
    seen, offset = 0, differences.find(equal)
    while offset >= 0:
        following = offset + 1
        for length in lengths:
            middle = offset + length
            copy = text[offset:middle]
            if text[middle : middle + length] != copy:
                continue
            if _says_something(copy):
                run = _run_around(text, offset, seen)
                if run.end > offset:  # no copy goes over a mark
                    yield run
                    following = seen = run.end
                break
            letter = AN_INITIAL.search(text, middle)
            following = max(following, letter.start() - lengths[-1] + 1) if letter else len(text)
        offset = differences.find(equal, following)


def _run_around(text: str, offset: int, least: int) -> Span:
    """Return the letters and figures around an offset, up to a mark, or to `least`, on both sides.

    To begin at the line, or where the last run ended, keeps the time for all runs in proportion.
    """
    after = _RUN.match(text, offset)
    line = text.rfind("\n", least, offset) + 1
    before = _RUN.match(text[max(least, line) : offset][::-1])
    return Span(offset - before.end() if before else offset, after.end() if after else offset)


def find(text: str) -> Iterator[Doubling]:
    """Yield the doublings of a sentence, from left to right."""
    parse = Parse(text)
    for match in DOUBLED.finditer(text, 0, LONGEST):
        if is_candidate(match):
            found = Doubling(parse, match.start(), len(match[1]), match.end())
            if (
                not found.is_double and not found.borders[0]
            ):  # もののの: the first の belongs to もの
                found = Doubling(parse, found.kept, found.length, found.end)
            yield found
