"""Findings as editors show them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import from_fs_path

from kouetsu.article.source import from_bytes
from kouetsu.servers.lsp_positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.finding import Finding, Related
    from kouetsu.servers.lsp_analysis import Analysis

SOURCE = "kouetsu"
# Editors show what is tagged so in grey: it stands elsewhere already.
_GREY_FAMILY = "repetition"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


def diagnostics(analysis: Analysis) -> list[types.Diagnostic]:
    """Return the findings of an analysis that do not follow from others, by position."""
    return [diagnostic(analysis, finding) for finding in analysis.shown]


def diagnostic(analysis: Analysis, finding: Finding) -> types.Diagnostic:
    """Return one finding as editors show it: message and repair on a line each."""
    is_grey = finding.family == _GREY_FAMILY
    level = analysis.settings.editor_severities[finding.severity]
    lines = [finding.message, *([finding.repair] if finding.repair else [])]
    return types.Diagnostic(
        range=analysis.positions.range(finding.span),
        message="\n".join(lines),
        severity=_SEVERITIES[level],
        code=finding.rule,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if is_grey else None,
        related_information=list(_related(analysis, finding)) or None,
        data=finding.fingerprint,
    )


def _related(analysis: Analysis, finding: Finding) -> Iterator[types.DiagnosticRelatedInformation]:
    for related in finding.related:
        location = _location(analysis, related)
        if location is not None:
            yield types.DiagnosticRelatedInformation(location, related.message)


def _location(analysis: Analysis, related: Related) -> types.Location | None:
    """Return where a related place lies; None in a file that cannot be read any more."""
    if related.path is None:
        return types.Location(analysis.document.uri, analysis.positions.range(related.span))
    path = Path(analysis.article.source.path).parent / related.path
    uri = from_fs_path(str(path))
    try:
        text = from_bytes(path.read_bytes(), related.path).text
    except OSError:
        return None
    positions = Positions(text, analysis.document.encoding)
    return types.Location(str(uri), positions.range(related.span))
