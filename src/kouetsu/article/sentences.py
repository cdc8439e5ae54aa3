"""Sentences of prose, Japanese and English, with their spans."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate, islice, pairwise

from kouetsu.article.characters import A_KANA, A_LATIN_LETTER, AN_INITIAL
from kouetsu.article.markdown import Block, Document, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import record

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
_BRACKETS = "「」『』（）()【】“”〈〉《》"
_PAIR = "|".join(
    rf"(?<={re.escape(opener)})[^{_BRACKETS}]*+{re.escape(closer)}"
    for closer, opener in _CLOSERS.items()
)
# A bracket, a pair without brackets inside, or what may end a sentence. It begins with one class of
# characters: the engine skips all others in a tight loop.
_STOP = compiled(
    rf"[。！？．!?.{_BRACKETS}]"
    rf"(?:(?<=[。！？．])[。！？．]+|{_PAIR}|(?<=[!?])[!?]+|(?<=\.)\.+)?"
)
# Closing brackets and quotation marks that still belong to the sentence they follow.
_AFTER_END = frozenset(f"」』）)】”’\"'〉》{MARKUP}")
_TAIL = compiled(rf"[{''.join(sorted(_AFTER_END))}]*")
# What makes a closer look necessary, by its first character: Latin marks that may end a sentence,
# brackets that hold an end mark or another one of their kind. Few blocks hold any of it.
_UNSURE = (
    *((mark, compiled(re.escape(mark))) for mark in "!?．"),
    (".", compiled(rf"\.(?:[\s\"'”’)」』）{MARKUP}]|\Z)")),
    *(
        (opener, compiled(rf"{re.escape(opener)}[^{opener}{closer}。！？]*+[{opener}。！？]"))
        for closer, opener in _CLOSERS.items()
    ),
)
# In all other blocks: the sentences.
_SURE = compiled(rf"[^。！？]*+[。！？]+{_TAIL.pattern}|[^。！？]+")
# Most have one right behind the end mark of another; what is put between them, where none begins
# behind it, and where no sentence ends before it. Python finds it fast, for no kana has its byte.
_CUT = "\7"
_NOT_RIGHT_BEHIND = compiled(rf"{_CUT}[\s。！？{''.join(sorted(_AFTER_END))}]")
_NO_END = compiled(rf"{_CUT}[。！？{''.join(sorted(_AFTER_END))}]")
# 「…。」 and a space: the quotation was the sentence, unless a particle takes it up.
_QUOTATION_END = compiled(r"[。！？][」』”][ \u3000]+(?![とっはがをにのもでへやな])")
_NEXT = compiled(rf"[\s{MARKUP}]*")
_BLANKS = f" \t\r\n\u3000{MARKUP}"
# Two or three of them are a twentieth of any Japanese text, and to count one character is twenty
# times as fast as to look for all kana.
_FREQUENT_KANA = "のにをはとがいたしてで"
_ABBREVIATION = compiled(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|cf|etc|Inc|Ltd|Co|Corp|No|Fig|al|approx|e\.g|i\.e|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z])$"
)
# Characters that show nothing, or a line break with the blanks around it. Only the first blank of
# a run starts a search for the break, or a line of blanks would cost quadratic time.
_HIDDEN = compiled(
    rf"{OBJECT}+|(?<![ \t{MARKUP}])[ \t{MARKUP}]*+[\n\r][ \t\n\r{MARKUP}]*+|{MARKUP}+"
)


_Unsure = tuple[str, re.Pattern[str]]
# A sentence of a block's text: its offset in that, masked, and as one reads it.
_Part = tuple[int, str, str]


@record(slots=False)
class Plain:
    """A stretch of prose without its filler, and the way back to the source.

    `text` is what a reader reads (markup gone, an object as one OBJECT character, a soft line
    break gone between Japanese characters and a space elsewhere) of `masked`, which begins at
    offset `start` of the source.
    """

    text: str
    masked: str
    start: int

    @cached_property
    def offsets(self) -> tuple[int, ...] | range:
        """The source offset of each character of `text`; few texts are ever asked for theirs."""
        masked, start = self.masked, self.start
        if self.text is masked:
            return range(start, start + len(masked))
        offsets: list[int] = []
        position = 0
        for match in _HIDDEN.finditer(masked):
            offsets.extend(range(start + position, start + match.start()))
            if _shown(match):
                offsets.append(start + match.start())
            position = match.end()
        offsets.extend(range(start + position, start + len(masked)))
        return tuple(offsets)

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `text[start:end]` (not empty)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@record
class Sentence:
    """A sentence, which begins at offset `start` of the source.

    `masked` is the source text under `span`, with filler for what is not prose; `text` is what a
    reader reads of it. There are so many sentences that what few are asked for is made late.
    """

    start: int
    block: Block
    masked: str
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.masked)

    @property
    def span(self) -> Span:
        """Where it stands in the source."""
        return Span(self.start, self.start + len(self.masked))

    @property
    def plain(self) -> Plain:
        """The sentence as a reader reads it, with the way back to the source."""
        return Plain(self.text, self.masked, self.start)


def plain(masked: str, start: int) -> Plain:
    """Take the filler out of masked text that begins at offset `start`."""
    return Plain(_without_filler(masked), masked, start)


def _without_filler(masked: str) -> str:
    if "\n" in masked or OBJECT in masked or "\r" in masked:
        return _HIDDEN.sub(_shown, masked)
    # Looking for each character is faster than one search for all that may be hidden.
    return masked.replace(MARKUP, "") if MARKUP in masked else masked


def _shown(match: re.Match[str]) -> str:
    """Return what a reader sees in place of hidden characters: nothing, a space or an object."""
    masked, hidden = match.string, match.group()
    if hidden[0] == OBJECT:
        return OBJECT
    if "\n" not in hidden and "\r" not in hidden:
        return ""
    sides = masked[match.start() - 1 : match.start()] + masked[match.end() : match.end() + 1]
    return "" if sides and all(ord(side) > 0x2E7F for side in sides) else " "


def split(document: Document) -> dict[int, list[Sentence]]:
    """Split the prose of a document into sentences, block by block.

    Returns those of each block that holds any, by the offset at which the block starts.
    """
    found: dict[int, list[Sentence]] = {}
    # A pasted article holds its blocks twice or more.
    known: dict[str, list[_Part]] = {}
    prose = document.prose
    unsure = [each for each in _UNSURE if each[0] in prose]
    for block in document.blocks:
        base, end = block.text.start, block.text.end
        if block.kind not in _PROSE_KINDS or base == end:
            continue
        masked = prose[base:end]
        parts = known.get(masked)
        if parts is None:
            parts = known[masked] = _parts(masked, unsure)
        if parts:
            own = found[block.span.start] = []
            for at, part, text in parts:
                own.append(Sentence(base + at, block, part, text))
    return found


def _parts(masked: str, unsure: list[_Unsure]) -> list[_Part]:
    """Return the sentences of a block's masked text."""
    for mark, pattern in unsure:
        if mark in masked and pattern.search(masked):
            ends = [0, *_ends(masked), len(masked)]
            return _stripped([masked[start:end] for start, end in pairwise(ends)])
    if _CUT in masked:
        return _stripped(_SURE.findall(masked))
    # No pattern finds all sentences as fast as this.
    shown = masked.lstrip(MARKUP)
    at = len(masked) - len(shown)
    cut = shown.rstrip(MARKUP).replace("。", f"。{_CUT}")
    if "？" in masked or "！" in masked:
        cut = cut.replace("？", f"？{_CUT}").replace("！", f"！{_CUT}")
    if shown[:1].isspace() or _NOT_RIGHT_BEHIND.search(cut):
        is_cut = not _NO_END.search(cut)
        return _stripped(cut.split(_CUT), at) if is_cut else _stripped(_SURE.findall(masked))
    # Most blocks.
    *pieces, last = cut.split(_CUT)
    if last := last.rstrip(_BLANKS):
        pieces.append(last)
    parts: list[_Part] = []
    for piece in pieces:
        parts.append((at, piece, piece))
        at += len(piece)
    if MARKUP in masked or "\n" in masked or OBJECT in masked or "\r" in masked:
        return [(at, piece, _without_filler(piece)) for at, piece, _ in parts]
    return parts


def _stripped(pieces: list[str], offset: int = 0) -> list[_Part]:
    """Return the pieces of a text, from an offset on, without what shows nothing around them."""
    parts: list[_Part] = []
    for piece in pieces:
        start = 0
        # All that shows nothing stands before the first full-width letter, or is filler.
        if piece and (piece[0] < "\u3001" or piece[0] == MARKUP):
            blanks = _NEXT.match(piece)
            start = blanks.end() if blanks else 0
        if part := piece[start:].rstrip(_BLANKS):
            parts.append((offset + start, part, _without_filler(part)))
        offset += len(piece)
    return parts


def _ends(masked: str) -> list[int]:
    """Return the offsets in a block's masked text at which its sentences end."""
    ends: list[int] = []
    pairs: dict[int, int] | None = None
    closing = -1  # the end of the outermost pair of brackets that we are in
    for stop in _STOP.finditer(masked):
        start, end = stop.span()
        if start < closing:
            continue
        if masked[start] in "。！？":  # most stops, and never where a pair closes
            ends.append(_tail_end(masked, end) if masked[end : end + 1] in _AFTER_END else end)
            continue
        mark = stop.group()
        if mark in _OPENERS:
            pairs = _pairs(masked) if pairs is None else pairs
            closing = pairs.get(start, closing)
        elif mark[0] in _OPENERS or start == closing:
            if masked[end - 2] in "。！？" and _QUOTATION_END.match(masked, end - 2):
                ends.append(end)
        elif mark not in _CLOSERS and _is_end(masked, start, mark):
            ends.append(_tail_end(masked, end))
    return ends


def _tail_end(masked: str, end: int) -> int:
    tail = _TAIL.match(masked, end) if masked[end : end + 1] in _AFTER_END else None
    return tail.end() if tail else end


def _pairs(masked: str) -> dict[int, int]:
    """Map each opening bracket that has a partner, but for pairs without any bracket inside, to it.

    A pair without brackets inside changes nothing for the brackets around it.
    """
    open_at: list[tuple[str, int]] = []
    pairs: dict[int, int] = {}
    for stop in _STOP.finditer(masked):
        start, mark = stop.start(), stop.group()
        if mark in _OPENERS:
            open_at.append((mark, start))
        elif opener := _CLOSERS.get(mark):
            depth = _last(open_at, opener)
            if depth is not None:
                pairs[open_at[depth][1]] = start
                del open_at[depth:]
    return pairs


def _last(open_at: list[tuple[str, int]], opener: str) -> int | None:
    """Find the innermost open bracket of a kind, looking at most 16 levels up."""
    for depth in range(len(open_at) - 1, max(-1, len(open_at) - 17), -1):
        if open_at[depth][0] == opener:
            return depth
    return None


def _is_end(masked: str, start: int, mark: str) -> bool:
    """Say whether a sentence ends with a Latin mark, or a wide full stop."""
    before = masked[max(0, start - 12) : start]
    after = masked[start + len(mark) : start + len(mark) + 2]
    if mark[0] == "．":
        return not (before[-1:].isdigit() and after[:1].isdigit())
    is_last = not after or after[0].isspace() or after[0] in f"\"'”’)」』）{MARKUP}"
    if mark[0] in "!?":
        return is_last or bool(AN_INITIAL.match(before[-1:]))
    return mark == "." and is_last and not _ABBREVIATION.search(before)


def is_japanese(prose: str, most_letters: int | None = None) -> bool:
    """Say whether prose is Japanese: kana are at least a twentieth of its kana and letters.

    Japanese technical prose holds many Latin names but never so few kana; an English article
    with a few Japanese names stays below (a convention of ours). Where it is known,
    `most_letters` of its characters are Latin letters at most.
    """
    enough = (len(prose) if most_letters is None else most_letters) // 19 + 1
    for sample in (prose[len(prose) // 4 : len(prose) // 2], prose):
        if any(count >= enough for count in accumulate(map(sample.count, _FREQUENT_KANA))):
            return True
    kana = sum(1 for _ in islice(A_KANA.finditer(prose), enough))
    return kana == enough or (kana > 0 and kana * 19 >= len(A_LATIN_LETTER.findall(prose)))
