"""Measure the working tree against another commit, and against other programs.

    python benchmarks/compare.py [POSTS] [--post POST] [--against COMMIT] [--repetitions N]
        [--rules RULES] [--rivals FOLDERS] [--write FILE]

All programs take turns, so that a machine that is busy for a while is so for all of them. Every
run is a process of its own, with the settings of the posts, that writes its report into a file,
start included; the tables have the medians. Rivals (textlint, markdownlint-cli2, jscpd,
proselint) are looked for in PATH, or in the folders that --rivals names; those that take a second
for a post are given a few posts only. --write puts the tables into a Markdown file, between two
comments there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import rivals
from kouetsu.discover import discover
from measuring import Measurement, Program, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rivals import Rival

ROOT = Path(__file__).parent.parent
_NOTHING = Program("`python -c pass`", (sys.executable, "-c", "pass"))
_NOW = "working tree"
# Posts that a program which takes a second for each is given.
_FEW = 20
_BEGIN, _END = "<!-- measured -->", "<!-- end of measured -->"


@dataclass(frozen=True, slots=True)
class Tree:
    """A checkout of the project as a program; `rules` and `options` are those that it knows."""

    program: Program
    rules: tuple[str, ...]
    options: str

    def check(self, *arguments: str) -> list[str]:
        """Return the arguments of a check without what an earlier run has kept."""
        fresh = ["--no-cache"] if "--no-cache" in self.options else []
        return ["check", *fresh, *arguments]


@dataclass(frozen=True, slots=True)
class Posts:
    """The articles: all of them, some, and one; `megabytes` is the size of all."""

    every: tuple[Path, ...]
    few: tuple[Path, ...]
    one: Path
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for; print the tables, and write them."""
    options = _options(arguments)
    posts = _posts(options.posts, options.post)
    with TemporaryDirectory() as folder, _worktree(options.against, Path(folder)) as root:
        scratch = Path(folder)
        short = _git("rev-parse", "--short", options.against)
        name = short if options.against == short else f"{options.against} ({short})"
        before = _tree(name, root, scratch / "kept before")
        trees = (before, _tree(_NOW, ROOT, scratch / "kept now"))
        others = rivals.find(options.rivals, scratch)
        own = _own(posts, trees, options.rules)
        against = _against(posts, trees[1], others)
        measure(own, [tree.program for tree in trees], options.repetitions, scratch)
        programs = [_NOTHING, trees[1].program, *(rival.program for rival in others)]
        measure(against, programs, max(1, options.repetitions // 2), scratch)
    lines = [*_trees_table(own, posts, before.program.name)]
    if others:
        lines += ["", *_rivals_table(against, programs)]
    print("\n".join(lines))
    if options.write:
        _write(options.write, lines, options.repetitions)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    blog = ROOT / "fixtures" / "blog"
    parser.add_argument("posts", nargs="?", type=Path, default=blog, help="a folder of posts")
    parser.add_argument("--post", type=Path, help="the one post (default: a middling one)")
    parser.add_argument("--against", default="HEAD", help="the other commit (default: HEAD)")
    parser.add_argument("--repetitions", type=int, default=7, help="runs of each kind (default: 7)")
    parser.add_argument(
        "--rules",
        type=lambda names: names.split(",") if names else [],
        help="the rules to measure one by one, separated by commas (default: all)",
    )
    path = os.environ.get("PATH", "")
    parser.add_argument("--rivals", default=path, help="where other programs are (default: PATH)")
    parser.add_argument("--write", type=Path, help="a Markdown file that has the tables")
    return parser.parse_args(arguments)


def _posts(folder: Path, one: Path | None) -> Posts:
    every = tuple(discover([folder.absolute()]))
    if not every:
        raise SystemExit(f"{folder}: there is no article to measure on")
    sizes = {post: post.stat().st_size for post in every}
    middle = sorted(every, key=lambda post: sizes[post])[len(every) // 2]
    few = every[:: max(1, len(every) // _FEW)][:_FEW]
    return Posts(every, few, one.absolute() if one else middle, sum(sizes.values()) / 1e6)


@contextmanager
def _worktree(commit: str, folder: Path) -> Iterator[Path]:
    """Check a commit out below `folder` for as long as it is needed."""
    name = _git("rev-parse", "--short", "--verify", f"{commit}^{{commit}}")
    root = folder / "before"
    _git("worktree", "add", "--detach", str(root), name)
    try:
        yield root
    finally:
        _git("worktree", "remove", "--force", str(root))


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"git {arguments[0]}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout.strip()


def _tree(name: str, root: Path, kept: Path) -> Tree:
    """Return a checkout, its modules compiled as in an installed package.

    What its runs keep goes to the folder `kept`.
    """
    source = root / "src"
    subprocess.run([sys.executable, "-m", "compileall", "-q", source], check=True)
    variables = {"PYTHONPATH": str(source), "KOUETSU_CACHE_DIR": str(kept)}
    program = Program(name, (sys.executable, "-m", "kouetsu"), variables=variables)
    _, listed = program.run("rule", "--all", "--output-format", "json", folder=root)
    _, options = program.run("check", "--help", folder=root)
    return Tree(program, tuple(rule["id"] for rule in json.loads(listed)["rules"]), options)


def _own(posts: Posts, trees: tuple[Tree, ...], wanted: Sequence[str] | None) -> list[Measurement]:
    """Return what is measured of both trees."""
    every = [str(post) for post in posts.every]
    known = dict.fromkeys(name for tree in trees for name in tree.rules)

    def kind(title: str, *arguments: str, rule: str | None = None) -> Measurement:
        able = [tree for tree in trees if rule is None or rule in tree.rules]
        return Measurement(title, {tree.program.name: tree.check(*arguments) for tree in able})

    all_posts = f"{len(every)} posts, {posts.megabytes:.2f} MB"
    again = {tree.program.name: ["check", *every] for tree in trees if "--no-cache" in tree.options}
    return [
        kind(f"one post, {posts.one.stat().st_size / 1e3:.0f} kB", str(posts.one)),
        kind(f"{all_posts}, one process", "--jobs", "1", *every),
        kind(f"{all_posts}, two processes", "--jobs", "2", *every),
        *([Measurement(f"{all_posts}, unchanged", again)] if again else []),
        *(
            kind(f"`--select {name}`", "--jobs", "1", "--select", name, *every, rule=name)
            for name in (known if wanted is None else wanted)
        ),
    ]


def _against(posts: Posts, tree: Tree, others: Sequence[Rival]) -> list[Measurement]:
    """Return what is measured of kouetsu and its rivals."""
    sets = {
        f"one post, {posts.one.stat().st_size / 1e3:.0f} kB": (posts.one,),
        f"{len(posts.few)} posts": posts.few,
        f"{len(posts.every)} posts": posts.every,
    }
    found = []
    for title, chosen in sets.items():
        names = [str(post) for post in chosen]
        arguments: dict[str, Sequence[str]] = {_NOTHING.name: []}
        arguments[tree.program.name] = tree.check(*names)
        for rival in others:
            if not rival.is_slow or len(chosen) <= _FEW:
                arguments[rival.program.name] = names
        found.append(Measurement(title, arguments))
    return found


def _trees_table(own: Sequence[Measurement], posts: Posts, before: str) -> Iterator[str]:
    yield f"| | {before} | {_NOW} | ratio |"
    yield "| --- | ---: | ---: | ---: |"
    for each in own:
        yield _row(f"{each.title}: CPU s", each.cpu(before), each.cpu(_NOW), 3)
        if "one process" in each.title:
            speeds = [
                None if seconds is None else posts.megabytes / seconds
                for seconds in (each.cpu(before), each.cpu(_NOW))
            ]
            yield _row(f"{each.title}: MB/s", speeds[0], speeds[1], 2)
        if "process" in each.title:
            yield _row(f"{each.title}: s of a clock", each.wall(before), each.wall(_NOW), 3)
            yield _row(f"{each.title}: MB held", each.megabytes(before), each.megabytes(_NOW), 0)


def _rivals_table(against: Sequence[Measurement], programs: Sequence[Program]) -> Iterator[str]:
    yield f"| CPU s (times {_NOW}) | " + " | ".join(each.title for each in against) + " |"
    yield "| --- |" + " ---: |" * len(against)
    for program in programs:
        cells = [_times(each.cpu(program.name), each.cpu(_NOW)) for each in against]
        yield f"| {program.name} | " + " | ".join(cells) + " |"


def _times(seconds: float | None, own: float | None) -> str:
    return "–" if seconds is None or own is None else f"{seconds:.2f} ({seconds / own:.1f})"


def _row(title: str, before: float | None, now: float | None, digits: int) -> str:
    cells = ["–" if value is None else f"{value:.{digits}f}" for value in (before, now)]
    ratio = "–" if before is None or now is None else f"{now / before:.2f}"
    return f"| {title} | {cells[0]} | {cells[1]} | {ratio} |"


def _write(file: Path, lines: Sequence[str], repetitions: int) -> None:
    text = file.read_text("utf-8")
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    commit = _git("rev-parse", "--short", "HEAD")
    changed = " with changes" if _git("status", "--porcelain", "src", "rules") else ""
    made = (
        f"Made on {date.today()} of {commit}{changed}: {repetitions} runs of each kind, "
        f"{os.cpu_count()} processors, Python {platform.python_version()}."
    )
    file.write_text("\n".join([f"{head}{_BEGIN}", made, "", *lines, f"{_END}{tail}"]), "utf-8")


if __name__ == "__main__":
    main()
