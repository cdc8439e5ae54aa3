"""Workflow commands, which GitHub Actions shows as annotations in a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands. Columns are
1-based and count code points.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.finding import Severity
from kouetsu.reports import summary
from kouetsu.reports.documents import (
    STDIN,
    last_line,
    located,
    problems,
    shown,
    worded,
    worded_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article.source import Source
    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# Of each command, GitHub shows this many of one step (and 50 of all steps of a job); the rest is
# in the log only: https://github.com/orgs/community/discussions/26680
_SHOWN = 10
_HIDDEN = {
    "ja": "GitHubが注釈に表示しない指摘: {counts}。すべてこのステップのログにあります",
    "en": "GitHub does not show these as annotations: {counts}; all are in the log of this step",
}
# The escapes of the runner; the percent sign comes first.
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_MESSAGES, ":": "%3A", ",": "%2C"}


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield a command for each error and finding, the gravest first, then the summary.

    What GitHub will hide is told before the notices, of which it would itself be the last.
    """
    lines: dict[Severity, list[str]] = {severity: [] for severity in Severity}
    for problem in problems(reports, view):
        properties = _file(problem.path) if problem.path else {}
        lines[Severity.ERROR].append(
            _command("error", {**properties, "title": "kouetsu"}, worded_problem(problem))
        )
    for _, source, finding in shown(reports, view):
        lines[finding.severity].append(_annotation(source, finding))
    hidden = _hidden(lines, view.language)
    ordered = [*lines[Severity.ERROR], *lines[Severity.WARNING], *hidden, *lines[Severity.INFO]]
    yield from (((line, ""),) for line in ordered)
    yield from summary.lines(reports, view)


def _annotation(source: Source, finding: Finding) -> str:
    span = finding.span
    start = source.position(span.start)
    properties = _file(source.path)
    if properties:
        last = last_line(source, span)
        properties |= {"line": start.line, "endLine": last}
        # GitHub takes columns only for a place within one line.
        if last == start.line:
            length = len(source.slice(span).rstrip("\r\n"))
            properties |= {"col": start.column, "endColumn": start.column + length}
    properties["title"] = f"kouetsu {finding.rule}"
    return _command(_COMMANDS[finding.severity], properties, worded(finding))


def _file(path: str) -> dict[str, object]:
    """Return the property that names a file; a text from a pipe has none."""
    return {} if path == STDIN else {"file": located(path)}


def _hidden(lines: Mapping[Severity, list[str]], language: str) -> list[str]:
    over = Counter({severity: max(0, len(each) - _SHOWN) for severity, each in lines.items()})
    if not over.total():
        return []
    # The notice that tells of this takes the place of another one.
    over[Severity.INFO] = max(0, len(lines[Severity.INFO]) + 1 - _SHOWN)
    counts = summary.counted(over, language)
    return [_command("notice", {"title": "kouetsu"}, _HIDDEN[language].format(counts=counts))]


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    told = ",".join(
        f"{key}={_escaped(str(value), _IN_PROPERTIES)}" for key, value in properties.items()
    )
    return f"::{name} {told}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return text.translate({ord(character): escape for character, escape in escapes.items()})
