"""Dictionaries of prh: how they are read, what they find, and what is said of bad ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.catalogue import load as load_rules
from kouetsu.checks.consistency.javascript import UntranslatableError, translate
from kouetsu.checks.consistency.prh_files import DictionaryError, load
from kouetsu.checks.consistency.terms import term_variant
from kouetsu.config import ConfigError, Configurations

if TYPE_CHECKING:
    from pathlib import Path

    from kouetsu.finding import Hit

OPTIONS: dict[str, Any] = dict(load_rules()["term-variant"].options)


def dictionary(folder: Path, rules: str, name: str = "prh.yml") -> str:
    path = folder / name
    path.write_text(f"version: 1\n{rules}", "utf-8")
    return str(path)


def applied(folder: Path, rules: str, text: str) -> str:
    for rule in load((dictionary(folder, f"rules:\n{rules}"),)):
        text = rule.applied(text)
    return text


def hits(path: str, text: str) -> list[Hit]:
    article = Article(from_text(text, "post.md"))
    return list(term_variant(article, **{**OPTIONS, "dictionaries": [path]}))


# What a rule finds


@pytest.mark.parametrize(
    ("rules", "text", "wanted"),
    [
        (
            "  - Cookie\n",
            "cookie、ＣＯＯＫＩＥ、Cookie、クッキー",
            "Cookie、Cookie、Cookie、クッキー",
        ),
        ("  - expected: ES6\n", "es６", "ES6"),
        ("  - {expected: デフォルト, pattern: ディフォルト}\n", "ディフォルト値", "デフォルト値"),
        ("  - {expected: よい, patterns: [良い, 善い]}\n", "良い港、善い町", "よい港、よい町"),
        (
            "  - {expected: サーバー, pattern: '/サーバ(?!ー)/'}\n",
            "サーバとサーバー",
            "サーバーとサーバー",
        ),
        ("  - {expected: （$1）, pattern: '/\\(([^)]+)\\)/'}\n", "(港)と(町)", "（港）と（町）"),
        ("  - {expected: でき$1, pattern: /出来(る|た)/}\n", "出来る出来た", "できるできた"),
        ("  - {expected: $9円, pattern: 圓}\n", "一圓", "一$9円"),
        ("  - {expected: a.b, pattern: a+b}\n", "a+b aab", "a.b aab"),
        ("  - {expected: web, pattern: /WEB/i}\n", "Web WEB web", "web web web"),
        (
            "  - {expected: ソフトウェア, pattern: '/(日経)?ソフトウエア/', regexpMustEmpty: $1}\n",
            "ソフトウエアと日経ソフトウエア",
            "ソフトウェアと日経ソフトウエア",
        ),
        ("  - {expected: js, options: {wordBoundary: true}}\n", "港のJS、altJS", "港のjs、altJS"),
        (
            "  - {expected: 港, pattern: '/(?<!漁|貿易)湊/'}\n",
            "湊と漁湊と貿易湊",
            "港と漁湊と貿易湊",
        ),
        ("  - {expected: 窓, pattern: /窗/u}\n", "窗 /窗/u", "窗 窓"),
    ],
)
def test_a_rule_finds_what_prh_finds(tmp_path: Path, rules: str, text: str, wanted: str) -> None:
    assert applied(tmp_path, rules, text) == wanted


def test_a_finding_shows_the_right_word_and_the_reason_of_the_dictionary(tmp_path: Path) -> None:
    path = dictionary(
        tmp_path, "rules:\n  - {expected: いう, pattern: 言う, prh: 開いて書きます}\n  - Cookie\n"
    )
    first, second = hits(path, "港と言う町の**cookie**です。\n")
    assert (first.message, first.values["reason"]) == ("dictionary-reason", "開いて書きます")
    assert (second.message, second.values["usual"]) == ("dictionary", "Cookie")
    assert second.fix is not None
    assert [edit.replacement for edit in second.fix.edits] == ["Cookie"]


def test_a_word_is_reported_wherever_it_stands_even_in_the_title(tmp_path: Path) -> None:
    path = dictionary(tmp_path, "rules:\n  - Cookie\n")
    text = "---\ntitle: cookieの話\n---\n\ncookieです。cookieです。\n"
    assert [text[hit.span.start : hit.span.end] for hit in hits(path, text)] == ["cookie"] * 3


@pytest.mark.parametrize(
    "text", ["> cookieです。\n", "[cookieの話](https://example.org/)\n", "`cookie`\n", "Cookie\n"]
)
def test_words_of_others_and_code_are_left_alone(tmp_path: Path, text: str) -> None:
    assert hits(dictionary(tmp_path, "rules:\n  - Cookie\n"), text) == []


def test_a_pattern_does_not_reach_over_sentences(tmp_path: Path) -> None:
    path = dictionary(tmp_path, "rules:\n  - {expected: （$1）, pattern: '/\\(([^)]+)\\)/'}\n")
    text = "港 ( の話。\n\n(町)です。\n"
    assert [text[hit.span.start : hit.span.end] for hit in hits(path, text)] == ["(町)"]


# Files


def test_an_import_is_relative_to_its_file_and_the_nearer_rule_stays(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    dictionary(
        tmp_path,
        "rules:\n  - {expected: 港, pattern: 湊}\n  - {expected: 町, pattern: 街}\n",
        "terms/base.yml",
    )
    path = dictionary(
        tmp_path, "imports: ./terms/base.yml\nrules:\n  - {expected: 港, pattern: みなと}\n"
    )
    rules = load((path,))
    assert [(rule.expected, rule.pattern.pattern) for rule in rules] == [
        ("港", "みなと"),
        ("町", "街"),
    ]


def test_an_import_leaves_out_rules_and_the_imports_of_its_file(tmp_path: Path) -> None:
    dictionary(tmp_path, "rules:\n  - 奥\n", "deep.yml")
    dictionary(
        tmp_path,
        "imports: [deep.yml]\nrules:\n  - {expected: a, pattern: b}\n"
        "  - {expected: c, pattern: d}\n  - {expected: e, pattern: f}\n",
        "base.yml",
    )
    path = dictionary(
        tmp_path,
        "imports:\n  - path: base.yml\n    disableImports: true\n"
        "    ignoreRules: [/b/gmu, {expected: c}]\n",
    )
    assert [rule.expected for rule in load((path,))] == ["e"]


def test_a_file_without_rules_is_an_empty_dictionary(tmp_path: Path) -> None:
    assert load((dictionary(tmp_path, "targets: []\n"),)) == ()


@pytest.mark.parametrize(
    ("rules", "line", "problem"),
    [
        ("rules:\n  - {expected: 港, pattern: '/(港/'}\n", 3, "港: /(港/ cannot be used: "),
        (
            "rules:\n  - {expected: 港, pattern: '/み\\qと/'}\n",
            3,
            "unknown escape \\q at character 2",
        ),
        ("rules:\n  - 窓\n  - {pattern: 湊}\n", 4, "a rule needs the key expected, a text"),
        ("rules:\n  - {expected: 港, patterns: ['']}\n", 3, "港: a pattern must be a text, not “”"),
        ("rules:\n  - {expected: 港, patterns: [/a/i, /b/]}\n", 3, "patterns have different flags"),
        ("rules:\n  - {expected: a, pattern: b, regexpMustEmpty: 1}\n", 3, "valid: $1, $2"),
        ("rules:\n  - {expected: a, pattern: b, regexpMustEmpty: $1}\n", 3, "there is none"),
        (
            "rules:\n  - expected: 港\n    pattern: 湊\n    specs: [{from: 湊町, to: 港街}]\n",
            3,
            "港: its spec fails: “湊町” becomes “港町”, not “港街”",
        ),
        ("rules:\n  - {expected: a, specs: [{from: b}]}\n", 3, "needs the keys from and to"),
        ("rules: 港\n", None, "rules must be a list"),
        ("imports: [{to: a.yml}]\n", None, "is no path"),
        ("imports: [missing.yml]\n", None, "cannot be read"),
        ("imports: [prh.yml]\n", None, "imports lead back to prh.yml"),
        ("rules: [\n", 3, "not valid YAML: "),
    ],
)
def test_a_bad_dictionary_says_what_is_wrong_and_where(
    tmp_path: Path, rules: str, line: int | None, problem: str
) -> None:
    with pytest.raises(DictionaryError) as error:
        load((dictionary(tmp_path, rules),))
    assert problem in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.line == line


def test_paths_are_relative_to_the_configuration_file(tmp_path: Path) -> None:
    dictionary(tmp_path, "rules:\n  - Cookie\n")
    (tmp_path / "kouetsu.toml").write_text(
        '[rules.term-variant]\ndictionaries = ["prh.yml"]\n', "utf-8"
    )
    (tmp_path / "posts").mkdir()
    settings = Configurations(load_rules()).settings_for(tmp_path / "posts" / "post.md")
    (active,) = (active for active in settings.rules if active.rule.id == "term-variant")
    assert active.options["dictionaries"] == [str(tmp_path / "prh.yml")]


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        (None, "kouetsu.toml:2: dictionaries names "),
        ("rules:\n  - {expected: 港, pattern: '/(/'}\n", "prh.yml:3: 港: /(/ cannot be used: "),
    ],
)
def test_a_configuration_with_a_bad_dictionary_cannot_be_used(
    tmp_path: Path, rules: str | None, problem: str
) -> None:
    if rules is not None:
        dictionary(tmp_path, rules)
    (tmp_path / "kouetsu.toml").write_text(
        '[rules.term-variant]\ndictionaries = ["prh.yml"]\n', "utf-8"
    )
    with pytest.raises(ConfigError) as error:
        Configurations(load_rules()).settings_for(tmp_path / "post.md")
    assert problem in str(error.value)


# Expressions of JavaScript


@pytest.mark.parametrize(
    ("source", "matching", "other"),
    [
        (r"\w+", "abc_1", "港"),
        (r"\bjs\b", "港js町", "ajs"),
        (r"\d", "1", "１"),
        (r"[\s]", "\u3000", "a"),
        (r"\S", "港", "\u3000"),
        (r"[^\d]", "a", "1"),
        (r"[\s\S]", "\n", ""),
        (r"[^]", "\n", ""),
        (r"\u{6e2f}", "港", "u"),
        (r"\u6e2f\x41", "港A", "港B"),
        (r"a\/b", "a/b", "a\\/b"),
        (r"(?<year>[0-9])\k<year>", "11", "12"),
        (r"(?<=港|大港)町", "港町", "町"),
        (r"(?<!a|bc)d", "xd", "bcd"),
        (r"[[&&]", "&", "a"),
        (r"\p{Script=Hiragana}", "あ", "ア"),
        (r"[\p{sc=Han}ー]", "港", "あ"),
        (r"\P{Script=Katakana}", "あ", "ア"),
    ],
)
def test_an_expression_means_what_it_means_in_javascript(
    source: str, matching: str, other: str
) -> None:
    pattern = re.compile(translate(source), re.MULTILINE)
    assert pattern.search(matching)
    assert not pattern.search(other)


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("港(", 1),
        ("港[", 1),
        (r"\cA", 0),
        (r"港[\W]", 2),
        (r"\p{Emoji}", 0),
        (r"\u{ffffff}", 0),
        (r"(?<!a+)b", 0),
        (r"(?<!ab", 0),
        ("a**", 2),
        ("(?<年>港)", 1),
    ],
)
def test_an_expression_that_cannot_be_expressed_says_where(source: str, position: int) -> None:
    with pytest.raises(UntranslatableError) as error:
        translate(source)
    assert error.value.position == position


@given(st.text(alphabet="港a1[]()|?*+.^$\\/{}<>=!-&~wdsWDSbpku,", max_size=24))
def test_any_source_is_translated_or_refused(source: str) -> None:
    try:
        re.compile(translate(source), re.MULTILINE)
    except UntranslatableError as error:
        assert 0 <= error.position <= len(source)
