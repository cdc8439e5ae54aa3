"""Keys: two runs have the same one only where everything that goes into a result is the same.

It costs a run milliseconds, so versions of libraries are told by their files: importlib.metadata
takes 30 ms.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import unicodedata
from enum import Enum
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kouetsu import __version__, catalogue
from kouetsu.records import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.config import ActiveRule, Settings

_PACKAGE = Path(__file__).parent.parent
# Libraries and data that decide what is found.
_LIBRARIES = ("pyromark", "rapidfuzz", "sudachipy", "sudachidict_small", "yaml", "jsonschema")
# What is no part of a result: the day is asked as a question, `tree` is what a run has read of a
# site, and the page of a rule is for people.
_LEFT_OUT = frozenset({"today", "tree", "title", "page"})


def of_article(data: bytes, path: str, program: bytes, settings: bytes) -> bytes:
    """Return the key of an article's result. Rules see the path as it is given, and where it is."""
    places = (path, os.path.abspath(path))  # noqa: PTH100 - twice as fast, for every article
    parts = (*(os.fsencode(place) for place in places), program, settings, _digest(data))
    return _digest(b"".join(_digest(part) for part in parts))


def of_settings(settings: Settings) -> bytes:
    """Return the key of all that settings say to a run, with the words of the rules."""
    facts = (
        settings.profile,
        settings.message_language,
        settings.rules,
        [_dictionaries(active) for active in settings.rules],
        {rule.id: rule.family for rule in catalogue.load().values()},
    )
    return _digest(json.dumps(facts, default=_plain).encode())


def of_program() -> bytes:
    """Return the key of this program, of Python, and of the libraries that results depend on."""
    is_checkout = catalogue.checkout_rules() is not None
    own = _stamp(_PACKAGE) if is_checkout else [_of_file(_PACKAGE / "__init__.py")]
    libraries = {name: _stamp(folder) for name in _LIBRARIES for folder in _folders(name)}
    facts = (__version__, own, libraries, sys.version, unicodedata.unidata_version)
    return _digest(json.dumps(facts).encode())


def _dictionaries(active: ActiveRule) -> object:
    """Return what stands in the dictionaries that an option names, all that they import with it."""
    paths = active.options.get("dictionaries")
    if not paths:
        return None
    from kouetsu.checks.consistency import prh_files  # read already, for the settings

    return prh_files.load(tuple(map(str, paths)))  # type: ignore[call-overload]


def _plain(value: object) -> object:
    """Return what JSON knows in place of what it does not."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, re.Pattern):
        return value.pattern, value.flags
    return {name: getattr(value, name) for name in names_of(type(value)) if name not in _LEFT_OUT}


def _folders(library: str) -> Iterator[Path]:
    """Yield the folder of a library, which need not be there, without importing it."""
    spec = find_spec(library)
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent


def _stamp(folder: Path) -> list[str]:
    """Return name, size and time of every file in a folder of code or data."""
    found: list[str] = []
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not entry.is_dir():
                    facts = entry.stat()
                    found.append(f"{entry.path} {facts.st_size} {facts.st_mtime_ns}")
                elif entry.name != "__pycache__":
                    waiting.append(entry.path)
    return sorted(found)


def _of_file(path: Path) -> str:
    facts = path.stat()
    return f"{path} {facts.st_size} {facts.st_mtime_ns}"


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
