"""Places where an article that had ended goes on, or ends again.

Only in an article that shows by other signs that it was put together from several answers (pasted
text, cut sentences, echoes, a marker between the answers): people do write two farewells.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from kouetsu.article.characters import JAPANESE_ENDS
from kouetsu.article.endings import blank_lines_between, is_mostly_links
from kouetsu.article.markdown import Block, Kind
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.sentences import Sentence

    # A paragraph of the article with its index among all blocks and its sentences.
    _Paragraph = tuple[int, Block, list[Sentence]]

# ---END---, === CONTINUE ===: a line that tells a script where an answer stops.
_MARKER = compiled(r"[-=*_]{2,}\s*[A-Z](?:_*+[A-Z ]+)*+[-=*_]{2,}\s*$")
_MARKS = "-=*_"
# Links that stand alone, with a rule, make a block of related posts or advertisements.
_LINKS = 2
# Blank lines that a script leaves between two answers; people leave one.
_GAP = 2
# Read off the classes once: to do so takes longer than all else of a block.
_HEADING, _RULE = Kind.HEADING, Kind.RULE
_LINES = frozenset({Kind.PARAGRAPH, Kind.HEADING})

# Forms of a closing sentence: a question, a guess or invitation, a wish, a word to the reader.
_CLOSING = compiled(
    r"[？?]|か[。」]*$|(?:ましょう|でしょう|だろう|たい|ください|ほしい)(?:[とねよ]|です|思い|[。！」])"
    r"|あなた|皆さん|みなさん|皆様|読者|私たち|私自身|楽しみ|期待"
)


class Sign(Enum):
    """Why a place is a restart. The values name messages of the rule."""

    MARKER = "marker"
    LINKS = "links"
    ECHO = "echo"
    GAP = "gap"


@record
class Restart:
    """The block at which the article goes on, and the paragraph that had ended it."""

    block: Block
    ending: Block
    sign: Sign


def find(article: Article) -> Iterator[Restart]:
    """Yield the restarts of an article in the order of the text."""
    echoing = {echo.span.start for echo in article.echoes}
    is_assembled = bool(echoing) or article.is_pasted or any(seam.cut for seam in article.seams)
    markers = _markers(article)
    # Elsewhere people leave gaps and links, and only a marker between two paragraphs counts.
    if not is_assembled and not markers:
        return
    for paragraphs, (ending, following) in enumerate(pairwise(_paragraphs(article)), 1):
        if following[0] > ending[0] + 1:
            restart = _beyond(article, ending[0], following[0], markers)
        else:
            restart = _below(article, ending, following, echoing)
        if restart is not None and _is_likely(restart, is_assembled, paragraphs):
            yield restart


def _is_likely(restart: Restart, is_assembled: bool, paragraphs: int) -> bool:
    """Say whether a restart counts after so many paragraphs: with one, no article has ended."""
    if restart.sign is Sign.MARKER:
        return True
    return is_assembled and (paragraphs > 1 or restart.sign is not Sign.GAP)


def _markers(article: Article) -> list[int]:
    """Return the indexes of the blocks of the body that are markers."""
    text = article.source.text
    found = []
    for index, block in enumerate(article.blocks[: article.body_end]):
        start, end = block.span.start, block.span.end
        if start < end and text[start] in _MARKS and _MARKER.match(text[start:end]):
            found.append(index)
    return found


def _paragraphs(article: Article) -> Iterator[_Paragraph]:
    """Yield the complete paragraphs of the body, but for the words over a button."""
    blocks, end = article.blocks, article.body_end
    for paragraph in article.paragraphs:
        index, block, sentences = paragraph
        if block.containers or sentences[-1].text.rstrip()[-1:] not in JAPANESE_ENDS:
            continue
        if index + 1 < end and _is_button(article, blocks[index + 1]):
            continue
        if index >= end:
            break
        yield paragraph


def _is_button(article: Article, block: Block) -> bool:
    """Say whether most of a block is links. Running text is not, and to know that is quick."""
    if block.span.start in article.running or block.kind not in _LINES:
        return False
    return bool(article.document.links_in(block.span)) and is_mostly_links(article, block)


def _below(
    article: Article, ending: _Paragraph, following: _Paragraph, echoing: Collection[int]
) -> Restart | None:
    """Judge a complete paragraph of the article right below another one."""
    (_, above, said), (_, block, again) = ending, following
    if again[0].start in echoing and _CLOSING.search(said[-1].text):
        return Restart(block, above, Sign.ECHO)
    # Most lie so near to one another that there is no room for a gap.
    has_room = block.span.start - above.span.end > _GAP
    is_far = has_room and blank_lines_between(article, above, block) >= _GAP
    return Restart(block, above, Sign.GAP) if is_far else None


def _beyond(
    article: Article, ending: int, following: int, markers: Sequence[int]
) -> Restart | None:
    """Judge what stands between two complete paragraphs of the article, by their indexes."""
    above, block = article.blocks[ending], article.blocks[following]
    last = bisect_left(markers, following) - 1
    if last >= 0 and markers[last] > ending:
        below = article.blocks[markers[last] + 1 : following]
        return Restart(_first_heading(below) or block, above, Sign.MARKER)
    between = article.blocks[ending + 1 : following]
    if _RULE not in [each.kind for each in between]:
        return None
    links = [each for each in between if _is_button(article, each)]
    if len(links) >= _LINKS:
        return Restart(_with_headings(between, block), above, Sign.LINKS)
    return None


def _with_headings(between: Sequence[Block], block: Block) -> Block:
    """Return the first of the headings directly above a paragraph, or the paragraph.

    A heading further up belongs to what stands under it: more links, or a list of books.
    """
    for above in reversed(between):
        if above.kind is not _HEADING:
            break
        block = above
    return block


def _first_heading(blocks: Sequence[Block]) -> Block | None:
    return next((each for each in blocks if each.kind is _HEADING), None)
