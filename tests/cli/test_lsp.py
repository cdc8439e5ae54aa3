from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("package", ["pygls", "lsprotocol"])
def test_without_the_extra_one_line_says_what_to_install(package: str) -> None:
    program = (
        f"import sys\nsys.modules[{package!r}] = None\n"
        "from kouetsu.cli import main\nsys.exit(main(['lsp']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode() == (
        "kouetsu: lsp needs the package pygls: pip install 'kouetsu[lsp]'\n"
    )


def test_the_option_that_editors_pass_to_every_server_is_known() -> None:
    command = [sys.executable, "-m", "kouetsu", "lsp", "--stdio"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
