"""Characters that arrive in halves: clients count UTF-16, and cut texts between its units."""

from __future__ import annotations

from kouetsu.patterns import compiled

_LONE_SURROGATE = compiled("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return a text that can be encoded: halves of a character become U+FFFD, one for one."""
    return _LONE_SURROGATE.sub("\ufffd", text)
