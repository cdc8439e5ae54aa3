"""Other people's cases: the tests of textlint's Japanese rules, where they lie beside the checkout.

Nothing of them is copied here. A case is named by its rule, what is expected of it, and its number
among the cases of that rule and expectation, in the order of the file.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from kouetsu.article import Article, Profile
from kouetsu.article.source import from_text
from kouetsu.catalogue import load
from kouetsu.config import ActiveRule, Settings
from kouetsu.finding import Severity
from kouetsu.linter import lint

FILE = Path(__file__).parents[2] / "shared" / "gold" / "textlint-cases.jsonl"

pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="the cases do not lie beside this checkout: ../shared/gold"
)

# Texts that textlint passes and one rule of ours does not, with the reason.
CUT = (
    "truncated-sentence",
    "a phrase that stops in mid-sentence: sound as the sample of another rule, but as a whole "
    "article, which every file is taken for, it is cut off",
)
DIFFERENCES = {
    "max-ten ok 1": CUT,
    "max-ten ok 8": CUT,
    "no-doubled-joshi ok 8": CUT,
    "no-doubled-joshi ok 15": CUT,
    "no-synonyms ok 2": CUT,
    "prefer-tari-tari ok 1": CUT,
    "preset-JTF-style/2.2.2 ok 15": CUT,
    "preset-JTF-style/2.2.2 ok 17": CUT,
    "preset-JTF-style/2.2.2 ok 18": CUT,
    "preset-JTF-style/2.2.2 ok 27": CUT,
    "preset-JTF-style/prh ok 3": CUT,
}

# What we make of the texts that three of textlint's rules report: the rule of ours that reports
# them too, or why we leave them alone.
CAUGHT = {
    "ja-no-successive-word error 1": "stutter",
    "ja-no-successive-word error 2": "stutter",
    "no-doubled-joshi error 13": "stutter",
}
TOPICS = "two topics apart from each other: odd style, but grammar allows it (象は鼻は…)"
MEANS = "two で apart from each other, of cause, place, means or manner: style, and often the best"
BRACKETS = (
    "people close a full-width bracket with a half-width one: unclosed-pair takes both as one"
)
LEFT = {
    "ja-no-successive-word error 3": "an onomatopoeia, which the case forbids by an option",
    "ja-no-successive-word error 4": "a drawing made of characters",
    "no-doubled-joshi error 1": TOPICS,
    "no-doubled-joshi error 2": TOPICS,
    "no-doubled-joshi error 3": MEANS,
    "no-doubled-joshi error 4": MEANS,
    "no-doubled-joshi error 5": MEANS,
    "no-doubled-joshi error 6": MEANS,
    "no-doubled-joshi error 7": MEANS,
    "no-doubled-joshi error 8": MEANS,
    "no-doubled-joshi error 9": MEANS,
    "no-doubled-joshi error 10": "の joins nouns as often as it is needed",
    "no-doubled-joshi error 11": TOPICS,
    "no-doubled-joshi error 12": TOPICS,
    "no-doubled-joshi error 14": "each は has a clause of its own; only a comma is missing",
    "no-doubled-joshi error 15": "two sentences, which the case joins by an option",
    "no-doubled-joshi error 16": "two clauses, which the case joins by an option",
    "no-unmatched-pair error 1": BRACKETS,
    "no-unmatched-pair error 2": "straight quotation marks are no pairs: inches, feet, omission",
    "no-unmatched-pair error 3": BRACKETS,
    "no-unmatched-pair error 4": BRACKETS,
    "no-unmatched-pair error 5": BRACKETS,
    "no-unmatched-pair error 6": "guillemets belong to French, which we do not read",
    "no-unmatched-pair error 7": "guillemets belong to French, which we do not read",
}
COMPARED = ("ja-no-successive-word", "no-doubled-joshi", "no-unmatched-pair")


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its name, what is expected of it, and its text in a file of some kind."""

    name: str
    kind: str
    text: str
    suffix: str

    def __str__(self) -> str:
        return self.name


def read() -> list[Case]:
    numbers: Counter[str] = Counter()
    cases: list[Case] = []
    for line in FILE.read_text("utf-8").splitlines() if FILE.is_file() else ():
        row = json.loads(line)
        kind = f"{row['rule']} {row['expect']}"
        numbers[kind] += 1
        cases.append(Case(f"{kind} {numbers[kind]}", kind, row["text"], row.get("ext", ".md")))
    return cases


CASES = read()


def errors(case: Case) -> set[str]:
    """Return the rules of ours that find an error in the text of a case."""
    rules = tuple(ActiveRule(rule, rule.severity, rule.options) for rule in load().values())
    article = Article(from_text(case.text, f"case{case.suffix}"))
    found = lint(article, Settings(Profile(), "en", rules))
    return {finding.rule for finding in found if finding.severity is Severity.ERROR}


def test_sound_texts_have_no_error_but_the_listed_ones() -> None:
    sound = [case for case in CASES if case.kind.endswith(" ok")]
    unexpected = {case.name: found for case in sound if (found := errors(case))}
    assert unexpected == {name: {rule} for name, (rule, _) in DIFFERENCES.items()}


@pytest.mark.parametrize("rule", COMPARED)
def test_every_case_of_the_compared_rules_is_judged(rule: str) -> None:
    names = {case.name for case in CASES if case.kind == f"{rule} error"}
    judged = {name for name in (*CAUGHT, *LEFT) if name.startswith(f"{rule} ")}
    assert names == judged


def test_the_cases_that_we_catch_are_caught() -> None:
    found = {case.name: errors(case) for case in CASES if case.name in CAUGHT}
    assert found == {name: {rule} for name, rule in CAUGHT.items()}


def test_the_cases_that_we_leave_alone_have_no_error() -> None:
    found = {case.name: errors(case) for case in CASES if case.name in LEFT}
    assert found == {name: set() for name in LEFT}
