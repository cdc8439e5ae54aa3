"""`kouetsu lsp`: serve an editor over stdin and stdout."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout

from kouetsu import catalogue
from kouetsu.cli import output
from kouetsu.config import locale_language


def lsp_command() -> int:
    """Serve until the editor ends; return 0, 1 when it just went away, 2 when it cannot be done."""
    try:
        from kouetsu.servers import lsp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        return output.fail("lsp needs the package pygls: pip install 'kouetsu[lsp]'")
    try:
        catalogue.load()
    except catalogue.RuleFileError as error:
        return output.fail(str(error))
    # A stdout of its own: pygls closes it, and nothing else may be printed into it.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stdout, redirect_stdout(sys.stderr):
        return lsp.serve(locale_language(os.environ), sys.stdin.buffer, stdout)
