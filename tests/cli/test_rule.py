from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kouetsu import catalogue
from kouetsu.cli.rule import rule_command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def sample_rules(rules_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        catalogue, "load", lambda: catalogue.load_from(tmp_path / "_rules.json", rules_folder)
    )


def run(
    capsys: pytest.CaptureFixture[str],
    name: str | None = None,
    *,
    all_rules: bool = False,
    output_format: str = "text",
    language: str = "en",
) -> tuple[int, str, str]:
    code = rule_command(name, all_rules, output_format, language)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_rule_is_shown_with_its_facts_and_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "stutter")
    assert (code, err) == (0, "")
    assert out.startswith(
        """\
# 語の重なり (stutter)

- family: language
- severity: error
- fix: safe
- languages: ja
- message: “{text}” is doubled
- options:
    - allow = []
    - longest = 4

## What

Reports endings that stand twice, e.g. 「ですです」. This is a second sentence.

## Why

Readers stumble.
"""
    )
    assert "````markdown bad\n取り組むべき⟦ですです⟧。\n````" in out


def test_the_page_keeps_to_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "stutter", language="ja")
    assert "- 重大度: error" in out
    assert "読み手がつまずきます。" in out
    assert "Readers stumble." not in out


def test_a_rule_without_options_has_no_line_about_them(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "repeated-block")
    assert "options" not in out
    assert "- message: {count} sentences are the same / {count} sentences are alike" in out


@pytest.mark.parametrize("all_rules", [True, False])
def test_without_a_name_every_rule_has_one_line(
    capsys: pytest.CaptureFixture[str], all_rules: bool
) -> None:
    code, out, _ = run(capsys, all_rules=all_rules)
    assert code == 0
    assert out.splitlines() == [
        "stutter         error    Reports endings that stand twice, e.g. 「ですです」.",
        "repeated-block  warning  A passage that repeats an earlier one.",
    ]


def test_all_wins_over_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "stutter", all_rules=True, language="ja")
    assert len(out.splitlines()) == 2
    assert "同じ文章の繰り返し。" in out


def test_a_family_lists_its_rules(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "repetition")
    assert code == 0
    assert out == "repeated-block  warning  A passage that repeats an earlier one.\n"


def test_json_of_one_rule_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "stutter", output_format="json")
    (rule,) = json.loads(out)["rules"]
    assert code == 0
    assert rule["id"] == "stutter"
    assert rule["severity"] == "error"
    assert rule["options"] == {"allow": [], "longest": 4}
    assert rule["messages"]["default"]["ja"] == "「{text}」が重なっています"
    assert "Readers stumble." in rule["page"]


def test_json_of_all_rules_has_the_same_shape(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, all_rules=True, output_format="json")
    data = json.loads(out)
    assert data["version"] == 1
    assert [rule["id"] for rule in data["rules"]] == ["stutter", "repeated-block"]


def test_an_unknown_rule_is_one_line_that_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "stuter")
    assert (code, out) == (2, "")
    assert err == "kouetsu: there is no rule “stuter”; did you mean stutter?\n"


def test_an_unknown_rule_like_no_other_points_at_the_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = run(capsys, "xyz")
    assert code == 2
    assert err == "kouetsu: there is no rule “xyz”; `kouetsu rule --all` lists them\n"


def test_a_broken_rule_file_is_one_line_that_names_it(
    capsys: pytest.CaptureFixture[str], stutter_file: Path
) -> None:
    stutter_file.write_text("nothing", encoding="utf-8")
    code, out, err = run(capsys, "stutter")
    assert (code, out) == (2, "")
    assert err.startswith(f"kouetsu: {stutter_file}:1: a rule file begins with")
    assert err.count("\n") == 1
