from __future__ import annotations

from pathlib import Path

import pytest

from kouetsu.cli import main
from snapshots import assert_snapshot

POST = """\
---
title: 港の"灯台"
tags: [海, 船]
---

# 岬の灯台

岬の**灯台**は、`lamp` を使います。霧の夜も光ります。

> - 引用の中の項目

<!-- 覚え書き -->
"""


@pytest.fixture(autouse=True)
def _post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("post.md").write_text(POST, encoding="utf-8")


def test_inspect_shows_what_the_checks_see(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "post.md"]) == 0
    snapshot = Path(__file__).parent / "snapshots" / "inspect" / "post.txt"
    assert_snapshot(snapshot, capsys.readouterr().out)


def test_morphemes_are_shown_on_request_only(capsys: pytest.CaptureFixture[str]) -> None:
    main(["inspect", "post.md"])
    assert "名詞" not in capsys.readouterr().out
    main(["inspect", "post.md", "--morphemes"])
    assert "    灯台\t灯台\t名詞-普通名詞-一般\n" in capsys.readouterr().out


def test_broken_front_matter_is_shown_with_its_problem(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("post.md").write_text("---\ntitle: [港\n---\n\n本文です。\n", encoding="utf-8")
    assert main(["inspect", "post.md"]) == 0
    assert "  ! " in capsys.readouterr().out


def test_a_post_in_another_encoding_is_named_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    Path("post.md").write_bytes("これは本文です。".encode("cp932"))
    assert main(["inspect", "post.md"]) == 0
    assert "not UTF-8: read as cp932" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "\ufeff", "\x1b[31m", "---", "\r\r\n"])
def test_any_text_can_be_inspected(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("post.md").write_text(text, encoding="utf-8", newline="")
    assert main(["inspect", "post.md"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_post_that_cannot_be_read_is_one_line_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["inspect", "nowhere.md"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("kouetsu: nowhere.md: cannot be read: ")


def test_a_configuration_that_cannot_be_used_is_one_line_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("kouetsu.toml").write_text("flavor = 'kramdown'\n", encoding="utf-8")
    assert main(["inspect", "post.md"]) == 2
    assert capsys.readouterr().err.startswith('kouetsu: kouetsu.toml:1: unknown key "flavor"')
