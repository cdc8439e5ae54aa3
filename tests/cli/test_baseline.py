from __future__ import annotations

import io
import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from git_repository import isolate, repository
from kouetsu import catalogue
from kouetsu.cli import main
from kouetsu.finding import Hit, Severity
from samples import install, rule, word_rule, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kouetsu.article import Article
    from kouetsu.catalogue import Rule

OLD = "港の灯台を直すべきですです。\n\n〇〇もあります。\n"
NEW = "\n霧の日は休むべきですです。\n"
NAME = "kouetsu-baseline.json"


def broken(article: Article) -> Iterator[Hit]:
    if "壊れ" in article.source.text:
        raise KeyError(article.source.path)
    yield from ()


def rules() -> Mapping[str, Rule]:
    found = [
        word_rule("doubled", "ですです"),
        word_rule("blank", "〇〇", severity=Severity.WARNING),
        rule("failing", check="broken", severity=Severity.WARNING),
    ]
    return {each.id: each for each in found}


@pytest.fixture(autouse=True)
def _blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, words=words, broken=broken)
    monkeypatch.setattr(catalogue, "load", rules)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(tmp_path)
    write("posts/a.md", OLD)
    write("posts/霧 の夜.md", OLD)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


class Run:
    """Runs the command line and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, line: str) -> int:
        code = main(shlex.split(line))
        self.out, self.err = self.capsys.readouterr()
        return code


def test_a_legacy_corpus_passes_and_nothing_new_gets_worse(run: Run) -> None:
    assert run("check") == 1
    assert run("baseline write") == 0
    assert run.out == f"{NAME}: 4 known in 2 files\n"
    assert run("check") == 0
    assert run.out == "No findings in 2 files\n4 findings of the baseline not shown\n"
    write("posts/a.md", "はじめに。\n\n" + OLD + NEW)
    assert run("check --format concise") == 1
    assert run.out == (
        "posts/a.md:7:9: error doubled there is “ですです”\n"
        "1 error in 1 of 2 files\n"
        "4 findings of the baseline not shown\n"
    )


def test_the_report_for_programs_counts_what_is_known(run: Run) -> None:
    run("check --format json")
    assert "known" not in json.loads(run.out)["summary"]
    run("baseline write")
    run("check --format json")
    report = json.loads(run.out)
    assert report["findings"] == []
    assert report["summary"]["known"] == 4


def test_writing_twice_changes_no_byte(run: Run) -> None:
    run("baseline write")
    first, stamp = Path(NAME).read_bytes(), Path(NAME).stat().st_mtime_ns
    run("baseline write")
    assert Path(NAME).read_bytes() == first
    assert Path(NAME).stat().st_mtime_ns == stamp


def test_writing_for_some_paths_or_rules_leaves_the_rest_as_it_is(run: Run) -> None:
    run("baseline write")
    write("posts/a.md", OLD + NEW)
    write("posts/霧 の夜.md", OLD + NEW)
    run("baseline write posts/a.md")
    assert run.out == f"{NAME}: 5 known in 2 files\n"
    write("posts/a.md", "直しました。\n")
    run("baseline write posts/a.md --select blank")
    assert run.out == f"{NAME}: 4 known in 2 files\n"


def test_a_check_of_one_rule_calls_no_other_stale(run: Run) -> None:
    run("baseline write")
    write("posts/a.md", "直しました。\n")
    run("check --select blank")
    assert "1 of the known findings are no more" in run.err
    run("check posts/霧*")
    assert run.err == "kouetsu: posts/霧*: no such file or folder\n"
    run("check 'posts/霧 の夜.md'")
    assert run.err == ""


def test_stale_entries_are_told_and_only_prune_takes_them_out(run: Run) -> None:
    run("baseline write")
    before = Path(NAME).read_bytes()
    write("posts/a.md", "直しました。\n")
    assert run("check") == 0
    assert run.err == (
        f"kouetsu: {NAME}: 2 of the known findings are no more "
        "(kouetsu baseline prune takes them out)\n"
    )
    assert Path(NAME).read_bytes() == before
    assert run("check --quiet") == 0
    assert run.err == ""
    assert run("baseline prune") == 0
    assert run.out == f"{NAME}: 2 taken out\n"
    assert run("check") == 0
    assert run.err == ""
    write("posts/a.md", OLD)
    assert run("check") == 1


def test_a_service_tells_stale_entries_and_rewrites_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("baseline write")
    before = Path(NAME).read_bytes()
    write("posts/a.md", "直しました。\n")
    monkeypatch.setenv("CI", "true")
    assert run("check --quiet") == 0
    assert "2 of the known findings are no more" in run.err
    assert run("baseline prune") == 1
    assert "posts/a.md: doubled 港の灯台を直すべきですです。" in run.out
    assert Path(NAME).read_bytes() == before
    write("posts/a.md", OLD)
    assert run("baseline prune") == 0


def test_status_tells_rules_stale_renamed_and_new_ones(run: Run) -> None:
    run("baseline write")
    write("posts/a.md", "直しました。\n")
    Path("posts/霧 の夜.md").rename("posts/晴れ\nの朝.md")
    write("posts/新.md", "〇〇もあります。\n")
    before = Path(NAME).read_bytes()
    assert run("baseline status") == 0
    assert run.out == (
        f"{NAME}: 2 known in 1 file\n"
        "1 blank\n"
        "1 doubled\n"
        "Renamed: posts/霧 の夜.md → posts/晴れ⏎の朝.md\n"
        f"{NAME}: 2 of the known findings are no more (kouetsu baseline prune takes them out)\n"
        "  posts/a.md: blank 〇〇もあります。\n"
        "  posts/a.md: doubled 港の灯台を直すべきですです。\n"
        "Not in it: 1\n"
    )
    assert Path(NAME).read_bytes() == before
    assert run("baseline status --lang ja") == 0
    assert run.out.startswith(f"{NAME}: 1ファイルの2件\n")


def test_a_renamed_post_stays_known_and_prune_follows_it(run: Run) -> None:
    run("baseline write")
    Path("posts/a.md").rename("posts/z.md")
    assert run("check") == 0
    assert run.err == ""
    assert run("baseline prune") == 0
    assert list(json.loads(Path(NAME).read_text("utf-8"))["files"]) == [
        "posts/z.md",
        "posts/霧 の夜.md",
    ]


def test_the_baseline_lies_beside_the_configuration(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("blog/kouetsu.toml", "")
    write("blog/posts/c.md", OLD)
    assert run("baseline write") == 0
    assert run.out.splitlines() == [
        f"blog/{NAME}: 2 known in 1 file",
        f"{NAME}: 4 known in 2 files",
    ]
    assert list(json.loads(Path("blog", NAME).read_text("utf-8"))["files"]) == ["posts/c.md"]
    monkeypatch.chdir("blog/posts")
    assert run("check") == 0
    assert run("check c.md") == 0
    assert run("check ../posts") == 0


def test_the_configuration_and_the_command_line_name_another_file(run: Run) -> None:
    write("kouetsu.toml", 'baseline = "settings/known.json"\n')
    Path("settings").mkdir()
    assert run("check posts/a.md") == 2
    assert run.err == (
        "kouetsu: settings/known.json: no such baseline; `kouetsu baseline write` writes it\n"
    )
    assert run("baseline write") == 0
    assert "../posts/a.md" in Path("settings/known.json").read_text("utf-8")
    assert run("check posts/a.md") == 0
    assert run("baseline write --select blank --baseline other.json") == 0
    assert run("check posts/a.md --baseline other.json") == 1
    assert run("check posts/a.md --baseline missing.json") == 2
    assert run("check posts/a.md") == 0


def test_a_baseline_of_an_extended_configuration_is_relative_to_that(run: Run) -> None:
    write("shared/base.toml", 'baseline = "known.json"\n')
    write("posts/kouetsu.toml", 'extend = "../shared/base.toml"\n')
    assert run("baseline write") == 0
    assert run.out == "shared/known.json: 4 known in 2 files\n"
    assert run("check") == 0


def test_without_a_baseline_there_is_nothing_to_prune(run: Run) -> None:
    for action in ("prune", "status"):
        assert run(f"baseline {action}") == 2
        assert "no such baseline" in run.err
    assert not Path(NAME).exists()


def test_a_baseline_hides_no_failure_of_kouetsu(run: Run) -> None:
    write("posts/b.md", "壊れた記事ですです。\n")
    assert run("baseline write") == 2
    assert "posts/b.md: failing: internal-error" in run.err
    assert "no baseline was written" in run.err
    assert not Path(NAME).exists()
    run("baseline write --ignore failing")
    assert run("check") == 2
    assert "internal-error" in run.err


@pytest.mark.parametrize("action", ["check", "baseline write", "baseline prune", "baseline status"])
def test_a_damaged_baseline_ends_every_command_with_one_line(run: Run, action: str) -> None:
    Path(NAME).write_text('{"version": 1,\n<<<<<<< HEAD\n', "utf-8")
    assert run(action) == 2
    assert run.err.startswith(f"kouetsu: {NAME}:2: not valid JSON; restore it")
    assert run.err.count("\n") == 1
    assert "<<<" in Path(NAME).read_text("utf-8")


def test_a_place_that_cannot_be_written_is_named(run: Run) -> None:
    assert run("baseline write --baseline nowhere/known.json") == 2
    assert run.err == (
        "kouetsu: nowhere/known.json: cannot be written (No such file or directory)\n"
    )


def test_an_unknown_action_and_no_article_are_errors(run: Run) -> None:
    Path("empty").mkdir()
    assert run("baseline rewrite") == 2
    assert "'write', 'prune', 'status'" in run.err
    assert run("baseline write empty") == 2
    assert "nothing to check" in run.err


def test_a_baseline_and_changed_lines_work_together(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch)
    repo = repository(tmp_path)
    run("baseline write posts/a.md")
    repo.commit()
    for name in ("posts/a.md", "posts/霧 の夜.md"):
        write(name, OLD.replace("直すべき", "すぐ直すべき") + NEW)
    run("baseline write posts/a.md")
    write("posts/a.md", Path("posts/a.md").read_text("utf-8") + "\n〇〇です。\n")
    assert run("check --since HEAD --format json") == 1
    report = json.loads(run.out)
    assert [(each["path"], each["line"]) for each in report["findings"]] == [
        ("posts/a.md", 7),
        ("posts/霧 の夜.md", 1),
        ("posts/霧 の夜.md", 5),
    ]
    assert report["summary"]["older"] == 2
    assert report["summary"]["known"] == 2
    assert run.err == ""


def test_stdin_is_compared_under_its_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("baseline write")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OLD.encode())))
    assert run("check - --stdin-filename posts/a.md") == 0
    assert "2 findings of the baseline not shown" in run.out
