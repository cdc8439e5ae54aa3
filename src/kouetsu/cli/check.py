"""`kouetsu check`: lint files and say what was found."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import catalogue, gate, linter, time_limit
from kouetsu.changes import ChangesError
from kouetsu.cli import articles, cached, changed, known, linting, output, showing, targets
from kouetsu.cli.articles import STDIN, MisuseError
from kouetsu.cli.linting import Linted, Linter
from kouetsu.cli.progress import tracked
from kouetsu.cli.targets import Target
from kouetsu.config import CommandLine, ConfigError, Configurations, FailOn
from kouetsu.records import field, record, replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kouetsu.config import Settings
    from kouetsu.linter import FileReport


@record
class CheckArguments:
    """The arguments of `kouetsu check`; None stands for an option that was not given.

    `paths` are as written, "-" for stdin; `output_format` is one of reports.FORMATS, and each of
    `further_reports` such a format with a file, FORMAT=FILE; `fail_on` and `message_language` are
    values of the settings of these names; `since` and `baseline_from` name commits;
    `jobs` is the number of processes; `file_timeout` are the seconds for one file, 0 for any.
    `cache_folder` stands for the user's own, with `no_cache` no result is read or kept.
    """

    paths: tuple[str, ...] = (".",)
    force_exclude: bool = False
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    output_format: str = "full"
    output_file: Path | None = None
    further_reports: tuple[str, ...] = ()
    message_language: str | None = None
    fail_on: str | None = None
    shows_folded: bool = False
    stdin_filename: str | None = None
    shows_statistics: bool = False
    is_quiet: bool = False
    today: date | None = None
    since: str | None = None
    is_staged: bool = False
    baseline: Path | None = None
    baseline_from: str | None = None
    jobs: int | None = None
    profiles_rules: bool = False
    file_timeout: int = time_limit.DEFAULT
    no_cache: bool = False
    cache_folder: Path | None = None

    @property
    def targets(self) -> list[Target]:
        """Where the reports go; raises MisuseError for one that nobody can write."""
        output_format = "statistics" if self.shows_statistics else self.output_format
        return [Target(output_format, self.output_file), *targets.further(self.further_reports)]


@record(frozen=False)
class _Outcome:
    """What came of a run; `problems` are those outside of any file.

    `older` and `known` count the findings that are hidden, None where nothing hides any.
    """

    reports: list[FileReport] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_failed: bool = False
    older: int | None = None
    known: int | None = None

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
    except (ConfigError, ChangesError, catalogue.RuleFileError) as error:
        outcome.problems.append(str(error))
    for problem in _problems(outcome):
        output.fail(problem)
    if arguments.profiles_rules:
        from kouetsu.cli import profile

        profile.show(outcome.reports)
    return _report(arguments, outcome)


def _refuse_misuse(arguments: CheckArguments) -> None:
    articles.refuse_misuse_of_stdin(arguments.paths, arguments.stdin_filename)
    if arguments.shows_statistics and arguments.output_format not in ("full", "concise"):
        name = arguments.output_format
        raise MisuseError(f"--statistics is a text for people; leave out --output-format {name}")
    targets.further(arguments.further_reports)
    if arguments.since is not None and arguments.is_staged:
        raise MisuseError("--since and --staged are two different runs; give one of them")
    with_git = (arguments.since, arguments.is_staged or None, arguments.baseline_from)
    if STDIN in arguments.paths and any(each is not None for each in with_git):
        raise MisuseError("“-” (stdin) has no history; name files and folders")


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
        run = [_lint_stdin(arguments, configurations)]
    else:
        run = _lint_files(arguments, configurations, outcome)
    _keep_what_is_new(arguments, configurations, run, outcome)


def _lint_stdin(arguments: CheckArguments, configurations: Configurations) -> Linted:
    path = Path(arguments.stdin_filename or STDIN)
    settings = configurations.settings_for(path)
    data = sys.stdin.buffer.read()
    work = partial(linter.lint_bytes, data, path.as_posix(), settings)
    return Linted(linter.in_time(work, path, settings, arguments.file_timeout))


def _lint_files(
    arguments: CheckArguments, configurations: Configurations, outcome: _Outcome
) -> list[Linted]:
    found = _files(arguments, configurations, outcome)
    scope = changed.scope(
        arguments.paths,
        since=arguments.since,
        is_staged=arguments.is_staged,
        baseline_from=arguments.baseline_from,
    )
    outcome.older = None if scope.changed is None else 0
    outcome.known = None if scope.base is None else 0
    files = scope.files(found, arguments.paths, configurations)
    is_watched = output.is_terminal(sys.stderr) and not arguments.is_quiet
    # The times of rules that did not run are not to be had.
    is_kept = not arguments.no_cache and not arguments.profiles_rules
    is_many = len(files) > linting.MANY
    write = None if is_many else showing.writer(arguments)
    results = cached.results(arguments.cache_folder, is_kept=is_kept, write=write)
    work = Linter(configurations, scope, results, arguments.file_timeout, is_many, write)
    linted = linting.lint(work, files, arguments.jobs)
    tracked_ones = tracked(linted, len(files), is_shown=is_watched)
    run = [each for each in tracked_ones if each is not None]
    if results is not None and not arguments.is_quiet:
        cached.tell_trouble(results, run[0].report.language if run else showing.language(arguments))
    return run


def _keep_what_is_new(
    arguments: CheckArguments,
    configurations: Configurations,
    run: Sequence[Linted],
    outcome: _Outcome,
) -> None:
    settings = {each.report.path: _settings(each, configurations) for each in run}
    checked = [known.checked(each.report, settings[each.report.path]) for each in run]
    baselines = known.compared(checked, arguments.paths, configurations, arguments.baseline)
    if baselines:
        outcome.known = 0
    is_whole = STDIN not in arguments.paths and outcome.older is None
    if is_whole and (not arguments.is_quiet or known.is_continuous_integration()):
        known.tell_stale(baselines)
    of_baselines = {
        each.report.path: baseline.fingerprints(each.report.path)
        for baseline in baselines
        for each in baseline.run
    }
    for each in run:
        report, older = gate.without(each.report, each.older)
        hidden = each.known | of_baselines.get(report.path, frozenset())
        report, number = gate.without(report, hidden)
        outcome.older = None if outcome.older is None else outcome.older + older
        outcome.known = None if outcome.known is None else outcome.known + number
        _add(report, settings[report.path].fail_on, outcome)


def _settings(linted: Linted, configurations: Configurations) -> Settings:
    return configurations.settings_for(Path(linted.report.path))


def _files(
    arguments: CheckArguments, configurations: Configurations, outcome: _Outcome
) -> list[Path]:
    """Return the articles that the paths name; what is wrong with them goes to the outcome."""
    files = articles.find(
        arguments.paths,
        configurations,
        outcome.problems,
        force_exclude=arguments.force_exclude,
    )
    targets.refuse_articles(arguments.targets, files)
    return files


def _add(report: FileReport, fail_on: FailOn, outcome: _Outcome) -> None:
    outcome.reports.append(report)
    unfolded = (finding for finding in report.findings if finding.cause is None)
    if any(fail_on.is_failed_by(finding.severity) for finding in unfolded):
        outcome.is_failed = True


def _problems(outcome: _Outcome) -> list[str]:
    problems = list(outcome.problems)
    for report in outcome.reports:
        problems.extend(articles.errors_of(report))
    return problems


def _report(arguments: CheckArguments, outcome: _Outcome) -> int:
    view = replace(
        showing.view(arguments),
        language=outcome.reports[0].language if outcome.reports else showing.language(arguments),
        problems=tuple(outcome.problems),
        older=outcome.older,
        known=outcome.known,
    )
    is_complete = targets.write(arguments.targets, outcome.reports, view)
    return outcome.exit_code if is_complete else 2
