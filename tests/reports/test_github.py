from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.source import Source, Span, from_text
from kouetsu.finding import Finding, Severity
from kouetsu.linter import FileReport
from kouetsu.records import replace
from kouetsu.reports import View
from sample_run import rendered, reports

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# As the runner reads a line: the name, the properties up to the next "::", the message.
_COMMAND = re.compile(r"::(\w+) ?(.*?)::(.*)")
_ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, *escapes: str) -> str:
    return re.sub("|".join(escapes), lambda match: _ESCAPES[match.group()], text)


def commands(text: str) -> list[Command]:
    read = []
    for line in text.splitlines():
        if match := _COMMAND.fullmatch(line):
            pairs = [pair.split("=", 1) for pair in match[2].split(",") if pair]
            properties = {key: unescaped(value, *_ESCAPES) for key, value in pairs}
            read.append(Command(match[1], properties, unescaped(match[3], "%0D", "%0A", "%25")))
    return read


def report(path: str, counts: Mapping[str, int], message: str = "あ") -> FileReport:
    """Return a report with so many findings of each severity."""
    source = from_text("港\n", path)
    findings = tuple(
        Finding("stutter", "language", severity, Span(0, 1), message)
        for severity in Severity
        for _ in range(counts.get(severity.value, 0))
    )
    return FileReport(path, source, "ja", findings)


def test_the_gravest_come_first_whatever_the_order_of_the_files() -> None:
    names = [command.name for command in commands(rendered("github"))]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    assert set(names) == {"error", "warning", "notice"}


def test_a_finding_on_one_line_has_columns() -> None:
    command = next(each for each in commands(rendered("github")) if "ですです" in each.message)
    assert command == Command(
        "error",
        {
            "file": "posts/港.md",
            "line": "5",
            "endLine": "5",
            "col": "24",
            "endColumn": "28",
            "title": "kouetsu stutter",
        },
        "「ですです」が重なっています — 片方を消してください",
    )


def test_a_finding_over_lines_has_no_columns_as_github_would_refuse_them() -> None:
    command = next(each for each in commands(rendered("github")) if "3文が" in each.message)
    assert command.properties["line"] == "9"
    assert command.properties["endLine"] == "11"
    assert not {"col", "endColumn"} & set(command.properties)


def test_a_text_from_a_pipe_has_no_file() -> None:
    command = next(each for each in commands(rendered("github")) if "「のの」" in each.message)
    assert command.properties == {"title": "kouetsu stutter"}


def test_a_path_inside_the_working_folder_is_told_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = [report(str(tmp_path / "下書き" / "a.md"), {"error": 1})]
    assert commands(rendered("github", run))[0].properties["file"] == "下書き/a.md"


def test_what_could_not_be_done_is_an_error() -> None:
    view = View(problems=("kouetsu.toml:3: 綴りの誤り",))
    first, *_ = commands(rendered("github", view=view))
    assert first == Command("error", {"title": "kouetsu"}, "kouetsu.toml:3: 綴りの誤り")
    files = [each.properties.get("file") for each in commands(rendered("github", view=view))]
    assert "posts/no.md" in files


@given(
    st.text("a,:%\r\n港🍎=;D3A ", min_size=1, max_size=20),
    st.text("a,:%\r\n港🍎=;D3A ", min_size=1, max_size=20),
)
def test_no_path_and_no_message_breaks_out_of_its_command(path: str, message: str) -> None:
    run = [replace(report("x", {"error": 1}, message), source=Source(path, "港\n"))]
    (command,) = commands(rendered("github", run, View(has_summary=False)))
    assert command.message == message
    assert command.properties["title"] == "kouetsu stutter"


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_ten_of_a_kind_hide_nothing(severity: str) -> None:
    run = [report("a.md", {severity: 10})]
    assert "GitHub" not in rendered("github", run)


def test_what_github_hides_is_told_before_the_notices_so_that_it_is_not_hidden_itself() -> None:
    run = [report("a.md", {"error": 13, "warning": 10, "info": 12})]
    names = [command.name for command in commands(rendered("github", run))]
    assert names == ["error"] * 13 + ["warning"] * 10 + ["notice"] * 13
    told = commands(rendered("github", run))[23]
    assert told.properties == {"title": "kouetsu"}
    assert told.message == (
        "GitHubが注釈に表示しない指摘: エラー3件、情報3件。すべてこのステップのログにあります"
    )


def test_what_could_not_be_done_counts_against_the_limit() -> None:
    problems = tuple(str(number) for number in range(3))
    run = [report("a.md", {"error": 9})]
    text = rendered("github", run, View("en", problems=problems))
    assert "GitHub does not show these as annotations: 2 errors; " in text


def test_the_last_lines_are_the_summary_which_quiet_leaves_out() -> None:
    last = rendered("github").splitlines()[-1]
    assert last.startswith("原因の下に畳んだ指摘")
    quiet = rendered("github", view=View("ja", has_summary=False))
    assert len(commands(quiet)) == len(quiet.splitlines())


def test_a_clean_run_has_no_commands() -> None:
    assert commands(rendered("github", reports()[1:2])) == []
