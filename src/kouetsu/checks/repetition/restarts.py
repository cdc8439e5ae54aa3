"""Places where an article that had ended goes on, or ends again.

Only in an article that shows by other signs that it was put together from several answers (pasted
text, cut sentences, echoes, a marker between the answers): people do write two farewells.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from itertools import zip_longest
from typing import TYPE_CHECKING

from kouetsu.article.characters import JAPANESE_ENDS
from kouetsu.article.endings import blank_lines_between, linked_share
from kouetsu.article.markdown import Block, Kind
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article

# ---END---, === CONTINUE ===: a line that tells a script where an answer stops.
_MARKER = compiled(r"[-=*_]{2,}\s*[A-Z](?:_*+[A-Z ]+)*+[-=*_]{2,}\s*$")
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
    blocks = article.blocks[: article.body_end]
    # Elsewhere people leave gaps and links, and only a marker between two paragraphs counts.
    if not is_assembled and not any(_is_marker(article, block) for block in blocks):
        return
    ending: Block | None = None
    between: list[Block] = []
    paragraphs = 0
    linked = [link.span.start for link in article.document.links]
    for block, following in zip_longest(blocks, blocks[1:]):
        if not _is_text(article, block) or _is_button(article, following, linked):
            between.append(block)
            continue
        if ending is not None:
            if between:
                restart = _beyond(article, ending, between, block, linked)
            else:
                first = article.sentences_by_block[block.span.start][0].span.start
                restart = _below(article, ending, block, is_echo=first in echoing)
            if restart is not None and _is_likely(restart, is_assembled, paragraphs):
                yield restart
        ending, between = block, []
        paragraphs += 1


def _is_likely(restart: Restart, is_assembled: bool, paragraphs: int) -> bool:
    """Say whether a restart counts after so many paragraphs: with one, no article has ended."""
    if restart.sign is Sign.MARKER:
        return True
    return is_assembled and (paragraphs > 1 or restart.sign is not Sign.GAP)


def _is_text(article: Article, block: Block) -> bool:
    """Say whether a block is a complete paragraph of the article."""
    start = block.span.start
    if block.containers or start not in article.running:
        return False
    sentences = article.sentences_by_block.get(start)
    return sentences is not None and sentences[-1].text.rstrip()[-1:] in JAPANESE_ENDS


def _is_button(article: Article, block: Block | None, linked: list[int]) -> bool:
    """Say whether most of a block is links, by the offsets at which links begin.

    The words over one are no paragraph of the article.
    """
    if block is None or block.kind not in _LINES:
        return False
    first = bisect_left(linked, block.span.start)
    has_links = first < len(linked) and linked[first] < block.span.end
    return has_links and linked_share(article, block) >= 0.5


def _is_marker(article: Article, block: Block) -> bool:
    text, span = article.source.text, block.span
    begins_like_one = text.startswith(("-", "=", "*", "_"), span.start)
    return begins_like_one and bool(_MARKER.match(text[span.start : span.end]))


def _below(article: Article, ending: Block, block: Block, *, is_echo: bool) -> Restart | None:
    """Judge a complete paragraph of the article right below another one."""
    if is_echo and _is_closing(article, ending):
        return Restart(block, ending, Sign.ECHO)
    # Most lie so near to one another that there is no room for a gap.
    has_room = block.span.start - ending.span.end > _GAP
    is_far = has_room and blank_lines_between(article, ending, block) >= _GAP
    return Restart(block, ending, Sign.GAP) if is_far else None


def _beyond(
    article: Article, ending: Block, between: list[Block], block: Block, linked: list[int]
) -> Restart | None:
    """Judge what stands between two complete paragraphs of the article."""
    markers = [index for index, each in enumerate(between) if _is_marker(article, each)]
    if markers:
        return Restart(_after(between, max(markers), block), ending, Sign.MARKER)
    if not any(each.kind is _RULE for each in between):
        return None
    links = [each for each in between if _is_button(article, each, linked)]
    if len(links) >= _LINKS:
        return Restart(_with_headings(between, block), ending, Sign.LINKS)
    return None


def _is_closing(article: Article, block: Block) -> bool:
    """Say whether a paragraph ends as articles end: a question, an invitation, a wish."""
    last = article.sentences_by_block[block.span.start][-1].text
    return bool(_CLOSING.search(last))


def _with_headings(between: list[Block], block: Block) -> Block:
    """Return the first of the headings directly above a paragraph, or the paragraph.

    A heading further up belongs to what stands under it: more links, or a list of books.
    """
    for above in reversed(between):
        if above.kind is not _HEADING:
            break
        block = above
    return block


def _after(between: list[Block], last: int, block: Block) -> Block:
    """Return the heading after a position under which the article goes on, or the paragraph."""
    headings = [each for each in between[last + 1 :] if each.kind is _HEADING]
    return headings[0] if headings else block
