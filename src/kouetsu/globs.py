"""Globs as in .gitignore, over paths and not over the files of a disk."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

# The group by which pathspec's expressions tell that a folder matched, not what lies in it.
_FOLDER_GROUP = "ps_d"


class GlobError(ValueError):
    """A pattern that means nothing, such as a lone `!`; `str()` is the pattern."""


@record(slots=False)
class Globs:
    """Patterns that are anchored at `folder`, an absolute path; the last that matches decides.

    A path outside of the folder is matched from the file system's root, so only patterns without
    an inner slash can match it. A pattern that cannot be read matches nothing, as in git. Names
    are compared in NFC, for macOS may hand out decomposed kana.
    """

    folder: Path
    patterns: tuple[str, ...]

    def covers(self, path: Path, *, is_directory: bool = False) -> bool:
        """Say whether the absolute `path`, or a folder that it lies in, is matched."""
        parts = self._relative(path.as_posix()).split("/")
        folders = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
        return any(self._decide(folder, is_directory=True) for folder in folders) or bool(
            self._decide("/".join(parts), is_directory=is_directory)
        )

    def decide(self, path: str, *, is_directory: bool) -> bool | None:
        """Say whether `path` itself is matched (True), negated (False) or not mentioned (None).

        The path is absolute, with forward slashes. Folders above it are not looked at: whoever
        walks from the top has left those out already.
        """
        return self._decide(self._relative(path), is_directory=is_directory)

    def check(self) -> None:
        """Raise GlobError when one of the patterns cannot be read."""
        for pattern in self.patterns:
            _compile(pattern)

    @cached_property
    def _compiled(self) -> Sequence[GitIgnoreSpecPattern]:
        compiled = []
        for text in reversed(self.patterns):
            try:
                pattern = _compile(text)
            except GlobError:
                continue
            if pattern.include is not None:
                compiled.append(pattern)
        return compiled

    @cached_property
    def _prefix(self) -> str:
        return self.folder.as_posix().rstrip("/") + "/"

    def _relative(self, path: str) -> str:
        inside = path.removeprefix(self._prefix)
        return unicodedata.normalize("NFC", inside if inside != path else path.lstrip("/"))

    def _decide(self, relative: str, *, is_directory: bool) -> bool | None:
        for pattern in self._compiled:
            if _matches(pattern, relative, is_directory=is_directory):
                return pattern.include
        return None


def absolute_path(path: Path) -> Path:
    """Return the path from the root without `..`, links left as they are."""
    return Path(os.path.normpath(path.absolute()))


def _compile(text: str) -> GitIgnoreSpecPattern:
    from pathspec.patterns.gitignore.base import GitIgnorePatternError
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    # pathspec takes `a/**/` for `a/`; to git it means the folders inside `a`.
    meant = f"{text}*/" if text.endswith("/**/") else text
    try:
        return GitIgnoreSpecPattern(unicodedata.normalize("NFC", meant))
    except (GitIgnorePatternError, re.error):
        raise GlobError(text) from None


def _matches(pattern: GitIgnoreSpecPattern, relative: str, *, is_directory: bool) -> bool:
    """Say whether the pattern means this very path.

    pathspec's own matching also answers for everything below a matched folder. That is wrong for
    `*`, `!*/`, `!*.md`, where git lets the second line open folders only.
    """
    expression = pattern.regex
    if expression is None:
        return False
    match = expression.search(relative)
    if match is not None and match.groupdict().get(_FOLDER_GROUP) is None:
        return True
    return is_directory and any(
        match.end() > len(relative) and match.groupdict().get(_FOLDER_GROUP) is not None
        for match in expression.finditer(relative + "/")
    )
