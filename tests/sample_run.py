"""One run with every kind of finding, for the tests of all report formats."""

from __future__ import annotations

from kouetsu.article import Article
from kouetsu.article.source import Span, from_text
from kouetsu.finding import Applicability, Edit, Finding, Fix, Related, Severity
from kouetsu.fingerprints import context, identify
from kouetsu.linter import EngineError, FileReport
from samples import places

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
STATION = "# 駅\n\n駅前の時計は、いつも三分だけ進んでいます。\n"


def span(text: str, words: str, occurrence: int = 0) -> Span:
    return list(places(text, words))[occurrence]


def _report(
    path: str, text: str, findings: list[Finding], errors: tuple[EngineError, ...] = ()
) -> FileReport:
    article = Article(from_text(text, path))
    sentences = [sentence.span for sentence in article.sentences]
    names = identify(article.source, sentences, [(each.rule, each.span) for each in findings])
    cause = dict(zip([each.rule for each in findings], names, strict=True))
    named = []
    for each, name in zip(findings, names, strict=True):
        values = {field: getattr(each, field) for field in Finding.__slots__}
        values |= {"fingerprint": name, "cause": cause.get(each.cause or "")}
        named.append(Finding(**values))
    contexts = {each.fingerprint: context(article.source, sentences, each.span) for each in named}
    return FileReport(path, article.source, "ja", tuple(named), contexts, errors)


def reports() -> list[FileReport]:
    """Return the run: Japanese, emoji, several lines, an empty span, a place in another file."""
    return [
        _report(
            "posts/港.md", HARBOUR, _harbour(), (EngineError("IndexError: x (a.py:1)", "stutter"),)
        ),
        _report("posts/駅.md", STATION, []),
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
