"""Reads a plain command line, as hooks and editors write it, without loading typer.

What is not plain, be it right or wrong, is left to typer: nothing is refused or worded here.
"""

from __future__ import annotations

import os
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args, get_origin, get_type_hints

from kouetsu.cli.options import Argument, Option
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kouetsu.cli.options import Command, Work

# The variable by which the completion of a shell asks click for words.
_COMPLETION = "_KOUETSU_COMPLETE"


class _Kind(Enum):
    """What the reader makes of the value of a parameter."""

    SWITCH = "switch"
    TEXT = "text"
    TEXTS = "texts"
    PATH = "path"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"
    OTHER = "other"  # typer's


@record
class _Parameter:
    """A parameter of a command.

    `choices` are the values that it takes, () for any; `least` is the smallest number.
    """

    name: str
    kind: _Kind
    choices: tuple[str, ...] = ()
    least: int = 0


_KINDS: dict[object, _Kind] = {
    str: _Kind.TEXT,
    Path: _Kind.PATH,
    list[str]: _Kind.TEXTS,
    int: _Kind.NUMBER,
    datetime: _Kind.DAY,
}
# Numbers and days as nearly everyone writes them.
_NUMBER = compiled("[1-9][0-9]{0,8}")
_DAY = compiled("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(arguments: Sequence[str], commands: Mapping[str, Command]) -> Work | None:
    """Return the work of one of `commands`, or None where typer has to read the arguments."""
    if not arguments or arguments[0] not in commands or _COMPLETION in os.environ:
        return None
    command = commands[arguments[0]]
    values = _values(arguments[1:], *_parameters(command))
    return None if values is None else command(**values)


def _parameters(command: Command) -> tuple[dict[str, _Parameter], _Parameter]:
    """Return the options of a command by each of their names, and its positional parameter."""
    options: dict[str, _Parameter] = {}
    positional = _Parameter("", _Kind.OTHER)
    for name, hint in get_type_hints(command, include_extras=True).items():
        match getattr(hint, "__metadata__", None):
            case (Argument(),):
                positional = _parameter(name, get_args(hint)[0])
            case (Option() as option,):
                parameter = _parameter(name, get_args(hint)[0], option.min)
                options.update(dict.fromkeys(option.names_for(name), parameter))
    return options, positional


def _parameter(name: str, hint: object, least: int | None = None) -> _Parameter:
    alternatives = [each for each in get_args(hint) if each is not type(None)] or [hint]
    if hint is bool:
        return _Parameter(name, _Kind.SWITCH)
    if get_origin(hint) is Literal:
        return _Parameter(name, _Kind.CHOICE, get_args(hint))
    match alternatives:
        case [each] if get_origin(each) is Literal:
            return _Parameter(name, _Kind.CHOICE, get_args(each))
        case [each]:
            return _Parameter(name, _KINDS.get(each, _Kind.OTHER), least=least or 0)
    return _Parameter(name, _Kind.OTHER)


def _values(
    arguments: Sequence[str], options: Mapping[str, _Parameter], positional: _Parameter
) -> dict[str, object] | None:
    values: dict[str, object] = {}
    rest = iter(arguments)
    for argument in rest:
        parameter, written = positional, argument
        if argument.startswith("-") and argument != "-":
            name, sign, value = argument.partition("=")
            if name not in options or (sign and not name.startswith("--")):
                return None
            parameter = options[name]
            is_switch = parameter.kind is _Kind.SWITCH
            if is_switch and sign:
                return None
            written = "on" if is_switch else value if sign else next(rest, "")
            if written.startswith("-") and not sign and written != "-":
                return None  # a value, or an option whose value was forgotten?
        if not written or not _keep(values, parameter, written):
            return None
    return values


def _day(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def _keep(values: dict[str, object], parameter: _Parameter, written: str) -> bool:
    """Add the value of a parameter to `values`; return False for one that typer has to judge."""
    name = parameter.name
    match parameter.kind:
        case _Kind.SWITCH:
            values[name] = True
        case _Kind.TEXT:
            values[name] = written
        case _Kind.PATH:
            values[name] = Path(written)
        case _Kind.TEXTS:
            values[name] = [*cast("list[str]", values.get(name, [])), written]
        case _Kind.CHOICE if written in parameter.choices:
            values[name] = written
        case _Kind.NUMBER if _NUMBER.fullmatch(written) and int(written) >= parameter.least:
            values[name] = int(written)
        case _Kind.DAY if (day := _day(written)) is not None:
            values[name] = day
        case _:
            return False
    return True
