from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NoReturn

import pytest

from kouetsu import time_limit
from kouetsu.checks import language
from kouetsu.cli.baseline import BaselineArguments, baseline_command
from kouetsu.cli.check import CheckArguments, check_command
from kouetsu.cli.fix import FixArguments, fix_command
from kouetsu.time_limit import OutOfTime, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.finding import Hit

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="the limit is an alarm of the system"
)

FAULT = "朝の市では、魚を手ごろな値で買えますます。\n"
# A post with a word on which the check below runs away.
RUNAWAY = f"{FAULT}\n港の迷路を歩きました。\n"
# Seconds that all tests together do not take.
FOR_EVER = 10_000.0


def backtrack() -> object:
    """Match a pattern that tries each of 2⁶⁰ ways to take a text apart."""
    return re.search(r"(a+)+$", "a" * 60 + "b")


def spin() -> NoReturn:
    while True:
        pass


def swallow() -> NoReturn:
    """Run away in a finalizer, which Python lets no exception out of, and then again."""

    class Slow:
        def __del__(self) -> None:
            spin()

    Slow()
    spin()


@pytest.mark.parametrize("work", [backtrack, spin])
def test_work_that_runs_away_is_ended(work: object) -> None:
    with pytest.raises(OutOfTime):
        within(0.05, work)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_alarm_that_a_finalizer_swallows_is_given_again() -> None:
    with pytest.raises(OutOfTime):
        within(0.05, swallow)


def test_a_guard_against_failures_of_a_check_does_not_take_it_for_one() -> None:
    def guarded() -> None:
        try:
            backtrack()
        except Exception:  # as the engine does around each check
            pytest.fail("it was taken for a failure")

    with pytest.raises(OutOfTime):
        within(0.05, guarded)


def test_work_in_time_gives_its_result_and_leaves_no_alarm() -> None:
    before = signal.getsignal(signal.SIGPROF)
    assert within(FOR_EVER, lambda: 42) == 42
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert signal.getsignal(signal.SIGPROF) is before


def test_no_alarm_is_left_when_the_work_fails_or_its_time_is_over() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(KeyError):
        within(FOR_EVER, lambda: os.environ["ABSENT"])
    with pytest.raises(OutOfTime):
        within(0.05, spin)
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert signal.getsignal(signal.SIGPROF) is before


def test_ctrl_c_ends_limited_work_and_leaves_no_alarm() -> None:
    def interrupted() -> NoReturn:
        os.kill(os.getpid(), signal.SIGINT)
        spin()

    with pytest.raises(KeyboardInterrupt):
        within(FOR_EVER, interrupted)
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_an_alarm_of_somebody_else_goes_on() -> None:
    signal.setitimer(signal.ITIMER_PROF, 1000, 7)
    try:
        within(FOR_EVER, lambda: 42)
        left, repeated = signal.getitimer(signal.ITIMER_PROF)
        assert 900 < left < 1001  # the clock of timers has a coarse grain
        assert repeated == 7
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def test_zero_seconds_are_no_limit() -> None:
    assert within(0, lambda: signal.getitimer(signal.ITIMER_PROF)) == (0, 0)


def test_in_a_thread_the_work_is_done_without_a_limit() -> None:
    results: list[object] = []
    thread = Thread(
        target=lambda: results.append(within(1, lambda: signal.getitimer(signal.ITIMER_PROF)))
    )
    thread.start()
    thread.join()
    assert results == [(0, 0)]


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the check of `stutter` run away on one of the posts of a folder."""
    of_old = language.stutter

    def stutter(article: Article, **options: list[str]) -> Iterator[Hit]:
        yield from of_old(article, **options)
        if "迷路" in article.source.text:
            backtrack()

    monkeypatch.setattr(language, "stutter", stutter)
    for number in range(6):
        text = RUNAWAY if number == 3 else FAULT
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


GIVEN_UP = (
    "kouetsu: 3.md: stutter: took more than 1 s of CPU time and was given up; "
    "--file-timeout SECONDS (0: none) allows more\n"
)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_runaway_is_an_error_line_for_its_file_and_the_others_are_checked(
    jobs: int, posts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = CheckArguments((".",), output_format="concise", jobs=jobs, file_timeout=1)
    assert check_command(arguments) == 2
    shown = capsys.readouterr()
    assert shown.err == GIVEN_UP
    found = {line[0] for line in shown.out.splitlines() if " stutter " in line}
    assert found == {"0", "1", "2", "4", "5"}
    assert "3.md" not in shown.out  # what was found before is not all, so it is not shown


def test_a_runaway_in_a_repair_leaves_the_file_as_it_is(
    posts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fix_command(FixArguments((".",), file_timeout=1)) == 2
    assert capsys.readouterr().err == GIVEN_UP
    assert Path("3.md").read_text("utf-8") == RUNAWAY
    assert "ますます" not in Path("4.md").read_text("utf-8")


def test_no_baseline_is_written_when_a_file_was_given_up(
    posts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert baseline_command(BaselineArguments("write", (".",), file_timeout=1)) == 2
    assert GIVEN_UP in capsys.readouterr().err
    assert not list(posts.glob("*.json"))


def test_a_runaway_on_stdin_is_given_up(
    posts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(RUNAWAY.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert check_command(CheckArguments(("-",), stdin_filename="3.md", file_timeout=1)) == 2
    assert capsys.readouterr().err == GIVEN_UP


def test_thirty_seconds_are_the_limit_unless_another_is_asked_for() -> None:
    assert time_limit.DEFAULT == 30
    arguments = (CheckArguments(), FixArguments(), BaselineArguments("write"))
    assert {each.file_timeout for each in arguments} == {30}


@pytest.mark.parametrize("command", ["check", "fix", "baseline"])
def test_a_time_below_zero_is_refused(command: str, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "kouetsu", command, "--file-timeout=-1"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert "--file-timeout" in done.stderr.decode()


@pytest.mark.parametrize("command", ["check", "fix"])
def test_no_limit_can_be_asked_for(command: str, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("港の灯台です。\n", "utf-8")
    line = [sys.executable, "-m", "kouetsu", command, "--file-timeout", "0", "post.md"]
    assert subprocess.run(line, cwd=tmp_path, capture_output=True, check=False).returncode == 0
