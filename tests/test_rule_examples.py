"""Every example of every rule, linted."""

from __future__ import annotations

import pytest

from kouetsu.rule_examples import ExampleKind
from rule_cases import Case, cases, findings, is_worded_by, listed, mark, repaired


@pytest.mark.parametrize("case", cases(ExampleKind.BAD), ids=str)
def test_a_bad_example_is_reported_exactly_at_its_marks(case: Case) -> None:
    example, rule = case.example, case.file.rule
    every = findings(example.text, example)
    found = [finding for finding in every if finding.rule == rule.id]
    assert [finding.span for finding in found] == list(example.spans), (
        f"{case}: {rule.id} must report the marked places and no other\n"
        f"--- expected\n{mark(example.text, example.spans)}"
        f"--- found\n{mark(example.text, [finding.span for finding in found])}"
        f"--- all findings\n{listed(every, example.text)}"
    )
    variants = example.attributes.get("messages")
    for finding, variant in zip(found, variants.split(",") if variants else (), strict=False):
        assert is_worded_by(finding.message, rule.messages[variant]["ja"]), (
            f"{case}: the message is not the variant “{variant}”: {finding.message}"
        )


@pytest.mark.parametrize("case", cases(ExampleKind.GOOD), ids=str)
def test_a_good_example_is_silent_for_every_rule(case: Case) -> None:
    text = case.example.text
    found = findings(text, case.example)
    assert not found, (
        f"{case}: a good example must have no finding\n"
        f"{mark(text, [finding.span for finding in found])}"
        f"--- findings\n{listed(found, text)}"
    )


@pytest.mark.parametrize("case", cases(ExampleKind.FIXED), ids=str)
def test_a_fixed_example_is_what_the_fixes_make_of_the_bad_one(case: Case) -> None:
    assert case.bad is not None
    rule, text = case.file.rule, case.bad.text
    found = [finding for finding in findings(text, case.bad) if finding.rule == rule.id]
    fixes = [finding.fix for finding in found if finding.fix is not None]
    assert {fix.applicability.value for fix in fixes} == {rule.fix.value}, (
        f"{case}: the rule promises fixes that are {rule.fix.value}\n{listed(found, text)}"
    )
    assert repaired(text, found) == case.example.text, (
        f"{case}: the fixes of {rule.id} give another text\n"
        f"--- expected\n{case.example.text}--- given\n{repaired(text, found)}"
    )


@pytest.mark.parametrize("case", cases(ExampleKind.FIXED), ids=str)
def test_a_fixed_example_is_silent_for_its_rule(case: Case) -> None:
    text = case.example.text
    found = [f for f in findings(text, case.example) if f.rule == case.file.rule.id]
    assert not found, f"{case}: still found after the fix\n{listed(found, text)}"
