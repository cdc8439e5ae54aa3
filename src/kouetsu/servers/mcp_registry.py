"""The tools of the MCP server: their names, what they say of themselves, how they are called."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from kouetsu.catalogue import RuleFileError
from kouetsu.config import ConfigError
from kouetsu.linter import describe
from kouetsu.quotes import one_line
from kouetsu.records import record
from kouetsu.servers import mcp_shapes as shapes
from kouetsu.servers import mcp_tools
from kouetsu.servers.mcp_folder import ToolError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kouetsu.servers.mcp_tools import Desk, Result

_Asked = TypeVar("_Asked", bound=shapes.Arguments)


@record(slots=False)
class Tool(Generic[_Asked]):
    """A tool: `work` takes arguments of the type `asked` and gives what `given` describes."""

    name: str
    title: str
    description: str
    asked: type[_Asked]
    given: type[Any]
    work: Callable[[Desk, _Asked], Result]

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        return self.asked.model_json_schema()

    @cached_property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of the result."""
        return TypeAdapter(self.given).json_schema(mode="serialization")

    def call(self, desk: Desk, arguments: Mapping[str, object]) -> Result:
        """Do the work. Raises ToolError, whose text is one line, and nothing else."""
        try:
            return self.work(desk, self.asked.model_validate(arguments))
        except ValidationError as error:
            raise ToolError(_worded(error, self.input_schema)) from None
        except (ToolError, ConfigError, RuleFileError) as error:
            raise ToolError(_sayable(str(error))) from None
        # A bug must cost the client one answer, not the server.
        except Exception as error:
            raise ToolError(_sayable(describe(error))) from error


def _worded(error: ValidationError, schema: Mapping[str, Any]) -> str:
    """Return what is wrong with the arguments, and which there are."""
    problems = (
        f"{'.'.join(map(str, each['loc'])) or 'arguments'}: {each['msg']}"
        for each in error.errors(include_url=False, include_context=False)
    )
    names = ", ".join(schema["properties"])
    return _sayable(f"{'; '.join(problems)} (the arguments are {names})")


def _sayable(message: str) -> str:
    """Return a message on one line; names of files that are not UTF-8 could not be sent."""
    return one_line(message.encode("utf-8", "replace").decode())


TOOLS: Mapping[str, Tool[Any]] = {
    tool.name: tool
    for tool in (
        Tool(
            "check_text",
            "Check a text",
            "Check the whole text of a Markdown article before it is written to a file: passages "
            "that repeat, sentences that break off, leftovers of generators and templates, "
            "contradictions, broken markup. Each finding says where, what, and what to do.",
            shapes.TextAsked,
            shapes.CheckResult,
            mcp_tools.check_text,
        ),
        Tool(
            "check_file",
            "Check a file",
            "Check a Markdown file in the server's folder, with the settings that hold for it.",
            shapes.FileAsked,
            shapes.CheckResult,
            mcp_tools.check_file,
        ),
        Tool(
            "fix_text",
            "Repair a text",
            "Make the repairs of a text that keep its meaning for certain, and say what is left. "
            "Returns the repaired text; no file is written, and no sentence is lost.",
            shapes.TextAsked,
            shapes.FixResult,
            mcp_tools.fix_text,
        ),
        Tool(
            "explain_rule",
            "Explain a rule",
            "What a rule reports, why, how to repair it, with bad and good examples.",
            shapes.RuleAsked,
            shapes.RulePage,
            mcp_tools.explain_rule,
        ),
        Tool(
            "list_rules",
            "List the rules",
            "Every rule with its family, its severity, its kind of repair and one sentence.",
            shapes.RulesAsked,
            shapes.RuleList,
            mcp_tools.list_rules,
        ),
    )
}
