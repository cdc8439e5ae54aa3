"""Measure how time and memory grow with the size of what is checked.

    python benchmarks/growth.py [POST] [BLOG] [--only WORD] [--doublings N] [--repetitions N]

A post and a blog are taken 1, 2, 4 … 64 times, and the hostile inputs are made at sizes that double
up to the size at the end of each name. Every run is a process of its own, without a time limit,
that writes its report into a pipe; its CPU time and its peak of memory are the least of the
repetitions. What the start takes, measured on an empty article, is subtracted before sizes are
compared: the growth is the factor for twice as much (2.00 is linear), the deviation that from a
line through the largest size.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parent.parent
# What follows a head.
_BELOW = "---\n\n本文です。\n"
_SENTENCE = "今日は天気がとてもよいので、港まで散歩に出かけました。"
_OPTIONS = ("--file-timeout", "0", "--output-format", "concise")
# `kouetsu check`: nothing found that fails, something found.
_DONE = (0, 1)
# Seconds, and megabytes, below which a difference of two runs says nothing.
_LEAST = (0.2, 10.0)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run takes: seconds of CPU time and megabytes at its peak."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Input:
    """A kind of input: `write` puts so much of it into a folder, at most `largest`."""

    name: str
    largest: int
    write: Callable[[Path, int], None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for and print the table."""
    options = _options(arguments)
    inputs = [
        Input("a post", 64, lambda folder, count: _repeat_post(options.post, folder, count)),
        Input("a blog", 64, lambda folder, count: _repeat_blog(options.blog, folder, count)),
        *(Input(name, size, _text(make)) for name, (make, size) in HOSTILE.items()),
    ]
    with TemporaryDirectory() as name:
        folder = Path(name)
        start = _measure(Input("", 1, _text(lambda _: "\n")), 1, folder, options.repetitions)
        print(_row("input", "size", "CPU s", "growth", "MB", "growth", "deviation"))
        print(_row(*["---"] * 7))
        for each in inputs:
            if options.only in each.name:
                _measure_growth(each, start, folder, options)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    blog = ROOT / "fixtures" / "blog" / "_posts"
    post = max(blog.glob("*.md"), key=lambda path: path.stat().st_size)
    parser.add_argument("post", nargs="?", type=Path, default=post, help="an article")
    parser.add_argument("blog", nargs="?", type=Path, default=blog, help="a folder of articles")
    parser.add_argument("--only", default="", help="the inputs whose name holds this word")
    parser.add_argument("--doublings", type=int, default=6, help="sizes less one (default: 6)")
    parser.add_argument("--repetitions", type=int, default=3, help="runs of each (default: 3)")
    return parser.parse_args(arguments)


def _measure_growth(
    measured: Input, start: Cost, folder: Path, options: argparse.Namespace
) -> None:
    """Print a row for each size of an input."""
    sizes = [max(1, measured.largest >> halvings) for halvings in range(options.doublings, -1, -1)]
    costs = [_measure(measured, size, folder, options.repetitions) for size in sizes]
    net = [
        (max(0, cost.seconds - start.seconds), max(0, cost.megabytes - start.megabytes))
        for cost in costs
    ]
    for index, (size, cost) in enumerate(zip(sizes, costs, strict=True)):
        factors, deviation = ["", ""], ""
        if index:
            pairs = zip(net[index - 1], net[index], _LEAST, strict=True)
            factors = [_factor(before, after, least) for before, after, least in pairs]
        if net[index][0] >= _LEAST[0]:
            on_line = net[-1][0] * size / sizes[-1]
            deviation = f"{(net[index][0] / on_line - 1) * 100:+.0f} %"
        seconds, memory = f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}"
        name = f"{measured.name} × {size:,}"
        cells = (name, _size(folder, measured, size), seconds, factors[0], memory, factors[1])
        print(_row(*cells, deviation), flush=True)


def _factor(before: float, after: float, least: float) -> str:
    return f"{after / before:.2f}" if before >= least else "–"


def _measure(measured: Input, size: int, folder: Path, repetitions: int) -> Cost:
    """Return the least that a run over an input of a size takes."""
    posts = _folder(folder, measured, size)
    if not posts.exists():
        posts.mkdir(parents=True)
        measured.write(posts, size)
    costs = [_run(posts) for _ in range(repetitions)]
    return Cost(min(cost.seconds for cost in costs), min(cost.megabytes for cost in costs))


def _folder(folder: Path, measured: Input, size: int) -> Path:
    return folder / (measured.name or "start") / str(size)


def _size(folder: Path, measured: Input, size: int) -> str:
    """Return how large an input is, and make room for the next."""
    posts = _folder(folder, measured, size)
    kilobytes = sum(path.stat().st_size for path in posts.rglob("*.md")) / 1000
    shutil.rmtree(posts)
    return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{kilobytes:.0f} KB"


def _run(posts: Path) -> Cost:
    """Check the articles of a folder in a process of its own; its children are told by `wait4`."""
    check = [sys.executable, "-m", "kouetsu", "check", "--no-cache", "--jobs", "1"]
    settings = posts / "kouetsu.toml"
    settings.touch()
    process = Popen(
        [*check, *_OPTIONS, "--config", str(settings), str(posts)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"},
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in _DONE:
        raise SystemExit(f"{posts}: kouetsu check ended with {process.returncode}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(usage.ru_utime + usage.ru_stime, kilobytes / 1024)


def _text(make: Callable[[int], str]) -> Callable[[Path, int], None]:
    def write(folder: Path, size: int) -> None:
        (folder / "post.md").write_text(make(size), "utf-8")

    return write


def _repeat_post(post: Path, folder: Path, count: int) -> None:
    """Write an article whose body stands so often; the head stands once."""
    text = post.read_text("utf-8")
    head, fence, body = text.partition("\n---\n") if text.startswith("---\n") else ("", "", text)
    (folder / post.name).write_text(f"{head}{fence}{(body + chr(10)) * count}", "utf-8")


def _repeat_blog(blog: Path, folder: Path, count: int) -> None:
    for number in range(count):
        shutil.copytree(blog, folder / f"copy-{number}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(template: str) -> Callable[[int], str]:
    """Return a text of so many pieces, each with its own number for № and letters for @."""

    def pieces(count: int) -> Iterator[str]:
        for number in range(count):
            letters = chr(0x4E00 + number % 20_000) + chr(0x4E00 + 7 * number % 20_000)
            yield template.replace("№", str(number)).replace("@", letters)

    return lambda count: "".join(pieces(count))


def _sentences(size: int) -> str:
    return _SENTENCE * (size // len(_SENTENCE.encode()))


# Each with the number of pieces, or bytes, at the largest size.
HOSTILE: dict[str, tuple[Callable[[int], str], int]] = {
    "one line, bytes": (_sentences, 5_000_000),
    "one line without marks, bytes": (lambda n: "あいうえおかきくけこ" * (n // 30), 5_000_000),
    "headings": (_lines("## 見出し№\n\n"), 100_000),
    "the same heading": (lambda n: "## 見出し\n\n" * n, 100_000),
    "nested quotes": (lambda n: ">" * n + " 港です。\n", 50_000),
    "nested brackets": (lambda n: "「" * n + "港" + "」" * n, 50_000),
    "nested labels of links": (lambda n: "[" * n + "港" + "]" * n, 50_000),
    "nearly the same paragraphs": (
        _lines("港の第№桟橋から、今日も朝早くから漁船が沖へ出て行きました。\n\n"),
        10_000,
    ),
    "nearly the same names": (
        _lines("@さんは今日も、港まで散歩に出かけて、市場で魚を買いました。\n\n"),
        10_000,
    ),
    "a head of one value, bytes": (
        lambda n: f"---\ntitle: 港\ndescription: {_sentences(n)}\n{_BELOW}",
        5_000_000,
    ),
    "a head of a list, items": (
        lambda n: "---\ntitle: 港\ntags:\n" + _lines("  - 港№\n")(n) + _BELOW,
        400_000,
    ),
    "a head of keys": (lambda n: "---\n" + _lines("key№: 港の値\n")(n) + _BELOW, 200_000),
    "items of a list": (lambda n: "- 港\n" * n, 1_000_000),
    "items with numbers": (_lines("- 港№\n"), 1_000_000),
}


if __name__ == "__main__":
    main()
