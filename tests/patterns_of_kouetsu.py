"""All regular expressions of the package: it is loaded, and checks articles, under a watch."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from pathlib import Path
from re import _compiler  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import kouetsu

_PACKAGE = Path(kouetsu.__file__).parent
_FIXTURES = _PACKAGE.parent.parent / "fixtures"
_OF_RE = str(Path(re.__file__).parent)
# They are loaded as programs, or need what is not installed everywhere.
_LEFT_OUT = ("kouetsu.__main__", "kouetsu.servers")


class Found(NamedTuple):
    """A pattern with its flags, and where in the package it is compiled."""

    source: str
    flags: int
    place: str
    is_whole: bool  # it is asked for texts that match from end to end


def collect() -> list[Found]:
    """Return the patterns of the package.

    To be called in a process of its own, whose cache has none, before the package is loaded.
    """
    found: dict[tuple[str, int], Found] = {}
    of_old = _compiler.compile

    def watched(source: Any, flags: int = 0) -> Any:  # noqa: ANN401 - a pattern of text or bytes
        place = _place()
        if place and isinstance(source, str):
            found.setdefault((source, int(flags)), Found(source, int(flags), *place))
        return of_old(source, flags)

    _compiler.compile = watched
    for module in pkgutil.walk_packages([str(_PACKAGE)], "kouetsu."):
        if not module.name.startswith(_LEFT_OUT):
            importlib.import_module(module.name)
    _check_articles()
    _compiler.compile = of_old
    return list(found.values())


def _place() -> tuple[str, bool] | None:
    """Return where a pattern is compiled, and whether a whole text has to match it."""
    frame = sys._getframe(2)
    while frame.f_back and (
        frame.f_code.co_filename.startswith(_OF_RE) or frame.f_code.co_name == "compiled"
    ):
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(_PACKAGE):
        return None
    module = path.read_text("utf-8")
    name = module.split("\n")[frame.f_lineno - 1].split(" ", 1)[0]
    is_whole = f"{name}.fullmatch(" in module
    return f"{path.relative_to(_PACKAGE).as_posix()}:{frame.f_lineno}", is_whole


def _check_articles() -> None:
    """Check articles with every rule, for the patterns that are compiled when they are wanted."""
    from kouetsu import catalogue
    from kouetsu.config import CommandLine, Configurations
    from kouetsu.linter import lint_file

    everything = CommandLine(select=catalogue.families(catalogue.load()))
    configurations = Configurations(catalogue.load(), everything)
    for path in sorted(_FIXTURES.rglob("*.md")):
        lint_file(path, configurations.settings_for(path))
