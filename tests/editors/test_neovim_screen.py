"""The screen of a real Neovim in a real terminal, as the READMEs show it.

KOUETSU_UPDATE_SNAPSHOTS=1 takes it anew; the READMEs show its first lines.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from real_programs import unavailable
from snapshots import assert_snapshot

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "editors" / "neovim" / "kouetsu.lua"
SCREEN = ROOT / "docs" / "screenshots" / "neovim.txt"
COPY = "船から降ろした魚は、氷の箱に入れて並べられ、仲買人たちは手の合図だけで値を決めます。"
DRAFT = f"""\
---
title: 港の市場の朝
reading_time: 9
---

# 港の市場の朝

{COPY}

🐟 灯台の光は、霧の深い夜だけ橙色に変わりますます。

昼になると、市場は静かになり、猫だけが残ります。

{COPY}

港の〇〇です。
"""
COPY_LINE = 14
VERSION = "NVIM v0.7."
_SECONDS = 30


class Terminal:
    """A terminal of 160 by 24 cells, by a tmux of its own, with a program in it."""

    def __init__(self, folder: Path, *command: str) -> None:
        self._folder = folder
        # A socket's path must be short, which that of `folder` need not be.
        self._place = tempfile.TemporaryDirectory()
        socket = str(Path(self._place.name) / "tmux")
        self._tmux = [shutil.which("tmux") or "tmux", "-S", socket, "-f", os.devnull]
        self._tell("-u", "new-session", "-d", "-x", "160", "-y", "24", *command)

    def type(self, *keys: str) -> None:
        self._tell("send-keys", *keys)

    def screen(self) -> str:
        return self._tell("capture-pane", "-p")

    def wait_for(self, *words: str) -> str:
        """Return the screen as soon as it shows all of some words."""
        end = time.monotonic() + _SECONDS
        while not all(each in (screen := self.screen()) for each in words):
            assert time.monotonic() < end, screen
            time.sleep(0.05)
        return screen

    def close(self) -> None:
        self._tell("kill-server")
        self._place.cleanup()

    def _tell(self, *arguments: str) -> str:
        environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(self._folder),
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            [*self._tmux, *arguments],
            cwd=self._folder,
            env=environment,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Return a draft with faults, in a folder whose messages are Japanese."""
    (tmp_path / "kouetsu.toml").write_text('message_language = "ja"\n', "utf-8")
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, "utf-8")
    return draft


def neovim() -> str:
    """Return the path of the Neovim whose screen is shown; others draw some things differently."""
    found = shutil.which("nvim")
    if found is None or shutil.which("tmux") is None:
        unavailable("Neovim or tmux is not installed (neovim, tmux)")
    told = subprocess.run([found, "--version"], capture_output=True, check=True, text=True).stdout
    if not told.startswith(VERSION):
        unavailable(f"the screen that is shown is one of {VERSION}")
    return found


def test_the_screen_is_the_one_that_is_shown(draft: Path) -> None:
    nvim = neovim()
    look = ["-u", str(SETTINGS), "-c", "set number noshowcmd", "-c", str(COPY_LINE)]
    terminal = Terminal(draft.parent, nvim, *look, draft.name)
    try:
        terminal.wait_for("読了時間が", "「ますます」は", "伏せ字")
        terminal.type(":lua vim.diagnostic.open_float({ header = '' })", "Enter")
        screen = terminal.wait_for("どちらか一方を消すか", "1. ")
    finally:
        terminal.close()
    assert_snapshot(SCREEN, screen)
