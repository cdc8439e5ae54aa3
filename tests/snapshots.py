"""Expected output kept in files; KOUETSU_UPDATE_SNAPSHOTS=1 writes them anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def assert_snapshot(path: Path, text: str) -> None:
    """Compare `text` with the file, or write the file when the environment asks for it."""
    if os.environ.get("KOUETSU_UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert path.exists(), f"{path} is missing: run with KOUETSU_UPDATE_SNAPSHOTS=1"
    assert text == path.read_text(encoding="utf-8")
