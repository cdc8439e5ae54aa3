from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kouetsu.cli import main

if TYPE_CHECKING:
    from pathlib import Path

BAD = "岬の灯台は、霧の夜にも船を導くべきですです。\n"
GOOD = "岬の灯台は、霧の夜にも船を導きます。\n"


@pytest.fixture(autouse=True)
def _blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("post.md", BAD), ("drafts/草 稿.md", BAD), ("good.md", GOOD)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "kouetsu.toml").write_text('exclude = ["drafts/"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_one_run_writes_several_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = ["--report", "json=a.json", "--report", "concise=b=c.txt"]
    assert main(["check", "post.md", "--output-format", "concise", *reports]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("post.md:1:18: error stutter")
    assert (tmp_path / "b=c.txt").read_text("utf-8") == shown
    (finding,) = json.loads((tmp_path / "a.json").read_text("utf-8"))["findings"]
    assert finding["rule"] == "stutter"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("json", "write FORMAT=FILE"),
        ("json=", "write FORMAT=FILE"),
        ("yaml=a.yaml", "there is no format “yaml” (full, concise, json"),
    ],
)
def test_a_report_that_nobody_can_write_is_refused_before_anything_is_read(
    value: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "post.md", "--report", value]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(f"kouetsu: --report {value}: ")
    assert words in err


def test_a_report_never_takes_the_place_of_an_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", ".", "--report", "json=./post.md"]) == 2
    assert "--report post.md: this is one of the articles" in capsys.readouterr().err
    assert (tmp_path / "post.md").read_text("utf-8") == BAD


def test_a_file_that_cannot_be_written_does_not_cost_the_other_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = ["--report", "json=nowhere/a.json", "--report", "json=b.json"]
    assert main(["check", "good.md", "--quiet", *reports]) == 2
    assert capsys.readouterr().err.startswith("kouetsu: --report nowhere/a.json: ")
    assert (tmp_path / "b.json").exists()


def test_a_named_file_that_is_excluded_is_checked_unless_exclusion_is_forced(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "drafts/草 稿.md"]) == 1
    capsys.readouterr()
    assert main(["check", "--force-exclude", "drafts/草 稿.md"]) == 0
    assert capsys.readouterr() == ("", "")


def test_forced_exclusion_keeps_the_other_named_files(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--force-exclude", "--format", "concise", "drafts/草 稿.md", "post.md"]
    assert main(arguments) == 1
    out = capsys.readouterr().out
    assert "post.md:1:18: error stutter" in out
    assert "草 稿" not in out


def test_forced_exclusion_does_not_hide_a_path_that_does_not_exist(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--force-exclude", "gone.md"]) == 2
    assert "gone.md: no such file or folder" in capsys.readouterr().err


def test_a_file_that_is_excluded_by_force_is_not_repaired(tmp_path: Path) -> None:
    assert main(["fix", "--force-exclude", "drafts/草 稿.md", "post.md"]) == 0
    assert (tmp_path / "drafts" / "草 稿.md").read_text("utf-8") == BAD
    assert "ですです" not in (tmp_path / "post.md").read_text("utf-8")
