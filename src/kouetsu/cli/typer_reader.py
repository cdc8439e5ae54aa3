"""Reads any command line with typer: help, completion and the words for what is wrong with it."""

from __future__ import annotations

import sys
from functools import partial
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from kouetsu import __version__
from kouetsu.cli import output
from kouetsu.cli.options import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from kouetsu.cli.options import Command, Work


def read(
    arguments: Sequence[str], commands: Mapping[str, Command], *, hidden: Collection[str]
) -> Work:
    """Return the work that the arguments ask for; `hidden` commands are not in the help.

    Help and completion are written here, and misuse is told by the work.
    """
    application = _application(commands, hidden)
    try:
        work = application(
            list(arguments) or ["--help"], prog_name="kouetsu", standalone_mode=False
        )
    except typer.TyperException as error:
        problem = " ".join(error.format_message().split())
        return partial(output.fail, f"{problem} (kouetsu --help)")
    if callable(work):
        asked: Work = work
        return asked
    # Without arguments nothing was checked, which must not pass for a clean run.
    return partial(int, work or 0 if arguments else 2)


def _application(commands: Mapping[str, Command], hidden: Collection[str]) -> typer.Typer:
    application = typer.Typer(
        help="kouetsu (校閲) checks the content of finished articles: "
        "repeats, cuts, leftovers, contradictions.",
        rich_markup_mode="rich" if sys.stdout.isatty() else None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    application.callback()(_options)
    for name, command in commands.items():
        application.command(name, hidden=name in hidden)(_for_typer(command))
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


def _for_typer(command: Command) -> Callable[..., Work]:
    """Return the command with parameters that are described in typer's own way."""

    def call(**values: object) -> Work:
        return command(**values)

    declared = signature(command, eval_str=True)
    parameters = [_parameter(each) for each in declared.parameters.values()]
    call.__doc__ = command.__doc__
    call.__annotations__ = {}  # typer looks for hints there as well
    call.__dict__["__signature__"] = declared.replace(parameters=parameters)
    return call


def _parameter(declared: Parameter) -> Parameter:
    kind, described = get_args(declared.annotation)
    return declared.replace(annotation=Annotated[kind, _info(declared.name, described)])


def _info(name: str, described: Argument | Option) -> Any:  # noqa: ANN401 - as typer declares it
    if isinstance(described, Argument):
        return typer.Argument(help=described.help, autocompletion=described.autocompletion)
    return typer.Option(
        *described.names_for(name),
        help=described.help,
        metavar=described.metavar,
        formats=described.formats,
        min=described.min,
        autocompletion=described.autocompletion,
    )
