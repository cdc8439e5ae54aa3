"""The results of earlier runs, as a command is told to use them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kouetsu.config_file import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from kouetsu.cache import Results
    from kouetsu.reports import Writer

_TROUBLE = {
    "damaged": {
        "ja": "{file}: 壊れていたので作り直しました（結果は変わりません）",
        "en": "{file}: damaged, and made anew; this run was slower for it, not different",
    },
    "foreign": {
        "ja": "{file}: kouetsuのファイルではないので使いませんでした",
        "en": "{file}: not a file of this kouetsu; nothing was read from it or kept in it",
    },
    "locked": {
        "ja": "{file}: 別のプログラムが開いたままなので使いませんでした",
        "en": "{file}: held by another program; nothing was read from it or kept in it",
    },
    "unusable": {
        "ja": "{file}: 書き込めないので結果を保存できません",
        "en": "{file}: cannot be written; nothing is kept for later runs",
    },
}


def results(folder: Path | None, *, is_kept: bool, write: Writer | None = None) -> Results | None:
    """Return what is kept in a folder, None for the user's; None where a run keeps nothing.

    `write` makes the texts that are kept with the results.
    """
    if not is_kept:
        return None
    from kouetsu import cache  # SQLite, for a run that wants it

    return cache.results(folder, write)


def tell_trouble(results: Results, language: str) -> None:
    """Tell on stderr, on one line, why a run was slower than people may expect."""
    if results.trouble is not None:
        words = _TROUBLE[results.trouble.value][language]
        print(f"kouetsu: {words.format(file=shown_path(results.store.file))}", file=sys.stderr)
