"""The work of the MCP server's tools, apart from the protocol. Nothing here writes a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kouetsu import catalogue, rule_pages
from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.config import CommandLine, Configurations, locale_language
from kouetsu.finding import Severity
from kouetsu.linter import lint_article, lint_bytes
from kouetsu.quotes import shorten
from kouetsu.records import record
from kouetsu.repair.engine import encoded, repair_bytes
from kouetsu.reports import View
from kouetsu.reports.documents import STDIN, problems
from kouetsu.reports.json_report import finding_data
from kouetsu.reports.summary import totals
from kouetsu.servers.mcp_folder import ToolError, refuse_large

if TYPE_CHECKING:
    from kouetsu.article.source import Source
    from kouetsu.catalogue import Rule
    from kouetsu.config import Settings
    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport
    from kouetsu.servers.mcp_folder import Folder
    from kouetsu.servers.mcp_shapes import (
        Arguments,
        Asked,
        FileAsked,
        RuleAsked,
        RulesAsked,
        TextAsked,
    )

Result = dict[str, object]

# Code points of the text under a finding: a paragraph is whole, a copied half of a post is not.
LONGEST_TEXT = 1000


@record
class Desk:
    """Where the tools work. `language` is that of messages, None: by the settings."""

    folder: Folder
    language: str | None = None

    def settings(self, asked: Asked, name: str) -> Settings:
        """Return what is in force for a file, read anew; raises ConfigError."""
        flags = CommandLine(
            select=None if asked.select is None else tuple(asked.select),
            ignore=tuple(asked.ignore),
            message_language=asked.language or self.language,
        )
        configurations = Configurations(catalogue.load(), flags)
        return configurations.settings_for(self.folder.root / name)

    def language_of(self, asked: Arguments) -> str:
        """Return the language of a rule's words."""
        return asked.language or self.language or locale_language(os.environ)


def check_text(desk: Desk, asked: TextAsked) -> Result:
    """Lint a text as the content of the file that it will be."""
    name = _virtual_name(desk, asked)
    settings = desk.settings(asked, name)
    article = Article(from_text(asked.text, name), settings.profile)
    return _checked(lint_article(article, settings), asked)


def check_file(desk: Desk, asked: FileAsked) -> Result:
    """Lint an article of the folder."""
    name = desk.folder.name(asked.path)
    data = desk.folder.read(name)
    return _checked(lint_bytes(data, name, desk.settings(asked, name)), asked)


def fix_text(desk: Desk, asked: TextAsked) -> Result:
    """Make the safe repairs of a text, and lint what they leave."""
    name = _virtual_name(desk, asked)
    before = encoded(from_text(asked.text, name))
    repaired = repair_bytes(before, name, desk.settings(asked, name))
    return {
        "text": repaired.data.decode(),
        "is_changed": repaired.data != before,
        "repairs": dict(repaired.counts),
        **_checked(repaired.report, asked),
    }


def explain_rule(desk: Desk, asked: RuleAsked) -> Result:
    """Return all that is written about a rule."""
    rules = catalogue.load()
    if asked.rule not in rules:
        near = catalogue.nearest(asked.rule, rules)
        hint = f"did you mean {' or '.join(near)}?" if near else "list_rules names them all"
        raise ToolError(f"there is no rule “{asked.rule}”; {hint}")
    rule, language = rules[asked.rule], desk.language_of(asked)
    return {
        **_rule_line(rule, language),
        "options": dict(rule.options),
        "messages": [words[language] for words in rule.messages.values()],
        "page": rule_pages.translated(rule.page, language),
    }


def list_rules(desk: Desk, asked: RulesAsked) -> Result:
    """Return a line for each rule."""
    rules, language = catalogue.load(), desk.language_of(asked)
    families = catalogue.families(rules)
    if asked.family is not None and asked.family not in families:
        raise ToolError(f"there is no family “{asked.family}”; there are {', '.join(families)}")
    chosen = [rule for rule in rules.values() if asked.family in (None, rule.family)]
    return {"rules": [_rule_line(rule, language) for rule in chosen]}


def _virtual_name(desk: Desk, asked: TextAsked) -> str:
    """Return the name of a text that is sent; raises ToolError for a text that is too large."""
    refuse_large(len(asked.text.encode("utf-8", "replace")), "the text")
    return STDIN if asked.path is None else desk.folder.name(asked.path)


def _checked(report: FileReport, asked: Asked) -> Result:
    view = View(report.language, shows_folded=asked.include_folded)
    shown = view.shown(report)
    gravest = sorted(shown, key=lambda finding: finding.severity.rank)[: asked.limit]
    given = sorted(gravest, key=lambda finding: finding.span)
    return {
        "findings": [_finding(finding, report.source) for finding in given if report.source],
        "left_out": len(shown) - len(gravest),
        "errors": [
            {"path": problem.path, "rule": problem.rule, "message": problem.message}
            for problem in problems([report], view)
        ],
        "summary": _summary(report),
    }


def _finding(finding: Finding, source: Source) -> Result:
    data = finding_data(finding, {source.path: source}, source)
    text = source.slice(finding.span)
    if len(text) > LONGEST_TEXT:
        text = shorten(text, LONGEST_TEXT)
    return {**data, "text": text, "repair": finding.repair}


def _summary(report: FileReport) -> Result:
    counted = totals([report])
    return {
        **{severity.value: counted.by_severity[severity] for severity in Severity},
        "folded": counted.folded,
        "rules": dict(sorted(counted.by_rule.items())),
    }


def _rule_line(rule: Rule, language: str) -> Result:
    return {
        "id": rule.id,
        "family": rule.family,
        "severity": rule.severity.value,
        "fix": rule.fix.value,
        "languages": list(rule.languages),
        "title": rule.title,
        "summary": rule_pages.summary(rule.page, language),
    }
