"""`kouetsu mcp`: the server for writing tools that speak the Model Context Protocol."""

from __future__ import annotations

import os
from pathlib import Path

from kouetsu.cli import output

_PACKAGES = frozenset({"anyio", "mcp", "mcp_types"})
_MISSING = "the MCP server needs the package mcp, version 2: pip install 'kouetsu[mcp]'"


def mcp_command(root: Path, message_language: str | None) -> int:
    """Serve the tools inside the folder `root` until the client closes stdin.

    Return 0, or 2 where the folder or the package that speaks the protocol is missing.
    """
    folder = Path(os.path.realpath(root))
    if not folder.is_dir():
        return output.fail(f"--root {root}: there is no such folder")
    try:
        from kouetsu.servers import mcp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _PACKAGES:
            raise
        return output.fail(_MISSING)
    from kouetsu.servers.mcp_folder import Folder
    from kouetsu.servers.mcp_tools import Desk

    # Paths then mean what they mean to the other commands in that folder.
    os.chdir(folder)
    return mcp.run(Desk(Folder(folder), message_language))
