"""Where a link of an article leads: to a file of the site, to nothing, or who knows.

Only what is certain is called missing. A generator's own routes (tags, archives, later pages),
addresses that heads or redirects give, and folders of which the checkout holds nothing are not
known, and what is not known is never judged.
"""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kouetsu.patterns import compiled
from kouetsu.records import field, record, replace
from kouetsu.sites import completeness, permalinks, routes
from kouetsu.sites.detection import NO_SITE, Generator
from kouetsu.sites.posts import posts_of
from kouetsu.sites.settings import layout
from kouetsu.sites.tree import Tree, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kouetsu.article import Article
    from kouetsu.article.outside import Answer, Question
    from kouetsu.sites.detection import Site
    from kouetsu.sites.permalinks import Template
    from kouetsu.sites.settings import Layout


class Verdict(Enum):
    """What is known of a destination."""

    HOLDS = "holds"
    MISSING = "missing"
    UNKNOWN = "unknown"


@record
class Destination:
    """Where a target leads. `file` is the page's, where it is one that the tree holds.

    `nearest` is a target much like this one that holds.
    """

    verdict: Verdict
    file: Path | None = None
    nearest: str | None = None


UNKNOWN = Destination(Verdict.UNKNOWN)
# Names of this module are looked up much faster than members of a class.
_MISSING = Verdict.MISSING

# Stands for the path of what is not on this site; no file has such a name.
_ELSEWHERE = "\0"
# A question about what stands in a page, which is answered by its digest.
_PAGE = "page"
_SCHEME = compiled(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Routes that generators and themes make from all posts.
_GENERATED = frozenset(
    {
        *("archive", "archives", "author", "authors", "categories", "category", "feed", "page"),
        *("search", "series", "tag", "tags", "topics"),
    }
)
# Edits between a name and the one that was meant.
_MOST_EDITS = 2
_SHORTEST_NEAR = 6


def resolver(article: Article) -> Resolver:
    """Return what tells where the targets in an article lead.

    Without `..`: the folders above are searched for the top of the repository, and the folder
    where a command was started is none of them.
    """
    site = article.profile.site or NO_SITE
    path = os.path.abspath(article.source.path)  # noqa: PTH100 - resolve() asks the file system
    return Resolver(site, site.tree or Tree(), Path(path), article.asked)


@record
class Resolver:
    """Tells where the targets in one article lead. `article` is its absolute path.

    `asked` takes in what was asked of the site's files, with the answers. Articles name the same
    targets often, and several checks ask for them.
    """

    site: Site
    tree: Tree
    article: Path
    asked: dict[Question, Answer] = field(default_factory=dict, compare=False)
    _known: dict[str, Destination] = field(default_factory=dict, compare=False, repr=False)

    def resolve(self, target: str) -> Destination:
        """Return where a target leads; its query and fragment are not looked at."""
        found = self._known.get(target)
        if found is None:
            found = self._known[target] = self._resolved(target)
        return found

    def _resolved(self, target: str) -> Destination:
        path = self._local(target)
        at_once = self._without_files(path)
        return at_once or self._noted("target", target, self._certain(self._judged(path), target))

    def answer(self, question: Question) -> Answer:
        """Return what the answer to one of `asked`, perhaps of an earlier run, is now."""
        kind, asked = question
        if kind == _PAGE:
            return self.tree.digest(Path(asked))
        {"target": self.resolve, "file": self.file, "post": self.post}[kind](asked)
        return self.asked.get(question)

    def note_page(self, path: Path, digest: str) -> None:
        """Note that what a page holds was looked at."""
        self.asked[_PAGE, str(path)] = digest

    def _noted(self, kind: str, asked: str, found: Destination) -> Destination:
        file = None if found.file is None else str(found.file)
        self.asked[kind, asked] = [found.verdict.value, file, found.nearest]
        return found

    def _certain(self, found: Destination, target: str) -> Destination:
        """Take back that a target is missing where the checkout holds only a part of its kind."""
        if found.verdict is not _MISSING:
            return found
        top = self._top()

        def judge(page: Path, other: str) -> Destination:
            resolver = Resolver(self.site, self.tree, page)
            path = resolver._local(other)
            return resolver._without_files(path) or resolver._judged(path)

        kind = "" if top else kind_of(self.article.name)
        place = (top or self.article.parent, self.site, kind)
        known = completeness.parts(self.tree, place, self._pages, judge)
        return UNKNOWN if completeness.group(target) in known else found

    def _top(self) -> Path | None:
        """Return the root of the site, or that of the repository where there is no site."""
        if self.site.root is not None:
            return self.site.root
        return next((p for p in self.article.parents if ".git" in self.tree.entries(p)), None)

    def _pages(self) -> list[Path]:
        """Return the pages of the site or repository, or those beside the article."""
        top = self._top()
        if top is not None:
            return sorted(self.tree.page_files(top))
        folder = self.article.parent
        return [folder / name for name in sorted(self.tree.siblings(folder, self.article.name))]

    def _without_files(self, path: str) -> Destination | None:
        """Judge a path that tells all by itself."""
        if "\ufffd" in path or "\0" in path:
            return UNKNOWN
        return None if path else Destination(Verdict.HOLDS, self.article)

    def _judged(self, path: str) -> Destination:
        if not path.startswith("/"):
            return self._relative(path, layout(self.site))
        if (root := self.site.root) is None:
            return UNKNOWN
        plan = layout(self.site)
        base = plan.base if f"{path}/".startswith(f"{plan.base}/") else ""
        if plan.base and not base and not plan.is_by_file:
            return UNKNOWN
        found = self._absolute(path[len(base) :] or "/", plan, root)
        return replace(found, nearest=base + found.nearest) if found.nearest else found

    def file(self, path: str) -> Destination:
        """Return what a path from the root of the site leads to; it must be that very file."""
        if self.site.root is None:
            return UNKNOWN
        found = self.tree.find(self.site.root, path)
        judged = self._held(found) if found else self._missed(self.site.root, path)
        return self._noted("file", path, self._certain(judged, path))

    def post(self, name: str) -> Destination:
        """Return the post with a file name without its suffix (Jekyll's post_url, Hugo's ref)."""
        if self.site.root is None:
            return UNKNOWN
        return self._noted("post", name, self._post(name, self.site.root))

    def _post(self, name: str, root: Path) -> Destination:
        stem = name.rstrip("/").rsplit("/", 1)[-1].removesuffix(".md")
        files = self.tree.files(root)
        named = [path for s in (".md", ".markdown", ".html") for path in files.get(stem + s, ())]
        if named:
            return self._held(named[0])
        address = permalinks.slug(stem)
        posts = posts_of(self.site, self.tree, root)
        is_known = not posts.by_slug or address in posts.by_slug or posts.names(stem)
        return UNKNOWN if is_known else self._certain(Destination(Verdict.MISSING), stem)

    def _local(self, target: str) -> str:
        """Return the decoded path of a target on this site, or _ELSEWHERE."""
        address = target.partition("#")[0]
        if _SCHEME.match(address) or address.startswith("//"):
            try:
                parts = urlsplit(address)
            except ValueError:
                return _ELSEWHERE
            if parts.netloc != (layout(self.site).host or None):
                return _ELSEWHERE
            address = parts.path or "/"
        return unicodedata.normalize("NFC", unquote(address.partition("?")[0]))

    def _relative(self, path: str, plan: Layout) -> Destination:
        folder, generator = self.article.parent, self.site.generator
        if generator in (Generator.ZENN, Generator.QIITA) or "i18n" in self.article.parts:
            return UNKNOWN
        if self.tree.find(folder, self.article.name) is None:
            return UNKNOWN  # a text that lies nowhere: stdin, an example
        for form in _forms(path):
            if found := self.tree.find(folder, form):
                return self._held(found)
        name = posixpath.basename(path)
        is_file = bool(PurePosixPath(name).suffix) and not path.endswith("/")
        if not is_file and generator is not Generator.VITEPRESS:
            return UNKNOWN
        # Elsewhere the browser resolves it, by the address of the page: only a file that lies
        # nowhere at all is missing for certain.
        root = self.site.root
        if not plan.is_by_file and (root is None or name in self.tree.files(root)):
            return UNKNOWN
        return self._missed(folder, path)

    def _missed(self, folder: Path, path: str) -> Destination:
        """Judge a file that is not there by what else the checkout holds in its folder."""
        parent_path, name = posixpath.split(path.rstrip("/"))
        parent = self.tree.find(folder, parent_path)
        if parent is None or not self.tree.is_folder(parent):
            return UNKNOWN
        siblings = self.tree.siblings(parent, name, without=self.article)
        near = _nearest(name, siblings)
        if near is not None:
            nearest = posixpath.join(parent_path, near)
            return Destination(Verdict.MISSING, nearest=nearest)
        # Pages that lie about may be a part of something; pictures beside them are mostly whole.
        is_loose = kind_of(name) == "page" or parent in self.article.parents
        is_whole = not is_loose or self._top() is not None
        return Destination(Verdict.MISSING) if siblings and is_whole else UNKNOWN

    def _absolute(self, path: str, plan: Layout, root: Path) -> Destination:
        for static in plan.static:
            if found := self.tree.find(root / static, path):
                return self._held(found)
        for template in plan.templates:
            judged = self._by_template(template, path, root)
            if judged is not UNKNOWN:
                return judged
        if kind_of(path.rstrip("/")) == "page":
            return self._by_route(path, plan, root)
        judgements = [self._missed(root / static, path.lstrip("/")) for static in plan.static]
        missing = [each for each in judgements if each.verdict is _MISSING]
        if not missing:
            return UNKNOWN
        near = next((each.nearest for each in missing if each.nearest), None)
        return Destination(Verdict.MISSING, nearest=f"/{near}" if near else None)

    def _by_template(self, template: Template, path: str, root: Path) -> Destination:
        address = template.read(path)
        if address is None:
            return UNKNOWN
        posts = posts_of(self.site, self.tree, root)
        if found := posts.matching(address, self.tree):
            return Destination(Verdict.HOLDS, found)
        written = path.strip("/").rsplit("/", 1)[-1]
        if not template.is_dated or not posts.by_slug or posts.names(written):
            return UNKNOWN
        return Destination(Verdict.MISSING)

    def _by_route(self, path: str, plan: Layout, root: Path) -> Destination:
        """Judge an address by folders whose pages have the addresses of their own paths."""
        segments = [routes.folded(segment) for segment in path.strip("/").split("/") if segment]
        misses: list[Destination] = []
        for prefix, folder in plan.routes:
            rest = segments[1:] if prefix and segments[:1] == [prefix] else segments
            if prefix and rest is segments:
                continue
            found, parent = routes.walk(self.tree, root / folder, rest)
            if found is not None:
                return Destination(Verdict.HOLDS, found)
            if parent is not None and (prefix or parent != root / folder):
                misses.append(self._missed_page(parent, path))
        known = [each for each in misses if each.verdict is _MISSING]
        if not known or _GENERATED.intersection(segments) or plan.templates[1:]:
            return UNKNOWN
        if self.site.generator is Generator.HUGO and plan.templates:
            return UNKNOWN
        posts = posts_of(self.site, self.tree, root)
        written = path.strip("/").rsplit("/", 1)[-1]
        return UNKNOWN if posts.names(written) else known[0]

    def _missed_page(self, parent: Path, path: str) -> Destination:
        pages = self.tree.siblings(parent, "x.md", without=self.article)
        own = [page for page in pages if PurePosixPath(page).stem.lower() not in routes.INDEXES]
        is_dynamic = any(page.startswith("[") for page in self.tree.entries(parent))
        if not own or is_dynamic:
            return UNKNOWN
        before, name = posixpath.split(path.rstrip("/"))
        near = _nearest(name, [PurePosixPath(page).stem for page in own])
        nearest = f"{posixpath.join(before, near)}/" if near else None
        return Destination(Verdict.MISSING, nearest=nearest)

    def _held(self, found: Path) -> Destination:
        is_page = kind_of(found.name) == "page" and not self.tree.is_folder(found)
        return Destination(Verdict.HOLDS, found if is_page else None)


def _forms(path: str) -> Iterator[str]:
    """Yield the files that a relative target may mean: itself, its source, the page of a folder."""
    yield path
    stem = path.rstrip("/")
    suffix = PurePosixPath(stem).suffix.lower()
    if suffix == ".html":
        stem = stem[: -len(suffix)]
    elif suffix and kind_of(stem) != "page":
        return
    for page in (".md", ".mdx", ".markdown", ".html"):
        yield stem + page
        for index in ("index", "_index", "README"):
            yield f"{stem}/{index}{page}"
    if posixpath.basename(stem) == "index":
        yield posixpath.join(posixpath.dirname(stem), "README.md")


def _nearest(name: str, others: Iterable[str]) -> str | None:
    """Return the name that differs in case or in a slip of two characters, if there is one."""
    others = sorted(others)
    for other in others:
        if other.lower() == name.lower() and other != name:
            return other
    if len(name) < _SHORTEST_NEAR:
        return None
    from rapidfuzz.distance import OSA

    digits = re.sub(r"\D", "", name)
    for other in others:
        # image1.png is no slip for image2.png
        if re.sub(r"\D", "", other) != digits or name == other:
            continue
        if OSA.distance(name, other, score_cutoff=_MOST_EDITS) <= _MOST_EDITS:
            return other
    return None
