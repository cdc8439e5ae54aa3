"""The rules of this checkout with their examples, and how a test lints an example."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from kouetsu import rule_files
from kouetsu.article import Article, Flavour, Profile
from kouetsu.article.source import from_bytes, from_text
from kouetsu.catalogue import RuleFileError
from kouetsu.config import ActiveRule, Settings
from kouetsu.linter import lint
from kouetsu.rule_examples import Example, ExampleKind, read_examples
from kouetsu.sites.detection import Generator, Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kouetsu.article.source import Span
    from kouetsu.catalogue import Rule
    from kouetsu.finding import Finding
    from kouetsu.rule_files import RuleFile

ROOT = Path(__file__).parent.parent
PATHS = rule_files.paths(ROOT / "rules")


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule; `bad` is the example that a fixed one repairs."""

    file: RuleFile
    example: Example
    bad: Example | None

    def __str__(self) -> str:
        return f"{self.file.path.relative_to(ROOT)}:{self.example.line}"


@dataclass(frozen=True, slots=True)
class Documented:
    """A rule file with its examples."""

    file: RuleFile
    examples: tuple[Example, ...]

    def __str__(self) -> str:
        return self.file.rule.id

    def of(self, kind: ExampleKind) -> list[Example]:
        return [example for example in self.examples if example.kind is kind]


@cache
def readable() -> tuple[Documented, ...]:
    """Return the rule files that can be read; each other one fails in a test of its own."""
    return tuple(read for path in PATHS if (read := _try_to_read(path)) is not None)


def _try_to_read(path: Path) -> Documented | None:
    try:
        file = rule_files.read(path)
        return Documented(file, read_examples(file))
    except RuleFileError:
        return None


def cases(kind: ExampleKind) -> list[Case]:
    """Return all examples of a kind; their order is that of the files."""
    return [
        Case(rule.file, example, rule.examples[index - 1] if kind is ExampleKind.FIXED else None)
        for rule in readable()
        for index, example in enumerate(rule.examples)
        if example.kind is kind
    ]


def findings(text: str, example: Example, language: str = "ja") -> list[Finding]:
    """Lint a text as the example asks for, with every rule on, those of severity info included."""
    flavour = Flavour(example.attributes.get("flavour", Flavour.COMMONMARK.value))
    every = [documented.file.rule for documented in readable()]
    rules = tuple(ActiveRule(rule, rule.severity, _options(rule, example)) for rule in every)
    generator = Generator(example.attributes.get("generator", Generator.NONE.value))
    profile = Profile(flavour=flavour, site=Site(generator, flavour))
    settings = Settings(profile, language, rules)
    path, codec = example.attributes.get("path", "example.md"), example.attributes.get("codec")
    source = from_bytes(text.encode(codec), path) if codec else from_text(text, path)
    return lint(Article(source, settings.profile), settings)


def _options(rule: Rule, example: Example) -> Mapping[str, object]:
    """Return a rule's defaults, with the dictionary that an example names."""
    named = example.attributes.get("dictionary")
    if named is None or "dictionaries" not in rule.options:
        return rule.options
    return {**rule.options, "dictionaries": [str(ROOT / named)]}


def repaired(text: str, found: Iterable[Finding]) -> str:
    """Apply the fixes of the findings, each edit once."""
    edits = {edit for finding in found if finding.fix for edit in finding.fix.edits}
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def mark(text: str, spans: Iterable[Span]) -> str:
    """Enclose the spans in ⟦ ⟧, as an example does."""
    marks = [(span.start, 1, "⟦") for span in spans] + [(span.end, 0, "⟧") for span in spans]
    for offset, _, character in sorted(marks, reverse=True):
        text = text[:offset] + character + text[offset:]
    return text


def listed(found: Iterable[Finding], text: str) -> str:
    """Describe findings for a failure message, one a line."""
    lines = [
        f"  {f.span.start}–{f.span.end} {f.rule} ({f.severity.value}): {f.message} "
        f"{text[f.span.start : f.span.end]!r}"
        for f in found
    ]
    return "\n".join(lines) or "  (nothing)"


def is_worded_by(message: str, template: str) -> bool:
    """Say whether a template can have given the message, whatever its values were."""
    parts = Formatter().parse(template)
    pattern = "".join(
        re.escape(literal) + ("" if field is None else ".*") for literal, field, _, _ in parts
    )
    return re.fullmatch(pattern, message, re.DOTALL) is not None
