"""Regular expressions whose compiled form is kept from one run to the next.

To compile the five hundred patterns of a run takes Python longer than to check an article with
them. What its compiler makes is a list of numbers. It is kept in the user's cache folder, as Python
keeps the compiled form of modules, and handed to the matching engine when a later run wants the
pattern. Nothing but time depends on it.
"""

from __future__ import annotations

import marshal
import re
import sys
from binascii import crc32
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from kouetsu import __version__, cache_folder
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A pattern and its flags.
_Key = tuple[str, int]
# The arguments that the engine takes after the pattern: flags, code (numbers of 32 bits), groups,
# the numbers of the named groups, and the names by these numbers.
_Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

# Patterns that are kept at most: a checkout whose patterns change every day starts anew some day.
_MOST = 5000


@record(frozen=False)
class _Store:
    """The patterns that earlier runs kept, and those that this run had to compile.

    `lent` are those that libraries compile while they are imported, by the name of the library.
    `is_kept`: what this run compiled is kept as well.
    """

    file: Path
    kept: dict[_Key, _Compiled]
    lent: dict[str, list[_Key]]
    new: dict[_Key, re.Pattern[str]] = field(default_factory=dict)
    is_kept: bool = True


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, for patterns that most runs want again."""
    store, key = _store(), (source, int(flags))
    if (known := store.kept.get(key)) is not None:
        try:
            return load(source, known)
        except (RuntimeError, TypeError, ValueError):
            pass  # the engine refuses it
    return store.new.setdefault(key, re.compile(source, flags))


@contextmanager
def lent_to(library: str) -> Iterator[None]:
    """Keep the patterns, too, that a library compiles while it is imported in this context."""
    # `re` looks here before it compiles. A Python without it compiles, as it would anyway.
    known: dict[tuple[type, str, int], re.Pattern[str]] = getattr(re, "_cache", {})
    before, store = set(known), _store()
    for source, flags in store.lent.get(library, ()):
        if (source, flags) in store.kept:
            known[str, source, flags] = load(source, store.kept[source, flags])
    yield
    wanted = {key[1:]: made for key, made in known.items() if key not in before and key[0] is str}
    if list(wanted) != store.lent.get(library):
        store.lent[library] = list(wanted)
        store.new.update(wanted)


def keep() -> None:
    """Write the patterns that this run had to compile, for later runs."""
    store = _store()
    if not store.is_kept or not store.new or len(store.kept) + len(store.new) > 2 * _MOST:
        return
    try:
        added = {key: code_of(*key) for key in store.new}
        if any(load(key[0], added[key]) != made for key, made in store.new.items()):
            return
        kept = added if len(store.kept) > _MOST else store.kept | added
        content = marshal.dumps((*_python(), kept, store.lent))
    except Exception:  # a Python with another compiler or engine than CPython's
        return
    cache_folder.write(store.file, crc32(content).to_bytes(4, "little") + content)


def forget() -> None:
    """Let this run keep nothing for later ones."""
    _store().is_kept = False


@cache
def _store() -> _Store:
    file = cache_folder.path() / f"patterns-{__version__}-{sys.implementation.cache_tag}.bin"
    return _Store(file, *_read(file))


def _read(file: Path) -> tuple[dict[_Key, _Compiled], dict[str, list[_Key]]]:
    try:
        data = file.read_bytes()
        if int.from_bytes(data[:4], "little") == crc32(data[4:]):
            *python, kept, lent = marshal.loads(data[4:])
            if python == list(_python()):
                return kept, lent
    except (OSError, EOFError, ValueError, TypeError):
        pass  # absent, or not ours: compiled again
    return {}, {}


def _python() -> tuple[str, str, int, int]:
    """Return all that the compiled form of a pattern depends on."""
    return sys.version, sys.byteorder, _engine().MAGIC, _engine().CODESIZE


def code_of(source: str, flags: int) -> _Compiled:
    """Return the compiled form of a pattern: all that `re` does before it calls the engine."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    code = array("I", _compiler._code(parsed, flags))
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    groups = parsed.state.groups - 1
    return flags | parsed.state.flags, code.tobytes(), groups, parsed.state.groupdict, tuple(names)


def load(source: str, known: _Compiled) -> re.Pattern[str]:
    """Return a pattern from its compiled form; raises an exception where the engine refuses it."""
    flags, code, *groups = known
    numbers = memoryview(code).cast("I").tolist()
    made: re.Pattern[str] = _engine().compile(source, flags, numbers, *groups)
    return made


def _engine() -> Any:  # noqa: ANN401 - a module of CPython that has no stubs
    import _sre  # type: ignore[import-not-found]

    return _sre
