from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kouetsu.article.markdown import Container, Kind
from views import MARKDOWN, blocks, read

if TYPE_CHECKING:
    from kouetsu.article import Article

PARAGRAPH, HEADING, CODE, HTML = Kind.PARAGRAPH, Kind.HEADING, Kind.CODE, Kind.HTML
CELL, RULE, MATH, DIRECTIVE = Kind.TABLE_CELL, Kind.RULE, Kind.MATH, Kind.DIRECTIVE
QUOTE, ITEM, FOOTNOTE, TABLE = Container


def described(text: str, path: str = "post.md") -> list[tuple[Kind, str, tuple[Container, ...]]]:
    article = read(text, path)
    return [(b.kind, article.source.slice(b.text), b.containers) for b in article.blocks]


# Kinds, spans and containers


def test_headings_have_their_level_and_style() -> None:
    article = read("# 港 #\n\n### 市場\n\n朝\n===\n\n夜\n---\n\n####### 七つ\n\n#空白なし\n")
    found = [(b.kind, article.source.slice(b.text), b.level, b.is_setext) for b in article.blocks]
    assert found == [
        (HEADING, "港", 1, False),
        (HEADING, "市場", 3, False),
        (HEADING, "朝", 1, True),
        (HEADING, "夜", 2, True),
        (PARAGRAPH, "####### 七つ", 0, False),
        (PARAGRAPH, "#空白なし", 0, False),
    ]


def test_the_span_of_a_block_holds_its_marks_and_ends_with_its_last_letter() -> None:
    article = read("## 港 ##  \n\n- 甲です。  \n\n> 乙です。\n\n***\n\n```\nx\n```\n\n丙です。\n\n")
    assert [article.source.slice(block.span) for block in article.blocks] == [
        "## 港 ##",
        "甲です。",
        "乙です。",
        "***",
        "```\nx\n```",
        "丙です。",
    ]


def test_paragraphs_of_tight_and_loose_lists_are_blocks_of_their_own() -> None:
    text = "- 甲\n- 乙\n  - 丙\n\n1. 丁\n\n   戊\n2) 己\n\n* [ ] 庚\n* [x] 辛\n"
    nested = (ITEM, ITEM)
    assert described(text) == [
        (PARAGRAPH, "甲", (ITEM,)),
        (PARAGRAPH, "乙", (ITEM,)),
        (PARAGRAPH, "丙", nested),
        (PARAGRAPH, "丁", (ITEM,)),
        (PARAGRAPH, "戊", (ITEM,)),
        (PARAGRAPH, "己", (ITEM,)),
        (PARAGRAPH, "庚", (ITEM,)),
        (PARAGRAPH, "辛", (ITEM,)),
    ]


def test_containers_go_from_the_outermost_inwards() -> None:
    text = "> 甲\n>\n> - 乙\n>   > 丙\n\n本文[^1]です。\n\n[^1]: 丁\n\n    - 戊\n"
    assert described(text) == [
        (PARAGRAPH, "甲", (QUOTE,)),
        (PARAGRAPH, "乙", (QUOTE, ITEM)),
        (PARAGRAPH, "丙", (QUOTE, ITEM, QUOTE)),
        (PARAGRAPH, "本文[^1]です。", ()),
        (PARAGRAPH, "丁", (FOOTNOTE,)),
        (PARAGRAPH, "戊", (FOOTNOTE, ITEM)),
    ]


def test_cells_of_a_table_are_blocks() -> None:
    text = "| 港 | `朝` |\n| --- | :-: |\n| **市場** | a\\|b |\n"
    assert described(text) == [
        (CELL, "港", (TABLE,)),
        (CELL, "`朝`", (TABLE,)),
        (CELL, "**市場**", (TABLE,)),
        (CELL, "a\\|b", (TABLE,)),
    ]


def test_the_offsets_of_the_body_count_the_front_matter() -> None:
    text = "---\ntitle: 港\n---\n\n朝です。\n"
    (block,) = read(text).blocks
    assert block.span.start == text.index("朝")


def test_a_fence_inside_a_front_matter_value_is_not_in_the_body() -> None:
    text = "---\nnote: |\n  ```\n  # 見出しではない\n---\n\n# 見出し\n"
    assert blocks(text) == [(HEADING, "見出し")]


ORACLE = MarkdownIt("commonmark")
LEAVES = {
    "heading_open": HEADING,
    "paragraph_open": PARAGRAPH,
    "fence": CODE,
    "code_block": CODE,
    "html_block": HTML,
    "hr": RULE,
}


def lines_by_oracle(text: str) -> list[tuple[Kind, int, int]]:
    """Return kind, first and last line (1-based) of each leaf block by markdown-it-py."""
    lines = text.split("\n")
    found = []
    for token in ORACLE.parse(text):
        if token.type in LEAVES and token.map:
            first, last = token.map
            while last > first + 1 and not lines[last - 1].strip(" >\t"):
                last -= 1
            found.append((LEAVES[token.type], first + 1, last))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "甲\n乙\n\n丙\n",
        "# 甲\n乙\n# 丙\n",
        "甲\n===\n乙\n---\n丙\n\n---\n",
        "- 甲\n- 乙\n\n  丙\n- 丁\n",
        "- 甲\n  - 乙\n    - 丙\n- 丁\n続き\n",
        "1. 甲\n\n   ```\n   x\n   ```\n2. 乙\n",
        "> 甲\n続き\n\n> # 乙\n> 丙\n",
        "> - 甲\n>   乙\n> - 丙\n",
        "    甲\n\n    乙\n丙\n",
        "甲\n    乙\n",
        "```\n甲\n\n乙\n```\n丙\n",
        "~~~ruby 甲\n```\n~~~\n乙\n",
        "````\n```\n甲\n```\n````\n",
        "甲\n\n```\n閉じない\n\n乙\n",
        "- ```\n  甲\n  ```\n- 乙\n",
        "***\n甲\n***\n* * *\n___\n",
        "-\n- 甲\n\n-\n\n  乙\n",
        "<?甲\n\n乙 ?>\n丙\n",
        "<div>\n</div>\n\n甲\n",
        "甲\n<div>\n</div>\n",
        "<pre>\n\n</pre>\n甲\n",
        "[甲]: https://example.org\n[乙]: <a b>\n  '題'\n\n丙\n",
        "甲  \n乙\\\n丙\n",
        "甲\n\n\n\n乙\n",
        "10) 甲\n11) 乙\n",
        "- 甲\n* 乙\n+ 丙\n",
        "甲\n- 乙\n1. 丙\n2. 丁\n",
        "#\n##\n甲\n#甲\n",
        "\\# 甲\n\n\\- 乙\n",
        "> 甲\n\n> 乙\n>\n> 丙\n",
        "  甲\n   乙\n",
        "| 甲 |\n乙\n",
    ],
)
def test_blocks_stand_on_the_lines_that_another_parser_names(text: str) -> None:
    article = read(text)
    found = [
        (b.kind, article.source.line(b.span.start), article.source.line(b.span.end))
        for b in article.blocks
    ]
    assert [each for each in found if each[0] is not CELL] == lines_by_oracle(text)


@settings(deadline=None)
@given(MARKDOWN, st.booleans())
def test_blocks_are_in_order_apart_and_hold_their_text(text: str, is_mdx: bool) -> None:
    article = read(text, "post.mdx" if is_mdx else "post.md")
    end = article.body.start
    for block in article.blocks:
        assert end <= block.span.start <= block.text.start <= block.text.end
        assert not block.text or block.text.end <= block.span.end
        end = block.span.end
    assert end <= len(article.source.text)


@settings(deadline=None)
@given(MARKDOWN)
def test_labels_lie_in_their_links_and_links_are_in_order(text: str) -> None:
    links = read(text).document.links
    assert all(link.span.contains(link.label) for link in links)
    assert list(links) == sorted(links, key=lambda link: link.span)


@settings(deadline=None)
@given(MARKDOWN.filter(lambda text: "\r" not in text))
def test_windows_line_endings_change_nothing_but_offsets(text: str) -> None:
    unix, windows = read(text), read(text.replace("\n", "\r\n"))
    assert shape(windows) == shape(unix)


def shape(article: Article) -> tuple[object, ...]:
    return (
        [(block.kind, block.level, block.containers) for block in article.blocks],
        [sentence.plain.text for sentence in article.sentences],
    )


# Links, images and comments


def test_links_know_their_label_and_target() -> None:
    article = read('[**港**の朝](/a "題")と![市場](b.png)と<https://a.jp>です。')
    slice_ = article.source.slice
    found = [
        (slice_(link.span), slice_(link.label), link.target, link.is_image)
        for link in article.document.links
    ]
    assert found == [
        ('[**港**の朝](/a "題")', "港**の朝", "/a", False),
        ("![市場](b.png)", "市場", "b.png", True),
        ("<https://a.jp>", "https://a.jp", "https://a.jp", False),
    ]


def test_an_image_in_a_link_keeps_its_alt_text_as_its_own_label() -> None:
    article = read("[![港の写真](a.png)](/b)")
    found = [(link.target, article.source.slice(link.label)) for link in article.document.links]
    assert found == [("/b", ""), ("a.png", "港の写真")]


def test_links_can_be_asked_for_by_place() -> None:
    article = read("[甲](a)です。\n\n[乙](b)と[丙](c)です。\n")
    first, second = article.blocks
    assert [link.target for link in article.document.links_in(first.span)] == ["a"]
    assert [link.target for link in article.document.links_in(second.span)] == ["b", "c"]


def test_a_comment_stands_between_no_two_blocks() -> None:
    assert blocks("甲\n\n<!-- 注\n\n釈 --><!-- 注 -->\n\n乙") == [
        (PARAGRAPH, "甲"),
        (PARAGRAPH, "乙"),
    ]
    assert blocks("<!-- 注 --><br>\n") == [(HTML, "")]


def test_comments_are_kept_with_their_content() -> None:
    text = "<!-- 一つ目 -->\n\n文<!-- 二つ目 -->です。\n\n- <!-- 三つ目\n  です -->\n"
    comments = read(text).comments
    assert [comment.content for comment in comments] == [" 一つ目 ", " 二つ目 ", " 三つ目\n  です "]
    assert [text[c.span.start : c.span.start + 4] for c in comments] == ["<!--"] * 3


@pytest.mark.parametrize(
    "text",
    ["```\n<!-- 注 -->\n```\n", "    <!-- 注 -->\n", "`<!-- 注 -->`です。\n", "\\<!-- 注 -->\n"],
)
def test_a_comment_that_is_shown_is_no_comment(text: str) -> None:
    assert read(text).comments == ()


def test_what_stands_between_blocks_of_syntax_keeps_its_kind() -> None:
    text = "{% a %}\n\n# 港\n\n:::note\n市場です。\n:::\n\n$$\nx\n$$\n\n```\n{% b %}\n```\n"
    assert blocks(text) == [
        (DIRECTIVE, ""),
        (HEADING, "港"),
        (DIRECTIVE, ""),
        (PARAGRAPH, "市場です。"),
        (DIRECTIVE, ""),
        (MATH, ""),
        (CODE, ""),
    ]
