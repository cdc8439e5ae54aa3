from __future__ import annotations

import os
from pathlib import Path

import pytest

from kouetsu.repair.writing import ChangedError, replace_content


def test_the_new_content_replaces_the_old_and_keeps_its_mode(tmp_path: Path) -> None:
    post = tmp_path / "灯台 1.md"
    post.write_bytes(b"old\r\n")
    post.chmod(0o640)
    replace_content(post, b"old\r\n", b"new\r\n")
    assert post.read_bytes() == b"new\r\n"
    assert post.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [post]


def test_a_new_file_is_made_with_the_usual_mode(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    replace_content(tmp_path / "new.json", None, b"new")
    assert (tmp_path / "new.json").read_bytes() == b"new"
    assert (tmp_path / "new.json").stat().st_mode == usual.stat().st_mode


def test_a_file_that_turned_up_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(b"theirs")
    with pytest.raises(ChangedError):
        replace_content(other, None, b"new")
    assert other.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [other]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    post, link = tmp_path / "post.md", tmp_path / "link.md"
    post.write_bytes(b"old")
    link.symlink_to("post.md")
    replace_content(link, b"old", b"new")
    assert link.is_symlink()
    assert post.read_bytes() == b"new"


def test_what_somebody_else_wrote_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_bytes(b"theirs")
    with pytest.raises(ChangedError, match="changed while it was being checked"):
        replace_content(post, b"old", b"new")
    assert post.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [post]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = tmp_path / "post.md"
    post.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    with pytest.raises(PermissionError, match="read-only"):
        replace_content(post, b"old", b"new")
    assert post.read_bytes() == b"old"


def test_nothing_is_left_behind_when_the_replacing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = tmp_path / "post.md"
    post.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        replace_content(post, b"old", b"new")
    assert post.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [post]


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_content(tmp_path / "post.md", b"old", b"new")
    assert list(tmp_path.iterdir()) == []
