"""The arguments of every command, read by typer; the work itself is in the commands' modules."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from kouetsu import __version__

# A command of typer only reads its arguments: it returns the work, which `run` then does. So no
# exception of ours, nor Ctrl-C, nor a closed pipe, is caught and worded by typer.
Work = Callable[[], int]


def _rule_names(incomplete: str) -> list[str]:
    from kouetsu import catalogue

    rules = catalogue.load()
    return [name for name in (*rules, *catalogue.families(rules)) if name.startswith(incomplete)]


_RULES = "Rules or families, separated by commas."
_Paths = Annotated[
    list[str] | None, typer.Argument(help="Files and folders (default: .), or - for stdin.")
]
_Select = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", help=f"Check only these. {_RULES}", autocompletion=_rule_names),
]
_Ignore = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", help=f"Leave these out. {_RULES}", autocompletion=_rule_names),
]
_ConfigFile = Annotated[
    Path | None, typer.Option(help="Settings for all files, instead of the nearest ones.")
]
_ReportFormat = Annotated[
    Literal["full", "concise", "json"],
    typer.Option("--output-format", "--format", help="How findings are written."),
]
_OutputFile = Annotated[
    Path | None, typer.Option("--output-file", "-o", help="Write the report to this file.")
]
_MessageLanguage = Annotated[
    Literal["ja", "en"] | None, typer.Option(help="Language of what is shown.")
]
_FailOn = Annotated[
    Literal["error", "warning", "info", "never"] | None,
    typer.Option(help="The least grave severity that makes the exit code 1."),
]
_All = Annotated[
    bool, typer.Option("--all", help="Show the findings that follow from others, too.")
]
_StdinFilename = Annotated[
    str | None, typer.Option(help="Path of the text on stdin: for settings and messages.")
]
_Statistics = Annotated[
    bool, typer.Option("--statistics", help="Show how often each rule was broken.")
]
_Today = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day on which dates are judged, instead of the real one.",
    ),
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the findings and nothing else.")]
_Diff = Annotated[
    bool, typer.Option("--diff", help="Show what safe repairs would change; write nothing.")
]
_JsonOrText = Annotated[
    Literal["text", "json"],
    typer.Option("--output-format", "--format", help="How it is written."),
]


def run(arguments: list[str]) -> int:
    """Read the arguments and do what they ask for; return the exit code."""
    from kouetsu.cli import output

    try:
        work = _application()(arguments or ["--help"], prog_name="kouetsu", standalone_mode=False)
    except typer.TyperException as error:
        problem = " ".join(error.format_message().split())
        return output.fail(f"{problem} (kouetsu --help)")
    if callable(work):
        code: int = work()
        return code
    # Without arguments nothing was checked, which must not pass for a clean run.
    return int(work or 0) if arguments else 2


def _application() -> typer.Typer:
    application = typer.Typer(
        help="kouetsu (校閲) checks the content of finished articles: "
        "repeats, cuts, leftovers, contradictions.",
        rich_markup_mode="rich" if sys.stdout.isatty() else None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    application.callback()(_options)
    application.command("check")(_check)
    application.command("fix")(_fix)
    application.command("rule")(_rule)
    application.command("config")(_config)
    application.command("init")(_init)
    application.command("inspect", hidden=True)(_inspect)
    return application


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"kouetsu {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


def _check(  # noqa: PLR0913, PLR0917 - one for each option
    paths: _Paths = None,
    select: _Select = None,
    ignore: _Ignore = None,
    config: _ConfigFile = None,
    output_format: _ReportFormat = "full",
    output_file: _OutputFile = None,
    lang: _MessageLanguage = None,
    fail_on: _FailOn = None,
    shows_folded: _All = False,
    stdin_filename: _StdinFilename = None,
    statistics: _Statistics = False,
    quiet: _Quiet = False,
    today: _Today = None,
    diff: _Diff = False,
) -> Work:
    """Check articles. Exit code 1: findings that matter; 2: could not do the job."""
    if diff:
        return _fix(paths, select, ignore, config, lang, False, True, stdin_filename, quiet, today)
    from kouetsu.cli.check import CheckArguments, check_command

    arguments = CheckArguments(
        paths=tuple(paths or ["."]),
        select=None if select is None else _names(select),
        ignore=_names(ignore or []),
        config=config,
        output_format=output_format,
        output_file=output_file,
        message_language=lang,
        fail_on=fail_on,
        shows_folded=shows_folded,
        stdin_filename=stdin_filename,
        shows_statistics=statistics,
        is_quiet=quiet,
        today=None if today is None else today.date(),
    )
    return partial(check_command, arguments)


def _fix(  # noqa: PLR0913, PLR0917 - one for each option
    paths: _Paths = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            "--rule",
            metavar="RULES",
            help=f"Repair only these. {_RULES}",
            autocompletion=_rule_names,
        ),
    ] = None,
    ignore: _Ignore = None,
    config: _ConfigFile = None,
    lang: _MessageLanguage = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Make the repairs, too, that a person should look at.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change; write nothing.")
    ] = False,
    stdin_filename: _StdinFilename = None,
    quiet: _Quiet = False,
    today: _Today = None,
) -> Work:
    """Repair articles. Nothing is lost: a repair that would drop a sentence is refused."""
    from kouetsu.cli.fix import FixArguments, fix_command

    arguments = FixArguments(
        paths=tuple(paths or ["."]),
        select=None if select is None else _names(select),
        ignore=_names(ignore or []),
        config=config,
        message_language=lang,
        is_unsafe=unsafe,
        shows_diff=diff,
        stdin_filename=stdin_filename,
        is_quiet=quiet,
        today=None if today is None else today.date(),
    )
    return partial(fix_command, arguments)


def _names(values: list[str]) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and may hold several."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _rule(
    name: Annotated[
        str | None, typer.Argument(help="A rule or a family.", autocompletion=_rule_names)
    ] = None,
    all_rules: Annotated[bool, typer.Option("--all", help="List every rule.")] = False,
    output_format: _JsonOrText = "text",
    lang: _MessageLanguage = None,
) -> Work:
    """Show what a rule looks for, why, and how to repair it."""
    from kouetsu.cli.rule import rule_command
    from kouetsu.config import locale_language

    language = lang or locale_language(os.environ)
    return partial(rule_command, name, all_rules, output_format, language)


def _config(
    path: Annotated[Path, typer.Argument(help="A file, or a folder for the files in it.")] = Path(),
    config: _ConfigFile = None,
    output_format: _JsonOrText = "text",
) -> Work:
    """Show the settings in force for a file, and where each was made."""
    from kouetsu.cli.config import config_command

    return partial(config_command, path, output_format, config)


def _init(
    directory: Annotated[Path, typer.Argument(help="The folder of the site.")] = Path(),
) -> Work:
    """Write a first kouetsu.toml, fitted to the site generator that is found."""
    from kouetsu.cli.init import init_command

    return partial(init_command, directory)


def _inspect(
    post: Annotated[Path, typer.Argument(help="The article.")],
    morphemes: Annotated[
        bool, typer.Option("--morphemes", help="Show the morphemes of each sentence.")
    ] = False,
) -> Work:
    """Show an article as the checks see it."""
    from kouetsu.cli.inspect import inspect_command

    return partial(inspect_command, post, shows_morphemes=morphemes)
