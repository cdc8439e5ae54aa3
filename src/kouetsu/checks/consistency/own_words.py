"""The words that an article's author chose: the prose without quotations and titles of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.markdown import Container
from kouetsu.article.prose import OBJECT
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.source import Span

# Code points of the longest quotation; marks further apart are no pair.
_QUOTED = compiled(
    r"「[^「」\n]{1,300}」|『[^『』\n]{1,300}』|“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"|《[^《》\n]{1,300}》"
)


def own_words(article: Article) -> str:
    """Return `own_text` with what stands in quotation marks overwritten too."""
    return _QUOTED.sub(lambda match: OBJECT * len(match.group()), own_text(article))


def parted_sentences(article: Article) -> str:
    """Return the distinct masked sentences in which markup stands, one a line.

    With the texts of the article they hold every word of `own_words`: where `own_words` has markup
    between two letters, the texts have one word.
    """
    parted = [each.masked for each in article.sentences if each.masked != each.text]
    return "\n".join(dict.fromkeys(parted))


def own_text(article: Article) -> str:
    """Return the masked prose with what others wrote overwritten too; offsets unchanged.

    That is: block quotations, and the labels of links, which are titles of other pages.
    """
    parts: list[str] = []
    offset = 0
    for span in sorted(_foreign(article)):
        if span.start >= offset:
            parts.append(article.prose[offset : span.start])
            parts.append(OBJECT * (span.end - span.start))
            offset = span.end
    parts.append(article.prose[offset:])
    return "".join(parts)


def _foreign(article: Article) -> Iterator[Span]:
    for block in article.blocks:
        if Container.QUOTE in block.containers:
            yield block.span
    for link in article.document.links:
        yield link.label
