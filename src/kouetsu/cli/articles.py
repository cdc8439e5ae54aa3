"""The articles that the paths of a command name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu.discover import SUFFIXES, discover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kouetsu.config import Configurations
    from kouetsu.discover import DiscoveryError
    from kouetsu.linter import FileReport

STDIN = "-"


class MisuseError(Exception):
    """Arguments that do not go together; nothing was read or written."""


def refuse_misuse_of_stdin(paths: Sequence[str], stdin_filename: str | None) -> None:
    """Raise MisuseError where stdin is one of several paths, or is named without being read."""
    if STDIN in paths and len(paths) > 1:
        raise MisuseError("“-” (stdin) stands alone; name files and folders in another run")
    if stdin_filename is not None and STDIN not in paths:
        raise MisuseError("--stdin-filename names the text of stdin; give “-” as the path")


def find(
    names: Sequence[str],
    configurations: Configurations,
    problems: list[str],
    *,
    force_exclude: bool = False,
) -> list[Path]:
    """Return the articles under the named files and folders; what goes wrong is put to `problems`.

    With `force_exclude` what is named can be left out as well, and then nothing is no problem.
    Raises ConfigError for a configuration that cannot be used.
    """

    def note(error: DiscoveryError) -> None:
        problems.append(str(error))

    paths = [Path(name) for name in names]
    files = discover(
        paths,
        is_excluded=configurations.is_excluded,
        excludes_named=force_exclude,
        on_error=note,
    )
    if not files and not problems and not force_exclude:
        kinds = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        problems.append(f"nothing to check: no {kinds} in {', '.join(names)}")
    return files


def errors_of(report: FileReport) -> list[str]:
    """Return what kept kouetsu from its work on one file, a line each."""
    return [
        f"{report.path}: {error.rule}: {error.message}"
        if error.rule
        else f"{report.path}: {error.message}"
        for error in report.errors
    ]
