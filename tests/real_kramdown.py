"""The real kramdown with its GFM parser, which Jekyll uses: Debian's ruby-kramdown-parser-gfm."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from real_programs import unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCRIPT = Path(__file__).parent / "kramdown" / "render.rb"
_TAG = re.compile(r"<[^>]*>")


def render(texts: Sequence[str]) -> list[str]:
    """Return the HTML of each text, from one process.

    Without kramdown the test is skipped, but fails in CI, whose script installs it.
    """
    ruby = shutil.which("ruby")
    if ruby is None or not _has_kramdown(ruby):
        unavailable("kramdown with its GFM parser is not installed (ruby-kramdown-parser-gfm)")
    run = subprocess.run(
        [ruby, str(_SCRIPT)],
        input=json.dumps(list(texts)),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rendered: list[str] = json.loads(run.stdout)
    return rendered


def shown(html: str) -> str:
    """Return the text of a page, without its tags, blanks and typographic dashes."""
    text = unescape(_TAG.sub("", html))
    return re.sub(r"\s", "", text).replace("—", "---").replace("–", "--")


def _has_kramdown(ruby: str) -> bool:
    probe = [ruby, "-e", "require 'kramdown-parser-gfm'"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0
