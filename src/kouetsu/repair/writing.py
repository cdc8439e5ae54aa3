"""Writes a repaired file: all of it or none, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


class ChangedError(OSError):
    """The file is not what was read any more; it is left as it is."""


def replace_content(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, keeping the mode, and a link as a link.

    Raises ChangedError where the file holds anything but `before`, OSError where it or its folder
    cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only")
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, temporary)
        if target.read_bytes() != before:
            raise ChangedError(0, "it changed while it was being checked; left as it is")
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
