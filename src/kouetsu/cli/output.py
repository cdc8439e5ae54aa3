"""Where the words of a command go: plain into a pipe or a file, in colour on a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from kouetsu.quotes import one_line
from kouetsu.reports import texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kouetsu.reports import Line

_COLOURS = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "strong": "bold",
    "faint": "blue",
}


def prepare_streams() -> None:
    """Let no text fail to be printed.

    A pipe gets UTF-8 whatever the locale. What the encoding lacks, such as the bytes of a strange
    file name, is written as an escape (inside JSON this is the right escape for it).
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = stream.encoding if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")


def discard_rest() -> None:
    """Write nothing more: whoever read our output has gone (`kouetsu check | head`)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def fail(problem: str) -> int:
    """Tell on stderr, on one line, why the job cannot be done; return the exit code for that."""
    print(f"kouetsu: {one_line(problem)}", file=sys.stderr)
    return 2


def is_terminal(stream: TextIO) -> bool:
    """Say whether a person watches this stream on a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def is_coloured(stream: TextIO) -> bool:
    """Say whether what is written to this stream is in colour."""
    # https://no-color.org: any value but an empty one.
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def write(lines: Iterable[Line]) -> None:
    """Write the lines of a report to stdout, in colour where a terminal wants colour."""
    if is_coloured(sys.stdout):
        _write_in_colour(lines)
    else:
        sys.stdout.writelines(texts(lines))


def write_file(path: Path, lines: Iterable[Line]) -> None:
    """Write the lines of a report to a file; raises OSError."""
    text = "".join(texts(lines))
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _write_in_colour(lines: Iterable[Line]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        words = [(text, _COLOURS.get(style, "")) for text, style in line]
        console.print(Text.assemble(*words), soft_wrap=True)
