"""Configuration files as they are read: where they are found, what stands in them, and where."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kouetsu.config_problems import problems
from kouetsu.globs import GlobError, Globs
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kouetsu.article.front_matter import Value
    from kouetsu.config_problems import Keys
    from kouetsu.config_schema import Shape

FILE_NAME = "kouetsu.toml"
PYPROJECT = "pyproject.toml"
_PYPROJECT_TABLE = ("tool", "kouetsu")
_TOML_PLACE = compiled(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


class ConfigError(Exception):
    """A configuration that cannot be used; `str()` is one line for people: place and problem."""


@record(slots=False, eq=False)
class Document:
    """One configuration file. `path` is absolute; `prefix` leads to our table in a pyproject."""

    path: Path
    text: str
    table: Mapping[str, object]
    prefix: tuple[str, ...] = ()

    def line(self, keys: Keys) -> int:
        """Return the 1-based line where the value at `keys` begins."""
        from kouetsu.article.source import Span
        from kouetsu.article.toml_reader import read

        value: Value | None = read(self.text, Span(0, len(self.text))).root
        offset = 0
        for key in (*self.prefix, *keys):
            offset, value = _step(value, key) or (offset, None)
        return self.text.count("\n", 0, offset) + 1

    @property
    def overrides(self) -> list[dict[str, object]]:
        """The tables of [[overrides]], once the document is checked."""
        return cast("list[dict[str, object]]", self.table.get("overrides", []))

    def globs(self, patterns: object) -> Globs:
        """Return a checked list of globs, anchored at the folder of the file."""
        return Globs(self.path.parent, tuple(cast("list[str]", patterns)))

    def error(self, message: str, keys: Keys) -> ConfigError:
        """Return an error that names the line of the value at `keys`."""
        return ConfigError(f"{shown_path(self.path)}:{self.line(keys)}: {message}")

    def check(self, shape: Shape) -> None:
        """Raise ConfigError for the first thing that is not as `shape` wants it."""
        for problem in problems(self.table, shape):
            raise self.error(problem.message, problem.keys)
        self._check_globs(("exclude",), self.table.get("exclude", []))
        for index, table in enumerate(self.overrides):
            self._check_globs(("overrides", index, "files"), table["files"])

    def _check_globs(self, keys: Keys, patterns: object) -> None:
        try:
            self.globs(patterns).check()
        except GlobError as error:
            index = cast("list[str]", patterns).index(str(error))
            raise self.error(
                f"{keys[-1]}: the glob {error} means nothing", (*keys, index)
            ) from None


def _step(value: Value | None, key: str | int) -> tuple[int, Value] | None:
    """Return the offset of a member of a table or list, and the member."""
    from kouetsu.article.front_matter import Sequence, Table

    if isinstance(value, Table):
        entries = (entry for entry in value.entries if entry.key == key)
        return next(((entry.key_span.start, entry.value) for entry in entries), None)
    if isinstance(value, Sequence) and isinstance(key, int):
        return value.items[key].span.start, value.items[key]
    return None


def shown_path(path: Path) -> str:
    """Return the path as people write it: relative to the working folder where it lies in it."""
    folder = Path.cwd()
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def find(folder: Path) -> Document | None:
    """Return the configuration that lies in `folder` itself, if there is one.

    Raises ConfigError when it cannot be read.
    """
    for name in (FILE_NAME, PYPROJECT):
        path = folder / name
        # os.path: a name that we may not look at is no configuration either.
        if os.path.isfile(path):  # noqa: PTH113
            document = _parse(path, _bytes(path))
            if document is not None:
                return document
    return None


def read(path: Path) -> Document:
    """Return the configuration in a file that somebody names by its absolute path.

    Raises ConfigError when there is none or when it cannot be read.
    """
    document = _parse(path, _bytes(path))
    if document is None:
        raise ConfigError(f"{shown_path(path)}: there is no table [tool.kouetsu] in it")
    return document


def with_bases(document: Document, shape: Shape) -> tuple[Document, ...]:
    """Return the files that `document` extends, the farthest first, and then itself.

    All are checked against `shape`. Raises ConfigError for what is not as it should be.
    """
    chain: tuple[Document, ...] = ()
    while True:
        document.check(shape)
        chain = (document, *chain)
        name = document.table.get("extend")
        if not isinstance(name, str):
            return chain
        path = Path(os.path.normpath(document.path.parent / name))
        if any(path == each.path for each in chain):
            message = f"extend leads back to {shown_path(path)}"
            raise document.error(message, ("extend",))
        if not os.path.isfile(path):  # noqa: PTH113
            message = f"extend names {shown_path(path)}, but there is no such file"
            raise document.error(message, ("extend",))
        document = read(path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{shown_path(path)}: cannot be read ({error.strerror})") from None


def _parse(path: Path, data: bytes) -> Document | None:
    """Return our table of a TOML file; None for a pyproject without one."""
    prefix = _PYPROJECT_TABLE if path.name == PYPROJECT else ()
    if prefix and b"kouetsu" not in data:
        return None  # most projects: their pyproject need not be parsed
    text = _decode(path, data)
    table: object = _toml(path, text)
    for key in prefix:
        if not isinstance(table, dict) or key not in table:
            return None
        table = table[key]
    if not isinstance(table, dict):
        raise Document(path, text, {}, prefix).error("tool.kouetsu must be a table", ())
    return Document(path, text, table, prefix)


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown_path(path)}:{line}: not UTF-8; save it as UTF-8") from None


def _toml(path: Path, text: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{shown_path(path)}: nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, or a number with thousands of digits
        place = _TOML_PLACE.search(str(error))
        position = f"{text.count(chr(10)) + 1}"
        if place and place["line"]:
            position = f"{place['line']}:{place['column']}"
        reason = _TOML_PLACE.sub("", str(error))
        message = f"{shown_path(path)}:{position}: not valid TOML: {reason}"
        raise ConfigError(message) from None
