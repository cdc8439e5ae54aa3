from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kouetsu.article.source import Span
from kouetsu.cli.check import CheckArguments, check_command
from kouetsu.cli.profile import table
from kouetsu.finding import Finding, Severity
from kouetsu.linter import FileReport

if TYPE_CHECKING:
    from pathlib import Path

FAULT = "朝の市では、魚を手ごろな値で買えますます。\n"


def finding(rule: str) -> Finding:
    return Finding(rule, "language", Severity.ERROR, Span(0, 1), "wrong")


def test_the_slowest_rule_over_all_articles_comes_first() -> None:
    reports = [
        FileReport("a.md", None, "en", (finding("b"),), seconds={"a": 0.001, "b": 0.002}),
        FileReport("b.md", None, "en", (finding("a"), finding("b")), seconds={"a": 0.0035}),
    ]
    rows = [line.split() for line in table(reports)]
    assert rows == [
        ["ms", "findings", "rule"],
        ["4.5", "1", "a"],
        ["2.0", "2", "b"],
        ["6.5", "3", "in", "all"],
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_profile_goes_to_stderr_and_leaves_the_report_as_it_is(
    jobs: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.md").write_text(FAULT, "utf-8")
    monkeypatch.chdir(tmp_path)
    plain = CheckArguments((".",), output_format="json", jobs=jobs)
    code, expected = check_command(plain), capsys.readouterr()
    profiled = CheckArguments((".",), output_format="json", jobs=jobs, profiles_rules=True)
    assert check_command(profiled) == code
    shown = capsys.readouterr()
    assert (shown.out, expected.err) == (expected.out, "")
    [stutter] = [line.split() for line in shown.err.splitlines() if line.endswith(" stutter")]
    assert float(stutter[0]) >= 0
    assert stutter[1] == "4"
