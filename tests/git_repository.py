"""A real git repository for tests, which no settings of the user reach."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


@dataclass(frozen=True)
class Repository:
    top: Path

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, name: str, text: str) -> Path:
        """Write a file; `text` keeps its line ends."""
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def commit(self, files: dict[str, str] | None = None) -> str:
        """Write files, commit all that there is, and return the commit."""
        for name, text in (files or {}).items():
            self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "posts")
        return self.git("rev-parse", "HEAD")


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of the user, and of a git that runs the tests in a hook, from git."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    identity = {"NAME": "writer", "EMAIL": "writer@example.com"}
    for role in ("AUTHOR", "COMMITTER"):
        for part, value in identity.items():
            monkeypatch.setenv(f"GIT_{role}_{part}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def repository(top: Path) -> Repository:
    top.mkdir(parents=True, exist_ok=True)
    made = Repository(top)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
