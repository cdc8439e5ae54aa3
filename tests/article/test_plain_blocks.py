"""Blocks that the parser does not read are what it would have made of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article import markdown_reader, plain_blocks
from kouetsu.article.markdown import Document, Kind
from kouetsu.article.plain_blocks import abridge
from kouetsu.article.prose import MARKUP
from views import MARKDOWN

LINES = (
    *(
        "港の朝です。",
        "「市場」は開く。",
        "abc def",
        "2025年の夏",
        "3つ",
        "é",
        "\u3000字下げ",
        "a: b",
    ),
    *(
        "x | y",
        "1+1",
        'It\'s "so"',
        "]",
        "}",
        "\xa0",
        "甲\x0c",
        "\x0b乙",
        "末尾 ",
        " 字下げ",
        "続く\\",
    ),
    *("## 見出し", "# 題 #", "####### 七つ", "#港", "##  二", "### 題{#a}", "---", "----", "- - -"),
    *(
        "- 甲",
        "-",
        "1. 乙",
        "10)",
        "+ 丙",
        "  続き",
        "    コード",
        "> 引用",
        "===",
        "|-|-|",
        ": 定義",
    ),
    *(
        "```",
        "~~~",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "<!a",
        "a>",
        "<?",
        "?>",
        "<script>",
        "</script>",
    ),
    *(
        "[^1]: 注",
        "[a]: b",
        "[a][]",
        "**強い**言葉",
        "`c`",
        "&amp;",
        "&lt;甲&gt;",
        "a & b",
        "*弱い*と***どちらも***",
        "*片方",
        "**日本（市）**の",
        "_下_線_",
        "~~消す~~",
        "5 * 3",
        "* 星",
        "***",
        "*",
        "\\* 甲",
        "\\#",
        "#",
        "$5",
        "---END---",
        "-甲",
        "--|--",
        "a|b",
        "$x$",
        "$$",
        "{% a %}",
        "{: .a}",
    ),
)
PIECES = st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map("\n".join)
BODIES = st.lists(PIECES, max_size=10).flatmap(
    lambda pieces: st.sampled_from(("\n\n", "\n\n\n", "\r\n\r\n", "\n \n")).map(
        lambda blank: blank.join(pieces)
    )
)


def parsed_whole(text: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Return what the parser alone makes of a text."""
    with monkeypatch.context() as context:
        context.setattr(
            markdown_reader, "abridge", lambda text, start, _: plain_blocks.whole(text, start)
        )
        return markdown_reader.parse(text, 0)


@pytest.fixture(scope="module")
def patch() -> pytest.MonkeyPatch:
    return pytest.MonkeyPatch()


@settings(deadline=None, max_examples=500)
@given(text=BODIES | MARKDOWN | st.tuples(BODIES, MARKDOWN, BODIES).map("\n\n".join))
def test_an_abridged_body_is_read_as_the_whole(text: str, patch: pytest.MonkeyPatch) -> None:
    document, whole = markdown_reader.parse(text, 0), parsed_whole(text, patch)
    assert document == whole


def test_plain_blocks_that_follow_one_another_have_one_stand_in() -> None:
    body = "港です。\n\n## 市場\n\n\n---\n\n2つの朝\nです。\n\n[夜](/n)です。\n\n**終**わり。"
    source = f"{100 * '-'}{body}"
    abridged = abridge(body, 100, source)
    assert abridged.text == "___\n\n[夜](/n)です。\n\n___"
    assert [[block.kind for block in run.blocks] for run in abridged.runs.values()] == [
        [Kind.PARAGRAPH, Kind.HEADING, Kind.RULE, Kind.PARAGRAPH],
        [Kind.PARAGRAPH],
    ]
    assert list(abridged.runs) == [100, source.index("**終")]


@pytest.mark.parametrize(
    "text",
    [
        *("`港`", "_港_", "[港]", "a & b", "3 < 5", "> 港", "5 > 3", "$5$", "- 港", "1. 港"),
        *("#港", "# 港 #", " 港", "港 ", "港\n- 市", "港\n===", "| 港", "港\r\n市", ""),
        *("~港~", "\\*港", "----", "* 港", "***", "*港*\n***\n市", "*港*  \n市", "*港* "),
    ],
)
def test_what_may_be_more_than_emphasis_is_given_to_the_parser(text: str) -> None:
    assert abridge(text, 0, text).text == text


@pytest.mark.parametrize(
    "text", ["*港*", "**港**と***市***", "5 * 3", "港_", "$5", "\\港", "*港*\n市", "`港"]
)
def test_paragraphs_with_emphasis_alone_are_read_apart(text: str) -> None:
    assert abridge(text, 0, text).text == "___"


def test_an_empty_heading_in_one_paragraph_costs_the_others_time_alone() -> None:
    text = "*港*\n#\n市\n\n**朝**"
    assert abridge(text, 0, text).text == text
    assert markdown_reader.parse(text, 0).prose == f"{MARKUP}港{MARKUP}\n{MARKUP}\n市\n\n" + (
        f"{MARKUP}{MARKUP}朝{MARKUP}{MARKUP}"
    )


@pytest.mark.parametrize(
    "text", ["## 港\n市", "# 港\n市\n朝", "## 港\n---", "---終---", "港\n-市-", "港\n\n\n市"]
)
def test_lines_without_signs_need_no_parser(text: str) -> None:
    assert abridge(text, 0, text).text == "___"


def test_paragraphs_with_template_syntax_show_what_the_source_has() -> None:
    text = "**港**{% highlight %}市{% endhighlight %}の**朝**"
    document = markdown_reader.parse(text, 0)
    assert document.prose.replace(MARKUP, "") == "港{% highlight %}市{% endhighlight %}の朝"


def test_plain_lines_inside_code_and_html_are_no_blocks() -> None:
    text = "```\n\n港です。\n\n```\n\n<pre>\n\n市場です。\n\n</pre>\n\n朝です。"
    document = markdown_reader.parse(text, 0)
    assert [block.kind for block in document.blocks] == [Kind.CODE, Kind.HTML, Kind.PARAGRAPH]
    assert document.prose.strip(f"{MARKUP}\n") == "朝です。"
