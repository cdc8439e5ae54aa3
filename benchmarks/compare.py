"""Measure the working tree against another commit on a folder of posts.

    python benchmarks/compare.py [POSTS] [--against COMMIT] [--repetitions N] [--rules RULES]

Both trees run with this interpreter and its packages, taking turns, so that a machine that is busy
for a while is so for both. Every run is a process of its own with default settings that writes its
report into a pipe. What is measured is the CPU time of the process, start included; the table has
the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kouetsu.discover import discover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent

# `kouetsu check`: nothing found that fails, something found.
_DONE = (0, 1)


@dataclass(frozen=True, slots=True)
class Tree:
    """A checkout of the project. `name` heads its column."""

    name: str
    root: Path

    def run(self, *arguments: str, folder: Path) -> tuple[float, str]:
        """Run kouetsu of this tree in `folder`; return its CPU time in seconds and its stdout.

        Ends the benchmark when the program could not do its job: its time would mean nothing.
        """
        before = _children_seconds()
        done = subprocess.run(
            [sys.executable, "-m", "kouetsu", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(self.root / "src"), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        seconds = _children_seconds() - before
        if done.returncode not in _DONE:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise SystemExit(f"{self.name}: kouetsu {' '.join(arguments)}: {reason}")
        return seconds, done.stdout

    def rules(self, folder: Path) -> list[str]:
        """Return the ids of the rules that this tree knows."""
        _, listed = self.run("rule", "--all", "--output-format", "json", folder=folder)
        return [rule["id"] for rule in json.loads(listed)["rules"]]


@dataclass(slots=True)
class Measurement:
    """One kind of run. `seconds` are its CPU times by the name of the tree.

    `megabytes` is set where a speed is worth a row of its own.
    """

    title: str
    arguments: tuple[str, ...]
    trees: tuple[Tree, ...]
    megabytes: float | None = None
    seconds: dict[str, list[float]] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for and print the table."""
    options = _options(arguments)
    posts = discover([options.posts.absolute()])
    if not posts:
        raise SystemExit(f"{options.posts}: there is no article to measure on")
    with TemporaryDirectory() as name, _worktree(options.against, Path(name)) as before:
        settings = Path(name, "kouetsu.toml")
        settings.touch()
        trees = (before, Tree("working tree", ROOT))
        measurements = _plan(posts, options.posts.absolute(), trees, options.rules, settings)
        _measure(measurements, options.repetitions, Path(name))
    print("\n".join(_table(measurements, trees)))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    blog = ROOT / "fixtures" / "blog"
    parser.add_argument("posts", nargs="?", type=Path, default=blog, help="a folder of posts")
    parser.add_argument("--against", default="HEAD", help="the other commit (default: HEAD)")
    parser.add_argument("--repetitions", type=int, default=7, help="runs of each kind (default: 7)")
    parser.add_argument(
        "--rules",
        type=lambda names: names.split(","),
        help="the rules to measure one by one, separated by commas (default: all)",
    )
    return parser.parse_args(arguments)


@contextmanager
def _worktree(commit: str, folder: Path) -> Iterator[Tree]:
    """Check a commit out below `folder` for as long as it is needed."""
    name = _git("rev-parse", "--short", "--verify", f"{commit}^{{commit}}")
    root = folder / "before"
    _git("worktree", "add", "--detach", str(root), name)
    try:
        yield Tree(f"{commit} ({name})", root)
    finally:
        _git("worktree", "remove", "--force", str(root))


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"git {arguments[0]}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout.strip()


def _plan(
    posts: Sequence[Path],
    folder: Path,
    trees: tuple[Tree, ...],
    wanted: Sequence[str] | None,
    settings: Path,
) -> list[Measurement]:
    """Return the measurements to make; asking for the rules compiles them in a fresh tree."""
    sizes = {post: post.stat().st_size for post in posts}
    megabytes = sum(sizes.values()) / 1e6
    middle = sorted(posts, key=lambda post: sizes[post])[len(posts) // 2]
    check = ("check", "--config", str(settings))
    known = {tree.name: tree.rules(settings.parent) for tree in trees}
    names = wanted or list(dict.fromkeys(name for rules in known.values() for name in rules))
    return [
        Measurement(
            f"{len(posts)} posts, {megabytes:.2f} MB", (*check, str(folder)), trees, megabytes
        ),
        Measurement(f"one post, {sizes[middle] / 1e3:.0f} kB", (*check, str(middle)), trees),
        *(
            Measurement(
                f"`--select {name}`",
                (*check, "--select", name, str(folder)),
                tuple(tree for tree in trees if name in known[tree.name]),
            )
            for name in names
        ),
    ]


def _measure(measurements: Sequence[Measurement], repetitions: int, folder: Path) -> None:
    """Let the trees take turns; who comes first changes, and a first round is thrown away."""
    for repetition in range(-1, repetitions):
        for each in measurements:
            for tree in each.trees[:: 1 if repetition % 2 else -1]:
                seconds, _ = tree.run(*each.arguments, folder=folder)
                if repetition >= 0:
                    each.seconds.setdefault(tree.name, []).append(seconds)


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _table(measurements: Sequence[Measurement], trees: Sequence[Tree]) -> Iterator[str]:
    before, now = (tree.name for tree in trees)
    yield f"| | {before} | {now} | ratio |"
    yield "| --- | ---: | ---: | ---: |"
    for each in measurements:
        medians = {name: median(seconds) for name, seconds in each.seconds.items()}
        yield _row(f"{each.title}: CPU s", medians.get(before), medians.get(now), 3)
        if each.megabytes is not None:
            speeds = {name: each.megabytes / seconds for name, seconds in medians.items()}
            yield _row(f"{each.title}: MB/s", speeds.get(before), speeds.get(now), 2)


def _row(title: str, before: float | None, now: float | None, digits: int) -> str:
    cells = ["–" if value is None else f"{value:.{digits}f}" for value in (before, now)]
    ratio = "–" if before is None or now is None else f"{now / before:.2f}"
    return f"| {title} | {cells[0]} | {cells[1]} | {ratio} |"


if __name__ == "__main__":
    main()
