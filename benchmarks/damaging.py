"""Damage to a Japanese post as a script does it that asks a model for the rest and glues answers.

Every function is pure: the same text and the same state of `Random` give the same damage.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from cutting import CLOSERS, ENDS, Cut, draw
from kouetsu.article import Article
from kouetsu.article.prose import OBJECT
from kouetsu.article.sentences import is_japanese
from kouetsu.article.source import Span, from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from kouetsu.article.markdown import Block
    from kouetsu.article.sentences import Sentence

# What stands between two answers: a paragraph break, or the gap that most scripts leave.
_BREAK, _GAP = "\n\n", "\n\n\n"
# Paragraphs that are pasted again.
_FEWEST, _MOST = 2, 8
# Code points that a fragment keeps at least before its sentence is begun again.
_FRAGMENT = 3
# Draws until a post is given up: two in three do not fall inside a word, few others are no damage.
_DRAWS = 50
# Sentences that a copy has and its original has not.
_NEW = (
    "この点については、のちほど改めて触れることにします。",
    "もっとも、例外がまったくないわけではありません。",
    "ここで少しだけ、話の順番を入れ替えてみます。",
    "同じような経験のある人も、きっと多いことでしょう。",
)


class Kind(Enum):
    """A way in which a post is damaged."""

    PASTED = "pasted"
    PASTED_AFTER_GAP = "pasted-after-gap"
    PASTED_ON_ONE_LINE = "pasted-on-one-line"
    PASTED_AND_CUT = "pasted-and-cut"
    PASTED_WITH_NEW = "pasted-with-new"
    CUT_OFF = "cut-off"
    SPLIT = "split"
    SPLIT_WORD = "split-word"
    JOINED = "joined"
    RESTARTED = "restarted"


_REPEATS = frozenset({"repeated-block", "repeated-sentence", "echoed-ending"})
_CUTS = frozenset({"truncated-sentence", "unclosed-pair"})
_SPLITS = _CUTS | {"split-word", "orphaned-start"}
# The rules that say what happened: each of them names the damage rightly.
RULES = {
    Kind.PASTED: _REPEATS,
    Kind.PASTED_AFTER_GAP: _REPEATS,
    Kind.PASTED_ON_ONE_LINE: _REPEATS,
    Kind.PASTED_AND_CUT: _REPEATS,
    Kind.PASTED_WITH_NEW: _REPEATS,
    Kind.CUT_OFF: _CUTS,
    Kind.SPLIT: _SPLITS,
    Kind.SPLIT_WORD: _SPLITS,
    Kind.JOINED: frozenset({"merged-paragraphs"}),
    Kind.RESTARTED: _REPEATS | _CUTS | {"restarted-sentence"},
}


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged post. `span` is the damage in `text`; any of `rules` may rightly report it."""

    kind: Kind
    text: str
    span: Span
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A complete paragraph of running text. `cuttable` are its sentences of words alone."""

    span: Span
    sentences: Sequence[Sentence]
    cuttable: Sequence[Sentence]


@dataclass(frozen=True, slots=True)
class _Post:
    """A post and its paragraphs."""

    text: str
    paragraphs: Sequence[_Paragraph]

    def run(self, random: Random) -> Sequence[_Paragraph]:
        """Draw some paragraphs that follow each other."""
        count = random.randint(_FEWEST, min(_MOST, len(self.paragraphs)))
        first = random.randrange(len(self.paragraphs) - count + 1)
        return self.paragraphs[first : first + count]

    def source(self, run: Sequence[_Paragraph]) -> str:
        """Return the source text of a run, with the headings and lists in it."""
        return self.text[run[0].span.start : run[-1].span.end]


def damage(text: str, kind: Kind, random: Random) -> Damage | None:
    """Damage a post once; None where it has no place for such damage.

    Only whole paragraphs of Japanese text are touched, and it takes two of them.
    """
    post = _read(text)
    if len(post.paragraphs) < _FEWEST:
        return None
    for _ in range(_DRAWS):
        made = _MAKERS[kind](post, random)
        if made is not None:
            damaged, span = made
            return Damage(kind, damaged, span, RULES[kind])
    return None


@lru_cache(maxsize=64)
def _read(text: str) -> _Post:
    """Read the paragraphs that are whole: those of the article's own text that end with a mark."""
    article = Article(from_text(text))
    found = []
    for block in article.blocks[: article.body_end]:
        sentences = article.sentences_by_block.get(block.span.start, [])
        if _is_whole(article, block, sentences):
            cuttable = [s for s in sentences if _is_of_words(article, s)]
            found.append(_Paragraph(block.span, sentences, cuttable))
    return _Post(text, found)


def _is_whole(article: Article, block: Block, sentences: Sequence[Sentence]) -> bool:
    is_own = block.span.start in article.running and not block.containers
    if not is_own or not sentences or not is_japanese(article.source.slice(block.span)):
        return False
    return sentences[-1].plain.text[-1] in ENDS + CLOSERS


def _is_of_words(article: Article, sentence: Sentence) -> bool:
    """Say whether a sentence has neither code, links nor line breaks, which a cut would destroy."""
    is_plain = OBJECT not in sentence.masked and "\n" not in sentence.masked
    return is_plain and not article.document.links_in(sentence.span)


def _pasted(post: _Post, random: Random) -> tuple[str, Span]:
    return _appended(post, _BREAK, post.source(post.run(random)))


def _pasted_after_gap(post: _Post, random: Random) -> tuple[str, Span]:
    return _appended(post, _GAP, post.source(post.run(random)))


def _pasted_on_one_line(post: _Post, random: Random) -> tuple[str, Span]:
    return _appended(post, _BREAK, _on_one_line(post, post.run(random)))


def _pasted_and_cut(post: _Post, random: Random) -> tuple[str, Span]:
    """Paste a copy that stops at any character of its last paragraph."""
    run = post.run(random)
    lost = random.randrange(1, len(run[-1].span))
    return _appended(post, random.choice((_BREAK, _GAP)), post.source(run)[:-lost].rstrip())


def _pasted_with_new(post: _Post, random: Random) -> tuple[str, Span]:
    """Paste a copy with a sentence of its own, inside a paragraph or between two."""
    run, new = post.run(random), random.choice(_NEW)
    ends = [sentence.span.end for each in run for sentence in each.sentences]
    place = random.choice(ends[:-1])
    is_paragraph = any(each.span.end == place for each in run) and random.random() < 0.5
    added = _BREAK + new if is_paragraph else new
    copy = post.text[run[0].span.start : place] + added + post.text[place : run[-1].span.end]
    return _appended(post, _BREAK, copy)


def _joined(post: _Post, random: Random) -> tuple[str, Span]:
    """Put two paragraphs once more, on one line, somewhere in the post."""
    copy = _on_one_line(post, random.sample(post.paragraphs, 2))
    return _inserted(post, random.choice(post.paragraphs).span.end, _BREAK, copy)


def _cut_off(post: _Post, random: Random) -> tuple[str, Span] | None:
    """Stop the article inside a sentence of its second half."""
    later = post.paragraphs[len(post.paragraphs) // 2 :]
    cut = draw(random.choice(later).cuttable, random)
    if cut is None or cut.reads_finished:
        return None
    kept = post.text[: cut.offset].rstrip()
    return kept + "\n", Span(cut.sentence.span.start, len(kept))


def _split(post: _Post, random: Random) -> tuple[str, Span] | None:
    """Stop a paragraph inside a sentence; its rest stands below a gap."""
    cut = draw(random.choice(post.paragraphs).cuttable, random)
    return None if cut is None or cut.reads_as_two else _broken(post, cut, _GAP, cut.offset)


def _split_word(post: _Post, random: Random) -> tuple[str, Span] | None:
    """Stop a paragraph inside a word; its rest is the next paragraph."""
    cut = draw(random.choice(post.paragraphs).cuttable, random)
    if cut is None or not cut.is_in_word:
        return None
    return _broken(post, cut, random.choice((_BREAK, _GAP)), cut.offset)


def _restarted(post: _Post, random: Random) -> tuple[str, Span] | None:
    """Stop a paragraph inside a sentence; the next begins that sentence again."""
    cut = draw(random.choice(post.paragraphs).cuttable, random)
    if cut is None or cut.at < _FRAGMENT:
        return None
    return _broken(post, cut, random.choice((_BREAK, _GAP)), cut.sentence.span.start)


_MAKERS: dict[Kind, Callable[[_Post, Random], tuple[str, Span] | None]] = {
    Kind.PASTED: _pasted,
    Kind.PASTED_AFTER_GAP: _pasted_after_gap,
    Kind.PASTED_ON_ONE_LINE: _pasted_on_one_line,
    Kind.PASTED_AND_CUT: _pasted_and_cut,
    Kind.PASTED_WITH_NEW: _pasted_with_new,
    Kind.CUT_OFF: _cut_off,
    Kind.SPLIT: _split,
    Kind.SPLIT_WORD: _split_word,
    Kind.JOINED: _joined,
    Kind.RESTARTED: _restarted,
}


def _broken(post: _Post, cut: Cut, gap: str, resumed: int) -> tuple[str, Span]:
    """Break the text at a cut; what follows begins at the offset `resumed` of the source."""
    kept = post.text[: cut.offset].rstrip()
    rest = post.text[resumed:].lstrip()
    return kept + gap + rest, Span(len(kept) - 1, len(kept) + len(gap) + 1)


def _on_one_line(post: _Post, paragraphs: Sequence[_Paragraph]) -> str:
    texts = (post.text[each.span.start : each.span.end] for each in paragraphs)
    return " ".join(" ".join(text.split("\n")) for text in texts)


def _appended(post: _Post, gap: str, addition: str) -> tuple[str, Span]:
    return _inserted(post, len(post.text.rstrip()), gap, addition)


def _inserted(post: _Post, place: int, gap: str, addition: str) -> tuple[str, Span]:
    start = place + len(gap)
    text = post.text[:place] + gap + addition + post.text[place:]
    return text, Span(start, start + len(addition))
