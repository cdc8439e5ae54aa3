"""The protocol as pygls speaks it, but for what it leaves undone when a client errs."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

from kouetsu.linter import describe
from kouetsu.quotes import one_line

if TYPE_CHECKING:
    from collections.abc import Generator

_log = logging.getLogger("kouetsu")


class Protocol(LanguageServerProtocol):
    """Leaves the documents to the server and answers requests whose parameters make no sense.

    pygls would keep documents of its own, cut into lines at U+2028 and form feeds as well, which
    no editor does; and it would let a client wait for ever for the answer to a malformed request.
    """

    @property
    def is_shut_down(self) -> bool:
        """Whether the client has asked for the end, as it must before it ends the process."""
        return self._shutdown

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(
        self, params: types.DidOpenTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass an opened document on to the server."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass changes on to the server."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass the end of a document on to the server."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def structure_message(self, data: dict[str, Any]) -> object:
        """Read a message; a request that cannot be read is answered with why."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), int | str):
                self._send_response(data["id"], error=error.to_response_error())
            raise


class _Lines(logging.Formatter):
    """One line for each record: what failed and where, no traceback."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage().strip().split("\n", 1)[0]
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Exception):
            message = f"{message}: {describe(error)}"
        return f"kouetsu lsp: {one_line(message)}"


def log(problem: str) -> None:
    """Tell on stderr, which editors keep in a log, what went wrong."""
    _log.warning("%s", problem)


def log_to_stderr() -> None:
    """Send the warnings of this server and of pygls to stderr, a line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
