"""Words of an article as they are shown to people: on one line, short, and harmless."""

from __future__ import annotations

from kouetsu.patterns import compiled

_LINE_END = compiled(r"\r\n|\r|\n")
# Control characters could drive a terminal, and bidirectional ones could reorder a line, so both
# are shown as a character of their own. One for one: carets below a line count on that.
_VISIBLE: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20)},
    ord("\t"): " ",
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys([0x2028, 0x2029], "\u2424"),
    **dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"),
}


def visible(text: str) -> str:
    """Return `text` with each control character replaced by one visible character."""
    return text if text.isprintable() else text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """Return `text` on one line: line ends become ⏎, other control characters visible."""
    return text if text.isprintable() else visible(_LINE_END.sub("⏎", text))


def shorten(text: str, longest: int) -> str:
    """Return `text` on one line and at most `longest` code points: its head, … and its tail."""
    if len(text) > 2 * longest:  # the middle of a very long text is never looked at
        text = text[:longest] + text[-longest:]
    line = one_line(text)
    if len(line) <= longest:
        return line
    tail = (longest - 1) // 3
    head = longest - 1 - tail
    return f"{line[:head]}…{line[len(line) - tail :]}"
