"""The ids that generators make of headings, for links such as `#見出し`.

The rules were compared with the real libraries over a table of Japanese headings; see
tests/sites/test_slugs.py.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kouetsu.patterns import compiled
from kouetsu.sites.detection import Generator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_VITEPRESS_SPECIAL = compiled(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_COMBINING = compiled("[\u0300-\u036f]")
_CONTROL = compiled("[\x00-\x1f]")
_DASHES = compiled("-{2,3}")
# General categories of the characters of a word, as Unicode and Ruby's \p{Word} have them.
_WORD_CATEGORIES = ("L", "M", "Nd", "Nl", "Pc")


def github(heading: str) -> str:
    """Return the id by github-slugger, which Docusaurus, Astro and GitHub's own pages follow."""
    return _dashed_words(heading.strip())


def kramdown(heading: str) -> str:
    """Return the id by kramdown-parser-gfm, Jekyll's parser; dashes were made one sign before."""
    return _dashed_words(_DASHES.sub("", heading.strip()).replace("\t", " "))


def hugo(heading: str) -> str:
    """Return the id by Hugo's goldmark renderer with autoHeadingIDType `github`, its default."""
    kept = (
        c
        for c in heading.strip().lower()
        if c in "- _" or unicodedata.category(c).startswith(("L", "Nd"))
    )
    return "".join(kept).replace(" ", "-")


def vitepress(heading: str) -> str:
    """Return the id by @mdit-vue/shared; composed again, so that links can be compared with it."""
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", heading))
    dashed = _VITEPRESS_SPECIAL.sub("-", _CONTROL.sub("", plain)).strip("-")
    numbered = f"_{dashed}" if dashed[:1].isascii() and dashed[:1].isdigit() else dashed
    return unicodedata.normalize("NFC", numbered.lower())


def zenn(heading: str) -> str:
    """Return the id by zenn-markdown-html (markdown-it-anchor's default), percent-decoded."""
    return re.sub(r"\s+", "-", heading.strip().lower())


def mdbook(heading: str) -> str:
    """Return the id by mdBook's utils::normalize_id: only ASCII letters are lowered."""
    ascii_lower = "".join(c.lower() if c.isascii() else c for c in heading.strip())
    kept = (c for c in ascii_lower if c in "-_" or c.isalnum() or c.isspace())
    return re.sub(r"\s", "-", "".join(kept))


_RULES: dict[Generator, tuple[Callable[[str], str], ...]] = {
    Generator.JEKYLL: (kramdown,),
    Generator.HUGO: (hugo,),
    Generator.ZENN: (zenn,),
    Generator.QIITA: (github,),
    Generator.DOCUSAURUS: (github,),
    Generator.ASTRO: (github,),
    Generator.VITEPRESS: (vitepress,),
    Generator.MDBOOK: (mdbook,),
    Generator.NONE: (github, kramdown, hugo, vitepress, zenn, mdbook),
}


def ids(headings: Sequence[str], generator: Generator) -> frozenset[str]:
    """Return every id that a page with these headings may have: repeated ones get -1, -2 and so on.

    Where the generator is not known, the ids are those of any.
    """
    found: set[str] = set()
    for rule in _RULES[generator]:
        found |= _distinct(rule(heading) for heading in headings)
    return frozenset(found - {""})


def _distinct(slugs: Iterable[str]) -> set[str]:
    found: set[str] = set()
    count: dict[str, int] = {}
    for slug in slugs:
        distinct = slug
        while distinct in found:
            count[slug] = count.get(slug, 0) + 1
            distinct = f"{slug}-{count[slug]}"
        found.add(distinct)
    return found


def _dashed_words(heading: str) -> str:
    kept = (c for c in heading.lower() if c in "- " or _is_of_word(c))
    return "".join(kept).replace(" ", "-")


def _is_of_word(character: str) -> bool:
    return unicodedata.category(character).startswith(_WORD_CATEGORIES)
