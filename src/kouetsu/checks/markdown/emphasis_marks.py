"""The marks of bold, italics and strikethrough of a block, and which of them stay visible."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from kouetsu.article import Flavour, markdown_reader
from kouetsu.article.characters import LETTERS
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.checks.markdown import kramdown
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block

# Here and in the runs of signs, the first character stands apart from its repeats: the engine skips
# all others in a tight loop, one that is the same for all matches in the tightest.
_FILLED = compiled(f"({MARKUP}{MARKUP}*)([*_~]?)")
# Markup in which the characters of marks mean something else.
_NO_MARKS = compiled(r"\]\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)|\][\[:][^\]\n]*+|<[^>\n]*+>")
_NOT_A_MARK = compiled(r"[^*_~\s]")
_RUNS = {"*": compiled(r"\*\**"), "_": compiled("__*"), "~": compiled("~~*")}
# How many signs a mark has. Four asterisks end one bold text and begin the next.
_LENGTHS = {"*": (1, 2, 3), "_": (2,), "~": (2,)}
_TWO_MARKS = 4
# What stands in a sample for punctuation that could mean something to a parser.
_LETTER = compiled(f"[{LETTERS}A-Za-z0-9]")
_PUNCTUATION = compiled(r"[!-/:-@\[-`{-~]")


@record
class Mark:
    """A mark of emphasis: one to three signs of a kind. `is_literal`: readers see it."""

    span: Span
    signs: str
    is_literal: bool


def marks(article: Article, block: Block) -> list[Mark]:
    """Return the marks of a block in order; none where no mark is literal.

    Runs of signs that are no marks (`*****`, a path with `/**/`) are left out.
    """
    text = article.source.slice(block.text)
    prose = article.prose[block.text.start : block.text.end]
    shown = _inline(prose, text)
    runs = _runs(shown)
    if article.profile.flavour is Flavour.KRAMDOWN:
        spans = kramdown.literal_marks(shown)
        literal = {place for span in spans for place in range(span.start, span.end)}
    else:
        places = chain.from_iterable(range(start, end) for start, end in runs)
        literal = {place for place in places if shown[place] == prose[place]}
    return list(_all(block.text.start, text, shown, runs, literal)) if literal else []


def _runs(shown: str) -> list[tuple[int, int]]:
    """Return the start and end of each run of one sign."""
    held = (pattern for sign, pattern in _RUNS.items() if sign in shown)
    return sorted(match.span() for pattern in held for match in pattern.finditer(shown))


def _all(
    offset: int, text: str, shown: str, runs: Sequence[tuple[int, int]], literal: set[int]
) -> Iterator[Mark]:
    for start, end in runs:
        is_path = "/" in (shown[max(0, start - 1) : start], shown[end : end + 1])
        if is_path or text[start:end] != shown[start:end]:
            continue
        for first, last in _parts(start, end, shown[start]):
            is_literal = not literal.isdisjoint(range(first, last))
            yield Mark(Span(offset + first, offset + last), shown[first:last], is_literal)


def _parts(start: int, end: int, sign: str) -> Iterable[tuple[int, int]]:
    if end - start == _TWO_MARKS and sign == "*":
        return ((start, start + 2), (start + 2, end))
    return ((start, end),) if end - start in _LENGTHS[sign] else ()


def _inline(prose: str, text: str) -> str:
    """Return the text of a block, of the same length, with its marks but no other markup."""

    def marks_alone(filler: re.Match[str]) -> str:
        markup, following = text[filler.start(1) : filler.end(1)], filler.group(2)
        kept = _NO_MARKS.sub(lambda match: "," * len(match.group()), markup)
        return _NOT_A_MARK.sub(",", kept) + (
            "," if markup.endswith("\\") and following else following
        )

    return _FILLED.sub(marks_alone, prose)


@record
class Renderer:
    """Asks the dialect's own parser, once for each kind of place."""

    flavour: Flavour

    def renders(self, signs: str, before: str, first: str, last: str, after: str) -> bool:
        """Say whether signs render between these characters; nothing else decides it.

        `before` and `after` stand around the emphasis, "" at the edge of a text; `first` and `last`
        are inside.
        """
        around = (before, first, last, after)
        edges = [_edge(each, self.flavour) for each in around]
        sample = f"甲{edges[0]}{signs}{edges[1]}甲{edges[2]}{signs}{edges[3]}甲"
        return not _shows(self.flavour, sample, signs[0])


@lru_cache(maxsize=4096)
def _shows(flavour: Flavour, sample: str, sign: str) -> bool:
    if flavour is Flavour.KRAMDOWN:
        return bool(kramdown.literal_marks(sample))
    return sign in markdown_reader.parse(sample, 0).prose


def _edge(character: str, flavour: Flavour) -> str:
    """Return a character of the same class that means nothing else to a parser."""
    if character in ("", "\t", "\n", "\r", "\f", "\v"):
        return " "
    if _PUNCTUATION.match(character):
        return ","
    # To CommonMark a letter is what is neither a blank nor punctuation: one stands for all. Which
    # of the other characters are, is for its parser to say.
    is_letter = flavour is Flavour.COMMONMARK and _LETTER.match(character)
    return "甲" if is_letter else character
