"""What of a run is new: findings that a change made or touched.

A finding is older than a change when neither it nor a place that it relates to lies on a changed
line, and the article had it before. The second condition shows what a change does elsewhere: a
reading time in the front matter that a longer body makes wrong, a sentence whose rest was deleted.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.article.source import Span
from kouetsu.patterns import compiled
from kouetsu.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kouetsu.article.source import Source
    from kouetsu.finding import Finding
    from kouetsu.linter import FileReport

# An article that cannot be parsed is not checked as a whole, whoever broke it and when.
_NEVER_OLDER = frozenset({"front-matter-syntax"})
_LINE_FEED = compiled("\n")


def without(report: FileReport, hidden: Collection[str]) -> tuple[FileReport, int]:
    """Return the report without the findings of some fingerprints, and how many were in sight.

    A finding that was folded under one of these comes back: its cause is old, it is not.
    """
    if not hidden:
        return report, 0
    kept = tuple(
        replace(finding, cause=None) if finding.cause in hidden else finding
        for finding in report.findings
        if finding.fingerprint not in hidden
    )
    number = sum(
        finding.cause is None and finding.fingerprint in hidden for finding in report.findings
    )
    return replace(report, findings=kept, text=""), number


def older(
    report: FileReport, lines: Sequence[range], before: Callable[[], FileReport]
) -> frozenset[str]:
    """Return the fingerprints of the findings that are older than a change.

    `lines` are the changed lines, 1-based and ascending, each ended by a line feed alone. `before`
    lints what the article was; it is asked only where that decides.
    """
    source = report.source
    if source is None or (source.likely_codec or "").startswith("utf_16"):
        return frozenset()  # the bytes of UTF-16 have other lines than its text
    changed = list(_spans(source, lines))
    untouched = {
        finding.fingerprint
        for finding in report.findings
        if finding.rule not in _NEVER_OLDER and not _meets(finding, report.path, changed)
    }
    if not untouched:
        return frozenset()
    return frozenset(untouched & {finding.fingerprint for finding in before().findings})


def _spans(source: Source, lines: Sequence[range]) -> Iterator[Span]:
    """Yield the spans of the lines, each with its line feed, or with one place after the text."""
    starts = [0, *(match.end() for match in _LINE_FEED.finditer(source.text))]
    ends = [*starts[1:], len(source.text) + 1]
    for each in lines:
        if each.start <= len(starts):  # else the file was cut while git looked at it
            yield Span(starts[each.start - 1], ends[min(each.stop - 1, len(ends)) - 1])


def _meets(finding: Finding, path: str, changed: Sequence[Span]) -> bool:
    own = [related.span for related in finding.related if related.path in (None, path)]
    return any(_touches(span, changed) for span in (finding.span, *own))


def _touches(span: Span, changed: Sequence[Span]) -> bool:
    """Say whether a span, which may be empty, shares a place with one of the changed ones."""
    wide = Span(span.start, max(span.end, span.start + 1))
    index = bisect_right(changed, wide.end - 1, key=lambda each: each.start) - 1
    return index >= 0 and changed[index].overlaps(wide)
