"""Sentences of prose, Japanese and English, with their spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from kouetsu.article.characters import A_KANA, A_LATIN_LETTER, AN_INITIAL
from kouetsu.article.markdown import Block, Document, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span

_PROSE_KINDS = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.TABLE_CELL, Kind.HTML})
_CLOSERS = {
    "」": "「",
    "』": "『",
    "）": "（",
    ")": "(",
    "】": "【",
    "”": "“",
    "〉": "〈",
    "》": "《",
}
_OPENERS = frozenset(_CLOSERS.values())
_STOP = re.compile(r"[。！？．]+|[!?]+|\.+|[「」『』（）()【】“”〈〉《》]")
# Closing brackets and quotation marks that still belong to the sentence they follow.
_TAIL = re.compile(rf"[」』）)】”’\"'〉》{MARKUP}]*")
# 「…。」 and a space: the quotation was the sentence, unless a particle takes it up.
_QUOTATION_END = re.compile(r"[。！？][」』”][ \u3000]+(?![とっはがをにのもでへやな])")
_NEXT = re.compile(rf"[\s{MARKUP}]*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|cf|etc|Inc|Ltd|Co|Corp|No|Fig|al|approx|e\.g|i\.e|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z])$"
)
# One of them stands in whatever _HIDDEN matches, and looking for each is faster than one search.
_HIDING = (MARKUP, OBJECT, "\n", "\r")
# Characters that show nothing, or a line break with the blanks around it. Only the first blank of
# a run starts a search for the break, or a line of blanks would cost quadratic time.
_HIDDEN = re.compile(
    rf"{OBJECT}+|(?<![ \t{MARKUP}])[ \t{MARKUP}]*+[\n\r][ \t\n\r{MARKUP}]*+|{MARKUP}+"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A stretch of prose without its filler, and the way back to the source.

    `text` is what a reader reads (markup gone, an object as one OBJECT character, a soft line
    break gone between Japanese characters and a space elsewhere); `offsets[i]` is the source
    offset of `text[i]`.
    """

    text: str
    offsets: tuple[int, ...] | range

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `text[start:end]` (not empty)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True)
class Sentence:
    """A sentence. `masked` is the source text under `span`, with filler for what is not prose."""

    span: Span
    block: Block
    masked: str

    @cached_property
    def plain(self) -> Plain:
        """The sentence as a reader reads it."""
        return plain(self.masked, self.span.start)


def plain(masked: str, start: int) -> Plain:
    """Take the filler out of masked text that begins at offset `start`."""
    if not any(character in masked for character in _HIDING):
        return Plain(masked, range(start, start + len(masked)))
    parts: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _HIDDEN.finditer(masked):
        parts.append(masked[position : match.start()])
        offsets.extend(range(start + position, start + match.start()))
        if shown := _shown(masked, match):
            parts.append(shown)
            offsets.append(start + match.start())
        position = match.end()
    parts.append(masked[position:])
    offsets.extend(range(start + position, start + len(masked)))
    return Plain("".join(parts), tuple(offsets))


def _shown(masked: str, match: re.Match[str]) -> str:
    """Return what a reader sees in place of hidden characters: nothing, a space or an object."""
    hidden = match.group()
    if hidden[0] == OBJECT:
        return OBJECT
    if "\n" not in hidden and "\r" not in hidden:
        return ""
    sides = masked[match.start() - 1 : match.start()] + masked[match.end() : match.end() + 1]
    return "" if sides and all(ord(side) > 0x2E7F for side in sides) else " "


def split(document: Document) -> tuple[Sentence, ...]:
    """Split the prose of a document into sentences, block by block."""
    found: list[Sentence] = []
    for block in document.blocks:
        if block.kind not in _PROSE_KINDS or not block.text:
            continue
        masked = document.prose[block.text.start : block.text.end]
        start = 0
        for end in [*_ends(masked), len(masked)]:
            span = _trimmed(masked, start, end)
            if span:
                place = Span(block.text.start + span.start, block.text.start + span.end)
                found.append(Sentence(place, block, masked[span.start : span.end]))
            start = end
    return tuple(found)


def _trimmed(masked: str, start: int, end: int) -> Span:
    match = _NEXT.match(masked, start, end)
    start = match.end() if match else start
    return Span(start, start + len(masked[start:end].rstrip(f" \t\r\n\u3000{MARKUP}")))


def _ends(masked: str) -> list[int]:
    """Return the offsets in a block's masked text at which its sentences end."""
    stops = list(_STOP.finditer(masked))
    pairs = _pairs(stops)
    ends: list[int] = []
    closing = -1  # the end of the outermost pair of brackets that we are in
    for stop in stops:
        if stop.start() < closing:
            continue
        if stop.start() in pairs:
            closing = pairs[stop.start()]
        elif stop.group()[0] in "。！？．!?." and _is_end(masked, stop):
            tail = _TAIL.match(masked, stop.end())
            ends.append(tail.end() if tail else stop.end())
        elif stop.start() == closing and _QUOTATION_END.match(masked, closing - 1):
            ends.append(stop.end())
    return ends


def _pairs(stops: list[re.Match[str]]) -> dict[int, int]:
    """Map each opening bracket that has a partner to the offset of that partner."""
    open_at: list[tuple[str, int]] = []
    pairs: dict[int, int] = {}
    for stop in stops:
        mark = stop.group()
        if mark in _OPENERS:
            open_at.append((mark, stop.start()))
        elif opener := _CLOSERS.get(mark):
            depth = _last(open_at, opener)
            if depth is not None:
                pairs[open_at[depth][1]] = stop.start()
                del open_at[depth:]
    return pairs


def _last(open_at: list[tuple[str, int]], opener: str) -> int | None:
    """Find the innermost open bracket of a kind, looking at most 16 levels up."""
    for depth in range(len(open_at) - 1, max(-1, len(open_at) - 17), -1):
        if open_at[depth][0] == opener:
            return depth
    return None


def _is_end(masked: str, stop: re.Match[str]) -> bool:
    mark = stop.group()
    before = masked[max(0, stop.start() - 12) : stop.start()]
    after = masked[stop.end() : stop.end() + 2]
    if mark[0] in "。！？":
        return True
    if mark[0] == "．":
        return not (before[-1:].isdigit() and after[:1].isdigit())
    is_last = not after or after[0].isspace() or after[0] in f"\"'”’)」』）{MARKUP}"
    if mark[0] in "!?":
        return is_last or bool(AN_INITIAL.match(before[-1:]))
    return mark == "." and is_last and not _ABBREVIATION.search(before)


def is_japanese(prose: str) -> bool:
    """Say whether prose is Japanese: kana are at least a twentieth of its kana and letters.

    Japanese technical prose holds many Latin names but never so few kana; an English article
    with a few Japanese names stays below (a convention of ours).
    """
    enough = len(prose) // 19 + 1  # whatever the rest of the prose is
    kana = sum(1 for _ in islice(A_KANA.finditer(prose), enough))
    return kana == enough or (kana > 0 and kana * 19 >= len(A_LATIN_LETTER.findall(prose)))
