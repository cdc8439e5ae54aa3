"""What a client may do to `kouetsu mcp` that the official one never does: bytes and pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kouetsu.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STUTTER = "岬の灯台は、霧の夜にも🍎の船を導くべきですです。\n"
HELLO = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}

PARSE_ERROR, INVALID_REQUEST = -32700, -32600
MALFORMED = (
    (b"", PARSE_ERROR),
    (b"nonsense", PARSE_ERROR),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "par', PARSE_ERROR),
    (b"\xff\xfe\x00", PARSE_ERROR),
    (b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"', PARSE_ERROR),
    (b'["\\ud800"]', PARSE_ERROR),
    (b"[" * 100_000, PARSE_ERROR),
    (b"[]", INVALID_REQUEST),
    (b"null", INVALID_REQUEST),
    (rb'"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}"', INVALID_REQUEST),
    (b"{}", INVALID_REQUEST),
    (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', INVALID_REQUEST),
    (b'{"jsonrpc": "2.0", "id": 1, "method": 7}', INVALID_REQUEST),
)
MEANINGLESS_REQUESTS: tuple[dict[str, object], ...] = (
    {"method": "tools/fetch"},
    {"method": "tools/call"},
    {"method": "tools/call", "params": {"name": 1}},
    {"method": "tools/call", "params": {"name": "check_text", "arguments": 1}},
    {"method": "tools/call", "params": {"name": "x\n" * 9999}},
    {"method": "resources/list"},
)
MEANINGLESS_NOTIFICATIONS: tuple[dict[str, object], ...] = (
    {"method": "notifications/unknown"},
    {"method": "notifications/cancelled", "params": {"requestId": 12345}},
    {"method": "notifications/cancelled", "params": {"requestId": []}},
    {"method": "notifications/cancelled"},
    {"id": 77, "result": {}},
)


class Wire:
    """The pipes of a server."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kouetsu", "mcp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.stdin, self.stdout = self.process.stdin, self.process.stdout

    def send(self, *messages: object) -> None:
        for message in messages:
            line = message if isinstance(message, bytes) else json.dumps(message).encode()
            self.stdin.write(line + b"\n")
        self.stdin.flush()

    def receive(self) -> dict[str, object]:
        answer: dict[str, object] = json.loads(self.stdout.readline())
        return answer

    def end(self) -> tuple[int, str]:
        """Close stdin; return the exit code and what was told on stderr."""
        _, told = self.process.communicate(timeout=30)
        return self.process.returncode, told.decode()


def call(number: int, **arguments: object) -> dict[str, object]:
    params = {"name": "check_text", "arguments": arguments}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    wire = Wire(tmp_path)
    try:
        yield wire
    finally:
        wire.process.kill()
        wire.process.wait()


def greet(wire: Wire) -> None:
    wire.send(HELLO, READY)
    assert wire.receive()["id"] == 0


def is_at_work(wire: Wire) -> bool:
    """Say whether a request is answered as it should be."""
    wire.send(call(99, text=STUTTER))
    answer = wire.receive()
    assert answer["id"] == 99
    return '"stutter"' in json.dumps(answer["result"])


def test_a_line_that_is_no_message_is_answered_and_left_out(wire: Wire) -> None:
    greet(wire)
    told = []
    for line, code in MALFORMED:
        wire.send(line)
        answer = wire.receive()
        assert answer["id"] is None
        error = answer["error"]
        assert isinstance(error, dict)
        assert error["code"] == code, line[:80]
        told.append(f"kouetsu: {error['message']}")
        assert is_at_work(wire)
    exit_code, lines = wire.end()
    assert exit_code == 0
    assert lines.splitlines() == told


def test_a_line_that_is_no_message_may_come_first(wire: Wire) -> None:
    wire.send(b"nonsense")
    assert wire.receive()["id"] is None
    greet(wire)
    assert is_at_work(wire)


def test_a_request_that_means_nothing_is_answered_with_an_error(wire: Wire) -> None:
    greet(wire)
    for request in MEANINGLESS_REQUESTS:
        wire.send({"jsonrpc": "2.0", "id": 5, **request})
        answer = wire.receive()
        assert answer["id"] == 5
        assert "error" in answer
        assert len(json.dumps(answer)) < 1000
        assert is_at_work(wire)


def test_a_notification_that_means_nothing_is_left_out(wire: Wire) -> None:
    greet(wire)
    for notification in MEANINGLESS_NOTIFICATIONS:
        wire.send({"jsonrpc": "2.0", **notification})
        assert is_at_work(wire)


def test_a_request_before_the_greeting_is_answered(wire: Wire) -> None:
    wire.send(call(1, text=STUTTER))
    assert wire.receive()["id"] == 1
    greet(wire)
    assert is_at_work(wire)


def test_a_cancelled_request_is_not_answered(wire: Wire) -> None:
    greet(wire)
    text = "".join(f"第{n}の桟橋は、秋の嵐のあとに町の人が直しました。" for n in range(15_000))
    cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}
    wire.send(call(1, text=text), cancel)
    assert is_at_work(wire)


def test_a_byte_that_is_not_utf8_costs_a_character_only(wire: Wire) -> None:
    greet(wire)
    wire.send(json.dumps(call(1, text="港@です。")).encode().replace(b"@", b"\xff"))
    assert wire.receive()["id"] == 1
    assert is_at_work(wire)


def test_half_a_character_costs_a_character_only(wire: Wire) -> None:
    greet(wire)
    halves = f"\ud83c{STUTTER}\udf4e"
    wire.send(call(1, text=halves), call(2, text=STUTTER, select=["\ud83c"]))
    answers = {answer["id"]: answer["result"] for answer in (wire.receive(), wire.receive())}
    first, second = answers[1], answers[2]
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    (found,) = [
        each for each in first["structuredContent"]["findings"] if each["rule"] == "stutter"
    ]
    assert halves[found["start"] : found["end"]] == found["text"] == "ですです"
    assert second["isError"] is True
    wire.send(b'{"jsonrpc": "2.0", "id": 3, "method": "\\ud800"}')
    unknown = wire.receive()
    assert unknown["id"] == 3
    assert "error" in unknown
    assert wire.end()[0] == 0


def test_the_server_ends_well_when_the_client_closes_stdin(wire: Wire) -> None:
    greet(wire)
    assert wire.end() == (0, "")


def test_the_server_ends_well_when_nobody_ever_spoke(wire: Wire) -> None:
    assert wire.end() == (0, "")


def test_the_server_ends_in_one_line_when_nobody_reads_its_answers(wire: Wire) -> None:
    greet(wire)
    wire.stdout.close()
    wire.send(call(1, text=STUTTER))
    wire.stdin.close()
    assert wire.process.stderr is not None
    told = wire.process.stderr.read().decode()
    assert wire.process.wait(30) == 0
    assert told.splitlines() == ["kouetsu: the client has closed the pipe"]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_a_server_that_waits(wire: Wire) -> None:
    greet(wire)
    wire.process.send_signal(signal.SIGINT)
    assert wire.process.wait(10) == -signal.SIGINT
    assert wire.process.stderr is not None
    assert wire.process.stderr.read() == b""


def test_a_folder_that_is_none_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "post.md").write_text("a", "utf-8")
    for name in ("nowhere", "post.md"):
        assert main(["mcp", "--root", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err == (
            f"kouetsu: --root {tmp_path / name}: there is no such folder\n"
        )


@pytest.mark.parametrize("missing", ["mcp", "mcp_types", "anyio"])
def test_a_missing_package_is_one_line_that_tells_what_to_install(
    missing: str, tmp_path: Path
) -> None:
    # An entry of None makes an import fail as it does where nothing is installed.
    program = (
        f"import sys; sys.modules[{missing!r}] = None; from kouetsu.cli import main; "
        f"sys.exit(main(['mcp', '--root', {str(tmp_path)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "kouetsu: the MCP server needs the package mcp, version 2: pip install 'kouetsu[mcp]'\n"
    )


@pytest.mark.parametrize("command", [["check", "post.md"], ["rule", "stutter"], ["--help"]])
def test_no_other_command_loads_any_of_it(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("港の灯台です。\n", "utf-8")
    program = (
        f"import sys; from kouetsu.cli import main; code = main({command!r}); "
        "loaded = {name.split('.')[0] for name in sys.modules}; "
        "print(sorted(loaded & {'mcp', 'mcp_types', 'anyio', 'asyncio'}), file=sys.stderr); "
        "print([name for name in sys.modules if 'servers' in name], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stderr.decode() == "[]\n[]\n"
