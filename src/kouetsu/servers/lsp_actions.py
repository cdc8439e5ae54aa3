"""Code actions: the repairs that an editor offers at a place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lsprotocol import types

from kouetsu.finding import Applicability
from kouetsu.records import record
from kouetsu.repair.engine import loss
from kouetsu.servers import lsp_edits
from kouetsu.servers.lsp_diagnostics import SOURCE, diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kouetsu.article.source import Span
    from kouetsu.finding import Edit, Finding
    from kouetsu.servers.lsp_analysis import Analysis

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
QUICK_FIX = types.CodeActionKind.QuickFix.value
# Findings at one place for which actions are made: each costs a parse of the text.
_MOST = 20
_SAFE = {"ja": "修正: {repair}（{rule}）", "en": "Fix: {repair} ({rule})"}
_UNSAFE = {
    "ja": "修正（確実ではないので見直すこと）: {repair}（{rule}）",
    "en": "Fix (unsafe, look at it): {repair} ({rule})",
}
_DISABLE = {
    "disable-next-block": {
        "ja": "このブロックでは {rule} を無効にする",
        "en": "Disable {rule} for this block",
    },
    "disable-file": {
        "ja": "このファイルでは {rule} を無効にする",
        "en": "Disable {rule} for this file",
    },
}
_FIX_ALL = {"ja": "確実な修正をすべて行う（{count} 件）", "en": "Make all safe repairs ({count})"}


def code_actions(
    analysis: Analysis, params: types.CodeActionParams, *, names_versions: bool
) -> list[types.CodeAction]:
    """Return the actions that a client asks for at a range, those of the first findings only.

    `names_versions` says whether the client takes edits that are bound to a version of the text.
    """
    maker = _Maker(analysis, names_versions)
    wanted = params.context.only
    actions: list[types.CodeAction] = []
    if wanted is None or _is_wanted(QUICK_FIX, wanted):
        where = analysis.positions.span(params.range)
        found = (each for each in analysis.shown if _touches(each.span, where))
        for finding in islice(found, _MOST):
            actions += maker.actions_on(finding)
    # Made only when asked for by name: to know the edits, the text must be linted several times.
    if wanted is not None and _is_wanted(FIX_ALL, wanted):
        actions += maker.fix_all()
    return actions


@record
class _Maker:
    """Words the actions on one analysis."""

    analysis: Analysis
    names_versions: bool

    def actions_on(self, finding: Finding) -> Iterator[types.CodeAction]:
        """Yield the repair of a finding, unless it would lose text, and the comment against it."""
        language = self.analysis.language
        if finding.fix is not None and loss(self.analysis.article, [finding]) is None:
            is_safe = finding.fix.applicability is Applicability.SAFE
            words = (_SAFE if is_safe else _UNSAFE)[language]
            title = words.format(repair=finding.repair or finding.message, rule=finding.rule)
            yield self._quick_fix(title, finding, finding.fix.edits, is_preferred=is_safe)
        found = lsp_edits.suppression(self.analysis, finding)
        if found is not None:
            edit, verb = found
            title = _DISABLE[verb][language].format(rule=finding.rule)
            yield self._quick_fix(title, finding, [edit], is_preferred=False)

    def fix_all(self) -> Iterator[types.CodeAction]:
        """Yield all safe repairs as one action, where there are any."""
        edits, count = lsp_edits.safe_repairs(self.analysis)
        if edits:
            title = _FIX_ALL[self.analysis.language].format(count=count)
            yield types.CodeAction(title, kind=FIX_ALL, edit=self._workspace_edit(edits))

    def _quick_fix(
        self, title: str, finding: Finding, edits: Iterable[Edit], *, is_preferred: bool
    ) -> types.CodeAction:
        return types.CodeAction(
            title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(self.analysis, finding)],
            is_preferred=is_preferred,
            edit=self._workspace_edit(edits),
        )

    def _workspace_edit(self, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        document = self.analysis.document
        changes = [
            types.TextEdit(self.analysis.positions.range(edit.span), edit.replacement)
            for edit in edits
        ]
        if not self.names_versions:
            return types.WorkspaceEdit(changes={document.uri: changes})
        name = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(name, [*changes])])


def _is_wanted(kind: str, wanted: Iterable[types.CodeActionKind | str]) -> bool:
    """Say whether a kind is among the wanted ones or under one of them: `source` has all fixes."""
    names = (each.value if isinstance(each, types.CodeActionKind) else each for each in wanted)
    return any(not name or kind == name or kind.startswith(f"{name}.") for name in names)


def _touches(span: Span, where: Span) -> bool:
    return span.start <= where.end and where.start <= span.end
