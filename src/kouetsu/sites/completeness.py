"""Whether a checkout holds a site whole, judged by how many of its own links lead somewhere.

A part of a site (a sample, a sparse checkout, posts without their images) is full of links to
what was left out. On a whole site they are rare: 4 of 7,945 links between the posts of the blog
that this project was measured on.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from kouetsu.patterns import compiled
from kouetsu.sites.tree import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kouetsu.sites.destinations import Destination
    from kouetsu.sites.detection import Site
    from kouetsu.sites.tree import Tree

# Pages that are read, and the code points of each, to see what the links of a site come to.
_SAMPLE, _LENGTH = 1_000, 100_000
_TARGET = compiled(r"\]\(<?([^()\s<>{}]+)")
# Up to this many dead links, or this share of all, is what happens on a whole site.
_MOST_MISSING, _MOST_SHARE = 2, 0.1


def group(target: str) -> str:
    """Return the group of targets that a target is counted with: pages, images, other files."""
    return kind_of(re.split("[?#]", target)[0].rstrip("/"))


def parts(
    tree: Tree,
    place: tuple[Path, Site, str],
    pages: Callable[[], Iterable[Path]],
    judge: Callable[[Path, str], Destination],
) -> frozenset[str]:
    """Return the groups of targets of which a place holds only a part, found once in a run.

    `place` is a folder with all that `pages` and `judge` depend on besides: `pages` gives the pages
    whose links are counted, `judge` tells where a target in one leads.
    """
    if place not in tree.parts:
        tree.parts[place] = frozenset()  # what is asked meanwhile is asked for the counting
        tree.parts[place] = _parts(pages(), judge)
    return tree.parts[place]


def _parts(pages: Iterable[Path], judge: Callable[[Path, str], Destination]) -> frozenset[str]:
    missing: dict[str, int] = {}
    holding: dict[str, int] = {}
    for page in islice(pages, _SAMPLE):
        for target in _targets(page):
            verdict = judge(page, target).verdict.value
            count = {"missing": missing, "holds": holding}.get(verdict)
            if count is not None:
                count[group(target)] = count.get(group(target), 0) + 1
    return frozenset(
        name
        for name, number in missing.items()
        if number > _MOST_MISSING and number > _MOST_SHARE * (number + holding.get(name, 0))
    )


def _targets(page: Path) -> Iterator[str]:
    try:
        with page.open(encoding="utf-8", errors="replace") as file:
            text = file.read(_LENGTH)
    except OSError:
        return
    for match in _TARGET.finditer(text):
        if not match[1].startswith("#"):
            yield match[1]
