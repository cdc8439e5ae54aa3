"""A real Neovim (Debian's neovim) with the settings of editors/neovim."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from real_programs import unavailable

HERE = Path(__file__).parent
SETTINGS = HERE.parent.parent / "editors" / "neovim" / "kouetsu.lua"
POST = """\
# 朝の市

😀ＡＢＣ、魚を手ごろな値で買えますます。

港の〇〇です。
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a Neovim saw and did in a post, and the post after it."""
    nvim = shutil.which("nvim")
    if nvim is None:
        unavailable("Neovim is not installed (neovim)")
    folder = tmp_path_factory.mktemp("neovim")
    post, result = folder / "市.md", folder / "result.json"
    post.write_text(POST, "utf-8")
    (folder / "kouetsu.toml").write_text("", "utf-8")
    command = [nvim, "--headless", "-u", str(SETTINGS), "-c", f"luafile {HERE / 'session.lua'}"]
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "KOUETSU_POST": str(post),
        "KOUETSU_RESULT": str(result),
    }
    subprocess.run(command, cwd=folder, env=environment, timeout=90, check=True)
    seen: dict[str, Any] = json.loads(result.read_text("utf-8"))
    assert "problem" not in seen, seen["problem"]
    return seen | {"post": post.read_text("utf-8")}


def test_it_attaches_and_shows_the_findings(session: dict[str, Any]) -> None:
    assert [(each["rule"], each["line"]) for each in session["found"]] == [
        ("stutter", 3),
        ("placeholder", 5),
    ]


def test_the_words_after_emoji_and_full_width_letters_are_underlined(
    session: dict[str, Any],
) -> None:
    assert [each["text"] for each in session["found"]] == ["ますます", "〇〇"]


def test_the_cursor_stands_on_the_right_cell_of_the_screen(session: dict[str, Any]) -> None:
    before, _ = POST.split("\n")[2].split("ますます")
    assert session["found"][0]["virtual_column"] == 2 * len(before) + 2


def test_a_repair_is_made_and_the_finding_goes(session: dict[str, Any]) -> None:
    assert len(session["titles"]) == 1
    assert session["post"] == POST.replace("ますます", "ます")
    assert session["left"] == 1
