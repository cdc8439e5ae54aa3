"""Morphemes by SudachiPy, read for candidate sentences only.

The analyser costs about 50 ms to load and runs at about 1 MB/s, so nothing here is imported
before a check has found a candidate, and nothing analyses a whole post.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kouetsu.records import record

if TYPE_CHECKING:
    from sudachipy import Dictionary, MorphemeList, Tokenizer
    from sudachipy import Morpheme as Token

# SudachiPy refuses input over 49,149 bytes; a sentence this long (code points) is not prose anyway.
LONGEST = 4000
# What the analyser reads of each word; to read all takes an eighth longer. The normalized form is
# what its joining of numerals goes by.
_FIELDS = {"pos", "dictionary_form", "normalized_form"}
# Analysed sentences that are kept; a long post has about 500.
_KEPT = 4096


@record
class Morpheme:
    """A token: `start` and `end` are code points within the analysed text.

    `part_of_speech` has SudachiDict's six fields (UniDic): four levels of class, the conjugation
    type and the conjugated form.
    """

    surface: str
    start: int
    end: int
    part_of_speech: tuple[str, ...]
    is_unknown: bool

    @property
    def word_class(self) -> str:
        """The top-level part of speech, such as 名詞, 動詞, 助詞."""
        return self.part_of_speech[0]

    @property
    def form(self) -> str:
        """The conjugated form, such as 連用形-一般; `*` for what does not inflect."""
        return self.part_of_speech[5]


_local = threading.local()


def _tokenizer() -> Tokenizer:
    # A Tokenizer that two threads share raises; the dictionary behind it may be shared.
    tokenizer: Tokenizer | None = getattr(_local, "tokenizer", None)
    if tokenizer is None:
        from sudachipy import SplitMode

        tokenizer = _local.tokenizer = _dictionary().tokenizer(SplitMode.C, _FIELDS)
    return tokenizer


@cache
def _dictionary() -> Dictionary:
    from sudachipy import Dictionary

    return Dictionary(dict="small")


def _tokens(text: str) -> MorphemeList:
    """Return the tokens of a text, which the next call takes back.

    To make a new list each time is a fifth of the work on a short text.
    """
    text = text[:LONGEST].replace("\0", " ")
    tokens: MorphemeList = _tokenizer().tokenize(text, out=getattr(_local, "tokens", None))
    _local.tokens = tokens
    return tokens


@lru_cache(maxsize=_KEPT)
def analyse(text: str) -> tuple[Morpheme, ...]:
    """Split text into its morphemes; anything after the first 4,000 code points is left out."""
    return tuple([_read(token) for token in _tokens(text)])


def dictionary_forms(text: str) -> tuple[str, ...]:
    """Return the dictionary form of each morpheme that `analyse` returns.

    They are asked for so rarely that to read them with the morphemes would be for nothing.
    """
    return tuple([token.dictionary_form() for token in _tokens(text)])


@lru_cache(maxsize=_KEPT)
def first_of(text: str) -> Morpheme | None:
    """Return the first morpheme of a text; to read the others takes a third of an analysis."""
    tokens = _tokens(text)
    return _read(tokens[0]) if len(tokens) else None


def last_of(text: str) -> Morpheme | None:
    """Return the last morpheme of a text, as `first_of` the first."""
    tokens = _tokens(text)
    return _read(tokens[len(tokens) - 1]) if len(tokens) else None


@lru_cache(maxsize=_KEPT)
def over(text: str, offset: int) -> Morpheme | None:
    """Return the morpheme of a text that goes over an offset; only that one is read, as above."""
    return _over(_tokens(text), offset)


def _over(tokens: MorphemeList, offset: int) -> Morpheme | None:
    for token in tokens:
        if token.end() > offset:
            return _read(token) if token.begin() < offset else None
    return None


@lru_cache(maxsize=_KEPT)
def ending_at(text: str, offset: int) -> Morpheme | None:
    """Return the morpheme of a text that ends at an offset, read as above."""
    for token in _tokens(text):
        if token.end() >= offset:
            return _read(token) if token.end() == offset else None
    return None


def classes(text: str) -> list[tuple[str, ...]]:
    """Return the part of speech of each morpheme that `analyse` returns, as above."""
    return [token.part_of_speech() for token in _tokens(text)]


@record
class Joint:
    """How two texts read as one: the analyser's cost, and the morpheme over their border."""

    cost: int
    morpheme: Morpheme | None


@lru_cache(maxsize=_KEPT)
def joint(left: str, right: str) -> Joint:
    """Read two texts (not empty) as one, but of its morphemes only the one over the border."""
    tokens = _tokens(left + right)
    return Joint(int(tokens.get_internal_cost()), _over(tokens, len(left)))


def _read(token: Token) -> Morpheme:
    return Morpheme(
        token.surface(),
        token.begin(),
        token.end(),
        token.part_of_speech(),
        token.is_oov(),
    )


@lru_cache(maxsize=_KEPT)
def path_cost(text: str) -> int:
    """Return the analyser's cost of its best reading of a text: a typo costs thousands more."""
    return int(_tokens(text).get_internal_cost())


@lru_cache(maxsize=_KEPT)
def is_word(surface: str) -> bool:
    """Say whether the dictionary knows this very string, in an inflected form or not."""
    return bool(surface) and len(_dictionary().lookup(surface)) > 0


@lru_cache(maxsize=_KEPT)
def is_prefix(surface: str) -> bool:
    """Say whether the dictionary has this very string as a prefix, whatever else it may be."""
    return any(word.part_of_speech()[0] == "接頭辞" for word in _dictionary().lookup(surface))


@lru_cache(maxsize=_KEPT)
def listed_spelling(surface: str) -> str | None:
    """Return the spelling under which the dictionary lists a common noun; None for other words."""
    for word in _dictionary().lookup(surface):
        if word.part_of_speech()[:2] == ("名詞", "普通名詞"):
            return str(word.normalized_form())
    return None
