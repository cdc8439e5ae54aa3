"""What the editor at the other end can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygls.capabilities import get_capability

from kouetsu.records import record

if TYPE_CHECKING:
    from lsprotocol.types import ClientCapabilities


@record
class Client:
    """The abilities of a client that make a difference.

    `pulls`: asks for diagnostics, so that none must be pushed. `names_versions`: takes edits that
    are bound to a version of a text. `watches`: tells of changed files. The last two: asks again
    for diagnostics or hints when it is told to.
    """

    pulls: bool = False
    names_versions: bool = False
    watches: bool = False
    renews_diagnostics: bool = False
    renews_hints: bool = False


def read(capabilities: ClientCapabilities) -> Client:
    """Return what a client says of itself at its start."""

    def has(name: str) -> bool:
        return get_capability(capabilities, name) is True

    return Client(
        pulls=get_capability(capabilities, "text_document.diagnostic") is not None,
        names_versions=has("workspace.workspace_edit.document_changes"),
        watches=has("workspace.did_change_watched_files.dynamic_registration"),
        renews_diagnostics=has("workspace.diagnostics.refresh_support"),
        renews_hints=has("workspace.inlay_hint.refresh_support"),
    )
