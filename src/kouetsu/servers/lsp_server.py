"""One editor's server: what is told to the editor, and when."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from kouetsu import __version__
from kouetsu.linter import describe
from kouetsu.servers import lsp_client
from kouetsu.servers.lsp_analysis import Analyser
from kouetsu.servers.lsp_diagnostics import SOURCE, diagnostics
from kouetsu.servers.lsp_protocol import Protocol, log
from kouetsu.servers.lsp_session import Session

if TYPE_CHECKING:
    from pygls.exceptions import JsonRpcException, PyglsError

    from kouetsu.servers.lsp_analysis import Analysis
    from kouetsu.servers.lsp_documents import Document

# After the last change: less would lint while a word is being typed, more would be felt.
_SECONDS_OF_REST = 0.05
# What settings, dictionaries, schemas and site generators are written in.
_WATCHED = "**/*.{toml,yml,yaml,json}"
# What links lead to: whether it is there matters, its content is read again with a later change.
_TARGETS = "**/*.{md,markdown,mdx,png,jpg,jpeg,gif,svg,webp,avif}"
_COMES_OR_GOES = types.WatchKind.Create | types.WatchKind.Delete


class KouetsuServer(LanguageServer):
    """The server of one editor. `locale` is the language of messages where none is set."""

    protocol: Protocol

    def __init__(self, locale: str) -> None:
        super().__init__(
            SOURCE, __version__, protocol_cls=Protocol, converter_factory=default_converter
        )
        self.session = Session(Analyser(Path.cwd(), locale))
        self.client = lsp_client.Client()
        self._pushes: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()

    def put(self, document: Document, *, rests: bool = False) -> None:
        """Take a new version of a document, and push what is found in it (after a rest)."""
        self.session.documents[document.uri] = document
        self.push(document.uri, _SECONDS_OF_REST if rests else 0)

    def push(self, uri: str, seconds: float = 0) -> None:
        """Push the diagnostics of a document after some time, unless the client asks for them."""
        if self.client.pulls:
            return
        if former := self._pushes.get(uri):
            former.cancel()
        self._pushes[uri] = asyncio.create_task(self._push(uri, seconds))

    def close(self, uri: str) -> None:
        """Forget a document, and let the client forget its diagnostics."""
        self.session.close(uri)
        if former := self._pushes.pop(uri, None):
            former.cancel()
        if not self.client.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def renew(self) -> None:
        """Find everything again: settings or other files have changed on disk."""
        self.session.reload()
        self._told.clear()
        for uri in self.session.documents:
            self.push(uri)
        if self.client.renews_diagnostics:
            self.workspace_diagnostic_refresh(None)
        if self.client.renews_hints:
            self.workspace_inlay_hint_refresh(None)

    def tell_problems(self, analysis: Analysis) -> None:
        """Show what is wrong with the settings, once until they are read again; log the rest."""
        if analysis.problem is not None and analysis.problem not in self._told:
            self._told.add(analysis.problem)
            log(analysis.problem)
            message = types.ShowMessageParams(
                types.MessageType.Error, f"kouetsu: {analysis.problem}"
            )
            self.window_show_message(message)
        for failure in analysis.failures:
            log(failure)

    def watch(self) -> None:
        """Ask the client to tell when a file changes on which findings depend."""
        watchers = [
            types.FileSystemWatcher(_WATCHED),
            types.FileSystemWatcher(_TARGETS, _COMES_OR_GOES),
        ]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration(
            "kouetsu-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
        )
        self.client_register_capability(types.RegistrationParams([registration]))

    def report_server_error(
        self, error: Exception, source: type[PyglsError | JsonRpcException]
    ) -> None:
        """Log what went wrong; nothing pops up over the writer's text."""
        log(f"{source.__name__}: {describe(error)}")

    async def _push(self, uri: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        try:
            analysis = await self.session.analysis(uri)
            if analysis is not None:
                self.tell_problems(analysis)
                document = analysis.document
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(
                        document.uri, diagnostics(analysis), document.version
                    )
                )
        except Exception as error:
            log(describe(error))  # the next change is another chance
