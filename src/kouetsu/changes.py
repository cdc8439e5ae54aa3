"""Everything about git: which articles changed, in which lines, and what they were before.

No git settings of a user change what is found, and nothing in the repository is written.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu.discover import SUFFIXES
from kouetsu.quotes import one_line
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# These would change what a diff or a pathspec means, and no option of git overrules them; hooks in
# linked work trees set the first two, which makes git take any folder for the top.
_MISLEADING = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_DIFF_OPTS",
        "GIT_GLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
    }
)
# --text: git takes UTF-16, and text with one stray NUL, for binary; such an article still has
# lines. Deleted files (D) have no findings.
_DIFF = (
    *("-c", "core.quotePath=true", "diff", "--text", "--find-renames", "--diff-filter=AMRT"),
    *("--unified=0", "--inter-hunk-context=0", "--no-color", "--no-relative", "--no-textconv"),
    *("--no-ext-diff", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"),
)
_HUNK = re.compile(rb"@@ -\d+(?:,(?P<old>\d+))? \+(?P<first>\d+)(?:,(?P<new>\d+))? @@")
# The modes of files; links and submodules have others.
_FILES = (b"100644", b"100755")
# https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: the first line of every pointer.
_LFS_POINTER = "version https://git-lfs.github.com/spec/"
_SHALLOW = "the clone is shallow: git fetch --unshallow, or fetch-depth: 0 for actions/checkout"


class ChangesError(Exception):
    """Git cannot tell what changed; `str()` is one line for people, with what to do."""


@record
class Blob:
    """Content that git keeps: its path from the top of the repository, and its object id."""

    path: str
    name: str


@record
class Change:
    """How one file differs from what it was.

    `before` is None for a new file. `staged` is the content in the index, None where that of the
    work tree counts. `lines` are the 1-based lines of now that were added or reworded, ascending;
    a line ends at a line feed alone, as git counts.
    """

    before: Blob | None
    staged: Blob | None = None
    lines: tuple[range, ...] = ()


@record
class Changes:
    """What changed below `top`, a real path: the files by their path from there, in NFC."""

    top: Path
    files: Mapping[str, Change]

    def of(self, path: Path) -> Change | None:
        """Return how a file changed, if it did."""
        relative = os.path.relpath(os.path.realpath(path), self.top)
        return self.files.get(_normal(relative.replace(os.sep, "/")))

    def content(self, blob: Blob) -> bytes:
        """Return content that git keeps; raises ChangesError where it has got lost."""
        return _run(self.top, "cat-file", "blob", blob.name)


def since(ref: str, paths: Sequence[Path], *, is_staged: bool = False) -> Changes:
    """Compare the work tree, files that git does not know yet included, with a commit.

    The commit is the merge base of `ref` and HEAD: what others did to `ref` meanwhile is no change
    of ours. `paths` are those that a user named; they tell the repository. `is_staged`: the index
    stands for the work tree. Raises ChangesError.
    """
    top = _top(paths)
    specs = _pathspecs(top, paths)
    base = _merge_base(top, ref)
    if is_staged:
        return Changes(top, _differences(top, ["--cached", base], specs))
    files = _differences(top, [base], specs)
    fresh = _run(top, "ls-files", "--others", "--exclude-standard", "-z", "--", *specs)
    files.update((_name(name), Change(None)) for name in fresh.split(b"\0") if name)
    return Changes(top, files)


def staged(paths: Sequence[Path]) -> Changes:
    """Compare the index with HEAD, or with nothing before the first commit; else as `since`."""
    top = _top(paths)
    return Changes(top, _differences(top, ["--cached"], _pathspecs(top, paths)))


def is_pointer(text: str) -> bool:
    """Say whether a text is but the pointer of Git LFS to the real one."""
    return text.startswith(_LFS_POINTER)


def _top(paths: Sequence[Path]) -> Path:
    """Return the top of the repository that all the paths lie in."""
    first = Path(os.path.realpath(paths[0]))
    folder = first if first.is_dir() else first.parent
    if not folder.is_dir():
        raise ChangesError(f"{paths[0]}: no such file or folder")
    try:
        answer = _run(folder, "rev-parse", "--show-toplevel")
    except ChangesError as error:
        if "not a git repository" not in str(error):
            raise
        raise ChangesError(f"{paths[0]} is in no git repository; leave the option out") from None
    top = Path(os.path.realpath(os.fsdecode(answer.removesuffix(b"\n"))))
    for path in paths:
        if not Path(os.path.realpath(path)).is_relative_to(top):
            raise ChangesError(f"{path} is not in the repository {top}; give it a run of its own")
    return top


def _merge_base(top: Path, ref: str) -> str:
    shown = f"“{one_line(ref)}”"
    commit = _commit(top, ref)
    if commit is None:
        raise ChangesError(f"git knows no commit {shown}: {_remedy(top, ref)}")
    if _commit(top, "HEAD") is None:
        raise ChangesError("there is no commit yet to compare with")
    try:
        return _run(top, "merge-base", commit, "HEAD").decode().split()[0]
    except ChangesError:
        cause = _SHALLOW if _is_shallow(top) else "name a commit of the same history"
        raise ChangesError(f"{shown} and HEAD have no commit in common: {cause}") from None


def _commit(top: Path, ref: str) -> str | None:
    try:
        found = _run(top, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    except ChangesError:
        return None
    return found.decode().strip()


def _remedy(top: Path, ref: str) -> str:
    if _commit(top, f"origin/{ref}"):
        return f"did you mean “origin/{ref}”?"
    return _SHALLOW if _is_shallow(top) else "correct the name, or fetch it (git fetch origin)"


def _is_shallow(top: Path) -> bool:
    return _run(top, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _pathspecs(top: Path, paths: Sequence[Path]) -> list[str]:
    """Return pathspecs for all articles of the repository, and for other files that are named."""
    named = [path for path in paths if path.is_file() and not path.name.lower().endswith(SUFFIXES)]
    return [
        *(f":(top,icase)*{suffix}" for suffix in SUFFIXES),
        *(f":(top,literal){os.path.relpath(os.path.realpath(path), top)}" for path in named),
    ]


def _differences(top: Path, sides: Sequence[str], specs: Sequence[str]) -> dict[str, Change]:
    what = (*sides, "--", *specs)
    lines = _changed_lines(_run(top, *_DIFF, "--patch", *what))
    is_staged = "--cached" in sides
    return {
        after.path: Change(before, after if is_staged else None, tuple(lines.get(after.path, ())))
        for before, after in _records(_run(top, *_DIFF, "--raw", "--no-abbrev", "-z", *what))
    }


def _records(output: bytes) -> Iterator[tuple[Blob | None, Blob]]:
    """Yield what each file was and is, of the output of --raw -z."""
    fields = iter(output.split(b"\0"))
    for head in fields:
        if not head:
            return
        old_mode, new_mode, old, new, status = head.removeprefix(b":").split(b" ")
        first = _name(next(fields))
        last = _name(next(fields)) if status.startswith((b"R", b"C")) else first
        if new_mode in _FILES:
            before = Blob(first, old.decode()) if old_mode in _FILES else None
            yield before, Blob(last, new.decode())


def _changed_lines(patch: bytes) -> dict[str, list[range]]:
    """Return the changed lines of each file, of which the heads of its hunks tell."""
    found: dict[str, list[range]] = {}
    lines: list[range] = []
    content = 0  # how many lines of the hunk are still to come; one may look like a head
    for line in patch.split(b"\n"):
        if content and line.startswith((b"+", b"-")):
            content -= 1
        elif line.startswith(b"+++ "):
            lines = found.setdefault(_unquoted(line.removeprefix(b"+++ ")), [])
        elif hunk := _HUNK.match(line):
            first, count = int(hunk["first"]), int(hunk["new"] or 1)
            content = int(hunk["old"] or 1) + count
            if count:
                lines.append(range(first, first + count))
    return found


def _unquoted(name: bytes) -> str:
    """Return the path in the head of a file: in quotes as in C, before a tab if it has a blank."""
    name = name.removesuffix(b"\t")
    if name.startswith(b'"'):
        name = name[1:-1].decode("unicode_escape").encode("latin-1")
    return _name(name.removeprefix(b"b/"))


def _name(name: bytes) -> str:
    return _normal(os.fsdecode(name))


def _normal(path: str) -> str:
    # macOS may hand out decomposed kana where git has composed ones.
    return unicodedata.normalize("NFC", path)


def _run(folder: Path, *arguments: str) -> bytes:
    """Return what git writes; raises ChangesError with git's own words where it fails."""
    import subprocess  # most runs have nothing to do with git

    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    # Our words depend on git's; and a reader must not lock the index of somebody who commits.
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    if index := environment.get("GIT_INDEX_FILE"):  # of `git commit FILE`, and -C is elsewhere
        environment["GIT_INDEX_FILE"] = str(Path(index).absolute())
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise ChangesError("git cannot be found; install it, or leave the option out") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip() or f"status {done.returncode}"
        raise ChangesError(f"git {arguments[0]}: {one_line(words)}")
    return done.stdout
