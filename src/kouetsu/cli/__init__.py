"""The command line, one module per command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kouetsu import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a shell reports for a program that Ctrl-C or a closed pipe ends (128 + the signal).
_INTERRUPTED = 130
_BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run kouetsu and return its exit code; `arguments` are those of the process by default.

    0: clean. 1: findings at or above --fail-on. 2: could not do the job.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        print(f"kouetsu {__version__}")
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
