"""The texts that an editor has open."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lsprotocol.types import TextDocumentContentChangePartial

from kouetsu.article.source import whole
from kouetsu.records import record
from kouetsu.servers.lsp_positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsprotocol.types import PositionEncodingKind, TextDocumentContentChangeEvent


@record(slots=False)
class Document:
    """One version of a text that is open in an editor. Positions in it count in `encoding`."""

    uri: str
    version: int | None
    text: str
    encoding: PositionEncodingKind | str

    @cached_property
    def positions(self) -> Positions:
        """The places of this version."""
        return Positions(self.text, self.encoding)

    def changed(
        self, version: int | None, changes: Iterable[TextDocumentContentChangeEvent]
    ) -> Document:
        """Return the next version, made by changes of parts or of the whole, one after another."""
        document = self
        for change in changes:
            added = whole(change.text)
            if isinstance(change, TextDocumentContentChangePartial):
                added = document.positions.replaced(change.range, added)
            document = Document(self.uri, version, added, self.encoding)
        return document
