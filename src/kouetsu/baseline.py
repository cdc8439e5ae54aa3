"""The baseline: the findings that a team knows, so that a check reports what is new.

The file is JSON: for each path (from the folder of the file) and each rule, the fingerprints of the
findings, with their words for people. A fingerprint does not depend on positions, and holds
which of several findings alike it is, so three where there were two is one that is new. Everything
is sorted, one finding a line: two branches that repair different posts merge without conflict.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.config_file import ConfigError, shown_path
from kouetsu.globs import absolute_path
from kouetsu.quotes import one_line, shorten
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport

VERSION = 1
_LONGEST_TEXT = 40  # code points of the text under a finding, as in messages
_AROUND = 12  # code points of its sentence on each side, for 「ですです」 alone tells nobody where

_RENEWAL = "delete it and run `kouetsu baseline write`"
_REMEDY = f"restore it, or {_RENEWAL}"


@record
class Entry:
    """A known finding: its rule, and the text under and around it on one short line."""

    rule: str
    text: str


# Known findings by path and fingerprint.
Entries = dict[str, dict[str, Entry]]


@record
class Baseline:
    """The content of a baseline. `file` is its absolute path, which need not exist yet."""

    file: Path
    entries: Entries

    def key(self, path: str) -> str:
        """Return the path of an article as it stands in the baseline."""
        relative = os.path.relpath(absolute_path(Path(path)), self.file.parent)
        return unicodedata.normalize("NFC", relative.replace(os.sep, "/"))

    def is_gone(self, key: str) -> bool:
        """Say whether no file is at a path of the baseline any more."""
        return not os.path.exists(self.file.parent / key)  # noqa: PTH110 - never raises


@record
class Checked:
    """An article of a run, with the rules that ran on it without failing."""

    report: FileReport
    rules: frozenset[str]

    @property
    def entries(self) -> dict[str, Entry]:
        """What the baseline of this article would hold, by fingerprint."""
        return {
            finding.fingerprint: Entry(finding.rule, _text(self.report, finding))
            for finding in self.report.findings
        }


@record
class Comparison:
    """A baseline after a run. `kept` are the entries that hold, under the paths of today.

    `stale` are path and entry of findings that are no more; `moved` are renamed files, old to new.
    """

    kept: Entries
    stale: tuple[tuple[str, Entry], ...]
    moved: Mapping[str, str]


def _text(report: FileReport, finding: Finding) -> str:
    if report.source is None:
        return ""
    span = finding.span
    sentence = report.contexts.get(finding.fingerprint, span)
    start, end = max(sentence.start, span.start - _AROUND), min(sentence.end, span.end + _AROUND)
    return shorten(report.source.slice(Span(start, end)).strip(), _LONGEST_TEXT)


def read(file: Path) -> Baseline:
    """Read a baseline by its absolute path; an empty one where there is no such file.

    Raises ConfigError for a file that cannot be read or is no baseline that we know.
    """
    try:
        content = json.loads(file.read_bytes())
    except FileNotFoundError:
        return Baseline(file, {})
    except OSError as error:
        raise ConfigError(f"{shown_path(file)}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        place = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ConfigError(f"{shown_path(file)}{place}: not valid JSON; {_REMEDY}") from None
    version = content.get("version") if isinstance(content, dict) else None
    if isinstance(version, int) and version != VERSION:
        problem = f"of version {version}, but this kouetsu knows version {VERSION}"
        raise ConfigError(f"{shown_path(file)}: {problem}; update kouetsu, or {_RENEWAL}")
    try:
        return Baseline(file, _entries(content["files"]))
    except (KeyError, TypeError, AttributeError):
        raise ConfigError(f"{shown_path(file)}: not a baseline of kouetsu; {_REMEDY}") from None


def _entries(files: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Entries:
    found: Entries = {}
    for path, rules in files.items():
        for rule, texts in rules.items():
            for fingerprint, text in texts.items():
                found.setdefault(path, {})[fingerprint] = Entry(rule, one_line(text))
    return found


def compare(
    baseline: Baseline,
    run: Iterable[Checked],
    rules: Collection[str],
    is_covered: Callable[[Path], bool],
) -> Comparison:
    """Lay a run over a baseline.

    An entry is stale when its rule ran on its article without reporting it, when no rule of `rules`
    (all there are) has its name, or when its article is gone from a place that `is_covered` by the
    run and did not turn up under another path.
    """
    checked = {baseline.key(each.report.path): each for each in run}
    gone = {
        key: entries
        for key, entries in baseline.entries.items()
        if key not in checked and baseline.is_gone(key)
    }
    arrived = {key: each for key, each in checked.items() if key not in baseline.entries}
    moved = _moved(gone, arrived)
    kept: Entries = {}
    stale: list[tuple[str, Entry]] = []
    for old, entries in baseline.entries.items():
        key = moved.get(old, old)
        judged = checked.get(key)
        current = {} if judged is None else judged.entries
        is_lost = key in gone and is_covered(baseline.file.parent / key)
        for fingerprint, entry in entries.items():
            ran = judged is not None and (entry.rule in judged.rules or entry.rule not in rules)
            if fingerprint not in current and (ran or is_lost):
                stale.append((key, entry))
            else:
                kept.setdefault(key, {})[fingerprint] = entry
    return Comparison(kept, tuple(stale), moved)


def _moved(gone: Entries, arrived: Mapping[str, Checked]) -> dict[str, str]:
    """Return to which new path each file went, if to any: the one that shares most findings.

    Half of its findings that could be found again must be: a fresh post may share one by chance.
    """
    homes: dict[str, list[str]] = {}
    for key, each in arrived.items():
        for finding in each.report.findings:
            homes.setdefault(finding.fingerprint, []).append(key)
    candidates = []
    for old, entries in gone.items():
        shared = Counter(new for name in entries for new in homes.get(name, ()))
        for new, number in shared.items():
            findable = sum(entry.rule in arrived[new].rules for entry in entries.values())
            if 2 * number >= findable:
                is_renamed = Path(old).name != Path(new).name
                candidates.append((-number, is_renamed, old, new))
    moved: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, old, new in sorted(candidates):
        if old not in moved and new not in taken:
            moved[old] = new
            taken.add(new)
    return moved


def merged(kept: Entries, baseline: Baseline, run: Sequence[Checked]) -> Entries:
    """Return the entries that hold together with all findings of a run."""
    entries = {key: dict(each) for key, each in kept.items()}
    for each in run:
        entries.setdefault(baseline.key(each.report.path), {}).update(each.entries)
    return entries


def write(file: Path, entries: Entries) -> None:
    """Write a baseline, all of it or nothing; raises OSError."""
    from kouetsu.repair.writing import replace_content

    before = file.read_bytes() if file.exists() else None
    after = serialised(entries)
    if after != before:
        replace_content(file, before, after)


def serialised(entries: Entries) -> bytes:
    """Return the bytes of a baseline; the same entries always give the same bytes."""
    files = {path: _by_rule(entries[path]) for path in sorted(entries) if entries[path]}
    text = json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, indent=2)
    # Half of a surrogate pair, of the bytes of a strange file name, becomes JSON's own escape.
    return f"{text}\n".encode(errors="backslashreplace")


def _by_rule(entries: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    ordered = sorted((entry.rule, entry.text, name) for name, entry in entries.items())
    for rule, text, name in ordered:
        rules.setdefault(rule, {})[name] = text
    return rules
