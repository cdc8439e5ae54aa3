"""The MCP server: tools by which a language model checks and repairs what it writes.

It talks the Model Context Protocol over stdin and stdout. Articles are checked in worker threads,
so that the server answers and takes back requests meanwhile.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

import anyio
import mcp_types as types
from anyio import to_thread
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

from kouetsu import __version__
from kouetsu.article.source import whole
from kouetsu.quotes import shorten
from kouetsu.servers.mcp_folder import ToolError
from kouetsu.servers.mcp_registry import TOOLS

if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectSendStream
    from mcp.server.context import ServerRequestContext
    from mcp.shared._stream_protocols import ReadStream, WriteStream

    from kouetsu.servers.mcp_tools import Desk

_INSTRUCTIONS = (
    "kouetsu (校閲) checks the content of finished Markdown articles, chiefly Japanese. Before you "
    "hand over an article, call check_text with all of it (or check_file), repair what is an "
    "error by writing the sentences concerned again, consider the warnings, and check again. "
    "fix_text makes the safe repairs for you; explain_rule tells why a finding matters."
)
# Python runs one thread at a time; a second one only lets a short text pass a long one.
_MOST_AT_ONCE = 2
_LONGEST_PROBLEM = 200

_log = logging.getLogger("kouetsu.mcp")


def run(desk: Desk) -> int:
    """Serve until the client closes stdin or goes away; return the exit code, 0."""
    # Python's own handler would wait for the thread that waits for the next line of stdin.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="kouetsu: %(message)s")
    try:
        anyio.run(_serve, desk)
    except* BrokenPipeError:
        _log.warning("the client has closed the pipe")
    return 0


async def _serve(desk: Desk) -> None:
    server = _server(desk)
    async with stdio_server() as (lines, answers), anyio.create_task_group() as tasks:
        send, receive = anyio.create_memory_object_stream[SessionMessage | Exception]()
        tasks.start_soon(_answer_malformed, lines, answers, send)
        await server.run(receive, answers, server.create_initialization_options())
        tasks.cancel_scope.cancel()


async def _answer_malformed(
    lines: ReadStream[SessionMessage | Exception],
    answers: WriteStream[SessionMessage],
    messages: MemoryObjectSendStream[SessionMessage | Exception],
) -> None:
    """Hand on the messages; answer lines that are none, which the server would drop in silence."""
    async with messages:
        async for item in lines:
            if isinstance(item, SessionMessage):
                await messages.send(item)
                continue
            if (message := _with_halves(item)) is not None:
                await messages.send(message)
                continue
            error = _protocol_error(item)
            _log.warning(error.message)
            answer = types.JSONRPCError(jsonrpc="2.0", id=None, error=error)
            await answers.send(SessionMessage(answer))


def _with_halves(problem: Exception) -> SessionMessage | None:
    """Return the message of a line with halves of characters, each read as U+FFFD; else None.

    JSON allows them, and clients that cut texts between UTF-16 units send them; pydantic does not
    take them, and an answer without the request's id would let its client wait.
    """
    if not (isinstance(problem, ValidationError) and _is_no_json(problem)):
        return None
    try:
        data = json.dumps(json.loads(problem.errors()[0]["input"]), ensure_ascii=False)
        return SessionMessage(types.jsonrpc_message_adapter.validate_json(whole(data)))
    except (ValueError, RecursionError):  # it is really none, or no message
        return None


def _is_no_json(problem: ValidationError) -> bool:
    return problem.errors()[0]["type"] == "json_invalid"


def _protocol_error(problem: Exception) -> types.ErrorData:
    is_json = not (isinstance(problem, ValidationError) and _is_no_json(problem))
    code = types.INVALID_REQUEST if is_json else types.PARSE_ERROR
    noun = "message of JSON-RPC" if is_json else "JSON"
    return types.ErrorData(code=code, message=f"a line is no {noun} and was left out")


def _server(desk: Desk) -> Server[dict[str, object]]:
    limiter = anyio.CapacityLimiter(_MOST_AT_ONCE)

    async def list_tools(
        _: ServerRequestContext[dict[str, object]], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=_listed())

    async def call_tool(
        _: ServerRequestContext[dict[str, object]], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        if params.name not in TOOLS:
            name = shorten(params.name, _LONGEST_PROBLEM)
            message = f"there is no tool “{name}”; there are {', '.join(TOOLS)}"
            raise MCPError(types.INVALID_PARAMS, message)
        work = partial(TOOLS[params.name].call, desk, params.arguments or {})
        try:
            result = await to_thread.run_sync(work, abandon_on_cancel=True, limiter=limiter)
        except ToolError as error:
            return _failed(params.name, error)
        return _answer(result)

    return Server(
        "kouetsu",
        version=__version__,
        title="kouetsu (校閲)",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _listed() -> list[types.Tool]:
    harmless = types.ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return [
        types.Tool(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=tool.input_schema,
            output_schema=tool.output_schema,
            annotations=harmless,
        )
        for tool in TOOLS.values()
    ]


def _answer(result: dict[str, object]) -> types.CallToolResult:
    # The protocol asks for the data as text, too, for clients that know of no structured results.
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], structured_content=result
    )


def _failed(tool: str, error: ToolError) -> types.CallToolResult:
    _log.warning("%s: %s", tool, error)
    content = types.TextContent(type="text", text=str(error))
    return types.CallToolResult(content=[content], is_error=True)
