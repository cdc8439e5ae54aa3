from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.source import Span
from kouetsu.catalogue import load
from kouetsu.finding import Finding, Severity
from kouetsu.linter import lint
from kouetsu.suppressions import VERBS, Suppressions, apply, read, unused
from samples import article, install, places, settings, word_rule, words

if TYPE_CHECKING:
    from collections.abc import Iterable

FAMILIES = {"stutter": "language", "style-mix": "language", "reading-time": "front-matter"}
HEAD = "---\ntitle: 港\n{}---\n\n"


def finding(text: str, word: str, rule: str = "stutter") -> Finding:
    span = next(places(text, word))
    return Finding(rule, FAMILIES[rule], Severity.ERROR, span, word, fingerprint=word)


def left(text: str, *given: str, rule: str = "stutter") -> list[str]:
    """Return which of the words are still found by `rule`."""
    kept, _ = apply([finding(text, word, rule) for word in given], suppressions(text))
    return [each.message for each in kept]


def suppressions(text: str) -> Suppressions:
    return read(article(text), FAMILIES)


def problems(text: str) -> list[tuple[str, str]]:
    """Return the message and the text under the span of each problem."""
    found = suppressions(text).problems
    return [(hit.message, text[hit.span.start : hit.span.end]) for hit in found]


def not_used(text: str, ran: Iterable[str], *given: Finding) -> list[str]:
    found = suppressions(text)
    _, used = apply(given, found)
    return [each.name for each in unused(found, used, set(ran), FAMILIES)]


def test_next_block_covers_the_paragraph_after_the_comment_and_no_other() -> None:
    text = (
        "甲です。\n\n<!-- kouetsu-disable-next-block stutter -->\n乙です。\n丙です。\n\n丁です。\n"
    )
    assert left(text, "甲", "乙", "丙", "丁") == ["甲", "丁"]


def test_several_directives_above_one_block_all_hold() -> None:
    text = (
        "<!-- kouetsu-disable-next-block stutter -->\n"
        "<!-- kouetsu-disable-next-block style-mix -->\n\n"
        "<!-- other -->\n\n甲です。\n\n乙です。\n"
    )
    assert left(text, "甲", "乙") == ["乙"]
    assert left(text, "甲", "乙", rule="style-mix") == ["乙"]


def test_next_block_covers_the_end_of_the_block_where_something_is_missing() -> None:
    text = "<!-- kouetsu-disable-next-block stutter -->\n\n甲です\n"
    end = finding(text, "甲です").span.end
    at_end = Finding("stutter", "language", Severity.ERROR, Span(end, end), "")
    assert apply([at_end], suppressions(text))[0] == []


@pytest.mark.parametrize(
    "block",
    [
        "- 甲\n- 乙\n\n  丙\n",
        "1. 甲\n   - 乙\n2. 丙\n",
        "> 甲\n>\n> 乙\n>\n> - 丙\n",
        "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 他 |\n",
    ],
    ids=["list", "nested list", "quote", "table"],
)
def test_next_block_takes_a_list_quote_or_table_whole(block: str) -> None:
    text = f"<!-- kouetsu-disable-next-block stutter -->\n\n{block}\n丁です。\n"
    assert left(text, "甲", "乙", "丙", "丁") == ["丁"]


def test_next_block_passes_over_the_line_that_opens_a_container() -> None:
    text = "<!-- kouetsu-disable-next-block stutter -->\n\n:::message\n甲\n\n乙\n:::\n"
    assert left(text, "甲", "乙") == ["乙"]


def test_next_block_inside_a_quote_takes_one_block_of_the_quote() -> None:
    text = "> 甲\n>\n> <!-- kouetsu-disable-next-block stutter -->\n>\n> 乙\n>\n> 丙\n"
    assert left(text, "甲", "乙", "丙") == ["甲", "丙"]


def test_next_block_at_the_end_of_the_article_covers_nothing() -> None:
    text = "甲です。\n\n<!-- kouetsu-disable-next-block stutter -->\n"
    assert left(text, "甲") == ["甲"]
    assert not_used(text, ["stutter"]) == ["stutter"]


def test_disable_line_covers_the_line_on_which_it_stands() -> None:
    text = "甲です。\n乙です。 <!-- kouetsu-disable-line stutter -->\n丙です。\n"
    assert left(text, "甲", "乙", "丙") == ["甲", "丙"]


def test_a_range_goes_from_disable_to_enable() -> None:
    text = (
        "甲です。\n\n<!-- kouetsu-disable stutter -->\n\n乙です。\n\n"
        "<!-- kouetsu-enable stutter -->\n\n丙です。\n"
    )
    assert left(text, "甲", "乙", "丙") == ["甲", "丙"]


def test_enable_without_a_name_ends_all_ranges() -> None:
    text = (
        "<!-- kouetsu-disable stutter, style-mix -->\n\n甲です。\n\n"
        "<!-- kouetsu-enable -->\n\n乙です。\n"
    )
    assert left(text, "甲", "乙") == ["乙"]
    assert left(text, "甲", "乙", rule="style-mix") == ["乙"]


def test_enable_with_a_name_leaves_the_other_ranges_open() -> None:
    text = (
        "<!-- kouetsu-disable stutter, style-mix -->\n\n"
        "<!-- kouetsu-enable stutter -->\n\n甲です。\n"
    )
    assert left(text, "甲") == ["甲"]
    assert left(text, "甲", rule="style-mix") == []


def test_a_range_that_nothing_ends_goes_on_to_the_end() -> None:
    assert left("甲です。\n\n<!-- kouetsu-disable stutter -->\n\n乙です。\n", "甲", "乙") == ["甲"]


def test_disable_file_holds_before_it_and_in_the_front_matter_too() -> None:
    text = HEAD.format("") + "甲です。\n\n<!-- kouetsu-disable-file stutter -->\n"
    assert left(text, "港", "甲") == []


@pytest.mark.parametrize(
    "lines",
    [
        "kouetsu: {disable: [stutter]}\n",
        "kouetsu:\n  disable:\n    - stutter\n",
        "kouetsu:\n  disable:\n    - rule: stutter\n      reason: 台本のまま\n",
        "kouetsu:\n  disable: stutter\n",
    ],
)
def test_the_front_matter_key_holds_for_the_whole_file(lines: str) -> None:
    text = HEAD.format(lines) + "甲です。\n"
    assert left(text, "港", "甲") == []
    assert left(text, "甲", rule="style-mix") == ["甲"]
    assert problems(text) == []


def test_a_family_stands_for_all_of_its_rules() -> None:
    text = "甲です。 <!-- kouetsu-disable-file language -->\n"
    assert left(text, "甲") == left(text, "甲", rule="style-mix") == []
    assert left(text, "甲", rule="reading-time") == ["甲"]


@pytest.mark.parametrize("separator", [", ", ",", "、", "， "])
def test_several_rules_are_separated_by_commas(separator: str) -> None:
    text = f"甲です。 <!-- kouetsu-disable-line stutter{separator}reading-time -- 訳あり -->\n"
    assert left(text, "甲") == left(text, "甲", rule="reading-time") == []


def test_a_reason_after_two_dashes_is_no_name() -> None:
    text = "甲です。 <!-- kouetsu-disable-line stutter -- style-mix, and more -->\n"
    assert problems(text) == []
    assert left(text, "甲", rule="style-mix") == ["甲"]


@pytest.mark.parametrize(
    "inert",
    [
        "```markdown\n<!-- kouetsu-disable-file stutter -->\n```\n",
        "    <!-- kouetsu-disable-file stutter -->\n",
        "`<!-- kouetsu-disable-file stutter -->`\n",
        "<!-- kouetsu の指摘を受けて直した -->\n",
        "<!-- kouetsu: 済み -->\n",
        "<!-- markdownlint-disable stutter -->\n",
        "<!-- すでに kouetsu-disable-file stutter を試した -->\n",
    ],
)
def test_code_and_prose_about_kouetsu_are_no_directives(inert: str) -> None:
    text = f"甲です。\n\n{inert}"
    assert left(text, "甲") == ["甲"]
    assert problems(text) == []


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "enable"])
@pytest.mark.parametrize("names", ["", "-- 理由だけ ", ", "])
def test_there_is_no_form_without_a_name(verb: str, names: str) -> None:
    comment = f"<!-- kouetsu-{verb} {names}-->"
    text = f"{comment}\n\n甲です。\n"
    assert left(text, "甲") == ["甲"]
    assert problems(text) == [("missing-name", comment)]


@pytest.mark.parametrize("name", ["stuter", "stutter because", "Stutter"])
def test_an_unknown_name_is_a_problem_with_the_nearest_name(name: str) -> None:
    text = f"<!-- kouetsu-disable-file {name} -->\n\n甲です。\n"
    assert problems(text) == [("unknown-rule-near", name)]
    assert suppressions(text).problems[0].values == {"near": "stutter"}


@pytest.mark.parametrize("name", ["all", "*", "何か"])
def test_a_name_like_no_other_is_a_problem_without_a_hint(name: str) -> None:
    text = f"甲です。 <!-- kouetsu-disable-line {name} -->\n"
    assert problems(text) == [("unknown-rule", name)]
    assert left(text, "甲") == ["甲"]


def test_the_other_names_of_a_directive_hold_beside_an_unknown_one() -> None:
    assert left("甲です。 <!-- kouetsu-disable-line stuter, stutter -->\n", "甲") == []


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("kouetsu-disable-nextblock", "kouetsu-disable-next-block"),
        ("kouetsu-disabled", "kouetsu-disable"),
        ("kouetsu-ignore", "kouetsu-disable-next-block"),
        ("kouetsu: disable", "kouetsu-disable"),
        ("kouetsu disable-line", "kouetsu-disable-line"),
        ("KOUETSU-DISABLE-FILE", "kouetsu-disable-file"),
    ],
)
def test_an_unknown_directive_is_a_problem_with_the_nearest_one(written: str, near: str) -> None:
    text = f"甲です。 <!-- {written} stutter -->\n"
    assert problems(text) == [("unknown-verb", written)]
    assert suppressions(text).problems[0].values == {"near": near}
    assert left(text, "甲") == ["甲"]


def test_enable_without_disable_is_a_problem() -> None:
    assert problems("<!-- kouetsu-enable stutter -->\n") == [("not-disabled", "stutter")]
    assert problems("<!-- kouetsu-enable -->\n") == [("not-disabled", "<!-- kouetsu-enable -->")]


def test_a_rule_is_not_enabled_out_of_a_family_that_is_disabled() -> None:
    text = "<!-- kouetsu-disable language -->\n\n<!-- kouetsu-enable stutter -->\n\n甲です。\n"
    assert problems(text) == [("not-disabled", "stutter")]
    assert left(text, "甲") == []


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ("kouetsu: off\n", "off"),
        ("kouetsu: {disabled: [stutter]}\n", "disabled"),
        ("kouetsu: {disable: [[stutter]]}\n", "[stutter]"),
        ("kouetsu: {disable: ['']}\n", "''"),
    ],
)
def test_another_form_in_the_front_matter_is_a_problem(lines: str, where: str) -> None:
    assert problems(HEAD.format(lines) + "甲です。\n") == [("front-matter-form", where)]


def test_an_empty_list_in_the_front_matter_is_no_problem() -> None:
    assert problems(HEAD.format("kouetsu: {disable: []}\n") + "甲です。\n") == []


def test_a_suppression_that_held_nothing_is_unused() -> None:
    text = "甲です。 <!-- kouetsu-disable-line stutter, style-mix -->\n"
    ran = FAMILIES
    assert not_used(text, ran) == ["stutter", "style-mix"]
    assert not_used(text, ran, finding(text, "甲")) == ["style-mix"]


def test_two_suppressions_that_hold_the_same_finding_are_both_used() -> None:
    text = "<!-- kouetsu-disable-file stutter -->\n\n甲です。 <!-- kouetsu-disable-line stutter -->"
    assert not_used(text, FAMILIES, finding(text, "甲")) == []


def test_a_suppression_of_a_rule_that_did_not_run_is_not_called_unused() -> None:
    text = "甲です。 <!-- kouetsu-disable-line stutter -->\n"
    assert not_used(text, ["reading-time"]) == []


def test_a_family_is_called_unused_only_when_all_of_its_rules_ran() -> None:
    text = "甲です。 <!-- kouetsu-disable-line language -->\n"
    assert not_used(text, ["stutter"]) == []
    assert not_used(text, ["stutter", "style-mix"]) == ["language"]


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, words=words)


@pytest.mark.usefixtures("_installed")
def test_the_rule_unused_suppression_reports_what_it_is_told() -> None:
    rules = [word_rule("sample", "甲"), load()["unused-suppression"]]
    text = (
        "甲です。 <!-- kouetsu-disable-line sample -->\n\n"
        "乙です。 <!-- kouetsu-disable-line sample, sampel -->\n"
    )
    found = lint(article(text), settings(*rules, message_language="ja"))
    assert [each.message for each in found] == [
        "抑制「sample」で消えた指摘はありません",
        "「sampel」という規則も分類もありません（近い名前は sample）",
    ]


@pytest.mark.usefixtures("_installed")
def test_findings_on_suppressions_can_be_suppressed_themselves() -> None:
    rules = [word_rule("sample", "甲"), load()["unused-suppression"]]
    text = (
        "<!-- kouetsu-disable-file unused-suppression -->\n<!-- kouetsu-disable-file sample -->\n"
    )
    assert lint(article(text), settings(*rules)) == []


@given(st.lists(st.sampled_from(["甲と甲。", "乙の丙。", "# 甲", "- 丙", "> 乙", "何もない。"])))
def test_suppressing_every_rule_that_found_something_leaves_nothing(blocks: list[str]) -> None:
    rules = [word_rule("one", "甲", "乙"), word_rule("two", "丙"), word_rule("three", "い")]
    text = "\n\n".join(blocks)
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch, words=words)
        found = sorted({each.rule for each in lint(article(text), settings(*rules))})
        quiet = f"{text}\n\n<!-- kouetsu-disable-file {', '.join(found)} -->\n" if found else text
        check = load()["unused-suppression"]
        assert lint(article(quiet), settings(*rules, check)) == []
