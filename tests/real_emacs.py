"""A real Emacs (Debian's emacs-nox) for the tests of its settings."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from real_programs import unavailable

SETTINGS = Path(__file__).parents[1] / "editors" / "emacs"
SESSIONS = Path(__file__).parent / "editors"
_BATCH = ["--batch", "--eval", "(package-activate-all)"]


def emacs(*packages: str) -> str:
    """Return the path of an Emacs that has some packages, which Debian calls `elpa-…`."""
    found = shutil.which("emacs")
    if found is None:
        unavailable("Emacs is not installed (emacs-nox)")
    for package in packages:
        asked = [found, *_BATCH, "--eval", f"(require '{package})"]
        if subprocess.run(asked, stderr=subprocess.PIPE, check=False).returncode != 0:
            unavailable(f"Emacs lacks a package (elpa-{package})")
    return found


def session(program: str, settings: str, script: str, post: Path) -> dict[str, Any]:
    """Return what a script saw and did in a post, with settings as an init file would load them."""
    result = post.parent / "result.json"
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(post.parent),
        "LC_ALL": "C.UTF-8",
        "KOUETSU_POST": str(post),
        "KOUETSU_RESULT": str(result),
    }
    command = [program, *_BATCH, "--directory", str(SETTINGS), "--eval", f"(require '{settings})"]
    command += ["--load", str(SESSIONS / "session.el"), "--load", str(SESSIONS / script)]
    subprocess.run(command, cwd=post.parent, env=environment, timeout=90, check=True)
    seen: dict[str, Any] = json.loads(result.read_text("utf-8"))
    assert "problem" not in seen, seen["problem"]
    return seen
