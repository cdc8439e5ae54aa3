"""The posts of a site by the slugs of their addresses, and addresses that stand in heads."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kouetsu.patterns import compiled
from kouetsu.records import field, record
from kouetsu.sites import permalinks
from kouetsu.sites.detection import Generator
from kouetsu.sites.permalinks import Address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kouetsu.sites.detection import Site
    from kouetsu.sites.tree import Tree

# Lines of a head that give a page an address of its own, or further ones.
_ADDRESS_LINE = compiled(
    r"^\s*(?:[\"']?(?:slug|id|url|permalink|alias(?:es)?|redirect_from|redirects?)[\"']?\s*[:=]|-\s)"
    r".*$",
    re.MULTILINE,
)
_REDIRECTS = ("_redirects", "netlify.toml", "vercel.json", "static/_redirects", "public/_redirects")
_DATE = compiled(r"^date\s*[:=]\s*[\"']?(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.MULTILINE)
_DRAFT_FOLDERS = frozenset({"_drafts", "drafts"})


@record
class Posts:
    """`by_slug` has the date in the file's name and the file, for each slug.

    `addresses` holds, as one text, what heads and redirect files say of addresses.
    """

    by_slug: dict[str, list[tuple[tuple[int, ...], Path]]] = field(default_factory=dict)
    addresses: str = ""

    def matching(self, address: Address, tree: Tree) -> Path | None:
        """Return the post at an address; its head may give another date than its name."""
        for named, path in self.by_slug.get(address.slug, ()):
            dates = (named, *_dates_of(tree.head(path)))
            if not named or any(_is_same(address.date, each) for each in dates):
                return path
        return None

    def names(self, segment: str) -> bool:
        """Say whether a head or a redirect file has a segment of an address."""
        pattern = rf"(?<![^/\s\"'=:\[,]){re.escape(segment)}(?![^/\s\"'\],#?])"
        return bool(segment) and re.search(pattern, self.addresses) is not None


def posts_of(site: Site, tree: Tree, root: Path) -> Posts:
    """Return the posts of a site, collected once in a run."""
    if (root, site) not in tree.posts:
        by_slug: dict[str, list[tuple[tuple[int, ...], Path]]] = {}
        for path in tree.page_files(root):
            address = _address(path, site)
            if address is not None:
                by_slug.setdefault(address.slug, []).append((address.date, path))
        heads = (tree.head(path) for path in tree.page_files(root))
        addresses = "\n".join(_address_lines(heads, root, site))
        tree.posts[root, site] = Posts(by_slug, addresses)
    return tree.posts[root, site]


def _address(path: Path, site: Site) -> Address | None:
    """Return what the name of a file says of its address; None for what is no post."""
    if site.generator is Generator.JEKYLL:
        if "_posts" in path.parts:
            return permalinks.post(path.name)
        is_draft = _DRAFT_FOLDERS.intersection(path.parts)
        return Address(permalinks.slug(path.stem), ()) if is_draft else None
    name = path.parent.name if path.stem in ("index", "_index") else path.stem.split(".")[0]
    return Address(permalinks.slug(name), ())


def _address_lines(heads: Iterable[str], root: Path, site: Site) -> Iterator[str]:
    for head in heads:
        yield from _ADDRESS_LINE.findall(head)
    for name in _REDIRECTS:
        try:
            yield (root / name).read_text("utf-8", "replace")
        except OSError:
            continue
    if site.generator is not Generator.JEKYLL:
        yield site.settings  # redirects stand among the other settings


def _dates_of(head: str) -> Iterator[tuple[int, ...]]:
    for match in _DATE.finditer(head):
        yield tuple(int(part) for part in match.groups())


def _is_same(asked: tuple[int, ...], given: tuple[int, ...]) -> bool:
    """Say whether two dates are the same, or a day apart: the site has a time zone of its own."""
    if asked == given[: len(asked)]:
        return True
    try:
        return abs((date(*asked) - date(*given)).days) <= 1
    except (TypeError, ValueError):
        return False
