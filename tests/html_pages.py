"""Pages of HTML as their readers see them: headings, links, ids, prose, code and folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CODE = frozenset({"code", "pre", "eq"})
# Elements that hold a part of an article: folded text, notes, the containers of generators.
_CONTAINERS = frozenset({"details", "aside", "admonition", "div"})
_VOID = frozenset({"img", "br", "hr", "input", "meta", "link", "embed", "source", "wbr"})
_TYPOGRAPHY = str.maketrans({"—": "---", "–": "--", "…": "...", "“": '"', "”": '"'})


@dataclass(slots=True)
class Page:
    """A page. Texts are squashed; `headings` have their level, `targets` are in their order.

    `prose` and `code` share the text out; `contained` is what lies in folds and notes.
    """

    headings: list[tuple[int, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    targets: list[str] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    prose: str = ""
    code: str = ""
    contained: str = ""


def squashed(text: str) -> str:
    """Return a text without blanks and without the typography that renderers add."""
    return re.sub(r"[\s\u200b]", "", text).translate(_TYPOGRAPHY)


def read(html: str) -> Page:
    """Return what a page, or a part of one, shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.page.ids.add(values["id"])
        target = {"a": values.get("href"), "img": values.get("src")}.get(tag)
        if target is not None and "header-anchor" not in values.get("class", ""):
            self.page.targets.append(target)
        if tag in _HEADINGS:
            self.page.headings.append((int(tag[1]), ""))
        if tag == "strong":
            self.page.strong.append("")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        text, opened = squashed(data), set(self._open)
        if opened & _HEADINGS and "code" not in opened:
            level, before = self.page.headings.pop()
            self.page.headings.append((level, before + text))
        if "strong" in opened:
            self.page.strong[-1] += text
        if opened & _CODE:
            self.page.code += text
        else:
            self.page.prose += text
        if opened & _CONTAINERS:
            self.page.contained += text
