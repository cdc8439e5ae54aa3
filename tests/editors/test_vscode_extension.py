from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"


def test_the_lock_file_names_no_registry() -> None:
    packages = json.loads((EXTENSION / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(packages) > 10
    assert not [name for name, facts in packages.items() if "resolved" in facts]
    assert all("integrity" in facts for name, facts in packages.items() if name)


def test_the_lock_file_belongs_to_the_manifest() -> None:
    manifest = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    locked = json.loads((EXTENSION / "package-lock.json").read_text("utf-8"))["packages"][""]
    for key in ("version", "license", "dependencies", "devDependencies", "engines"):
        assert locked[key] == manifest[key]


def test_the_extension_has_the_licence_of_kouetsu() -> None:
    assert (EXTENSION / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the extension's sources, as a fresh clone has them."""
    copy = tmp_path / "vscode"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    return copy


def npm(folder: Path, *arguments: str) -> str:
    """Run npm without the scripts of dependencies; return what it printed."""
    environment = {
        **os.environ,
        "npm_config_ignore_scripts": "true",
        "NO_COLOR": "1",
        "KOUETSU": str(Path(sys.executable).with_name("kouetsu")),
    }
    done = subprocess.run(
        [shutil.which("npm") or "npm", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("npm") is None and not os.environ.get("CI"), reason="npm is not installed"
)
def test_the_extension_is_built_tested_and_packaged(copy: Path) -> None:
    npm(copy, "ci")
    npm(copy, "run", "build")
    told = npm(copy, "test")
    assert re.search(r"\bpass [1-9]", told), told
    assert re.search(r"\bskipped 0\b", told), told  # the server itself was tried, too
    npm(copy, "run", "package")
    names = ZipFile(copy / "dist" / "kouetsu.vsix").namelist()
    manifest = json.loads((copy / "package.json").read_text("utf-8"))
    main = f"extension/{manifest['main'].removeprefix('./')}"
    client = "extension/node_modules/vscode-languageclient/lib/node/main.js"
    assert {main, client, "extension/package.json", "extension/LICENSE.txt"} <= set(names)
    needed = "extension/node_modules/vscode-languageserver-protocol/package.json"
    assert needed in names  # by the client, although it is named for the tests only
    own = [name for name in names if "/node_modules/" not in name]
    assert not [name for name in own if name.endswith((".ts", ".map")) or "test" in name]
    assert not [name for name in names if "/typescript/" in name or "/@vscode/" in name]
