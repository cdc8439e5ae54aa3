"""Findings: what a check yields (Hit) and what a user is shown (Finding)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kouetsu.article.source import Span

DEFAULT = "default"


class Severity(Enum):
    """How grave a finding is; only errors fail a run by default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info: a lower rank is graver."""
        return list(Severity).index(self)


class Applicability(Enum):
    """Whether a fix keeps the meaning for certain (safe) or a person should look (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@record
class Edit:
    """Replace the text under `span` by `replacement`."""

    span: Span
    replacement: str


@record
class Fix:
    """Edits that belong together; they do not overlap and are in ascending order."""

    edits: tuple[Edit, ...]
    applicability: Applicability


@record
class Place:
    """A related place of a hit. `message` names one of the rule's `related` templates."""

    span: Span
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@record
class Hit:
    """What a check yields: where, and the values for the rule's words.

    `message` names one of the rule's message templates (a rule with a single wording has only
    "default"); the template is filled with `values` and with `text`, the text under `span`.
    `explains` are spans in which the findings of other rules are consequences of this one (the
    later copy of a block, the rest of a cut word); an independent hit is no consequence wherever
    it lies.
    """

    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    message: str = DEFAULT
    related: tuple[Place, ...] = ()
    fix: Fix | None = None
    explains: tuple[Span, ...] = ()
    is_independent: bool = False


@record
class Related:
    """A related place, worded for people. `path` is None for the finding's own file."""

    span: Span
    message: str
    path: str | None = None


@record
class Finding:
    """A rule's report on one place of one file.

    `fingerprint` does not depend on positions: it survives moved lines. `cause` is the fingerprint
    of the finding that this one follows from.
    """

    rule: str
    family: str
    severity: Severity
    span: Span
    message: str
    repair: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    cause: str | None = None
    fingerprint: str = ""
