"""`kouetsu check`: lint files and say what was found."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import catalogue, linter, reports
from kouetsu.cli import articles, output
from kouetsu.cli.articles import STDIN, MisuseError
from kouetsu.cli.progress import tracked
from kouetsu.config import CommandLine, ConfigError, Configurations, FailOn
from kouetsu.reports import View

if TYPE_CHECKING:
    from datetime import date

    from kouetsu.linter import FileReport


@dataclass(frozen=True, slots=True)
class CheckArguments:
    """The arguments of `kouetsu check`; None stands for an option that was not given.

    `paths` are as written, "-" for stdin; `output_format` is one of reports.FORMATS; `fail_on` and
    `message_language` are values of the settings of these names.
    """

    paths: tuple[str, ...] = (".",)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    output_format: str = "full"
    output_file: Path | None = None
    message_language: str | None = None
    fail_on: str | None = None
    shows_folded: bool = False
    stdin_filename: str | None = None
    shows_statistics: bool = False
    is_quiet: bool = False
    today: date | None = None


@dataclass(slots=True)
class _Outcome:
    """What came of a run; `problems` are those outside of any file."""

    reports: list[FileReport] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_failed: bool = False

    @property
    def exit_code(self) -> int:
        """2: could not do (all of) the job. 1: findings that fail the run. 0: neither."""
        if self.problems or any(report.errors for report in self.reports):
            return 2
        return 1 if self.is_failed else 0


def check_command(arguments: CheckArguments) -> int:
    """Lint what the arguments name, print the report, and return the exit code."""
    outcome = _Outcome()
    try:
        _refuse_misuse(arguments)
        _run(arguments, outcome)
    except MisuseError as error:
        return output.fail(str(error))
    except (ConfigError, catalogue.RuleFileError) as error:
        outcome.problems.append(str(error))
    for problem in _problems(outcome):
        output.fail(problem)
    return _report(arguments, outcome)


def _refuse_misuse(arguments: CheckArguments) -> None:
    articles.refuse_misuse_of_stdin(arguments.paths, arguments.stdin_filename)
    if arguments.shows_statistics and arguments.output_format == "json":
        raise MisuseError("--statistics is a text; the json report has the counts in its summary")


def _run(arguments: CheckArguments, outcome: _Outcome) -> None:
    flags = CommandLine(
        select=arguments.select,
        ignore=arguments.ignore,
        message_language=arguments.message_language,
        fail_on=FailOn(arguments.fail_on) if arguments.fail_on else None,
        today=arguments.today,
    )
    configurations = Configurations(catalogue.load(), flags, arguments.config)
    if STDIN in arguments.paths:
        _lint_stdin(arguments.stdin_filename or STDIN, configurations, outcome)
        return
    files = _files(arguments, configurations, outcome)
    is_watched = output.is_terminal(sys.stderr) and not arguments.is_quiet
    for path in tracked(files, is_shown=is_watched):
        settings = configurations.settings_for(path)
        _add(linter.lint_file(path, settings), settings.fail_on, outcome)


def _lint_stdin(name: str, configurations: Configurations, outcome: _Outcome) -> None:
    settings = configurations.settings_for(Path(name))
    report = linter.lint_bytes(sys.stdin.buffer.read(), Path(name).as_posix(), settings)
    _add(report, settings.fail_on, outcome)


def _files(
    arguments: CheckArguments, configurations: Configurations, outcome: _Outcome
) -> list[Path]:
    """Return the articles that the paths name; what is wrong with them goes to the outcome."""
    files = articles.find(arguments.paths, configurations, outcome.problems)
    target = arguments.output_file
    if target is not None and target.resolve() in [path.resolve() for path in files]:
        raise MisuseError(f"--output-file {target}: this is one of the articles; left as it is")
    return files


def _add(report: FileReport, fail_on: FailOn, outcome: _Outcome) -> None:
    outcome.reports.append(report)
    unfolded = (finding for finding in report.findings if finding.cause is None)
    if any(fail_on.is_failed_by(finding.severity) for finding in unfolded):
        outcome.is_failed = True


def _problems(outcome: _Outcome) -> list[str]:
    problems = list(outcome.problems)
    for report in outcome.reports:
        for error in report.errors:
            rule = f"{error.rule}: " if error.rule else ""
            problems.append(f"{report.path}: {rule}{error.message}")
    return problems


def _width(arguments: CheckArguments) -> int:
    """Return the cells of a line; what is not a terminal is as wide as terminals used to be."""
    if arguments.output_file is not None or not sys.stdout.isatty():
        return 80
    return shutil.get_terminal_size().columns


def _report(arguments: CheckArguments, outcome: _Outcome) -> int:
    view = View(
        language=outcome.reports[0].language if outcome.reports else "en",
        width=_width(arguments),
        shows_folded=arguments.shows_folded,
        has_summary=not arguments.is_quiet,
        problems=tuple(outcome.problems),
    )
    name = "statistics" if arguments.shows_statistics else arguments.output_format
    lines = reports.render(name, outcome.reports, view)
    if arguments.output_file is None:
        output.write(lines)
        return outcome.exit_code
    try:
        output.write_file(arguments.output_file, lines)
    except OSError as error:
        return output.fail(f"--output-file {arguments.output_file}: {error.strerror or error}")
    return outcome.exit_code
