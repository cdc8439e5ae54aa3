"""`kouetsu fix`: repair files, or show what would be repaired."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import catalogue, time_limit
from kouetsu.cli import articles, output
from kouetsu.cli.articles import STDIN, MisuseError
from kouetsu.cli.progress import tracked
from kouetsu.config import CommandLine, ConfigError, Configurations
from kouetsu.linter import out_of_time
from kouetsu.quotes import one_line
from kouetsu.records import field, record
from kouetsu.repair.engine import Repaired, repair_bytes
from kouetsu.repair.writing import replace_content
from kouetsu.reports import summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kouetsu.config import Settings

_DONE = {"ja": "{path}: {n}件を修正しました（{rules}）", "en": "{path}: repaired {n} ({rules})"}
_TOTAL = {
    "ja": "{files}ファイル中{changed}ファイルで{n}件を修正しました",
    "en": "Repairs: {n}, in {changed} of {files} file{s}",
}
_WOULD = {
    "ja": "{files}ファイル中{changed}ファイルで{n}件を修正できます",
    "en": "Possible repairs: {n}, in {changed} of {files} file{s}",
}
_LEFT = {"ja": "残りの指摘: {counts}", "en": "Left: {counts}"}


@record
class FixArguments:
    """The arguments of `kouetsu fix`; None stands for an option that was not given."""

    paths: tuple[str, ...] = (".",)
    force_exclude: bool = False
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    message_language: str | None = None
    is_unsafe: bool = False
    shows_diff: bool = False
    stdin_filename: str | None = None
    is_quiet: bool = False
    today: date | None = None
    file_timeout: int = time_limit.DEFAULT


@record(frozen=False)
class _Outcome:
    """What came of a run."""

    repairs: list[Repaired] = field(default_factory=list)
    changed: int = 0
    problems: list[str] = field(default_factory=list)
    is_failed: bool = False
    language: str = "en"

    def add(self, repaired: Repaired, settings: Settings, *, is_changed: bool) -> None:
        self.repairs.append(repaired)
        self.changed += is_changed
        self.language = settings.message_language
        left = (finding for finding in repaired.report.findings if finding.cause is None)
        self.is_failed |= any(settings.fail_on.is_failed_by(each.severity) for each in left)
        self.problems.extend(articles.errors_of(repaired.report))


def fix_command(arguments: FixArguments) -> int:
    """Repair what the arguments name, tell what was done, and return the exit code.

    2: could not do (all of) the job. 1: findings that fail a check are left, or, where only the
    difference is shown, there is one. 0: neither.
    """
    outcome = _Outcome()
    try:
        articles.refuse_misuse_of_stdin(arguments.paths, arguments.stdin_filename)
        _run(arguments, outcome)
    except MisuseError as error:
        return output.fail(str(error))
    except (ConfigError, catalogue.RuleFileError) as error:
        outcome.problems.append(str(error))
    for problem in outcome.problems:
        output.fail(problem)
    if not arguments.is_quiet and outcome.repairs:
        # What is not the report itself must not end in a patch or in the text of a pipe.
        is_text = arguments.shows_diff or STDIN in arguments.paths
        for line in _summary(outcome, shows_diff=arguments.shows_diff):
            print(line, file=sys.stderr if is_text else sys.stdout)
    if outcome.problems:
        return 2
    return int(outcome.changed > 0 if arguments.shows_diff else outcome.is_failed)


def _run(arguments: FixArguments, outcome: _Outcome) -> None:
    flags = CommandLine(
        select=arguments.select,
        ignore=arguments.ignore,
        message_language=arguments.message_language,
        today=arguments.today,
    )
    configurations = Configurations(catalogue.load(), flags, arguments.config)
    if STDIN in arguments.paths:
        name = Path(arguments.stdin_filename or STDIN)
        settings = configurations.settings_for(name)
        before = sys.stdin.buffer.read()
        repaired = _repaired(before, name, settings, arguments)
        outcome.add(repaired, settings, is_changed=repaired.data != before)
        if arguments.shows_diff:
            _show_difference(repaired, before)
        else:
            _write_stdout(repaired.data)
        return
    files = articles.find(
        arguments.paths,
        configurations,
        outcome.problems,
        force_exclude=arguments.force_exclude,
    )
    is_watched = output.is_terminal(sys.stderr) and not arguments.is_quiet
    for path in tracked(files, len(files), is_shown=is_watched):
        _repair_file(path, configurations.settings_for(path), arguments, outcome)


def _repair_file(
    path: Path, settings: Settings, arguments: FixArguments, outcome: _Outcome
) -> None:
    try:
        before = path.read_bytes()
    except OSError as error:
        outcome.problems.append(f"{path}: cannot be read: {error.strerror or error}")
        return
    repaired = _repaired(before, path, settings, arguments)
    is_changed = repaired.data != before
    if is_changed and arguments.shows_diff:
        _show_difference(repaired, before)
    elif is_changed:
        try:
            replace_content(path, before, repaired.data)
        except OSError as error:
            outcome.problems.append(f"{path}: cannot be repaired: {error.strerror or error}")
            return
        if not arguments.is_quiet:
            print(_done(repaired, settings.message_language))
    outcome.add(repaired, settings, is_changed=is_changed)


def _repaired(before: bytes, path: Path, settings: Settings, arguments: FixArguments) -> Repaired:
    """Return the repaired content; where the time for it is over, all stays as it is."""
    work = partial(repair_bytes, before, path.as_posix(), settings, unsafe=arguments.is_unsafe)
    try:
        return time_limit.within(arguments.file_timeout, work)
    except time_limit.OutOfTime as over:
        return Repaired(before, {}, out_of_time(over, path, settings, arguments.file_timeout))


def _done(repaired: Repaired, language: str) -> str:
    rules = ", ".join(f"{rule} {count}" for rule, count in repaired.counts.items())
    path, total = one_line(repaired.report.path), sum(repaired.counts.values())
    return _DONE[language].format(path=path, n=total, rules=rules)


def _show_difference(repaired: Repaired, before: bytes) -> None:
    lines = difference(repaired.report.path, before.decode(), repaired.data.decode())
    _write_stdout("".join(lines).encode())


def difference(path: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines of a unified diff, as `git apply` and `patch` read it."""
    pair = before.split("\n"), after.split("\n")
    old, new = ([*(f"{line}\n" for line in lines[:-1]), *lines[-1:]] for lines in pair)
    names = f"a/{path.lstrip('/')}", f"b/{path.lstrip('/')}"
    for line in difflib.unified_diff(
        [each for each in old if each], [each for each in new if each], *names
    ):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _write_stdout(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _summary(outcome: _Outcome, *, shows_diff: bool) -> Iterator[str]:
    words = (_WOULD if shows_diff else _TOTAL)[outcome.language]
    yield words.format(
        files=len(outcome.repairs),
        changed=outcome.changed,
        n=sum(sum(repaired.counts.values()) for repaired in outcome.repairs),
        s="" if len(outcome.repairs) == 1 else "s",
    )
    left = Counter(
        finding.severity
        for repaired in outcome.repairs
        for finding in repaired.report.findings
        if finding.cause is None
    )
    if left and not shows_diff:
        yield _LEFT[outcome.language].format(counts=summary.counted(left, outcome.language))
