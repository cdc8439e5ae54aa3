"""The closing lines of a run: how many findings, where most of them are, what is folded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.finding import Severity
from kouetsu.quotes import one_line
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View

# The worst files are named when more files than this have findings: fewer can be seen at a glance.
_FEW_FILES = 4
_WORST = 3

_COUNTS = {
    "ja": {"error": "エラー{n}件", "warning": "警告{n}件", "info": "情報{n}件"},
    "en": {"error": "{n} error{s}", "warning": "{n} warning{s}", "info": "{n} info"},
}
_NONE = {"ja": "指摘はありません（{files}ファイル）", "en": "No findings in {files} file{s}"}
_SOME = {
    "ja": "{counts}（{files}ファイル中{bad}ファイル）",
    "en": "{counts} in {bad} of {files} file{s}",
}
_FOLDED = {
    "ja": "原因の下に畳んだ指摘: {n}件（--all で表示）",
    "en": "Folded under their causes: {n} (--all shows them)",
}
_OLDER = {
    "ja": "変更箇所にない以前からの指摘: {n}件（表示していません）",
    "en": "{n} older finding{s} not shown",
}
_KNOWN = {
    "ja": "ベースラインにある指摘: {n}件（表示していません）",
    "en": "{n} finding{s} of the baseline not shown",
}
_UNCHANGED = {"ja": "変更された記事はありません", "en": "No article has changed"}
_WORST_WORDS = {"ja": "指摘の多いファイル: {files}", "en": "Most findings: {files}"}


@record
class Totals:
    """What a run found. `files` are those that were read; `by_…` count what is not folded."""

    files: int
    files_with_findings: int
    by_severity: Counter[Severity]
    by_rule: Counter[str]
    folded: int


def totals(reports: Sequence[FileReport]) -> Totals:
    """Count the findings of a run."""
    by_severity: Counter[Severity] = Counter()
    by_rule: Counter[str] = Counter()
    for report in reports:
        unfolded = [finding for finding in report.findings if finding.cause is None]
        by_severity.update(finding.severity for finding in unfolded)
        by_rule.update(finding.rule for finding in unfolded)
    total = sum(len(report.findings) for report in reports)
    with_findings = sum(1 for report in reports if report.findings)
    folded = total - by_severity.total()
    read = sum(1 for report in reports if report.source is not None)
    return Totals(read, with_findings, by_severity, by_rule, folded)


def lines(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield the summary; nothing when the view has none or no file could be read."""
    found, language = totals(reports), view.language
    if not view.has_summary:
        return
    if not found.files:
        if view.older is not None and not reports and not view.problems:
            yield ((_UNCHANGED[language], ""),)
        return
    plural = "" if found.files == 1 else "s"
    if found.files_with_findings:
        yield _headline(found, language, plural)
    else:
        yield ((_NONE[language].format(files=found.files, s=plural), ""),)
    if found.files_with_findings > _FEW_FILES:
        yield ((_WORST_WORDS[language].format(files=_worst(reports)), ""),)
    if found.folded and not view.shows_folded:
        yield ((_FOLDED[language].format(n=found.folded), "faint"),)
    for words, number in ((_OLDER, view.older), (_KNOWN, view.known)):
        if number:
            text = words[language].format(n=number, s="" if number == 1 else "s")
            yield ((text, "faint"),)


def _headline(totals: Totals, language: str, plural: str) -> Line:
    found = _SOME[language].format(
        counts=counted(totals.by_severity, language),
        files=totals.files,
        bad=totals.files_with_findings,
        s=plural,
    )
    worst = next(severity for severity in Severity if totals.by_severity[severity])
    return ((found, worst.value),)


def counted(by_severity: Counter[Severity], language: str) -> str:
    """Return how many findings there are of each severity, in words."""
    parts = []
    for severity in Severity:
        if number := by_severity[severity]:
            words = _COUNTS[language][severity.value]
            parts.append(words.format(n=number, s="" if number == 1 else "s"))
    return ("、" if language == "ja" else ", ").join(parts)


def _worst(reports: Sequence[FileReport]) -> str:
    counts = {
        report.path: Counter(f.severity for f in report.findings if f.cause is None)
        for report in reports
    }
    ranked = sorted(counts, key=lambda path: [-counts[path][severity] for severity in Severity])
    return ", ".join(f"{one_line(path)} ({counts[path].total()})" for path in ranked[:_WORST])
