"""Where links lead on small sites, one of each generator."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from kouetsu.sites.destinations import Destination, Resolver, Verdict
from kouetsu.sites.detection import Sites
from kouetsu.sites.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

HOLDS, MISSING, UNKNOWN = Verdict.HOLDS, Verdict.MISSING, Verdict.UNKNOWN


def make(top: Path, files: dict[str, str]) -> None:
    (top / ".git").mkdir(exist_ok=True)
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def resolver(article: Path) -> Resolver:
    site = Sites().of(article.parent)
    return Resolver(site, site.tree or Tree(), article)


def verdict(article: Path, target: str) -> Verdict:
    return resolver(article).resolve(target).verdict


JEKYLL = {
    "_config.yml": "url: https://minato.test\npermalink: /:year/:month/:day/:title/\n",
    "_posts/2024-05-01-todai.md": "---\ntitle: 灯台\n---\n",
    "_posts/2024-06-01-港の宿.md": "---\ntitle: 宿\n---\n",
    "_posts/2024-07-01-fune.md": "---\ntitle: 船\ndate: 2024-06-30 23:00:00 +0000\n---\n",
    "_posts/2024-08-01-ichi.md": (
        "---\npermalink: /ichi/\nredirect_from:\n  - /2023/01/01/old/\n---\n"
    ),
    "_guides/umi.md": "---\ntitle: 海\n---\n",
    "_guides/yama.md": "---\ntitle: 山\n---\n",
    "assets/images/todai.png": "",
    "about.md": "",
}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/2024/05/01/todai/", HOLDS),
        ("/2024/05/01/todai/?utm_source=a#b", HOLDS),
        ("https://minato.test/2024/05/01/todai/", HOLDS),
        ("/2024/06/01/%E6%B8%AF%E3%81%AE%E5%AE%BF/", HOLDS),
        ("/2024/06/01/港の宿/", HOLDS),
        ("/2024/06/30/fune/", HOLDS),  # by its head, whatever the time zone
        ("/2024/07/01/fune/", HOLDS),
        ("/about/", HOLDS),
        ("/guides/umi/", HOLDS),
        ("/assets/images/todai.png", HOLDS),
        ("/2024/05/01/minato/", MISSING),
        ("/2023/05/01/todai/", MISSING),
        ("https://minato.test/2024/05/01/minato/", MISSING),
        ("/assets/images/minato.png", MISSING),
        ("/assets/images/Todai.png", MISSING),
        ("/guides/kawa/", MISSING),
        ("https://other.test/2024/05/01/minato/", UNKNOWN),
        ("/2023/01/01/old/", UNKNOWN),
        ("/tags/海/", UNKNOWN),
        ("/contact/", UNKNOWN),
        ("/feed.xml", UNKNOWN),
        ("/images/minato.png", UNKNOWN),
        ("//cdn.test/a.png", UNKNOWN),
        ("mailto:a@minato.test", UNKNOWN),
        ("../other/", UNKNOWN),
    ],
)
def test_jekyll_publishes_posts_by_its_permalink(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    make(tmp_path, JEKYLL)
    assert verdict(tmp_path / "_posts" / "2024-05-01-todai.md", target) is expected


def test_a_base_url_is_taken_off_and_an_address_without_it_is_not_judged(tmp_path: Path) -> None:
    make(tmp_path, {**JEKYLL, "_config.yml": "baseurl: /blog\npermalink: pretty\n"})
    article = tmp_path / "_posts" / "2024-05-01-todai.md"
    assert verdict(article, "/blog/2024/05/01/todai/") is HOLDS
    assert verdict(article, "/blog/2024/05/01/minato/") is MISSING
    assert verdict(article, "/2024/05/01/minato/") is UNKNOWN


def test_jekylls_link_tags_name_files(tmp_path: Path) -> None:
    make(tmp_path, JEKYLL)
    found = resolver(tmp_path / "_posts" / "2024-05-01-todai.md")
    assert found.file("_guides/umi.md").verdict is HOLDS
    assert found.file("_guides/kawa.md").verdict is MISSING
    assert found.post("2024-06-01-港の宿").verdict is HOLDS
    assert found.post("2024-06-01-港の市").verdict is MISSING


def test_without_posts_in_the_checkout_no_address_of_a_post_is_judged(tmp_path: Path) -> None:
    make(tmp_path, {"_config.yml": "permalink: pretty\n", "about.md": ""})
    assert verdict(tmp_path / "about.md", "/2024/05/01/minato/") is UNKNOWN


HUGO = {
    "hugo.toml": "baseURL = 'https://minato.test/'\n",
    "content/posts/todai.md": "",
    "content/posts/Umi No Michi.md": "",
    "content/posts/fune/index.md": "",
    "content/posts/fune/fune.png": "",
    "content/posts/shio.ja.md": "",
    "content/posts/ichi.md": "---\nslug: asaichi\naliases: [/posts/old/]\n---\n",
    "content/_index.md": "",
    "static/images/todai.png": "",
}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/posts/todai/", HOLDS),
        ("/posts/umi-no-michi/", HOLDS),
        ("/posts/fune/", HOLDS),
        ("/ja/posts/shio/", HOLDS),
        ("/posts/", HOLDS),
        ("https://minato.test/posts/todai/", HOLDS),
        ("/images/todai.png", HOLDS),
        ("fune.png", HOLDS),
        ("/posts/minato/", MISSING),
        ("/images/minato.png", MISSING),
        ("minato.png", MISSING),
        ("/posts/asaichi/", UNKNOWN),
        ("/posts/old/", UNKNOWN),
        ("/posts/page/2/", UNKNOWN),
        ("/tags/umi/", UNKNOWN),
        ("/about/", UNKNOWN),
        ("../todai/", HOLDS),
        ("../minato/", UNKNOWN),
    ],
)
def test_hugo_publishes_sections_and_bundles(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    make(tmp_path, HUGO)
    assert verdict(tmp_path / "content" / "posts" / "fune" / "index.md", target) is expected


def test_hugos_permalinks_say_which_addresses_are_posts(tmp_path: Path) -> None:
    settings = "[permalinks]\nposts = '/:year/:month/:slug/'\n"
    make(tmp_path, {**HUGO, "hugo.toml": settings})
    article = tmp_path / "content" / "posts" / "todai.md"
    assert verdict(article, "/2024/05/todai/") is HOLDS
    assert verdict(article, "/2024/05/asaichi/") is UNKNOWN
    assert verdict(article, "/2024/05/minato/") is MISSING
    assert verdict(article, "/posts/minato/") is UNKNOWN


def test_hugos_ref_finds_a_page_anywhere(tmp_path: Path) -> None:
    make(tmp_path, HUGO)
    found = resolver(tmp_path / "content" / "posts" / "todai.md")
    assert found.post("fune").verdict is not MISSING
    assert found.post("/posts/todai.md").verdict is HOLDS
    assert found.post("minato").verdict is MISSING


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("./fune.md", HOLDS),
        ("fune.md#jikoku", HOLDS),
        ("/docs/guide/fune", HOLDS),
        ("/docs/guide/todai", HOLDS),
        ("/img/todai.png", HOLDS),
        ("./minato.md", MISSING),
        ("/docs/guide/minato", MISSING),
        ("/img/minato.png", MISSING),
        ("/docs/category/guide", UNKNOWN),
        ("/blog/2024/05/01/minato", UNKNOWN),
        ("/docs/guide/umi", UNKNOWN),
        ("./umi", UNKNOWN),
    ],
)
def test_docusaurus_takes_numbers_off_and_links_files(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    files = {
        "docusaurus.config.ts": "export default {url: 'https://minato.test', baseUrl: '/'};\n",
        "docs/guide/01-todai.md": "",
        "docs/guide/fune.md": "",
        "docs/guide/ichi.md": "---\nslug: umi\n---\n",
        "static/img/todai.png": "",
    }
    make(tmp_path, files)
    assert verdict(tmp_path / "docs" / "guide" / "01-todai.md", target) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("./fune", HOLDS),
        ("./fune.html", HOLDS),
        ("./fune.md", HOLDS),
        ("/guide/fune", HOLDS),
        ("/todai.png", HOLDS),
        ("./minato", MISSING),
        ("./Fune.md", MISSING),
        ("/guide/minato.html", MISSING),
        ("/", HOLDS),
        ("/other/minato", UNKNOWN),
    ],
)
def test_vitepress_links_with_and_without_suffix(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    files = {
        ".vitepress/config.ts": "export default {}\n",
        "index.md": "",
        "guide/todai.md": "",
        "guide/fune.md": "",
        "public/todai.png": "",
    }
    make(tmp_path, files)
    assert verdict(tmp_path / "guide" / "todai.md", target) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("fune.md", HOLDS),
        ("fune.html", HOLDS),
        ("../index.html", HOLDS),
        ("minato.md", MISSING),
        ("/guide/minato.html", UNKNOWN),
    ],
)
def test_mdbook_links_the_files_of_its_source(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    files = {
        "book.toml": "[book]\n",
        "src/README.md": "",
        "src/a/todai.md": "",
        "src/a/fune.md": "",
    }
    make(tmp_path, files)
    assert verdict(tmp_path / "src" / "a" / "todai.md", target) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/guides/todai/", HOLDS),
        ("/todai.png", HOLDS),
        ("/guides/minato/", MISSING),
        ("/blog/minato/", UNKNOWN),
        ("./minato.md", MISSING),
    ],
)
def test_starlight_publishes_its_docs_at_the_top(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    files = {
        "astro.config.mjs": "export default defineConfig({ integrations: [starlight({})] });\n",
        "src/content/docs/guides/todai.md": "",
        "src/content/docs/guides/fune.md": "",
        "public/todai.png": "",
    }
    make(tmp_path, files)
    article = tmp_path / "src" / "content" / "docs" / "guides" / "fune.md"
    assert verdict(article, target) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/images/todai.png", HOLDS),
        ("/images/minato.png", MISSING),
        ("https://zenn.dev/umi/articles/minato", UNKNOWN),
        ("/umi/articles/minato", UNKNOWN),
        ("./minato.md", UNKNOWN),
    ],
)
def test_zenn_has_images_of_its_own_and_addresses_of_other_people(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    files = {
        "package.json": '{"dependencies": {"zenn-cli": "1"}}',
        "articles/todai-no-hanashi.md": "",
        "images/todai.png": "",
    }
    make(tmp_path, files)
    assert verdict(tmp_path / "articles" / "todai-no-hanashi.md", target) is expected


def test_qiita_keeps_no_files_of_its_own(tmp_path: Path) -> None:
    make(tmp_path, {"qiita.config.json": "{}", "public/a.md": "", "public/b.md": ""})
    assert verdict(tmp_path / "public" / "a.md", "./c.md") is UNKNOWN
    assert verdict(tmp_path / "public" / "a.md", "/images/c.png") is UNKNOWN


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("img/todai.png", HOLDS),
        ("img/", HOLDS),
        ("", HOLDS),
        ("img/minato.png", MISSING),
        ("IMG/todai.png", UNKNOWN),
        ("img/todai.PNG", MISSING),
        ("other/minato.png", UNKNOWN),
        ("minato.md", UNKNOWN),  # pages may be a part of something
        ("b/minato.md", UNKNOWN),
        ("../minato.md", UNKNOWN),
        ("minato.png", UNKNOWN),
        ("todoi.md", MISSING),
        ("/img/minato.png", UNKNOWN),
        ("img/minato.zip", UNKNOWN),
    ],
)
def test_without_a_site_only_what_a_folder_plainly_lacks_is_missing(
    tmp_path: Path, target: str, expected: Verdict
) -> None:
    files = ("a/umi-todai.md", "a/todai.md", "a/img/todai.png", "a/a.png", "a/b/b.md", "b.md")
    make(tmp_path, dict.fromkeys(files, ""))
    (tmp_path / ".git").rmdir()
    assert verdict(tmp_path / "a" / "umi-todai.md", target) is expected


def test_a_repository_is_whole_without_a_generator(tmp_path: Path) -> None:
    make(tmp_path, {"README.md": "", "docs/a.md": "", "docs/b.md": ""})
    assert verdict(tmp_path / "README.md", "docs/a.md") is HOLDS
    assert verdict(tmp_path / "README.md", "docs/minato.md") is MISSING
    assert verdict(tmp_path / "docs" / "a.md", "../docs/minato.md#a") is MISSING
    assert verdict(tmp_path / "README.md", "/docs/minato.md") is UNKNOWN


def test_a_slip_in_a_name_is_told_with_the_right_one(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": "", "img/todai.png": "", "img/todai-2.png": ""})
    found = resolver(tmp_path / "a.md")
    assert found.resolve("img/Todai.png") == Destination(MISSING, nearest="img/todai.png")
    assert found.resolve("img/todia.png") == Destination(MISSING, nearest="img/todai.png")
    assert found.resolve("img/todai-3.png") == Destination(MISSING)


def test_a_text_that_lies_nowhere_has_no_relative_links(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": "", "img/todai.png": ""})
    assert verdict(tmp_path / "<stdin>", "img/minato.png") is UNKNOWN


def test_names_are_compared_composed(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "ガイド.png")
    make(tmp_path, {"a.md": "", f"img/{name}": ""})
    assert verdict(tmp_path / "a.md", "img/ガイド.png") is HOLDS


def test_a_loop_of_linked_folders_ends(tmp_path: Path) -> None:
    make(tmp_path, HUGO)
    (tmp_path / "content" / "loop").symlink_to(tmp_path / "content", target_is_directory=True)
    article = tmp_path / "content" / "posts" / "todai.md"
    assert verdict(article, "/posts/minato/") is MISSING
    assert verdict(article, "loop/" * 50 + "a.png") is UNKNOWN


@pytest.mark.parametrize("target", ["a\0.md", "%00.md", "%ff%fe.md", "http://[::1", "x" * 100_000])
def test_odd_targets_are_not_known(tmp_path: Path, target: str) -> None:
    make(tmp_path, {**JEKYLL})
    assert verdict(tmp_path / "_posts" / "2024-05-01-todai.md", target) is UNKNOWN


def test_each_folder_is_listed_once_in_a_run(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": "", "img/todai.png": ""})
    found = resolver(tmp_path / "a.md")
    assert found.resolve("img/todai.png").verdict is HOLDS
    (tmp_path / "img" / "todai.png").unlink()
    assert found.resolve("img/todai.png").verdict is HOLDS


def a_day(day: int) -> str:
    return f"[記事](/2024/05/{day:02}/yado-{day}/)\n"


def test_a_checkout_in_which_many_links_of_the_site_miss_is_a_part_of_it(tmp_path: Path) -> None:
    dead = "".join(a_day(day) for day in range(2, 6))
    make(tmp_path, {**JEKYLL, "_posts/2024-09-01-a.md": dead + "[灯台](/2024/05/01/todai/)\n"})
    article = tmp_path / "_posts" / "2024-09-01-a.md"
    assert verdict(article, "/2024/05/02/yado-2/") is UNKNOWN
    assert verdict(article, "/assets/images/minato.png") is MISSING  # images are all there


def test_a_few_dead_links_among_many_do_not_make_a_checkout_a_part(tmp_path: Path) -> None:
    dead = "".join(a_day(day) for day in range(2, 6))
    make(tmp_path, {**JEKYLL, "_posts/2024-09-01-a.md": dead + "[灯](/2024/05/01/todai/)\n" * 50})
    assert verdict(tmp_path / "_posts" / "2024-09-01-a.md", "/2024/05/02/yado-2/") is MISSING


def test_a_part_of_a_folder_of_pages_is_known_by_its_pages_without_a_site(tmp_path: Path) -> None:
    links = "".join(f"[頁](./img/todai-{n}.png)\n" for n in range(4))
    make(tmp_path, {"a.md": "", "b.md": links, "img/todai.png": ""})
    assert verdict(tmp_path / "a.md", "img/minato.png") is UNKNOWN
