"""The sites of fixtures/sites as their real renderers publish them.

Jekyll and Hugo build the whole site. Of the others the package that renders their Markdown does:
zenn-markdown-html, VitePress's createMarkdownRenderer, Docusaurus's MDX processor and
@astrojs/markdown-remark (npm; see tests/sites/renderers). mdBook's parser, pulldown-cmark, and
cmark-gfm, of which GitHub's and Qiita's are kin, stand for these: no registry has their own
programs. Of the ids that these give to headings, only those that a writer gave are seen then.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import html_pages
from html_pages import Page
from real_programs import unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RENDERERS = Path(__file__).parent / "sites" / "renderers"
_ARTICLE = re.compile(r'<article data-source="([^"]*)">(.*?)</article>', re.DOTALL)
# Where the pages and the files lie that are published as they are; the pages' folder comes last.
_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "zenn": ("",),
    "qiita": ("",),
    "docusaurus": ("static", ""),
    "astro": ("public", "src/pages"),
    "vitepress": ("public", ""),
    "mdbook": ("src",),
    "none": ("",),
}
_GFM = ("cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough")
# Commands that read Markdown and write HTML.
_COMMANDS = {
    "mdbook": ("pulldown-cmark", "-T", "-F", "-S", "-L", "-H"),
    "qiita": _GFM,
    "none": _GFM,
}
# Their sites add the ids of headings afterwards.
WITHOUT_IDS = frozenset({"qiita", "none"})


class RefusedError(Exception):
    """The generator does not publish the site; the text is its own."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published site. `pages` and `addresses` are by the source's path in the site.

    `folders` are searched for the files of addresses, which begin with `base`.
    """

    pages: Mapping[str, Page]
    addresses: Mapping[str, str]
    folders: Sequence[Path]
    base: str = ""

    def leads_somewhere(self, source: str, target: str, *, has_ids: bool) -> bool:
        """Say whether a link on a page has a file, and an element where it names one.

        Elements are not looked for where the pages do not have their ids.
        """
        path, _, fragment = unquote(target).partition("#")
        address = urljoin(unquote(self.addresses[source]), path)
        if not address.startswith(self.base):
            return False
        file = self._file(address)
        if file is None or not fragment or not has_ids:
            return file is not None
        page = self._page(file)
        return page is None or fragment in {unquote(each) for each in page.ids}

    def _file(self, address: str) -> Path | None:
        path = address.removeprefix(self.base).strip("/")
        stem = path.removesuffix(".html")
        forms = (path, f"{stem}.md", f"{path}/index.html", f"{path}/index.md")
        files = (folder / form for folder in self.folders for form in forms)
        return next((file for file in files if file.is_file()), None)

    def _page(self, file: Path) -> Page | None:
        for source, page in self.pages.items():
            if self._file(unquote(self.addresses[source])) == file:
                return page
        return None


def publish(generator: str, root: Path, out: Path) -> Published:
    """Render a site; whole sites are written to `out`. Raises RefusedError."""
    match generator:
        case "jekyll":
            command = ["jekyll", "build", "-q", "-s", str(root), "-d", str(out)]
            return _built(command, out, "/kashi")
        case "hugo":
            command = ["hugo", "-s", str(root), "-d", str(out)]
            return _built(command, out, "")
    folders = [root / folder for folder in _FOLDERS[generator]]
    sources = sorted(path.relative_to(root).as_posix() for path in folders[-1].rglob("*.md"))
    render = _by_command if generator in _COMMANDS else _by_package
    html = render(generator, root, sources)
    pages = {source: html_pages.read(text) for source, text in html.items()}
    top = _FOLDERS[generator][-1]
    addresses = {source: f"/{source.removeprefix(top).lstrip('/')}" for source in sources}
    return Published(pages, addresses, folders)


def _built(command: Sequence[str], out: Path, base: str) -> Published:
    _run(command)
    pages, addresses = {}, {}
    for file in sorted(out.rglob("*.html")):
        article = _ARTICLE.search(file.read_text("utf-8"))
        if article is not None:
            pages[article[1]] = html_pages.read(article[2])
            folder = file.parent.relative_to(out).as_posix().strip(".")
            addresses[article[1]] = f"{base}/{folder}/".replace("//", "/")
    return Published(pages, addresses, [out], base)


def _by_command(generator: str, root: Path, sources: Sequence[str]) -> dict[str, str]:
    command = _COMMANDS[generator]
    texts = {source: (root / source).read_text("utf-8") for source in sources}
    if generator == "qiita":
        texts = {source: text.split("\n---\n", 1)[-1] for source, text in texts.items()}
    return {source: _run(command, text) for source, text in texts.items()}


def _by_package(generator: str, root: Path, sources: Sequence[str]) -> dict[str, str]:
    if not (_RENDERERS / "node_modules").is_dir():
        unavailable(f"the renderers are not installed: npm ci in {_RENDERERS.name}/")
    request = {"generator": generator, "root": str(root), "pages": sources}
    answer: dict[str, str] = json.loads(
        _run(["node", str(_RENDERERS / "render.mjs")], json.dumps(request))
    )
    return answer


def _run(command: Sequence[str], text: str = "") -> str:
    if shutil.which(command[0]) is None:
        unavailable(f"{command[0]} is not installed")
    run = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
    if run.returncode:
        raise RefusedError(run.stderr)
    return run.stdout
