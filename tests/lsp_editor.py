"""An editor for tests: pytest-lsp's client with what the tests of the language server look at."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from pathlib import Path

COMMAND = [sys.executable, "-m", "kouetsu", "lsp"]
_SECONDS = 30
_EVERYTHING = types.Range(types.Position(0, 0), types.Position(99_999, 0))


class Editor(LanguageClient):
    """Keeps what the server pushes and registers; the texts are those that the tests send."""

    def __init__(self) -> None:
        super().__init__(converter_factory=default_converter)
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registrations: list[types.Registration] = []
        for method, function in DEFAULT_CLIENT_FEATURES.items():
            if method != types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS:
                self.feature(method)(function)
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(_keep)
        self.feature(types.CLIENT_REGISTER_CAPABILITY)(_register)

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = types.TextDocumentItem(uri, "markdown", version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, version: int, *changes: str | tuple[types.Range, str]) -> None:
        """Send new texts: whole ones, or those of a range."""
        events: list[types.TextDocumentContentChangeEvent] = [
            types.TextDocumentContentChangeWholeDocument(each)
            if isinstance(each, str)
            else types.TextDocumentContentChangePartial(*each)
            for each in changes
        ]
        name = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        self.text_document_did_change(types.DidChangeTextDocumentParams(name, events))

    def close(self, uri: str) -> None:
        name = types.TextDocumentIdentifier(uri)
        self.text_document_did_close(types.DidCloseTextDocumentParams(name))

    def tell_of_changed_file(
        self, path: Path, how: types.FileChangeType = types.FileChangeType.Changed
    ) -> None:
        event = types.FileEvent(path.as_uri(), how)
        params = types.DidChangeWatchedFilesParams([event])
        self.workspace_did_change_watched_files(params)

    async def pushed(self, uri: str, version: int | None) -> Sequence[types.Diagnostic]:
        """Wait for the diagnostics of a version and return the newest of them."""

        def of_version() -> list[types.PublishDiagnosticsParams]:
            return [p for p in self.published if p.uri == uri and p.version == version]

        await until(lambda: bool(of_version()))
        return of_version()[-1].diagnostics

    async def pulled(
        self, uri: str, known: str | None = None
    ) -> types.DocumentDiagnosticReport | None:
        name = types.TextDocumentIdentifier(uri)
        params = types.DocumentDiagnosticParams(name, previous_result_id=known)
        return await self.text_document_diagnostic_async(params)

    async def actions(
        self, uri: str, where: types.Range, *only: str
    ) -> list[types.Command | types.CodeAction]:
        context = types.CodeActionContext([], only=list(only) or None)
        name = types.TextDocumentIdentifier(uri)
        params = types.CodeActionParams(name, where, context)
        return list(await self.text_document_code_action_async(params) or [])

    async def hover(self, uri: str, line: int, character: int) -> str | None:
        """Return the Markdown that is shown at a place."""
        name, place = types.TextDocumentIdentifier(uri), types.Position(line, character)
        found = await self.text_document_hover_async(types.HoverParams(name, place))
        if found is None:
            return None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def hints(self, uri: str, where: types.Range = _EVERYTHING) -> list[types.InlayHint]:
        params = types.InlayHintParams(types.TextDocumentIdentifier(uri), where)
        return list(await self.text_document_inlay_hint_async(params) or [])

    async def links(self, uri: str) -> list[types.DocumentLink]:
        params = types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
        return list(await self.text_document_document_link_async(params) or [])


def _keep(client: Editor, params: types.PublishDiagnosticsParams) -> None:
    client.published.append(params)


def _register(client: Editor, params: types.RegistrationParams) -> None:
    client.registrations += params.registrations


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(_SECONDS):
        while not is_so():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def editing(
    *folders: Path,
    capabilities: types.ClientCapabilities | None = None,
    locale: str | None = "ja",
) -> AsyncIterator[Editor]:
    """Start a server for some workspace folders, and end it."""
    client = await ClientServerConfig(COMMAND, client_factory=Editor).start()
    assert isinstance(client, Editor)
    await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities or types.ClientCapabilities(),
            locale=locale,
            workspace_folders=[types.WorkspaceFolder(each.as_uri(), each.name) for each in folders],
        )
    )
    try:
        yield client
    finally:
        await client.shutdown_session()
        await client.stop()  # type: ignore[no-untyped-call]


def changed(text: str, edits: Iterable[types.TextEdit]) -> str:
    """Return a text after edits whose columns count UTF-16, as an editor applies them."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    starts = [sum(len(line) + 2 for line in lines[:index]) for index in range(len(lines))]
    data = text.encode("utf-16-le")
    places = [
        (
            starts[edit.range.start.line] + 2 * edit.range.start.character,
            starts[edit.range.end.line] + 2 * edit.range.end.character,
            edit.new_text,
        )
        for edit in edits
    ]
    for start, end, new in sorted(places, reverse=True):
        data = data[:start] + new.encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")
