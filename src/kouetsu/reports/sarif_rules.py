"""The rules of a SARIF log: each with its page, so that a viewer can show why it was broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu import rule_pages
from kouetsu.finding import Severity

if TYPE_CHECKING:
    from kouetsu.catalogue import Rule

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

# What GitHub shows of a description at most, in code points.
# https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
_LONGEST_DESCRIPTION = 1024
# Names of GitHub's. A rule is an error only with a measured precision of at least 95 %, and a
# warning only with 80 % (CONTRIBUTING.md).
_PRECISIONS = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def descriptor(name: str, rule: Rule | None, language: str) -> dict[str, object]:
    """Describe a rule in "ja" or "en"; None is a rule of which only the name is known."""
    if rule is None:
        # GitHub wants these of every rule, and refuses an empty text.
        text = {"text": name}
        return {"id": name, "shortDescription": text, "fullDescription": text, "help": text}
    sections = rule_pages.sections(rule.page)
    what, repair = (
        rule_pages.in_language(sections[heading].text, language) for heading in ("What", "Repair")
    )
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": _short(rule_pages.summary(rule.page, language))},
        "fullDescription": {"text": _short(what.split("\n\n", 1)[0])},
        "help": {"text": repair, "markdown": rule_pages.translated(rule.page, language)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family],
            "precision": _PRECISIONS[rule.severity],
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _short(text: str) -> str:
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return f"{text[: _LONGEST_DESCRIPTION - 1]}…"
