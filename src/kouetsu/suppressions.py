"""Suppressions: what a writer has written into a post to keep findings quiet.

    <!-- kouetsu-disable-next-block RULE[, RULE] -- reason -->
    <!-- kouetsu-disable-line RULE -- reason -->
    <!-- kouetsu-disable RULE -->  …  <!-- kouetsu-enable RULE -->
    <!-- kouetsu-disable-file RULE -->
    kouetsu: {disable: [RULE, {rule: RULE, reason: …}]}      (front matter)

RULE is a rule or a family; there is no form without a name, since such a comment would also hide
what nobody has looked at. A finding is covered when its span starts in the stretch that a
suppression covers, both ends included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Scalar, Sequence, Table
from kouetsu.article.markdown import Kind
from kouetsu.article.source import Span
from kouetsu.catalogue import nearest
from kouetsu.finding import Hit
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kouetsu.article import Article
    from kouetsu.article.front_matter import Value
    from kouetsu.article.markdown import Block, Comment
    from kouetsu.finding import Finding

VERBS = ("disable-next-block", "disable-line", "disable", "enable", "disable-file")
KEY = "kouetsu"

# "kouetsu: disable" and "Kouetsu disable" are read as slips for a directive; prose about kouetsu
# in a comment is left alone.
_DIRECTIVE = compiled(
    r"\s*(?P<written>kouetsu(?:-(?=[a-z])|[-:_\s]+(?=(?:dis|en)able))(?P<verb>[\w-]+))",
    re.IGNORECASE,
)
_REASON = compiled(r"\s--(?:\s|$)")
_NAME = compiled(r"[^,、，]+")
_OPENING = len("<!--")


@record
class Suppression:
    """One name of a directive: findings of that rule or family that start in `covers` are quiet.

    `place` is where the name is written; `covers` is None where there is nothing to cover.
    """

    name: str
    place: Span
    covers: Span | None

    def covers_start_of(self, finding: Finding) -> bool:
        """Say whether `finding` starts where this holds, whatever its rule."""
        span = self.covers
        return span is not None and span.start <= finding.span.start <= span.end


@record
class Suppressions:
    """The suppressions of one article. `problems` are those that cannot be understood."""

    all: tuple[Suppression, ...] = ()
    problems: tuple[Hit, ...] = ()


@record
class Record:
    """What came of an article's suppressions, for the rule unused-suppression."""

    problems: tuple[Hit, ...]
    unused: tuple[Suppression, ...]


def apply(
    findings: Iterable[Finding], suppressions: Suppressions
) -> tuple[list[Finding], set[Suppression]]:
    """Return the findings that are left, and the suppressions that kept others quiet."""
    if not suppressions.all:
        return list(findings), set()
    names: dict[str, list[Suppression]] = {}
    for suppression in suppressions.all:
        names.setdefault(suppression.name, []).append(suppression)
    kept, used = [], set[Suppression]()
    for finding in findings:
        named = [*names.get(finding.rule, ()), *names.get(finding.family, ())]
        holding = [suppression for suppression in named if suppression.covers_start_of(finding)]
        used.update(holding)
        if not holding:
            kept.append(finding)
    return kept, used


def unused(
    suppressions: Suppressions,
    used: Collection[Suppression],
    ran: Collection[str],
    families: Mapping[str, str],
) -> Iterator[Suppression]:
    """Yield the suppressions that kept nothing quiet although their rules ran.

    `ran` are the rules that ran on the article, `families` maps every rule to its family. A family
    counts as run only as a whole: the rule that was meant may be one that is off today.
    """
    for suppression in suppressions.all:
        members = [rule for rule in families if suppression.name in (rule, families[rule])]
        if suppression not in used and all(rule in ran for rule in members):
            yield suppression


def are_written(article: Article) -> bool:
    """Say whether an article may hold a suppression; most hold none."""
    is_in_comment = any(_DIRECTIVE.match(comment.content) for comment in article.comments)
    return is_in_comment or article.front_matter.get(KEY) is not None


def read(article: Article, families: Mapping[str, str]) -> Suppressions:
    """Read the suppressions of an article; `families` maps every known rule to its family."""
    reader = _Reader(article, families)
    for comment in article.comments:
        reader.read_comment(comment)
    reader.close_all(len(article.source.text))
    reader.read_front_matter()
    return Suppressions(tuple(reader.found), tuple(reader.problems))


@record(frozen=False)
class _Reader:
    """Reads the directives of one article in the order of the text."""

    article: Article
    families: Mapping[str, str]
    found: list[Suppression] = field(default_factory=list)
    problems: list[Hit] = field(default_factory=list)
    open: list[tuple[str, Span]] = field(default_factory=list)

    def read_comment(self, comment: Comment) -> None:
        match = _DIRECTIVE.match(comment.content)
        if match is None:
            return
        start, verb = comment.span.start + _OPENING, match["verb"]
        if verb not in VERBS or match["written"] != f"kouetsu-{verb}":
            near = (nearest(verb.lower(), VERBS) or VERBS)[0]
            written = Span(start + match.start("written"), start + match.end())
            self._problem("unknown-verb", written, near=f"kouetsu-{near}")
            return
        rest = _REASON.split(comment.content, maxsplit=1)[0][match.end() :]
        names = list(_names(rest, start + match.end()))
        if verb == "enable":
            self._enable(comment, names)
        elif names:
            self._disable(comment, verb, names)
        else:
            self._problem("missing-name", comment.span)

    def _disable(self, comment: Comment, verb: str, names: list[tuple[str, Span]]) -> None:
        known = [(name, place) for name, place in names if self._is_known(name, place)]
        if verb == "disable":
            self.open.extend(known)
        else:
            covers = self._covered(verb, comment)
            self.found.extend(Suppression(name, place, covers) for name, place in known)

    def _covered(self, verb: str, comment: Comment) -> Span | None:
        source = self.article.source
        if verb == "disable-file":
            return Span(0, len(source.text))
        if verb == "disable-line":
            first = source.line_span(source.line(comment.span.start))
            last = source.line_span(source.line(comment.span.end))
            return Span(first.start, last.end)
        end = end_of_next_block(self.article.blocks, comment)
        return None if end is None else Span(comment.span.end, end)

    def _enable(self, comment: Comment, names: list[tuple[str, Span]]) -> None:
        if not names:
            if not self.open:
                self._problem("not-disabled", comment.span)
            self.close_all(comment.span.end)
        for name, place in names:
            if not self._is_known(name, place):
                continue
            if all(name != opened for opened, _ in self.open):
                self._problem("not-disabled", place)
            self._close(name, comment.span.end)

    def close_all(self, end: int) -> None:
        """End every range that is open; one that no directive ends goes on to the end."""
        for name in dict(self.open):
            self._close(name, end)

    def _close(self, name: str, end: int) -> None:
        for opened, place in self.open:
            if opened == name:
                self.found.append(Suppression(name, place, Span(place.start, end)))
        self.open = [each for each in self.open if each[0] != name]

    def read_front_matter(self) -> None:
        value = self.article.front_matter.get(KEY)
        if value is not None and not isinstance(value, Table):
            self._problem("front-matter-form", value.span)
        for entry in value.entries if isinstance(value, Table) else ():
            if entry.key == "disable":
                self._read_list(entry.value)
            else:
                self._problem("front-matter-form", entry.key_span)

    def _read_list(self, value: Value) -> None:
        everything = Span(0, len(self.article.source.text))
        for item in value.items if isinstance(value, Sequence) else (value,):
            name = _rule_of(item)
            if name is None or not name.text.strip():
                self._problem("front-matter-form", item.span)
            elif self._is_known(name.text, name.span):
                self.found.append(Suppression(name.text, name.span, everything))

    def _is_known(self, name: str, place: Span) -> bool:
        names = [*self.families, *dict.fromkeys(self.families.values())]
        if name in names:
            return True
        near = nearest(name, names)
        if near:
            self._problem("unknown-rule-near", place, near=near[0])
        else:
            self._problem("unknown-rule", place)
        return False

    def _problem(self, message: str, span: Span, **values: str) -> None:
        self.problems.append(Hit(span, values, message))


def end_of_next_block(blocks: tuple[Block, ...], comment: Comment) -> int | None:
    """Return the end of the block after a comment: a list, quote or table counts as one block.

    A comment inside a list or quote takes the next block in there. Other comments and the lines of
    templates (`:::`, Liquid) in between are passed over, so that several directives can stand above
    one block. Lists that follow each other with nothing between them count as one.
    """
    index = bisect_right(blocks, comment.span.start, key=lambda block: block.span.start)
    depth = len(comment.containers)
    while index < len(blocks) and blocks[index].kind is Kind.DIRECTIVE:
        index += 1
    if index == len(blocks):
        return None
    group = blocks[index].containers[: depth + 1]
    is_whole = len(group) > depth
    while is_whole and index + 1 < len(blocks) and _is_in(blocks[index + 1], group):
        index += 1
    return blocks[index].span.end


def _is_in(block: Block, group: tuple[object, ...]) -> bool:
    return block.containers[: len(group)] == group


def _names(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """Yield each name of a list and its place; `text` begins at offset `start`."""
    for match in _NAME.finditer(text):
        if name := match.group().strip():
            offset = start + match.start() + match.group().index(name)
            yield name, Span(offset, offset + len(name))


def _rule_of(item: Value) -> Scalar | None:
    """Return the name in an item of the front matter's list: `RULE` or `{rule: RULE, …}`."""
    if isinstance(item, Scalar):
        return item
    named = [e.value for e in item.entries if e.key == "rule"] if isinstance(item, Table) else []
    return named[0] if named and isinstance(named[0], Scalar) else None
