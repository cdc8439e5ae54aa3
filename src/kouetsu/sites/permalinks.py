"""Permalink templates of Jekyll and Hugo: which post an address means.

Jekyll: https://jekyllrb.com/docs/permalinks/ (styles and placeholders, lib/jekyll/url.rb and
drops/url_drop.rb). Hugo: https://gohugo.io/configuration/permalinks/.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kouetsu.patterns import compiled
from kouetsu.records import record

# What each placeholder may stand for. Categories and sections are any folders.
_PLACEHOLDERS = {
    "year": r"(?P<year>\d{4})",
    "short_year": r"\d\d",
    "month": r"(?P<month>\d\d)",
    "i_month": r"(?P<month>\d{1,2})",
    "short_month": r"[A-Z][a-z]{2}",
    "long_month": r"[A-Z][a-z]+",
    "monthname": r"[A-Z][a-z]+",
    "day": r"(?P<day>\d\d)",
    "i_day": r"(?P<day>\d{1,2})",
    "y_day": r"\d{3}",
    "yearday": r"\d{1,3}",
    "week": r"\d\d",
    "short_day": r"[A-Z][a-z]{2}",
    "weekday": r"\d",
    "hour": r"\d\d",
    "minute": r"\d\d",
    "second": r"\d\d",
    "categories": r"(?:[^/]+/)*?",  # with the slash behind it: none leave no empty folder
    "sections": r"(?:[^/]+/)*?",
    "section": r"[^/]+",
    "output_ext": r"\.html",
    **dict.fromkeys(
        ("title", "slug", "filename", "slugorfilename", "contentbasename", "slugorcontentbasename"),
        r"(?P<slug>[^/]+?)",
    ),
}
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PLACEHOLDER = compiled(r":([a-z_]+)")
_POST = compiled(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.+)\.[a-z]+$")
_NOT_OF_SLUG = compiled(r"[^\w._~!$&'()+,;=@]+")


@record
class Address:
    """What an address says of its post. `date` is year, month and day as far as they are given."""

    slug: str
    date: tuple[int, ...]


@record
class Template:
    """A permalink template. `is_dated`: an address of its form can only be that of a post."""

    text: str

    @property
    def is_dated(self) -> bool:
        """Say whether a year stands in the template."""
        return ":year" in self.text

    def read(self, path: str) -> Address | None:
        """Return what the path of an address says, or nothing where it has another form."""
        match = _pattern(self.text).fullmatch("/" + path.strip("/"))
        if match is None:
            return None
        found = match.groupdict()
        parts = (found.get(name) for name in ("year", "month", "day"))
        return Address(slug(found["slug"]), tuple(int(part) for part in parts if part))


def template(setting: str | None) -> Template | None:
    """Return the template by Jekyll's `permalink`; None where it has parts that are not known."""
    text = _STYLES.get(setting or "date", setting or "")
    names = _PLACEHOLDER.findall(text)
    is_known = all(name in _PLACEHOLDERS for name in names)
    has_slug = sum("slug" in _PLACEHOLDERS.get(name, "") for name in names) == 1
    return Template(text) if is_known and has_slug else None


def post(name: str) -> Address | None:
    """Return what the name of a file in _posts says: its date and slug."""
    match = _POST.match(name)
    if match is None:
        return None
    year, month, day, title = match.groups()
    return Address(slug(title), (int(year), int(month), int(day)))


def slug(text: str) -> str:
    """Return the form in which slugs are compared: Jekyll's slugify in its mode `pretty`.

    Case, repeated hyphens and hyphens at the ends are not compared: versions differ there.
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return re.sub("-{2,}", "-", _NOT_OF_SLUG.sub("-", composed)).strip("-")


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    text = re.sub(r"(:(?:categories|sections))/", r"\1", text.strip("/"))
    parts = re.split(r"(:[a-z_]+)", text)
    seen: set[str] = set()
    pattern = "/"
    for part in parts:
        name = part.removeprefix(":")
        written = re.escape(part) if part[:1] != ":" else _PLACEHOLDERS[name]
        group = re.search(r"\?P<(\w+)>", written)
        if group and group[1] in seen:  # a date may stand twice
            written = written.replace(f"?P<{group[1]}>", "?:")
        seen.update(group.groups() if group else ())
        pattern += written
    return re.compile(re.sub(r"(\\\.html)?$", r"(?:\\.html|/index\\.html)?", pattern))
