"""What kouetsu says of kramdown, against the real one: a mismatch is a bug of ours."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest

from kouetsu.article import Article, Flavour, Profile
from kouetsu.article.markdown import Kind
from kouetsu.article.source import from_text
from kouetsu.checks.markdown import kramdown
from kouetsu.checks.markdown.setext import setext_accident
from kouetsu.checks.markdown.unrendered_headings import heading_not_rendered
from real_kramdown import render, shown

BEFORE = ("", "か", "漢", "a", "1", "」", "、", " ", "\u3000", "あ-")
EDGES = (
    ("「", "」"),
    ("あ", "。"),
    ("い", "）"),
    ("い", "う"),
    (" ", "い"),
    ("い", " "),
    ("a", "\u3000"),
)
AFTER = ("", "で", "漢", "b", "2", "。", " ", "「")
MARKS = ("*", "**", "***", "_", "__", "~~")
TANGLED = ("*", "**", "***", "_", "__", "~~", "か", "漢", "「", "」", "。", "a", "1", " ", "\n")


def read(text: str) -> Article:
    return Article(from_text(text), Profile(flavour=Flavour.KRAMDOWN))


def predicted(text: str) -> str:
    """Return what is shown of a text when only the literal marks stay."""
    literal = {i for mark in kramdown.literal_marks(text) for i in range(mark.start, mark.end)}
    kept = (c for i, c in enumerate(text) if c not in "*_~" or i in literal)
    return re.sub(r"\s", "", "".join(kept))


def disagreements(texts: list[str]) -> list[tuple[str, str, str]]:
    pages = [shown(html) for html in render(texts)]
    ours = [predicted(text) for text in texts]
    return [each for each in zip(texts, ours, pages, strict=True) if each[1] != each[2]]


def test_emphasis_beside_every_kind_of_character_is_shown_as_kramdown_shows_it() -> None:
    # Between two characters, so that no mark begins a list or a rule.
    texts = [
        f"甲{before}{mark}{first}う{last}{mark}{after}乙"
        for before, mark, (first, last), after in product(BEFORE, MARKS, EDGES, AFTER)
    ]
    assert len(texts) > 3000
    assert disagreements(texts) == []


def test_tangled_marks_are_shown_as_kramdown_shows_them() -> None:
    chance = random.Random(5)
    texts = [
        "甲" + "".join(chance.choices(TANGLED, k=chance.randint(2, 14))) + "乙" for _ in range(2000)
    ]
    texts = [text for text in texts if not re.search(r"\n[*_ ]+\n|\n\*+ |\n *\n", text)]
    assert disagreements(texts) == []


LINES_ABOVE = (
    *("甲です。乙です。", "  甲です。乙です。", "甲です。\n乙です。", "甲です。  \n乙です。"),
    *("丙\n\n甲です。乙です。", "## 丙\n甲です。乙です。", "```\na\n```\n甲です。乙です。"),
    *("**甲です。乙です。**", "[甲です。乙です。](b)", "> 丙\n\n甲です。乙です。"),
)
LINES_ABOVE_INSIDE = (
    *(
        "- 甲です。乙です。",
        "1. 甲です。乙です。",
        "- 甲です。\n乙です。",
        "- 甲です。\n  乙です。",
    ),
    *("- 丙\n- 甲です。乙です。", "- 丙\n  - 甲です。乙です。", "- 丙\n\n  甲です。乙です。"),
    *("> 甲です。乙です。", "> 甲です。\n> 乙です。", "> 丙\n>\n> 甲です。乙です。"),
    *("丙\n> 甲です。乙です。", "| a | b |\n|---|---|\n| 甲です。乙です。 | 2 |"),
    *(
        "## 甲です。乙です。",
        "```\na\n```",
        "<div>甲</div>",
        "- 甲です。乙です。\n",
        "甲です。乙です。\n",
    ),
)
RULES = ("---", "-----", "---  ", "***", "___", "- - -")
UNDERLINES = (*RULES, "-", "--", "=", "===", "=======", " ---", "   ===", " ***", "* * *")


def made_of(html: str) -> str:
    if "<hr" in html:
        return "rule"
    return "heading" if re.search(r"<h[12][^>]*>(?!丙)", html) else "text"


def test_a_line_under_a_text_becomes_what_kramdown_makes_of_it() -> None:
    cases = [*product(LINES_ABOVE, UNDERLINES), *product(LINES_ABOVE_INSIDE, RULES)]
    # In a list these begin an item of another list.
    cases = [(a, line) for a, line in cases if not (line == "- - -" and re.match(r"- |1\.", a))]
    # So long that no line under it is the underline of a title.
    texts = [f"{above}\n{line}\n\n丁\n".replace("甲", "甲" * 100) for above, line in cases]
    assert len(texts) > 200
    wrong = []
    for text, html in zip(texts, render(texts), strict=True):
        ours = [hit.message for hit in setext_accident(read(text))] or ["rule"]
        if ours != [made_of(html)]:
            wrong.append((text, ours, html))
    assert wrong == []


SIGNS = ("#", "##", "###", "######", "#######", "＃", "＃＃", "\\##")
GAPS = ("", " ", "   ", "\t", "\u3000", "\u00a0")
WORDS = ("見出し", "**見出し**", "「見出し」", "1. 見出し", "見出し ##", "heading", "`code`")


def test_a_line_with_signs_is_a_heading_where_it_is_one_for_kramdown() -> None:
    indents = ("", " ", "   ")
    lines = ["".join(parts) for parts in product(indents, SIGNS, GAPS, WORDS)]
    pages = render([f"甲です。\n\n{line}\n\n乙です。\n" for line in lines])
    wrong = [
        (line, page)
        for line, page in zip(lines, pages, strict=True)
        if kramdown.is_heading(line) != ("<h" in page)
    ]
    assert len(lines) > 900
    assert wrong == []


def test_what_is_reported_as_no_heading_is_none_and_what_the_fix_makes_is_one() -> None:
    lines = ["".join(parts) for parts in product(("", "  "), SIGNS, GAPS, WORDS)]
    texts = [f"甲です。\n\n{line}\n\n乙です。\n" for line in lines]
    found = [(text, hit) for text in texts for hit in heading_not_rendered(read(text))]
    fixed = []
    for text, hit in found:
        if hit.fix is not None:
            (edit,) = hit.fix.edits
            fixed.append(text[: edit.span.start] + edit.replacement + text[edit.span.end :])
    assert len(fixed) > 100
    assert not [page for page in render([text for text, _ in found]) if "<h" in page]
    assert not [
        page for page in render([t.replace("\n  #", "\n#") for t in fixed]) if "<h" not in page
    ]


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "   ```", "```ruby", "~~~ ruby"])
def test_a_fence_begins_code_for_kramdown_where_it_does_for_the_article(fence: str) -> None:
    marks = re.sub(r" ?ruby", "", fence).strip()
    texts = [
        f"{above}{fence}\na\n{marks}\n" for above in ("", "甲\n", "甲\n\n", "- 甲\n\n", "## 甲\n")
    ]
    ours = [any(block.kind is Kind.CODE for block in read(text).blocks) for text in texts]
    assert ours == ["<pre" in page for page in render(texts)]
