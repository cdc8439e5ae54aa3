"""The language server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.servers import lsp_features
from kouetsu.servers.lsp_protocol import log_to_stderr
from kouetsu.servers.lsp_server import KouetsuServer

if TYPE_CHECKING:
    from typing import BinaryIO


def serve(locale: str, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve one editor until it says so or goes away; return the exit code of the protocol.

    0: it asked for the end first. 1: it did not. `locale` ("ja" or "en") is the language of
    messages where neither the editor nor the settings name one.
    """
    log_to_stderr()
    server = KouetsuServer(locale)
    lsp_features.register(server)
    server.start_io(stdin, stdout)
    server.session.end()
    return 0 if server.protocol.is_shut_down else 1
