"""A real Emacs (Debian's emacs-nox, with eglot) with the settings of editors/emacs."""

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
SETTINGS = HERE.parent.parent / "editors" / "emacs"
POST = """\
# 朝の市

😀ＡＢＣ、魚を手ごろな値で買えますます。

港の〇〇です。

🐟𠮷の店では、朝に焼いた干物も買えますます。
"""
_BATCH = ["--batch", "--eval", "(package-activate-all)"]
_PACKAGES = "(dolist (each '(eglot markdown-mode)) (require each))"


def emacs() -> str:
    """Return the path of an Emacs that has what the settings need."""
    found = shutil.which("emacs")
    if found is None:
        unavailable("Emacs is not installed (emacs-nox)")
    asked = subprocess.run(
        [found, *_BATCH, "--eval", _PACKAGES], stderr=subprocess.PIPE, check=False
    )
    if asked.returncode != 0:
        unavailable("Emacs lacks a package (elpa-eglot, elpa-markdown-mode)")
    return found


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what an Emacs saw and did in a post, and the post after it."""
    program = emacs()
    folder = tmp_path_factory.mktemp("emacs")
    post, result = folder / "市.md", folder / "result.json"
    post.write_text(POST, "utf-8")
    (folder / "kouetsu.toml").write_text("", "utf-8")
    # What the how-to tells to put into the init file.
    settings = ["--directory", str(SETTINGS), "--eval", "(require 'kouetsu)"]
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "KOUETSU_POST": str(post),
        "KOUETSU_RESULT": str(result),
    }
    command = [program, *_BATCH, *settings, "--load", str(HERE / "session.el")]
    subprocess.run(command, cwd=folder, env=environment, timeout=90, check=True)
    seen: dict[str, Any] = json.loads(result.read_text("utf-8"))
    assert "problem" not in seen, seen["problem"]
    return seen | {"post": post.read_text("utf-8")}


def test_it_attaches_and_shows_the_findings(session: dict[str, Any]) -> None:
    assert [each["line"] for each in session["found"]] == [3, 5, 7]
    rules = ["stutter", "placeholder", "stutter"]
    for rule, each in zip(rules, session["found"], strict=True):
        assert each["words"].startswith(f"kouetsu [{rule}]: ")


def test_the_words_after_emoji_and_full_width_letters_are_underlined(
    session: dict[str, Any],
) -> None:
    assert [each["text"] for each in session["found"]] == ["ますます", "〇〇", "ますます"]


def test_the_words_begin_at_the_right_cell_of_the_screen(session: dict[str, Any]) -> None:
    lines = POST.split("\n")
    for each in session["found"]:
        before, _ = lines[each["line"] - 1].split(each["text"])
        assert each["column"] == 2 * len(before)


def test_the_next_error_is_where_the_finding_begins(session: dict[str, Any]) -> None:
    assert session["stop"] == POST.index("ますます") + 1  # Emacs counts from 1


def test_the_page_of_the_rule_is_shown(session: dict[str, Any]) -> None:
    assert "言葉の重なり (`stutter`)" in session["page"]


def test_the_preferred_action_repairs_what_the_cursor_is_on(session: dict[str, Any]) -> None:
    assert session["mended"] == POST.replace("ますます", "ます", 1)


def test_all_safe_repairs_are_made_at_once_and_the_rest_is_left(session: dict[str, Any]) -> None:
    assert session["post"] == POST.replace("ますます", "ます")
    assert [each["text"] for each in session["left"]] == ["〇〇"]
