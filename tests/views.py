"""What the article model makes of a text, in a form that a test can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import from_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kouetsu.article.markdown import Kind

MARKUP_SIGN, OBJECT_SIGN = "·", "■"

# Everything that means something in Markdown or in a template, and text to put between.
_PIECES = (
    *("\n", "\n", "\n\n", "\r\n", "\r", " ", "    ", "\t", "\u3000"),
    *("# ", "## ", "> ", "- ", "1. ", "- [ ] ", "```", "~~~", "`", "``", "---", "==="),
    *("*", "**", "_", "~~", "[", "]", "(", ")", "![", "](a)", "\\", "|", "\n|-|-|\n"),
    *("[^1]", "[^1]: ", "[a]: b\n", "&amp;", "&#12354;", "&nbsp;", "https://a.jp/x", "<b@c.jp>"),
    *("<div>", "</div>", "<b>", "</b>", "<!--", "-->", "<br>", "<script>", "</script>"),
    *("<A b='c'>", "</A>", "{% a %}", "{%", "%}", "{{ a }}", "{{< a >}}", "{: .a}", ":::", "$$"),
    *("$", "{/* a */}", "{a}", "import a\n", "@[card](x)", "甲", "乙です。", "値が、", "「", "」"),
    *("🎉", "か\u3099", "ｶﾞ", "👩\u200d🍳", "\u2028", "\x0c", "abc", "Mr. ", "3.5", "\0"),
)
MARKDOWN = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


def read(text: str, path: str = "post.md") -> Article:
    """Return an article whose language is its own affair."""
    return Article(from_text(text, path))


def visible(prose: str) -> str:
    """Show the two kinds of filler as · (markup) and ■ (an object)."""
    return prose.replace(MARKUP, MARKUP_SIGN).replace(OBJECT, OBJECT_SIGN)


def prose(text: str, path: str = "post.md") -> str:
    return visible(read(text, path).prose)


def sentences(text: str, path: str = "post.md") -> list[str]:
    return [visible(sentence.plain.text) for sentence in read(text, path).sentences]


def blocks(text: str, path: str = "post.md") -> list[tuple[Kind, str]]:
    """Return the kind of each block and the source of its inline content."""
    article = read(text, path)
    return [(block.kind, article.source.slice(block.text)) for block in article.blocks]


@dataclass(slots=True)
class Calls:
    """Counts the calls of a function that it stands in for: work measured without a clock."""

    function: Callable[..., object]
    count: int = 0

    def __call__(self, *arguments: object, **named: object) -> object:
        self.count += 1
        return self.function(*arguments, **named)
