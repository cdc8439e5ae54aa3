"""Texts that are made to hurt: none may crash the model or keep it from coming to an end.

That time grows in proportion to the size is measured by `benchmarks/growth.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from endless import ended
from kouetsu import catalogue
from kouetsu.article import Article
from kouetsu.article.source import from_bytes, from_text
from kouetsu.config import Configurations
from kouetsu.linter import lint_article

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

SENTENCE = "今日は天気がとてもよいので、散歩に出かけました。"


def kanji(number: int) -> str:
    return chr(0x4E00 + number % 20_000)


def numbered(template: str) -> Callable[[int], str]:
    """Return a text of so many paragraphs, each with its own letters for @ and number for №."""

    def make(count: int) -> str:
        return "".join(
            template.replace("@", kanji(n) + kanji(7 * n + 1)).replace("№", str(n))
            for n in range(count)
        )

    return make


def environments(count: int) -> str:
    """Open so many formula environments, each with a name of its own, and close none."""
    letters = [chr(ord("a") + n) for n in range(26)]
    names = (letters[n % 26] + letters[n // 26 % 26] + letters[n // 676 % 26] for n in range(count))
    return "".join(f"\\begin{{{name}}}\n" for name in names)


# Each with the size that the issue names, or one that takes about as long.
HOSTILE: dict[str, tuple[Callable[[int], str], int]] = {
    "nested brackets": (lambda n: "「" * n + "あ" + "」" * n, 50_000),
    "crossed brackets": (lambda n: "「（" * n + "あ。" + "」）" * n, 50_000),
    "open brackets": (lambda n: "(" * n + "あ。", 200_000),
    "nested links": (lambda n: "[" * n + "あ" + "]" * n, 50_000),
    "nested quotes": (lambda n: ">" * n + " 港", 300_000),
    "nested lists": (lambda n: "".join("  " * i + "- 港\n" for i in range(n)), 1000),
    "headings": (lambda n: "# 見出し\n\n" * n, 100_000),
    "headings with text": (numbered("# 見出し№\n\n本文です。\n\n"), 30_000),
    "one line": (lambda n: "あいうえおかきくけこ" * n, 100_000),
    "one line of sentences": (lambda n: SENTENCE * n, 42_000),
    "one line of blanks": (lambda n: "港" + " " * n + "です", 1_000_000),
    "one line of tabs": (lambda n: "港" + "\t" * n + "です", 1_000_000),
    "blank lines": (lambda n: "\n" * n + "港" + "\r\n" * n, 500_000),
    "short lines": (lambda n: "港です\n" * n, 100_000),
    "two long sentences": (
        lambda n: f"港は、{'朝の市場と' * n}。夜は、{'朝の市場と' * n}。",
        40_000,
    ),
    "liquid openings": (lambda n: "{%" * n, 100_000),
    "liquid openings on lines": (lambda n: "{% a\n" * n, 50_000),
    "liquid tags": (lambda n: "{% a %}" * n, 50_000),
    "highlight openings": (lambda n: "{% highlight a %}\n" * n, 30_000),
    "shortcode openings": (lambda n: "{{<" * n, 100_000),
    "output openings": (lambda n: "{{" * n, 100_000),
    "attribute list openings": (lambda n: "{:" * n, 100_000),
    "comment openings": (lambda n: "<!--" * n, 50_000),
    "comment openings on lines": (lambda n: "<!--\n\n" * n, 50_000),
    "dollars": (lambda n: "$$" * n, 50_000),
    "dollars on lines": (lambda n: "$$\n\n港" * n, 30_000),
    "environments": (environments, 17_000),
    "component openings": (lambda n: "<A " * n, 100_000),
    "component openings with quotes": (lambda n: "<A '" * n, 50_000),
    "tags": (lambda n: "<b>" * n, 100_000),
    "tag openings in html": (lambda n: "<div>\n" + "<b " * n, 100_000),
    "scripts": (lambda n: "<div>\n" + "<script>" * n, 100_000),
    "quoted html": (lambda n: "> <div>\n" + "> 港です。<p>\n" * n, 20_000),
    "html blocks": (lambda n: "<div>\n\n港です。\n\n</div>\n\n" * n, 10_000),
    "emphasis openings": (lambda n: "**a " * n, 50_000),
    "code marks": (lambda n: "`" * n, 100_000),
    "code marks of all lengths": (lambda n: "".join("`" * (i % 300) + " " for i in range(n)), 9000),
    "fences": (lambda n: "```\n" * n, 50_000),
    "container marks": (lambda n: ":::\n" * n, 50_000),
    "footnotes": (numbered("[^№]\n\n[^№]: 港\n\n"), 20_000),
    "link definitions": (numbered("[a№]: b\n"), 30_000),
    "links": (lambda n: "[港](a)です。" * n, 30_000),
    "urls": (lambda n: "https://(www.1" * n, 50_000),
    "host names": (lambda n: "www.1" * n, 100_000),
    "rows": (lambda n: "|a|b|\n|-|-|\n" + "|港|朝|\n" * n, 20_000),
    "columns": (lambda n: f"|{'a|' * n}\n|{'-|' * n}\n|{'港|' * n}\n", 20_000),
    "entities": (lambda n: "&amp;" * n, 100_000),
    "emoji": (lambda n: "👩‍🍳" * n, 100_000),
    "lone surrogates": (lambda n: "\ud800港です。" * n, 50_000),
    "nuls": (lambda n: "\0" * n + "港\0" * n, 100_000),
    "marks": (lambda n: "。" * n + "." * n + "、" * n, 100_000),
    "katakana": (lambda n: "ア" * n + "の", 200_000),
    "the same paragraph": (lambda n: f"{SENTENCE}\n\n" * n, 20_000),
    "nearly the same paragraphs": (
        numbered("@さんは今日も、港まで散歩に出かけました。\n\n"),
        10_000,
    ),
    "the same cut paragraph": (lambda n: "今日は天気がよいので散歩に出て\n\n" * n, 20_000),
    "cut paragraphs": (numbered("@の町は今日も、朝から晴れて散歩の準備を\n\n\n"), 8000),
    "cuts that stand elsewhere": (
        numbered("@町の今日は№度で、朝から散歩を\n\n\n@した。\n\n"),
        5000,
    ),
    "cuts before copies": (
        numbered("@町の準備を\n\n朝の散歩の道を№人と歩いて帰りました。\n\n"),
        4000,
    ),
    "an echo of one line": (lambda n: f"{SENTENCE * n}\n\n「{SENTENCE}」と言いました。", 40_000),
    "unfinished lines": (numbered("№番目の@の港\n\n№回目の@の祭り\n\n"), 15_000),
    "orphaned paragraphs": (numbered("@町の話です。\n\nを中心に№した催しです。\n\n"), 10_000),
    "split words": (lambda n: "この町のサービスとア\n\nカウントです。\n\n" * n, 10_000),
}


def read(text: str, path: str = "post.md") -> None:
    """Read everything on an article."""
    article = Article(from_text(text, path))
    assert len(article.prose) == len(article.source.text)
    found = (article.blocks, article.repeats, article.seams, article.echoes, article.language)
    assert len(found) == 5
    for sentence in article.sentences:
        assert sentence.plain.text is not None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_read_to_its_end(name: str) -> None:
    make, size = HOSTILE[name]
    ended(lambda: read(make(size)))


@pytest.mark.parametrize(
    "text",
    [
        "{" * 50_000 + "}" * 50_000,
        "import a\n" * 50_000,
        "export " * 50_000,
        "{a && <B c={" * 20_000,
        "<A b={{" * 50_000,
    ],
)
def test_a_hostile_mdx_file_is_read_to_its_end(text: str) -> None:
    ended(lambda: read(text, "post.mdx"))


@pytest.mark.parametrize("data", [b"\xff" * 200_000, b"\0" * 200_000, b"\x1b$B" * 50_000])
def test_hostile_bytes_are_read_to_their_end(data: bytes) -> None:
    text = ended(lambda: from_bytes(data, "post.md").text)
    ended(lambda: read(text))


SETTINGS = Configurations(catalogue.load()).settings_for(Path("post.md"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_rule_fails_on_a_hostile_text(name: str) -> None:
    make, size = HOSTILE[name]
    for text in (make(size // 20), f"---\ntitle: 港\n---\n\n{make(10)}\n\n{make(3)}"):
        assert lint_article(Article(from_text(text, "post.md")), SETTINGS).errors == ()
