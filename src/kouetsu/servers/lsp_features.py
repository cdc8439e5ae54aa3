"""What the server does for each message of an editor."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from kouetsu.article.source import whole
from kouetsu.servers import lsp_actions, lsp_client, lsp_hints, lsp_links
from kouetsu.servers.lsp_diagnostics import SOURCE, diagnostics
from kouetsu.servers.lsp_documents import Document
from kouetsu.servers.lsp_protocol import log
from kouetsu.servers.lsp_server import KouetsuServer  # noqa: TC001 - pygls reads the annotations


def register(server: KouetsuServer) -> None:
    """Let a server do what this module describes."""
    kinds = [types.CodeActionKind.QuickFix, lsp_actions.FIX_ALL]
    server.feature(types.INITIALIZE)(_initialize)
    server.feature(types.INITIALIZED)(_initialized)
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(_did_open)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(_did_change)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(_did_save)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(_did_close)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_files_changed)
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_configuration_changed)
    server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(_folders_changed)
    server.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(types.TEXT_DOCUMENT_INLAY_HINT)(_inlay_hints)
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)(_document_links)
    options = types.CodeActionOptions(code_action_kinds=kinds)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(_code_actions)


def _initialize(server: KouetsuServer, params: types.InitializeParams) -> None:
    server.client = lsp_client.read(params.capabilities)
    if params.locale:
        server.session.analyser.locale = "ja" if params.locale.startswith("ja") else "en"
    _choose_folder(server)
    if server.client.pulls:
        options = types.DiagnosticOptions(
            inter_file_dependencies=True, workspace_diagnostics=False, identifier=SOURCE
        )
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_diagnostic)


def _initialized(server: KouetsuServer, params: types.InitializedParams) -> None:
    if server.client.watches:
        server.watch()


def _choose_folder(server: KouetsuServer) -> None:
    """Let texts that are no files have the settings of the first workspace folder."""
    uris = [*server.workspace.folders, server.workspace.root_uri]
    paths = (to_fs_path(uri) for uri in uris if uri)
    server.session.analyser.folder = Path(next((path for path in paths if path), Path.cwd()))


def _did_open(server: KouetsuServer, params: types.DidOpenTextDocumentParams) -> None:
    opened = params.text_document
    encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
    server.put(Document(opened.uri, opened.version, whole(opened.text), encoding))


def _did_change(server: KouetsuServer, params: types.DidChangeTextDocumentParams) -> None:
    changed = params.text_document
    document = server.session.documents.get(changed.uri)
    if document is None:
        log(f"{changed.uri} was changed, but is not open")
        return
    server.put(document.changed(changed.version, params.content_changes), rests=True)


def _did_save(server: KouetsuServer, params: types.DidSaveTextDocumentParams) -> None:
    server.renew()  # other posts link to this one


def _did_close(server: KouetsuServer, params: types.DidCloseTextDocumentParams) -> None:
    server.close(params.text_document.uri)


def _files_changed(server: KouetsuServer, params: types.DidChangeWatchedFilesParams) -> None:
    server.renew()


def _configuration_changed(
    server: KouetsuServer, params: types.DidChangeConfigurationParams
) -> None:
    server.renew()


def _folders_changed(server: KouetsuServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
    _choose_folder(server)
    server.renew()


async def _diagnostic(
    server: KouetsuServer, params: types.DocumentDiagnosticParams
) -> types.DocumentDiagnosticReport:
    analysis = await server.session.analysis(params.text_document.uri)
    if analysis is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    server.tell_problems(analysis)
    if params.previous_result_id == analysis.name:
        return types.RelatedUnchangedDocumentDiagnosticReport(analysis.name)
    return types.RelatedFullDocumentDiagnosticReport(diagnostics(analysis), result_id=analysis.name)


async def _hover(server: KouetsuServer, params: types.HoverParams) -> types.Hover | None:
    make = partial(lsp_hints.hover, position=params.position)
    return await server.session.made_of_analysis(params.text_document.uri, make, None)


async def _inlay_hints(
    server: KouetsuServer, params: types.InlayHintParams
) -> list[types.InlayHint]:
    make = partial(lsp_hints.inlay_hints, where=params.range)
    return await server.session.made_of_analysis(params.text_document.uri, make, [])


async def _document_links(
    server: KouetsuServer, params: types.DocumentLinkParams
) -> list[types.DocumentLink]:
    make = lsp_links.document_links
    return await server.session.made_of_analysis(params.text_document.uri, make, [])


async def _code_actions(
    server: KouetsuServer, params: types.CodeActionParams
) -> list[types.CodeAction]:
    make = partial(
        lsp_actions.code_actions, params=params, names_versions=server.client.names_versions
    )
    return await server.session.made_of_analysis(params.text_document.uri, make, [])
