from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from kouetsu.finding import Severity
from kouetsu.rule_examples import ExampleKind
from rule_cases import PATHS, ROOT, cases

if TYPE_CHECKING:
    from pathlib import Path

# The group keeps these tests in one process of xdist: the wheel is built and installed once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that cannot see the checkout."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and from the sdist, not from the checkout, the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a clean environment; return the folder of its commands."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    installed = run(scripts / "python", "-m", "pip", "install", "-q", wheel, folder=folder)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return scripts


def test_the_wheel_holds_the_compiled_rules_once_and_no_rule_files(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert names.count("kouetsu/_rules.json") == 1
    assert not [name for name in names if name.endswith(".md") and "dist-info" not in name]


def test_the_wheel_tells_type_checkers_that_it_is_typed(wheel: Path) -> None:
    assert "kouetsu/py.typed" in ZipFile(wheel).namelist()


def test_the_wheel_does_not_depend_on_when_its_rules_were_written(wheel: Path) -> None:
    assert json.loads(ZipFile(wheel).read("kouetsu/_rules.json"))["stamp"] is None


def test_the_installed_command_knows_every_rule_of_the_checkout(
    scripts: Path, tmp_path: Path
) -> None:
    shown = run(scripts / "kouetsu", "rule", "--all", "--output-format", "json", folder=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert [rule["id"] for rule in json.loads(shown.stdout)["rules"]] == [p.stem for p in PATHS]


def test_the_installed_command_finds_a_fault_in_a_post_outside_the_checkout(
    scripts: Path, tmp_path: Path
) -> None:
    errors = (c for c in cases(ExampleKind.BAD) if c.file.rule.severity is Severity.ERROR)
    case = next(case for case in errors if not case.example.attributes)
    (tmp_path / "記事.md").write_text(case.example.text, encoding="utf-8")
    checked = run(scripts / "kouetsu", "check", "記事.md", folder=tmp_path)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert f"error[{case.file.rule.id}]" in checked.stdout, checked.stderr


def test_the_installed_command_is_quiet_on_a_sound_post(scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "記事.md").write_text(
        "# 秋の庭\n\n落ち葉は早めに集めましょう。\n", encoding="utf-8"
    )
    checked = run(scripts / "kouetsu", "check", "--quiet", "記事.md", folder=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr
