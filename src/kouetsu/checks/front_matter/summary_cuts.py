"""Where a summary is cut, known from the body: there the same words go on, or begin earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.morphology import Morpheme, analyse, over
from kouetsu.article.passages import gap_before, letters, offset_of
from kouetsu.article.prose import OBJECT
from kouetsu.article.texts import is_enclosed
from kouetsu.checks.front_matter.summary_texts import Summary, summaries
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.article import Article

# Letters and figures by which a place of the body is known as that of the summary.
_SHORTEST = 12
_SAME = 20  # from here on a whole phrase is copied, not a phrase that people use
_SIDE = 24  # code points on each side of a place that the analyser reads
_FIRST = 10  # characters of its beginning that are looked for first
_SHOWN = 12  # characters that a finding covers
_ENDS = frozenset("。．.！!？?」』）)”\"'♪☆★ｗw")
_OF_ELLIPSES = "….・&hellip;[［(（]］)）"  # all that the next pattern takes
_ELLIPSIS = compiled(r"[\[［(（]?(?:…|(?<!\.)\.{2,}+|・{3}|&hellip;)++[\]］)）]?\s*$")
_LEADS_ON = compiled(r"[、，「『（(]\s*$")
_PAIR_OPENERS = compiled(r"[「『（]")
_BEGINS_INSIDE = compiled(r"[、。，．）」』】ーゃゅょっぁぃぅぇぉャュョッァィゥェォ]")
_SENTENCE_END = compiled(r"[。．！!？?]|\.(?=\s)")
_LETTER = compiled(r"\w")
_KANA = compiled(r"[ぁ-んァ-ヶ]")
_LONGEST_REST = 200
_UNSAFE_IN_VALUES = compiled(r"[\"'\\\n\r#:]")
_PREDICATES = frozenset({"動詞", "形容詞", "助動詞"})


@record
class _Text:
    """Text that may hold the words of a summary: a passage of the body, or another summary."""

    text: str
    letters: str


def find(article: Article, summary: Summary, keys: Sequence[str]) -> Iterator[Hit]:
    """Yield the hits of a summary that stops, or begins, where the body does not."""
    stop = _stop(summary.text)
    is_suspect = _follows_letter(summary.text[:_FIRST], article.running_text)
    begins_inside = _BEGINS_INSIDE.match(summary.text) is not None
    if stop is None and not is_suspect and not begins_inside:
        return
    if len(summary.letters) < _SHORTEST:
        return
    if begins_inside or (is_suspect and _begins_inside(article, summary, keys)):
        span = summary.value.part(article.source.text, 0, min(_SHOWN, len(summary.text)))
        yield Hit(span, {"key": summary.key}, "start")
    if stop is not None:
        yield from _stopping(article, summary, stop, keys)


def _texts(article: Article, summary: Summary, phrase: str, keys: Sequence[str]) -> Iterator[_Text]:
    """Yield all text that holds a phrase of a summary."""
    for held in article.passages.holding(phrase):
        yield _Text(*held)
    last = summary.letters[-_SHORTEST:]
    for other in summaries(article, keys):
        # One that says the same no further is cut at the same place, and tells nothing.
        if phrase in other.letters and not other.letters.endswith(last):
            yield _Text(other.text, other.letters)


def _follows_letter(words: str, text: str) -> bool:
    """Say whether words stand in a text right after a letter: they may begin inside a word."""
    place = text.find(words, 1)
    while place > 0 and not _LETTER.match(text, place - 1):
        place = text.find(words, place + 1)
    return place > 0


def _begins_inside(article: Article, summary: Summary, keys: Sequence[str]) -> bool:
    """Say whether the summary begins inside a word, wherever else its first words stand."""
    first, is_known = summary.letters[:_SHORTEST], False
    for text in _texts(article, summary, first, keys):
        is_known = True
        if _word_across(text.text, offset_of(text.text, text.letters.find(first))) is None:
            return False
    return is_known


def _stop(text: str) -> str | None:
    """Return the text up to where it stops without an end mark, None where it ends."""
    whole = text.rstrip()
    start = len(whole.rstrip(_OF_ELLIPSES))
    ellipsis = _ELLIPSIS.search(text, start) if start < len(whole) else None
    if ellipsis is not None:
        return text[: ellipsis.start()].rstrip()
    return None if whole[-1:] in _ENDS else whole


def _stopping(article: Article, summary: Summary, stop: str, keys: Sequence[str]) -> Iterator[Hit]:
    is_marked = len(stop) < len(summary.text.rstrip())  # … says that the text goes on elsewhere
    source, value = article.source.text, summary.value
    span = value.part(source, max(0, len(stop) - _SHOWN), len(summary.text.rstrip()))
    last = summary.letters[-_SHORTEST:]
    going_on = _going_on(summary, _texts(article, summary, last, keys))
    if going_on is not None:
        text, offset = going_on
        word = _word_across(text.text, offset)
        if word or not is_marked:
            values = {"key": summary.key, "rest": text.text[offset : offset + _SHOWN].rstrip()}
            fix = _completing(article, summary, text, offset)
            yield Hit(span, values, "word" if word else "cut", fix=fix)
            return
    if not is_marked and (_LEADS_ON.search(stop) or _is_open(stop)):
        yield Hit(span, {"key": summary.key}, "stop")


def _is_open(text: str) -> bool:
    return is_enclosed(text, len(text)) and _PAIR_OPENERS.search(text) is not None


def _going_on(summary: Summary, texts: Iterable[_Text]) -> tuple[_Text, int] | None:
    """Return the text in which the last words of a summary go on, and the offset behind them.

    None where they end a sentence in one of the texts, or could end one by themselves.
    """
    last = summary.letters[-_SHORTEST:]
    found = None
    for text in texts:
        end = text.letters.find(last) + _SHORTEST
        if end == len(text.letters):
            return None
        offset, after = gap_before(text.text, end)
        if _SENTENCE_END.search(text.text[offset:after]):
            return None
        if _word_across(text.text, offset) is None and (
            not _is_copied(summary, text.letters[:end]) or _could_end(text.text, offset)
        ):
            return None
        found = found or (text, offset)
    return found


def _is_copied(summary: Summary, theirs: str) -> bool:
    """Say whether the end of a summary is a copy of other text, not a phrase that both use.

    Where no ending of the verb tells, as in English, that takes the whole last sentence.
    """
    ours = summary.letters
    if not _KANA.search(summary.text):
        ours = letters(_SENTENCE_END.split(summary.text)[-1])
        return len(ours) >= _SAME and theirs.endswith(ours)
    return ours[-_SAME:] == theirs[-_SAME:]


def _word_across(text: str, offset: int) -> Morpheme | None:
    """Return the word that goes over an offset of a text."""
    sides = text[max(0, offset - 1) : offset + 1]
    if len(sides) < 2 or not sides.isalnum():  # nor is any word over both
        return None
    first = max(0, offset - _SIDE)
    word = over(text[first : offset + _SIDE], offset - first)
    return word if word is not None and word.surface.isalnum() else None


def _could_end(text: str, offset: int) -> bool:
    """Say whether the words before an offset make a sentence: they end in a final predicate."""
    first = max(0, offset - _SIDE)
    last = next((m for m in analyse(text[first:offset]) if m.end == offset - first), None)
    if last is None:
        return False
    is_final = last.word_class in _PREDICATES and last.form.startswith(("終止形", "意志", "命令形"))
    return is_final or last.part_of_speech[1] == "終助詞"


def _completing(article: Article, summary: Summary, text: _Text, offset: int) -> Fix | None:
    """Return the edit that ends the summary's last sentence with the words of the body."""
    marks = _SENTENCE_END.finditer(text.text, offset, offset + _LONGEST_REST)
    end = next((m.end() for m in marks if not is_enclosed(text.text, m.start())), None)
    if end is None:
        return None
    rest = text.text[offset:end]
    cut = offset_of(summary.text, len(summary.letters) - 1) + 1
    place = summary.value.part(article.source.text, cut, len(summary.text))
    is_plain_text = article.source.slice(place) == summary.text[cut:]
    if OBJECT in rest or _UNSAFE_IN_VALUES.search(rest) or not is_plain_text:
        return None
    return Fix((Edit(place, rest),), Applicability.UNSAFE)
