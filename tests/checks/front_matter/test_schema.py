"""Heads against what their generator wants, and against a JSON Schema of the user's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu import catalogue
from kouetsu.article import Article, Profile
from kouetsu.article.source import from_text
from kouetsu.checks.front_matter.schema import front_matter_schema
from kouetsu.config import ConfigError, Configurations
from kouetsu.sites.detection import Generator, Site
from samples import rule

if TYPE_CHECKING:
    from pathlib import Path

ZENN = "title: 花\nemoji: 🌸\ntype: tech\ntopics: [hana]\npublished: true\n"
QIITA = "title: 花\ntags: [hana]\nprivate: false\nslide: false\n"
PATHS = {
    Generator.ZENN: "articles/hana-no-niwa-01.md",
    Generator.QIITA: "public/hana.md",
    Generator.ASTRO: "src/content/docs/hana.md",
}


def post(
    head: str, generator: Generator = Generator.NONE, path: str = "", settings: str = ""
) -> Article:
    site = Site(generator, settings=settings)
    source = from_text(f"---\n{head}---\n本文です。\n", path or PATHS.get(generator, "post.md"))
    return Article(source, Profile(site=site))


def found(article: Article, schema: object = None) -> list[tuple[str, str]]:
    """Return the message and the text under each finding."""
    text = "" if schema is None else json.dumps(schema)
    hits = front_matter_schema(article, schema=text)
    return [(hit.message, article.source.slice(hit.span)) for hit in hits]


@pytest.mark.parametrize(
    ("generator", "head", "expected"),
    [
        (Generator.JEKYLL, 'published: "false"\n', ("not-boolean", '"false"')),
        (Generator.JEKYLL, "tags: 庭、花\n", ("comma-list", "庭、花")),
        (Generator.JEKYLL, "date: 未定\n", ("not-date", "未定")),
        (Generator.JEKYLL, "date: 2025-13-01 10:00\n", ("impossible-date", "2025-13-01 10:00")),
        (Generator.JEKYLL, "Layout: post\n", ("misspelt-key", "Layout")),
        (Generator.HUGO, "date: 2025/04/01\n", ("not-date", "2025/04/01")),
        (Generator.HUGO, "draft: まだ\n", ("not-boolean", "まだ")),
        (Generator.HUGO, "weight: [1]\n", ("not-number", "[1]")),
        (Generator.ZENN, ZENN + "published_at: 2025-04-01T10:00\n", ("form", "2025-04-01T10:00")),
        (Generator.ZENN, ZENN.replace("[hana]", "hana"), ("not-list", "hana")),
        (Generator.ZENN, ZENN.replace("hana", "花" * 19), ("too-long", "花" * 19)),
        (Generator.ZENN, ZENN.replace("花", "2025"), ("not-text", "2025")),
        (Generator.ZENN, ZENN.replace("true", '"true"'), ("not-boolean", '"true"')),
        (Generator.ZENN, ZENN.replace("topics", "tags"), ("misspelt-key", "tags")),
        (Generator.QIITA, QIITA.replace("slide: false\n", ""), ("missing-key", "---")),
        (Generator.QIITA, QIITA.replace("[hana]", "['']") + "id: 12\n", ("not-text", "12")),
        (Generator.QIITA, QIITA + "updated_at: 2025-04-01\n", ("not-text", "2025-04-01")),
        (Generator.QIITA, QIITA.replace("hana", "a,b,c,d,e,f"), ("too-many", "[a,b,c,d,e,f]")),
        (Generator.DOCUSAURUS, "tags: 花\n", ("not-list", "花")),
        (Generator.DOCUSAURUS, "sidebar_position: 先頭\n", ("not-number", "先頭")),
        (Generator.MDBOOK, "title: 花\n", ("shown", "---")),
        (Generator.NONE, "title: {{ 花 }}\n", ("not-text", "{{ 花 }}")),
        (Generator.NONE, "date: YYYY-MM-DD\n", ("not-date", "YYYY-MM-DD")),
        (Generator.NONE, "lastmod: 2025-02-29\n", ("impossible-date", "2025-02-29")),
        (Generator.NONE, "descirption: 花\n", ("misspelt-key", "descirption")),
        (Generator.NONE, "　title: 花\n", ("misspelt-key", "　title")),
    ],
)  # fmt: skip
def test_what_a_generator_refuses_or_misreads_is_named(
    generator: Generator, head: str, expected: tuple[str, str]
) -> None:
    assert found(post(head, generator)) == [expected]


@pytest.mark.parametrize(
    ("generator", "head"),
    [
        (Generator.JEKYLL, ""),
        (Generator.JEKYLL, "title: 2025\ndate: 2025-4-1 7:30\ntags: 庭 花\npublished: false\n"),
        (Generator.JEKYLL, "title: 2025-04-01\ndate: 2025/04/01\ncategories:\nkategorie: 花\n"),
        (Generator.HUGO, "Title: 花\ndate: 2025-04-01\ndraft: 'false'\nweight: '3'\n"),
        (Generator.HUGO, "titles: 花\ntag: 花\nheight: 3\n"),
        (Generator.ZENN, ZENN),
        (Generator.ZENN, ZENN + "published_at: 2025-04-01 07:30\npublication_name: null\n"),
        (Generator.ZENN, "title: 花\ntype: idea\npublished: false\n"),
        (Generator.QIITA, QIITA + "updated_at: ''\nid: null\norganization_url_name: null\n"),
        (Generator.DOCUSAURUS, "title: 2025\ndraft: 'true'\nsidebar_position: '2'\ntags: [花]\n"),
        (Generator.ASTRO, "anything: goes\ndraft: 'まだ'\n"),
        (Generator.VITEPRESS, "outline: deep\n"),
        (Generator.NONE, "published: 'false'\ntags: a, b\ndraft: x\nupdated_at: 2025-04-01\n"),
        (Generator.NONE, "date: 2020年春\ntitle: &x 花\ndescription: *x\npublisher: 港\n"),
        (Generator.NONE, "description: 花\ndesciption: 鳥\n"),
    ],
)
def test_what_a_generator_reads_as_it_is_meant_is_left_alone(
    generator: Generator, head: str
) -> None:
    assert found(post(head, generator)) == []


def test_the_pages_of_a_service_are_those_in_its_own_folders() -> None:
    assert found(post("x: y\n", Generator.ZENN, "README.md")) == []
    assert found(post("x: y\n", Generator.QIITA, "drafts/hana.md")) == []
    assert found(post("free: x\n", Generator.ZENN, "books/hana/1.md")) == [
        ("missing-key", "---"),
        ("not-boolean", "x"),
    ]


def test_starlight_is_told_by_the_settings_of_astro() -> None:
    settings = "import starlight from '@astrojs/starlight'"
    head = "description: 花\ndraft: 'false'\n"
    expected = [("missing-key", "---"), ("not-boolean", "'false'")]
    assert found(post(head, Generator.ASTRO, settings=settings)) == expected
    assert found(post(head, Generator.ASTRO, "src/content/blog/a.md", settings)) == []


def test_a_preprocessor_of_mdbook_may_take_the_head_away() -> None:
    settings = "[preprocessor.frontmatter]\n"
    assert found(post("title: 花\n", Generator.MDBOOK, settings=settings)) == []


def test_a_head_that_cannot_be_read_to_its_end_lacks_no_key() -> None:
    assert found(post("title: @花\n", Generator.QIITA)) == []


SOUP = st.text(st.sampled_from("-:=[]{}\"'&*!|>, \n\r\u3000abtilegs花0129"), max_size=80)


@given(SOUP, st.sampled_from(Generator))
def test_any_head_is_checked_without_an_error(soup: str, generator: Generator) -> None:
    article = post(f"title: x\n{soup}\n", generator)
    schema = {"type": "object", "properties": {"title": {"type": "number"}}, "maxProperties": 1}
    for hit in front_matter_schema(article, schema=json.dumps(schema)):
        assert 0 <= hit.span.start <= hit.span.end <= len(article.source.text)


# A schema of the user's own


SCHEMA = {
    "required": ["title", "author"],
    "properties": {
        "title": {"type": "string", "maxLength": 3},
        "draft": {"type": "boolean"},
        "tags": {"type": "array", "maxItems": 1, "items": {"enum": ["花", "鳥"]}},
        "date": {"type": "string", "format": "date"},
        "weight": {"type": "integer", "minimum": 2},
        "author": {"required": ["name"], "additionalProperties": False,
                   "properties": {"name": {"type": "string"}}},
        "kind": {"type": ["string", "null"]},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: 花\n", [("missing-key", "---")]),
        ("title: 花鳥風月\nauthor: {name: x}\n", [("too-long", "花鳥風月")]),
        ("title: 花\nauthor: {name: 1}\n", [("not-text", "1")]),
        ("title: 花\nauthor: {}\n", [("missing-key", "author")]),
        ("title: 花\nauthor: {name: x, mail: y}\n", [("form", "mail")]),
        ("title: 花\nauthor: {name: x}\ndraft: 'no'\n", [("not-boolean", "'no'")]),
        ("title: 花\nauthor: {name: x}\ntags: [月]\n", [("choice", "月")]),
        ("title: 花\nauthor: {name: x}\ntags: [花, 鳥]\n", [("too-many", "[花, 鳥]")]),
        ("title: 花\nauthor: {name: x}\ntags: 花\n", [("not-list", "花")]),
        ("title: 花\nauthor: {name: x}\nweight: 1\n", [("form", "1")]),
        ("title: 花\nauthor: {name: x}\nweight: x\n", [("not-number", "x")]),
        ("title: 花\nauthor: {name: x}\nkind: 1\n", [("form", "1")]),
        ("title: 花\nauthor: {name: x}\ndraft:\n", [("not-boolean", "draft")]),
        ("title: 花\nauthor: {name: x}\ndate: 2025-04-01\nweight: 0x10\nkind:\n", []),
        ("title: 花\nauthor: {name: x}\ntags: [花]\ndraft: true\nmore: 1.5\n", []),
    ],
)
def test_each_violation_of_an_own_schema_is_at_its_key_or_value(
    head: str, expected: list[tuple[str, str]]
) -> None:
    assert found(post(head), SCHEMA) == expected


def configured(folder: Path, schema: str | None) -> str:
    """Return the option that a check is given, for a configuration beside the schema."""
    if schema is not None:
        (folder / "post.schema.json").write_text(schema, "utf-8")
    rules = {"a": rule("a", options={"schema": ""})}
    (folder / "kouetsu.toml").write_text('[rules.a]\nschema = "post.schema.json"\n', "utf-8")
    settings = Configurations(rules).settings_for(folder / "posts" / "post.md")
    return str(settings.rules[0].options["schema"])


def test_the_path_of_a_schema_is_relative_to_the_configuration(tmp_path: Path) -> None:
    assert configured(tmp_path, '{"type": "object"}') == '{"type": "object"}'


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        (None, "there is no such file"),
        ("{", "it is not JSON"),
        ('{"type": "text"}', "it is no JSON Schema"),
        ("[]", "it is no JSON Schema"),
        ('{"pattern": "("}', "it is no JSON Schema"),
        ('{"$ref": "#/definitions/x"}', "leads nowhere"),
        ('{"$ref": "https://example.org/x.json"}', "only places of the same file"),
        ('{"$ref": "#"}', "leads back to itself"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_schema_that_cannot_be_used_is_one_line_at_the_key_that_names_it(
    schema: str | None, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as error:
        configured(tmp_path, schema)
    assert problem in str(error.value)
    assert "kouetsu.toml:2: schema names " in str(error.value)
    assert "\n" not in str(error.value)


def test_the_rule_has_the_option_that_the_configuration_fills() -> None:
    assert catalogue.load()["front-matter-schema"].options == {"schema": ""}
