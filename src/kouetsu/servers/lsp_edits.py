"""Changes of a text that an editor is asked to make."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu import catalogue, suppressions
from kouetsu.article import Article
from kouetsu.article.source import Source, Span
from kouetsu.finding import Edit
from kouetsu.repair.engine import repair_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.finding import Finding
    from kouetsu.servers.lsp_analysis import Analysis

_FILE, _BLOCK = "disable-file", "disable-next-block"
_REASONS = {"ja": "理由を書く", "en": "say why"}


def safe_repairs(analysis: Analysis) -> tuple[list[Edit], int]:
    """Return what `kouetsu fix` changes in a text, and how many repairs these changes are."""
    source = analysis.article.source
    repaired = repair_bytes(source.text.encode(), source.path, analysis.settings)
    return list(differences(source.text, repaired.data.decode())), sum(repaired.counts.values())


def differences(before: str, after: str) -> Iterator[Edit]:
    """Yield the edits that turn one text into another, each cut to what differs."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    offsets = [0]
    for line in old:
        offsets.append(offsets[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag != "equal":
            span = Span(offsets[first], offsets[last])
            yield _cut(before, Edit(span, "".join(new[new_first:new_last])))


def _cut(text: str, edit: Edit) -> Edit:
    """Return an edit without what stays the same at its start and its end."""
    old, new = text[edit.span.start : edit.span.end], edit.replacement
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    span = Span(edit.span.start + head, edit.span.end - tail)
    return Edit(span, new[head : len(new) - tail])


def suppression(analysis: Analysis, finding: Finding) -> tuple[Edit, str] | None:
    """Return the edit that keeps a finding quiet, and its directive; None where none would.

    That of the block is tried first, then that of the file (for findings in the front matter).
    """
    for verb, place in ((_BLOCK, _block_start(analysis.article, finding)), (_FILE, None)):
        start = analysis.article.body.start if place is None else place
        edit = _comment(analysis, finding.rule, verb, start)
        if _is_quiet(analysis.article, finding, edit):
            return edit, verb
    return None


def _comment(analysis: Analysis, rule: str, verb: str, start: int) -> Edit:
    """Return a comment in a line of its own, with blank lines around it."""
    source = analysis.article.source
    end = source.newline
    line = source.line(start)
    is_below_text = line > 1 and len(source.line_span(line - 1)) > 0
    is_below_text = is_below_text and start > analysis.article.body.start
    reason = _REASONS[analysis.language]
    comment = f"<!-- kouetsu-{verb} {rule} -- {reason} -->{end}{end}"
    return Edit(Span(start, start), f"{end if is_below_text else ''}{comment}")


def _block_start(article: Article, finding: Finding) -> int | None:
    """Return where the line of the finding's block begins; a list, quote or table is one block."""
    blocks = article.blocks
    index = bisect_right(blocks, finding.span.start, key=lambda block: block.span.start) - 1
    if index < 0:
        return None
    group = blocks[index].containers[:1]
    while group and index and blocks[index - 1].containers[:1] == group:
        index -= 1
    return article.source.line_span(article.source.line(blocks[index].span.start)).start


def _is_quiet(article: Article, finding: Finding, edit: Edit) -> bool:
    """Say whether a directive, once it is put in, covers a finding."""
    text = article.source.text
    start = edit.span.start
    after = Source(article.source.path, text[:start] + edit.replacement + text[start:])
    families = {rule.id: rule.family for rule in catalogue.load().values()}
    offset = finding.span.start + (len(edit.replacement) if finding.span.start >= start else 0)
    return any(
        each.name == finding.rule
        and each.covers is not None
        and each.covers.start <= offset <= each.covers.end
        for each in suppressions.read(Article(after, article.profile), families).all
    )
