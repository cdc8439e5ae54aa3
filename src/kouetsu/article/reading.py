"""How long an article takes to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article import Language
from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kouetsu.article import Article
    from kouetsu.article.source import Span

_WORD = compiled(r"[^\W_][\w'’-]*")
_CODE_LINE = compiled(r"^(?![ \t>]*(?:`{3,}|~{3,}))[^\r\n]*\S", re.MULTILINE)


@record
class Amount:
    """What there is to read.

    `units` are characters of a Japanese article and words of an English one, `rate` those that are
    read in a minute; `code_lines` are lines of code that are not blank.
    """

    units: int
    rate: int
    code_lines: int

    def minutes(self, code_lines_per_minute: int) -> float:
        """Return how long it takes to read."""
        return self.units / self.rate + self.code_lines / code_lines_per_minute


def amount(article: Article, spans: Iterable[Span] | None = None) -> Amount:
    """Return what there is to read in the body, or under some spans of it."""
    is_japanese = article.language is Language.JAPANESE
    profile = article.profile
    rate = profile.characters_per_minute if is_japanese else profile.words_per_minute
    code = [block.span for block in article.document.of_kind(Kind.CODE)]
    if spans is None:
        text = article.running_text
    else:
        taken, prose = list(spans), article.prose
        # Counted as one text, with blanks between: there may be a hundred spans.
        text = "\n".join([prose[span.start : span.end] for span in taken]).replace(MARKUP, "")
        code = [block for block in code for span in taken if span.contains(block)]
    if is_japanese:
        # Splitting at blanks and counting take a third of the time of a search for all others.
        units = sum(map(len, text.split()))
        units -= text.count(OBJECT) if article.document.has_objects else 0
    else:
        units = len(_WORD.findall(text))
    lines = sum(len(_CODE_LINE.findall(article.source.slice(block))) for block in code)
    return Amount(units, rate, lines)
