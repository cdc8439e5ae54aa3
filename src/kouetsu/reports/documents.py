"""What the reports for programs share: paths, places, edits, and what could not be done."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kouetsu import catalogue
from kouetsu.article.source import Source, Span
from kouetsu.finding import Edit
from kouetsu.records import record
from kouetsu.reports.json_text import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kouetsu.catalogue import Rule
    from kouetsu.finding import Finding, Fix
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View

# The path of a text from a pipe that was given no name.
STDIN = "-"


@record
class Problem:
    """Why kouetsu could not do its work. `path` and `rule` are None where there is none."""

    path: str | None
    rule: str | None
    message: str


def problems(reports: Sequence[FileReport], view: View) -> list[Problem]:
    """Return what could not be done, first what belongs to no file."""
    return [
        *(Problem(None, None, problem) for problem in view.problems),
        *(
            Problem(report.path, error.rule, error.message)
            for report in reports
            for error in report.errors
        ),
    ]


def sources(reports: Sequence[FileReport]) -> dict[str, Source]:
    """Return the texts that could be read, by path."""
    return {report.path: report.source for report in reports if report.source is not None}


def shown(
    reports: Sequence[FileReport], view: View
) -> Iterator[tuple[FileReport, Source, Finding]]:
    """Yield each finding that is shown, with its file's report and text."""
    for report in reports:
        if report.source is not None:
            for finding in view.shown(report):
                yield report, report.source, finding


def rules(reports: Sequence[FileReport]) -> Mapping[str, Rule]:
    """Return the catalogue; nothing where nothing was found, as after a rule file that is wrong."""
    return catalogue.load() if any(report.findings for report in reports) else {}


def worded(finding: Finding) -> str:
    """Return the message of a finding and what to do, on one line."""
    return " — ".join(filter(None, (finding.message, finding.repair)))


def worded_problem(problem: Problem) -> str:
    """Return what could not be done, with the rule that could not do it, on one line."""
    return f"{problem.rule}: {problem.message}" if problem.rule else problem.message


def below(path: str, folder: str) -> str | None:
    """Return `path` relative to an absolute folder, with forward slashes; None if not inside it.

    Programs find a file by its path from the top of the repository, where CI runs its commands.
    """
    try:
        inner = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return None
    return None if inner.split(os.sep, 1)[0] == os.pardir else inner.replace(os.sep, "/")


def located(path: str) -> str:
    """Return `path` as most formats want it: from the working folder where it is inside that."""
    if path == STDIN:
        return path
    return below(path, os.getcwd()) or path  # noqa: PTH109 - a string is all that is needed


def last_line(source: Source, span: Span) -> int:
    """Return the 1-based line of the last character of a span; a line end belongs to its line."""
    return source.line(max(span.start, span.end - 1))


def one_edit(source: Source, fix: Fix, *around: Span) -> Edit:
    """Return the edits of a fix as a single one, which may also take in the spans `around`."""
    spans = [*(edit.span for edit in fix.edits), *around]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    parts: list[str] = []
    offset = whole.start
    for edit in fix.edits:
        parts += (source.text[offset : edit.span.start], edit.replacement)
        offset = edit.span.end
    return Edit(whole, "".join([*parts, source.text[offset : whole.end]]))


def json_lines(document: object) -> Iterator[Line]:
    """Yield a JSON document, a line of it at a time."""
    for line in written(document).split("\n"):
        yield ((line, ""),)


def streamed_json_lines(
    document: Mapping[str, object], name: str, items: Iterable[object]
) -> Iterator[Line]:
    """Yield a JSON object whose array `name`, empty in `document` and not its last, has `items`.

    They are taken one by one, so that the findings of thousands of articles need no room; the lines
    of each are yielded as one.
    """
    empty = f'  "{name}": [],'
    for line in written(document).split("\n"):
        for text in [line] if line != empty else _filled(empty, items):
            yield ((text, ""),)


def _filled(empty: str, items: Iterable[object]) -> Iterator[str]:
    before = empty
    for item in items:
        yield empty.removesuffix("],") if before == empty else before
        before = f"    {written(item, '    ')},"
    if before == empty:
        yield empty
    else:
        yield before.removesuffix(",")
        yield "  ],"
