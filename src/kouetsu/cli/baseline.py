"""`kouetsu baseline`: write down what is known, take out what is repaired, tell what is held."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from kouetsu import baseline, catalogue, linter, time_limit
from kouetsu.cli import articles, cached, known, output
from kouetsu.cli.progress import tracked
from kouetsu.config import CommandLine, ConfigError, Configurations
from kouetsu.quotes import one_line
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from kouetsu.baseline import Checked, Entries
    from kouetsu.cli.known import Known

_WRITTEN = {
    "ja": "{file}: {files}ファイルの{n}件を記録しました",
    "en": "{file}: {n} known in {files} file{s}",
}
_HELD = {"ja": "{file}: {files}ファイルの{n}件", "en": "{file}: {n} known in {files} file{s}"}
_PRUNED = {"ja": "{file}: {n}件を除きました", "en": "{file}: {n} taken out"}
_NEW = {"ja": "記録にない指摘: {n}件", "en": "Not in it: {n}"}
_MOVED = {"ja": "名前が変わったファイル: {old} → {new}", "en": "Renamed: {old} → {new}"}


@record
class BaselineArguments:
    """The arguments of `kouetsu baseline`; `action` is "write", "prune" or "status".

    `cache_folder` stands for the user's own, with `no_cache` no result is read or kept.
    """

    action: str
    paths: tuple[str, ...] = (".",)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    baseline: Path | None = None
    message_language: str | None = None
    today: date | None = None
    file_timeout: int = time_limit.DEFAULT
    no_cache: bool = False
    cache_folder: Path | None = None


def baseline_command(arguments: BaselineArguments) -> int:
    """Do one of the actions and return the exit code.

    2: could not do the job; then nothing is written. 1: stale entries that only a person's machine
    takes out (`prune` where the environment says CI). 0: done.
    """
    try:
        return _run(arguments)
    except (ConfigError, catalogue.RuleFileError) as error:
        return output.fail(str(error))


def _run(arguments: BaselineArguments) -> int:
    flags = CommandLine(
        select=arguments.select,
        ignore=arguments.ignore,
        message_language=arguments.message_language,
        today=arguments.today,
    )
    configurations = Configurations(catalogue.load(), flags, arguments.config)
    problems: list[str] = []
    run = _lint(arguments, configurations, problems)
    for problem in problems:
        output.fail(problem)
    if problems:
        return output.fail("no baseline was written or judged: not everything could be checked")
    is_write = arguments.action == "write"
    found = known.compared(
        run, arguments.paths, configurations, arguments.baseline, may_be_missing=True
    )
    for each in found:
        if not is_write and not each.baseline.file.exists():
            raise known.missing(each.baseline.file)
    language = run[0].report.language
    act = {"write": _write, "prune": _prune, "status": _status}[arguments.action]
    return max([act(each, language) for each in found])


def _lint(
    arguments: BaselineArguments, configurations: Configurations, problems: list[str]
) -> list[Checked]:
    files = articles.find(arguments.paths, configurations, problems)
    results = cached.results(arguments.cache_folder, is_kept=not arguments.no_cache)
    work = None if results is None else results.lint_bytes
    run = []
    for path in tracked(files, len(files), is_shown=output.is_terminal(sys.stderr)):
        settings = configurations.settings_for(path)
        lint = partial(linter.lint_file, path, settings, work)
        report = linter.in_time(lint, path, settings, arguments.file_timeout)
        problems.extend(articles.errors_of(report))
        run.append(known.checked(report, settings))
    if results is not None:
        results.close()
        cached.tell_trouble(results, run[0].report.language if run else "en")
    return run


def _write(each: Known, language: str) -> int:
    entries = baseline.merged(each.comparison.kept, each.baseline, each.run)
    return _save(each, entries, _counted(_WRITTEN[language], each, entries))


def _prune(each: Known, language: str) -> int:
    number = len(each.comparison.stale)
    if number and known.is_continuous_integration():
        print(each.stale_note(language), file=sys.stderr)
        _print(_stale_entries(each))
        return 1
    return _save(each, each.comparison.kept, _PRUNED[language].format(file=each.name, n=number))


def _save(each: Known, entries: Entries, words: str) -> int:
    try:
        baseline.write(each.baseline.file, entries)
    except OSError as error:
        return output.fail(f"{each.name}: cannot be written ({error.strerror or error})")
    print(words)
    return 0


def _status(each: Known, language: str) -> int:
    entries = each.comparison.kept
    print(_counted(_HELD[language], each, entries))
    rules = Counter(entry.rule for group in entries.values() for entry in group.values())
    digits = len(str(max(rules.values(), default=0)))
    for rule, number in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        print(f"{number:>{digits}} {rule}")
    for old, new in each.comparison.moved.items():
        print(_MOVED[language].format(old=one_line(old), new=one_line(new)))
    if each.comparison.stale:
        print(each.stale_note(language))
        _print(_stale_entries(each))
    if new_ones := _new(each, entries):
        print(_NEW[language].format(n=new_ones))
    return 0


def _new(each: Known, entries: Mapping[str, Mapping[str, object]]) -> int:
    number = 0
    for checked in each.run:
        held = entries.get(each.baseline.key(checked.report.path), {})
        unfolded = (finding for finding in checked.report.findings if finding.cause is None)
        number += sum(finding.fingerprint not in held for finding in unfolded)
    return number


def _stale_entries(each: Known) -> Iterator[str]:
    for path, entry in each.comparison.stale:
        yield f"  {one_line(path)}: {entry.rule} {entry.text}"


def _counted(words: str, each: Known, entries: Entries) -> str:
    files = sum(1 for group in entries.values() if group)
    number = sum(len(group) for group in entries.values())
    return words.format(file=each.name, n=number, files=files, s="" if files == 1 else "s")


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)
