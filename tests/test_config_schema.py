from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from kouetsu import catalogue, config_schema
from kouetsu.config_problems import problems, unknown_selector
from kouetsu.config_schema import Kind
from sample_catalogue import CATALOGUE
from samples import rule

SCHEMA = config_schema.schema(CATALOGUE)
SHAPE = config_schema.shape(CATALOGUE)
COMMITTED = Path(__file__).parent.parent / "docs" / "kouetsu.schema.json"

GOOD = [
    "",
    'extend = "../base.toml"',
    'select = ["all"]',
    'select = []\nignore = ["language", "split-word", "split-word"]',
    'exclude = ["_site/", "!_site/keep.md"]',
    'language = "ja"\nmessage_language = "en"\nflavour = "kramdown"\ngenerator = "jekyll"',
    'generator = "none"\nfail_on = "never"',
    'baseline = "settings/known.json"',
    "[house]",
    "[house]\ncharacters_per_minute = 600\nwords_per_minute = 1",
    '[severity]\nstutter = "off"\nbreakage = "info"',
    "[rules.stutter]",
    '[rules.stutter]\nallow = ["です"]\nlongest = 0\nratio = 1\nstrict = true\nmark = ""',
    '[rules.stutter]\nratio = 0.5\npairs = { "ウェブ" = "Web" }\nanything = [1, "a", {}]',
    "[rules.split-word]",
    "overrides = []",
    '[[overrides]]\nfiles = []\n[[overrides]]\nfiles = ["a/**"]\nselect = ["language"]',
    '[[overrides]]\nfiles = ["a"]\nlanguage = "en"\nflavour = "commonmark"\nignore = ["all"]',
    '[[overrides]]\nfiles = ["a"]\nseverity.stutter = "info"\nrules.stutter.longest = 2',
]

BAD = [
    "selekt = []",
    "extend = []",
    'extend = ["a.toml"]',
    'select = "all"',
    "select = [1]",
    'select = ["Stutter"]',
    'ignore = ["no-such-rule"]',
    "exclude = [true]",
    'exclude = "a"',
    'language = "jp"',
    'language = "JA"',
    "message_language = 1",
    'flavour = "gfm"',
    'generator = "hexo"',
    'fail_on = "off"',
    "baseline = false",
    'overrides = [{ files = ["a"], baseline = "known.json" }]',
    "house = []",
    "[house]\ncharacters_per_minute = 0",
    "[house]\ncharacters_per_minute = 500.5",
    "[house]\ncharacters_per_minute = true",
    '[house]\ncharacters_per_minute = "500"',
    "[house]\nlines_per_minute = 5",
    '[severity]\nall = "error"',
    '[severity]\nstutter = "warn"',
    "[severity]\nstutter = false",
    '[severity]\nno-such-rule = "off"',
    "[rules.language]",
    "[rules.stutter]\nallow = 'です'",
    "[rules.stutter]\nallow = [1]",
    "[rules.stutter]\nlongest = true",
    "[rules.stutter]\nlongest = 4.5",
    "[rules.stutter]\nratio = '0.5'",
    "[rules.stutter]\nstrict = 1",
    "[rules.stutter]\nmark = 1979-05-27",
    "[rules.stutter]\npairs = { a = 1 }",
    "[rules.stutter]\nseverity = 'off'",
    "[rules.split-word]\nallow = []",
    "rules.stutter = 1",
    "[overrides]\nfiles = []",
    "[[overrides]]",
    '[[overrides]]\nselect = ["language"]',
    '[[overrides]]\nfiles = "a"',
    '[[overrides]]\nfiles = ["a"]\nexclude = ["b"]',
    '[[overrides]]\nfiles = ["a"]\nextend = "b.toml"',
    '[[overrides]]\nfiles = ["a"]\noverrides = []',
    "[kouetsu]",
]


def is_accepted_by_schema(table: dict[str, object]) -> bool:
    return jsonschema.Draft7Validator(SCHEMA).is_valid(table)


@pytest.mark.parametrize("text", GOOD)
def test_a_right_configuration_is_accepted_by_us_and_by_the_schema(text: str) -> None:
    table = tomllib.loads(text)
    assert list(problems(table, SHAPE)) == []
    assert is_accepted_by_schema(table)


@pytest.mark.parametrize("text", BAD)
def test_a_wrong_configuration_is_refused_by_us_and_by_the_schema(text: str) -> None:
    table = tomllib.loads(text)
    assert list(problems(table, SHAPE)) != []
    assert not is_accepted_by_schema(table)


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(SCHEMA)) is not None


def test_the_schema_names_every_rule_and_family() -> None:
    text = json.dumps(SCHEMA)
    for name in ("stutter", "split-word", "language", "breakage", "repetition", "all"):
        assert f'"{name}"' in text


def test_the_defaults_of_the_schema_are_accepted() -> None:
    defaults = {
        key: list(shape.default) if isinstance(shape.default, tuple) else shape.default
        for key, shape in config_schema.PLAIN_KEYS.items()
        if shape.kind is not Kind.OBJECT
    }
    assert list(problems(defaults, SHAPE)) == []


def test_a_default_of_mixed_items_leaves_the_items_open() -> None:
    mixed = {"mixed": rule("mixed", options={"pairs": ["a", 1], "words": {"a": "b", "c": 1}})}
    table = {"rules": {"mixed": {"pairs": [1.5, "x"], "words": {"d": True}}}}
    assert list(problems(table, config_schema.shape(mixed))) == []


def test_several_problems_come_in_the_order_of_the_file() -> None:
    table = tomllib.loads('selekt = []\nlanguage = "jp"\n[house]\nspeed = 1\n')
    assert [problem.keys for problem in problems(table, SHAPE)] == [
        ("selekt",),
        ("language",),
        ("house", "speed"),
    ]


@pytest.mark.parametrize("name", ["all", "language", "stutter"])
def test_rules_families_and_all_are_selectors(name: str) -> None:
    assert unknown_selector(name, CATALOGUE) is None


@pytest.mark.parametrize("name", ["", "Stutter", "stutter ", "language/stutter", "off"])
def test_anything_else_is_no_selector(name: str) -> None:
    assert unknown_selector(name, CATALOGUE) is not None


def test_where_nothing_is_near_a_long_list_is_pointed_to() -> None:
    many = {f"rule-{number}": rule(f"rule-{number}") for number in range(20)}
    assert unknown_selector("zzz", many) == (
        'unknown rule or family "zzz"; `kouetsu rule --all` lists them'
    )


def test_the_schema_in_docs_fits_the_rules(tmp_path: Path) -> None:
    config_schema.write_schema(catalogue.load(), tmp_path / "schema.json")
    expected = (tmp_path / "schema.json").read_text(encoding="utf-8")
    assert COMMITTED.read_text(encoding="utf-8") == expected, "run `make docs`"
