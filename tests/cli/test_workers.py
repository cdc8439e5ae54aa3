from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kouetsu.cli import linting, workers
from kouetsu.cli.baseline import BaselineArguments, baseline_command
from kouetsu.cli.check import CheckArguments, check_command

if TYPE_CHECKING:
    from kouetsu.article import Article
    from kouetsu.config import Settings
    from kouetsu.linter import FileReport

COMMAND = [sys.executable, "-m", "kouetsu"]
FAULT = "朝の市では、魚を手ごろな値で買えますます。\n"


def double(number: int) -> int:
    """Work whose earlier items take longer, so that answers come out of order."""
    time.sleep(0.002 * max(0, 10 - number))
    return 2 * number


def lost(number: int) -> int:
    return -number


def raise_at_three(number: int) -> int:
    if number == 3:
        raise LookupError("three is not to be had")
    return number


def die_at(deadly: tuple[int, ...], number: int) -> int:
    if number in deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def tell_process(number: int) -> int:
    time.sleep(0.01)
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 5, 50])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = list(range(20))
    assert list(workers.share(double, items, jobs, lost)) == [2 * item for item in items]


def test_no_items_are_no_results() -> None:
    assert list(workers.share(double, [], 2, lost)) == []


def test_several_processes_do_the_work() -> None:
    processes = set(workers.share(tell_process, list(range(20)), 2, lost))
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_an_exception_of_the_work_is_raised_at_its_place() -> None:
    results = workers.share(raise_at_three, list(range(9)), 2, lost)
    assert list(islice(results, 3)) == [0, 1, 2]
    with pytest.raises(LookupError, match="three is not to be had"):
        next(results)
    assert not active_children()


@pytest.mark.parametrize("deadly", [(0,), (7,), (19,), (3, 4, 5), tuple(range(20))])
def test_a_process_that_dies_costs_only_the_item_it_had(deadly: tuple[int, ...]) -> None:
    found = list(workers.share(partial(die_at, deadly), list(range(20)), 2, lost))
    assert found == [-item if item in deadly else item for item in range(20)]
    assert not active_children()


def test_no_process_is_left_when_nobody_wants_the_rest() -> None:
    results = workers.share(double, list(range(50)), 2, lost)
    assert next(results) == 0
    assert active_children()
    del results
    assert not active_children()


def posts(folder: Path, number: int) -> Path:
    """Write a folder of posts, of which every second has a fault; return it."""
    folder.mkdir()
    for index in range(number):
        text = FAULT if index % 2 else "港の灯台です。\n"
        (folder / f"{index:02}.md").write_text(f"# 第{index}回\n\n{text}", "utf-8")
    return folder


@pytest.mark.parametrize("output_format", ["full", "json", "sarif"])
def test_the_report_is_the_same_for_any_number_of_processes(
    output_format: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posts(tmp_path / "posts", 12)
    (tmp_path / "posts" / "03.md").write_bytes(b"\xff\xfe\x00")
    monkeypatch.chdir(tmp_path)
    written = []
    for jobs in (1, 2, 4):
        code = check_command(CheckArguments(("posts",), output_format=output_format, jobs=jobs))
        written.append((code, capsys.readouterr()))
    assert "05.md" in written[0][1].out
    assert written[0] == written[1] == written[2]


def test_what_a_baseline_holds_is_shown_by_no_number_of_processes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = posts(tmp_path / "posts", 12)
    assert baseline_command(BaselineArguments("write", ("posts",))) == 0
    with (folder / "07.md").open("a", encoding="utf-8") as post:
        post.write("\n港のの灯台です。\n")
    capsys.readouterr()
    written = []
    for jobs in (1, 2):
        assert check_command(CheckArguments(("posts",), jobs=jobs)) == 1
        written.append(capsys.readouterr())
    assert "港のの灯台" in written[0].out
    assert "買えますます" not in written[0].out
    assert written[0] == written[1]


@pytest.mark.parametrize("target", [("--all",), ("--output-file", "report.txt"), ("--quiet",)])
def test_the_text_is_the_same_for_any_number_of_processes_however_it_is_shown(
    target: tuple[str, ...], tmp_path: Path
) -> None:
    posts(tmp_path / "posts", 8)
    copied = "昔、この町には灯台がありました。一つは岬に、一つは丘に立っていました。\n\n"
    (tmp_path / "posts" / "08.md").write_text(f"# 灯台\n\n{copied * 2}{FAULT}", "utf-8")
    written = []
    for jobs in ("1", "2"):
        command = [*COMMAND, "check", "--no-cache", "--jobs", jobs, *target, "posts"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        file = tmp_path / "report.txt"
        written.append((done.stdout, done.stderr, file.read_bytes() if file.exists() else b""))
    assert "買えますます" in "".join(part.decode() for part in written[0])
    assert written[0] == written[1]


def test_an_article_whose_process_dies_is_an_error_line_and_the_others_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kouetsu import linter

    of_old = linter.lint_article

    def lint_article(article: Article, settings: Settings) -> FileReport:
        if article.source.path == "04.md":
            os.kill(os.getpid(), signal.SIGKILL)
        return of_old(article, settings)

    monkeypatch.setattr(linter, "lint_article", lint_article)
    monkeypatch.chdir(posts(tmp_path / "posts", 8))
    assert check_command(CheckArguments((".",), output_format="concise", jobs=2)) == 2
    shown = capsys.readouterr()
    assert "04.md: the process that checked it died" in shown.err
    assert [name for name in ("01", "03", "05", "07") if f"{name}.md:" not in shown.out] == []


def long_posts(folder: Path) -> Path:
    """Write posts that take seconds to check; return their folder."""
    posts(folder, 4)
    long = "".join(f"港の{index}番目の桟橋には、古い灯台が立っている。" for index in range(4000))
    for index in range(12):
        (folder / f"long-{index}.md").write_text(long, "utf-8")
    return folder


def start(tmp_path: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Start to check long posts in `jobs` processes."""
    long_posts(tmp_path / "posts")
    return subprocess.Popen(
        [*COMMAND, "check", "--jobs", str(jobs), "--output-format", "concise", "posts"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the system must tell the children")
def test_a_process_that_is_ended_from_outside_costs_the_article_that_it_had(
    tmp_path: Path,
) -> None:
    running = start(tmp_path, 2)
    listed = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while not (children := listed.read_text().split()):
        time.sleep(0.01)
    os.kill(int(children[0]), signal.SIGKILL)
    out, err = running.communicate(timeout=300)
    [told] = err.decode().splitlines()
    assert "the process that checked it died" in told
    assert running.returncode == 2
    faults = {name for name in ("01.md", "03.md") if name in out.decode()}
    assert faults | {name for name in ("01.md", "03.md") if name in told} == {"01.md", "03.md"}
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_a_run_without_a_word_and_leaves_no_process(tmp_path: Path, jobs: int) -> None:
    running = start(tmp_path, jobs)
    time.sleep(1.5)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=300)
    assert (running.returncode, out, err) == (130, b"", b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_few_articles_are_checked_without_further_processes(tmp_path: Path) -> None:
    (tmp_path / "small.md").write_text(FAULT, "utf-8")
    (tmp_path / "large.md").write_bytes(b"a" * 400_000)
    assert linting.processes([tmp_path / "small.md"] * 20) == 1
    assert linting.processes([tmp_path / "gone.md"]) == 1
    assert linting.processes([tmp_path / "large.md"]) == len(os.sched_getaffinity(0))


def test_fewer_than_one_process_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "check", "--jobs", "0"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert "--jobs" in done.stderr.decode()
