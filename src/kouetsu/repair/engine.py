"""Applies the fixes of findings to a text, again and again until nothing is left to repair."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING

from kouetsu.article import Article
from kouetsu.article.source import Source, from_bytes
from kouetsu.finding import Applicability
from kouetsu.linter import EngineError, FileReport, lint_article
from kouetsu.quotes import shorten
from kouetsu.records import field, record
from kouetsu.repair.losses import Proof

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kouetsu.article.source import Span
    from kouetsu.config import Settings
    from kouetsu.finding import Edit, Finding

# One repair may uncover the next; ESLint and ruff stop after ten and a hundred rounds. Ours do not
# feed on one another: what is not at rest by then goes to and fro.
MOST_PASSES = 10
# The families whose findings are no words of the writer: a marker of a script may be taken out.
_FOREIGN = frozenset({"leftovers"})
_LONGEST_QUOTE = 40


@record
class Repaired:
    """What came of repairing a text.

    `data` are the bytes of the file afterwards, `counts` the repairs by rule, `report` what is
    found afterwards; its errors name the repairs that were refused.
    """

    data: bytes
    counts: Mapping[str, int]
    report: FileReport


@record(frozen=False)
class _Work:
    """The repair of one text. `refused` are the fingerprints of fixes that would lose text."""

    settings: Settings
    allowed: frozenset[Applicability]
    counts: Counter[str] = field(default_factory=Counter)
    refused: dict[str, EngineError] = field(default_factory=dict)

    def step(self, article: Article, report: FileReport) -> Article | None:
        """Return the article after one round of repairs, None where there is none to make."""
        chosen = _chosen([finding for finding in report.findings if self._is_wanted(finding)])
        if not chosen:
            return None
        kept = self._harmless(article, [], chosen)
        self.counts.update(finding.rule for finding in kept)
        return _after(article, kept)

    def _harmless(
        self, article: Article, kept: list[Finding], group: list[Finding]
    ) -> list[Finding]:
        """Return `kept` with those of a group whose repairs lose nothing, alone and together."""
        trial = [*kept, *group]
        lost = loss(article, trial)
        if lost is None:
            return trial
        if len(group) > 1:
            middle = len(group) // 2
            kept = self._harmless(article, kept, group[:middle])
            return self._harmless(article, kept, group[middle:])
        if kept:
            # Two repairs may need each other's sentence, as a copy and a slip in its original do.
            # By itself this one may be sound: then the next round makes it.
            lost = loss(article, group)
        if lost is None:
            return kept
        message = f"a repair was refused, as it would lose “{shorten(lost, _LONGEST_QUOTE)}”"
        self.refused[group[0].fingerprint] = EngineError(message, group[0].rule)
        return kept

    def _is_wanted(self, finding: Finding) -> bool:
        return (
            finding.fix is not None
            and finding.cause is None
            and finding.fix.applicability in self.allowed
            and finding.fingerprint not in self.refused
        )


def repair_bytes(data: bytes, path: str, settings: Settings, *, unsafe: bool = False) -> Repaired:
    """Repair the content of a file that is called `path`. Never raises, as linter.lint_file.

    A file that is not UTF-8 stays as it is: its first repair is to be written anew as UTF-8.
    """
    source = from_bytes(data, path)
    article = Article(source, settings.profile)
    report = lint_article(article, settings)
    if source.likely_codec is not None or source.undecodable:
        return Repaired(data, {}, report)
    allowed = frozenset(Applicability) if unsafe else frozenset({Applicability.SAFE})
    work = _Work(settings, allowed)
    for _ in range(MOST_PASSES):
        after = work.step(article, report)
        if after is None:
            break
        article, report = after, lint_article(after, settings)
    errors = (*report.errors, *work.refused.values())
    return Repaired(
        encoded(article.source) if work.counts else data,
        dict(sorted(work.counts.items())),
        FileReport(path, article.source, report.language, report.findings, report.contexts, errors),
    )


def loss(article: Article, findings: Sequence[Finding]) -> str | None:
    """Return a text that repairing some findings would lose, None where nothing is lost."""
    return next(_proof(article, _after(article, findings), findings).losses(), None)


def encoded(source: Source) -> bytes:
    """Return the bytes of a text as its file held them: UTF-8, with the mark that it had."""
    return (b"\xef\xbb\xbf" if source.has_bom else b"") + source.text.encode()


def _chosen(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings whose fixes do not touch one another, the larger and earlier first.

    A copy is taken out before a slip in its original is mended, or they would be two texts.
    """
    chosen: list[Finding] = []
    taken: list[Span] = []
    for finding in sorted(findings, key=lambda each: (-_size(each), each.span)):
        spans = [edit.span for edit in finding.fix.edits] if finding.fix else []
        if spans and not any(_touches(taken, span) for span in spans):
            chosen.append(finding)
            for span in spans:
                insort(taken, span)
    return chosen


def _size(finding: Finding) -> int:
    return sum(len(edit.span) for edit in finding.fix.edits) if finding.fix else 0


def _touches(taken: Sequence[Span], span: Span) -> bool:
    """Say whether a span touches one of some ascending, disjoint spans."""
    index = bisect_left(taken, span)
    return any(
        other.start <= span.end and span.start <= other.end
        for other in taken[max(0, index - 1) : index + 1]
    )


def _edits(findings: Sequence[Finding]) -> list[Edit]:
    edits = (edit for finding in findings if finding.fix for edit in finding.fix.edits)
    return sorted(edits, key=lambda edit: edit.span)


def _after(article: Article, findings: Sequence[Finding]) -> Article:
    text = article.source.text
    parts: list[str] = []
    offset = 0
    for edit in _edits(findings):
        parts += (text[offset : edit.span.start], edit.replacement)
        offset = edit.span.end
    parts.append(text[offset:])
    source = Source(article.source.path, "".join(parts), article.source.has_bom)
    return Article(source, article.profile)


def _proof(before: Article, after: Article, findings: Sequence[Finding]) -> Proof:
    foreign = [finding.span for finding in findings if finding.family in _FOREIGN]
    return Proof(before, after, _edits(findings), foreign)
