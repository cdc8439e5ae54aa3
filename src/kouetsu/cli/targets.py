"""Where the reports of a run go: stdout or --output-file, and the files of --report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import reports
from kouetsu.cli import output
from kouetsu.cli.articles import MisuseError
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kouetsu.linter import FileReport
    from kouetsu.reports import View


@record
class Target:
    """One report: `path` None is stdout, `option` is the one that asked for it."""

    output_format: str
    path: Path | None
    option: str = "--output-file"


def further(values: Iterable[str]) -> list[Target]:
    """Read the values of --report, FORMAT=FILE; raises MisuseError."""
    return [_further(value) for value in values]


def refuse_articles(targets: Iterable[Target], files: Iterable[Path]) -> None:
    """Raise MisuseError where a report would be written over an article."""
    written = [(target, target.path.resolve()) for target in targets if target.path is not None]
    articles = {path.resolve() for path in files} if written else set()
    for target, path in written:
        if path in articles:
            problem = "this is one of the articles; left as it is"
            raise MisuseError(f"{target.option} {target.path}: {problem}")


def write(targets: Iterable[Target], run: Sequence[FileReport], view: View) -> bool:
    """Write every report; say whether all could be written. What could not is told on stderr."""
    is_complete = True
    for target in targets:
        lines = reports.render(target.output_format, run, view)
        if target.path is None:
            output.write(lines)
            continue
        try:
            output.write_file(target.path, lines)
        except OSError as error:
            output.fail(f"{target.option} {target.path}: {error.strerror or error}")
            is_complete = False
    return is_complete


def _further(value: str) -> Target:
    output_format, equals, name = value.partition("=")
    if not equals or not name:
        raise MisuseError(f"--report {value}: write FORMAT=FILE, such as sarif=kouetsu.sarif")
    if output_format not in reports.FORMATS:
        known = ", ".join(reports.FORMATS)
        raise MisuseError(f"--report {value}: there is no format “{output_format}” ({known})")
    return Target(output_format, Path(name), "--report")
