"""The Python API: one function, and what it returns. All of it stands in `kouetsu` as well.

The names and the meaning of the fields are those of the JSON report, version 1: fields may be
added, none will change its meaning within a version.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import catalogue, linter
from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.config import CommandLine, ConfigError, Configurations
from kouetsu.finding import Applicability, Severity

if TYPE_CHECKING:
    from typing import Literal

    from kouetsu import finding as inner
    from kouetsu.article.source import Source, Span
    from kouetsu.config import FailOn
    from kouetsu.linter import FileReport

__all__ = [
    "Applicability",
    "ConfigError",
    "Edit",
    "Failure",
    "Finding",
    "Fix",
    "Place",
    "Related",
    "Report",
    "Severity",
    "check",
]

# What a text without a path is called on the command line as well.
_NAMELESS = Path("-")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text that was given to `check`.

    `start` and `end` are offsets in code points: `text[place.start : place.end]`, where `text` has
    no byte order mark. Lines and columns are 1-based, columns in code points. Ends are exclusive.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Edit(Place):
    """Replace the text of the place by `replacement`."""

    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together; they do not overlap and are in ascending order."""

    applicability: Applicability
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Related(Place):
    """Another place of the same text that a finding speaks of."""

    message: str


@dataclass(frozen=True, slots=True)
class Finding(Place):
    """What a rule reports on one place.

    `text` is the text of the place; `repair` says what to do, None where the message says it all.
    `cause` is the fingerprint of the finding that this one follows from: it is gone when that one
    is repaired. `fingerprint` names a finding without its position.
    """

    rule: str
    family: str
    severity: Severity
    text: str
    message: str
    repair: str | None
    related: tuple[Related, ...]
    fix: Fix | None
    cause: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why kouetsu could not do all of its work. `rule` is None where it was not one rule's."""

    message: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one text.

    `findings` are by position and include those that follow from others (with a `cause`). A run
    that has `errors` is not complete. `exit_code` is that of `kouetsu check`: 0, no finding at or
    above `fail_on` of the settings (by default: no error); 1, some; 2, there are `errors`.
    """

    findings: tuple[Finding, ...]
    errors: tuple[Failure, ...]
    exit_code: int

    @property
    def ok(self) -> bool:
        """Whether the text passes, that is, whether `kouetsu check` would end with 0."""
        return self.exit_code == 0


def check(
    text: str,
    path: str | Path | None = None,
    config: str | Path | None = None,
    *,
    message_language: Literal["ja", "en"] | None = None,
) -> Report:
    """Check one article, front matter included.

    `path` is where the text is or will be: the settings and the site generator are those of its
    folder (of the working directory where it is None), some rules read its name, and rules that
    look for other files of the site look from there. The file itself is not read and need not
    exist. `config` is a settings file that holds instead of the nearest one; a baseline is not
    asked. `message_language` goes before that of the settings.

    No network connection is opened, nothing is written, and nothing is kept between two calls but
    what every text has in common, so calls may run in several threads. Raises ConfigError for
    settings that cannot be used; what else goes wrong is in the report's `errors`.
    """
    flags = CommandLine(message_language=message_language)
    explicit = None if config is None else Path(config)
    configurations = Configurations(catalogue.load(), flags, explicit)
    place = _NAMELESS if path is None else Path(path)
    settings = configurations.settings_for(place)
    source = from_text(text, place.as_posix())
    report = linter.lint_article(Article(source, settings.profile), settings)
    return Report(
        tuple(_finding(source, each) for each in report.findings),
        tuple(Failure(error.message, error.rule) for error in report.errors),
        _exit_code(report, settings.fail_on),
    )


def _exit_code(report: FileReport, fail_on: FailOn) -> int:
    if report.errors:
        return 2
    return int(any(fail_on.is_failed_by(f.severity) for f in report.findings if f.cause is None))


def _finding(source: Source, finding: inner.Finding) -> Finding:
    return Finding(
        *_place(source, finding.span),
        rule=finding.rule,
        family=finding.family,
        severity=finding.severity,
        text=source.slice(finding.span),
        message=finding.message,
        repair=finding.repair,
        related=tuple(_related(source, each) for each in finding.related),
        fix=None if finding.fix is None else _fix(source, finding.fix),
        cause=finding.cause,
        fingerprint=finding.fingerprint,
    )


def _related(source: Source, related: inner.Related) -> Related:
    return Related(*_place(source, related.span), related.message)


def _fix(source: Source, fix: inner.Fix) -> Fix:
    edits = (Edit(*_place(source, edit.span), edit.replacement) for edit in fix.edits)
    return Fix(fix.applicability, tuple(edits))


def _place(source: Source, span: Span) -> tuple[int, int, int, int, int, int]:
    start, end = source.position(span.start), source.position(span.end)
    return span.start, span.end, start.line, start.column, end.line, end.column
