"""Whatever is edited, the editor shows what a fresh check of the same text finds."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from fixture_posts import MARKED
from kouetsu import catalogue
from kouetsu.config import Configurations
from kouetsu.linter import lint_bytes
from kouetsu.rule_examples import unmark
from kouetsu.servers.lsp_analysis import Analyser
from kouetsu.servers.lsp_diagnostics import diagnostics
from kouetsu.servers.lsp_documents import Document
from lsp_editor import editing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Range, rule and message of a finding.
Shown = tuple[types.Range, object, str]

_SEEDS = [pytest.param(seed, marks=[pytest.mark.slow] if seed else []) for seed in range(10)]
_PIECES = [
    *"。、 　\n「」（）*`#-|😀𠮷ａA1のにを",
    *("\r\n", "\n\n", "---\n", "```\n", "## 見出し\n", "- ", "> ", "<!-- ", " -->", "", "", ""),
    *("ですです。", "買えますます。", "\u2028", "\f", "〇〇", "reading_time: 40\n", "\ufeff"),
    "船から降ろした魚は、氷の箱に入れて並べられ、仲買人たちは手の合図だけで値を決めます。\n\n",
    "<!-- kouetsu-disable-next-block stutter -- 試し -->\n",
]


def start_text() -> str:
    """Return a post of fixtures/ that has many findings."""
    marked = (MARKED / "2025-05-24-watashibune-no-machi.md").read_text("utf-8")
    return unmark(marked)[0].split("\n<!-- expect:")[0]


def edited(text: str, seed: int, count: int) -> Iterator[tuple[types.Range, str, str]]:
    """Yield random edits: range, replacement, and the text that the editor has then."""
    choice = random.Random(seed)
    for _ in range(count):
        start = choice.randrange(len(text) + 1)
        length = choice.choice((0, 0, 0, 1, 2, 7, 40)) if len(text) < 2500 else 600
        piece = choice.choice(_PIECES)
        start -= is_inside_line_end(text, start)
        end = min(len(text), start + length)
        end += is_inside_line_end(text, end)
        where = types.Range(position(text, start), position(text, end))
        text = text[:start] + piece + text[end:]
        yield where, piece, text


def is_inside_line_end(text: str, offset: int) -> bool:
    """Say whether an offset is where no editor has a position."""
    return offset > 0 and text[offset - 1 : offset + 1] == "\r\n"


def position(text: str, offset: int) -> types.Position:
    """Return line and UTF-16 column, counted in the simplest way."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.split("\n")[-1]
    return types.Position(before.count("\n"), sum(1 + (ord(each) > 0xFFFF) for each in line))


def checked(text: str, path: Path) -> list[Shown]:
    """Return what a fresh check finds."""
    settings = Configurations(catalogue.load(), locale="ja").settings_for(path)
    report = lint_bytes(text.encode(), path.as_posix(), settings)
    return [
        shown(text, each.span.start, each.span.end, each.rule, each.message)
        for each in report.findings
        if each.cause is None
    ]


def shown(text: str, start: int, end: int, rule: object, message: str) -> Shown:
    """Word a finding whose offsets leave a byte order mark out, as kouetsu counts."""
    mark = int(text.startswith("\ufeff"))
    ends = position(text, start + mark), position(text, end + mark)
    return types.Range(*ends), rule, message


def in_editor(found: Iterable[types.Diagnostic]) -> list[Shown]:
    return [(each.range, each.code, each.message.split("\n")[0]) for each in found]


@pytest.mark.parametrize("seed", _SEEDS)
def test_after_any_edit_the_findings_are_those_of_a_fresh_check(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    analyser = Analyser(tmp_path, "ja")
    document = Document(path.as_uri(), 0, start_text(), types.PositionEncodingKind.Utf16)
    for version, (where, piece, text) in enumerate(edited(document.text, seed, 300), 1):
        change = types.TextDocumentContentChangePartial(where, piece)
        document = document.changed(version, [change])
        assert document.text == text
        assert in_editor(diagnostics(analyser.analyse(document))) == checked(text, path)


@pytest.mark.asyncio
async def test_the_server_itself_shows_what_a_fresh_check_finds(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    uri = path.as_uri()
    text = start_text()
    async with editing(tmp_path) as editor:
        editor.open(uri, text)
        assert in_editor(await editor.pushed(uri, 1)) == checked(text, path)
        for version, (where, piece, after) in enumerate(edited(text, 77, 200), 2):
            editor.change(uri, version, (where, piece))
            assert in_editor(await editor.pushed(uri, version)) == checked(after, path)


def test_the_findings_are_those_of_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    analyser = Analyser(tmp_path, "ja")
    *_, (_, _, text) = edited(start_text(), 5, 40)
    document = Document(path.as_uri(), 0, text, types.PositionEncodingKind.Utf16)
    command = [sys.executable, "-m", "kouetsu", "check", "--output-format", "json", "-"]
    done = subprocess.run(
        [*command, "--stdin-filename", str(path)],
        input=text.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "ja_JP.UTF-8"},
    )
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    assert in_editor(diagnostics(analyser.analyse(document))) == [
        shown(text, each["start"], each["end"], each["rule"], each["message"]) for each in findings
    ]
    assert findings
