"""The settings of editors/ that no editor here can read: they can be read, and start the server."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

EDITORS = Path(__file__).parents[2] / "editors"


def read(name: str) -> str:
    return (EDITORS / name).read_text("utf-8")


def test_helix_starts_the_server_for_markdown() -> None:
    settings = tomllib.loads(read("helix/languages.toml"))
    assert settings["language-server"]["kouetsu"] == {"command": "kouetsu", "args": ["lsp"]}
    [markdown] = settings["language"]
    assert markdown["name"] == "markdown"
    assert "kouetsu" in markdown["language-servers"]


def test_zed_starts_the_server_for_markdown() -> None:
    settings = json.loads(read("zed/settings.json"))
    binary = settings["lsp"]["kouetsu"]["binary"]
    assert binary == {"path": "kouetsu", "arguments": ["lsp"]}
    assert "kouetsu" in settings["languages"]["Markdown"]["language_servers"]


def test_sublime_text_starts_the_server_for_markdown() -> None:
    # Sublime Text takes comments and commas at the end.
    text = re.sub(
        r",(?=\s*[}\]])",
        "",
        re.sub(r"^\s*//.*", "", read("sublime/LSP.sublime-settings"), flags=re.M),
    )
    client = json.loads(text)["clients"]["kouetsu"]
    assert client["enabled"] is True
    assert client["command"] == ["kouetsu", "lsp"]
    assert client["selector"] == "text.html.markdown"


@pytest.mark.parametrize("folder", sorted(path.name for path in EDITORS.iterdir() if path.is_dir()))
def test_a_how_to_has_five_steps_and_begins_with_the_installation(folder: str) -> None:
    steps = re.findall(r"^(\d)\. (.+)$", read(f"{folder}/README.md"), re.MULTILINE)
    assert [number for number, _ in steps] == ["1", "2", "3", "4", "5"]
    assert "pip install 'kouetsu[lsp]'" in steps[0][1]
