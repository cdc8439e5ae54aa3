from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import kouetsu
from kouetsu import cache_folder
from kouetsu.cache.store import NAME
from kouetsu.cli import main

SOURCE = str(Path(kouetsu.__file__).parent.parent)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache_folder.VARIABLE, str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("魚を手ごろな値で買えますます。\n", "utf-8")
    return tmp_path / "kept"


def run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kouetsu", *arguments],
        env={**os.environ, "PYTHONPATH": SOURCE, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def test_all_that_runs_kept_is_removed_and_told_of(folder: Path) -> None:
    first = run("check", "a.md")
    assert {path.suffix for path in folder.iterdir()} == {".sqlite3", ".bin"}
    removed = run("clean").splitlines()
    assert len(removed) == 2
    assert removed[0] == f"kept/{NAME}: removed"
    assert list(folder.iterdir()) == []
    assert run("clean", "--lang", "ja") == "kept: 削除するものはありません\n"
    assert run("check", "a.md") == first


def test_a_folder_that_is_not_there_is_as_clean_as_can_be(folder: Path) -> None:
    assert run("clean") == "kept: nothing to remove\n"
    assert not folder.exists()


def test_the_folder_that_is_named_is_cleaned_and_no_other(folder: Path, tmp_path: Path) -> None:
    run("check", "a.md")
    run("check", "--cache-dir", "other", "a.md")
    assert run("clean", "--cache-dir", "other") == f"other/{NAME}: removed\n"
    assert (folder / NAME).is_file()
    assert list((tmp_path / "other").iterdir()) == []


def test_what_an_interrupted_or_another_version_left_is_removed(folder: Path) -> None:
    folder.mkdir()
    names = ("results-0.sqlite3", f"{NAME}-journal", f"{NAME}-wal", f"{NAME}-shm")
    for name in (*names, "patterns-0.0.1-cpython-311.bin", "patterns-0.0.1-cpython-311.bin.7.tmp"):
        (folder / name).write_bytes(b"cut")
    assert main(["clean"]) == 0
    assert list(folder.iterdir()) == []


def test_nothing_is_removed_that_kouetsu_did_not_write(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    connection = sqlite3.connect(folder / NAME)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    names = ("notes.txt", "results.sqlite3", "results-a.sqlite3", "my-patterns-1.bin", "x.bin")
    for name in names:
        (folder / name).write_text("牛乳を買う", "utf-8")
    (folder / "patterns-folder.bin").mkdir()
    (folder / "results-2.sqlite3").symlink_to(tmp_path / "a.md")
    before = {path.name for path in folder.iterdir()}
    assert main(["clean"]) == 0
    assert {path.name for path in folder.iterdir()} == before
    assert (tmp_path / "a.md").is_file()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may remove anything")
def test_what_cannot_be_removed_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir()
    (folder / NAME).touch()
    folder.chmod(0o555)
    try:
        assert main(["clean"]) == 2
        assert "cannot be removed" in capsys.readouterr().err
    finally:
        folder.chmod(0o755)
