from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kouetsu import __version__
from kouetsu.article.source import cells, from_text
from kouetsu.finding import Severity
from kouetsu.linter import FileReport
from kouetsu.reports import FORMATS, View
from sample_run import DRAFT, HARBOUR, MARKET, rendered, reports
from snapshots import assert_snapshot

SNAPSHOTS = Path(__file__).parent / "snapshots"
VIEW = View("ja")
ENGLISH = View("en")
EVERYTHING = View("ja", shows_folded=True)
QUIET = View("ja", has_summary=False)


def document(view: View = VIEW) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(rendered("json", view=view))
    return data


@pytest.mark.parametrize("output_format", [*FORMATS, "statistics"])
@pytest.mark.parametrize("shows_folded", [False, True], ids=["unfolded", "all"])
def test_a_format_looks_as_its_snapshot(output_format: str, shows_folded: bool) -> None:
    name = f"{output_format}{'-all' if shows_folded else ''}.txt"
    text = rendered(output_format, view=View("ja", shows_folded=shows_folded))
    text = text.replace(f'"{__version__}"', '"VERSION"').replace(Path.cwd().as_uri(), "ROOT")
    assert_snapshot(SNAPSHOTS / name, text)


def test_every_snapshot_belongs_to_a_format() -> None:
    names = {f"{name}{rest}" for name in (*FORMATS, "statistics") for rest in ("", "-all")}
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == {*names, "full-en"}


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_run_of_no_files_is_a_report_all_the_same(output_format: str, language: str) -> None:
    text = rendered(output_format, [], View(language, has_summary=False))
    assert "{" not in text or json.loads(text)


@pytest.mark.parametrize("output_format", [*FORMATS, "statistics"])
def test_a_report_holds_no_character_that_drives_a_terminal(output_format: str) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", rendered(output_format, view=EVERYTHING))


PROGRAMS = ["json", "sarif", "github", "junit", "checkstyle", "rdjson", "agent"]


@pytest.mark.parametrize("output_format", PROGRAMS)
def test_a_format_for_programs_tells_what_could_not_be_done(output_format: str) -> None:
    text = rendered(output_format, view=View("ja", problems=("kouetsu.toml: 綴りの誤り",)))
    for problem in ("kouetsu.toml: 綴りの誤り", "cannot be read: gone", "IndexError: x (a.py:1)"):
        assert problem in text


def test_full_speaks_english_to_those_who_ask_for_it() -> None:
    run = [
        FileReport(each.path, each.source, "en", each.findings, each.contexts, each.errors)
        for each in reports()
    ]
    assert_snapshot(SNAPSHOTS / "full-en.txt", rendered("full", run, ENGLISH))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_full_keeps_the_text_and_the_carets_inside_the_terminal(width: int) -> None:
    for line in rendered("full", view=View("ja", width)).splitlines():
        if " | " in line:
            assert cells(line) <= width


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_a_folded_finding_is_shown_only_on_request(output_format: str) -> None:
    assert "particle-sequence" not in rendered(output_format)
    assert "particle-sequence" in rendered(output_format, view=EVERYTHING)


@pytest.mark.parametrize("output_format", ["full", "concise", "statistics"])
def test_quiet_drops_the_summary_and_nothing_else(output_format: str) -> None:
    quiet = rendered(output_format, view=QUIET)
    assert rendered(output_format).startswith(quiet)
    assert "--all" not in quiet


def test_no_control_character_of_an_article_reaches_the_terminal() -> None:
    for output_format in ("full", "concise"):
        assert "\x1b" not in rendered(output_format, view=EVERYTHING)


def test_concise_has_one_line_a_finding_in_the_documented_form() -> None:
    lines = rendered("concise", view=QUIET).splitlines()
    assert lines[1] == "posts/港.md:5:24: error stutter 「ですです」が重なっています"
    assert len(lines) == 10


def test_a_path_with_a_line_end_stays_on_its_line() -> None:
    first = reports()[0]
    run = FileReport("a\nb.md", first.source, "ja", first.findings)
    assert rendered("concise", [run]).startswith("a⏎b.md:2:14: ")


def test_json_has_the_documented_keys() -> None:
    data = document()
    assert list(data) == ["version", "tool", "findings", "errors", "summary"]
    assert data["version"] == 1
    assert data["tool"]["name"] == "kouetsu"
    assert list(data["findings"][0]) == [
        *("rule", "family", "severity", "path", "line", "column", "end_line", "end_column"),
        *("start", "end", "message", "related", "fix", "cause", "fingerprint"),
    ]


def test_json_places_are_code_points_of_the_text() -> None:
    texts = {"posts/港.md": HARBOUR, "下書き/夕市 一覧.md": MARKET, "-": DRAFT}
    for finding in document(EVERYTHING)["findings"]:
        source = from_text(texts[finding["path"]])
        start = source.offset(finding["line"], finding["column"])
        end = source.offset(finding["end_line"], finding["end_column"])
        assert (start, end) == (finding["start"], finding["end"])
    stutter = document()["findings"][1]
    assert HARBOUR[stutter["start"] : stutter["end"]] == "ですです"


def test_json_gives_the_edits_of_a_fix() -> None:
    fixes = [finding["fix"] for finding in document()["findings"]]
    assert fixes[0] is None
    assert fixes[1] == {
        "applicability": "safe",
        "edits": [
            {
                "start": 54,
                "end": 56,
                "line": 5,
                "column": 26,
                "end_line": 5,
                "end_column": 28,
                "replacement": "",
            }
        ],
    }


def test_json_places_a_related_finding_in_its_own_file() -> None:
    findings = document(EVERYTHING)["findings"]
    other = next(each for each in findings if each["rule"] == "particle-sequence")
    assert other["related"] == [
        {
            "path": "posts/駅.md",
            "line": 3,
            "column": 11,
            "end_line": 3,
            "end_column": 15,
            "message": "別の記事では",
        }
    ]
    cause = next(each for each in findings if each["rule"] == "repeated-block")
    assert other["cause"] == cause["fingerprint"]
    assert cause["cause"] is None


def test_json_tells_what_could_not_be_done_and_counts_what_is_not_folded() -> None:
    data = document()
    assert data["errors"] == [
        {"path": "posts/港.md", "rule": "stutter", "message": "IndexError: x (a.py:1)"},
        {"path": "posts/no.md", "rule": None, "message": "cannot be read: gone"},
    ]
    assert data["summary"] == {
        "files": 4,
        "files_with_findings": 3,
        "error": 4,
        "warning": 3,
        "info": 3,
        "folded": 1,
        "rules": {
            "broken-title": 1,
            "decorated-heading": 1,
            "emphasis-not-rendered": 1,
            "excess-blank-lines": 1,
            "missing-period": 1,
            "mojibake": 1,
            "placeholder": 1,
            "repeated-block": 1,
            "stutter": 2,
        },
    }


def test_a_run_without_findings_says_how_many_files_were_read() -> None:
    clean = reports()[1:2]
    assert rendered("full", clean) == "指摘はありません（1ファイル）\n"
    assert rendered("concise", clean, ENGLISH) == "No findings in 1 file\n"
    assert rendered("statistics", clean, ENGLISH) == "No findings in 1 file\n"


def test_a_run_that_read_no_file_claims_nothing() -> None:
    assert rendered("full", reports()[-1:]) == ""


def test_the_worst_files_are_named_when_there_are_many() -> None:
    first = reports()[0]
    run = [
        FileReport(f"{number}.md", first.source, "en", first.findings[: number % 4 + 1])
        for number in range(6)
    ]
    text = rendered("concise", run, ENGLISH)
    assert "Most findings: 2.md (3), 3.md (3), 1.md (2)\n" in text
    assert "Most findings" not in rendered("concise", run[:4], ENGLISH)


def test_errors_come_first_among_the_worst_files() -> None:
    first = reports()[0]
    warnings = [each for each in first.findings if each.severity is Severity.WARNING]
    errors = [each for each in first.findings if each.rule == "stutter"]
    run = [
        FileReport(f"{number}.md", first.source, "en", tuple(warnings)) for number in range(5)
    ] + [FileReport("error.md", first.source, "en", tuple(errors))]
    assert "Most findings: error.md (1), 0.md (2)" in rendered("concise", run, ENGLISH)
