"""Brackets and emphasis marks without a partner."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kouetsu.article.markdown import Block, Container, Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span, places_of
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_HEADING, _PARAGRAPH, _TABLE = Kind.HEADING, Kind.PARAGRAPH, Container.TABLE
# Only brackets that have no other use: half-width ones number items and draw faces, and people
# close a full-width one with a half-width one.
_PAIRS = {"」": "「", "』": "『", "】": "【", "）": "（"}
_MARKS = tuple(mark for pair in _PAIRS.items() for mark in pair)
_SAME = str.maketrans("()", "（）")
_MARK = compiled(r"[「」『』【】（）()]")
# The innermost pairs of a line.
_INNERMOST = {
    opener: compiled(f"{opener}[^「」『』【】（）\n]*+{closer}")
    for closer, opener in _PAIRS.items()
}
_ENUMERATOR = compiled(
    rf"(?:^|[\s、。，．：:・「（{MARKUP}])[0-9０-９a-zA-Zア-ンあ-ん一二三四五六七八九十①-⑳例注問答]{{1,3}}$"
)
_FACE = compiled(r"[;:＾^´・ω`ー_\-]$")
# Paragraphs over which a quotation may run.
_REACH = 6


@record
class Unpaired:
    """A mark without its partner in the same block."""

    span: Span
    mark: str
    is_opener: bool


def find(article: Article) -> Iterator[Unpaired]:
    """Yield the marks without a partner, leaving out quotations that run over paragraphs."""
    suspects = _suspects(article)
    if not suspects:
        return
    read = [
        block
        for block in article.blocks
        if (block.kind is _PARAGRAPH or block.kind is _HEADING)
        and not (block.containers and _TABLE in block.containers)
    ]
    unpaired = {
        index: found
        for index, block in enumerate(read)
        if block.span.start in suspects and (found := _unpaired(article.prose, block))
    }
    for index, found in unpaired.items():
        for each in found:
            nearby = range(index + 1, index + 1 + _REACH)
            if not each.is_opener:
                nearby = range(index - _REACH, index)
            others = [other for place in nearby for other in unpaired.get(place, ())]
            partner = [other for other in others if other.is_opener is not each.is_opener]
            is_long_quotation = any(_partner(other) == each.mark for other in partner)
            is_odd = not is_long_quotation or _is_at_cut(article, each)
            if is_odd or _dangles(article, read[index], each):
                yield each


def _partner(unpaired: Unpaired) -> str:
    if unpaired.is_opener:
        return next(closer for closer, opener in _PAIRS.items() if opener == unpaired.mark)
    return _PAIRS[unpaired.mark]


def _is_at_cut(article: Article, unpaired: Unpaired) -> bool:
    """Say whether the border that the pair runs over is a cut: then it is no long quotation."""
    for seam in article.seams:
        if seam.cut and seam.after:
            sides = (seam.before.block.span, seam.after.block.span)
            if any(side.contains(unpaired.span) for side in sides):
                return True
    return False


def _dangles(article: Article, block: Block, unpaired: Unpaired) -> bool:
    """Say whether a quotation would begin with a paragraph's last mark, or end with its first."""
    before = article.source.text[block.text.start : unpaired.span.start]
    after = article.source.text[unpaired.span.end : block.text.end]
    # Brackets on lines of their own are a layout.
    is_alone = not before.strip() and not after.strip()
    inner = after if unpaired.is_opener else before
    return not inner.strip() and not is_alone


def _suspects(article: Article) -> set[int]:
    """Return the starts of the blocks with a sentence whose marks have not all their partners.

    In all other blocks each mark has its own, and no pair crosses another. Most texts hold no mark
    any more when their innermost pairs are taken out, which is done for all at once.
    """
    left = article.texts.joined.replace("(", "（").replace(")", "）")
    for opener, innermost in _INNERMOST.items():
        if opener in left:
            left = innermost.sub("", left)
    lines = _lines_of(left, [mark for mark in _MARKS if mark in left])
    texts = list(article.texts.places) if lines else []
    held = {text for line in lines if not _is_paired(text := texts[line])}
    if not held:
        return set()
    return {each.block.span.start for each in article.sentences if each.text in held}


def _lines_of(text: str, marks: list[str]) -> set[int]:
    """Return the numbers, from 0 on, of the lines of a text that hold one of some marks."""
    found = set()
    line = before = 0
    for place in sorted(chain.from_iterable(places_of(text, mark) for mark in marks)):
        line += text.count("\n", before, place)
        found.add(line)
        before = place
    return found


def _is_paired(text: str) -> bool:
    """Say whether each mark of a text has its own partner, and no pair crosses another."""
    open_marks: list[str] = []
    for mark in _MARK.findall(text):
        same = mark.translate(_SAME)
        if same not in _PAIRS:
            open_marks.append(same)
        elif not open_marks or open_marks.pop() != _PAIRS[same]:
            return False
    return not open_marks


def _unpaired(prose: str, block: Block) -> list[Unpaired]:
    prose = prose[block.text.start : block.text.end]
    open_marks: list[tuple[str, int]] = []
    found: list[Unpaired] = []
    for match in _MARK.finditer(prose):
        mark, place = match.group().translate(_SAME), match.start()
        if mark not in _PAIRS:
            open_marks.append((mark, place))
        elif open_marks and open_marks[-1][0] == _PAIRS[mark]:
            open_marks.pop()
        elif any(opener == _PAIRS[mark] for opener, _ in open_marks):
            while open_marks[-1][0] != _PAIRS[mark]:
                found.append(_at(block, prose, *open_marks.pop(), is_opener=True))
            open_marks.pop()
        else:
            found.append(_at(block, prose, mark, place, is_opener=False))
    found += [_at(block, prose, mark, place, is_opener=True) for mark, place in open_marks]
    return [each for each in found if _counts(each, prose, each.span.start - block.text.start)]


def _at(block: Block, prose: str, mark: str, place: int, *, is_opener: bool) -> Unpaired:
    start = block.text.start + place
    return Unpaired(Span(start, start + 1), mark, is_opener)


def _counts(unpaired: Unpaired, prose: str, place: int) -> bool:
    """Leave out enumerators (1）, faces and laughs, and half-width brackets."""
    if prose[place] in "()":
        return False
    if unpaired.mark != "）":
        return True
    return not _ENUMERATOR.search(prose[:place]) and not _FACE.search(prose[:place])
