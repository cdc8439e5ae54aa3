"""Output formats, one module each: `render` turns the reports of a run into lines.

A line is a sequence of segments, text with the name of a style, so that a pipe gets the plain
text and a terminal the same text in colour.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport

Format: TypeAlias = Literal[
    "full",
    "concise",
    "json",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "agent",
    "markdown",
]
FORMATS: tuple[str, ...] = get_args(Format)
_MODULES = {"json": "json_report", "markdown": "job_summary"}

# A text and its style: "" (plain), "strong", "faint", or the name of a severity.
Segment: TypeAlias = tuple[str, str]
Line: TypeAlias = tuple[Segment, ...]

# Pieces of lines that are joined for one write: so few that their text takes little room.
_JOINED = 3000


@record
class View:
    """How to show a run. `width` is in terminal cells; `language` is that of the summary.

    `problems` are what went wrong outside of any file: they are told in the reports for programs.
    `older` and `known` count the findings that are not reported since they are older than the
    changes, or known to a baseline; None where there are no changes or no baseline to compare.
    """

    language: str = "en"
    width: int = 80
    shows_folded: bool = False
    has_summary: bool = True
    problems: tuple[str, ...] = ()
    older: int | None = None
    known: int | None = None

    def shown(self, report: FileReport) -> list[Finding]:
        """Return the findings of a file that are shown."""
        return [f for f in report.findings if self.shows_folded or f.cause is None]


def render(output_format: str, reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield the lines of a run in one of FORMATS (or as "statistics")."""
    name = _MODULES.get(output_format, output_format)
    lines: Iterator[Line] = import_module(f"kouetsu.reports.{name}").render(reports, view)
    return lines


@record
class Writer:
    """Writes of one file at a time in the format "full", as plain text.

    So the process that linted the file can do it, and what it wrote can be kept.
    """

    view: View

    @property
    def name(self) -> str:
        """All of the view that the text on a file depends on, beside the file."""
        return f"{self.view.width} {self.view.shows_folded}"

    def __call__(self, report: FileReport) -> str:
        """Return the lines on a file, without the last line end.

        It is empty where that takes other files, or where there are no lines.
        """
        related = (each for finding in report.findings for each in finding.related)
        if report.source is None or any(each.path is not None for each in related):
            return ""
        from kouetsu.reports import full  # loaded where it is asked for, as all formats

        own = {report.path: report.source}
        return "".join(texts(full.of_file(report, own, self.view))).removesuffix("\n")


def plain(line: Line) -> str:
    """Return the text of a line without its styles."""
    return "".join([text for text, _ in line])


def texts(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the text of lines without their styles, each with its line end, many at once."""
    pieces: list[str] = []
    for line in lines:
        for text, _ in line:
            pieces.append(text)
        pieces.append("\n")
        if len(pieces) >= _JOINED:
            yield "".join(pieces)
            pieces.clear()
    yield "".join(pieces)
