"""Code fences, marks in pairs, containers, tables and list items."""

from __future__ import annotations

import pytest
from hypothesis import given

from kouetsu.article import Article, Flavour, Profile
from kouetsu.article.source import from_text
from kouetsu.checks.markdown.blocks import broken_block
from kouetsu.sites.detection import Generator, Site
from rule_cases import mark
from views import MARKDOWN


def expected(
    text: str,
    generator: Generator = Generator.NONE,
    flavour: Flavour = Flavour.COMMONMARK,
    path: str = "post.md",
) -> list[str]:
    """Check that exactly the marked places are reported; return their messages."""
    clean = text.replace("⟦", "").replace("⟧", "")
    profile = Profile(flavour=flavour, site=Site(generator, flavour))
    hits = sorted(broken_block(Article(from_text(clean, path), profile)), key=lambda hit: hit.span)
    assert mark(clean, [hit.span for hit in hits]) == text
    return [hit.message for hit in hits]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("猫。\n\n⟦```py⟧\nx\n\n## 犬\n\n鳥。\n", "fence"),
        ("⟦```⟧", "fence"),
        ("⟦```py⟧\r\nx\r\n~~~\r\n\r\n犬。\r\n", "fence-mark"),
        ("⟦````py⟧\nx\n```\n\n犬。\n", "fence-mark"),
        ("⟦```markdown⟧\n猫\n\n```py\nx\n```\n\n犬\n```\n", "fence-inner"),
        ("⟦```py⟧\nx\n\n犬。\n\n```sh\nls\n```\n", "fence-inner"),
        ("1. 猫\n\n   ⟦```sh⟧\n   ls\n```\n\n犬。\n", "fence-indentation"),
        ("> ⟦```sh⟧\n> ls\n```\n\n犬。\n", "fence-indentation"),
    ],
)
def test_a_fence_that_does_not_end_where_it_should_is_reported(text: str, message: str) -> None:
    assert expected(text) == [message]


def test_after_one_broken_fence_no_other_is_judged() -> None:
    assert expected("⟦```a⟧\n```b\n```\n\n猫。\n\n```c\n```d\n```\n\n```\n") == ["fence-inner"]


@pytest.mark.parametrize(
    "text",
    [
        "```py\nx\n```\n\n犬。\n",
        "```py\nx\n`````\n",
        "~~~\n```py\nx\n~~~\n",
        "````md\n```py\nx\n```\n````\n",
        "```text\n    ```py\n```\n",
        "```js {4,7} title=a\nx\n```\n",
        "- 猫\n\n  ```sh\n  ls\n  ```\n\n犬。\n",
        "> ```sh\n> ls\n\n犬。\n",
        "> ```sh\n> ls\n> ```\n\n犬。\n",
        "    ```py\n    x\n",
        "文の中の ``` は囲みではない。\n",
        "```猫```は囲みではない。\n",
        "{% highlight sh %}\n```py\n{% endhighlight %}\n",
        "```\n```\n",
    ],
)
def test_fences_that_end_are_left_alone(text: str) -> None:
    assert expected(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "⟦<details>⟧\n<summary>猫</summary>\n\n犬。\n",
        '⟦<div class="a">⟧\n\n<div>\n\n猫。\n\n</div>\n',
        "⟦<table>⟧\n<tr><td>猫</td></tr>\n\n犬。\n",
        "猫。\n\n⟦<!--⟧ 犬\n\n鳥。\n",
        "⟦<script>⟧\nlet a = '<div>';\n",
        "⟦{% if page.a %}⟧\n猫。\n",
        "⟦{% raw %}⟧\n{% if a %}\n猫。\n",
        "⟦{%- for a in b -%}⟧\n猫。\n",
        "{{< note >}}\n猫。\n{{< /note >}}\n\n⟦{{< note >}}⟧\n犬。\n",
        "⟦:::message⟧\n猫。\n",
        "⟦::: tip 猫⟧\n犬。\n",
        "⟦:::{.note}⟧\n犬。\n",
    ],
)
def test_a_mark_without_its_end_is_reported(text: str) -> None:
    assert expected(text) == ["open"]


@pytest.mark.parametrize(
    "text",
    [
        "猫。\n\n⟦{% endif %}⟧\n",
        "{{< note >}}\n猫。\n{{< /note >}}\n\n⟦{{< /note >}}⟧\n",
        ":::message\n猫。\n:::\n\n⟦:::⟧\n",
    ],
)
def test_an_end_without_its_beginning_is_reported(text: str) -> None:
    assert expected(text) == ["stray"]


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n<summary>猫</summary>\n\n犬。\n\n</details>\n",
        "<p>\n<li>猫\n<br>\n<img src='a'>\n",
        "<div/>\n\n猫。\n",
        "</div>\n\n猫。\n",
        "要素 `<div>` と \\<div> を使う。\n",
        "```html\n<div>\n```\n",
        "<!-- <div> -->\n\n猫。\n",
        "矢印 <!-- は記号です。\n",
        "<script>\nlet a = '<div>';\n</script>\n",
        "<DIV>\n\n猫。\n\n</div>\n",
        "{% if a %}猫{% else %}犬{% endif %}\n",
        "{% include a.html %}\n\n{% assign a = 1 %}\n\n{% youtube x %}\n",
        "{% raw %}{% if %}{% endraw %}\n",
        "タグ `{% if %}` は条件です。\n",
        "`a``{% if a %}`と`{% for %}`\n",
        "```liquid\n{% if a %}\n```\n",
        "{% raw %}\n\n```liquid\n{{ a }}\n{% endraw %}\n```\n",
        "{% if a %}\n猫\n{% /if %}\n",
        '{{< figure src="a.png" >}}\n\n{{< youtube x >}}\n',
        "{{< note />}}\n\n{{< note >}}\n猫。\n{{< /note >}}\n",
        "文中の {{% b %}}猫{{% /b %}} です。\n",
        "::::details 猫\n:::message\n犬。\n:::\n::::\n",
        ":::details 猫\n:::message\n犬。\n:::\n:::\n",
        "```\n:::message\n```\n",
        ":::\n",
        "<Note>\n\n猫。\n",
    ],
)
def test_pairs_code_and_marks_without_an_end_are_left_alone(text: str) -> None:
    assert expected(text) == []


@pytest.mark.parametrize(
    ("text", "generator"),
    [
        ("{% if a %}\n猫。\n", Generator.HUGO),
        ("{% if a %}\n猫。\n", Generator.ZENN),
        ("{{< a >}}\n{{< /a >}}\n{{< a >}}\n", Generator.JEKYLL),
    ],
)
def test_the_tags_of_another_generator_are_text(text: str, generator: Generator) -> None:
    assert expected(text, generator) == []


@pytest.mark.parametrize(
    "generator", [Generator.ZENN, Generator.QIITA, Generator.VITEPRESS, Generator.DOCUSAURUS]
)
def test_an_inner_container_needs_fewer_colons_where_ends_go_by_length(
    generator: Generator,
) -> None:
    inner = ":::details 猫\n⟦:::message⟧\n犬。\n:::\n:::\n"
    assert expected(inner, generator) == ["nesting"]
    assert expected("::::details 猫\n:::message\n犬。\n:::\n::::\n", generator) == []


def test_components_are_pairs_in_mdx() -> None:
    assert expected("⟦<Note>⟧\n\n猫。\n", path="a.mdx") == ["open"]
    assert expected("猫。\n\n⟦</Note>⟧\n", path="a.mdx") == ["stray"]
    text = "<Note a={<Cat />} b={() => 1}>\n\n猫。\n\n</Note>\n\n<Cat />\n\n`<Note>`\n"
    assert expected(text, path="a.mdx") == []


def test_kramdown_reads_an_element_through_indented_lines_to_its_end() -> None:
    text = "<table>\n<tr><td>猫</td></tr>\n\n    </table>\n\n犬。\n"
    assert expected(text, flavour=Flavour.KRAMDOWN) == []


TABLE = "| 猫 | 犬 |\n|---|---|\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE + "| 1 | 2 | ⟦3⟧ |\n", "cells"),
        (TABLE + "| 1 | `a|⟦b`⟧ |\n", "cells"),
        ("猫 | 犬\n:-: | :-:\n1 | 2 | ⟦3 | 4⟧\n", "cells"),
        ("- | 猫 | 犬 |\n  |---|---|\n  | 1 | 2 | ⟦3⟧ |\n", "cells"),
        ("> " + TABLE.replace("\n|", "\n> |") + "> | 1 | 2 | ⟦3⟧ |\n", "cells"),
        ("| 猫 | 犬 |\n⟦|---|---|---|⟧\n| 1 | 2 |\n", "columns"),
        ("| 猫 | 犬 |\n\n⟦|---|---|⟧\n| 1 | 2 |\n", "divider"),
        ("⟦| 猫 | 犬 |\n| 1 | 2 |⟧\n", "rows"),
        ("鳥の数です。\n⟦| 猫 | 犬 |\n| 1 | 2 |⟧\n", "rows"),
    ],
)
def test_tables_that_lose_cells_or_are_none_are_reported(text: str, message: str) -> None:
    assert expected(text) == [message]


def test_a_table_is_reported_once_and_each_table_by_its_own_header() -> None:
    wide = "| 猫 | 犬 | 鳥 |\n|---|---|---|\n| 1 | 2 | 3 |\n"
    assert expected(wide + "\n" + TABLE + "| 1 | 2 | ⟦3⟧ |\n| 1 | 2 | 3 |\n") == ["cells"]


@pytest.mark.parametrize(
    "text",
    [
        TABLE + "| 1 | 2 |\n",
        TABLE + "| 1 |\n| 1 | 2 | |\n",
        TABLE + "| 1 \\| 2 | `a\\|b` |\n",
        "| 猫 |\n|---|\n| 1 |\n",
        "猫 | 犬\n---|---\n1 | 2\n",
        "猫 | 犬\n\n鳥 | 魚\n",
        "| 猫 | 犬 |\n",
        "絶対値 |a| と |b| を足す。\n",
        "---|---は区切りです。\n",
        "```\n| 猫 | 犬 |\n| 1 | 2 |\n```\n",
        "|---|\n",
        TABLE,
    ],
)
def test_tables_and_bars_in_text_are_left_alone(text: str) -> None:
    assert expected(text) == []


@pytest.mark.parametrize(
    "text",
    [TABLE + "| 1 | 2 | 3 |\n", "| 猫 | 犬 |\n| 1 | 2 |\n", "| 猫 | 犬 |\n|---|\n| 1 | 2 |\n"],
)
def test_the_tables_of_kramdown_are_left_alone(text: str) -> None:
    assert expected(text, flavour=Flavour.KRAMDOWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "- 猫\n⟦-犬⟧\n- 鳥\n",
        "- 猫\r\n⟦-犬⟧\r\n- 鳥\r\n",
        "* 猫\n  ⟦*犬⟧\n",
        "1. 猫\n⟦2.犬⟧\n3. 鳥\n",
        "1) 猫\n⟦2)「犬」⟧\n",
        "- 猫\n⟦-\u3000犬⟧\n",
        "- [ ] 猫\n⟦-[ ] 犬⟧\n",
        "- 猫\n  - 鳥\n    ⟦-犬⟧\n",
    ],
)
def test_an_item_without_its_space_is_reported(text: str) -> None:
    assert expected(text) == ["item"]


@pytest.mark.parametrize(
    "text",
    [
        "- 猫\n- 犬\n",
        "- 猫\n  続きです。\n",
        "* 猫は\n  *とても*眠い。\n",
        "* 猫は\n  **とても**眠い。\n",
        "- 猫\n-5度\n",
        "- 命令\n  -v を付ける。\n",
        "1. 猫\n1.5倍です。\n",
        "1. 猫\n-犬\n",
        "- 猫\n2.犬\n",
        "-猫\n-犬\n",
        "・猫\n・犬\n",
        "- 猫\n\n-犬\n",
        "- `a\n-犬`\n",
    ],
)
def test_items_emphasis_figures_and_options_are_left_alone(text: str) -> None:
    assert expected(text) == []


@given(MARKDOWN)
def test_a_finding_lies_in_the_body_and_holds_something(text: str) -> None:
    article = Article(from_text(text, "post.mdx"))
    for hit in broken_block(article):
        assert article.body.contains(hit.span)
        assert article.source.slice(hit.span).strip()
