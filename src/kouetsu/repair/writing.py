"""Writes a repaired file: all of it or none, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


class ChangedError(OSError):
    """The file is not what was read any more; it is left as it is."""


def replace_content(path: Path, before: bytes | None, after: bytes) -> None:
    """Put `after` in the place of `before`, keeping the mode, and a link as a link.

    Where `before` is None there is no file yet, and one is made.
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
        if before is None:
            temporary.chmod(_mode_of_new_files())
        else:
            shutil.copymode(target, temporary)
        if _content(target, is_expected=before is not None) != before:
            raise ChangedError(0, "it changed while it was being checked; left as it is")
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _content(path: Path, *, is_expected: bool) -> bytes | None:
    return path.read_bytes() if is_expected or path.exists() else None


def _mode_of_new_files() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
