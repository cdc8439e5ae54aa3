"""What must hold for every rule file, whatever the rule is."""

from __future__ import annotations

import os
import subprocess
import sys
from inspect import Parameter, signature
from typing import TYPE_CHECKING

import pytest

from kouetsu import rule_files, rule_pages
from kouetsu.catalogue import LANGUAGES, FixKind, load
from kouetsu.linter import check_of
from kouetsu.rule_examples import ExampleKind, read_examples
from rule_cases import PATHS, ROOT, Documented, findings, is_worded_by, readable

if TYPE_CHECKING:
    from pathlib import Path


every_rule = pytest.mark.parametrize("documented", readable(), ids=str)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_rule_file_and_its_examples_can_be_read(path: Path) -> None:
    assert read_examples(rule_files.read(path))


def test_a_rule_lies_directly_in_the_folder_of_its_family() -> None:
    assert sorted((ROOT / "rules").rglob("*.md")) == sorted(PATHS)


def test_no_two_rules_have_the_same_id() -> None:
    assert len({path.stem for path in PATHS}) == len(PATHS)


def test_the_catalogue_holds_every_rule_file() -> None:
    assert list(load()) == [path.stem for path in PATHS]


@every_rule
def test_the_check_exists_and_its_keyword_only_parameters_are_the_options(
    documented: Documented,
) -> None:
    rule = documented.file.rule
    parameters = signature(check_of(rule)).parameters.values()
    keyword_only = [each.name for each in parameters if each.kind is Parameter.KEYWORD_ONLY]
    assert sorted(keyword_only) == sorted(rule.options)


@every_rule
def test_defaults_stand_in_the_rule_file_alone(documented: Documented) -> None:
    parameters = signature(check_of(documented.file.rule)).parameters.values()
    assert [each.name for each in parameters if each.default is not Parameter.empty] == []


@every_rule
def test_every_section_has_text_in_both_languages(documented: Documented) -> None:
    sections = rule_pages.sections(documented.file.rule.page)
    lacking = [
        f"{name} ({language})"
        for name in rule_files.SECTIONS
        for language in LANGUAGES
        if name != "Examples" and not rule_pages.in_language(sections[name].text, language).strip()
    ]
    assert lacking == []


@every_rule
def test_a_rule_has_at_least_three_bad_and_five_good_examples(documented: Documented) -> None:
    assert len(documented.of(ExampleKind.BAD)) >= 3
    assert len(documented.of(ExampleKind.GOOD)) >= 5


@every_rule
def test_a_rule_shows_a_fixed_example_exactly_when_it_has_fixes(documented: Documented) -> None:
    has_fixes = documented.file.rule.fix is not FixKind.NONE
    assert bool(documented.of(ExampleKind.FIXED)) == has_fixes


@every_rule
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_is_seen_filled_in_a_bad_example(
    documented: Documented, language: str
) -> None:
    rule = documented.file.rule
    found = [
        finding
        for example in documented.of(ExampleKind.BAD)
        for finding in findings(example.text, example, language)
        if finding.rule == rule.id
    ]
    seen = {
        "message": [finding.message for finding in found],
        "related": [place.message for finding in found for place in finding.related],
        "repair": [finding.repair or "" for finding in found],
    }
    words = {"message": rule.messages, "related": rule.related, "repair": rule.repairs}
    unseen = [
        f"{kind}.{variant}"
        for kind, variants in words.items()
        for variant, templates in variants.items()
        if not any(is_worded_by(text, templates[language]) for text in seen[kind])
    ]
    assert not unseen, f"no bad example shows {', '.join(unseen)}"


def test_the_generated_docs_and_the_tables_of_the_readmes_are_current() -> None:
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
