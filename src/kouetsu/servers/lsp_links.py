"""Links of a text: a declared reading time leads to the body that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from lsprotocol import types

from kouetsu.servers.lsp_measures import measures

if TYPE_CHECKING:
    from kouetsu.servers.lsp_analysis import Analysis

_TOOLTIP = {
    "ja": "本文の先頭へ。{minutes}です（{how}）",
    "en": "To the body, which takes {minutes} ({how})",
}


def document_links(analysis: Analysis) -> list[types.DocumentLink]:
    """Return a link from each declared reading time to where the body begins.

    Its tooltip says how long the body is. Texts whose name is no URI have none to lead to.
    """
    found = measures(analysis) if urlsplit(analysis.document.uri).scheme else None
    if found is None:
        return []
    tooltip = _TOOLTIP[analysis.language].format(minutes=found.minutes, how=found.how)
    return [
        types.DocumentLink(analysis.positions.range(span), _body(analysis), tooltip)
        for span in found.declared
    ]


def _body(analysis: Analysis) -> str:
    """Return the URI of the first line of the body that holds something.

    Its fragment is what VS Code, Sublime Text and lsp-mode all read: line and column from 1.
    """
    article = analysis.article
    start = article.blocks[0].span.start if article.blocks else article.body.start
    line = analysis.positions.position(start).line + 1
    return f"{urldefrag(analysis.document.uri).url}#{line},1"
