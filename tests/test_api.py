from __future__ import annotations

import dataclasses
import doctest
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kouetsu
from kouetsu.cli import main
from kouetsu.linter import EngineError, FileReport

ROOT = Path(__file__).parent.parent
BAD = "岬の灯台は、霧の夜にも船を導くべきですです。\n"
GOOD = "岬の灯台は、霧の夜にも船を導きます。\n"
POSTS = sorted((ROOT / "fixtures" / "blog" / "_posts").glob("*.md"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_a_finding_says_what_where_and_how_to_repair_it() -> None:
    (finding,) = kouetsu.check(BAD, message_language="ja").findings
    assert (finding.rule, finding.family) == ("stutter", "language")
    assert finding.severity is kouetsu.Severity.ERROR
    assert finding.text == BAD[finding.start : finding.end] == "ですです"
    assert (finding.line, finding.column) == (1, 18)
    assert (finding.end_line, finding.end_column) == (1, 22)
    assert "ですです" in finding.message
    assert finding.repair
    assert finding.cause is None


def test_the_edits_of_a_fix_repair_the_text() -> None:
    (finding,) = kouetsu.check(BAD).findings
    assert finding.fix is not None
    assert finding.fix.applicability is kouetsu.Applicability.SAFE
    text = BAD
    for edit in reversed(finding.fix.edits):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    assert text == BAD.replace("ですです", "です")
    assert kouetsu.check(text).ok


def test_a_sound_text_passes() -> None:
    assert kouetsu.check(GOOD) == kouetsu.Report((), (), 0)
    assert kouetsu.check(GOOD).ok


def test_an_empty_text_is_no_failure() -> None:
    assert not kouetsu.check("").errors


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
def test_a_report_agrees_with_the_json_of_the_command_line(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", "--all", "--output-format", "json", "--lang", "en", str(path)])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    report = kouetsu.check(_read(path), path, message_language="en")
    assert report.exit_code == code
    assert [_as_json(finding, path) for finding in report.findings] == told["findings"]


def _read(path: Path) -> str:
    """Return a text with its line endings as they are, and so with its offsets."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _as_json(finding: kouetsu.Finding, path: Path) -> dict[str, Any]:
    """Return a finding as the JSON report has it, by its documented differences."""
    data = dataclasses.asdict(finding)
    del data["text"]
    del data["repair"]
    data |= {"path": path.as_posix(), "severity": finding.severity.value}
    for related in data["related"]:
        related |= {"path": path.as_posix()}
        del related["start"], related["end"]
    data["related"] = list(data["related"])
    if finding.fix:
        data["fix"] |= {
            "applicability": finding.fix.applicability.value,
            "edits": list(data["fix"]["edits"]),
        }
    return data


def test_the_settings_are_those_of_the_folder_of_the_path(tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "kouetsu.toml").write_text('ignore = ["stutter"]\n', "utf-8")
    assert kouetsu.check(BAD, tmp_path / "blog" / "not yet written.md").ok
    assert kouetsu.check(BAD, "blog/記事.md").ok
    assert not kouetsu.check(BAD).ok
    assert not kouetsu.check(BAD, "記事.md").ok


def test_settings_that_are_named_hold_instead_of_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "kouetsu.toml").write_text('ignore = ["stutter"]\n', "utf-8")
    (tmp_path / "strict.toml").write_text('message_language = "ja"\n', "utf-8")
    assert kouetsu.check(BAD).ok
    report = kouetsu.check(BAD, config="strict.toml")
    assert not report.ok
    assert "重なり" in report.findings[0].message


def test_what_passes_is_for_the_settings_to_say(tmp_path: Path) -> None:
    (tmp_path / "kouetsu.toml").write_text('fail_on = "never"\n', "utf-8")
    report = kouetsu.check(BAD)
    assert report.ok
    assert report.findings


@pytest.mark.parametrize("config", ["gone.toml", Path("gone.toml")])
def test_settings_that_cannot_be_used_raise_one_line(config: str | Path) -> None:
    with pytest.raises(kouetsu.ConfigError, match=r"gone\.toml") as caught:
        kouetsu.check(BAD, config=config)
    assert "\n" not in str(caught.value)


def test_a_failure_inside_is_told_and_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = FileReport("-", None, "en", errors=(EngineError("internal-error: x", "stutter"),))
    monkeypatch.setattr("kouetsu.linter.lint_article", lambda *_: broken)
    report = kouetsu.check(BAD)
    assert report.errors == (kouetsu.Failure("internal-error: x", "stutter"),)
    assert (report.ok, report.exit_code) == (False, 2)


def test_what_follows_from_another_finding_names_it_and_fails_nothing() -> None:
    path = POSTS[0]
    report = kouetsu.check(_read(path), path)
    names = {finding.fingerprint for finding in report.findings}
    causes = {finding.cause for finding in report.findings if finding.cause}
    assert causes
    assert causes <= names


def test_nothing_of_a_report_can_be_changed() -> None:
    report = kouetsu.check(BAD)
    for fact, name in ((report, "exit_code"), (report.findings[0], "line")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(fact, name, 0)


@given(st.text(alphabet="ですを、。🍎 \n\r\ud800「」#-", max_size=60))
def test_places_cut_the_reported_text_out_of_any_text(text: str) -> None:
    for finding in kouetsu.check(text).findings:
        assert len(finding.text) == finding.end - finding.start
        assert text[finding.start : finding.end].replace("\ud800", "\ufffd") == finding.text
        assert (finding.line, finding.column) <= (finding.end_line, finding.end_column)


def test_a_byte_order_mark_is_not_counted() -> None:
    (finding,) = kouetsu.check(f"\ufeff{BAD}").findings
    assert BAD[finding.start : finding.end] == finding.text


def _fresh(program: str, folder: Path) -> str:
    """Return what a program prints that runs in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_threads_find_what_one_thread_finds(tmp_path: Path) -> None:
    posts = [str(path) for path in POSTS]
    program = (
        "import kouetsu\nfrom concurrent.futures import ThreadPoolExecutor\n"
        f"posts = {posts!r} * 4\n"
        "def work(path):\n"
        "    with open(path, encoding='utf-8', newline='') as file:\n"
        "        return repr(kouetsu.check(file.read(), path))\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print('\\n'.join(pool.map(work, posts)))\n"
    )
    alone = [repr(kouetsu.check(_read(path), path)) for path in POSTS]
    assert _fresh(program, tmp_path).splitlines() == alone * 4
    with ThreadPoolExecutor(8) as pool:
        again = pool.map(lambda path: repr(kouetsu.check(_read(path), path)), POSTS * 4)
    assert list(again) == alone * 4


def test_a_check_opens_no_connection_and_writes_nothing(tmp_path: Path) -> None:
    package = str(Path(kouetsu.__file__).parent)  # where a checkout keeps its compiled rules
    program = (
        "import json, os, sys\nseen = []\n"
        "def watch(event, arguments):\n"
        "    if event.startswith(('socket.', 'subprocess.', 'os.re', 'os.mkdir')):\n"
        "        seen.append((event, str(arguments)))\n"
        "    elif event == 'open' and isinstance(arguments[2], int):\n"
        "        if arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):\n"
        "            seen.append((event, str(arguments[0])))\n"
        "sys.addaudithook(watch)\nimport kouetsu\n"
        f"for path in {[str(path) for path in POSTS]!r}:\n"
        "    text = open(path, encoding='utf-8', newline='').read()\n"
        "    assert kouetsu.check(text, path).findings is not None\n"
        "print(json.dumps(seen))\n"
    )
    seen = json.loads(_fresh(program, tmp_path))
    assert not [each for each in seen if package not in each[1]]
    assert not list(tmp_path.iterdir())


def test_to_import_kouetsu_loads_nothing_else_of_it(tmp_path: Path) -> None:
    program = (
        "import sys\nbefore = set(sys.modules)\nimport kouetsu\n"
        "print(sorted(set(sys.modules) - before))"
    )
    assert _fresh(program, tmp_path) == "['kouetsu']\n"


def test_every_name_that_is_offered_is_there_and_no_other() -> None:
    assert all(hasattr(kouetsu, name) for name in kouetsu.__all__)
    with pytest.raises(AttributeError, match="'kouetsu' has no attribute 'chekc'"):
        getattr(kouetsu, "chekc")  # noqa: B009 - mypy knows that it is not there


@pytest.mark.slow
def test_type_checkers_know_the_types_and_the_slips_of_a_user(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(
        "import kouetsu\n"
        "report = kouetsu.check('', path='a.md', message_language='ja')\n"
        "severity: kouetsu.Severity = report.findings[0].severity\n"
        "kouetsu.check(b'')\n"
        "kouetsu.chekc('')\n"
        "kouetsu.check('', message_language='fr')\n"
        "report.exit_code = 0\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "user.py"]
    environment = {**os.environ, "MYPYPATH": str(ROOT / "src")}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, check=False, text=True
    )
    lines = [line for line in done.stdout.splitlines() if "error:" in line]
    assert [line.split(":")[1] for line in lines] == ["4", "5", "6", "7"], done.stdout


def test_the_examples_of_the_guide_are_true() -> None:
    guide = ROOT / "docs" / "python-api.md"
    failed, tried = doctest.testfile(str(guide), module_relative=False, encoding="utf-8")
    assert tried > 5
    assert not failed
