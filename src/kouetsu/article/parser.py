"""The parser of Markdown, asked for all that kouetsu knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyromark

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_GFM
)


def events(text: str) -> Iterable[tuple[Any, Any]]:
    """Return the parser's events, each with its range in bytes of the text as UTF-8."""
    return pyromark.events_with_range(text, options=_OPTIONS)


def html(text: str) -> str:
    """Return the HTML that the parser writes of a text."""
    return pyromark.html(text, options=_OPTIONS)
