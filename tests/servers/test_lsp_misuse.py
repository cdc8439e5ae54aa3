"""What clients do wrong: the server answers, logs a line on stderr and goes on."""

from __future__ import annotations

import json
import subprocess
import tempfile
from typing import TYPE_CHECKING, Any, BinaryIO

import pytest

from lsp_editor import COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URI = "file:///tmp/市.md"
SLIP = "朝の市では、魚を手ごろな値で買えますます。\n"
Message = dict[str, Any]


class Wire:
    """A server at the end of two pipes."""

    def __init__(self, errors: BinaryIO) -> None:
        self.process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        )
        self.errors = errors
        self.last = 0

    def write(self, body: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, params: object) -> None:
        self.write(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def request(self, method: str, params: object) -> int:
        self.last += 1
        message = {"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}
        self.write(json.dumps(message).encode())
        return self.last

    def read(self) -> Message:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, value = line.split(b": ")
            length = int(value) if name == b"Content-Length" else length
        message: Message = json.loads(self.process.stdout.read(length))
        return message

    def answer(self, number: int) -> Message:
        """Return the answer to a request; what comes before it is passed over."""
        return next(each for each in iter(self.read, None) if each.get("id") == number)

    def published(self, version: int) -> list[Message]:
        """Return the diagnostics of a version; what comes before them is passed over."""
        messages = (each.get("params") or {} for each in iter(self.read, None))
        found = next(each for each in messages if each.get("version") == version)
        diagnostics: list[Message] = found["diagnostics"]
        return diagnostics

    def open(self, text: str, uri: str = URI) -> None:
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, version: int, *changes: Message) -> None:
        name = {"uri": URI, "version": version}
        params = {"textDocument": name, "contentChanges": list(changes)}
        self.notify("textDocument/didChange", params)

    def hover(self) -> int:
        params = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 17}}
        return self.request("textDocument/hover", params)

    def end(self) -> int:
        self.answer(self.request("shutdown", None))
        self.notify("exit", None)
        return self.process.wait(30)

    def log(self) -> list[str]:
        self.errors.seek(0)
        return self.errors.read().decode().splitlines()


@pytest.fixture
def wire() -> Iterator[Wire]:
    with tempfile.TemporaryFile() as errors:
        server = Wire(errors)
        server.answer(server.request("initialize", {"capabilities": {}, "locale": "ja"}))
        server.notify("initialized", {})
        yield server
        server.process.kill()
        server.process.wait(30)


def span(line: int, start: int, end_line: int, end: int) -> Message:
    return {
        "start": {"line": line, "character": start},
        "end": {"line": end_line, "character": end},
    }


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b'"text"',
        b'{"jsonrpc": "1.0", "id": 5}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 3}}',
        b'{"jsonrpc": "2.0", "method": "nonsense/ofOurs", "params": []}',
        b'{"jsonrpc": "2.0", "id": 77, "result": null}',
        b"[" * 100_000,
    ],
)
def test_a_message_that_makes_no_sense_is_passed_over(body: bytes, wire: Wire) -> None:
    wire.write(body)
    wire.open(SLIP)
    assert [each["code"] for each in wire.published(1)] == ["stutter"]
    assert wire.end() == 0
    assert all(line.startswith("kouetsu lsp: ") for line in wire.log())


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/hover", {"textDocument": 5}),
        ("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": -1}}),
        ("textDocument/codeAction", None),
        ("textDocument/nonsense", {}),
        ("textDocument/diagnostic", {"textDocument": {"uri": URI}}),
    ],
)
def test_a_request_that_makes_no_sense_is_answered_with_an_error(
    method: str, params: object, wire: Wire
) -> None:
    answer = wire.answer(wire.request(method, params))
    assert answer["error"]["message"]
    wire.open(SLIP)
    assert len(wire.published(1)) == 1
    assert wire.end() == 0


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (span(99, 0, 99, 5), f"😀あい\nうえ{SLIP}"),
        (span(0, 99, 0, 99), f"😀あい{SLIP}\nうえ"),
        (span(1, 1, 0, 2), f"😀{SLIP}え"),
        (span(0, 1, 0, 1), f"{SLIP}😀あい\nうえ"),
        (span(0, 1, 0, 3), f"{SLIP}い\nうえ"),
        (span(1, 2_000_000_000, 2_000_000_000, 0), f"😀あい\nうえ{SLIP}"),
    ],
)
def test_a_range_beyond_the_text_backwards_or_within_a_character_is_read_as_it_must_be_meant(
    where: Message, text: str, wire: Wire
) -> None:
    wire.open("😀あい\nうえ")
    assert wire.published(1) == []
    wire.change(2, {"range": where, "text": SLIP})
    shown = wire.published(2)
    wire.change(3, {"text": text})
    assert wire.published(3) == shown
    assert "stutter" in [each["code"] for each in shown]


def test_half_a_character_is_read_as_an_unknown_one(wire: Wire) -> None:
    wire.open(f"\ud83d{SLIP}")
    [found] = [each for each in wire.published(1) if each["code"] == "stutter"]
    assert found["range"]["start"] == {"line": 0, "character": SLIP.index("ますます") + 1}


def test_a_change_of_a_text_that_is_not_open_is_logged(wire: Wire) -> None:
    wire.change(2, {"text": SLIP})
    wire.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
    wire.open(SLIP)
    assert len(wire.published(1)) == 1
    assert wire.end() == 0
    assert wire.log() == [f"kouetsu lsp: {URI} was changed, but is not open"]


def test_a_second_opening_replaces_the_text(wire: Wire) -> None:
    wire.open(SLIP * 2)
    wire.open(SLIP)
    assert len(wire.published(1)) == 1


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "x",
        "untitled:",
        "untitled:Untitled-1",
        "git:/a.md?HEAD",
        "file:///%00.md",
        "file://h/s/a.md",
    ],
)
def test_a_strange_name_is_no_obstacle(uri: str, wire: Wire) -> None:
    wire.open(SLIP, uri)
    assert len(wire.published(1)) == 1
    assert wire.end() == 0


def test_a_cancelled_request_is_answered_as_cancelled_and_others_as_ever(wire: Wire) -> None:
    wire.open(SLIP * 2000)
    first, second = wire.hover(), wire.hover()
    wire.notify("$/cancelRequest", {"id": first})
    wire.notify("$/cancelRequest", {"id": 9999})
    assert wire.answer(first)["error"]["code"] == -32800
    assert "stutter" in wire.answer(second)["result"]["contents"]["value"]
    assert wire.end() == 0


@pytest.mark.slow
def test_requests_are_answered_while_five_megabytes_are_linted(wire: Wire) -> None:
    lines = (f"{number}番目の船は、{number}時に港を出ます。\n\n" for number in range(100_000))
    text = "".join(lines)
    assert len(text.encode()) > 5_000_000
    wire.open(text)
    unknown = wire.request("textDocument/nonsense", {})
    assert wire.read()["id"] == unknown
    wire.change(2, {"text": SLIP})
    assert len(wire.published(2)) == 1
    assert wire.end() == 0


def test_a_client_that_goes_away_ends_the_server(wire: Wire) -> None:
    wire.open(SLIP)
    wire.published(1)
    assert wire.process.stdin is not None
    wire.process.stdin.close()
    assert wire.process.wait(30) == 1
    assert wire.log() == []


def test_a_client_that_reads_no_more_ends_the_server_when_it_goes_away(wire: Wire) -> None:
    assert wire.process.stdout is not None
    assert wire.process.stdin is not None
    wire.process.stdout.close()
    for version in range(1, 4):
        wire.open(SLIP * version)
        wire.hover()
    wire.process.stdin.close()
    assert wire.process.wait(30) in (1, 141)  # 141: what a shell reports for a closed pipe
    assert all(line.startswith("kouetsu lsp: ") for line in wire.log())


def test_an_exit_without_a_shutdown_is_an_error(wire: Wire) -> None:
    wire.notify("exit", None)
    assert wire.process.wait(30) == 1


def test_a_start_that_is_said_twice_is_an_error_at_most(wire: Wire, tmp_path: Path) -> None:
    capabilities: Message = {"textDocument": {"diagnostic": {}}}
    params = {"capabilities": capabilities, "rootUri": tmp_path.as_uri()}
    for _ in range(2):
        assert "jsonrpc" in wire.answer(wire.request("initialize", params))
    wire.open(SLIP)
    assert wire.end() == 0
