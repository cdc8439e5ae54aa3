"""`kouetsu rule`: what a rule looks for, why, and how to repair it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kouetsu import catalogue, rule_pages
from kouetsu.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kouetsu.catalogue import Rule

_LABELS = {
    "ja": {
        "family": "分類",
        "severity": "重大度",
        "fix": "自動修正",
        "languages": "対象言語",
        "message": "メッセージ",
        "options": "オプション",
    },
    "en": {
        "family": "family",
        "severity": "severity",
        "fix": "fix",
        "languages": "languages",
        "message": "message",
        "options": "options",
    },
}


def rule_command(name: str | None, all_rules: bool, output_format: str, language: str) -> int:
    """Print the page of a rule, or a line for each rule of a family or of all; "text" or "json".

    Return 0, or 2 when there is no such rule.
    """
    try:
        rules = catalogue.load()
    except catalogue.RuleFileError as error:
        return output.fail(str(error))
    chosen = list(rules.values()) if all_rules or name is None else _chosen(rules, name)
    if not chosen:
        return output.fail(_unknown(rules, str(name)))
    if output_format == "json":
        data = {"version": 1, "rules": [catalogue.as_data(rule) for rule in chosen]}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    elif name in rules and not all_rules:
        print(_page(chosen[0], language))
    else:
        print("\n".join(_lines(chosen, language)))
    return 0


def _chosen(rules: Mapping[str, Rule], name: str) -> list[Rule]:
    return [rule for rule in rules.values() if name in (rule.id, rule.family)]


def _unknown(rules: Mapping[str, Rule], name: str) -> str:
    near = catalogue.nearest(name, [*rules, *catalogue.families(rules)])
    hint = f"did you mean {' or '.join(near)}?" if near else "`kouetsu rule --all` lists them"
    return f"there is no rule “{name}”; {hint}"


def _lines(rules: Iterable[Rule], language: str) -> list[str]:
    listed = list(rules)
    width = max(len(rule.id) for rule in listed)
    return [
        f"{rule.id:{width}}  {rule.severity.value:7}  {rule_pages.summary(rule.page, language)}"
        for rule in listed
    ]


def _page(rule: Rule, language: str) -> str:
    facts = {
        "family": rule.family,
        "severity": rule.severity.value,
        "fix": rule.fix.value,
        "languages": ", ".join(rule.languages),
        "message": " / ".join(words[language] for words in rule.messages.values()),
    }
    lines = [f"- {_LABELS[language][key]}: {value}" for key, value in facts.items()]
    if rule.options:
        lines.append(f"- {_LABELS[language]['options']}:")
        for option, default in rule.options.items():
            lines.append(f"    - {option} = {json.dumps(default, ensure_ascii=False)}")
    page = rule_pages.translated(rule.page, language)
    return "\n\n".join([f"# {rule.title} ({rule.id})", "\n".join(lines), page])
