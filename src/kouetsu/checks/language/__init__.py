"""Family language: slips that are plainly wrong."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kouetsu.article import registers, texts
from kouetsu.article.characters import A_KANA
from kouetsu.article.markdown import Kind
from kouetsu.article.registers import Extent
from kouetsu.article.source import Span
from kouetsu.checks.language import mangled, miscoding, particles, reduplication, residues, spaces
from kouetsu.checks.language.miscoding import CODECS, Damage, Damaged
from kouetsu.checks.language.reduplication import Stutter
from kouetsu.checks.language.replacements import read
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.sentences import Plain
    from kouetsu.checks.language.particles import Clash

# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_PARAGRAPH = Kind.PARAGRAPH
# Characters that a message shows on both sides of a slip.
_CONTEXT = 5
_SHORT = 3


def stutter(article: Article, *, allow: list[str], english: list[str]) -> Iterator[Hit]:
    """Report words and endings that stand twice by accident.

    The words in `allow` may stand twice in Japanese; those in `english` never do in English.
    """
    readable = article.texts
    candidates = reduplication.candidates(readable)
    for text in candidates.texts:
        for found in reduplication.find(text, {*allow, *candidates.names}):
            yield from _stutters(article, readable.places[text], found)
    if english:
        second, doubled = _doubled_words(tuple(english))
        held = readable.places if "\t" in readable.joined else readable.holding(second)
        for text in held:
            for match in doubled.finditer(text) if not A_KANA.search(text) else ():
                found = Stutter(match.start(), match.end(1), match.end(), is_certain=True)
                yield from _stutters(article, readable.places[text], found)


@cache
def _doubled_words(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what the second copies of words look like after a space, and both copies."""
    word = f"(?i:{'|'.join(map(re.escape, words))})"
    # The second copy in small letters: "The the" is a slip, "vitamin A a day" is none.
    return (
        compiled(rf" (?=[a-z]){word}(?![\w'’-])"),
        compiled(rf"(?<![\w'’.-])(?!A\b)({word})[ \t]+(?=[a-z])(?i:\1)(?![\w'’-])"),
    )


def _stutters(article: Article, places: list[Plain], found: Stutter) -> Iterator[Hit]:
    """Yield a stutter of a sentence wherever that sentence stands."""
    for text in places:
        if not texts.reads_on(article, text, found.start, found.end):
            continue
        if found.kept - found.start < _SHORT and texts.ends_link(article, text, found.kept):
            continue  # a title that ends in a particle: [はじめに](…)に
        shown = texts.around(text, found.start, found.end, _CONTEXT)
        before, after = text.text[shown.start : found.kept], text.text[found.end : shown.end]
        values = {"doubled": text.text[found.start : found.end], "reading": before + after}
        fix = None
        if found.is_certain and texts.is_contiguous(text, found.kept, found.end):
            fix = _fix(Edit(text.span(found.kept, found.end), ""))
        yield Hit(text.span(found.start, found.end), values, fix=fix)


def particle_sequence(article: Article) -> Iterator[Hit]:
    """Report particles that cannot follow one another."""
    readable = article.texts
    for words in particles.candidates(readable):
        for clash in particles.find(words):
            for text in readable.places[words]:
                if texts.is_contiguous(text, clash.start, clash.end):
                    yield _clash_hit(text, clash)


def _clash_hit(text: Plain, clash: Clash) -> Hit:
    shown = texts.around(text, clash.start, clash.end, _CONTEXT)
    values = {
        "first": text.text[clash.start : clash.middle],
        "second": text.text[clash.middle : clash.end],
        "context": text.text[shown.start : shown.end],
    }
    return Hit(text.span(clash.start, clash.end), values)


def mojibake(article: Article) -> Iterator[Hit]:
    """Report bytes of another codec, text that went through one, and invisible characters."""
    yield from _foreign_bytes(article)
    known = {span.start for span in article.source.undecodable}
    head = Span(0, article.body.start)
    for start, text in ((0, article.source.slice(head)), (head.end, article.prose[head.end :])):
        for damaged in miscoding.find(text):
            if damaged.start + start not in known:
                yield _damage_hit(damaged, start, text)


def _foreign_bytes(article: Article) -> Iterator[Hit]:
    """Report a file in another codec once, and bytes that are no UTF-8 once a line."""
    source = article.source
    codec = CODECS.get(source.likely_codec or "", source.likely_codec)
    if codec and not source.undecodable:
        first = next((n for n in range(1, len(source.line_starts)) if source.line_span(n)), 1)
        yield Hit(source.line_span(first), {"codec": codec}, message="other-codec")
    lines: dict[int, Span] = {}
    for span in source.undecodable:
        line = source.line(span.start)
        lines[line] = Span(lines.get(line, span).start, span.end)
    for span in lines.values():
        yield Hit(span, {"codec": codec or "?"}, message="bytes")


def _damage_hit(damaged: Damaged, start: int, text: str) -> Hit:
    run = text[damaged.start : damaged.end]
    span = Span(start + damaged.start, start + damaged.end)
    codes = " ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in run))
    values = {"code": codes, "reading": damaged.repaired or ""}
    fix = None
    if damaged.repaired is not None and damaged.damage is not Damage.DOUBLE:
        fix = _fix(Edit(span, damaged.repaired))
    return Hit(span, values, message=damaged.damage.value, fix=fix)


def _fix(edit: Edit) -> Fix:
    return Fix((edit,), Applicability.SAFE)


def mangled_word(
    article: Article,
    *,
    replacements: list[dict[str, str]],
    parts: dict[str, str],
    words: dict[str, str],
    allow: list[str],
) -> Iterator[Hit]:
    """Report words that a replacement, a lost character or a slip destroyed.

    `replacements` are known ones, each with the words around it that prove it; `parts` are parts of
    compounds and `words` whole words, wrong to right. The words in `allow` are sound.
    """
    own = ({"wrong": wrong, "right": right} for wrong, right in words.items())
    known = [read(entry) for entry in (*own, *replacements)]
    readable = article.texts
    for sentence, found in mangled.find(readable, known, parts):
        if sentence[found.start : found.end] in allow:
            continue
        for text in readable.places[sentence]:
            span, fix = text.span(found.start, found.end), None
            if found.right is not None and texts.is_contiguous(text, found.start, found.end):
                fix = Fix((Edit(span, found.right),), Applicability.UNSAFE)
            yield Hit(span, {"right": found.right or ""}, message=found.sign, fix=fix)


def foreign_residue(article: Article, *, words: list[str]) -> Iterator[Hit]:
    """Report words and characters of other languages that stand in a Japanese sentence.

    `words` are everyday English words that Japanese has words of its own for.
    """
    readable = article.texts
    for sentence, found in residues.find(readable, frozenset(words)):
        for text in readable.places[sentence]:
            yield Hit(text.span(found.start, found.end), message=found.residue.value)


def style_mix(article: Article) -> Iterator[Hit]:
    """Report places whose register, です・ます or だ・である, is not that of the body."""
    for shift in registers.find(article):
        values = {"count": shift.sentences, "usual": shift.usual}
        message = f"{shift.norm.other.value}-{shift.extent.value}"
        if shift.extent is Extent.THROUGHOUT:
            message = shift.extent.value
        yield Hit(shift.span, values, message=message)


def stray_space(article: Article) -> Iterator[Hit]:
    """Report spaces before a particle and inside a word of running text."""
    spaced = spaces.candidates(article.texts)
    running: dict[str, list[Plain]] = {}
    for sentence in article.sentences if spaced else ():
        if sentence.block.kind is _PARAGRAPH and sentence.text in spaced:
            running.setdefault(sentence.text, []).append(sentence.plain)
    for words, stray in spaces.find(running):
        for text in running[words]:
            if texts.is_contiguous(text, stray.start - 1, stray.end + 1):
                shown = texts.around(text, stray.start, stray.start, _CONTEXT).start
                rest = texts.around(text, stray.end, stray.end, _CONTEXT).end
                values = {"context": text.text[shown:rest], "word": stray.word or ""}
                span = text.span(stray.start, stray.end)
                message = "inside" if stray.word else "particle"
                yield Hit(span, values, message=message, fix=_fix(Edit(span, "")))
