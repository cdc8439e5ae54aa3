"""SARIF 2.1.0, the format of code scanning.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Lines and columns are 1-based,
offsets 0-based; columns and offsets count code points of the text without a byte order mark; ends
are exclusive. Of the rules, those that found something are described.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kouetsu import __version__
from kouetsu.reports.documents import (
    STDIN,
    below,
    json_lines,
    problems,
    rules,
    shown,
    sources,
    worded,
)
from kouetsu.reports.sarif_rules import LEVELS, descriptor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article.source import Source, Span
    from kouetsu.catalogue import Rule
    from kouetsu.finding import Finding, Fix
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View
    from kouetsu.reports.documents import Problem

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_LINK_TEXT = str.maketrans({character: f"\\{character}" for character in "\\[]"})
_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield one JSON document, a line of it at a time."""
    yield from lines(reports, view, rules(reports))


def lines(
    reports: Sequence[FileReport], view: View, catalogue: Mapping[str, Rule]
) -> Iterator[Line]:
    """Yield the log of a run with the pages of the rules in the catalogue."""
    yield from json_lines(_log(reports, view, catalogue))


def _log(
    reports: Sequence[FileReport], view: View, catalogue: Mapping[str, Rule]
) -> dict[str, object]:
    """Return the log of a run; paths are told from the working folder, where they are inside it."""
    found = list(shown(reports, view))
    names = list(dict.fromkeys(finding.rule for _, _, finding in found))
    texts = sources(reports)
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kouetsu",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [
                            descriptor(name, catalogue.get(name), view.language) for name in names
                        ],
                    }
                },
                "invocations": [_invocation(problems(reports, view))],
                "originalUriBaseIds": {_ROOT: {"uri": f"{Path.cwd().as_uri().rstrip('/')}/"}},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\r", "\n"],
                "results": [
                    _result(finding, names.index(finding.rule), report, texts)
                    for report, _, finding in found
                ],
            }
        ],
    }


def _invocation(problems: Sequence[Problem]) -> dict[str, object]:
    notifications = []
    for problem in problems:
        notification: dict[str, object] = {"level": "error", "message": _message(problem.message)}
        if problem.path is not None:
            physical = {"artifactLocation": _artifact(problem.path)}
            notification["locations"] = [{"physicalLocation": physical}]
        if problem.rule is not None:
            notification["associatedRule"] = {"id": problem.rule}
        notifications.append(notification)
    return {
        "executionSuccessful": not notifications,
        "toolExecutionNotifications": notifications,
    }


def _result(
    finding: Finding, index: int, report: FileReport, texts: Mapping[str, Source]
) -> dict[str, object]:
    source = texts[report.path]
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": _message(worded(finding), [each.message for each in finding.related]),
        "locations": [_location(source, finding.span, report.contexts.get(finding.fingerprint))],
        "partialFingerprints": {"kouetsu/v1": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(texts[related.path or report.path], related.span),
                "message": _message(related.message),
            }
            for number, related in enumerate(finding.related, 1)
        ]
    if finding.fix is not None:
        result["fixes"] = [_fix(source, finding.fix, finding.repair or finding.message)]
    if finding.cause is not None:
        result["properties"] = {"cause": finding.cause}
    return result


def _message(text: str, links: Sequence[str] = ()) -> dict[str, str]:
    """Return a message; the links at its end lead to the related locations 1, 2, and so on."""
    linked = [f"[{link.translate(_LINK_TEXT)}]({number})" for number, link in enumerate(links, 1)]
    # §3.11.5: a brace that stands for itself is doubled.
    return {"text": " — ".join([text, *linked]).translate(_BRACES)}


def _location(source: Source, span: Span, context: Span | None = None) -> dict[str, object]:
    physical = {"artifactLocation": _artifact(source.path), "region": _excerpt(source, span)}
    # §3.29.5: what surrounds a place must be more than the place itself.
    if context is not None and context != span:
        physical["contextRegion"] = _excerpt(source, context)
    return {"physicalLocation": physical}


def _artifact(path: str) -> dict[str, object]:
    if path == STDIN:
        return {"uri": STDIN, "description": {"text": "standard input"}}
    inner = below(path, str(Path.cwd()))
    if inner is None:
        return {"uri": Path(os.path.abspath(path)).as_uri()}  # noqa: PTH100 - links stay as named
    return {"uri": quote(os.fsencode(inner)), "uriBaseId": _ROOT}


def _excerpt(source: Source, span: Span) -> dict[str, object]:
    return {**_region(source, span), "snippet": {"text": source.slice(span)}}


def _region(source: Source, span: Span) -> dict[str, object]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": len(span),
    }


def _fix(source: Source, fix: Fix, description: str) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": _region(source, edit.span),
            "insertedContent": {"text": edit.replacement},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(source.path), "replacements": replacements}
    return {
        "description": _message(description),
        "artifactChanges": [change],
        "properties": {"applicability": fix.applicability.value},
    }
