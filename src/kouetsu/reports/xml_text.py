"""Elements of XML 1.0, a line each, for the reports that are XML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kouetsu.patterns import compiled
from kouetsu.quotes import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

# https://www.w3.org/TR/xml/#charsets: no escape makes another character legal.
_FORBIDDEN = compiled("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def opening(name: str, attributes: Mapping[str, object]) -> str:
    """Return the start of an element."""
    return f"<{_inside(name, attributes)}>"


def empty(name: str, attributes: Mapping[str, object]) -> str:
    """Return an element without content."""
    return f"<{_inside(name, attributes)}/>"


def filled(name: str, attributes: Mapping[str, object], text: str) -> str:
    """Return an element around a text."""
    return f"{opening(name, attributes)}{escape(_legal(text))}</{name}>"


def _inside(name: str, attributes: Mapping[str, object]) -> str:
    return " ".join(
        [name, *(f"{key}={quoteattr(_legal(str(value)))}" for key, value in attributes.items())]
    )


def _legal(text: str) -> str:
    return _FORBIDDEN.sub(lambda match: _stand_in(match.group()), text)


def _stand_in(character: str) -> str:
    shown = visible(character)
    return "\ufffd" if shown == character else shown
