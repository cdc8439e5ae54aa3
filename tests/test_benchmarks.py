"""The benchmarks can be run; what they measure is nobody's test."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rule_cases import ROOT

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
    done = compare("--repetitions", "1", "--rules", "reading-time,no-such-rule")
    assert done.returncode == 0, done.stderr
    head, line, *rows = done.stdout.splitlines()
    assert head.startswith("| | HEAD (")
    assert [row.count("|") for row in (head, line, *rows)] == [5] * 7
    titles = [row.split("|")[1].strip() for row in rows]
    assert [title.rpartition(": ")[2] for title in titles] == ["CPU s", "MB/s", *["CPU s"] * 3]
    assert rows[-1] == "| `--select no-such-rule`: CPU s | – | – | – |"


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
