"""Other programs that check articles, where they are installed, each with its usual settings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Program

if TYPE_CHECKING:
    from collections.abc import Callable

    Maker = Callable[[str, Path], tuple[list[str], bool]]

_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?")
# Without presets textlint checks nothing; these two are what Japanese writers begin with.
_TEXTLINT = {"rules": {"preset-japanese": True, "preset-ja-technical-writing": True}}


@dataclass(frozen=True, slots=True)
class Rival:
    """A program that takes the names of files. `is_slow`: it takes a second for a post."""

    program: Program
    is_slow: bool = False


def find(places: str, scratch: Path) -> list[Rival]:
    """Return the rivals in the folders of `places` (as in PATH); settings are put to `scratch`."""
    makers: dict[str, Maker] = {
        "textlint": _textlint,
        "markdownlint-cli2": lambda path, _: ([path, "--no-globs"], False),
        "jscpd": lambda path, _: ([path, "--silent", "--format", "markdown"], False),
        "proselint": lambda path, _: ([path, "check"], True),
    }
    found = []
    for name, make in makers.items():
        path = shutil.which(name, path=places)
        if path is not None:
            command, is_slow = make(path, scratch)
            program = Program(f"{name} {_version(path)}", tuple(command))
            found.append(Rival(program, is_slow))
    return found


def _textlint(path: str, scratch: Path) -> tuple[list[str], bool]:
    settings = scratch / "textlintrc.json"
    settings.write_text(json.dumps(_TEXTLINT), "utf-8")
    modules = Path(os.path.realpath(path))
    while modules.name != "node_modules":
        modules = modules.parent
    options = ["--config", str(settings), "--rules-base-directory", str(modules)]
    return [path, *options, "--format", "unix"], True


def _version(path: str) -> str:
    for word in ("--version", "version"):
        done = subprocess.run([path, word], capture_output=True, text=True, check=False)
        if done.returncode == 0 and (match := _VERSION.search(done.stdout)):
            return match.group()
    return ""
