"""What kouetsu says that a site will show, beside what its own generator shows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

import marked_sites
import real_generators
from html_pages import Page, squashed
from kouetsu import catalogue
from kouetsu.article import Article, Flavour
from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import from_text
from kouetsu.config import CommandLine, Configurations
from marked_sites import NAMES, REFUSED, Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kouetsu.article.markdown import Block
    from real_generators import Published

_HEADING_ID = re.compile(r"\{#[^{}]*\}")
_SETEXT, _UNRENDERED = "setext-accident", "heading-not-rendered"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its article as kouetsu reads it, its findings, and what its reader sees."""

    source: str
    article: Article
    found: list[Found]
    page: Page

    def reported(self, rule: str) -> list[Found]:
        return [each for each in self.found if each.rule == rule]

    def headings(self) -> Iterator[tuple[Block, int, str]]:
        """Yield the headings as kouetsu reads them: the block, its level and its text."""
        for block in self.article.blocks:
            if block.kind is Kind.HEADING and block.text is not None:
                text = self.article.prose[block.text.start : block.text.end]
                text = _HEADING_ID.sub("", text.replace(MARKUP, "").replace(OBJECT, ""))
                yield block, block.level, squashed(text)

    def freed(self) -> str:
        """Return what kouetsu takes for code behind a fence that is no fence of kramdown."""
        if self.article.profile.flavour is not Flavour.KRAMDOWN:
            return ""
        return "".join(squashed(found.rest) for found in self.reported("broken-block"))

    def head(self) -> str:
        """Return the front matter where it is reported as a text that is shown."""
        is_shown = any(found.text == "---" for found in self.reported("front-matter-schema"))
        return squashed(self.article.source.text[: self.article.body.start]) if is_shown else ""

    def above(self, found: Found) -> str:
        """Return the line above a finding, without the mark of a list."""
        before = self.article.source.text[: found.start].rstrip("\n").rpartition("\n")[2]
        return squashed(before.removeprefix("- "))


@dataclass(frozen=True, slots=True)
class Site:
    """A site, published into `out`."""

    name: str
    out: Path
    published: Published
    pages: list[Shown]

    def page(self, part: str) -> Shown:
        return next(each for each in self.pages if part in each.source)


def _each(names: Sequence[str]) -> pytest.MarkDecorator:
    """Run a test for each of some sites, in one process for each, which publishes it once."""
    sites = [pytest.param(name, marks=pytest.mark.xdist_group(f"site-{name}")) for name in names]
    return pytest.mark.parametrize("site", sites, indirect=True, ids=names)


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    name, folder = request.param, tmp_path_factory.mktemp("site")
    laid = marked_sites.lay_out(name, folder / name, with_refused=False)
    published = real_generators.publish(name, laid.root, folder / "out")
    found = marked_sites.check(laid, folder / "report.json")
    configurations = Configurations(catalogue.load(), CommandLine())

    def article(source: str) -> Article:
        post = laid.posts[source]
        profile = configurations.settings_for(post.path).profile
        return Article(from_text(post.text, str(post.path)), profile)

    pages = [
        Shown(source, article(source), found[source], published.pages[source])
        for source in laid.posts
    ]
    return Site(name, folder / "out", published, pages)


@pytest.mark.parametrize("name", NAMES)
def test_a_site_has_the_findings_that_are_marked_in_it_and_no_others(
    name: str, tmp_path: Path
) -> None:
    laid = marked_sites.lay_out(name, tmp_path / name, with_refused=True)
    found = {
        source: [(each.start, each.end, each.rule) for each in here]
        for source, here in marked_sites.check(laid, tmp_path / "report.json").items()
    }
    assert found == {
        source: [(span.start, span.end, rule) for span, rule in post.places]
        for source, post in laid.posts.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_site_has_faults_of_each_kind(name: str, tmp_path: Path) -> None:
    laid = marked_sites.lay_out(name, tmp_path / name, with_refused=False)
    rules = {rule for post in laid.posts.values() for _, rule in post.places}
    assert rules >= {"emphasis-not-rendered", _UNRENDERED, _SETEXT, "broken-link", "broken-block"}


@_each(NAMES)
def test_every_page_of_a_site_is_published(site: Site) -> None:
    assert set(site.published.pages) == {each.source for each in site.pages}


@_each(NAMES)
def test_as_many_marks_of_emphasis_are_seen_as_are_reported(site: Site) -> None:
    """A pair that fails may turn the next one inside out, so the marks are counted."""
    for each in site.pages:
        texts = [squashed(found.text) for found in each.reported("emphasis-not-rendered")]
        assert each.page.prose.count("**") == "".join(texts).count("**"), each.source
        assert not {text.strip("*") for text in texts}.intersection(each.page.strong)


@_each(NAMES)
def test_a_heading_that_is_reported_is_shown_as_it_is_written(site: Site) -> None:
    for each in site.pages:
        for found in each.reported(_UNRENDERED):
            line = squashed(found.text + found.rest.partition("\n")[0])
            assert line in each.page.prose, each.source
            assert all(text not in line for _, text in each.page.headings), each.source


@_each(NAMES)
def test_the_headings_of_an_article_are_those_of_its_page(site: Site) -> None:
    for each in site.pages:
        reported = [*each.reported(_UNRENDERED), *each.reported(_SETEXT)]
        for block, level, text in each.headings():
            is_reported = any(
                found.start < block.span.end and block.span.start < found.end for found in reported
            )
            assert (level, text) in each.page.headings or is_reported, (each.source, text)


@_each(NAMES)
def test_a_page_has_no_headings_but_those_of_its_article(site: Site) -> None:
    for each in site.pages:
        known = {(level, text) for _, level, text in each.headings()}
        accidents = {(2, each.above(found)) for found in each.reported(_SETEXT)}
        for level, text in set(each.page.headings) - known - accidents:
            assert f"{'#' * level}{text}" in each.freed() or text in each.head(), each.source


@_each(NAMES)
def test_a_line_under_a_text_makes_a_heading_of_it_or_is_shown(site: Site) -> None:
    for each in site.pages:
        for found in each.reported(_SETEXT):
            above = each.above(found)
            is_text = f"{above}{found.text}" in each.page.prose
            assert is_text != ((2, above) in each.page.headings), (each.source, above)
            assert not is_text or each.article.profile.flavour is Flavour.KRAMDOWN


@_each(NAMES)
def test_the_links_that_lead_nowhere_are_those_that_are_reported(site: Site) -> None:
    has_ids = site.name not in real_generators.WITHOUT_IDS
    for each in site.pages:
        dead = [
            target
            for target in each.page.targets
            if (has_ids or not target.startswith("#"))
            and not re.match("[a-z]+:", target)
            and not site.published.leads_somewhere(each.source, target, has_ids=has_ids)
        ]
        found = each.reported("broken-link")
        reported = [link.text for link in found if has_ids or not link.text.startswith("#")]
        assert [_last_part(target) for target in dead] == list(map(_last_part, reported))


def test_the_sites_have_links_of_every_kind_that_lead_somewhere_and_that_do_not() -> None:
    text = "".join(path.read_text("utf-8") for path in marked_sites.SITES.rglob("*.md"))
    sound = re.findall(r"\]\(([^()⟦⟧\s]+)\)", text)
    broken = re.findall(r"\]\(⟦(.+?)⟧\)", text)
    for kind in (r"#\w", r".*\.md#", r"[^{]*\.md$", r"/.*/$", r".*\.(svg|png)"):
        assert any(map(partial(re.match, kind), sound)), kind
        assert any(map(partial(re.match, kind), broken)), kind


@_each(NAMES)
def test_a_broken_block_is_shown_as_its_message_says(site: Site) -> None:
    for each in site.pages:
        for found in each.reported("broken-block"):
            assert _is_shown_broken(each, found), (each.source, found.text)


@pytest.mark.parametrize("name", REFUSED)
def test_a_generator_refuses_the_page_with_a_half_that_is_reported(
    name: str, tmp_path: Path
) -> None:
    laid = marked_sites.lay_out(name, tmp_path / name, with_refused=True)
    (found,) = marked_sites.check(laid, tmp_path / "report.json")[REFUSED[name]]
    assert found.rule == "broken-block"
    with pytest.raises(real_generators.RefusedError) as refused:
        real_generators.publish(name, laid.root, tmp_path / "out")
    half = re.search("[a-z]+", found.text)
    assert half is not None
    assert half[0] in str(refused.value)


@_each(["jekyll"])
def test_jekyll_reads_the_values_of_a_head_as_the_findings_say(site: Site) -> None:
    found = site.page("sakura-mochi").reported("front-matter-schema")
    assert [each.text for each in found] == ["1.10", '"false"', "桜餅, 道明寺"]
    page = (site.out / "2025/06/14/sakura-mochi/index.html").read_text("utf-8")  # published
    assert "<title>1.1</title>" in page
    assert "<li>桜餅,</li><li>道明寺</li>" in page


@_each(["hugo"])
def test_hugo_reads_the_values_of_a_head_as_the_findings_say(site: Site) -> None:
    found = site.page("yuunagi").reported("front-matter-schema")
    assert "釣り, 夕凪" in [each.text for each in found]
    page = (site.out / "posts/yuunagi/index.html").read_text("utf-8")
    assert "<li>釣り, 夕凪</li>" in page or "<li>釣り,</li>" in page


@_each(["mdbook"])
def test_mdbook_shows_the_head_that_is_reported(site: Site) -> None:
    (page,) = (each for each in site.pages if each.reported("front-matter-schema"))
    assert "title:火を入れる" in page.page.prose


@_each(["jekyll", "hugo"])
def test_addresses_that_heads_give_are_published(site: Site) -> None:
    assert (site.out / {"jekyll": "konochou", "hugo": "kiri"}[site.name]).is_dir()


def _last_part(target: str) -> str:
    """Return the fragment of a target, or the last segment of its path."""
    path, _, fragment = unquote(target).partition("#")
    name = re.split("['\" ]", path.rstrip("/").rsplit("/", 1)[-1])[0]
    return fragment or re.sub(r"\.(md|html)$", "", name)


def _is_shown_broken(each: Shown, found: Found) -> bool:
    page, text = each.page, squashed(found.text)
    below = [squashed(line) for line in found.rest.split("\n")[1:] if line.strip()]
    match text[0]:
        case "`" | "~" if each.article.profile.flavour is Flavour.KRAMDOWN:
            return text + below[0] in page.prose
        case "`" | "~":
            return below[0] in page.code
        case "<":
            return below[-1] in page.contained or below[-1] in page.code
        case ":":
            return ":::" in page.prose or below[-1] in page.contained
        case "|" | "-" | "2":
            return text in page.prose
    return text not in page.prose  # a cell that is too many
