"""The folder that the MCP server was started for: nothing outside of it is named or read."""

from __future__ import annotations

import os
from pathlib import Path

from kouetsu.discover import SUFFIXES
from kouetsu.quotes import shorten
from kouetsu.records import record

# Bytes of a text or file, about a hundred times a long article.
LARGEST = 5_000_000
# Code points of a path in a message.
_LONGEST_PATH = 120


class ToolError(Exception):
    """Why a tool could not do its work; `str()` is for the model that called it."""


@record
class Folder:
    """A folder by its absolute path without links."""

    root: Path

    def name(self, given: str) -> str:
        """Return where a path leads, from the folder, with forward slashes; it need not exist.

        A relative path starts at the folder. Raises ToolError where it leads out of the folder,
        be it by a link.
        """
        try:
            real = Path(os.path.realpath(self.root / given))
            real.as_posix().encode()
        except (OSError, ValueError):  # ValueError: a null character, or a name that is not UTF-8
            raise ToolError(f"“{_shown(given)}” is no path") from None
        if not real.is_relative_to(self.root):
            place = f"outside of {self.root}, the folder this server was started for"
            raise ToolError(f"“{_shown(given)}” is {place}")
        return real.relative_to(self.root).as_posix()

    def read(self, name: str) -> bytes:
        """Return the content of an article by its `name` in the folder; raises ToolError."""
        path = self.root / name
        if not name.lower().endswith(SUFFIXES):
            suffixes = ", ".join(SUFFIXES)
            raise ToolError(f"{_shown(name)} is no article: its name must end in {suffixes}")
        try:
            # Anything else, such as a named pipe, could keep the server waiting for ever.
            if not path.is_file():
                raise ToolError(f"{_shown(name)}: no such file in {self.root}")
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise ToolError(f"{_shown(name)}: cannot be read: {error.strerror}") from None
        refuse_large(len(data), _shown(name))
        return data


def _shown(path: str) -> str:
    return shorten(path, _LONGEST_PATH)


def refuse_large(size: int, noun: str) -> None:
    """Raise ToolError for more bytes than the server takes."""
    if size > LARGEST:
        raise ToolError(f"{noun} is larger than {LARGEST:,} bytes; send its parts one by one")
