"""The Markdown page of a rule: its sections, fences, and the parts of it in one language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = compiled(r"(`{3,}+|~{3,}+)(.*)")
_QUOTED = compiled(r"`[^`]*`|「[^」]*」|『[^』]*』")
_JAPANESE = compiled("[ぁ-んァ-ヶ一-龠々]")
_LATIN = compiled("[A-Za-z]")
_SENTENCE = {
    "ja": compiled(r".*?。|.+"),
    "en": compiled(r".*?(?<!e\.g)(?<!i\.e)[.!?](?=\s|$)|.+"),
}


@record
class Section:
    """The text under one `## ` heading. `line` is the heading's 0-based line on the page."""

    line: int
    text: str


@record
class Fence:
    """A fenced block: 0-based lines of its opening and closing marks, and what is between.

    `end` is None when the fence is never closed.
    """

    line: int
    end: int | None
    marks: str
    info: str
    text: str


def fences(page: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page in order; a fence inside a longer one is its text."""
    lines = page.split("\n")
    number = 0
    while number < len(lines):
        match = _FENCE.fullmatch(lines[number])
        if match is None:
            number += 1
            continue
        marks, info = match[1], match[2].strip()
        closing = re.compile(re.escape(marks[0]) + f"{{{len(marks)},}}" + r"\s*")
        later = range(number + 1, len(lines))
        end = next((index for index in later if closing.fullmatch(lines[index])), None)
        content = lines[number + 1 : end]
        yield Fence(number, end, marks, info, "".join(line + "\n" for line in content))
        number = len(lines) if end is None else end + 1


def sections(page: str) -> dict[str, Section]:
    """Return the sections of a page by heading, in order."""
    lines = page.split("\n")
    fenced = _fenced_lines(page)
    starts = [n for n, line in enumerate(lines) if line.startswith("## ") and n not in fenced]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return {
        lines[start][3:].strip(): Section(start, "\n".join(lines[start + 1 : end]).strip("\n"))
        for start, end in zip(starts, ends, strict=True)
    }


def in_language(text: str, language: str) -> str:
    """Return the paragraphs of a section that are written in `language` or in neither.

    A paragraph is Japanese when, quotations apart, it has at least half as many kana and kanji as
    Latin letters: a Japanese word says more with fewer letters than an English one.
    """
    other = {"ja": "en", "en": "ja"}[language]
    return "\n\n".join(part for part in _paragraphs(text) if _language(part) != other)


def first_sentence(text: str, language: str) -> str:
    """Return the first sentence of the section's part in `language`, on one line."""
    paragraph = in_language(text, language).split("\n\n", 1)[0]
    line = ("" if language == "ja" else " ").join(part.strip() for part in paragraph.split("\n"))
    match = _SENTENCE[language].match(line)
    return match.group() if match else ""


def summary(page: str, language: str) -> str:
    """Return what the rule reports, in one sentence: the first of `## What`."""
    return first_sentence(sections(page)["What"].text, language)


def translated(page: str, language: str) -> str:
    """Return a page with the part of each section that is in `language`, the examples as they are.

    A section that has no such part is there as a whole.
    """
    return "\n\n".join(
        f"## {name}\n\n{_part(name, section.text, language)}"
        for name, section in sections(page).items()
    )


def _part(name: str, text: str, language: str) -> str:
    return text if name == "Examples" else in_language(text, language) or text


def _paragraphs(text: str) -> Iterator[str]:
    fenced = _fenced_lines(text)
    paragraph: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if line.strip() or number in fenced:
            paragraph.append(line)
        elif paragraph:
            yield "\n".join(paragraph)
            paragraph = []
    if paragraph:
        yield "\n".join(paragraph)


def _fenced_lines(page: str) -> set[int]:
    last = page.count("\n")
    return {
        number
        for fence in fences(page)
        for number in range(fence.line, (last if fence.end is None else fence.end) + 1)
    }


def _language(paragraph: str) -> str | None:
    bare = _QUOTED.sub("", paragraph)
    japanese, latin = len(_JAPANESE.findall(bare)), len(_LATIN.findall(bare))
    if not japanese + latin:
        return None
    return "ja" if japanese * 2 >= latin else "en"
