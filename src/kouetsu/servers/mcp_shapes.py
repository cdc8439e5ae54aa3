"""What the tools of the MCP server take and give; clients see it as JSON Schemas.

The arguments are checked by these types. The results are the data of `--output-format json`, with
the text under each finding and what to do about it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict  # pydantic takes that of typing from Python 3.12 only

from kouetsu.servers.mcp_folder import LARGEST

# A model's context holds about as many findings as one post has at its worst; a client that asks
# may have more.
USUAL_LIMIT = 200
HIGHEST_LIMIT = 10_000

Language = Literal["ja", "en"]
SeverityName = Literal["error", "warning", "info"]

_Text = Annotated[
    str,
    Field(description=f"The whole article, front matter included; up to {LARGEST:,} bytes."),
]
_VirtualPath = Annotated[
    str | None,
    Field(
        description="Where the article will be, from the server's folder: decides the settings "
        "and the site. The file need not exist and is not read."
    ),
]
_MessageLanguage = Annotated[Language | None, Field(description="Language of the messages.")]


class Arguments(BaseModel):
    """The arguments of a tool: nothing is converted, and what is not listed is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    language: _MessageLanguage = None


class Asked(Arguments):
    """What the tools on articles have in common."""

    select: Annotated[
        list[str] | None, Field(description="Check only these rules or families.")
    ] = None
    ignore: Annotated[list[str], Field(description="Leave out these rules or families.")] = []
    include_folded: Annotated[
        bool, Field(description="Give the findings that follow from others, too.")
    ] = False
    limit: Annotated[
        int,
        Field(ge=1, le=HIGHEST_LIMIT, description="The most findings to give, the gravest first."),
    ] = USUAL_LIMIT


class TextAsked(Asked):
    """The arguments of check_text and fix_text."""

    text: _Text
    path: _VirtualPath = None


class FileAsked(Asked):
    """The arguments of check_file."""

    path: Annotated[
        str, Field(description="A Markdown file, from the server's folder or absolute but in it.")
    ]


class RuleAsked(Arguments):
    """The arguments of explain_rule."""

    rule: Annotated[str, Field(description="The id of a rule, such as “stutter”.")]


class RulesAsked(Arguments):
    """The arguments of list_rules."""

    family: Annotated[str | None, Field(description="Only the rules of this family.")] = None


class Lines(TypedDict):
    """A place: 1-based lines and columns, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Range(Lines):
    """A place with its offsets in code points of the text without a byte order mark."""

    start: int
    end: int


class EditShape(Range):
    """Put `replacement` in the place of the range."""

    replacement: str


class FixShape(TypedDict):
    """A repair. Safe: the meaning is kept for certain. Unsafe: a person should look."""

    applicability: Literal["safe", "unsafe"]
    edits: list[EditShape]


class RelatedShape(Lines):
    """Another place that the message speaks of."""

    path: str
    message: str


class FindingShape(Range):
    """A finding. `cause` is the fingerprint of the finding that it follows from."""

    rule: str
    family: str
    severity: SeverityName
    path: str
    text: Annotated[str, Field(description="The text concerned, its middle cut when it is long.")]
    message: str
    repair: Annotated[str | None, Field(description="What to do.")]
    related: list[RelatedShape]
    fix: FixShape | None
    cause: str | None
    fingerprint: str


class ErrorShape(TypedDict):
    """What kept kouetsu from a part of its work."""

    path: str | None
    rule: str | None
    message: str


class SummaryShape(TypedDict):
    """How many findings there are, beyond the limit as well; folded ones are counted apart."""

    error: int
    warning: int
    info: int
    folded: int
    rules: dict[str, int]


class CheckResult(TypedDict):
    """What check_text and check_file give: findings by position. `left_out`: by the limit."""

    findings: list[FindingShape]
    left_out: int
    errors: list[ErrorShape]
    summary: SummaryShape


class FixResult(CheckResult):
    """The repaired text, the repairs by rule, and what is found in the repaired text."""

    text: str
    is_changed: bool
    repairs: dict[str, int]


class RuleLine(TypedDict):
    """A rule in short."""

    id: str
    family: str
    severity: SeverityName
    fix: Literal["safe", "unsafe", "none"]
    languages: list[Language]
    title: str
    summary: str


class RulePage(RuleLine):
    """A rule with its options, its wordings, and its page in Markdown."""

    options: dict[str, Any]
    messages: list[str]
    page: str


class RuleList(TypedDict):
    """What list_rules gives."""

    rules: list[RuleLine]
