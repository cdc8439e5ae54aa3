"""GitLab's Code Quality report: a JSON list of what was found.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. What belongs to no
file has no place in it; stderr and the exit code tell of that. Columns are 1-based and count code
points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.digests import sha256
from kouetsu.finding import Severity
from kouetsu.reports.documents import (
    json_lines,
    last_line,
    located,
    problems,
    shown,
    worded,
    worded_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article.source import Source
    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View
    from kouetsu.reports.documents import Problem

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield one JSON document, a line of it at a time."""
    errors = (_error(each, each.path) for each in problems(reports, view) if each.path is not None)
    found = (_found(source, finding) for _, source, finding in shown(reports, view))
    yield from json_lines([*errors, *found])


def _error(problem: Problem, path: str) -> dict[str, object]:
    message = worded_problem(problem)
    return {
        "description": message,
        "check_name": "kouetsu",
        "fingerprint": _digest(path, message),
        "severity": "blocker",
        "location": {"path": located(path), "lines": {"begin": 1}},
    }


def _found(source: Source, finding: Finding) -> dict[str, object]:
    start, end = source.position(finding.span.start), source.position(finding.span.end)
    return {
        "description": worded(finding),
        "check_name": finding.rule,
        "fingerprint": _digest(source.path, finding.fingerprint),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": located(source.path),
            "lines": {"begin": start.line, "end": last_line(source, finding.span)},
            "positions": {
                "begin": {"line": start.line, "column": start.column},
                "end": {"line": end.line, "column": end.column},
            },
        },
    }


def _digest(path: str, name: str) -> str:
    """Return a fingerprint that differs from file to file: GitLab merges those that are alike."""
    facts = f"{located(path)}\0{name}"
    return sha256(facts)
