"""The examples on a rule's page: texts that a test lints, with the findings they must have."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kouetsu import rule_pages
from kouetsu.article.source import Span
from kouetsu.catalogue import RuleFileError
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kouetsu.rule_files import RuleFile

ATTRIBUTES = ("path", "flavour", "messages", "codec", "generator", "dictionary")

_MARKS = compiled("[⟦⟧]")


class ExampleKind(Enum):
    """What an example shows: the fault, sound text, or the fault repaired by the rule's fixes."""

    BAD = "bad"
    GOOD = "good"
    FIXED = "fixed"


@record
class Example:
    """One fenced example. `text` is a whole file without the marks ⟦ ⟧.

    `spans` are the marked places in ascending order, in code points of `text`; `line` is the
    1-based line of the opening fence in the rule file. `attributes` come from the info string:
    `path` the file's name, `flavour` the dialect of Markdown, `messages` the variants of the
    message in the order of the spans, joined by commas, `codec` what the file is written in where
    that is not UTF-8, `generator` what publishes it, `dictionary` a file of prh in the checkout.
    """

    kind: ExampleKind
    text: str
    spans: tuple[Span, ...]
    attributes: Mapping[str, str]
    line: int


def read_examples(file: RuleFile) -> tuple[Example, ...]:
    """Return the examples of a rule file, in order; a `fixed` one follows its `bad` one.

    Raises RuleFileError for a fence below `## Examples` that is no valid example.
    """
    page = file.rule.page
    heading = rule_pages.sections(page)["Examples"].line
    examples: list[Example] = []
    for fence in rule_pages.fences(page):
        if fence.line > heading:
            line = file.page_line + fence.line
            try:
                examples.append(_read_example(fence, line, list(file.rule.messages)))
                _check_order(examples)
            except ValueError as error:
                raise RuleFileError(file.path, line, str(error)) from None
    return tuple(examples)


def _read_example(fence: rule_pages.Fence, line: int, messages: list[str]) -> Example:
    if fence.end is None:
        raise ValueError(f"the example is never closed; it ends at a line {fence.marks}")
    if fence.marks != "````":
        raise ValueError(f"an example stands between lines ````, not {fence.marks}")
    language, kind, *attributes = (*fence.info.split(), "", "")
    kinds = [member.value for member in ExampleKind]
    if language != "markdown" or kind not in kinds:
        valid = ", ".join(f"markdown {name}" for name in kinds)
        raise ValueError(f"“{fence.info}” is no kind of example; valid: {valid}")
    text, spans = unmark(fence.text)
    if bool(spans) != (kind == ExampleKind.BAD.value):
        raise ValueError("a bad example marks each finding with ⟦ ⟧, the others mark nothing")
    read = _read_attributes(attributes, messages)
    if "messages" in read and read["messages"].count(",") + 1 != len(spans):
        raise ValueError(f"messages names one variant for each of the {len(spans)} marks")
    return Example(ExampleKind(kind), text, spans, read, line)


def unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Take ⟦ and ⟧ out of a text; return it with the spans they enclosed.

    Raises ValueError for marks that do not pair or lie inside each other.
    """
    starts: list[int] = []
    spans: list[Span] = []
    for removed, mark in enumerate(_MARKS.finditer(marked)):
        offset = mark.start() - removed
        if (mark.group() == "⟦") != (len(starts) == len(spans)):
            raise ValueError("⟦ and ⟧ come in pairs that do not lie inside each other")
        if mark.group() == "⟦":
            starts.append(offset)
        else:
            spans.append(Span(starts[-1], offset))
    if len(starts) != len(spans):
        raise ValueError("the last ⟦ has no ⟧")
    return _MARKS.sub("", marked), tuple(spans)


def _read_attributes(words: list[str], messages: list[str]) -> Mapping[str, str]:
    attributes: dict[str, str] = {}
    for word in filter(None, words):
        name, _, value = word.partition("=")
        if name not in ATTRIBUTES or not value:
            valid = ", ".join(f"{name}=…" for name in ATTRIBUTES)
            raise ValueError(f"“{word}” is no attribute of an example; valid: {valid}")
        attributes[name] = value
    for variant in filter(None, attributes.get("messages", "").split(",")):
        if variant not in messages:
            valid = ", ".join(messages)
            raise ValueError(f"the rule has no message “{variant}”; valid: {valid}")
    return attributes


def _check_order(examples: list[Example]) -> None:
    if examples[-1].kind is not ExampleKind.FIXED:
        return
    if len(examples) < 2 or examples[-2].kind is not ExampleKind.BAD:
        raise ValueError("a fixed example follows the bad example that it repairs")
