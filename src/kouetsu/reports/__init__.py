"""Output formats, one module each: `render` turns the reports of a run into lines.

A line is a sequence of segments, text with the name of a style, so that a pipe gets the plain
text and a terminal the same text in colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport

FORMATS = ("full", "concise", "json")

# "" is plain text; "error", "warning" and "info" are also the names of the severities.
STYLES = ("", "error", "warning", "info", "strong", "faint")

Segment: TypeAlias = tuple[str, str]
Line: TypeAlias = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How to show a run. `width` is in terminal cells; `language` is that of the summary.

    `problems` are what went wrong outside of any file: they are told in the reports for programs.
    """

    language: str = "en"
    width: int = 80
    shows_folded: bool = False
    has_summary: bool = True
    problems: tuple[str, ...] = ()

    def shown(self, report: FileReport) -> list[Finding]:
        """Return the findings of a file that are shown."""
        return [f for f in report.findings if self.shows_folded or f.cause is None]


def render(output_format: str, reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield the lines of a run in one of FORMATS (or as "statistics")."""
    name = "json_report" if output_format == "json" else output_format
    lines: Iterator[Line] = import_module(f"kouetsu.reports.{name}").render(reports, view)
    return lines


def plain(line: Line) -> str:
    """Return the text of a line without its styles."""
    return "".join(text for text, _ in line)
