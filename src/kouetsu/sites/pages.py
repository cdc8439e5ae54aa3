"""What a link can aim at in a page: its title and the ids of its headings and elements."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kouetsu.article import Article, Profile
from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import from_bytes
from kouetsu.digests import digest
from kouetsu.patterns import compiled
from kouetsu.records import record
from kouetsu.sites import slugs

if TYPE_CHECKING:
    from pathlib import Path

    from kouetsu.article.markdown import Block
    from kouetsu.sites.destinations import Resolver
    from kouetsu.sites.detection import Site

# Ids that a writer gives: {#id}, {: #id}, {/*id*/}, [#id], id="…" and name="…" of HTML.
_OWN_ID = compiled(
    r"\{:?[^{}\n]{0,500}?#([^\s{}]++)[^{}\n]*+\}|\{/\*\s*([^\s*]+)\s*\*/\}|\[#([\w-]+)\]"
    r"|\b(?:id|name)\s*=\s*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s\"'>]+))"
)
_HEADING_ATTRIBUTES = compiled(r"\s*\{[^{}]*\}\s*$")
_CODE_MARKS = compiled(r"^`+ ?| ?`+$")
_OBJECTS = compiled(f"{OBJECT}+")
# Text that other files or programs put into the page may hold any id.
_INCLUSION = compiled(
    r"\{%-?\s*(?:include|render|capture|for)|\{\{[<%#]"
    r"|\{\{-?\s*(?:content|site(?!\.(?:base)?url\b)|include)"
    r"|<[A-Z]\w*[\s/>]|^import\s|<!--\s*@?include|(?i:\[\[?toc\])",
    re.MULTILINE,
)
# Settings with which kramdown or goldmark make other ids, or none.
_OTHER_IDS = compiled(
    r"^\s*(?:auto_ids|auto_id_prefix|transliterated_header_ids|header_ids|autoHeadingID(?:Type)?"
    r"|input)\s*[:=]\s*(?!['\"]?(?:true|GFM|github)\b)",
    re.MULTILINE,
)


@record
class Page:
    """A page's title and ids. `is_open`: it may have ids that its own file does not tell."""

    title: str | None
    ids: frozenset[str]
    is_open: bool


OPEN = Page(None, frozenset(), is_open=True)


def page_of(article: Article, site: Site) -> Page:
    """Return what links to an article, or within it, can aim at."""
    text = article.source.text
    headings = [_text(article, b) for b in article.blocks if b.kind is Kind.HEADING]
    own = {next(filter(None, match.groups())) for match in _OWN_ID.finditer(text)}
    found = {unicodedata.normalize("NFC", each) for each in own}
    title = article.front_matter.text("title") or article.front_matter.text("Title")
    return Page(
        title=title,
        ids=slugs.ids(headings, site.generator) | found,
        is_open=_INCLUSION.search(text) is not None or _makes_other_ids(site),
    )


def read(path: Path, resolver: Resolver) -> Page:
    """Read the page in a file that a resolver found, once in a run.

    One that cannot be read is open to anything.
    """
    site, pages = resolver.site, resolver.tree.pages
    if (path, site) not in pages:
        pages[path, site] = _read(path, site)
    page, content = pages[path, site]
    resolver.note_page(path, content)
    return page


def _read(path: Path, site: Site) -> tuple[Page, str]:
    try:
        data = path.read_bytes()
    except OSError:
        return OPEN, ""
    article = Article(from_bytes(data, path.as_posix()), Profile(site=site))
    return page_of(article, site), digest(data).hex()


def _text(article: Article, block: Block) -> str:
    """Return a heading as it is read, the inside of code included."""
    source, span = article.source.text, block.text
    shown = article.prose[span.start : span.end]

    def thing(match: re.Match[str]) -> str:
        written = source[span.start + match.start() : span.start + match.end()]
        return _CODE_MARKS.sub("", written) if written.startswith("`") else ""

    return _HEADING_ATTRIBUTES.sub("", _OBJECTS.sub(thing, shown).replace(MARKUP, ""))


def _makes_other_ids(site: Site) -> bool:
    return _OTHER_IDS.search(site.settings) is not None
