from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from kouetsu.article import Flavour
from kouetsu.sites.detection import NO_SITE, Generator, Sites

if TYPE_CHECKING:
    from pathlib import Path

ZENN_POST = (
    "---\ntitle: 題\nemoji: 🐧\ntype: tech\ntopics: [python]\npublished: true\n---\n本文。\n"
)


def make(top: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def generator_of(folder: Path) -> Generator:
    return Sites().of(folder).generator


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"_config.yml": "title: ブログ\n"}, Generator.JEKYLL),
        ({"_config.toml": "title = 'ブログ'\n"}, Generator.JEKYLL),
        ({"hugo.toml": ""}, Generator.HUGO),
        ({"hugo.yaml": ""}, Generator.HUGO),
        ({"config/_default/hugo.toml": ""}, Generator.HUGO),
        ({"config.toml": "baseURL = 'https://blog.invalid/'\n"}, Generator.HUGO),
        ({"config.yaml": "title: a\nbaseurl: https://blog.invalid/\n"}, Generator.HUGO),
        ({"config.toml": "title = 'a'\nlanguageCode = 'ja'\n"}, Generator.HUGO),
        ({"config.json": '{\n  "baseURL": "https://blog.invalid/"\n}\n'}, Generator.HUGO),
        ({"config/_default/config.toml": "baseURL = '/'\n"}, Generator.HUGO),
        (
            {"articles/a.md": "", "package.json": '{"dependencies": {"zenn-cli": "1"}}'},
            Generator.ZENN,
        ),
        (
            {"books/b/1.md": "", "package.json": '{"devDependencies": {"zenn-cli": "1"}}'},
            Generator.ZENN,
        ),
        ({"articles/a.md": ZENN_POST}, Generator.ZENN),
        ({"qiita.config.json": "{}"}, Generator.QIITA),
        (
            {"public/a.md": "", "package.json": '{"devDependencies": {"@qiita/qiita-cli": "1"}}'},
            Generator.QIITA,
        ),
        ({"docusaurus.config.js": ""}, Generator.DOCUSAURUS),
        ({"docusaurus.config.ts": ""}, Generator.DOCUSAURUS),
        ({"astro.config.mjs": ""}, Generator.ASTRO),
        ({".vitepress/config.mts": ""}, Generator.VITEPRESS),
        ({"book.toml": "[book]\n"}, Generator.MDBOOK),
    ],
)
def test_a_site_is_known_by_its_own_files(
    tmp_path: Path, files: dict[str, str], expected: Generator
) -> None:
    make(tmp_path, files)
    site = Sites().of(tmp_path)
    assert site.generator is expected
    assert site.root == tmp_path
    assert site.marker is not None
    assert site.marker.exists()


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": "a"},
        {"config.toml": "base_url = 'https://blog.invalid/'\n"},  # Zola
        {"config.toml": "# baseURL = 'x'\ntitle = 'a'\n"},
        {"config.json": '{"name": "anything"}'},
        {"_config.yml": "theme: landscape\n", "package.json": '{"dependencies": {"hexo": "7"}}'},
        {"articles/a.md": "---\ntitle: 題\ntype: memo\n---\nemoji: topics:\n"},
        {"articles/a.txt": ZENN_POST},
        {"articles/a.md": "", "package.json": '{"name": "zenn-cli-clone"}'},
        {"public/index.html": "", "package.json": '{"name": "site"}'},
        {"package.json": '{"devDependencies": {"zenn-cli": "1", "@qiita/qiita-cli": "1"}}'},
        {"docs/.vitepress/config.ts": ""},
        {"hugo.md": "", "book.md": "", "astro.config": ""},
    ],
)
def test_files_of_other_kinds_tell_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    make(tmp_path, files)
    (tmp_path / ".git").mkdir()
    assert Sites().of(tmp_path) == NO_SITE


def test_the_nearest_folder_upwards_decides(tmp_path: Path) -> None:
    make(tmp_path, {"_config.yml": "", "docs/.vitepress/config.ts": "", "docs/ガイド/a.md": ""})
    assert generator_of(tmp_path / "docs" / "ガイド") is Generator.VITEPRESS
    assert generator_of(tmp_path / "_posts") is Generator.JEKYLL


def test_the_search_ends_at_the_top_of_the_repository(tmp_path: Path) -> None:
    make(tmp_path, {"_config.yml": "", "other/posts/a.md": ""})
    (tmp_path / "other" / ".git").mkdir()
    assert generator_of(tmp_path / "other" / "posts") is Generator.NONE


def test_one_repository_may_feed_zenn_and_qiita_and_a_blog(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            "package.json": '{"devDependencies": {"zenn-cli": "1", "@qiita/qiita-cli": "1"}}',
            "articles/a.md": "",
            "books/b/1.md": "",
            "public/a.md": "",
            "hugo.toml": "",
            "content/posts/a.md": "",
        },
    )
    sites = Sites()
    assert sites.of(tmp_path / "articles").generator is Generator.ZENN
    assert sites.of(tmp_path / "books" / "b").generator is Generator.ZENN
    assert sites.of(tmp_path / "public").generator is Generator.QIITA
    assert sites.of(tmp_path / "content" / "posts").generator is Generator.HUGO
    assert sites.of(tmp_path / "content").generator is Generator.HUGO


def test_jekyll_renders_kramdown_and_the_others_commonmark(tmp_path: Path) -> None:
    make(tmp_path, {"blog/_config.yml": "title: a\n", "site/hugo.toml": ""})
    assert Sites().of(tmp_path / "blog").flavour is Flavour.KRAMDOWN
    assert Sites().of(tmp_path / "site").flavour is Flavour.COMMONMARK
    assert NO_SITE.flavour is Flavour.COMMONMARK


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("markdown: kramdown\n", Flavour.KRAMDOWN),
        ("markdown: Kramdown # default\n", Flavour.KRAMDOWN),
        ("kramdown:\n  input: GFM\n", Flavour.KRAMDOWN),
        ("# markdown: CommonMark\n", Flavour.KRAMDOWN),
        ("defaults:\n  markdown: CommonMark\n", Flavour.KRAMDOWN),
        ("markdown: CommonMarkGhPages\n", Flavour.COMMONMARK),
        ('title: a\nmarkdown: "CommonMark"\n', Flavour.COMMONMARK),
    ],
)
def test_jekylls_settings_may_name_another_converter(
    tmp_path: Path, settings: str, expected: Flavour
) -> None:
    make(tmp_path, {"_config.yml": settings})
    assert Sites().of(tmp_path).flavour is expected


def test_settings_that_are_no_text_tell_what_they_can(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_bytes(b"\xff\xfe\x00markdown")
    assert generator_of(tmp_path) is Generator.JEKYLL


def test_names_may_be_decomposed(tmp_path: Path) -> None:
    folder = unicodedata.normalize("NFD", "ブログ")
    make(tmp_path, {f"{folder}/book.toml": "", f"{folder}/src/a.md": ""})
    assert generator_of(tmp_path / folder / "src") is Generator.MDBOOK


def test_a_folder_that_does_not_exist_belongs_to_the_site_above(tmp_path: Path) -> None:
    make(tmp_path, {"book.toml": ""})
    assert generator_of(tmp_path / "src" / "未作成") is Generator.MDBOOK


def test_each_folder_is_looked_into_once(tmp_path: Path) -> None:
    make(tmp_path, {"hugo.toml": ""})
    sites = Sites()
    first = sites.of(tmp_path / "content" / "a")
    (tmp_path / "hugo.toml").unlink()
    assert sites.of(tmp_path / "content" / "a") is first
    assert sites.of(tmp_path / "content" / "b") is first
    assert sites.of(tmp_path / "other").generator is Generator.HUGO
