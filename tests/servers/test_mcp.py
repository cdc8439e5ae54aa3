"""`kouetsu mcp` as a process, spoken to by the official client."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError
from mcp_types import TextContent

from kouetsu import __version__, catalogue
from kouetsu.config import CommandLine, Configurations
from kouetsu.linter import lint_bytes
from kouetsu.reports import View, plain, render
from kouetsu.servers.mcp_folder import LARGEST
from kouetsu.servers.mcp_tools import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mcp_types import CallToolResult

Work = TypeVar("Work")

STUTTER = "岬の灯台は、霧の夜にも🍎の船を導くべきですです。\n"
LANGUAGE = "en"
# The longest that any one of these conversations may take, in seconds, on a busy machine.
PATIENCE = 60


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Return a folder with one post."""
    blog = tmp_path / "blog"
    (blog / "posts").mkdir(parents=True)
    (blog / "posts" / "灯台.md").write_text(STUTTER, "utf-8")
    return blog


def talk(folder: Path, work: Callable[[Client], Awaitable[Work]], mode: str = "auto") -> Work:
    """Start the server for a folder, from another one, and do some work with a client of it."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "kouetsu", "mcp", "--root", str(folder), "--lang", LANGUAGE],
        cwd=folder.parent,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )

    async def conversation() -> Work:
        with anyio.fail_after(PATIENCE):
            async with Client(stdio_client(server), mode=mode) as client:
                return await work(client)

    return anyio.run(conversation)


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_clients_of_old_and_new_protocols_get_the_same_answers(blog: Path, mode: str) -> None:
    async def work(client: Client) -> CallToolResult:
        assert client.server_info is not None
        assert (client.server_info.name, client.server_info.version) == ("kouetsu", __version__)
        assert "check_text" in (client.instructions or "")
        return await client.call_tool("check_file", {"path": "posts/灯台.md"})

    result = talk(blog, work, mode)
    assert result.is_error is False
    (found,) = result.structured_content["findings"]
    assert (found["rule"], found["text"], found["line"], found["column"]) == (
        *("stutter", "ですです"),
        *(1, 20),
    )


def test_the_tools_say_what_they_take_and_give_and_that_they_change_nothing(blog: Path) -> None:
    async def work(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == [
            *("check_text", "check_file", "fix_text", "explain_rule", "list_rules")
        ]
        for tool in tools:
            assert tool.title
            assert tool.description
            assert tool.output_schema is not None
            assert tool.output_schema["type"] == "object"
            for name, schema in tool.input_schema["properties"].items():
                assert schema.get("description"), name
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is True

    talk(blog, work)


def test_every_tool_answers_with_data_and_with_the_same_data_as_text(blog: Path) -> None:
    calls = {
        "check_text": {"text": STUTTER},
        "check_file": {"path": "posts/灯台.md"},
        "fix_text": {"text": STUTTER},
        "explain_rule": {"rule": "stutter"},
        "list_rules": {},
    }

    async def work(client: Client) -> None:
        for name, arguments in calls.items():
            # The client compares the data with the tool's schema and raises where they differ.
            result = await client.call_tool(name, arguments)
            assert result.is_error is False
            assert json.loads(text_of(result)) == result.structured_content

    talk(blog, work)


def test_the_server_goes_on_after_what_a_client_does_wrong(blog: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(STUTTER, "utf-8")
    wrong: list[tuple[str, dict[str, object]]] = [
        ("check_text", {}),
        ("check_text", {"text": 1}),
        ("check_text", {"text": "あ" * (LARGEST // 3 + 1)}),
        ("check_text", {"text": "a", "select": ["nothing"]}),
        ("check_file", {"path": "../secret.md"}),
        ("check_file", {"path": "posts/none.md"}),
        ("explain_rule", {"rule": "none"}),
    ]

    async def work(client: Client) -> None:
        for name, arguments in wrong:
            result = await client.call_tool(name, arguments)
            assert result.is_error is True
            assert result.structured_content is None
            assert "\n" not in text_of(result)
        with pytest.raises(MCPError, match="there is no tool “check”; there are check_text"):
            await client.call_tool("check", {})
        good = await client.call_tool("check_text", {"text": STUTTER})
        assert good.structured_content["summary"]["error"] == 1

    talk(blog, work)


def test_settings_may_become_wrong_and_right_again(blog: Path) -> None:
    async def work(client: Client) -> None:
        (blog / "kouetsu.toml").write_text("selekt = []\n", "utf-8")
        result = await client.call_tool("check_file", {"path": "posts/灯台.md"})
        assert result.is_error is True
        assert text_of(result).startswith("kouetsu.toml:1")
        (blog / "kouetsu.toml").write_text("", "utf-8")
        result = await client.call_tool("check_file", {"path": "posts/灯台.md"})
        assert result.structured_content["summary"]["error"] == 1

    talk(blog, work)


def test_a_cancelled_request_does_not_stop_the_ones_after_it(blog: Path) -> None:
    longest = "".join(f"第{n}の桟橋は、秋の嵐のあとに町の人が直しました。" for n in range(15_000))

    async def work(client: Client) -> None:
        with anyio.move_on_after(0.3) as scope:
            await client.call_tool("check_text", {"text": longest})
        assert scope.cancelled_caught
        result = await client.call_tool("check_text", {"text": STUTTER})
        assert result.structured_content["summary"]["error"] == 1

    talk(blog, work)


def test_a_text_of_five_million_bytes_is_answered(blog: Path) -> None:
    largest = "今日は雨です。" * (LARGEST // 21)

    async def work(client: Client) -> CallToolResult:
        return await client.call_tool("check_text", {"text": largest})

    assert talk(blog, work).structured_content["errors"] == []


def test_short_texts_are_answered_while_others_are_checked(blog: Path) -> None:
    async def work(client: Client) -> None:
        async def check(number: int) -> None:
            arguments = {"text": "\n" * number + STUTTER, "select": ["stutter"]}
            result = await client.call_tool("check_text", arguments)
            (found,) = result.structured_content["findings"]
            assert found["line"] == number + 1

        async with anyio.create_task_group() as tasks:
            for number in range(1, 12):
                tasks.start_soon(check, number)

    talk(blog, work)


PIECES = (
    *("---\ntitle: 渡し舟の町\ndate: 2025-05-24\n---\n", "# 渡し舟\n", "## 朝の市場", "\n\n", "\n"),
    *("朝の市場には、採れたての野菜が並びます。", "港の灯台は船を導くべきですです。", "ですです"),
    *(
        "そんな日には、客がどれほど急いでいても舟を出さないと決めています。",
        "🍎",
        "👩‍🌾",
        "が",
        "\u3099",
    ),
    *(
        "**「朝の鏡」**と",
        "「閉じない括弧",
        "[地図](map.md)",
        "`code`",
        "- 項目",
        "1. 一つ目",
        "|a|b|\n|-|-|\n",
    ),
    *(
        "The ferry leaves at six. ",
        "\r\n",
        "\r",
        "\u2028",
        "\ufeff",
        "\0",
        "<!-- -->",
        "```\n",
        "〇〇",
        "　",
    ),
    *("ＡＢＣ", "ｱｲｳ", "2025年5月24日（日）", "、。", "…", "\t", "縺ゅ＞", "{{ page.title }}"),
)


def random_text(chance: random.Random) -> str:
    """Return a text of good and broken pieces, at times with a copy of a part of itself."""
    text = "".join(chance.choices(PIECES, k=chance.randrange(40)))
    if chance.random() < 0.4 and text:
        start = chance.randrange(len(text))
        text += "\n\n" + text[start : start + chance.randrange(400)]
    return text


def checked(text: str) -> list[dict[str, object]]:
    """Return the findings of a fresh run of `kouetsu check` on a text, as its JSON has them."""
    configurations = Configurations(catalogue.load(), CommandLine(message_language=LANGUAGE))
    report = lint_bytes(text.encode(), "-", configurations.settings_for(Path("-")))
    lines = render("json", [report], View(LANGUAGE))
    findings: list[dict[str, object]] = json.loads("\n".join(map(plain, lines)))["findings"]
    return findings


def test_the_findings_are_those_of_a_fresh_check_of_the_same_text(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(blog)
    chance = random.Random(8)
    texts = [random_text(chance) for _ in range(400)]

    async def work(client: Client) -> list[list[dict[str, Any]]]:
        answers = []
        for text in texts:
            result = await client.call_tool("check_text", {"text": text, "limit": 10_000})
            assert result.structured_content["errors"] == []
            answers.append(result.structured_content["findings"])
        return answers

    answers = talk(blog, work)
    assert sum(map(len, answers)) > len(texts)
    for text, found in zip(texts, answers, strict=True):
        own = [{k: v for k, v in each.items() if k not in ("text", "repair")} for each in found]
        assert own == checked(text), text
        plain_text = text.removeprefix("\ufeff")
        for each in found:
            if each["end"] - each["start"] <= LONGEST_TEXT:
                assert plain_text[each["start"] : each["end"]] == each["text"]
