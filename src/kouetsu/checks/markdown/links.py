"""Links that lead nowhere: malformed targets, missing files, pages, headings and definitions."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kouetsu.checks.markdown import targets
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled
from kouetsu.sites import pages
from kouetsu.sites.destinations import UNKNOWN, Destination, Resolver, Verdict
from kouetsu.sites.settings import layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kouetsu.article import Article
    from kouetsu.checks.markdown.targets import Target
    from kouetsu.sites.pages import Page

# Names of this module are looked up much faster than members of a class.
_MISSING, _HOLDS = Verdict.MISSING, Verdict.HOLDS
# Headings among which the nearest is looked for; a page with more is no article.
_MOST_IDS = 500
# Ids that browsers, footnotes, themes and comment systems make: never headings of the article.
_OTHER_IDS = compiled(r"|top|fn.*|[a-z]*footnote.*|user-content-.*|L\d.*|:~:.*|[!/?].*|[a-z_]+")
_LINK_TAG = compiled(r"\{%-?\s*(link|post_url)\s+[\"']?([^\s\"'%]+)[\"']?\s*-?%\}")
_REF = compiled(r"\{\{[<%]\s*(?:rel)?ref\s+[\"']([^\"'#]+)")
_FILTERED = compiled(r"\{\{-?\s*[\"']([^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url)\s*-?\}\}")
_SITE_VALUE = compiled(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")


def broken_link(article: Article, *, allow: Sequence[str]) -> Iterator[Hit]:
    """Report links whose targets are malformed, or that certainly lead nowhere."""
    yield from targets.unrendered(article)
    if not article.document.links:
        return
    resolver = article.resolver
    allowed = tuple(allow)
    own: Page | None = None
    for target in targets.of(article):
        if target.text.startswith(allowed):
            continue
        defect = targets.defect(target)
        if defect is not None:
            yield defect
            continue
        found = _destination(resolver, target.text)
        if found.verdict is _MISSING:
            yield _missing(target, found.nearest)
        elif found.verdict is _HOLDS and "#" in target.text and found.file is not None:
            if found.file != resolver.article:
                page = _read(resolver, found.file)
            else:
                page = own = own or pages.page_of(article, resolver.site)
            yield from _anchor(resolver, target, page)


def _destination(resolver: Resolver, target: str) -> Destination:
    """Resolve a target, the templates of Jekyll and Hugo that stand for one included."""
    if "{" not in target:
        return resolver.resolve(target)
    if tag := _LINK_TAG.search(target):
        return resolver.file(tag[2]) if tag[1] == "link" else resolver.post(tag[2])
    if ref := _REF.search(target):
        return resolver.post(ref[1])
    plain = _SITE_VALUE.sub("", _FILTERED.sub(r"\1", target))
    if "{" in plain or not plain.startswith("/"):
        return UNKNOWN
    return resolver.resolve(layout(resolver.site).base + plain)


def _missing(target: Target, nearest: str | None, *, is_anchor: bool = False) -> Hit:
    """Report a target that is not there; `nearest` is one that is, and much like it."""
    values: dict[str, object] = {"target": target.text}
    if nearest is None:
        return Hit(target.span, values, "missing")
    # What follows the path stays as it is.
    rest = "" if is_anchor else target.text[len(re.split("[?#]", target.text)[0]) :]
    written = nearest + rest
    values["nearest"] = written
    edit = Edit(target.span, written)
    fix = Fix((edit,), Applicability.UNSAFE) if target.is_exact and " " not in written else None
    return Hit(target.span, values, "near", fix=fix)


def _read(resolver: Resolver, file: Path) -> Page:
    if file.suffix.lower() == ".html":
        return pages.OPEN
    return pages.read(file, resolver)


def _anchor(resolver: Resolver, target: Target, page: Page) -> Iterator[Hit]:
    """Report a fragment that no heading and no element of its page has."""
    path, _, fragment = target.text.partition("#")
    wanted = unicodedata.normalize("NFC", unquote(fragment))
    if _OTHER_IDS.fullmatch(wanted) or page.is_open or not page.ids or wanted in page.ids:
        return
    if not resolver.site.root and wanted.casefold() in map(str.casefold, page.ids):
        return
    near = _nearest_id(wanted, page)
    yield _missing(target, None if near is None else f"{path}#{near}", is_anchor=True)


def _nearest_id(wanted: str, page: Page) -> str | None:
    if len(page.ids) > _MOST_IDS:
        return None
    from rapidfuzz import fuzz, process

    found = process.extractOne(wanted, sorted(page.ids), scorer=fuzz.ratio, score_cutoff=75)
    return None if found is None else found[0]
