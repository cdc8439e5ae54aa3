"""Reading rule files: one Markdown file is one rule; the head says what, the body documents it.

Runs when the package is built and in a checkout whose rules changed, never at a normal start.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml
from frontmatter.default_handlers import YAMLHandler

from kouetsu import rule_pages
from kouetsu.catalogue import FixKind, Rule, RuleFileError
from kouetsu.finding import Severity
from kouetsu.patterns import compiled
from kouetsu.records import record
from kouetsu.rule_heads import KEYS, Head

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = ("What", "Why", "Repair", "Measured", "Examples")

_KEBAB = compiled(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HEAD = compiled(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_TOP_LEVEL_KEY = compiled(r"^['\"]?([\w-]+)['\"]?[ \t]*:", re.MULTILINE)
_TITLE = compiled(r"# (.+) \(([^()]+)\)")


@record
class RuleFile:
    """A rule and where it was read. `page_line` is the 1-based line at which the page begins."""

    path: Path
    rule: Rule
    page_line: int


def read_folder(folder: Path) -> tuple[RuleFile, ...]:
    """Read every <family>/<rule-id>.md, in the order family, id; raises RuleFileError."""
    files: dict[str, RuleFile] = {}
    for path in paths(folder):
        if (first := files.get(path.stem)) is not None:
            raise RuleFileError(path, 1, f"the id {path.stem} is taken by {first.path}")
        files[path.stem] = read(path)
    return tuple(files.values())


def paths(folder: Path) -> list[Path]:
    """Return the rule files of a rules/ folder, in the order family, id."""
    return sorted(folder.glob("*/*.md"), key=lambda path: (path.parent.name, path.stem))


def read(path: Path) -> RuleFile:
    """Read one rule file; raises RuleFileError with file, line and what would be valid."""
    text = path.read_text(encoding="utf-8").rstrip()
    if not _KEBAB.fullmatch(path.stem):
        raise RuleFileError(
            path, 1, f"“{path.stem}” is no rule id; valid: small-letters-and-dashes"
        )
    head, body = _split(path, text)
    head.check_keys()
    title, page = _title(path, body, _line(text, len(text) - len(body)))
    page_line = _line(text, len(text) - len(page))
    _check_sections(path, page, page_line)
    messages = head.variants("message")
    rule = Rule(
        id=path.stem,
        family=path.parent.name,
        check=head.name("check"),
        severity=head.choice("severity", Severity),
        languages=head.languages(),
        fix=head.choice("fix", FixKind),
        options=head.options(),
        messages=messages,
        repairs=head.repairs(messages),
        related=head.variants("related"),
        title=title,
        page=page + "\n",
    )
    return RuleFile(path, rule, page_line)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _split(path: Path, text: str) -> tuple[Head, str]:
    handler = YAMLHandler()
    parts = handler.split(text) if _HEAD.match(text) else None
    if parts is None:
        problem = "a rule file begins with a head of YAML between two lines “---”"
        raise RuleFileError(path, 1, problem)
    yaml_text, body = parts
    start = text.index(yaml_text)  # behind the first fence, on the fence's own line
    try:
        values = handler.load(yaml_text)
    except yaml.MarkedYAMLError as error:
        line = _line(text, start) + (error.problem_mark.line if error.problem_mark else 0)
        problem = f"the head is no valid YAML: {error.problem}; a text with “: ” stands in quotes"
        raise RuleFileError(path, line, problem) from None
    if not isinstance(values, dict):
        raise RuleFileError(path, 1, f"the head is no map; valid keys: {', '.join(KEYS)}")
    lines: dict[str, int] = {}
    for match in _TOP_LEVEL_KEY.finditer(text, start, start + len(yaml_text)):
        if match[1] in lines:
            problem = f"the key “{match[1]}” stands twice"
            raise RuleFileError(path, _line(text, match.start()), problem)
        lines[match[1]] = _line(text, match.start())
    return Head(path, values, lines), body.lstrip()


def _title(path: Path, body: str, line: int) -> tuple[str, str]:
    first, _, page = body.partition("\n")
    match = _TITLE.fullmatch(first.rstrip())
    if match is None or match[2] != path.stem:
        problem = f"the body begins with “{first}”; valid: “# name in Japanese ({path.stem})”"
        raise RuleFileError(path, line, problem)
    return match[1], page.lstrip("\n")


def _check_sections(path: Path, page: str, page_line: int) -> None:
    found = rule_pages.sections(page)
    for name in SECTIONS:
        if name not in found:
            needed = ", ".join(SECTIONS)
            problem = f"the section “## {name}” is missing; every rule has {needed}"
            raise RuleFileError(path, page_line, problem)
