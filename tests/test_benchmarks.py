"""The benchmarks can be run; what they measure is nobody's test."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rule_cases import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = ROOT / "benchmarks" / "compare.py"


def compare(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def test_the_comparison_with_the_last_commit_prints_a_table() -> None:
    done = compare("--repetitions", "1", "--rules", "reading-time,no-such-rule", "--rivals", "")
    assert done.returncode == 0, done.stderr
    head, line, *rows = done.stdout.splitlines()
    assert head.startswith("| | HEAD (")
    assert {row.count("|") for row in (head, line, *rows)} == {5}
    titles = [row.split("|")[1].strip() for row in rows]
    assert {title.rpartition(": ")[2] for title in titles} == {
        "CPU s",
        "MB/s",
        "MB held",
        "s of a clock",
    }
    assert rows[-1] == "| `--select no-such-rule`: CPU s | – | – | – |"
    assert "–" not in rows[-2]


@pytest.fixture
def rival(tmp_path: Path) -> Path:
    """Return a folder with a program that is called like a linter and writes down its arguments."""
    program = tmp_path / "bin" / "markdownlint-cli2"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\necho markdownlint-cli2 v1.2.3\n"
        f'[ "$1" = --version ] || echo "$@" >> {tmp_path}/asked\n',
        "utf-8",
    )
    program.chmod(0o755)
    return program.parent


def test_rivals_that_are_installed_are_measured_and_written_down(
    rival: Path, tmp_path: Path
) -> None:
    page = tmp_path / "performance.md"
    page.write_text("before\n<!-- measured -->\nold\n<!-- end of measured -->\nafter\n", "utf-8")
    done = compare("--repetitions", "1", "--rules=", f"--rivals={rival}", "--write", str(page))
    assert done.returncode == 0, done.stderr
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert all(line.startswith("--no-globs /") and ".md" in line for line in asked)
    written = page.read_text("utf-8")
    assert written.startswith("before\n<!-- measured -->\nMade on 20")
    assert written.endswith("|\n<!-- end of measured -->\nafter\n")
    assert "| markdownlint-cli2 1.2.3 |" in written
    assert "old" not in written
    assert done.stdout.strip() in written


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--against", "no-such-commit"], "git rev-parse"),
        (["benchmarks"], "no article"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why_in_one_line(
    arguments: list[str], reason: str
) -> None:
    done = compare(*arguments)
    assert done.returncode == 1
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
