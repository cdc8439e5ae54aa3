"""Link texts that are titles cut in the middle, or glued together.

A link that stands alone in a list shows the title of what it leads to. Where that title is at
hand it decides. Elsewhere the text must stop in a way in which no title stops: inside a word
that the article has whole, after a particle that needs more, in a bracket.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from kouetsu.article.prose import MARKUP
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled
from kouetsu.records import record
from kouetsu.sites import pages

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Link
    from kouetsu.article.morphology import Morpheme
    from kouetsu.article.source import Source, Span
    from kouetsu.sites.destinations import Resolver

# Shorter texts are names and buttons; longer ones are sentences of their own.
_SHORTEST, _LONGEST = 8, 120
# Link texts of an article that are compared with all its words.
_MOST_COMPARED = 100
# A title that a link gives all but this many characters of has not been shortened on purpose.
_SHORTEST_PREFIX = 0.3
_JAPANESE = compiled(r"[ぁ-んァ-ヶ一-鿿]")
_BESIDE = compiled(r"[\s\-*+>#|・→»★0-9.)]*")
_ELLIPSIS = compiled(r"(?:…|\.{2,}|・{3,})\s*$")
# Marks that end a text and no word that needs another one.
_MARKS = "？！。→」』）】"
_END_OF_TITLE = compiled(r"[\s｜|:：–—―~〜～/／（(【「『,、。！？!?・-]")
_RUN = {
    "katakana": compiled(r"(?<![ァ-ヶー])[ァ-ヶー]{1,3}$"),
    "latin": compiled(r"(?<![A-Za-z])[A-Za-z]{1,12}$"),
    "kanji": compiled(r"[一-鿿ぁ-んa-zA-Z][一-鿿]$"),
}
_LONGEST_RUN = 13  # with a line end behind it
_SCRIPT = {"katakana": compiled(r"[ァ-ヶー]+"), "latin": compiled(r"[A-Za-z]+")}
# Characters that begin words and end none, after の, な or その: の可(能性), の未(来), その真(意).
_BEGINNER = compiled(r"(?:[のなを]|その)[可未真再最各諸超非不無被準副]$|の可能$|を発$")
_SMALL = compiled(r"[っッ]$")
_LONE_KATAKANA = compiled(r"[をにはがで\d万億兆][ァ-ヶ]$")
_LONGEST_SIGN = 4  # of the three above, with a line end behind it
# Particles after which a title cannot stop; へ, に, を, で and と (夏と海と) end headlines.
_DANGLING = frozenset({"の", "が"})
_INFLECTED = frozenset({"動詞", "形容詞", "助動詞"})
_FINAL = ("終止形", "連体形", "命令形", "意志推量形")


@record
class _Label:
    """A link that stands alone; `text` stands under `span`."""

    text: str
    span: Span
    link: Link


def cut_link_text(article: Article) -> Iterator[Hit]:
    """Report the texts of links that stand alone and are cut titles."""
    labels = list(_labels(article))
    if not labels:
        return
    longer = _by_target(article)
    # A pasted article holds its links twice or more.
    title_of = cache(partial(_title, resolver=article.resolver, by_target=longer))
    is_begun = cache(partial(_is_begun, article))
    for number, label in enumerate(labels):
        title = title_of(label.text, label.link.target)
        if title == label.text:
            continue
        if title is not None and _is_cut(label.text, title):
            fix = Fix((Edit(label.span, title),), Applicability.UNSAFE)
            yield Hit(label.span, {"title": title}, "title", fix=fix)
            continue
        kind = _defect(label.text)
        if kind is None and number < _MOST_COMPARED and is_begun(label.text):
            kind = "cut"
        if kind is not None:
            yield Hit(label.span, message=kind)


def _labels(article: Article) -> Iterator[_Label]:
    """Yield the texts of the links that are alone in their line or list item."""
    source = article.source.text
    for link in article.document.links:
        label = link.label
        # What is cheap to see comes first: most links go on with their sentence, or are buttons.
        if link.is_image or not _SHORTEST <= label.end - label.start <= _LONGEST:
            continue
        text = source[label.start : label.end]
        if "\n" in text or MARKUP in text or not _JAPANESE.search(text):
            continue
        if ("…" in text or ".." in text or "・・・" in text) and _ELLIPSIS.search(text):
            continue  # shortened on purpose, and says so
        if _is_alone(article.source, link.span):
            yield _Label(text, label, link)


def _is_alone(source: Source, link: Span) -> bool:
    """Say whether nothing but marks stands beside a link in its line."""
    text, starts, number = source.text, source.line_starts, source.line(link.start)
    before = text[starts[number - 1] : link.start]
    if before and not _BESIDE.fullmatch(before.replace("**", "")):
        return False
    after = text[link.end : starts[number] if number < len(starts) else None].strip()
    return not after or not after.strip("*_ 　")


def _by_target(article: Article) -> dict[str, list[str]]:
    """Return the texts of all links of the article by target."""
    found: dict[str, list[str]] = {}
    for link in article.document.links:
        if not link.is_image and link.label:
            found.setdefault(link.target, []).append(article.source.slice(link.label))
    return found


def _title(
    label: str, target: str, *, resolver: Resolver, by_target: dict[str, list[str]]
) -> str | None:
    """Return the title of what a link leads to: of its file, or of another link to it."""
    destination = resolver.resolve(target)
    if destination.file is not None and destination.file != resolver.article:
        page = pages.read(destination.file, resolver)
        if page.title:
            return page.title
    others = by_target.get(target, ())
    longer = [text for text in others if text.startswith(label) and text != label]
    return max(longer, key=len, default=None)


def _is_cut(text: str, title: str) -> bool:
    """Say whether a text is the beginning of a title and stops inside a word or a phrase."""
    if not title.startswith(text) or len(text) < _SHORTEST_PREFIX * len(title):
        return False
    if _END_OF_TITLE.match(title, len(text)) or _END_OF_TITLE.match(title, len(text) - 1):
        return False
    from kouetsu.article.morphology import analyse

    borders = {morpheme.end for morpheme in analyse(title)}
    last = analyse(text)[-1]
    is_middle = last.word_class in _INFLECTED and not last.form.startswith(_FINAL)
    return len(text) not in borders or is_middle or _dangles(last)


@lru_cache(maxsize=1024)  # the posts of a site link to the same ones
def _defect(text: str) -> str | None:
    """Return which sign shows on the face of a text that it is no whole title."""
    if "\ufffd" in text:
        return "lost-character"
    from kouetsu.article.morphology import analyse, last_of
    from kouetsu.checks.front_matter import title_defects

    kinds = {defect.kind for defect in title_defects.find(text)}
    if kinds & {"after-mark", "after-verb", "after-topic"}:
        return "glued"
    if kinds & {"cut", "questioned-particle", "unpaired"}:
        return "cut"
    if text[-1] in _MARKS:  # not even the analyser's view of the last word is needed
        return None
    last = max(0, len(text) - _LONGEST_SIGN)
    if (
        _BEGINNER.search(text, last)
        or _SMALL.search(text, last)
        or _LONE_KATAKANA.search(text, last)
    ):
        return "cut"
    last_word = last_of(text)
    is_cut = last_word is not None and _dangles(last_word)
    return "cut" if is_cut or (text[-1] == "事" and _is_odd_suffix(analyse(text))) else None


def _dangles(last: Morpheme) -> bool:
    """Say whether a text that ends so needs more words."""
    if last.word_class == "助詞":
        return last.surface in _DANGLING and last.part_of_speech[1] == "格助詞"
    is_middle = last.form.startswith(("未然形", "仮定形"))
    return last.word_class in ("連体詞", "接頭辞") or (last.word_class == "動詞" and is_middle)


def _is_odd_suffix(morphemes: tuple[Morpheme, ...]) -> bool:
    """Judge 事 at the end of a compound that the dictionary does not know: 企業導入事(例)."""
    from kouetsu.article.morphology import is_word

    if len(morphemes) < 2 or morphemes[-1].surface != "事":
        return False
    noun = morphemes[-2]
    is_verbal = noun.part_of_speech[2] == "サ変可能" and len(noun.surface) > 1
    return is_verbal and not is_word(noun.surface + "事")


def _is_begun(article: Article, text: str) -> bool:
    """Say whether a text ends in the beginning of a word that the article only has whole."""
    for script, pattern in _RUN.items():
        run = pattern.search(text, max(0, len(text) - _LONGEST_RUN))
        if run is not None:
            words = article.running_text.replace(text, "")
            rests = _rests(words, run.group(), _SCRIPT.get(script))
            return _all_go_on(run.group(), rests, script)
    return False


def _all_go_on(run: str, rests: Iterable[str], script: str) -> bool:
    """Say whether there are rests and each makes a word of the run; the first other one decides."""
    seen: set[str] = set()
    for rest in rests:
        if rest not in seen and not _goes_on(run, rest, script):
            return False
        seen.add(rest)
    return bool(seen)


def _rests(words: str, run: str, script: re.Pattern[str] | None) -> Iterator[str]:
    """Yield what follows a run within its word, wherever the run begins one."""
    start = words.find(run)
    while start >= 0:
        end = start + len(run)
        if script is None:
            yield words[end : end + 1]
        elif not script.match(words, start - 1, start):
            rest = script.match(words, end)
            yield rest.group() if rest else ""
        start = words.find(run, end)


def _goes_on(run: str, rest: str, script: str) -> bool:
    """Say whether a word is the run and the rest, and not a compound of the two."""
    from kouetsu.article.morphology import analyse, is_word

    if not rest or rest in ("ー", "s"):
        return False
    if script == "kanji":
        last = analyse(run)[-1].surface
        return "一" <= rest <= "鿿" and len(last) == 1 and is_word(last + rest)
    if script == "katakana":
        is_compound = len(rest) > 1 and is_word(rest)
        return not is_compound and analyse(run + rest)[0].end > len(run)
    return run[0].isupper() and run[-1].isupper() == rest[0].isupper()
