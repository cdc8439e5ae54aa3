"""Places inside a sentence where a cut is damage that a reader can see.

No damage are a cut right before or after an end mark, which leaves a complete sentence; an end of
the article behind a full clause, which lacks its full stop and no more; and a split behind a full
clause and before an independent word, where both sides read as sentences. The analyser judges the
words at the cut in the whole sentence, as it stood before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kouetsu.article.morphology import Morpheme, analyse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from kouetsu.article.sentences import Sentence

ENDS = "。！？!?"
CLOSERS = "」』）)"
_PREDICATES = frozenset({"動詞", "形容詞", "助動詞"})
_DEPENDENT = frozenset({"助詞", "助動詞", "接尾辞", "補助記号"})
# Nouns that only stand behind the clause that they belong to, whatever their part of speech.
_BOUND = frozenset(
    {"こと", "もの", "よう", "ため", "はず", "わけ", "ところ", "とき", "ほう", "まま"}
)


@dataclass(frozen=True)
class Cut:
    """A place inside a sentence: `at` counts the code points of its plain text before it."""

    sentence: Sentence
    at: int

    @property
    def offset(self) -> int:
        """The offset in the source text."""
        return self.sentence.plain.offsets[self.at]

    @property
    def is_at_end_mark(self) -> bool:
        """Whether the cut falls right before or after the end mark of a sentence."""
        text = self.sentence.plain.text
        return text[self.at - 1] in ENDS or not text[self.at :].strip(ENDS + CLOSERS)

    @property
    def is_in_word(self) -> bool:
        """Whether the cut has a word on both of its sides."""
        return any(m.start < self.at < m.end for m in self._morphemes)

    @property
    def reads_finished(self) -> bool:
        """Whether what is kept is a full clause: a reader misses a full stop and no more.

        Its last word is a final particle, or a predicate in the form that ends sentences (which
        stands before nouns as well, な alone excepted).
        """
        word = next((m for m in self._morphemes if m.end == self.at), None)
        if word is None or self._is_in_brackets:
            return False
        if word.word_class == "助詞":
            return word.part_of_speech[1] == "終助詞"
        is_final = word.form.startswith(("終止形", "連体形")) and word.surface != "な"
        return word.word_class in _PREDICATES and is_final

    @property
    def reads_as_two(self) -> bool:
        """Whether both sides read as sentences: a full clause, and an independent word."""
        word = next((m for m in self._morphemes if m.start == self.at), None)
        if word is None or not self.reads_finished:
            return False
        return word.word_class not in _DEPENDENT and word.surface not in _BOUND

    @cached_property
    def _morphemes(self) -> tuple[Morpheme, ...]:
        return analyse(self.sentence.plain.text)

    @property
    def _is_in_brackets(self) -> bool:
        kept = self.sentence.plain.text[: self.at]
        return any(kept.count(o) > kept.count(c) for o, c in ("「」", "『』", "（）"))


def draw(sentences: Sequence[Sentence], random: Random) -> Cut | None:
    """Draw a place inside one of some sentences; None where the sentence stays complete."""
    if not sentences:
        return None
    sentence = random.choice(sentences)
    length = len(sentence.plain.text)
    if length < 2:
        return None
    cut = Cut(sentence, random.randrange(1, length))
    return None if cut.is_at_end_mark else cut
