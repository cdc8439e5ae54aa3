"""The folder in which kouetsu keeps what it would else work out again."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

VARIABLE = "KOUETSU_CACHE_DIR"
_NAME = "kouetsu"


def path() -> Path:
    """Return the folder, which need not exist: the user's cache folder, or what VARIABLE names."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "linux" and (home := os.environ.get("HOME")):
        # What platformdirs says here, without the 8 ms that it takes to load at every start.
        caches = os.environ.get("XDG_CACHE_HOME", "").strip() or Path(home, ".cache")
        return Path(caches, _NAME)
    import platformdirs

    return platformdirs.user_cache_path(_NAME, appauthor=False)


def write(file: Path, data: bytes) -> bool:
    """Write a file and its folder in one step; return whether that could be done.

    Other processes may be reading or writing the same file: each of them sees a whole one.
    """
    # A name of our own: tempfile would load the generators of random numbers at every start.
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(file)
    except OSError:  # a full disk or a read-only folder makes us slow, never wrong
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        return False
    return True
