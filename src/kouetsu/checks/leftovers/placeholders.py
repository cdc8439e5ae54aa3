"""Blanks that nobody filled in: 〇〇, TODO, templates, programs' words for nothing, empty links.

Each kind has a place where it is meant: a wildcard in a quotation or an example, a note on a list
of tasks, a template in code, `null` in an article about programs.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kouetsu.article.characters import KANJI, LETTERS
from kouetsu.article.markdown import Container, Kind
from kouetsu.article.pasting import sentence_at
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.article.texts import is_enclosed
from kouetsu.checks.leftovers.clues import Clue, clues
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Block


class Gap(Enum):
    """The kinds of placeholder; the values name the messages of the rule."""

    BLANK = "blank"
    NOTE = "note"
    TEMPLATE = "template"
    VALUE = "value"
    LINK = "link"
    ESCAPE = "escape"


@record
class Placeholder:
    """A place of the source that was to be filled in."""

    gap: Gap
    span: Span


_JAPANESE = f"[{LETTERS}]"
# A blank for a name or a figure, where a sentence states one (三〇〇年 is a figure itself). What
# stands before is asked behind the first sign, which the engine finds in a tight loop.
_BLANK = compiled(
    r"[〇○◯×✕](?:(?<=[〇○◯])(?<![一二三四五六七八九十〇○◯].)[〇○◯]+"
    r"(?=です|でした|と申し|株式会社|(?:さん|氏|様)(?:は|が|によ)|[%％円社人名年月日件個万億倍])"
    rf"|(?<=株式会社[〇○◯])[〇○◯]+|(?<=[×✕])(?<![〇○◯{KANJI}].)[×✕]+(?=[%％円社人年件]|です))"
)
_EXAMPLE = compiled(
    r"例えば|たとえば|例[：:]|といった|のような|という(?:形|風|感じ|具合)|いわゆる|など"
)
# Code points on both sides of a blank in which it is called an example.
_NEAR = 60
_WILDCARD = compiled(r"[〇○◯△□×✕●][〇○◯△□×✕●]+")
# An article with more wildcards than this uses them on purpose.
_MANY = 4

_NOTE = compiled(
    r"(?:TODO|FIXME|TBD)[ ]?[:：]|[\[［](?:WIP|TODO|TBD)[\]］]"
    r"|[（(](?:TODO|FIXME)[^（）()]{0,40}[）)]"
)
# Only at the end of the text.
_PENDING = compiled(r"(?:TBD|あとで書く|後で書く|執筆中|準備中)(?=[。\s]*$)")
_LONGEST_PENDING = len("あとで書く")
_INSERT = (
    r"(?:ここに|この(?:位置|部分)に)[^\[\]［］【】\n]{1,20}"
    r"(?:挿入|入れ|記入|入力|記載|追加|貼)[^\[\]［］【】\n]{0,8}"
)
_LOREM = compiled(r"[Ll]orem ipsum")
_DUMMY = compiled(r"ダミーテキストで|この文章はダミー")
_HERE = compiled(r"ここ[にへ](?:本文|テキスト|文章|タイトル|説明文?)(?:が入り|を入)")
_BRACES = compiled(
    rf"\{{\{{(?=[^{{}}\n]{{0,40}}{_JAPANESE})[^{{}}\n]+\}}\}}|\{{\{{ ?[A-Z][A-Z_]{{2,30}} ?\}}\}}"
)
_HEAD_BRACES = compiled(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
_PROSE_BRACE = compiled(
    rf"(?<![$\\{{\w^{MARKUP}])\{{[^{{}}\n|\\^_$]{{0,12}}{_JAPANESE}[^{{}}\n|\\^_$]{{0,12}}\}}(?!\}})"
)
_VALUE = compiled(
    r"\[object Object\]"
    r"|(?<![A-Za-z0-9_.\-])(?:undefined|NaN|null)(?=[年月日円%％件人個回名社]|さん|様)"
)
_HEAD_VALUE = compiled(r"undefined|NaN|\[object Object\]|YYYY-MM-DD|XXXX-XX-XX")
# Keys whose values are topics: an article may be about NaN.
_LISTS = frozenset({"tags", "categories", "category", "topics", "keywords"})
_ESCAPE = compiled(rf"\\[nrt](?<=[{LETTERS}。！？」）]\\.)(?:\\[nrt])*(?![A-Za-z])")
_TARGET = compiled(
    r"(?:https?://)?(?:www\.)?(?:example\.(?:com|net|org|jp)|your-?(?:domain|site)\.\w+)(?:[/?#].*)?"
    r"|.*[?&=/](?:YOUR[_-][A-Z_-]+|x{4,}|X{4,})(?:[&#/?].*)?"
    r"|.*[?&][\w-]+=(?:null|undefined|NaN)(?:[&#].*)?"
)
_TARGET_KEYS = ("example.", "your", "YOUR", "xxxx", "XXXX")
_NO_VALUE = compiled(r"=(?:null|undefined|NaN)(?:[&#]|$)", re.MULTILINE)
_BARE_TARGETS = frozenset({"url", "URL", "link", "LINK", "リンク", "TODO", "http://", "https://"})
# What the sentences must hold for each pattern: most articles skip most patterns. Strings of ASCII
# are sought among all that is written so.
_CLUES = {
    _BLANK: clues(("〇〇", "○○", "◯◯", "××", "✕✕")),
    _DUMMY: (Clue("ミ", compiled("ミ(?<=ダミ)ー")),),
}
_LATIN_KEYS = {
    _NOTE: ("TODO", "FIXME", "TBD", "WIP"),
    _LOREM: ("orem ipsum",),
    _PROSE_BRACE: ("{",),
    _VALUE: ("undefined", "NaN", "null", "[object"),
    _ESCAPE: ("\\n", "\\r", "\\t"),
}
_BRACKETS = "[［【〔"
_HEAD_KEYS = ("執筆中", "準備中", "で書く")
_LATIN_HEAD_KEYS = (
    *("undefined", "NaN", "[object", "YYYY", "XXXX", "{{", "{%"),
    *("TODO", "FIXME", "TBD", "WIP"),
)


def find(article: Article, words: Collection[str]) -> Iterator[Placeholder]:
    """Yield the placeholders of an article; `words` in square brackets are some of them."""
    yield from _in_head(article)
    present = _present(article)
    if _BLANK in present:
        yield from _blanks(article)
    marked = _NOTE.finditer(article.prose) if _NOTE in present else ()
    yield from _notes(article, chain(marked, _pending(article.prose)))
    patterns = {
        _LOREM: Gap.TEMPLATE,
        _DUMMY: Gap.TEMPLATE,
        _HERE: Gap.TEMPLATE,
        _PROSE_BRACE: Gap.TEMPLATE,
        _VALUE: Gap.VALUE,
        _ESCAPE: Gap.ESCAPE,
    }
    wanted = [(pattern, gap) for pattern, gap in patterns.items() if pattern in present]
    for bracket in filter(article.texts.joined.__contains__, _BRACKETS):
        wanted.append((_bracketed(bracket, tuple(words)), Gap.TEMPLATE))
    for pattern, gap in wanted:
        for match in pattern.finditer(article.prose):
            if not is_quoted(article, match.start()):
                yield Placeholder(gap, Span(*match.span()))
    yield from _templates(article)
    yield from _links(article)


def _present(article: Article) -> set[re.Pattern[str]]:
    """Return the patterns of which the sentences hold a key."""
    text, latin = article.texts.joined, article.texts.latin
    found = {p for p, sought in _CLUES.items() if any(clue.is_in(text) for clue in sought)}
    if _HERE.search(text):
        found.add(_HERE)
    for pattern, keys in _LATIN_KEYS.items():
        if any(map(latin.__contains__, keys)):
            found.add(pattern)
    return found


def _links(article: Article) -> Iterator[Placeholder]:
    """Yield the links whose target was made up."""
    links = article.document.links
    targets = "\n".join(dict.fromkeys([link.target for link in links]))
    may_match = any(map(targets.__contains__, _TARGET_KEYS)) or _NO_VALUE.search(targets)
    for link in links:
        target = link.target
        if not (target in _BARE_TARGETS or (may_match and _TARGET.fullmatch(target))):
            continue
        if _is_named(article, link.label) and not is_quoted(article, link.span.start):
            yield Placeholder(Gap.LINK, link.span)


def is_quoted(article: Article, offset: int) -> bool:
    """Say whether an offset of the body lies in quotation marks, brackets or a block quotation."""
    block = _block(article, offset)
    if block is None:
        return False
    is_bracketed = is_enclosed(article.prose, offset, block.text.start)
    return is_bracketed or Container.QUOTE in block.containers


def _block(article: Article, offset: int) -> Block | None:
    """Return the block of prose that holds an offset."""
    if not article.sentences:
        return None
    block = sentence_at(article, Span(offset, offset)).block
    return block if block.text.start <= offset < block.text.end else None


def _in_head(article: Article) -> Iterator[Placeholder]:
    """Yield the values of the front matter that a program or a template left unfilled."""
    head = article.source.text[: article.body.start]
    latin = head.encode("ascii", "ignore").decode("ascii")  # most keys need only be sought here
    may_hold = any(map(latin.__contains__, _LATIN_HEAD_KEYS))
    # An escape may stand for a letter of a key.
    if not may_hold and "\\" not in latin and not any(map(head.__contains__, _HEAD_KEYS)):
        return
    for key, scalar in article.front_matter.strings:
        if key in _LISTS:
            continue
        if _HEAD_VALUE.fullmatch(scalar.text):
            yield Placeholder(Gap.VALUE, scalar.span)
            continue
        braces = _HEAD_BRACES.search(scalar.text)
        note = _NOTE.match(scalar.text) or _PENDING.match(scalar.text)
        for gap, match in ((Gap.TEMPLATE, braces), (Gap.NOTE, note)):
            if match:
                yield Placeholder(gap, scalar.part(article.source.text, *match.span()))


def _blanks(article: Article) -> Iterator[Placeholder]:
    if len(set(_around(article.prose))) > _MANY:
        return
    for match in _BLANK.finditer(article.prose):
        sentence = sentence_at(article, Span(*match.span()))
        is_running = sentence.block.kind is Kind.PARAGRAPH and not sentence.block.containers
        around = slice(max(sentence.start, match.start() - _NEAR), match.end() + _NEAR)
        is_example = _EXAMPLE.search(article.prose[around]) or is_quoted(article, match.start())
        if is_running and not is_example:
            yield Placeholder(Gap.BLANK, Span(*match.span()))


def _around(prose: str) -> Iterator[str]:
    """Yield the wildcards of an article with the words around them."""
    for match in _WILDCARD.finditer(prose):
        yield prose[max(0, match.start() - 4) : match.end() + 4]


def _pending(prose: str) -> Iterator[re.Match[str]]:
    """Yield the note at the end of a text that more is to come."""
    end = len(prose)
    while end and (prose[end - 1] == "。" or prose[end - 1].isspace()):
        end -= 1
    yield from _PENDING.finditer(prose, max(0, end - _LONGEST_PENDING))


def _notes(article: Article, notes: Iterable[re.Match[str]]) -> Iterator[Placeholder]:
    """Yield the notes to the writer that begin a block or stand in brackets."""
    for match in notes:
        block = _block(article, match.start())
        if block is None or Container.QUOTE in block.containers:
            continue
        before = article.prose[block.text.start : match.start()]
        is_note = not before.strip(f" *_\n{MARKUP}") or match.group()[0] in "（("
        links = article.document.links_in(Span(block.span.start, match.start()))
        if is_note and not (links and match.start() < links[-1].label.end):
            yield Placeholder(Gap.NOTE, Span(*match.span()))


@cache
def _bracketed(bracket: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of an instruction, or one of the words, in square brackets.

    There is one for each opening bracket: the engine finds one character faster than one of four.
    """
    known = "".join(f"|{re.escape(word)}" for word in words)
    return compiled(rf"{re.escape(bracket)}(?:{_INSERT}{known})[\]］】〕](?![(\[:])")


def _templates(article: Article) -> Iterator[Placeholder]:
    """Yield the values of templates, which are masked in the prose."""
    source = article.source.text
    if "{{" not in article.source.ascii:
        return
    for match in _BRACES.finditer(source, article.body.start):
        start = match.start()
        is_shown = article.prose[start] == OBJECT and article.prose[start - 1] != OBJECT
        if is_shown and not is_quoted(article, start):
            yield Placeholder(Gap.TEMPLATE, Span(*match.span()))


def _is_named(article: Article, label: Span) -> bool:
    """Say whether a link shows words, not its own address: an address is shown as an example."""
    shown = article.source.slice(label).strip()
    return bool(shown) and "://" not in shown and not re.search(r"\w\.\w+", shown)
