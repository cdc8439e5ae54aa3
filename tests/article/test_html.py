from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article.html import COMMENT, runs
from kouetsu.article.source import Span
from views import read, sentences

PIECES = (
    *("<div>", "</div>", "<p>", "<b>", "</b>", "<br/>", "<!--", "-->", "<!-", "<", ">", "</"),
    *("<script>", "</script>", "<pre>", "</pre>", "<a href='x'>", '<a href="', "'", "\n"),
    *("港です。", "市場", "🎉", " ", "<!DOCTYPE html>", "<?a?>", "<li class=a"),
)


def shown(text: str) -> list[str]:
    """Return the runs of visible text with their markup left out."""
    found = []
    for span, markup in runs(text, Span(0, len(text))):
        offset, parts = span.start, []
        for mark in markup:
            parts.append(text[offset : mark.start])
            offset = mark.end
        found.append("".join([*parts, text[offset : span.end]]))
    return found


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_runs_are_in_order_apart_and_hold_their_markup(text: str) -> None:
    end = 0
    for span, markup in runs(text, Span(0, len(text))):
        assert end <= span.start < span.end <= len(text)
        end = inside = span.start
        for mark in markup:
            assert inside <= mark.start < mark.end <= span.end
            inside = mark.end
        end = span.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>港です。</p>", ["港です。"]),
        ("<p>港の<b>朝</b>です。</p>", ["港の朝です。"]),
        ("<p>港の<a href='a>b'>朝</a>です。</p>", ["港の朝です。"]),
        ("<ul><li>港</li><li>市場</li></ul>", ["港", "市場"]),
        ("<td>港<td>市場", ["港", "市場"]),
        ("港<br>市場", ["港", "市場"]),
        ("<p>港<!-- 注 -->です。</p>", ["港です。"]),
        ("<P>港の<B>朝</B>です。</P>", ["港の朝です。"]),
        ("<x-note>港です。</x-note>", ["港です。"]),
        ("<ruby>港<rt>みなと</rt></ruby>です", ["港みなとです"]),
        ("<p>3 < 5 です。</p>", ["3 < 5 です。"]),
        ("<p>1 <港> 2</p>", ["1 <港> 2"]),
    ],
)
def test_visible_text_is_cut_at_block_elements_only(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<div class='a'>\n</div>",
        "<!-- 港です。 -->",
        "<script>var 港;</script>",
        "<SCRIPT>var 港;</SCRIPT>",
        "<style>.a { color: red }</style>",
        "<pre>港です。</pre>",
        "<p><code>港</code></p>",
        "<iframe src='a'>港</iframe>",
        "<select><option>港</option></select>",
        "<button>港</button>",
        "<svg><text>港</text></svg>",
        "<textarea>港</textarea>",
        "<!DOCTYPE html>",
        "<p>—</p>",
        "<script>\n港",
    ],
)
def test_what_a_reader_does_not_read_as_text_is_no_run(text: str) -> None:
    assert shown(text) == []


def test_a_hidden_element_ends_at_its_own_end_tag() -> None:
    assert shown("<script>a</style>港</script>市場です。") == ["市場です。"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("<!-- 港 -->", " 港 "),
        ("<!---->", ""),
        ("<!-- a - b -- c -->", " a - b -- c "),
        ("<!-- < > -->", " < > "),
        ("<!-- 二\n行 -->", " 二\n行 "),
        ("<!-- 一 --> 港 -->", " 一 "),
    ],
)
def test_a_comment_goes_to_the_first_end_mark(text: str, content: str) -> None:
    match = COMMENT.match(text)
    assert match is not None
    assert match.group(1) == content


@pytest.mark.parametrize("text", ["<!-- 港", "<!-- 港 ->", "<! -- 港 -->", "<!-- 外 <!-- 内"])
def test_an_unclosed_comment_is_none(text: str) -> None:
    assert COMMENT.match(text) is None


def test_an_opening_mark_inside_an_unclosed_comment_begins_anew() -> None:
    (comment,) = read("<!-- 外 <!-- 内 -->\n\n港です。\n").comments
    assert comment.content == " 内 "


def test_html_around_markdown_leaves_the_markdown_to_the_parser() -> None:
    text = "<details>\n<summary>題</summary>\n\n**港**です。\n\n- 市場\n\n</details>\n"
    assert sentences(text) == ["題", "港です。", "市場"]


def test_a_run_in_a_list_or_table_cell_is_a_sentence_of_its_own() -> None:
    text = "<table>\n<tr><td>港の朝</td><td>市場の夜</td></tr>\n</table>\n"
    assert sentences(text) == ["港の朝", "市場の夜"]
