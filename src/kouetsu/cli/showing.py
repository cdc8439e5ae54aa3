"""How `kouetsu check` shows a run, as far as its arguments tell."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from kouetsu.cli import output
from kouetsu.config import locale_language
from kouetsu.reports import View, Writer

if TYPE_CHECKING:
    from kouetsu.cli.check import CheckArguments


def view(arguments: CheckArguments) -> View:
    """Return the view of a run of which nothing is known yet."""
    return View(
        width=_width(arguments),
        shows_folded=arguments.shows_folded,
        has_summary=not arguments.is_quiet,
    )


def writer(arguments: CheckArguments) -> Writer | None:
    """Return what writes of one file, None where the report is another one or in colour."""
    formats = {target.output_format for target in arguments.targets}
    if "full" not in formats or output.is_coloured(sys.stdout):
        return None
    return Writer(view(arguments))


def _width(arguments: CheckArguments) -> int:
    """Return the cells of a line; what is not a terminal is as wide as terminals used to be."""
    if arguments.output_file is not None or not sys.stdout.isatty():
        return 80
    import shutil  # with all that packs archives

    return shutil.get_terminal_size().columns


def language(arguments: CheckArguments) -> str:
    """Return the language of a run in which no article was read."""
    return arguments.message_language or locale_language(os.environ)
