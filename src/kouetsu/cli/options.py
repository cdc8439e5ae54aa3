"""The options that several commands have, as typer reads them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from kouetsu.reports import Format


def rule_names(incomplete: str) -> list[str]:
    """Return the rules and families that a shell may complete a word to."""
    from kouetsu import catalogue

    rules = catalogue.load()
    return [name for name in (*rules, *catalogue.families(rules)) if name.startswith(incomplete)]


RULES = "Rules or families, separated by commas."
Paths = Annotated[
    list[str] | None, typer.Argument(help="Files and folders (default: .), or - for stdin.")
]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", help=f"Check only these. {RULES}", autocompletion=rule_names),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", help=f"Leave these out. {RULES}", autocompletion=rule_names),
]
ConfigFile = Annotated[
    Path | None, typer.Option(help="Settings for all files, instead of the nearest ones.")
]
ReportFormat = Annotated[
    Format,
    typer.Option("--output-format", "--format", help="How findings are written."),
]
OutputFile = Annotated[
    Path | None, typer.Option("--output-file", "-o", help="Write the report to this file.")
]
FurtherReports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT=FILE", help="Write a further report to a file."),
]
ForceExclude = Annotated[
    bool,
    typer.Option("--force-exclude", help="Leave out excluded files even if they are named."),
]
MessageLanguage = Annotated[
    Literal["ja", "en"] | None, typer.Option(help="Language of what is shown.")
]
FailOn = Annotated[
    Literal["error", "warning", "info", "never"] | None,
    typer.Option(help="The least grave severity that makes the exit code 1."),
]
All = Annotated[bool, typer.Option("--all", help="Show the findings that follow from others, too.")]
StdinFilename = Annotated[
    str | None, typer.Option(help="Path of the text on stdin: for settings and messages.")
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="Show how often each rule was broken.")
]
Today = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day on which dates are judged, instead of the real one.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the findings and nothing else.")]
Diff = Annotated[
    bool, typer.Option("--diff", help="Show what safe repairs would change; write nothing.")
]
Since = Annotated[
    str | None,
    typer.Option(metavar="REF", help="Only what changed since HEAD and this commit parted."),
]
Staged = Annotated[bool, typer.Option("--staged", help="Only what `git commit` would commit.")]
BaselineFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The known findings, which are not reported.")
]
BaselineFrom = Annotated[
    str | None, typer.Option(metavar="REF", help="Do not report what was there at this commit.")
]
JsonOrText = Annotated[
    Literal["text", "json"],
    typer.Option("--output-format", "--format", help="How it is written."),
]


def names(values: list[str]) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and may hold several."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
