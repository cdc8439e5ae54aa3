from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import platformdirs
import pytest

from kouetsu import cache_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cache_folder.VARIABLE, raising=False)


@pytest.mark.parametrize("caches", [None, "/var/tmp/caches", "", "  "])
@pytest.mark.parametrize("home", [None, "/home/writer", "/"])
def test_the_folder_is_the_one_that_platformdirs_names(
    caches: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("XDG_CACHE_HOME", caches), ("HOME", home)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert cache_folder.path() == platformdirs.user_cache_path("kouetsu", appauthor=False)


def test_a_variable_names_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache_folder.VARIABLE, str(tmp_path))
    assert cache_folder.path() == tmp_path


def test_a_file_is_written_whole_with_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "file.bin"
    assert cache_folder.write(file, b"first")
    assert cache_folder.write(file, b"second")
    assert file.read_bytes() == b"second"
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not cache_folder.write(tmp_path / "file" / "file.bin", b"data")


def test_what_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file.bin").mkdir()
    assert not cache_folder.write(tmp_path / "file.bin", b"data")
    assert list(tmp_path.iterdir()) == [tmp_path / "file.bin"]


@pytest.mark.skipif(sys.platform != "linux", reason="platformdirs is asked elsewhere")
def test_platformdirs_is_not_loaded_where_the_folder_is_plain() -> None:
    code = "import sys; from kouetsu import cache_folder as c; c.path(); print(*sys.modules)"
    variables = {**os.environ, "HOME": "/home/writer", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=variables
    )
    assert "platformdirs" not in done.stdout.split()
