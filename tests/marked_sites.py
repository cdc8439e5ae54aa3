"""The sites of fixtures/sites, one for each generator, with the findings that they must have.

Their pages are marked as the posts of fixtures/marked are (fixture_posts.py). A page in REFUSED
ends the run of its generator: what kouetsu reports there is what stops it.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import fixture_posts
from kouetsu.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SITES = fixture_posts.FIXTURES / "sites"
NAMES = sorted(path.name for path in SITES.iterdir())
REFUSED = {
    "docusaurus": "docs/asagumo.md",
    "hugo": "content/posts/ami-no-tsukuroi.md",
    "jekyll": "_posts/2025-08-02-mizu-youkan.md",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a page, with the text under it and what follows that in the page."""

    rule: str
    start: int
    end: int
    text: str
    rest: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A site laid out in a folder without marks; `posts` are its pages by their paths in it."""

    root: Path
    posts: dict[str, fixture_posts.Post]


def lay_out(name: str, root: Path, *, with_refused: bool) -> Laid:
    """Copy a site as a checkout of its own, marks taken out."""
    shutil.copytree(SITES / name, root)
    (root / ".git").mkdir()
    if not with_refused and name in REFUSED:
        (root / REFUSED[name]).unlink()
    posts = {}
    for path in sorted(root.rglob("*.md")):
        post = fixture_posts.read(path.read_text("utf-8"), path)
        path.write_text(post.text, "utf-8")
        posts[path.relative_to(root).as_posix()] = post
    return Laid(root, posts)


def check(site: Laid, report_file: Path) -> dict[str, list[Found]]:
    """Run kouetsu over a site with no settings, as a first user does; findings by page."""
    flags = ["--format", "json", "--output-file", str(report_file), "--today", "2025-11-22"]
    main(["check", *flags, str(site.root)])
    report = json.loads(report_file.read_text("utf-8"))
    assert not report["errors"]
    found: dict[str, list[Found]] = {source: [] for source in site.posts}
    by_path = {str(post.path): source for source, post in site.posts.items()}
    for finding in report["findings"]:
        source = by_path[finding["path"]]
        start, end = finding["start"], finding["end"]
        text = site.posts[source].text
        found[source].append(Found(finding["rule"], start, end, text[start:end], text[end:]))
    return found
