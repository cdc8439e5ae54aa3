from __future__ import annotations

import json
from typing import Any

from kouetsu.linter import FileReport
from kouetsu.reports import View
from sample_run import rendered, reports


def read(run: list[FileReport] | None = None, view: View | None = None) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(rendered("gitlab", run, view))
    return issues


def test_every_issue_has_what_gitlab_requires() -> None:
    for issue in read(view=View(shows_folded=True)):
        for key in ("description", "check_name", "fingerprint"):
            assert isinstance(issue[key], str)
            assert issue[key]
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1


def test_no_two_issues_share_a_fingerprint_as_gitlab_would_show_only_one() -> None:
    issues = read()
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_the_same_text_in_two_files_is_two_issues() -> None:
    article = reports()[3]
    assert article.source is not None
    texts = [type(article.source)(path, article.source.text) for path in ("a.md", "b.md")]
    run = [FileReport(text.path, text, "ja", article.findings) for text in texts]
    first, second = read(run)
    assert first["fingerprint"] != second["fingerprint"]


def test_a_fingerprint_does_not_change_when_lines_move() -> None:
    article = reports()[3]
    assert article.source is not None
    moved = type(article.source)("-", f"{article.source.text}\n終わり。\n")
    run = [FileReport("-", moved, "ja", article.findings)]
    assert read(run)[0]["fingerprint"] == read([article])[0]["fingerprint"]


def test_a_finding_over_lines_ends_on_the_line_of_its_last_character() -> None:
    issues = {issue["check_name"]: issue for issue in read()}
    location = issues["excess-blank-lines"]["location"]
    assert location == {
        "path": "下書き/夕市 一覧.md",
        "lines": {"begin": 3, "end": 6},
        "positions": {"begin": {"line": 3, "column": 22}, "end": {"line": 7, "column": 1}},
    }


def test_a_file_that_could_not_be_read_blocks_at_its_first_line() -> None:
    issue = next(each for each in read() if each["location"]["path"] == "posts/no.md")
    assert (issue["check_name"], issue["severity"]) == ("kouetsu", "blocker")
    assert issue["location"]["lines"] == {"begin": 1}


def test_what_belongs_to_no_file_is_left_out_for_lack_of_a_place() -> None:
    assert read([], View(problems=("kouetsu.toml: 綴りの誤り",))) == []
