from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kouetsu
from kouetsu import __version__, catalogue
from kouetsu.cli import main
from kouetsu.cli.progress import tracked
from kouetsu.finding import Hit, Place, Severity
from samples import install, places, rule, word_rule, words
from snapshots import assert_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kouetsu.article import Article
    from kouetsu.catalogue import Rule

SNAPSHOTS = Path(__file__).parent / "snapshots"

POSTS = {
    "posts/灯台.md": (
        "---\ntitle: 岬の灯台\n---\n\n"
        "岬の灯台は、霧の夜にも🍎の船を導くべきですです。町の人はその光を頼りに暮らしてきました。\n\n"
        "昔の町には、三つの灯台がありました。漁をする人はみな、星よりも灯台を見たそうですです。\n\n"
        "昔の町には、三つの灯台がありました。漁をする人はみな、星よりも灯台を見たそうですです。\n"
    ),
    "posts/市場.md": "朝の市場には、採れたての野菜が並びます。〇〇もあります。\n",
    "posts/駅.md": "駅前の時計は、いつも三分だけ進んでいます。\n",
    "notes/memo.txt": "これは記事ではないですです。\n",
    "empty/readme.txt": "\n",
    "bad/kouetsu.toml": "selekt = []\n",
    "bad/post.md": "本文です。\n",
}
COPY = "昔の町には、三つの灯台がありました。漁をする人はみな、星よりも灯台を見たそうですです。"


def copies(article: Article) -> Iterator[Hit]:
    first, *later = [*places(article.source.text, COPY), None]
    for copy in later:
        if first is not None and copy is not None:
            yield Hit(copy, {"count": 2}, related=(Place(first, "first"),), explains=(copy,))


def broken(article: Article) -> Iterator[Hit]:
    raise KeyError(article.source.path)


def rules() -> Mapping[str, Rule]:
    """Return a small catalogue with a rule of each severity, one that folds, one that fails."""
    messages = {"ja": "{count}文が繰り返されています", "en": "{count} sentences are repeated"}
    found = [
        rule(
            "repeated",
            check="copies",
            messages={"default": messages},
            repairs={"default": {"ja": "後の写しを消してください", "en": "remove the later copy"}},
            related={"first": {"ja": "最初の箇所", "en": "first here"}},
        ),
        word_rule("doubled", "ですです"),
        word_rule("placeholder", "〇〇", severity=Severity.WARNING),
        word_rule("clock", "三分", severity=Severity.INFO),
        rule("failing", check="broken", severity=Severity.INFO),
        REAL["unused-suppression"],
    ]
    return {each.id: each for each in found}


REAL = catalogue.load()


@pytest.fixture(autouse=True)
def _blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in POSTS.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    install(monkeypatch, words=words, copies=copies, broken=broken)
    monkeypatch.setattr(catalogue, "load", rules)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


SCENARIOS = {
    "full": "check posts --lang ja",
    "full-english": "check posts",
    "full-all": "check posts --all",
    "concise": "check posts --output-format concise",
    "concise-quiet": "check posts --format concise --quiet",
    "json": "check posts --output-format json",
    "json-all": "check posts/灯台.md --output-format json --all",
    "statistics": "check posts --statistics",
    "statistics-all": "check posts --statistics --all",
    "quiet": "check posts/市場.md -q",
    "select": "check posts --select clock,placeholder --format concise",
    "select-all": "check posts --select all --ignore failing --format concise",
    "ignore": "check posts --ignore repeated --ignore placeholder --format concise",
    "ignore-family": "check posts --ignore samples --format concise",
    "default-folder": "check --format concise posts",
    "fail-on-warning": "check posts/市場.md --fail-on warning",
    "fail-on-info": "check posts/駅.md --select clock --fail-on info",
    "fail-on-never": "check posts --fail-on never --statistics",
    "warning-only": "check posts/市場.md",
    "clean": "check posts/駅.md --lang ja",
    "named-file-of-any-suffix": "check notes/memo.txt --format concise",
    "no-article": "check empty notes",
    "no-article-json": "check empty --format json",
    "missing-path": "check nowhere.md posts/駅.md",
    "bad-config": "check bad/post.md",
    "missing-config": "check posts --config nowhere.toml",
    "unknown-rule": "check posts --select doubeld",
    "unknown-option": "check posts --slect doubled",
    "unknown-choice": "check posts --fail-on fatal",
    "unknown-command": "chek posts",
    "check-that-fails": "check posts/駅.md posts/市場.md --select failing,placeholder",
    "check-that-fails-json": "check posts/駅.md --select failing --format json",
    "stdin": "check - --stdin-filename posts/下書き.md",
    "stdin-without-name": "check - --format concise",
    "stdin-and-files": "check - posts",
    "stdin-filename-alone": "check posts --stdin-filename a.md",
    "statistics-json": "check posts --statistics --format json",
    "output-file-in-no-folder": "check posts --output-file nowhere/report.txt",
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_is_as_its_snapshot(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give_stdin(monkeypatch, "港の〇〇です。".encode())
    code = main(shlex.split(SCENARIOS[name]))
    out, err = capsys.readouterr()
    text = (
        f"$ kouetsu {SCENARIOS[name]}\nexit code: {code}\n--- stdout\n{out}--- stderr\n{err}"
    ).replace(__version__, "VERSION")
    text = re.sub(r"(linter\.py):\d+", r"\1:LINE", text)
    assert_snapshot(SNAPSHOTS / f"{name}.txt", text)


def test_every_snapshot_belongs_to_a_scenario() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == set(SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_never_writes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give_stdin(monkeypatch, b"")
    main(shlex.split(SCENARIOS[name]))
    capsys.readouterr()
    files = {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in _files()}
    assert files == POSTS


def _files() -> list[Path]:
    return [path for path in Path.cwd().rglob("*") if path.is_file()]


def test_the_report_goes_into_the_output_file_and_not_to_stdout(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "posts", "--format", "json", "--output-file", "報告.json"]) == 1
    assert capsys.readouterr().out == ""
    report = json.loads(Path("報告.json").read_text("utf-8"))
    assert report["summary"]["error"] == 3


@pytest.mark.parametrize("target", ["posts/駅.md", "posts/../posts/駅.md"])
def test_a_report_never_replaces_an_article(
    target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "posts", "-o", target]) == 2
    assert Path("posts/駅.md").read_text("utf-8") == POSTS["posts/駅.md"]
    assert "one of the articles" in capsys.readouterr().err


def test_the_configuration_sets_what_fails_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    Path("posts/kouetsu.toml").write_text('fail_on = "warning"\n', "utf-8")
    assert main(["check", "posts/市場.md"]) == 1
    assert main(["check", "posts/市場.md", "--fail-on", "error"]) == 0
    capsys.readouterr()


def test_stdin_takes_the_configuration_of_the_path_it_is_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("posts/kouetsu.toml").write_text('[severity]\nplaceholder = "error"\n', "utf-8")
    give_stdin(monkeypatch, "港の〇〇です。".encode())
    assert main(["check", "-", "--stdin-filename", "posts/new.md"]) == 1
    give_stdin(monkeypatch, "港の〇〇です。".encode())
    assert main(["check", "-"]) == 0
    capsys.readouterr()


def test_stdin_may_have_any_encoding(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give_stdin(monkeypatch, "これは、港の〇〇です。".encode("cp932"))
    assert main(["check", "-", "--format", "concise", "-q"]) == 0
    assert capsys.readouterr().out == "-:1:7: warning placeholder there is “〇〇”\n"


def test_without_arguments_help_is_shown_and_the_run_is_no_success(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert "Usage: kouetsu" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["check", "--help"], ["--version"]])
def test_help_and_version_are_successes(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    assert "inspect" not in capsys.readouterr().out


def test_a_failure_of_the_program_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kouetsu.reports.render", lambda *_: 1 / 0)
    assert main(["check", "posts"]) == 2
    assert (
        capsys.readouterr().err == "kouetsu: internal-error: ZeroDivisionError: division by zero"
        f" (kouetsu/cli/targets.py:{_line_of_render()})\n"
    )


def _line_of_render() -> int:
    source = Path(sys.modules["kouetsu.cli.targets"].__file__ or "").read_text("utf-8")
    return source[: source.index("reports.render(")].count("\n") + 1


def test_a_bar_is_shown_only_when_a_run_takes_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich then takes the captured stderr for a terminal
    fast = iter(range(1000))
    assert list(tracked([1, 2, 3], 3, is_shown=True, clock=lambda: next(fast) / 1000)) == [1, 2, 3]
    assert capsys.readouterr().err == ""
    slow = iter(range(1000))
    assert list(tracked([1, 2, 3], 3, is_shown=True, clock=lambda: float(next(slow)))) == [1, 2, 3]
    assert "kouetsu" in capsys.readouterr().err
    assert list(tracked([1, 2, 3], 3, is_shown=False, clock=lambda: float(next(slow)))) == [1, 2, 3]
    assert capsys.readouterr().err == ""


COMMAND = [sys.executable, "-m", "kouetsu"]


@pytest.fixture
def _package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let other processes import the package that these tests import."""
    monkeypatch.setenv("PYTHONPATH", str(Path(kouetsu.__file__).parents[1]))


@pytest.mark.usefixtures("_package")
def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    process = subprocess.Popen(
        [*COMMAND, "check", "posts", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_ctrl_c_ends_the_run_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kouetsu.linter.lint_file", interrupted)
    assert main(["check", "posts"]) == 130
    assert capsys.readouterr() == ("", "")


def on_terminal(*arguments: str, **environment: str) -> str:
    """Run the command on a terminal of 60 columns; return what it prints there."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    variables = {**os.environ, "TERM": "xterm-256color", **environment}
    variables.pop("COLUMNS", None)
    process = subprocess.Popen([*COMMAND, *arguments], stdout=theirs, env=variables)
    os.close(theirs)
    shown = bytearray()
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says so when the other side has closed
            part = b""
        if not part:
            break
        shown += part
    os.close(ours)
    process.wait()
    return shown.decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def _slip() -> None:
    Path("posts/slip.md").write_text(
        "朝の市場には、採れたての野菜が並びます。 <!-- kouetsu-disable-line -->\n", "utf-8"
    )


@pytest.mark.usefixtures("_package", "_slip")
def test_a_terminal_gets_colour_and_lines_of_its_width() -> None:
    shown = on_terminal("check", "posts/slip.md")
    assert "\x1b[1;33mwarning" in shown
    assert "unused-suppression" in shown


@pytest.mark.usefixtures("_package", "_slip")
@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colour_gets_plain_text(variable: dict[str, str]) -> None:
    shown = on_terminal("check", "posts/slip.md", **variable)
    assert "\x1b" not in shown
    assert "unused-suppression" in shown
