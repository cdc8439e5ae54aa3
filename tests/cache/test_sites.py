"""Findings about other files of a site are as fresh with kept results as without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cached_runs import Runs, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RULES = ("broken-link", "cut-link-text", "date-mismatch")
TODAI = "_posts/2024-05-01-todai.md"
YADO = "_posts/2024-06-01-yado.md"
FUNE = "_posts/2024-07-01-fune.md"
MANY = {f"_posts/2023-01-{day:02}-hi.md": f"# {day}日\n\n港の灯台です。\n" for day in range(1, 9)}
SITE = {
    "_config.yml": "url: https://minato.test\npermalink: /:year/:month/:day/:title/\n",
    TODAI: (
        "---\ntitle: 灯台\n---\n\n[宿](/2024/06/01/yado/#風呂)と[船](/2024/07/01/fune/)、"
        "![図](/assets/todai.png)、[港]({% post_url 2024-06-01-yado %})。\n"
    ),
    YADO: "---\ntitle: 港の宿と古い桟橋の案内\n---\n\n# 風呂\n\n[灯台](/2024/05/01/todai/)。\n",
    FUNE: (
        "---\ntitle: 船\n---\n\n[海](https://example.test/a)\n\n"
        "- [港の宿と古い桟橋の案](/2024/06/01/yado/)\n"
    ),
    "assets/todai.png": "",
    "assets/minato.png": "",
    **MANY,
}


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    write(tmp_path / "blog", SITE)
    return tmp_path / "blog"


@pytest.fixture
def lint(blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    return Lint(blog, Runs(tmp_path / "kept", monkeypatch))


class Lint:
    """Lints the three posts with links and tells which of them had to be linted."""

    def __init__(self, blog: Path, runs: Runs) -> None:
        self.blog = blog
        self.runs = runs

    def __call__(self) -> set[str]:
        paths = [path for name in (TODAI, YADO, FUNE) if (path := self.blog / name).exists()]
        names = self.runs.linted_of(paths, select=RULES)
        return {name.partition(".")[0].rpartition("-")[2] for name in names}


ALL = {"todai", "yado", "fune"}


def test_a_site_that_stays_as_it_is_is_linted_once(lint: Lint) -> None:
    assert [lint(), lint()] == [ALL, set()]


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(blog: Path) -> None:
        text = (blog / name).read_text("utf-8")
        assert old in text
        (blog / name).write_text(text.replace(old, new), "utf-8")

    return change


def added(name: str, text: str = "") -> Callable[[Path], None]:
    return lambda blog: write(blog, {name: text})


def removed(name: str) -> Callable[[Path], None]:
    return lambda blog: (blog / name).unlink()


def renamed(old: str, new: str) -> Callable[[Path], None]:
    def change(blog: Path) -> None:
        (blog / old).rename(blog / new)

    return change


@pytest.mark.parametrize(
    ("change", "linted"),
    [
        (removed(FUNE), {"todai"}),
        (renamed(FUNE, "_posts/2024-07-09-fune.md"), {"todai"}),
        (renamed(FUNE, "_posts/2024-07-01-funa.md"), {"todai"}),
        (replaced(FUNE, "title: 船", "title: 船\ndate: 2024-07-20"), {"fune"}),
        (replaced(YADO, "# 風呂", "# 温泉"), {"todai", "yado", "fune"}),
        (removed("assets/todai.png"), {"todai"}),
        (renamed("assets/todai.png", "assets/Todai.png"), {"todai"}),
        (added("2024/07/01/fune/index.html"), {"todai"}),
    ],
)
def test_a_change_of_what_is_linked_means_linting_what_links_to_it(
    change: Callable[[Path], None], linted: set[str], lint: Lint, blog: Path
) -> None:
    assert lint() == ALL
    change(blog)
    assert lint() == linted
    assert lint() == set()


@pytest.mark.parametrize(
    "change",
    [
        added("assets/fune.png"),
        added("_posts/2024-08-01-ichi.md", "# 市\n"),
        added("about.md", "# 港\n"),
        replaced("_posts/2023-01-01-hi.md", "灯台", "桟橋"),
        removed("_posts/2023-01-02-hi.md"),
    ],
)
def test_a_change_of_what_is_not_linked_means_no_linting(
    change: Callable[[Path], None], lint: Lint, blog: Path
) -> None:
    assert lint() == ALL
    change(blog)
    assert lint() == set()


@pytest.mark.parametrize(
    "change",
    [
        added("_redirects", "/2024/07/01/fune/ /funa/\n"),
        added("about.md", "---\nredirect_from:\n  - /2024/07/01/fune/\n---\n"),
        replaced(YADO, "title:", "permalink: /2024/07/01/fune/\ntitle:"),
        renamed(TODAI, "_posts/2024-05-01-todai.markdown"),
        replaced("_config.yml", "/:year/:month/:day/:title/", "/:title/"),
    ],
)
def test_what_saves_or_dooms_a_missing_link_is_seen(
    change: Callable[[Path], None], lint: Lint, blog: Path
) -> None:
    (blog / FUNE).unlink()
    assert lint() == {"todai", "yado"}
    change(blog)
    lint()  # Runs compares what comes of it with a run that keeps nothing
    assert lint() == set()


def test_a_site_that_becomes_a_part_of_one_makes_no_link_missing(lint: Lint, blog: Path) -> None:
    (blog / FUNE).unlink()
    assert lint() == {"todai", "yado"}
    assert lint.runs.last is not None
    gone = "".join(f"[船](/2022/07/0{day}/fune/) " for day in range(1, 8))
    write(blog, {"_posts/2023-01-09-hi.md": gone})
    assert lint() == {"todai"}


def test_pages_of_no_site_are_looked_at_as_well(tmp_path: Path, lint: Lint) -> None:
    notes = tmp_path / "notes"
    files = {
        "a.md": "[宿](yado.md#風呂)、[船](fune.md)。\n",
        "yado.md": "# 風呂\n",
        "fune.md": "# 船\n",
    }
    write(notes, {**files, "b.md": "# 海\n", "c.md": "# 空\n"})
    article = notes / "a.md"
    assert [lint.runs.has_linted(article) for _ in range(2)] == [True, False]
    (notes / "b.md").unlink()
    assert not lint.runs.has_linted(article)
    (notes / "yado.md").write_text("# 温泉\n", "utf-8")
    assert lint.runs.has_linted(article)
    (notes / "fune.md").unlink()
    assert lint.runs.has_linted(article)
    assert lint.runs.last is not None
    assert [finding.rule for finding in lint.runs.last.findings].count("broken-link") == 2


def test_no_answer_depends_on_which_article_asked_first(tmp_path: Path, lint: Lint) -> None:
    config = '[[overrides]]\nfiles = ["_posts/2024-05-01-todai.md"]\nflavour = "commonmark"\n'
    write(lint.blog, {"kouetsu.toml": config})
    paths = [lint.blog / name for name in (TODAI, YADO, FUNE)]
    assert len(lint.runs.linted_of(paths)) == 3
    for path in reversed(paths):
        assert not lint.runs.has_linted(path)


NAMES = [TODAI, YADO, FUNE, "about.md", "assets/todai.png", "_redirects"]
PLACES = [*NAMES, "_posts/2024-06-01-yadoo.md", "_posts/2024-07-02-fune.md", "assets/Todai.png"]
PIECES = [
    "[宿](/2024/06/01/yado/#風呂) ",
    "[船](/2024/07/01/fune/) ",
    "[灯台](/2024/05/01/todai/) ",
    "![図](/assets/todai.png) ",
    "[港]({% post_url 2024-06-01-yado %}) ",
    "[図]({% link assets/todai.png %}) ",
    "\n\n# 風呂\n\n",
    "/2024/07/01/fune/ /a/\n",
]
HEADS = [
    "",
    "---\ntitle: 宿\n---\n\n",
    "---\npermalink: /2024/07/01/fune/\n---\n\n",
    "---\ndate: 2024-06-01\n---\n\n",
]
TEXTS = st.builds(
    lambda head, pieces: head + "".join(pieces),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(PIECES), max_size=3),
)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(PLACES), TEXTS),
        st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES).map(Path)),
        st.tuples(st.sampled_from(PLACES), st.none()),
    ),
    min_size=1,
    max_size=6,
)


def edit(blog: Path, name: str, what: str | Path | None) -> None:
    """Write, rename or remove a file."""
    file = blog / name
    if isinstance(what, str):
        write(blog, {name: what})
    elif file.exists() and what is None:
        file.unlink()
    elif file.exists():
        assert what is not None
        file.rename(blog / what)


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return iter(range(1_000_000))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS)
def test_after_any_edits_kept_results_are_those_of_a_fresh_run(
    edits: list[tuple[str, str | Path | None]],
    numbers: Iterator[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = next(numbers)
    with monkeypatch.context() as patch:
        blog, runs = tmp_path / f"blog-{number}", Runs(tmp_path / f"kept-{number}", patch)
        write(blog, SITE)
        for name, what in [("assets/minato.png", ""), *edits]:
            edit(blog, name, what)
            posts = sorted([*blog.glob("_posts/2024*.md"), *blog.glob("*.md")])
            runs.linted_of(posts, select=RULES)  # which compares
            assert runs.linted_of(posts, select=RULES) == []
