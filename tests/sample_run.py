"""One run with every kind of finding, for the tests of all report formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article import Article
from kouetsu.article.source import Span, from_text
from kouetsu.finding import Applicability, Edit, Finding, Fix, Related, Severity
from kouetsu.fingerprints import among, contexts, identify
from kouetsu.linter import EngineError, FileReport
from kouetsu.records import names_of, replace
from kouetsu.reports import View, agent, plain, render, sarif
from samples import places, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kouetsu.catalogue import Rule
    from kouetsu.reports import Line

HARBOUR = """\
---
title: 港の灯台と、その真意と？
---

港の灯台は、霧の深い夜に🍎を積んだ船を導くべきですです。町の人はみな、その光を頼りに暮らしてきました。

昔、この町には三つの灯台がありました。一つは岬に、一つは島に、もう一つは丘の上に立っていました。今も残るのは岬の灯台だけです。

昔、この町には三つの灯台がありました。一つは岬に、一つは島に、もう一つは丘の上に立っていました。

今も残るのは岬の灯台だけです。をを見てください

\ttab\x1b[31mと 制御文字
"""
MARKET = """\
\ufeff# 夕市🐟の日

**「旬」**の魚は、朝のうちに売れます。



[{{ 店名 }}](/mise)は、角の🍎屋の隣です。
""".replace("\n", "\r\n")
DRAFT = "港のの灯台です。\n"
STATION = "# 駅\n\n駅前の時計は、いつも三分だけ進んでいます。\n"


def span(text: str, words: str, occurrence: int = 0) -> Span:
    return list(places(text, words))[occurrence]


def _report(
    path: str, text: str, findings: list[Finding], errors: tuple[EngineError, ...] = ()
) -> FileReport:
    article = Article(from_text(text, path))
    sentences = among(article.sentences)
    places = [(each.rule, each.span) for each in findings]
    names = [name for name, _ in identify(article.source, sentences, places)]
    cause = dict(zip([each.rule for each in findings], names, strict=True))
    named = []
    for each, name in zip(findings, names, strict=True):
        values = {field: getattr(each, field) for field in names_of(Finding)}
        values |= {"fingerprint": name, "cause": cause.get(each.cause or "")}
        named.append(Finding(**values))
    shown = {each.fingerprint: contexts(article.source, sentences, each.span)[0] for each in named}
    return FileReport(path, article.source, "ja", tuple(named), shown, errors)


def reports() -> list[FileReport]:
    """Return the run.

    Japanese, emoji, several lines, an empty span, a place in another file, CRLF, a byte order mark,
    a path with a space, stdin, a folded finding, a check that failed, a file that cannot be read.
    """
    return [
        _report(
            "posts/港.md", HARBOUR, _harbour(), (EngineError("IndexError: x (a.py:1)", "stutter"),)
        ),
        _report("posts/駅.md", STATION, []),
        _report("下書き/夕市 一覧.md", MARKET, _market()),
        _report("-", DRAFT, _draft()),
        FileReport("posts/no.md", None, "ja", errors=(EngineError("cannot be read: gone"),)),
    ]


def _harbour() -> list[Finding]:
    first = Span(span(HARBOUR, "昔、").start, span(HARBOUR, "いました。").end)
    copy = Span(span(HARBOUR, "昔、", 1).start, span(HARBOUR, "岬の灯台だけです。", 1).end)
    stutter = span(HARBOUR, "ですです")
    second = Span(stutter.start + 2, stutter.end)
    end = span(HARBOUR, "見てください").end
    return [
        Finding(
            "broken-title",
            "front-matter",
            Severity.WARNING,
            span(HARBOUR, "その真意と？"),
            "題名が「その真意と？」で終わっています",
        ),
        Finding(
            "stutter",
            "language",
            Severity.ERROR,
            stutter,
            "「ですです」が重なっています",
            repair="片方を消してください",
            fix=Fix((Edit(second, ""),), Applicability.SAFE),
        ),
        Finding(
            "repeated-block",
            "repetition",
            Severity.ERROR,
            copy,
            "3文がほぼそのまま繰り返されています",
            repair="後の写しを消してください",
            related=(Related(first, "最初の箇所"),),
        ),
        Finding(
            "particle-sequence",
            "language",
            Severity.ERROR,
            span(HARBOUR, "をを"),
            "「をを」は続きません",
            related=(Related(span(STATION, "三分だけ"), "別の記事では", "posts/駅.md"),),
            cause="repeated-block",
        ),
        Finding(
            "missing-period",
            "breakage",
            Severity.INFO,
            Span(end, end),
            "文の終わりに句点がありません",
        ),
        Finding(
            "mojibake",
            "language",
            Severity.WARNING,
            span(HARBOUR, "\x1b"),
            "制御文字「␛」があります",
        ),
    ]


def _market() -> list[Finding]:
    text = MARKET.removeprefix("\ufeff")
    marks = [span(text, "**", 0), span(text, "**", 1)]
    blank = span(text, "\r\n" * 4)
    return [
        Finding(
            "decorated-heading",
            "markdown",
            Severity.INFO,
            span(text, "🐟"),
            "見出しに絵文字「🐟」があります",
        ),
        Finding(
            "emphasis-not-rendered",
            "markdown",
            Severity.WARNING,
            span(text, "**「旬」**"),
            "「**「旬」**」は太字になりません",
            repair="記号を消すか、間に空白を入れてください",
            fix=Fix(tuple(Edit(mark, "") for mark in marks), Applicability.UNSAFE),
        ),
        Finding(
            "excess-blank-lines",
            "markdown",
            Severity.INFO,
            blank,
            "空行が3行続いています",
            repair="1行にしてください",
            fix=Fix((Edit(Span(blank.start + 4, blank.end), ""),), Applicability.SAFE),
        ),
        Finding(
            "placeholder",
            "leftovers",
            Severity.ERROR,
            span(text, "{{ 店名 }}"),
            "「{{ 店名 }}」が残っています: 100%, <未>記入 & 公開",
        ),
    ]


def _draft() -> list[Finding]:
    doubled = span(DRAFT, "のの")
    return [
        Finding(
            "stutter",
            "language",
            Severity.ERROR,
            doubled,
            "「のの」が重なっています",
            repair="片方を消してください",
            fix=Fix((Edit(Span(doubled.start, doubled.start + 1), ""),), Applicability.SAFE),
        )
    ]


_PAGE = """\
## What

同じ言葉が二度続いている箇所です。二つ目の文です。

Words that stand twice. A second sentence.

## Why

読み手がつまずきます。二つ目の文です。

Readers stumble. A second sentence.

## Repair

片方を消します。

Remove one of the two.

## Measured

未測定。

Not measured.

## Examples

````markdown bad
港⟦のの⟧灯台です。
````"""

# A rule that some findings are of; of the others only the names are known.
CATALOGUE: Mapping[str, Rule] = {"stutter": replace(rule("stutter", "language"), page=_PAGE)}


def rendered(
    output_format: str, run: Sequence[FileReport] | None = None, view: View | None = None
) -> str:
    """Return a run (by default the whole of this one, in Japanese) in one of the formats."""
    run, view = reports() if run is None else run, view or View("ja")
    return "".join(f"{plain(line)}\n" for line in _lines(output_format, run, view))


def _lines(output_format: str, run: Sequence[FileReport], view: View) -> Iterator[Line]:
    """Yield the lines of a report that does not change with the real catalogue."""
    if output_format == "agent":
        return agent.lines(run, view, CATALOGUE)
    if output_format == "sarif":
        return sarif.lines(run, view, CATALOGUE)
    return render(output_format, run, view)
