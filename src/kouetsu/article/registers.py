"""The register of the body's sentences: です・ます (polite) or だ・である (plain).

Only the endings of running paragraphs are read. Headings, lists, tables, quotations and elements
of HTML have a register of their own; a sentence that ends on a noun or in brackets, and a question
in the plain form, which polite texts ask for effect, have none.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Kind
from kouetsu.article.prose import OBJECT
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

# The registers of sentences in a row are looked at as one string of these signs.
_SIGNS = {_POLITE: "す", _PLAIN: "だ"}
_POLITE_SIGN, _PLAIN_SIGN = _SIGNS.values()
_NO_SIGN = "・"
_BY_SIGN = {sign: register for register, sign in _SIGNS.items()}
# Sentences in a register without one in the other between them.
_STRETCHES = {
    register: compiled(f"{sign}(?:[{sign}{_NO_SIGN}]*{sign})?") for register, sign in _SIGNS.items()
}


def register_of(text: str) -> Register | None:
    """Return the register of a sentence; None where it shows none."""
    return _POLITE if text.endswith(_PLAINLY_POLITE) else _BY_SIGN.get(_sign(text[-_TAIL:]))


def _sign(end: str) -> str:
    """Return the sign of the register that the end of a sentence shows."""
    words = end.rstrip(_MARKS)
    core = words.rstrip(_FINAL_PARTICLES)
    last = core[-1:]
    if core.endswith(_POLITE_BY_LAST.get(last, ())):
        return _POLITE_SIGN
    is_plain = last in _PLAIN_LAST and _is_plain(core[-_LONGEST_PLAIN:])
    return _PLAIN_SIGN if is_plain and "か" not in words[len(core) :] else _NO_SIGN


@lru_cache(maxsize=4096)  # many sentences end alike
def _is_plain(ending: str) -> bool:
    return bool(_PLAIN_ENDING.search(ending)) and not _NO_PREDICATE.search(ending)


def find(article: Article) -> Iterator[Shift]:
    """Yield the places whose register is not that of the rest of the body."""
    sentences = _running(article)
    texts = [sentence.text for sentence in sentences]
    # Of the different sentences: a copy is no second one. Most need no closer look.
    different = dict.fromkeys(texts)
    signs = {text: _sign(text[-_TAIL:]) for text in different if not text.endswith(_PLAINLY_POLITE)}
    found = [*signs.values()]
    counts = {register: found.count(sign) for register, sign in _SIGNS.items()}
    if counts[_PLAIN] < _SHORTEST[_PLAIN]:
        return  # most articles are of one piece; and so few sentences are no norm
    counts[_POLITE] += len(different) - len(signs)
    norm = _PLAIN if counts[_PLAIN] > counts[_POLITE] else _POLITE
    usual, unusual = counts[norm], counts[norm.other]
    row = "".join([signs.get(text, _POLITE_SIGN) for text in texts])
    shifts = list(_shifted_stretches(sentences, row, norm, counts))
    yield from shifts
    if norm is _PLAIN and usual >= max(_FEWEST, _SHARE * (usual + unusual)):
        for sentence, sign in zip(sentences, row, strict=True):
            if sign == _PLAIN_SIGN and (clause := _polite_clause(sentence)):
                yield Shift(Extent.CLAUSE, clause, norm, 1, usual)
    if not shifts and unusual >= max(_MIXED, _MIXED_SHARE * (usual + unusual)):
        # The first sentence that is not in the register of the first one.
        switch = sentences[max(map(row.find, _SIGNS.values()))]
        yield Shift(Extent.THROUGHOUT, switch.span, norm, unusual, usual)


def _shifted_stretches(
    sentences: Sequence[Sentence], row: str, norm: Register, counts: Mapping[Register, int]
) -> Iterator[Shift]:
    other = norm.other
    shortest = _SHORTEST[other]
    for match in _STRETCHES[other].finditer(row):
        if match.end() - match.start() < shortest:
            continue
        stretch = sentences[match.start() : match.end()]
        signed = zip(stretch, match.group(), strict=True)
        inside = len({each.text for each, sign in signed if sign == _SIGNS[other]})
        outside = counts[other] - inside
        is_norm = counts[norm] >= max(_FEWEST, _SHARE * (counts[norm] + outside))
        if is_norm and inside >= shortest and _states(stretch, other):
            span = Span(stretch[0].start, stretch[-1].end)
            yield Shift(Extent.STRETCH, span, norm, inside, counts[norm])


def _running(article: Article) -> list[Sentence]:
    """Return the sentences of paragraphs that are neither quoted nor items of a list."""
    text, sentences = article.source.text, article.sentences_by_block
    found: list[Sentence] = []
    for block in article.document.of_kind(_PARAGRAPH):
        if block.containers:
            continue
        start = block.text.start
        # Nearly all begin with a letter, as nothing that is set apart does.
        if text[start : start + 1].isalpha() or not _APART.match(text, start):
            found.extend(sentences.get(block.span.start, ()))
    return found


def _states(stretch: Sequence[Sentence], register: Register) -> bool:
    """Say whether a stretch is more than a list of examples in the dictionary form."""
    if register is _POLITE:
        return True
    endings = (sentence.text.rstrip(_MARKS + _FINAL_PARTICLES) for sentence in stretch)
    return any(_STATEMENT.search(ending) for ending in endings)


def _polite_clause(sentence: Sentence) -> Span | None:
    """Return the span of a polite clause inside a plain sentence, its last words at least."""
    if "、" not in sentence.text or not _CLAUSE.search(sentence.text):
        return None
    plain = sentence.plain
    masked = _ASIDE.sub(lambda match: OBJECT * len(match.group()), plain.text)
    match = _CLAUSE.search(masked)
    if match is None:
        return None
    start = max(masked.rfind(mark, 0, match.start()) for mark in f"、。！？{OBJECT}") + 1
    return plain.span(start, match.end())
