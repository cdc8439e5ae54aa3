from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt

from kouetsu.finding import Severity
from kouetsu.linter import EngineError, FileReport
from kouetsu.records import replace
from kouetsu.reports import View
from sample_run import rendered, reports

if TYPE_CHECKING:
    from markdown_it.token import Token

ENGLISH = View("en")
ODD = "a|b `c` **d** <e> [f](g) ~~h~~ @i #1 $j$ \\| k_l_ &amp; https://m.example :n:"


def run_of(*messages: str, path: str = "posts/a.md") -> list[FileReport]:
    """Return a run of one file with a finding for each message."""
    first = reports()[0]
    assert first.source is not None
    findings = tuple(replace(first.findings[0], message=each) for each in messages)
    return [FileReport(path, replace(first.source, path=path), "en", findings)]


def tables(text: str) -> list[list[list[Token]]]:
    """Return the tables of a document, row by row, each cell as the token of its inline text."""
    found: list[list[list[Token]]] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and token.level == 4:
            found[-1][-1].append(token)
    return found


def words(cell: Token) -> str:
    """Return what a reader sees of a cell."""
    return "".join(child.content for child in cell.children or [])


def seen(text: str) -> list[list[list[str]]]:
    return [[[words(cell) for cell in row] for row in table] for table in tables(text)]


def test_a_table_counts_each_rule_by_severity_and_begins_with_the_gravest() -> None:
    rules, *_ = seen(rendered("markdown", view=ENGLISH))
    assert rules[0] == ["rule", "error", "warning", "info"]
    assert ["stutter", "2", "", ""] in rules
    assert ["missing-period", "", "", "1"] in rules
    severities = [next(i for i, number in enumerate(row[1:]) if number) for row in rules[1:]]
    assert severities == sorted(severities)
    assert len(set(severities)) == 3


def test_the_gravest_findings_come_first_with_place_and_repair() -> None:
    _, findings, *_ = seen(rendered("markdown", view=ENGLISH))
    assert findings[0] == ["place", "severity", "rule", "finding"]
    ranks = [Severity(row[1]).rank for row in findings[1:]]
    assert ranks == sorted(ranks)
    stutter = next(row for row in findings if row[2] == "stutter")
    assert stutter[0] == "posts/港.md:5"
    assert stutter[3] == "「ですです」が重なっています — 片方を消してください"


def test_what_follows_from_another_finding_is_not_listed_unless_it_is_asked_for() -> None:
    assert "particle-sequence" not in rendered("markdown", view=ENGLISH)
    assert "particle-sequence" in rendered("markdown", view=View("en", shows_folded=True))


@pytest.mark.parametrize("text", [ODD, "1. x", "- x", "# x", "|", "\\", "", "二\n行", "\x1b[31m赤"])
def test_no_words_of_an_article_become_markup(text: str) -> None:
    _, (_, row) = tables(rendered("markdown", run_of(text), ENGLISH))
    cell = row[3]
    assert {child.type for child in cell.children or []} <= {"text", "text_special"}
    assert words(cell) == text.strip().replace("\n", "⏎").replace("\x1b", "␛")
    assert len(row) == 4


def test_a_path_is_a_link_to_the_lines_of_the_commit_on_github(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "someone/blog")
    monkeypatch.setenv("GITHUB_SHA", "0123abcd")
    path = "記事/港 町|(1)]#?.md"
    _, (_, row) = tables(rendered("markdown", run_of("x", path=path), ENGLISH))
    (link, *_) = row[0].children or []
    assert link.type == "link_open"
    address = urlsplit(str(link.attrs["href"]))
    assert unquote(address.path) == f"/someone/blog/blob/0123abcd/{path}"
    assert (address.query, address.fragment) == ("plain=1", "L2")
    assert words(row[0]) == f"{path}:2"


def test_a_finding_over_several_lines_links_to_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.setenv(name, "x")
    assert re.search(r"\?plain=1#L\d+-L\d+\)", rendered("markdown", view=ENGLISH))


def test_there_are_no_links_away_from_github_nor_for_a_text_from_a_pipe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "](" not in rendered("markdown", view=ENGLISH)
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.setenv(name, "x")
    assert "](" not in rendered("markdown", run_of("x", path="-"), ENGLISH)
    assert "](" not in rendered("markdown", run_of("x", path="/elsewhere/a.md"), ENGLISH)


def test_a_summary_stays_small_and_says_what_it_leaves_out() -> None:
    text = rendered("markdown", run_of(*(f"{number}" for number in range(40))), ENGLISH)
    assert len(seen(text)[1]) == 26
    assert "15 more not listed here." in text
    assert "more not listed" not in rendered("markdown", run_of(*"abc"), ENGLISH)
    many = rendered("markdown", run_of(*["あ" * 500] * 5000), ENGLISH)
    assert len(many.encode()) < 100_000


def test_what_could_not_be_checked_is_told() -> None:
    gone = FileReport("no|.md", None, "ja", errors=(EngineError("cannot be read: gone"),))
    text = rendered("markdown", [gone], View("ja", problems=("kouetsu.toml:1: `x`",)))
    assert "### 確認できなかったもの" in text
    assert seen(text)[0][1:] == [["", "kouetsu.toml:1: `x`"], ["no|.md", "cannot be read: gone"]]


def test_a_clean_run_is_one_sentence() -> None:
    clean = [each for each in reports() if each.source and not each.findings][:1]
    assert rendered("markdown", clean, ENGLISH) == "## kouetsu\n\nNo findings in 1 file\n\n"
