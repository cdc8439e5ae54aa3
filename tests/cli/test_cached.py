"""What `kouetsu check` and `kouetsu baseline` say, with results of earlier runs and without."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kouetsu
import marked_sites
from git_repository import Repository, isolate, repository
from kouetsu import cache_folder, linter
from kouetsu.cache.store import NAME
from kouetsu.cli import linting, main, workers
from kouetsu.reports import FORMATS, full

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kouetsu.article import Article
    from kouetsu.config import Settings
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOURCE = str(Path(kouetsu.__file__).parent.parent)
FAULT = "朝の市では、魚を手ごろな値で買えますます。\n"
FURTHER = "港では、魚を手ごろな値で買えますます。\n"
Said = tuple[int, str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's cache folder, which holds nothing."""
    monkeypatch.setenv(cache_folder.VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("CI", raising=False)
    return tmp_path / "kept"


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Said]:
    def run(line: str) -> Said:
        return (main(shlex.split(line)), *capsys.readouterr())

    return run


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of posts, of which every second has a fault, as the working folder."""
    made = tmp_path / "blog"
    made.mkdir()
    for number in range(8):
        text = FAULT if number % 2 else "港の灯台です。\n"
        (made / f"{number}.md").write_text(f"# 第{number}回\n\n{text}", "utf-8")
    monkeypatch.chdir(made)
    return made


def forbid_linting(monkeypatch: pytest.MonkeyPatch) -> None:
    def lint_article(*_: object) -> None:
        raise AssertionError("linted though it was before")

    monkeypatch.setattr(linter, "lint_article", lint_article)


def same_with_and_without(
    say: Callable[[str], Said], monkeypatch: pytest.MonkeyPatch, line: str
) -> Said:
    """Return what is said without kept results, the first time with them, and the second time."""
    without = say(f"{line} --no-cache")
    assert say(line) == without
    with monkeypatch.context() as patch:
        forbid_linting(patch)
        assert say(line) == without
    return without


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_report_is_the_same_with_kept_results(
    output_format: str, say: Callable[[str], Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FIXTURES.parent)
    line = f"check fixtures/blog fixtures/encodings --all --format {output_format}"
    code, out, _ = same_with_and_without(say, monkeypatch, line)
    assert code == 1
    assert out


@pytest.mark.parametrize("name", marked_sites.NAMES)
def test_the_findings_of_every_kind_of_site_are_the_same_with_kept_results(
    name: str, say: Callable[[str], Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = marked_sites.lay_out(name, tmp_path / name, with_refused=True)
    monkeypatch.chdir(site.root)
    _, out, _ = same_with_and_without(say, monkeypatch, "check --format json --today 2025-11-22")
    assert json.loads(out)["findings"]


@pytest.mark.parametrize("jobs", ["", "--jobs 1", "--jobs 3"])
def test_no_process_is_started_for_what_was_linted_before(
    jobs: str, say: Callable[[str], Said], blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linting, "_WORTH_SHARING", 0)
    first = say(f"check {jobs}")
    monkeypatch.setattr(workers, "share", None)
    forbid_linting(monkeypatch)
    assert say("check") == first


def test_what_several_processes_found_is_kept_of_each(
    say: Callable[[str], Said], blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = say("check --jobs 2 --all")
    (blog / "3.md").write_text(FURTHER, "utf-8")
    linted: list[str] = []
    of_old = linter.lint_article

    def lint_article(article: Article, settings: Settings) -> FileReport:
        linted.append(article.source.path)
        return of_old(article, settings)

    monkeypatch.setattr(linter, "lint_article", lint_article)
    second = say("check --jobs 2 --all")
    assert linted == ["3.md"]
    assert second == say("check --no-cache")
    assert second != first


def test_what_was_written_of_an_article_is_not_written_again(
    say: Callable[[str], Said], blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = say("check")

    def of_file(report: FileReport, *_: object) -> Iterator[Line]:
        assert not report.findings
        return iter(())

    monkeypatch.setattr(full, "of_file", of_file)
    assert say("check") == first
    assert "1.md:3:" in first[1]


@pytest.mark.parametrize(
    "lines",
    [
        ("check", "check --all"),
        ("check --all", "check"),
        ("check --format concise", "check"),
        ("check --jobs 2", "check --all --jobs 2", "check"),
    ],
)
def test_what_was_written_for_one_view_is_not_shown_in_another(
    lines: tuple[str, ...], say: Callable[[str], Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FIXTURES.parent)
    said = [say(f"{line} fixtures/blog") for line in lines]
    assert said == [say(f"{line} fixtures/blog --no-cache") for line in lines]
    assert len(set(said)) > 1


def test_a_finding_that_a_baseline_knows_is_not_shown_though_its_text_is_kept(
    say: Callable[[str], Said], blog: Path
) -> None:
    assert say("check")[0] == 1
    say("baseline write")
    (blog / "3.md").write_text(FURTHER, "utf-8")
    found = say("check")
    assert found == say("check --no-cache")
    assert "3.md" in found[1]
    assert "1.md" not in found[1]


def test_a_new_article_stands_at_its_place_in_the_report(
    say: Callable[[str], Said], blog: Path
) -> None:
    say("check")
    (blog / "2b.md").write_text(FAULT, "utf-8")
    (blog / "7.md").unlink()
    line = "check --format concise"
    assert say(line) == say(f"{line} --no-cache")


def test_findings_are_named_by_the_path_as_it_is_given(
    say: Callable[[str], Said], blog: Path
) -> None:
    say("check --format concise")
    _, out, _ = say(f"check --format concise {blog} -q")
    assert all(line.startswith(f"{blog}/") for line in out.splitlines())


def test_what_makes_a_run_fail_is_decided_anew(say: Callable[[str], Said], blog: Path) -> None:
    assert [say(f"check --fail-on {level}")[0] for level in ("error", "never")] == [1, 0]


def test_the_time_of_rules_is_that_of_a_run_that_lints(
    say: Callable[[str], Said], blog: Path, folder: Path
) -> None:
    say("check")
    _, _, table = say("check --profile-rules")
    assert " stutter\n" in table


def test_a_failing_check_fails_again(
    say: Callable[[str], Said], blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise LookupError("no such word")

    monkeypatch.setattr(linter, "check_of", failing)
    assert [say("check 1.md")[0] for _ in range(2)] == [2, 2]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    made = repository(tmp_path / "repo")
    made.commit({f"{name}.md": f"# {name}\n\n{FAULT}" for name in "abcd"})
    made.write("a.md", f"# a\n\n{FAULT}\n{FURTHER}")
    made.write("b.md", f"# b\n\n{FAULT}\n港の灯台です。\n")
    made.write("e.md", FAULT)
    made.git("add", "a.md", "e.md")
    made.write("a.md", f"# a\n\n{FAULT}")
    monkeypatch.chdir(made.top)
    return made


@pytest.mark.parametrize("jobs", ["", "--jobs 2"])
@pytest.mark.parametrize(
    "options",
    [
        "--staged",
        "--since HEAD",
        "--baseline-from HEAD",
        "--staged --baseline-from HEAD",
        "--since HEAD --baseline-from HEAD",
    ],
)
def test_what_git_has_is_compared_in_the_same_way_with_kept_results(
    options: str,
    jobs: str,
    say: Callable[[str], Said],
    repo: Repository,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say("check")  # of the work tree, which is not what is asked for
    line = f"check {options} {jobs} --format json"
    _, out, _ = same_with_and_without(say, monkeypatch, line)
    assert json.loads(out)["findings"] or "staged" not in options


def test_a_baseline_is_the_same_with_kept_results(
    say: Callable[[str], Said], blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = same_with_and_without(say, monkeypatch, "baseline write")
    assert (code, "4 known in 4 files" in out) == (0, True)
    (blog / "1.md").write_text(FURTHER, "utf-8")
    (blog / "3.md").write_text("港の灯台です。\n", "utf-8")
    assert "Not in it: 1" in same_with_and_without(say, monkeypatch, "baseline status")[1]
    same_with_and_without(say, monkeypatch, "check")


@pytest.mark.parametrize("command", ["check", "baseline write"])
def test_a_run_that_is_to_keep_no_result_keeps_the_patterns_of_the_program_alone(
    command: str, blog: Path, folder: Path
) -> None:
    done = run_anew(f"{command} --no-cache")
    assert done.returncode in (0, 1)
    assert [path.name.partition("-")[0] for path in folder.iterdir()] == ["patterns"]


def test_kept_results_are_not_read_by_a_run_that_is_to_keep_none(
    say: Callable[[str], Said], blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("check")
    monkeypatch.setattr("kouetsu.cache.Results.recall", None)
    assert say("check --no-cache")[0] == 1


@pytest.mark.parametrize("command", ["check", "baseline write"])
def test_results_are_kept_in_the_folder_that_is_named(
    command: str, say: Callable[[str], Said], blog: Path, folder: Path, tmp_path: Path
) -> None:
    say(f"{command} --cache-dir {tmp_path}/other")
    assert (tmp_path / "other" / NAME).is_file()
    assert not (folder / NAME).exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "damaged, and made anew"), ("ja", "壊れていたので作り直しました")],
)
def test_damage_is_told_of_in_one_line_and_changes_no_result(
    language: str, words: str, say: Callable[[str], Said], blog: Path, folder: Path
) -> None:
    line = f"check --lang {language}"
    first = say(line)
    (folder / NAME).write_bytes(b"x" * 9000)
    code, out, err = say(line)
    assert (code, out) == first[:2]
    assert err.startswith("kouetsu: ")
    assert words in err
    assert err.count("\n") == 1
    assert say(line) == first


def test_a_quiet_run_tells_of_no_damage(
    say: Callable[[str], Said], blog: Path, folder: Path
) -> None:
    folder.mkdir()
    (folder / NAME).write_bytes(b"x" * 9000)
    assert say("check -q")[2] == ""


@pytest.mark.parametrize("jobs", ["--jobs 1", "--jobs 2"])
def test_something_else_in_the_place_of_the_file_changes_no_result(
    jobs: str, say: Callable[[str], Said], blog: Path, folder: Path
) -> None:
    without = say("check --no-cache")
    (folder / NAME).mkdir(parents=True)
    for _ in range(2):
        code, out, err = say(f"check {jobs}")
        assert (code, out) == without[:2]
        assert err.count("\n") == 1
        assert "not a file of this kouetsu" in err


def test_only_who_named_a_folder_hears_that_it_cannot_be_used(
    say: Callable[[str], Said], blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    without = say("check --no-cache")
    code, out, err = say(f"check --cache-dir {tmp_path}/file")
    assert (code, out) == without[:2]
    assert "cannot be written" in err
    monkeypatch.setenv(cache_folder.VARIABLE, str(tmp_path / "file"))
    assert say("check") == without


def run_anew(line: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kouetsu", *shlex.split(line)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_two_runs_at_once_report_what_one_does(blog: Path, folder: Path) -> None:
    alone = run_anew("check --no-cache --format json")
    command = [sys.executable, "-m", "kouetsu", "check", "--jobs", "2", "--format", "json"]
    running = [
        subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": SOURCE},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(4)
    ]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out, err) == (alone.returncode, alone.stdout, "")
    assert run_anew("check --format json").stdout == alone.stdout


LOADED = """
import json, sys
from kouetsu.cli import main
code = main(["check", "-q", *sys.argv[1:]])
sys.stdout.flush()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        check=True,
    )
    code, modules = json.loads(done.stderr)
    assert code == 1
    return set(modules)


HEAVY = {"rapidfuzz", "sudachipy", "yaml", "multiprocessing", "kouetsu.checks"}


def test_an_unchanged_post_loads_neither_checks_nor_what_they_read_with(
    blog: Path, folder: Path
) -> None:
    head = "---\ntitle: 港\ndate: 2025-01-02\ntags: [海]\nsummary: >\n  港\n---\n\n"
    links = "\n\n[表紙](0.md)と[波](https://example.com/a)\n"
    (blog / "1.md").write_text(f"{head}{FAULT}{links}", "utf-8")
    assert loaded("1.md") >= HEAVY - {"multiprocessing"}
    assert not loaded("1.md") & HEAVY
    assert "sqlite3" not in loaded("--no-cache", "1.md")
