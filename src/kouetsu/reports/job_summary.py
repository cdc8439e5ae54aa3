"""Markdown for the summary of a CI job: counts by rule and severity, then the gravest findings.

GitHub takes a summary of up to 1 MiB, and people read a page: so the findings are the first few.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from kouetsu.finding import Severity
from kouetsu.patterns import compiled
from kouetsu.quotes import one_line
from kouetsu.reports import plain, summary
from kouetsu.reports.documents import (
    STDIN,
    last_line,
    located,
    problems,
    shown,
    worded,
    worded_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.article.source import Source
    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport
    from kouetsu.reports import Line, View

_MOST = 25
_WORDS = {
    "ja": {
        "rules": "| ルール | エラー | 警告 | 情報 |",
        "findings": "| 場所 | 重大度 | ルール | 指摘 |",
        "rest": "ほか{n}件の指摘は省きました。",
        "problems": "確認できなかったもの",
        "problem": "| 場所 | 理由 |",
    },
    "en": {
        "rules": "| rule | error | warning | info |",
        "findings": "| place | severity | rule | finding |",
        "rest": "{n} more not listed here.",
        "problems": "Not checked",
        "problem": "| place | reason |",
    },
}
# What would be markup, a mention, a link or the end of a table's cell in an article's own words.
_MARKUP = compiled(r"[\\`*_~\[\]<>|&@#$]|:(?=[A-Za-z/+-])")


def render(reports: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield the lines of one Markdown document; its tables link to the files on GitHub."""
    findings = [(source, finding) for _, source, finding in shown(reports, view)]
    failures = problems(reports, view)
    words = _WORDS[view.language]
    for paragraph in (
        ["## kouetsu"],
        *([_escaped(plain(line))] for line in summary.lines(reports, view)),
        _rules([finding for _, finding in findings], words["rules"]),
        _findings(findings, words["findings"]),
        _rest(len(findings), words["rest"]),
        [f"### {words['problems']}"] if failures else [],
        _table(
            words["problem"],
            [
                (_escaped(each.path or ""), _escaped(worded_problem(each)))
                for each in failures[:_MOST]
            ],
        ),
        _rest(len(failures), words["rest"]),
    ):
        if paragraph:
            yield from (((line, ""),) for line in (*paragraph, ""))


def _rules(findings: Sequence[Finding], head: str) -> list[str]:
    """Return how often each rule was broken by severity, the rule that was broken most first."""
    counts: dict[str, Counter[Severity]] = {}
    for finding in findings:
        counts.setdefault(finding.rule, Counter())[finding.severity] += 1
    order = sorted(counts, key=lambda rule: ([-counts[rule][each] for each in Severity], rule))
    rows = [(rule, *(str(counts[rule][each] or "") for each in Severity)) for rule in order]
    return _table(head, rows, numbers=len(Severity))


def _findings(findings: Sequence[tuple[Source, Finding]], head: str) -> list[str]:
    gravest = sorted(findings, key=lambda each: each[1].severity.rank)[:_MOST]
    return _table(
        head,
        [
            (
                _place(source, finding),
                finding.severity.value,
                finding.rule,
                _escaped(worded(finding)),
            )
            for source, finding in gravest
        ],
    )


def _rest(number: int, words: str) -> list[str]:
    return [words.format(n=number - _MOST)] if number > _MOST else []


def _table(head: str, rows: Sequence[Sequence[str]], *, numbers: int = 0) -> list[str]:
    """Return a table whose last columns are `numbers` of figures; nothing where it has no rows."""
    if not rows:
        return []
    marks = ["---"] * (len(rows[0]) - numbers) + ["---:"] * numbers
    return [head, *(f"| {' | '.join(cells)} |" for cells in (marks, *rows))]


def _place(source: Source, finding: Finding) -> str:
    first, last = source.line(finding.span.start), last_line(source, finding.span)
    path = located(source.path)
    name = _escaped(f"{path}:{first}")
    address = "" if path == STDIN else _address(path)
    if not address:
        return name
    lines = f"L{first}" if first == last else f"L{first}-L{last}"
    # Without ?plain=1 GitHub shows the rendered article, which has no lines.
    return f"[{name}]({address}?plain=1#{lines})"


def _address(path: str) -> str:
    """Return where GitHub shows a file of the commit that is checked; "" anywhere else."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    server, repository, commit = (os.environ.get(name, "") for name in names)
    if not (server and repository and commit) or path.startswith("/"):
        return ""
    encoded = quote(path, safe="/", errors="surrogateescape")
    return f"{server}/{repository}/blob/{commit}/{encoded}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", one_line(text))
