"""The command line, one module per command."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from kouetsu import TYPE_CHECKING, __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

# What a shell reports for a program that Ctrl-C or a closed pipe ends (128 + the signal).
_INTERRUPTED = 130
_BROKEN_PIPE = 141
# Objects that are made between two searches for unused ones that refer to one another. 283 articles
# leave 425 of them, and a search among the objects of a few articles takes 15 ms: every 100,000, or
# even every 700 as Python does it, that costs more than all that it could find.
_COLLECTED = 1_000_000


def program() -> NoReturn:
    """Run kouetsu as a program of its own: it ends with the exit code."""
    gc.set_threshold(_COLLECTED)
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads it any more
            stream.flush()
    # Python would take apart every object before it ends, which takes as long as a short article.
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run kouetsu and return its exit code; `arguments` are those of the process by default.

    0: clean. 1: findings at or above --fail-on. 2: could not do the job.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        print(f"kouetsu {__version__}", flush=True)
        return 0
    from kouetsu.cli import output

    output.prepare_streams()
    try:
        from kouetsu import patterns
        from kouetsu.cli import app

        code = app.run(given)
        sys.stdout.flush()
        patterns.keep()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        output.discard_rest()
        return _BROKEN_PIPE
    except Exception as error:
        from kouetsu.linter import describe

        return output.fail(describe(error))
    return code
