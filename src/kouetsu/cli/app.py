"""The commands: each takes its arguments and returns the work, which a module of its own does."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from kouetsu import time_limit
from kouetsu.cli import options, quick_reader
from kouetsu.cli.options import Argument, Command, Option, Work


def run(arguments: list[str]) -> int:
    """Read the arguments and do what they ask for; return the exit code."""
    work = quick_reader.read(arguments, QUICK)
    if work is None:
        from kouetsu.cli import typer_reader

        work = typer_reader.read(arguments, COMMANDS, hidden=HIDDEN)
    return work()


def _check(  # noqa: PLR0913, PLR0917 - one for each option
    paths: options.Paths = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    config: options.ConfigFile = None,
    output_format: options.ReportFormat = "full",
    output_file: options.OutputFile = None,
    report: options.FurtherReports = None,
    force_exclude: options.ForceExclude = False,
    lang: options.MessageLanguage = None,
    fail_on: options.FailOn = None,
    shows_folded: options.All = False,
    stdin_filename: options.StdinFilename = None,
    statistics: options.Statistics = False,
    quiet: options.Quiet = False,
    today: options.Today = None,
    diff: options.Diff = False,
    since: options.Since = None,
    staged: options.Staged = False,
    baseline: options.BaselineFile = None,
    baseline_from: options.BaselineFrom = None,
    jobs: options.Jobs = None,
    profile_rules: options.ProfileRules = False,
    file_timeout: options.FileTimeout = time_limit.DEFAULT,
    no_cache: options.NoCache = False,
    cache_dir: options.CacheFolder = None,
) -> Work:
    """Check articles. Exit code 1: findings that matter; 2: could not do the job."""
    if diff and (since or staged or baseline or baseline_from):
        return partial(_refuse, "--diff is of whole files; it goes with no changes or baseline")
    if diff:
        return _fix(
            *(paths, select, ignore, config, lang, False, True),
            *(force_exclude, stdin_filename, quiet, today, file_timeout),
        )
    from kouetsu.cli.check import CheckArguments, check_command

    arguments = CheckArguments(
        paths=tuple(paths or ["."]),
        force_exclude=force_exclude,
        select=None if select is None else options.names(select),
        ignore=options.names(ignore or []),
        config=config,
        output_format=output_format,
        output_file=output_file,
        further_reports=tuple(report or []),
        message_language=lang,
        fail_on=fail_on,
        shows_folded=shows_folded,
        stdin_filename=stdin_filename,
        shows_statistics=statistics,
        is_quiet=quiet,
        today=None if today is None else today.date(),
        since=since,
        is_staged=staged,
        baseline=baseline,
        baseline_from=baseline_from,
        jobs=jobs,
        profiles_rules=profile_rules,
        file_timeout=file_timeout,
        no_cache=no_cache,
        cache_folder=cache_dir,
    )
    return partial(check_command, arguments)


def _fix(  # noqa: PLR0913, PLR0917 - one for each option
    paths: options.Paths = None,
    select: Annotated[
        list[str] | None,
        Option(
            f"Repair only these. {options.RULES}",
            names=("--select", "--rule"),
            metavar="RULES",
            autocompletion=options.rule_names,
        ),
    ] = None,
    ignore: options.Ignore = None,
    config: options.ConfigFile = None,
    lang: options.MessageLanguage = None,
    unsafe: Annotated[bool, Option("Make the repairs, too, that a person should look at.")] = False,
    diff: Annotated[bool, Option("Show what would change; write nothing.")] = False,
    force_exclude: options.ForceExclude = False,
    stdin_filename: options.StdinFilename = None,
    quiet: options.Quiet = False,
    today: options.Today = None,
    file_timeout: options.FileTimeout = time_limit.DEFAULT,
) -> Work:
    """Repair articles. Nothing is lost: a repair that would drop a sentence is refused."""
    from kouetsu.cli.fix import FixArguments, fix_command

    arguments = FixArguments(
        paths=tuple(paths or ["."]),
        force_exclude=force_exclude,
        select=None if select is None else options.names(select),
        ignore=options.names(ignore or []),
        config=config,
        message_language=lang,
        is_unsafe=unsafe,
        shows_diff=diff,
        stdin_filename=stdin_filename,
        is_quiet=quiet,
        today=None if today is None else today.date(),
        file_timeout=file_timeout,
    )
    return partial(fix_command, arguments)


def _baseline(  # noqa: PLR0913, PLR0917 - one for each option
    action: Annotated[
        Literal["write", "prune", "status"],
        Argument("Hold what is found; take out what is no more; tell what is held."),
    ],
    paths: options.Paths = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    config: options.ConfigFile = None,
    baseline: options.BaselineFile = None,
    lang: options.MessageLanguage = None,
    today: options.Today = None,
    file_timeout: options.FileTimeout = time_limit.DEFAULT,
    no_cache: options.NoCache = False,
    cache_dir: options.CacheFolder = None,
) -> Work:
    """Keep the findings of old articles in a file, so that a check reports what is new."""
    from kouetsu.cli.baseline import BaselineArguments, baseline_command

    arguments = BaselineArguments(
        action=action,
        paths=tuple(paths or ["."]),
        select=None if select is None else options.names(select),
        ignore=options.names(ignore or []),
        config=config,
        baseline=baseline,
        message_language=lang,
        today=None if today is None else today.date(),
        file_timeout=file_timeout,
        no_cache=no_cache,
        cache_folder=cache_dir,
    )
    return partial(baseline_command, arguments)


def _rule(
    name: Annotated[
        str | None, Argument("A rule or a family.", autocompletion=options.rule_names)
    ] = None,
    all_rules: Annotated[bool, Option("List every rule.", names=("--all",))] = False,
    output_format: options.JsonOrText = "text",
    lang: options.MessageLanguage = None,
) -> Work:
    """Show what a rule looks for, why, and how to repair it."""
    from kouetsu.cli.rule import rule_command
    from kouetsu.config import locale_language

    language = lang or locale_language(os.environ)
    return partial(rule_command, name, all_rules, output_format, language)


def _config(
    path: Annotated[Path, Argument("A file, or a folder for the files in it.")] = Path(),
    config: options.ConfigFile = None,
    output_format: options.JsonOrText = "text",
) -> Work:
    """Show the settings in force for a file, and where each was made."""
    from kouetsu.cli.config import config_command

    return partial(config_command, path, output_format, config)


def _init(
    directory: Annotated[Path, Argument("The folder of the site.")] = Path(),
) -> Work:
    """Write a first kouetsu.toml, fitted to the site generator that is found."""
    from kouetsu.cli.init import init_command

    return partial(init_command, directory)


def _clean(
    cache_dir: options.CacheFolder = None,
    lang: options.MessageLanguage = None,
) -> Work:
    """Remove what earlier runs kept to be faster."""
    from kouetsu.cli.clean import clean_command
    from kouetsu.config import locale_language

    return partial(clean_command, cache_dir, lang or locale_language(os.environ))


def _lsp(
    stdio: Annotated[bool, Option("Speak over stdin and stdout, as always.")] = True,
) -> Work:
    """Serve an editor: the Language Server Protocol over stdin and stdout."""
    from kouetsu.cli.lsp import lsp_command

    return lsp_command


def _mcp(
    root: Annotated[
        Path, Option("The folder that the server stays in (default: this one).")
    ] = Path(),
    lang: options.MessageLanguage = None,
) -> Work:
    """Serve a language model over stdin and stdout (Model Context Protocol)."""
    from kouetsu.cli.mcp import mcp_command

    return partial(mcp_command, root, lang)


def _inspect(
    post: Annotated[Path, Argument("The article.")],
    morphemes: Annotated[bool, Option("Show the morphemes of each sentence.")] = False,
) -> Work:
    """Show an article as the checks see it."""
    from kouetsu.cli.inspect import inspect_command

    return partial(inspect_command, post, shows_morphemes=morphemes)


def _refuse(problem: str) -> int:
    from kouetsu.cli import output

    return output.fail(f"{problem} (kouetsu --help)")


COMMANDS: dict[str, Command] = {
    "check": _check,
    "fix": _fix,
    "baseline": _baseline,
    "rule": _rule,
    "config": _config,
    "init": _init,
    "clean": _clean,
    "lsp": _lsp,
    "mcp": _mcp,
    "inspect": _inspect,
}
HIDDEN = frozenset({"inspect"})
# Those that hooks run on every commit.
QUICK = {name: COMMANDS[name] for name in ("check", "fix")}
