"""JUnit's XML: a test suite for each file, in it a test case for each finding.

Jenkins and GitLab keep one failure of a test case, so no two findings share one; a file without
findings has one case, which passes. Only elements of Jenkins' schema of the format are used:
https://github.com/jenkinsci/xunit-plugin (junit-10.xsd).
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kouetsu.records import record
from kouetsu.reports.documents import located, sources, worded
from kouetsu.reports.xml_text import DECLARATION, empty, filled, opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.article.source import Source
    from kouetsu.finding import Finding
    from kouetsu.linter import EngineError, FileReport
    from kouetsu.reports import Line, View


@record
class _Case:
    """A test case. `outcome` is the element that says what is wrong, None where nothing is."""

    name: str
    outcome: str | None = None


@record
class _Suite:
    """The test cases of a file: what could not be done, then what was found."""

    path: str
    errors: tuple[_Case, ...] = ()
    failures: tuple[_Case, ...] = ()

    @property
    def cases(self) -> tuple[_Case, ...]:
        return (*self.errors, *self.failures) or (_Case("kouetsu"),)


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield one XML document, a line of it at a time."""
    texts = sources(reports)
    suites = [_suite(report, view.shown(report), texts) for report in reports]
    if view.problems:
        problems = tuple(_Case("kouetsu", _error(problem)) for problem in view.problems)
        suites.insert(0, _Suite("kouetsu", problems))
    for line in (
        DECLARATION,
        opening("testsuites", {"name": "kouetsu", **_counts(suites)}),
        *(f"  {line}" for suite in suites for line in _lines(suite)),
        "</testsuites>",
    ):
        yield ((line, ""),)


def _suite(report: FileReport, findings: Sequence[Finding], texts: Mapping[str, Source]) -> _Suite:
    return _Suite(
        located(report.path),
        tuple(_of_error(error) for error in report.errors),
        tuple(_of_finding(finding, texts, report.path) for finding in findings),
    )


def _of_error(error: EngineError) -> _Case:
    return _Case(error.rule or "kouetsu", _error(error.message))


def _error(message: str) -> str:
    return empty("error", {"type": "error", "message": message})


def _of_finding(finding: Finding, texts: Mapping[str, Source], path: str) -> _Case:
    place = texts[path].position(finding.span.start)
    lines = [f"{located(path)}:{place.line}:{place.column}", finding.message]
    if finding.repair:
        lines.append(finding.repair)
    for related in finding.related:
        other = related.path or path
        start = texts[other].position(related.span.start)
        lines.append(f"{located(other)}:{start.line}:{start.column} {related.message}")
    attributes = {"type": finding.severity.value, "message": worded(finding)}
    outcome = filled("failure", attributes, "\n".join(lines))
    return _Case(f"{finding.rule} {place.line}:{place.column}", outcome)


def _counts(suites: Sequence[_Suite]) -> dict[str, int]:
    return {
        "tests": sum(len(suite.cases) for suite in suites),
        "failures": sum(len(suite.failures) for suite in suites),
        "errors": sum(len(suite.errors) for suite in suites),
        "time": 0,
    }


def _lines(suite: _Suite) -> Iterator[str]:
    yield opening("testsuite", {"name": suite.path, **_counts([suite])})
    # What follows the last dot would be taken for the name of a class.
    name = suite.path.removesuffix(PurePosixPath(suite.path).suffix)
    for case in suite.cases:
        attributes = {"name": case.name, "classname": name, "time": 0}
        if case.outcome is None:
            yield f"  {empty('testcase', attributes)}"
        else:
            yield f"  {opening('testcase', attributes)}"
            yield f"    {case.outcome}"
            yield "  </testcase>"
    yield "</testsuite>"
