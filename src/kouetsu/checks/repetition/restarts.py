"""Places where an article that had ended goes on, or ends again.

Only in an article that shows by other signs that it was put together from several answers (pasted
text, cut sentences, echoes, a marker between the answers): people do write two farewells.
"""

from __future__ import annotations

from enum import Enum
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
    ending: Block | None = None
    between: list[Block] = []
    paragraphs = 0
    blocks = article.blocks[: article.body_end]
    by_block, has_links = article.sentences_by_block, bool(article.document.links)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if has_links and index + 1 < len(blocks) else None
        if not _is_text(article, block, following):
            between.append(block)
            continue
        # Elsewhere people leave gaps and links, and only a marker between two paragraphs counts.
        if ending is not None and (is_assembled or between):
            is_echo = by_block[block.span.start][0].span.start in echoing
            restart = _restart(article, ending, between, block, is_echo=is_echo)
            if restart is not None and _is_likely(restart, is_assembled, paragraphs):
                yield restart
        ending, between = block, []
        paragraphs += 1


def _is_likely(restart: Restart, is_assembled: bool, paragraphs: int) -> bool:
    """Say whether a restart counts after so many paragraphs: with one, no article has ended."""
    if restart.sign is Sign.MARKER:
        return True
    return is_assembled and (paragraphs > 1 or restart.sign is not Sign.GAP)


def _is_text(article: Article, block: Block, following: Block | None) -> bool:
    """Say whether a block is a complete paragraph of the article, not the words over a button."""
    if block.containers or block.span.start not in article.running:
        return False
    sentences = article.sentences_by_block.get(block.span.start)
    if not sentences or sentences[-1].plain.text.rstrip()[-1:] not in JAPANESE_ENDS:
        return False
    return following is None or not _is_button(article, following)


def _is_button(article: Article, block: Block) -> bool:
    is_line = block.kind in (Kind.PARAGRAPH, Kind.HEADING)
    has_links = is_line and bool(article.document.links_in(block.span))
    return has_links and linked_share(article, block) >= 0.5


def _restart(
    article: Article, ending: Block, between: list[Block], block: Block, *, is_echo: bool
) -> Restart | None:
    """Judge what stands between two complete paragraphs of the article."""
    if not between:
        if is_echo and _is_closing(article, ending):
            return Restart(block, ending, Sign.ECHO)
        is_far = blank_lines_between(article, ending, block) >= _GAP
        return Restart(block, ending, Sign.GAP) if is_far else None
    texts = [article.source.slice(each.span) for each in between]
    markers = [index for index, text in enumerate(texts) if _MARKER.match(text)]
    links = [index for index, each in enumerate(between) if _is_button(article, each)]
    rules = [index for index, each in enumerate(between) if each.kind is Kind.RULE]
    if markers:
        return Restart(_after(between, max(markers), block), ending, Sign.MARKER)
    if len(links) >= _LINKS and rules:
        return Restart(_with_headings(between, block), ending, Sign.LINKS)
    return None


def _is_closing(article: Article, block: Block) -> bool:
    """Say whether a paragraph ends as articles end: a question, an invitation, a wish."""
    last = article.sentences_by_block[block.span.start][-1].plain.text
    return bool(_CLOSING.search(last))


def _with_headings(between: list[Block], block: Block) -> Block:
    """Return the first of the headings directly above a paragraph, or the paragraph.

    A heading further up belongs to what stands under it: more links, or a list of books.
    """
    for above in reversed(between):
        if above.kind is not Kind.HEADING:
            break
        block = above
    return block


def _after(between: list[Block], last: int, block: Block) -> Block:
    """Return the heading after a position under which the article goes on, or the paragraph."""
    headings = [each for each in between[last + 1 :] if each.kind is Kind.HEADING]
    return headings[0] if headings else block
