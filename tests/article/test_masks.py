from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article.masks import Mask, mask

PIECES = (
    "{% a %}",
    "{%",
    "%}",
    "{% highlight x %}",
    "{% endhighlight %}",
    "{{ a }}",
    "{{",
    "}}",
    "{{< a >}}",
    "{{% a %}}",
    "{: .a}",
    "{/* a */}",
    "{",
    "}",
    "<A b={1}>",
    "</A>",
    "<A ",
    "/>",
    ":::",
    "$$",
    "\\begin{align}",
    "\\end{align}",
    "@[card](x)",
    "import a\n",
    "```",
    "~~~",
    "\n",
    "\r\n",
    "\n\n",
    "> ",
    " ",
    "港です。",
    "🎉",
)


def found(text: str, *, is_mdx: bool = False) -> list[tuple[Mask, str]]:
    """Return what is masked and as what."""
    _, masked = mask(text, is_mdx=is_mdx)
    return [(each.mask, text[each.span.start : each.span.end]) for each in masked]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join), st.booleans())
def test_masks_keep_length_and_line_ends_and_touch_only_what_they_name(
    text: str, is_mdx: bool
) -> None:
    result, masked = mask(text, is_mdx=is_mdx)
    assert len(result) == len(text)
    end = 0
    for each in masked:
        assert end <= each.span.start < each.span.end
        assert result[end : each.span.start] == text[end : each.span.start]
        end = each.span.end
    assert result[end:] == text[end:]
    line_ends = [(i, c) for i, c in enumerate(text) if c in "\r\n"]
    assert [(i, c) for i, c in enumerate(result) if c in "\r\n"] == line_ends


@pytest.mark.parametrize(
    "line",
    [
        "{% include figure.html src='a.png' %}",
        "{%- assign x = 1 -%}",
        "{{< youtube abc >}}",
        "{{% alert title='注意' %}}",
        "{{% /alert %}}",
        "{{#include ../listings/a.rs:1:8}}",
        "{{ content }}",
        "{: .note}",
        "{:toc}",
        "{::options parse_block_html='true' /}",
        "{/* ここは草稿 */}",
        "<Tabs>",
        "</Tabs>",
        "<Tabs.Item label='甲' value={1}>",
        "<Foo render={() => { return 1 }} />",
        "<>",
        ":::message",
        ":::message alert",
        "::: tip 題名",
        ":::details 開く",
        ":::note warn",
        ":::tip[題名]{open}",
        "::::",
        ":::",
        "@[card](https://example.org/a)",
        "> :::message",
        "  {% raw %}",
        "{% raw %} {% include a.html %}",
    ],
)
def test_a_line_that_only_directs_the_page_is_no_text(line: str) -> None:
    masked = found(f"前の文です。\n\n{line}\n\n次の文です。\n")
    assert masked == [(Mask.DIRECTIVE, line)]


@pytest.mark.parametrize(
    ("syntax", "kind"),
    [
        ("{% raw %}", Mask.MARKUP),
        ("{% link _posts/a.md %}", Mask.MARKUP),
        ("{: .lead}", Mask.MARKUP),
        ("{/* 草稿 */}", Mask.MARKUP),
        ("<Badge/>", Mask.MARKUP),
        ("<Term id='a'>", Mask.MARKUP),
        ("</Term>", Mask.MARKUP),
        ("{{< ref a >}}", Mask.MARKUP),
        ("{{ page.title }}", Mask.OBJECT),
        ("{{% param version %}}", Mask.OBJECT),
    ],
)
def test_syntax_inside_a_sentence_is_markup_or_a_thing(syntax: str, kind: Mask) -> None:
    assert found(f"この版は{syntax}です。") == [(kind, syntax)]


@pytest.mark.parametrize(
    "text",
    [
        "{% include figure.html\n  src='a.png'\n  caption='港の朝' %}",
        "{{< figure\n  src='a.png'\n>}}",
        "<Card\n  title='港'\n  href='/a'\n/>",
        "{/* 二行の\n注釈 */}",
    ],
)
def test_syntax_may_go_over_several_lines(text: str) -> None:
    assert found(f"前の文です。\n\n{text}\n\n次の文です。") == [(Mask.DIRECTIVE, text)]


@pytest.mark.parametrize("opening", ["{% include", "{{< figure", "{{% alert"])
def test_an_unclosed_tag_does_not_reach_over_a_blank_line(opening: str) -> None:
    closing = {"{% include": "%}", "{{< figure": ">}}", "{{% alert": "%}}"}[opening]
    assert found(f"{opening} 港の朝です。\n\n市場は早い。{closing}") == []


@pytest.mark.parametrize(
    "text",
    [
        "{% highlight ruby %}\nputs 1\n\nputs 2\n{% endhighlight %}",
        "{% comment %}\n昔の文です。\n{% endcomment %}",
        "{%- highlight js linenos -%}\nx\n{%- endhighlight -%}",
    ],
)
def test_a_block_of_liquid_code_is_code_with_its_blank_lines(text: str) -> None:
    assert found(f"前です。\n\n{text}\n\n次です。") == [(Mask.CODE, text)]


def test_each_block_of_liquid_code_ends_at_its_own_end() -> None:
    block = "{% highlight ruby %}\nputs 1\n{% endhighlight %}"
    assert found(f"{block}\n\n間の文です。\n\n{block}") == [(Mask.CODE, block)] * 2


@pytest.mark.parametrize(
    "formula",
    [
        "$$\nx = 1\n\ny = 2\n$$",
        "$$ e^{i\\pi} = -1 $$",
        "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
        "\\begin{align*}\n\\begin{pmatrix} 1 \\end{pmatrix}\n\\end{align*}",
    ],
)
def test_a_display_formula_is_math(formula: str) -> None:
    assert found(f"次の式です。\n\n{formula}\n\nとなります。") == [(Mask.MATH, formula)]


@pytest.mark.parametrize(
    "text",
    [
        "価格は$3.60から$4.20です。",
        "港は{甲}です。",
        "集合{1, 2, 3}を考えます。",
        "a < b かつ c > d です。",
        "x<yのとき、A>Bです。",
        "比は3:::4です。",  # not at the beginning of a line
        "連絡先は@[山田]さんです。",
        "{%の割合です。",
        "100%}です。",
        "「{」と「}」を使います。",
        "<b>太字</b>と<span class='a'>範囲</span>です。",
        "<https://example.org/A>",
        "$$ が一つだけの行\n\n次の段落です。",
        "`a` と `b` です。",
        "import の文を書きます。",
        "（：の後に続けます）",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert mask(text) == (text, [])


@pytest.mark.parametrize(
    "statement",
    [
        "import Tabs from '@theme/Tabs'",
        "import {\n  A,\n  B,\n} from './a'",
        "export const meta = {\n  title: '港'\n}",
    ],
)
def test_statements_are_masked_in_mdx_only(statement: str) -> None:
    text = f"{statement}\n\n# 題名\n"
    assert found(text, is_mdx=True) == [(Mask.DIRECTIVE, statement)]
    assert found(text) == []


def test_an_expression_is_a_thing_in_mdx_only() -> None:
    assert found("版は{props.version}です。", is_mdx=True) == [(Mask.OBJECT, "{props.version}")]
    assert found("版は{props.version}です。") == []


def test_an_expression_that_holds_a_component_is_one_thing() -> None:
    text = "版は{isNew && <Badge kind={1}/>}です。"
    assert found(text, is_mdx=True) == [(Mask.OBJECT, "{isNew && <Badge kind={1}/>}")]


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
@pytest.mark.parametrize(
    "code",
    [
        "import A from 'a'\nconst b = 1",
        "<A\n  b='c'",
        "{% raw %}",
        ":::message",
        "{: .a}",
        "{{ a }}",
    ],
)
def test_code_is_left_as_it_is_and_its_fence_stays_closed(fence: str, code: str) -> None:
    text = f"前です。\n\n{fence}jsx\n{code}\n{fence}\n\n次です。\n"
    assert mask(text, is_mdx=True) == (text, [])


def test_a_fence_inside_a_longer_fence_does_not_close_it() -> None:
    text = "````md\n```\n{% a %}\n```\n{% b %}\n````\n\n{% c %}\n"
    assert found(text) == [(Mask.DIRECTIVE, "{% c %}")]


def test_fences_in_lists_and_quotes_are_seen() -> None:
    text = (
        "- 甲\n  ```\n  {% a %}\n  ```\n\n> ```\n> {% b %}\n> ```\n\n1. ~~~\n   {% c %}\n   ~~~\n"
    )
    assert found(text) == []


def test_inline_code_with_three_marks_is_no_fence() -> None:
    assert found("``` a ``` と書きます。\n\n{% a %}\n") == [(Mask.DIRECTIVE, "{% a %}")]


def test_an_unclosed_fence_makes_the_rest_of_the_text_code() -> None:
    assert found("{% a %}\n\n```\n{% b %}\n\n{% c %}\n") == [(Mask.DIRECTIVE, "{% a %}")]
