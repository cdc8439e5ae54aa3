"""Find the articles under the paths that a user names."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Protocol

from kouetsu.globs import Globs, absolute_path
from kouetsu.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SUFFIXES = (".md", ".markdown", ".mdx")
_NEVER_ENTERED = frozenset({".git", ".hg", ".svn", ".venv", "node_modules"})


class DiscoveryError(Exception):
    """A path that cannot be read; `str()` is one line for people."""


class Exclusion(Protocol):
    """Says whether the user's settings leave out an absolute path."""

    def __call__(self, path: Path, *, is_directory: bool) -> bool:
        """Answer for one file or folder."""
        ...


def _raise(error: DiscoveryError) -> None:
    raise error


def discover(
    paths: Iterable[Path],
    *,
    is_excluded: Exclusion | None = None,
    excludes_named: bool = False,
    on_error: Callable[[DiscoveryError], None] = _raise,
) -> list[Path]:
    """Return the articles under `paths`, each file once, sorted by the parts of its path.

    Folders are walked for Markdown files (SUFFIXES) that neither a .gitignore nor `is_excluded`
    leaves out; links to folders are not followed. A path that is named itself is always taken,
    unless `excludes_named`: then it is left out where a walk from above would leave it out.
    Paths keep the form in which they were given: `posts` gives `posts/a.md`.

    A path that does not exist and a folder that cannot be read are handed to `on_error`, which
    by default raises the DiscoveryError.
    """
    found: dict[str, Path] = {}
    read_ignores = cache(_read_ignores)  # many files are named of one folder
    for path in paths:
        try:
            if excludes_named and _is_left_out(path, is_excluded, read_ignores):
                continue
            if path.is_dir():
                for real_path, member in _walk(path, is_excluded, on_error):
                    found.setdefault(real_path, member)
            elif path.exists():
                found.setdefault(os.path.realpath(path), path)
            else:
                on_error(DiscoveryError(f"{path}: no such file or folder"))
        except OSError as error:
            on_error(_unreadable(path, error))
    return sorted(found.values(), key=lambda member: member.parts)


def _unreadable(path: Path, error: OSError) -> DiscoveryError:
    return DiscoveryError(f"{path}: cannot be read ({error.strerror or error})")


@record
class _Folder:
    """A folder of a walk: as it was given, from the root, without links, and what is ignored."""

    given: Path
    absolute: Path
    real: str
    ignores: tuple[Globs, ...]

    def child(self, name: str) -> _Folder:
        """Return a folder in this one that is no link."""
        real = os.path.join(self.real, name)  # noqa: PTH118
        return _Folder(self.given / name, self.absolute / name, real, self.ignores)

    def entries(self) -> list[os.DirEntry[str]]:
        """List the folder; raises OSError."""
        with os.scandir(self.given) as entries:
            return list(entries)


def _walk(
    top: Path, is_excluded: Exclusion | None, on_error: Callable[[DiscoveryError], None]
) -> Iterator[tuple[str, Path]]:
    """Yield the real path and the path below `top` of each article."""
    absolute = absolute_path(top)
    # A stack, for a tree may be deeper than Python recurses.
    pending = [_Folder(top, absolute, os.path.realpath(top), _ignores_above(absolute))]
    while pending:
        folder = pending.pop()
        try:
            entries = folder.entries()
        except OSError as error:
            on_error(_unreadable(folder.given, error))
            continue
        if any(entry.name == ".gitignore" for entry in entries):
            folder = replace(folder, ignores=(*folder.ignores, _read_ignores(folder.absolute)))
        for entry in entries:
            if not _is_wanted(entry, folder, is_excluded):
                continue
            child = folder.child(entry.name)
            if entry.is_dir(follow_symlinks=False):
                pending.append(child)
            else:
                yield (
                    os.path.realpath(child.given) if entry.is_symlink() else child.real,
                    child.given,
                )


def _is_article(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(SUFFIXES) and entry.is_file()


def _is_wanted(entry: os.DirEntry[str], folder: _Folder, is_excluded: Exclusion | None) -> bool:
    is_directory = entry.is_dir(follow_symlinks=False)
    if entry.name in _NEVER_ENTERED or not (is_directory or _is_article(entry)):
        return False
    path = folder.absolute / entry.name
    if _is_ignored(path.as_posix(), folder.ignores, is_directory=is_directory):
        return False
    return is_excluded is None or not is_excluded(path, is_directory=is_directory)


def _is_ignored(path: str, ignores: tuple[Globs, ...], *, is_directory: bool) -> bool:
    """Ask the deepest .gitignore first; the first that mentions the path decides."""
    for globs in reversed(ignores):
        decision = globs.decide(path, is_directory=is_directory)
        if decision is not None:
            return decision
    return False


def _is_left_out(
    path: Path, is_excluded: Exclusion | None, read_ignores: Callable[[Path], Globs]
) -> bool:
    """Say whether a walk from the top of the repository would not come to a path that exists."""
    if not path.exists():
        return False
    absolute, is_directory = absolute_path(path), path.is_dir()
    if not _NEVER_ENTERED.isdisjoint(path.parts):
        return True
    if is_excluded is not None and is_excluded(absolute, is_directory=is_directory):
        return True
    ignores = _ignores_above(absolute, read_ignores)
    way = [absolute, *absolute.parents][: len(ignores)][::-1]
    return any(
        _is_ignored(step.as_posix(), ignores[:depth], is_directory=is_directory or step != absolute)
        for depth, step in enumerate(way, start=1)
    )


def _read_ignores(folder: Path) -> Globs:
    try:
        text = (folder / ".gitignore").read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError:
        return Globs(folder, ())
    return Globs(folder, tuple(line.removesuffix("\r") for line in text.split("\n")))


def _ignores_above(
    folder: Path, read: Callable[[Path], Globs] = _read_ignores
) -> tuple[Globs, ...]:
    """Return the .gitignore files above a path, from the top of its repository downwards."""
    above = folder
    passed: list[Path] = []
    while not (above / ".git").exists():
        if above.parent == above:
            return ()  # in no repository: files above the folder do not concern it
        above = above.parent
        passed.append(above)
    return tuple(read(parent) for parent in reversed(passed))
