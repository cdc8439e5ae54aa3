"""The one description of what the commands are given.

It is plain data: typer, which reads any command line, takes longer to load than a hook takes to
check an article. `typer_reader` makes typer's parameters of it, `quick_reader` reads it itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from kouetsu.records import record
from kouetsu.reports import Format

# A command only reads its arguments: it returns the work, which is done afterwards. So no
# exception of ours, nor Ctrl-C, nor a closed pipe, is caught and worded by typer.
Work: TypeAlias = Callable[[], int]
Command: TypeAlias = Callable[..., Work]


@record
class Argument:
    """A parameter of a command that is given by its place; the fields are those of typer."""

    help: str
    autocompletion: Callable[[str], list[str]] | None = None


@record
class Option:
    """A parameter of a command that is given by name; the fields are those of typer.

    `names` are all of its names, () where it has but that of the parameter.
    """

    help: str
    names: tuple[str, ...] = ()
    metavar: str | None = None
    formats: list[str] | None = None
    min: int | None = None
    autocompletion: Callable[[str], list[str]] | None = None

    def names_for(self, parameter: str) -> tuple[str, ...]:
        """Return the names, given that of the parameter."""
        return self.names or (f"--{parameter.replace('_', '-')}",)


def rule_names(incomplete: str) -> list[str]:
    """Return the rules and families that a shell may complete a word to."""
    from kouetsu import catalogue

    rules = catalogue.load()
    return [name for name in (*rules, *catalogue.families(rules)) if name.startswith(incomplete)]


RULES = "Rules or families, separated by commas."
Paths = Annotated[list[str] | None, Argument("Files and folders (default: .), or - for stdin.")]
Select = Annotated[
    list[str] | None,
    Option(f"Check only these. {RULES}", metavar="RULES", autocompletion=rule_names),
]
Ignore = Annotated[
    list[str] | None,
    Option(f"Leave these out. {RULES}", metavar="RULES", autocompletion=rule_names),
]
ConfigFile = Annotated[Path | None, Option("Settings for all files, instead of the nearest ones.")]
ReportFormat = Annotated[
    Format, Option("How findings are written.", names=("--output-format", "--format"))
]
OutputFile = Annotated[
    Path | None, Option("Write the report to this file.", names=("--output-file", "-o"))
]
FurtherReports = Annotated[
    list[str] | None, Option("Write a further report to a file.", metavar="FORMAT=FILE")
]
ForceExclude = Annotated[bool, Option("Leave out excluded files even if they are named.")]
MessageLanguage = Annotated[Literal["ja", "en"] | None, Option("Language of what is shown.")]
FailOn = Annotated[
    Literal["error", "warning", "info", "never"] | None,
    Option("The least grave severity that makes the exit code 1."),
]
All = Annotated[bool, Option("Show the findings that follow from others, too.", names=("--all",))]
StdinFilename = Annotated[
    str | None, Option("Path of the text on stdin: for settings and messages.")
]
Statistics = Annotated[bool, Option("Show how often each rule was broken.")]
Today = Annotated[
    datetime | None,
    Option(
        "The day on which dates are judged, instead of the real one.",
        metavar="YYYY-MM-DD",
        formats=["%Y-%m-%d"],
    ),
]
Quiet = Annotated[bool, Option("Print the findings and nothing else.", names=("--quiet", "-q"))]
Diff = Annotated[bool, Option("Show what safe repairs would change; write nothing.")]
Since = Annotated[
    str | None, Option("Only what changed since HEAD and this commit parted.", metavar="REF")
]
Staged = Annotated[bool, Option("Only what `git commit` would commit.")]
BaselineFile = Annotated[
    Path | None, Option("The known findings, which are not reported.", metavar="FILE")
]
BaselineFrom = Annotated[
    str | None, Option("Do not report what was there at this commit.", metavar="REF")
]
Jobs = Annotated[
    int | None,
    Option("How many processes do the work (default: as many as pay).", metavar="N", min=1),
]
FileTimeout = Annotated[
    int,
    Option("Give a file up after so many seconds of CPU time; 0: never.", metavar="SECONDS", min=0),
]
ProfileRules = Annotated[
    bool, Option("Show on stderr the time and the findings of each rule, the slowest first.")
]
NoCache = Annotated[bool, Option("Lint everything anew; keep no result for later runs.")]
CacheFolder = Annotated[
    Path | None,
    Option(
        "Keep results for later runs here (default: the user's cache folder).",
        names=("--cache-dir",),
        metavar="DIR",
    ),
]
JsonOrText = Annotated[
    Literal["text", "json"], Option("How it is written.", names=("--output-format", "--format"))
]


def names(values: list[str]) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and may hold several."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
