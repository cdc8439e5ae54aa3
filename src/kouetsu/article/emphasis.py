"""Paragraphs whose only markup is emphasis, read from what the parser writes of them as HTML.

That has all of their text and a tag for each mark, and is made by the parser alone: its events,
which say where each thing stands, take ten times as long.
"""

from __future__ import annotations

from kouetsu.article import parser
from kouetsu.article.prose import MARKUP

# An empty heading ends whatever stands before it.
_BORDER = "\n\n#\n\n"
_BORDER_AS_HTML = "<h1></h1>\n"
_MARK = "*"
_TAGS = {"<em>": 1, "</em>": 1, "<strong>": 2, "</strong>": 2}


def read(texts: list[str]) -> dict[str, str]:
    """Return which of some texts are paragraphs with emphasis alone, and what readers see of each.

    No text holds `[` or a fence of code, so that none can change what another one means, nor `<`,
    `>` or `&`, which HTML escapes.
    """
    html = parser.html(_BORDER.join(texts))
    for tag, length in _TAGS.items():
        html = html.replace(tag, MARKUP * length)
    paragraphs = html.split(_BORDER_AS_HTML)
    if len(paragraphs) != len(texts):  # one has an empty heading of its own
        return {}
    # With its marks put back, a paragraph is the text to the letter, or something else is in it.
    return {
        text: paragraph[len("<p>") : -len("</p>\n")]
        for text, paragraph in zip(texts, paragraphs, strict=True)
        if paragraph.replace(MARKUP, _MARK) == f"<p>{text}</p>\n"
    }
