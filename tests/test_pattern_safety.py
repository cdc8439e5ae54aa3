"""No regular expression of the package runs away, whatever the text."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kouetsu
from hostile_strings import strings
from kouetsu import cache_folder
from kouetsu.time_limit import OutOfTime, within
from patterns_of_kouetsu import Found

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not hasattr(signal, "setitimer"), reason="what runs away is ended by an alarm"
    ),
]

# Seconds of CPU time for one string, of which a sound pattern takes a few thousandths.
_ENOUGH = 3
# A search may begin at each place, so that it may take a square of steps, but not a cube.
_SEARCHED = 3000
# At one place the steps must be in proportion to the length: a square takes five seconds and more.
_MATCHED = 60_000


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    """Return each pattern of the package, collected in a process of its own."""
    program = (
        "import json, sys, patterns_of_kouetsu\n"
        "json.dump(patterns_of_kouetsu.collect(), sys.stdout)"
    )
    folders = [Path(kouetsu.__file__).parent.parent, Path(__file__).parent]
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, folders)),
            cache_folder.VARIABLE: str(tmp_path_factory.mktemp("cache")),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return [Found(*each) for each in json.loads(done.stdout)]


def runaways(
    patterns: list[Found],
    size: int,
    use: Callable[[Found, re.Pattern[str], str], object],
) -> list[str]:
    """Return the patterns that do not come to an end on one of their strings, with its shape."""
    found = []
    for each in patterns:
        pattern = re.compile(each.source, each.flags)
        for text in strings(each.source, each.flags, size):
            try:
                within(_ENOUGH, lambda: use(each, pattern, text))  # noqa: B023 - called at once
            except OutOfTime:
                found.append(f"{each.place}: {each.source} on {text[:20]!r}…{text[-5:]!r}")
                break
    return found


def search(_: Found, pattern: re.Pattern[str], text: str) -> None:
    pattern.search(text)


def test_the_patterns_of_every_module_are_known(patterns: list[Found]) -> None:
    modules = {each.place.rsplit(":", 1)[0] for each in patterns}
    package = Path(kouetsu.__file__).parent
    for path in (package / "article").glob("*.py"):
        if "compiled(" in path.read_text("utf-8"):
            assert path.relative_to(package).as_posix() in modules
    assert len(patterns) > 400


def test_no_search_takes_more_than_a_square_of_steps(
    patterns: list[Found],
) -> None:
    assert runaways(patterns, _SEARCHED, search) == []


def test_no_match_at_one_place_takes_more_than_its_length(
    patterns: list[Found],
) -> None:
    def match(found: Found, pattern: re.Pattern[str], text: str) -> None:
        pattern.match(text)
        if found.is_whole:
            pattern.fullmatch(text)

    assert runaways(patterns, _MATCHED, match) == []


@pytest.mark.parametrize(
    ("source", "size"),
    [
        (r"(?:港|\.{2,})+$", 60),
        (r"(a+)+b", 60),
        (r"(?:あい?|いあ?)*港", 60),
        (r"\s*x?\s*y?\s*z", 20_000),
    ],
)
def test_a_pattern_that_runs_away_is_found(source: str, size: int) -> None:
    [found] = runaways([Found(source, 0, "here", False)], size, search)
    assert found.startswith(f"here: {source} on ")
