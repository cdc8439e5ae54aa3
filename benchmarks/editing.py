"""Measure how soon the language server shows what a change in a post leads to.

    python benchmarks/editing.py POST [POST …]

Each post is opened in a server of its own and changed 200 times by one character; a line for each
says how long it took, from the change to the arrival of its diagnostics, in milliseconds.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

CHANGES = 200
_TYPED = "、。のはがでアb「"


class Client(LanguageClient):
    """Notes when the diagnostics of each version arrive."""

    def __init__(self) -> None:
        super().__init__("kouetsu-benchmark", "1")
        self.arrived: dict[int | None, float] = {}
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(_note)

    async def arrival(self, version: int) -> float:
        """Wait for the diagnostics of a version; return when they came, in seconds."""
        while version not in self.arrived:
            await asyncio.sleep(0.001)
        return self.arrived[version]


def _note(client: Client, params: types.PublishDiagnosticsParams) -> None:
    client.arrived[params.version] = time.perf_counter()


async def delays(post: Path) -> list[float]:
    """Return the milliseconds that each change took, ascending."""
    text, uri = post.read_text("utf-8"), post.resolve().as_uri()
    client = Client()
    await client.start_io(sys.executable, "-m", "kouetsu", "lsp")
    capabilities = types.ClientCapabilities()
    await client.initialize_async(types.InitializeParams(capabilities=capabilities))
    client.initialized(types.InitializedParams())
    item = types.TextDocumentItem(uri, "markdown", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await client.arrival(1)
    found = [await _delay(client, uri, text, version) for version in range(2, CHANGES + 2)]
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return sorted(found)


async def _delay(client: Client, uri: str, text: str, version: int) -> float:
    choice = random.Random(version)
    lines = text.split("\n")
    line = choice.randrange(len(lines))
    place = types.Position(line, choice.randrange(len(lines[line]) + 1))
    where = types.Range(place, place)
    change = types.TextDocumentContentChangePartial(where, choice.choice(_TYPED))
    name = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
    start = time.perf_counter()
    client.text_document_did_change(types.DidChangeTextDocumentParams(name, [change]))
    return 1000 * (await client.arrival(version) - start)


def main() -> None:
    """Measure the posts that the command line names."""
    for name in sys.argv[1:]:
        post = Path(name)
        found = asyncio.run(delays(post))
        kilobytes = post.stat().st_size / 1000
        print(
            f"{kilobytes:.0f} KB: median {statistics.median(found):.0f} ms, "
            f"nine of ten {found[CHANGES * 9 // 10]:.0f} ms, slowest {found[-1]:.0f} ms  {name}"
        )


if __name__ == "__main__":
    main()
