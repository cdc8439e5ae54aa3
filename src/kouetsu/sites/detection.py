"""Which site generator publishes an article, told from the site's own files."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.patterns import compiled
from kouetsu.records import field, record, replace
from kouetsu.sites.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Generator(Enum):
    """What turns the articles into pages. NONE: none of these, or not known."""

    # There is one of each; Enum hashes its name anew, in Python, each time a set is asked.
    __hash__ = object.__hash__

    JEKYLL = "jekyll"
    HUGO = "hugo"
    ZENN = "zenn"
    QIITA = "qiita"
    DOCUSAURUS = "docusaurus"
    ASTRO = "astro"
    VITEPRESS = "vitepress"
    MDBOOK = "mdbook"
    NONE = "none"


@record
class Site:
    """A generator and where it was found: `marker` is the file or folder that told.

    `settings` is the text of its settings file; `tree` keeps what a run has seen of the files.
    """

    generator: Generator
    flavour: Flavour = Flavour.COMMONMARK
    root: Path | None = None
    marker: Path | None = None
    settings: str = field(default="", compare=False, repr=False)
    tree: Tree | None = field(default=None, compare=False, repr=False)


NO_SITE = Site(Generator.NONE)

_HUGO_NAMES = tuple(f"hugo.{suffix}" for suffix in ("toml", "yaml", "yml", "json"))
# The names that Hugo read before 0.110 and still reads; other tools use them too.
_HUGO_OLD_NAMES = tuple(f"config.{suffix}" for suffix in ("toml", "yaml", "yml", "json"))
_HUGO_KEY = compiled(
    r"""^\s*["']?(baseurl|languagecode|defaultcontentlanguage)["']?\s*[:=]""", re.I | re.M
)
# Jekyll looks for these in this order (lib/jekyll/configuration.rb, config_files).
_JEKYLL_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
_JEKYLL_CONVERTER = compiled(r"""^markdown\s*[:=]\s*["']?([\w-]+)""", re.M)
_SCRIPT_SUFFIXES = ("js", "mjs", "cjs", "ts", "mts", "cts")
_ZENN_FOLDERS = ("articles", "books")
_QIITA_FOLDERS = ("public",)
# Folders whose articles go to one service, whatever else the repository holds.
OWN_FOLDERS = _ZENN_FOLDERS + _QIITA_FOLDERS
_ZENN_KEYS = ("emoji:", "type:", "topics:")
# The start of a file tells enough; a settings file may be generated and huge.
_HEAD_BYTES = 65_536


def flavour_of(generator: Generator) -> Flavour:
    """Return the dialect that a generator renders unless its own settings say otherwise."""
    return Flavour.KRAMDOWN if generator is Generator.JEKYLL else Flavour.COMMONMARK


@record(frozen=False)
class Sites:
    """Finds the sites of many folders, looking into each folder once."""

    _tree: Tree = field(default_factory=Tree)
    _known: dict[tuple[Path, str | None], Site] = field(default_factory=dict)

    def of(self, folder: Path) -> Site:
        """Return the site that `folder`, an absolute path, belongs to.

        The nearest folder upwards that holds a generator's own file decides; the search ends at
        the top of a repository.
        """
        passed: list[tuple[Path, str | None]] = []
        below: str | None = None
        while (folder, below) not in self._known:
            passed.append((folder, below))
            site = _site_at(folder, below)
            if site is None and ((folder / ".git").exists() or folder.parent == folder):
                site = NO_SITE
            if site is not None:
                self._known[folder, below] = replace(site, tree=self._tree)
                break
            below = folder.name if folder.name in OWN_FOLDERS else ""
            folder = folder.parent
        found = self._known[folder, below]
        self._known.update(dict.fromkeys(passed, found))
        return found


def _site_at(root: Path, below: str | None) -> Site | None:
    """Return the site whose root is `root`, if it is one.

    `below` is the child from which the search came: None at its start, "" for any but OWN_FOLDERS.
    One repository often feeds Zenn from articles/ and Qiita from public/, so these two answer
    for their own folders only, and are asked first.
    """
    finders: tuple[tuple[Generator, Callable[[Path], Path | None], tuple[str, ...]], ...] = (
        (Generator.ZENN, _zenn_marker, _ZENN_FOLDERS),
        (Generator.QIITA, _qiita_marker, _QIITA_FOLDERS),
        (Generator.DOCUSAURUS, lambda root: _script(root, "docusaurus.config"), ()),
        (Generator.ASTRO, lambda root: _script(root, "astro.config"), ()),
        (Generator.VITEPRESS, lambda root: _first(root, (".vitepress",)), ()),
        (Generator.MDBOOK, lambda root: _first(root, ("book.toml",)), ()),
        (Generator.HUGO, _hugo_marker, ()),
        (Generator.JEKYLL, _jekyll_marker, ()),
    )
    for generator, find, folders in finders:
        if folders and below is not None and below not in folders:
            continue
        marker = find(root)
        if marker is not None:
            flavour = _jekyll_flavour(marker) if generator is Generator.JEKYLL else None
            settings = _settings(marker)
            return Site(generator, flavour or flavour_of(generator), root, marker, settings)
    return None


def _settings(marker: Path) -> str:
    """Return the text of the settings that a marker is, or that lie in it (.vitepress)."""
    inside = _script(marker, "config") if marker.name == ".vitepress" else None
    return _head(inside or marker)


def _first(root: Path, names: tuple[str, ...]) -> Path | None:
    return next((root / name for name in names if (root / name).exists()), None)


def _script(root: Path, stem: str) -> Path | None:
    return _first(root, tuple(f"{stem}.{suffix}" for suffix in _SCRIPT_SUFFIXES))


def _hugo_marker(root: Path) -> Path | None:
    found = _first(root, _HUGO_NAMES) or _first(root / "config" / "_default", _HUGO_NAMES)
    if found is not None:
        return found
    for folder in (root, root / "config" / "_default"):
        for name in _HUGO_OLD_NAMES:
            if _HUGO_KEY.search(_head(folder / name)):
                return folder / name
    return None


def _jekyll_marker(root: Path) -> Path | None:
    marker = _first(root, _JEKYLL_NAMES)
    # Hexo calls its settings _config.yml as well, and renders CommonMark.
    return None if marker is None or '"hexo"' in _head(root / "package.json") else marker


def _jekyll_flavour(marker: Path) -> Flavour | None:
    converter = _JEKYLL_CONVERTER.search(_head(marker))
    if converter is None or converter[1].lower() == "kramdown":
        return None
    return Flavour.COMMONMARK


def _qiita_marker(root: Path) -> Path | None:
    found = _first(root, ("qiita.config.json",))
    if found is None and '"@qiita/qiita-cli"' in _head(root / "package.json"):
        return _first(root, _QIITA_FOLDERS)
    return found


def _zenn_marker(root: Path) -> Path | None:
    """Return articles/ or books/ of a repository that zenn-cli or Zenn's own format betrays.

    Zenn reads a connected repository without any settings file, so package.json may be missing.
    """
    folder = _first(root, _ZENN_FOLDERS)
    if folder is None:
        return None
    if '"zenn-cli"' in _head(root / "package.json") or _holds_zenn_post(root / "articles"):
        return folder
    return None


def _holds_zenn_post(folder: Path) -> bool:
    post = min(folder.glob("*.md"), default=None)
    if post is None:
        return False
    lines = _head(post).split("\n---", 1)[0].splitlines()
    return all(any(line.startswith(key) for line in lines) for key in _ZENN_KEYS)


def _head(path: Path) -> str:
    """Return the start of a file, or nothing for what cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return ""
