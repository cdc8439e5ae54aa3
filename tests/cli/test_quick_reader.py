from __future__ import annotations

import subprocess
import sys
from functools import partial
from inspect import signature
from typing import Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.cli import app, quick_reader, typer_reader
from kouetsu.cli.options import Argument

COMMANDS = ("check", "fix")


def asked(work: object) -> object:
    """Return what a command line asks for, in a form that can be compared."""
    assert isinstance(work, partial)
    return work.func, work.args, work.keywords


def by_typer(line: list[str]) -> object:
    return asked(typer_reader.read(line, app.COMMANDS, hidden=app.HIDDEN))


def options_of(command: str) -> dict[str, object]:
    """Return each name of each option of a command with the type of its value."""
    found: dict[str, object] = {}
    for parameter in signature(app.COMMANDS[command], eval_str=True).parameters.values():
        kind, described = get_args(parameter.annotation)
        if not isinstance(described, Argument):
            found |= dict.fromkeys(described.names_for(parameter.name), kind)
    return found


def fitting(kind: object) -> str | None:
    """Return a value that an option of this type takes; None for a switch."""
    if kind is bool:
        return None
    types = [each for each in (kind, *get_args(kind)) if get_origin(each) is Literal]
    if int in (kind, *get_args(kind)):
        return "2"
    return str(get_args(types[0])[-1]) if types else "2026-01-05"


EVERY_OPTION = [
    (command, name, kind) for command in COMMANDS for name, kind in options_of(command).items()
]


@pytest.mark.parametrize(("command", "name", "kind"), EVERY_OPTION)
def test_every_option_is_read_as_typer_reads_it(command: str, name: str, kind: object) -> None:
    value = fitting(kind)
    line = [command, "posts", name, *([] if value is None else [value]), "more"]
    quick = quick_reader.read(line, app.QUICK)
    assert quick is not None
    assert asked(quick) == by_typer(line)


@pytest.mark.parametrize(
    "value", ["0", "-1", "+2", "02", "1_0", "1.5", " 2", "２", "", "9999999999", "two"]
)
def test_a_strange_number_is_left_to_typer(value: str) -> None:
    assert quick_reader.read(["check", f"--jobs={value}"], app.QUICK) is None


@pytest.mark.parametrize("value", ["2026-13-01", "2026-1-5", "20260105", "2026-01-05T00:00", "x"])
def test_a_strange_day_is_left_to_typer(value: str) -> None:
    assert quick_reader.read(["check", "--today", value], app.QUICK) is None


NAMES = sorted({name for command in COMMANDS for name in options_of(command)})
VALUES = ["posts", "a.md", "-", "--", "", "a,b", "a=b", "json=x", "ja", "full", "never", "灯台"]
WORDS = st.one_of(
    st.sampled_from([*NAMES, *VALUES]),
    st.builds("{}={}".format, st.sampled_from(NAMES), st.sampled_from(VALUES)),
    st.builds(
        "{}{}".format, st.sampled_from(["-o", "-q", "-qo", "--sel"]), st.sampled_from(VALUES)
    ),
    st.text(max_size=4),
)
# Most words of their own would end at the first wrong one; a name with its value goes on.
PAIRS = st.tuples(st.sampled_from(EVERY_OPTION)).map(
    lambda drawn: [drawn[0][1], *([value] if (value := fitting(drawn[0][2])) else [])]
)
LINES = st.builds(
    lambda command, parts: [command, *(word for part in parts for word in part)],
    st.sampled_from(COMMANDS),
    st.lists(st.one_of(PAIRS, PAIRS, PAIRS, WORDS.map(lambda word: [word])), max_size=6),
)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_a_command_line_is_read_as_typer_reads_it_or_left_to_typer(line: list[str]) -> None:
    quick = quick_reader.read(line, app.QUICK)
    assert quick is None or asked(quick) == by_typer(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "--help",
        "rule stutter",
        "check --help",
        "check -h",
        "check --no-such-option",
        "check --sel stutter",
        "check --select",
        "check --select=",
        "check --select --quiet",
        "check --quiet=yes",
        "check --format pdf",
        "check --lang fr",
        "check -- --odd-name.md",
        "check -qo report.txt",
        "check -o=report.txt",
        "check --today 2026-02-30",
    ],
)
def test_what_is_not_plain_is_left_to_typer(line: str) -> None:
    assert quick_reader.read(line.split(), app.QUICK) is None


def test_a_shell_that_asks_for_completion_gets_it_from_typer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert quick_reader.read(["check"], app.QUICK) is not None
    monkeypatch.setenv("_KOUETSU_COMPLETE", "complete_bash")
    assert quick_reader.read(["check"], app.QUICK) is None


def test_a_plain_check_does_not_load_typer() -> None:
    code = (
        "import sys\nfrom kouetsu.cli import app, quick_reader\n"
        "assert quick_reader.read(['check', '-q', '--format=json', 'posts'], app.QUICK)\n"
        "print(sorted({'typer', 'click', 'pydantic', 'argparse'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
