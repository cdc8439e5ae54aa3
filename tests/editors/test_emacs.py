"""A real Emacs with the settings of editors/emacs: by eglot, and by lsp-mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from real_emacs import emacs, session

if TYPE_CHECKING:
    from pathlib import Path

POST = """\
# 朝の市

😀ＡＢＣ、魚を手ごろな値で買えますます。

港の〇〇です。

🐟𠮷の店では、朝に焼いた干物も買えますます。
"""
HEADED = f"""\
---
title: 朝の市
reading_time: '9 分'
---

{POST}"""


def written(folder: Path, text: str) -> Path:
    """Return a post with settings beside it."""
    post = folder / "市.md"
    post.write_text(text, "utf-8")
    (folder / "kouetsu.toml").write_text("", "utf-8")
    return post


@pytest.fixture(scope="module")
def by_eglot(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what an Emacs with eglot saw and did in a post, and the post after it."""
    program = emacs("eglot", "markdown-mode")
    post = written(tmp_path_factory.mktemp("eglot"), POST)
    seen = session(program, "kouetsu", "session-eglot.el", post)
    return seen | {"post": post.read_text("utf-8")}


def test_it_attaches_and_shows_the_findings(by_eglot: dict[str, Any]) -> None:
    assert [each["line"] for each in by_eglot["found"]] == [3, 5, 7]
    rules = ["stutter", "placeholder", "stutter"]
    for rule, each in zip(rules, by_eglot["found"], strict=True):
        assert each["words"].startswith(f"kouetsu [{rule}]: ")


def test_the_words_after_emoji_and_full_width_letters_are_underlined(
    by_eglot: dict[str, Any],
) -> None:
    assert [each["text"] for each in by_eglot["found"]] == ["ますます", "〇〇", "ますます"]


def test_the_words_begin_at_the_right_cell_of_the_screen(by_eglot: dict[str, Any]) -> None:
    lines = POST.split("\n")
    for each in by_eglot["found"]:
        before, _ = lines[each["line"] - 1].split(each["text"])
        assert each["column"] == 2 * len(before)


def test_the_next_error_is_where_the_finding_begins(by_eglot: dict[str, Any]) -> None:
    assert by_eglot["stop"] == POST.index("ますます") + 1  # Emacs counts from 1


def test_the_page_of_the_rule_is_shown(by_eglot: dict[str, Any]) -> None:
    assert "言葉の重なり (`stutter`)" in by_eglot["page"]


def test_the_preferred_action_repairs_what_the_cursor_is_on(by_eglot: dict[str, Any]) -> None:
    assert by_eglot["mended"] == POST.replace("ますます", "ます", 1)


def test_all_safe_repairs_are_made_at_once_and_the_rest_is_left(by_eglot: dict[str, Any]) -> None:
    assert by_eglot["post"] == POST.replace("ますます", "ます")
    assert [each["text"] for each in by_eglot["left"]] == ["〇〇"]


def test_by_lsp_mode_the_reading_time_leads_to_the_body(tmp_path: Path) -> None:
    program = emacs("lsp-mode", "markdown-mode")
    post = written(tmp_path, HEADED)
    seen = session(program, "kouetsu-lsp-mode", "session-lsp-mode.el", post)
    assert seen["text"] == "'9 分'"
    assert (seen["file"], seen["line"], seen["column"]) == (str(post.resolve()), 6, 0)
    assert sorted(seen["rules"]) == ["placeholder", "reading-time", "stutter", "stutter"]
