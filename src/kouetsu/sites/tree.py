"""The files of a site as they stand on disk, each folder and head read once in a run."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kouetsu.sites.detection import Site
    from kouetsu.sites.pages import Page
    from kouetsu.sites.posts import Posts

PAGE_SUFFIXES = (".md", ".markdown", ".mdx", ".html")
_IMAGE_SUFFIXES = frozenset(
    (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp")
)
# Folders that hold other people's files or what a build wrote.
_FOREIGN = frozenset({"node_modules", "vendor", "_site", "dist", "target"})
# Bytes of a file that hold its head; longer heads are data files in disguise.
_HEAD_BYTES = 16_384


@record
class Entry:
    """A file or folder by the name that it has on disk."""

    name: str
    is_folder: bool


@record(frozen=False)
class Tree:
    """Looks files up by their exact names, whatever the file system thinks of case.

    Names are compared composed (NFC): macOS hands them out decomposed. `pages`, `posts`, `routes`
    and `parts` keep what the modules about these have found out, each page with the digest of its
    content. Nothing here follows a link of the file system into a loop: only paths that an article
    names are looked up, and the walk stays out of linked folders.
    """

    pages: dict[tuple[Path, Site], tuple[Page, str]] = field(default_factory=dict)
    posts: dict[tuple[Path, Site], Posts] = field(default_factory=dict)
    routes: dict[Path, tuple[Mapping[str, Path], Mapping[str, Path]]] = field(default_factory=dict)
    parts: dict[tuple[Path, Site, str], frozenset[str]] = field(default_factory=dict)
    _folders: dict[Path, dict[str, Entry]] = field(default_factory=dict)
    _files: dict[Path, dict[str, list[Path]]] = field(default_factory=dict)
    _heads: dict[Path, str] = field(default_factory=dict)
    _digests: dict[Path, str] = field(default_factory=dict)

    def entries(self, folder: Path) -> Mapping[str, Entry]:
        """Return what lies in a folder by composed name; nothing for what cannot be listed."""
        if folder not in self._folders:
            self._folders[folder] = {
                unicodedata.normalize("NFC", entry.name): entry for entry in _listed(folder)
            }
        return self._folders[folder]

    def find(self, folder: Path, path: str) -> Path | None:
        """Return what a path with forward slashes names below a folder; `..` leads out of it."""
        place = folder
        for part in path.split("/"):
            if part in ("", "."):
                continue
            if part == "..":
                place = place.parent
                continue
            entry = self.entries(place).get(unicodedata.normalize("NFC", part))
            if entry is None:
                return None
            place = place / entry.name
        return place

    def is_folder(self, path: Path) -> bool:
        """Say whether a path that was found is a folder."""
        entry = self.entries(path.parent).get(unicodedata.normalize("NFC", path.name))
        return path.parent == path or (entry is not None and entry.is_folder)

    def siblings(self, folder: Path, name: str, *, without: Path | None = None) -> list[str]:
        """Return the names in a folder of files of the same kind as `name`, pages or images say."""
        return [
            other
            for other, entry in self.entries(folder).items()
            if not entry.is_folder and kind_of(other) == kind_of(name) and folder / other != without
        ]

    def files(self, root: Path) -> Mapping[str, list[Path]]:
        """Return every file below a root by composed name, built once in one walk."""
        if root not in self._files:
            found: dict[str, list[Path]] = {}
            for folder, folders, names in os.walk(root):
                folders[:] = [n for n in folders if n not in _FOREIGN and not n.startswith(".")]
                for name in names:
                    composed = unicodedata.normalize("NFC", name)
                    found.setdefault(composed, []).append(Path(folder, name))
            self._files[root] = found
        return self._files[root]

    def page_files(self, root: Path) -> Iterator[Path]:
        """Yield every page below a root."""
        for name, paths in self.files(root).items():
            if name.lower().endswith(PAGE_SUFFIXES):
                yield from paths

    def head(self, path: Path) -> str:
        """Return the front matter of a page, roughly: its first bytes up to a second fence."""
        if path not in self._heads:
            self._heads[path] = _read_head(path)
        return self._heads[path]

    def digest(self, path: Path) -> str:
        """Return what tells the content of a file from any other, "" for what cannot be read."""
        if path not in self._digests:
            try:
                self._digests[path] = digest(path.read_bytes())
            except OSError:
                self._digests[path] = ""
        return self._digests[path]


def digest(data: bytes) -> str:
    """Return what tells the content of a file from any other."""
    return hashlib.sha256(data).hexdigest()


def kind_of(name: str) -> str:
    """Return what a file is for a reader: `page`, `image`, or its suffix."""
    suffix = Path(name).suffix.lower()
    if suffix in PAGE_SUFFIXES or not suffix:
        return "page"
    return "image" if suffix in _IMAGE_SUFFIXES else suffix


def _listed(folder: Path) -> list[Entry]:
    try:
        with os.scandir(folder) as entries:
            return [Entry(entry.name, entry.is_dir()) for entry in entries]
    except (OSError, ValueError):  # ValueError: a null character in a name
        return []


def _read_head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(_HEAD_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return ""
    fence = text[:3]
    return text[: text.find(f"\n{fence}", 3)] if fence in ("---", "+++") else ""
