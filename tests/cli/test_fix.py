from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from kouetsu.cli import main
from snapshots import assert_snapshot

SNAPSHOTS = Path(__file__).parent / "snapshots" / "fix"

POSTS = {
    "posts/灯台 一覧.md": (
        "---\ntitle: 岬の灯台\nreading_time: 30 # 分\n---\n\n"
        "霧の夜も、船を導くべきですです。\n\n---END---\n"
    ),
    "posts/市場.md": "朝の市場には、野菜が並びます。\n",
    "posts/crlf.md": "港へ急ぐべきですです。\r\n\r\n**「海の門」**です。\r\n",
    "posts/end.md": "舟は、今すぐ出すべきですです。",
}


@pytest.fixture(autouse=True)
def _blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in POSTS.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def content() -> dict[str, str]:
    return {name: Path(name).read_bytes().decode() for name in POSTS}


SCENARIOS = {
    "fix": ["fix", "posts"],
    "fix-japanese": ["fix", "posts", "--lang", "ja"],
    "unsafe": ["fix", "posts", "--unsafe"],
    "diff": ["fix", "posts", "--diff"],
    "check-diff": ["check", "posts", "--diff"],
    "one-rule": ["fix", "posts", "--rule", "reading-time"],
    "quiet": ["fix", "posts", "--quiet"],
    "nothing-to-repair": ["fix", "posts/市場.md"],
    "missing-path": ["fix", "nowhere.md", "posts/end.md"],
    "unknown-rule": ["fix", "posts", "--rule", "stuter"],
    "stdin-and-files": ["fix", "-", "posts"],
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_prints_what_it_did(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = main(SCENARIOS[name])
    sys.stdout.flush()
    sys.stderr.flush()
    out, err = (each.decode() for each in capfdbinary.readouterr())
    shown = f"{out}--- stderr\n{err}--- exit code {code}\n".replace("\r", "␍")
    assert_snapshot(SNAPSHOTS / f"{name}.txt", shown)


def test_the_repaired_files_keep_all_else() -> None:
    assert main(["fix", "posts", "-q"]) == 0
    assert content() == {
        "posts/灯台 一覧.md": (
            "---\ntitle: 岬の灯台\nreading_time: 1 # 分\n---\n\n霧の夜も、船を導くべきです。\n\n"
        ),
        "posts/市場.md": POSTS["posts/市場.md"],
        "posts/crlf.md": "港へ急ぐべきです。\r\n\r\n**「海の門」**です。\r\n",
        "posts/end.md": "舟は、今すぐ出すべきです。",
    }


@pytest.mark.parametrize("arguments", [["fix", "posts", "--diff"], ["check", "posts", "--diff"]])
def test_the_difference_writes_nothing_and_is_told_by_the_exit_code(arguments: list[str]) -> None:
    before = content()
    assert main(arguments) == 1
    assert content() == before
    assert main(["fix", "posts/市場.md", "--diff"]) == 0


def test_git_applies_the_difference(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "kouetsu", "fix", "posts", "--diff", "--unsafe"]
    patch = subprocess.run(program, capture_output=True, check=False, cwd=tmp_path).stdout
    subprocess.run(["git", "init", "-q"], check=True, cwd=tmp_path)
    subprocess.run(["git", "apply", "-"], input=patch, check=True, cwd=tmp_path)
    applied = content()
    for name, text in POSTS.items():
        Path(name).write_bytes(text.encode())
    main(["fix", "posts", "--unsafe", "-q"])
    assert content() == applied
    assert applied != POSTS


def test_a_draft_is_repaired_from_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    draft = POSTS["posts/crlf.md"].encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(draft)))
    assert main(["fix", "-", "--stdin-filename", "posts/a.md"]) == 0
    assert capfdbinary.readouterr().out == draft.replace("ですです".encode(), "です".encode())


def test_a_file_that_cannot_be_written_is_an_error_and_the_others_are_repaired(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "crlf.md":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert main(["fix", "posts", "-q"]) == 2
    expected = "kouetsu: posts/crlf.md: cannot be repaired: No space left on device\n"
    assert capsys.readouterr().err == expected
    assert content()["posts/crlf.md"] == POSTS["posts/crlf.md"]
    assert content()["posts/end.md"] == "舟は、今すぐ出すべきです。"
