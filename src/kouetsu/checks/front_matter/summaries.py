"""Summaries of the head (excerpt, description) against the body."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from kouetsu.article import Language
from kouetsu.article.front_matter import Scalar
from kouetsu.article.passages import Passage, gap_before, has_letters, letters
from kouetsu.checks.front_matter.summary_texts import Summary, is_title, summaries
from kouetsu.finding import Applicability, Edit, Fix, Hit, Place
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kouetsu.article import Article

# Letters and figures on each side of a border by which it is known again.
_LAST, _FIRST = 12, 6
_SHORTEST_INSIDE = 6  # a shorter heading may be a word of the summary, unless it begins with it
_SHOWN = 8  # characters of each side that a finding covers
_SEPARATOR = compiled(r"[\s。．.…|｜:：/／—–―\-]")
_MARKS = " \t\r\n。．.！!？?」』）)”\"'"
_OPENER = compiled(r"[「『（(【“\"']")
_MARKUP_SIGNS = ("**", "](", "```", "<")  # one of them stands in all markup but that of a line
_LINE_SIGNS = ("#", "-", "*", "+", ">")
_MARKUP = compiled(
    r"\*\*[^*\s](?:[^*]*[^*\s])?\*\*|^#{1,6} |!?\[[^\[\]]*\]\([^()\s]*\)|^[-*+] |^>|```"
    r"|</?(?:br|p|div|span|strong|em|b|i|a|h[1-6]|li|ul|ol|img)\b[^<>]*>",
    re.IGNORECASE,
)
# Content words of which a summary needs so many before their absence from the body tells something.
_FEWEST_WORDS = 6
_MOST_FOUND = 0.2
_SHORTEST_BODY = 300
# Kanji, katakana or Latin letters. It begins with one class of characters: the engine skips all
# others in a tight loop.
_WORD = compiled(
    r"[一-鿿々ァ-ヶーA-Za-z]"
    r"(?:(?<=[一-鿿々])[一-鿿々]+|(?<=[ァ-ヶー])[ァ-ヶー]{2,}|(?<=[A-Za-z])[A-Za-z]{2,})"
)
_KANA = compiled(r"[ぁ-んァ-ヶ]")


def summary_glued(article: Article, *, keys: Sequence[str]) -> Iterator[Hit]:
    """Report a title or heading in a summary to which the next text is joined with nothing."""
    given = list(summaries(article, keys))
    if not given:
        return
    found: set[tuple[str, int]] = set()  # a body may hold the two passages again and again
    texts = [summary.letters for summary in given]
    for first, second in article.passages.neighbours(texts, _FIRST):
        ending = first.text.rstrip(_MARKS)[-2:]
        for summary in given:
            border = _border(summary, first, second) if ending in summary.text else None
            if border is None or (summary.key, border[0]) in found or not is_title(article, first):
                continue
            found.add((summary.key, border[0]))
            yield _glued(article, summary, first, *border)


def _border(summary: Summary, first: Passage, second: Passage) -> tuple[int, int] | None:
    """Return where in a summary one passage ends and the next begins, with nothing between."""
    last = first.last(_LAST)
    if last not in summary.letters:
        return None
    start = second.first(_FIRST)
    place = summary.letters.find(last + start)
    if place < 0 or len(start) < _FIRST or len(last) < (_SHORTEST_INSIDE if place else 2):
        return None
    before, after = gap_before(summary.text, place + len(last))
    if _SEPARATOR.search(summary.text, before, after):
        return None
    opener = _OPENER.search(summary.text, before, after)
    return before, opener.start() if opener else after


def _glued(article: Article, summary: Summary, first: Passage, end: int, start: int) -> Hit:
    source, text = article.source.text, summary.text
    title = first.text.strip()
    span = summary.value.part(source, max(0, end - _SHOWN), min(len(text), start + _SHOWN))
    fix = None
    taken = summary.value.part(source, 0, start)
    is_whole = letters(text[:start]) == letters(first.text)
    is_written_so = article.source.slice(taken) == text[:start]
    if is_whole and is_written_so and (text[start].isalnum() or not summary.value.is_plain):
        fix = Fix((Edit(taken, ""),), Applicability.UNSAFE)
    values = {"key": summary.key, "first": title, "second": text[start : start + _SHOWN]}
    return Hit(span, values, related=(Place(first.block.text, "title"),), fix=fix)


def summary_cut(article: Article, *, keys: Sequence[str]) -> Iterator[Hit]:
    """Report a summary that begins or stops inside a sentence, or that holds markup."""
    from kouetsu.checks.front_matter import summary_cuts

    source = article.source.text
    for summary in summaries(article, keys):
        text = summary.text
        if text.startswith(_LINE_SIGNS) or any(map(text.__contains__, _MARKUP_SIGNS)):
            for match in islice(_MARKUP.finditer(text), 1):
                span = summary.value.part(source, *match.span())
                yield Hit(span, {"key": summary.key}, "markup")
        yield from summary_cuts.find(article, summary, keys)


def summary_mismatch(article: Article, *, keys: Sequence[str]) -> Iterator[Hit]:
    """Report a summary that is empty, the title again, or of other things than the body."""
    for entry in article.front_matter.entries:
        value = entry.value
        is_given = isinstance(value, Scalar) and (value.is_alias or value.text.strip())
        if entry.key in keys and isinstance(value, Scalar) and not is_given:
            yield Hit(entry.key_span, {"key": entry.key}, "empty")
    for summary in summaries(article, keys):
        if _is_title_again(article, summary):
            yield Hit(summary.value.span, {"key": summary.key}, "title")
        elif _is_unrelated(article, summary):
            yield Hit(summary.value.span, {"key": summary.key}, "unrelated")


def _is_title_again(article: Article, summary: Summary) -> bool:
    ours, first = summary.letters, article.passages.first
    if not ours or has_letters(article.front_matter.text("title") or "", ours):
        return bool(ours)
    return first is not None and has_letters(first.text, ours) and is_title(article, first)


def _is_unrelated(article: Article, summary: Summary) -> bool:
    """Say whether hardly a content word of a summary stands in a body of some length."""
    words = set(_WORD.findall(summary.text.casefold()))
    if len(words) < _FEWEST_WORDS or len(article.body) < _SHORTEST_BODY:
        return False
    is_japanese = _KANA.search(summary.text) is not None
    if is_japanese is not (article.language is Language.JAPANESE):
        return False
    # Most summaries are of the body: its own case is asked first, and folded for the others alone.
    text, start = article.source.text, article.body.start
    return _is_of_few(words, text, start) and _is_of_few(words, text[start:].casefold(), 0)


def _is_of_few(words: Collection[str], text: str, start: int) -> bool:
    """Say whether few of some words stand in a text, from an offset on."""
    most = int(len(words) * _MOST_FOUND)
    # Of most summaries the first words tell: no more are sought than that.
    found = (word for word in words if text.find(word, start) >= 0)
    return sum(1 for _ in islice(found, most + 1)) <= most
