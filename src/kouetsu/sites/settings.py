"""The few settings of a generator that say at which addresses a site's files are published.

Settings files are YAML, TOML, JSON or programs. A single value is read by its name from any of
them; nothing is run.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kouetsu.patterns import compiled
from kouetsu.records import record
from kouetsu.sites.detection import Generator
from kouetsu.sites.permalinks import Template, template

if TYPE_CHECKING:
    from kouetsu.sites.detection import Site

_TEMPLATE = compiled(r"[:=]\s*[\"']?(/?[^\"'\s]*:(?:slug|filename|contentbasename)[^\"'\s]*)")


@record
class Layout:
    """Where a site's files are published, and under which addresses.

    `host` is the site's own, "" where its settings do not say. `base` is the folder of the host
    under which the site lies, without a final slash. `static` are folders whose files are
    published as they are. `routes` are folders of pages, each with the prefix of its addresses.
    `is_by_file`: relative links between pages are resolved by their files, not their addresses.
    """

    host: str = ""
    base: str = ""
    static: tuple[str, ...] = ()
    routes: tuple[tuple[str, str], ...] = ()
    templates: tuple[Template, ...] = ()
    is_by_file: bool = False


def layout(site: Site) -> Layout:
    """Return the layout by the generator's documented defaults and the site's settings."""
    return _layout(site.generator, site.settings)


@lru_cache(maxsize=16)
def _layout(generator: Generator, text: str) -> Layout:  # noqa: PLR0911 (one for each generator)
    match generator:
        case Generator.JEKYLL:
            found = template(value(text, "permalink"))
            templates = (found,) if found else ()
            host, _ = _address(value(text, "url"))
            return Layout(host, _base(value(text, "baseurl")), ("",), (("", ""),), templates)
        case Generator.HUGO:
            host, base = _address(value(text, "baseurl"))
            content = value(text, "contentdir") or "content"
            static = (value(text, "staticdir") or "static", content)
            found_templates = tuple(map(template, _TEMPLATE.findall(text)))
            known = tuple(each for each in found_templates if each)
            return Layout(host, base, static, (("", content),), known)
        case Generator.DOCUSAURUS:
            host, _ = _address(value(text, "url"))
            docs = () if "routeBasePath" in text else (("docs", "docs"),)
            base = _base(value(text, "baseUrl"))
            return Layout(host, base, ("static",), (*docs, ("", "src/pages")), is_by_file=True)
        case Generator.ASTRO:
            host, _ = _address(value(text, "site"))
            base = _base(value(text, "base"))
            docs = (("", "src/content/docs"),) if "starlight(" in text else ()
            return Layout(host, base, ("public",), (*docs, ("", "src/pages")))
        case Generator.VITEPRESS:
            source = (value(text, "srcDir") or "").strip("./")
            public = f"{source}/public".strip("/")
            base = _base(value(text, "base"))
            is_plain = "rewrites" not in text
            return Layout("", base, (public,), (("", source),) if is_plain else (), (), True)
        case Generator.MDBOOK:
            return Layout(is_by_file=True)
        case Generator.ZENN:
            return Layout(static=("",))
        case Generator.QIITA:
            return Layout()
        case Generator.NONE:
            return Layout(is_by_file=True)


def value(text: str, name: str) -> str | None:
    """Return a plain value from settings in any of the usual formats, None where it is not set."""
    pattern = rf"^[ \t{{]*[\"']?{name}[\"']?\s*[:=]\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'#,;]+))"
    match = re.search(pattern, text, re.MULTILINE | re.IGNORECASE)
    return next((group for group in match.groups() if group is not None), None) if match else None


def _address(url: str | None) -> tuple[str, str]:
    """Return host and folder of an address, both empty for what is none."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return "", ""
    return parts.netloc, _base(parts.path)


def _base(path: str | None) -> str:
    folder = (path or "").strip("/")
    return f"/{folder}" if folder else ""
