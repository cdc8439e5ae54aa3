"""`kouetsu clean`: remove what earlier runs kept to be faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import cache_folder, patterns
from kouetsu.cli import output
from kouetsu.config_file import shown_path
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from pathlib import Path

# All that this program, in any version, writes into its cache folder.
_RESULTS = compiled(r"results-\d+\.sqlite3")
_PATTERNS = compiled(r"patterns-[^/\\]+\.bin(?:\.\d+\.tmp)?")
_REMOVED = {"ja": "{file}を削除しました", "en": "{file}: removed"}
_NOTHING = {"ja": "{folder}: 削除するものはありません", "en": "{folder}: nothing to remove"}


def clean_command(folder: Path | None, language: str) -> int:
    """Remove our files from a cache folder, the user's for None, and tell of each.

    Return 0, or 2 where one of them cannot be removed.
    """
    patterns.forget()  # or the end of this run would write some of it again
    place, code, number = folder or cache_folder.path(), 0, 0
    for file in _files(place):
        try:
            file.unlink()
        except OSError as error:
            code = output.fail(f"{shown_path(file)}: cannot be removed: {error.strerror or error}")
            continue
        number += 1
        print(_REMOVED[language].format(file=shown_path(file)))
    if not number and not code:
        print(_NOTHING[language].format(folder=shown_path(place)))
    return code


def _files(folder: Path) -> list[Path]:
    """Return the files that this program wrote in a folder, what lies beside another before it."""
    from kouetsu.cache import store

    try:
        entries = [
            entry for entry in folder.iterdir() if entry.is_file() and not entry.is_symlink()
        ]
    except OSError:
        return []  # there is none
    found = []
    for entry in sorted(entries, reverse=True):
        name = entry.name
        for suffix in store.COMPANIONS:
            name = name.removesuffix(suffix)
        is_ours = _RESULTS.fullmatch(name) and store.is_ours(folder / name)
        if is_ours or _PATTERNS.fullmatch(name):
            found.append(entry)
    return found
