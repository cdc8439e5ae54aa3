"""The register of the body's sentences: です・ます (polite) or だ・である (plain).

Only the endings of running paragraphs are read. Headings, lists, tables, quotations and elements
of HTML have a register of their own; a sentence that ends on a noun or in brackets, and a question
in the plain form, which polite texts ask for effect, have none.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence


class Register(Enum):
    """The two registers of written Japanese."""

    POLITE = "polite"
    PLAIN = "plain"

    @property
    def other(self) -> Register:
        """The register that an article of this one should not slip into."""
        return Register.PLAIN if self is Register.POLITE else Register.POLITE


# Python reads a name ten times as fast as a member of an enumeration.
_POLITE, _PLAIN, _PARAGRAPH = Register.POLITE, Register.PLAIN, Kind.PARAGRAPH


class Extent(Enum):
    """How much of the body is in the other register."""

    STRETCH = "stretch"  # sentences in a row
    CLAUSE = "clause"  # a clause inside a sentence
    THROUGHOUT = "throughout"  # sentences all over the body


@record
class Shift:
    """A place in another register than the body's own (`norm`).

    `sentences` says how many different sentences are in that register: of the stretch, or, where
    the registers change throughout, of the body; `usual` says how many are in the norm.
    """

    extent: Extent
    span: Span
    norm: Register
    sentences: int
    usual: int


_MARKS = " \u3000。．！？!?…♪〜～"
# Code points at the end of a sentence that show its register.
_TAIL = 24
_FINAL_PARTICLES = "かねよなわさぞぜ"
_POLITE_VERB = ("です", "ます", "でした", "ました", "ません", "ましょう", "でしょう")
_POLITE_ENDINGS = (
    *_POLITE_VERB,
    "ください",
    "下さい",
    *(
        verb + joint
        for verb in _POLITE_VERB
        for joint in ("が", "けど", "けれど", "し", "ので", "から")
    ),
)
# By their last characters: of fifty endings a few are compared.
_POLITE_BY_LAST = {
    last: tuple(ending for ending in _POLITE_ENDINGS if ending[-1] == last)
    for last in {ending[-1] for ending in _POLITE_ENDINGS}
}
# Most sentences of polite texts end so, and need no closer look.
_PLAINLY_POLITE = tuple(f"{ending}。" for ending in (*_POLITE_VERB, "ください", "下さい"))
# Endings of verbs, of adjectives, of the copula; だ alone may also close an adverb or a noun.
_PLAIN_ENDING = compiled(
    r"(?:(?<![または])だ|である|だった|であった|[だあ]ろう|[うくぐすつぬぶむる]|(?<!あな)(?<!か)た|しい|ない|たい"
    r"|[多高強低早速深近遠良悪重軽長短広狭鋭薄大小]き?い)$"
)
# The characters that these end with, and the code points that they and what is before them have.
_PLAIN_LAST = frozenset("だるたうくぐすつぬぶむい")
_LONGEST_PLAIN = 4
_NO_PREDICATE = compiled(
    r"(?:[一二三四五六七八九ひふみよ]と?つ|いくつ|よう|ほう|もう|多く|近く|遠く|全く|まず|ず)$"
)
# What a list of examples is not: a stretch in the plain form states something.
_STATEMENT = compiled(r"(?:だ|である|ろう|た|ない|たい|ている)$")
# What begins an item of a list that is no list to Markdown, or an element of HTML.
_APART = compiled(r"[ *_]*(?:[<*・※＊●■◆○▼\[【①-⑳→|-]|\d+[.)）])")
# A polite clause that goes on: 「…ですが、」
_CLAUSE = compiled("[でま](?:す|(?<=ま)せん|した|しょう)(?:が|けど|けれども?|し|から|ので)(?=、)")
_ASIDE = compiled(r"「[^「」]*」|『[^『』]*』|（[^（）]*）|\([^()]*\)|“[^“”]*”")

# Of 400 files that people wrote, 7 have such a stretch, all of them real changes of register
# (2026-11-22); with shorter stretches three times as many have one, most of them for effect.
_SHORTEST = {Register.POLITE: 3, Register.PLAIN: 4}
# Different sentences outside of the stretch that show the norm, and their share.
_FEWEST, _SHARE = 8, 0.9
# Different sentences in the other register, and their share, from which a body has no register.
_MIXED, _MIXED_SHARE = 12, 0.15

_Read = tuple["Sentence", Register | None]


def register_of(text: str) -> Register | None:
    """Return the register of a sentence; None where it shows none."""
    if text.endswith(_PLAINLY_POLITE):
        return _POLITE
    words = text[-_TAIL:].rstrip(_MARKS)
    core = words.rstrip(_FINAL_PARTICLES)
    last = core[-1:]
    if core.endswith(_POLITE_BY_LAST.get(last, ())):
        return _POLITE
    is_plain = last in _PLAIN_LAST and _is_plain(core[-_LONGEST_PLAIN:])
    return _PLAIN if is_plain and "か" not in words[len(core) :] else None


@lru_cache(maxsize=4096)  # many sentences end alike
def _is_plain(ending: str) -> bool:
    return bool(_PLAIN_ENDING.search(ending)) and not _NO_PREDICATE.search(ending)


def find(article: Article) -> Iterator[Shift]:
    """Yield the places whose register is not that of the rest of the body."""
    sentences = _running(article)
    registers = {text: register_of(text) for text in {s.text: None for s in sentences}}
    counts = _counts(registers)
    norm = max(Register, key=lambda register: counts[register])
    usual, unusual = counts[norm], counts[norm.other]
    if norm is Register.POLITE and unusual < _SHORTEST[Register.PLAIN]:
        return  # most articles are of one piece
    read = [(sentence, registers[sentence.text]) for sentence in sentences]
    shifts = list(_shifted_stretches(read, norm, counts))
    yield from shifts
    if usual >= _FEWEST and norm is Register.PLAIN and usual >= _SHARE * counts.total():
        for sentence, register in read:
            if register is Register.PLAIN and (clause := _polite_clause(sentence)):
                yield Shift(Extent.CLAUSE, clause, norm, 1, usual)
    if not shifts and unusual >= _MIXED and unusual >= _MIXED_SHARE * counts.total():
        yield Shift(Extent.THROUGHOUT, _first_switch(read), norm, unusual, usual)


def _counts(registers: Mapping[str, Register | None]) -> Counter[Register]:
    """Count the different sentences of each register: a copy is no second one."""
    found = list(registers.values())
    return Counter({register: found.count(register) for register in Register})


def _shifted_stretches(
    read: Sequence[_Read], norm: Register, counts: Counter[Register]
) -> Iterator[Shift]:
    shortest = _SHORTEST[norm.other]
    for stretch in _stretches(read, norm):
        if len(stretch) < shortest:
            continue
        inside = _counts({s.text: register for s, register in stretch})[norm.other]
        outside = counts[norm.other] - inside
        is_norm = counts[norm] >= max(_FEWEST, _SHARE * (counts[norm] + outside))
        if is_norm and inside >= shortest and _states(stretch, norm.other):
            span = Span(stretch[0][0].span.start, stretch[-1][0].span.end)
            yield Shift(Extent.STRETCH, span, norm, inside, counts[norm])


def _first_switch(read: Sequence[_Read]) -> Span:
    """Return the span of the first sentence that is not in the register of the first one."""
    decided = [(sentence, register) for sentence, register in read if register]
    return next(s.span for s, register in decided if register is not decided[0][1])


def _running(article: Article) -> list[Sentence]:
    """Return the sentences of paragraphs that are neither quoted nor items of a list."""
    text, sentences = article.source.text, article.sentences_by_block
    found: list[Sentence] = []
    for block in article.blocks:
        if block.kind is not _PARAGRAPH or block.containers:
            continue
        start = block.text.start
        # Nearly all begin with a letter, as nothing that is set apart does.
        if text[start : start + 1].isalpha() or not _APART.match(text, start):
            found.extend(sentences.get(block.span.start, ()))
    return found


def _stretches(read: Sequence[_Read], norm: Register) -> Iterator[list[_Read]]:
    """Yield the runs of sentences without one in the norm, from and to one in the other."""
    run: list[_Read] = []
    for sentence, register in read:
        if register is norm:
            if run:
                yield from _ended(run)
                run = []
        elif run or register is norm.other:
            run.append((sentence, register))
    yield from _ended(run)


def _ended(run: list[_Read]) -> Iterator[list[_Read]]:
    """Yield a run without the sentences at its end that show no register."""
    last = max((i for i, (_, register) in enumerate(run) if register), default=-1)
    if last >= 0:
        yield run[: last + 1]


def _states(stretch: Sequence[_Read], register: Register) -> bool:
    """Say whether a stretch is more than a list of examples in the dictionary form."""
    if register is Register.POLITE:
        return True
    endings = (sentence.text.rstrip(_MARKS + _FINAL_PARTICLES) for sentence, _ in stretch)
    return any(_STATEMENT.search(ending) for ending in endings)


def _polite_clause(sentence: Sentence) -> Span | None:
    """Return the span of a polite clause inside a plain sentence, its last words at least."""
    plain = sentence.plain
    if not _CLAUSE.search(plain.text):
        return None
    masked = _ASIDE.sub(lambda match: "\ue001" * len(match.group()), plain.text)
    match = _CLAUSE.search(masked)
    if match is None:
        return None
    start = max(masked.rfind(mark, 0, match.start()) for mark in "、。！？\ue001") + 1
    return plain.span(start, match.end())
