"""What of a Markdown text is prose, what is filler, and where each letter stands."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article.markdown import Container
from kouetsu.article.prose import MARKUP, OBJECT
from views import MARKDOWN, prose, read, sentences


@settings(deadline=None)
@given(MARKDOWN, st.booleans())
def test_prose_is_the_source_text_or_filler_letter_by_letter(text: str, is_mdx: bool) -> None:
    article = read(text, "post.mdx" if is_mdx else "post.md")
    source = article.source.text
    entities = {
        place: letter
        for match in re.finditer(r"&#?\w+;", source)
        for place, letter in enumerate(html.unescape(match.group()), match.start())
    }
    assert len(article.prose) == len(source)
    for place, (shown, letter) in enumerate(zip(article.prose, source, strict=True)):
        assert shown in (letter, MARKUP, OBJECT, entities.get(place))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 港の**朝**", "··港の··朝··"),
        ("**強調**と*斜体*と~~取り消し~~です", "··強調··と·斜体·と··取り消し··です"),
        ("***両方***の__下線__", "···両方···の__下線__"),  # no emphasis inside a word
        ("[港の朝](https://a.jp)です", "·港の朝···············です"),
        ("[港][a]と[a]です\n\n[a]: https://a.jp", "·港····と·a·です\n\n·················"),
        ("![港の写真](a.png)です", "■■■■■■■■■■■■■■です"),
        ("[![港](a.png)](b)です", "·■■■■■■■■■■■····です"),
        ("`make`を実行", "■■■■■■を実行"),
        ("``a`b``を実行", "■■■■■■■を実行"),
        ("式$x^2$です", "式■■■■■です"),
        ("<https://a.jp>です", "■■■■■■■■■■■■■■です"),
        ("<a@b.jp>です", "■■■■■■■■です"),
        ("https://a.jp/b?c=dです", "■■■■■■■■■■■■■■■■■■です"),
        ("文<b>太</b>字<br>です", "文···太····字····です"),
        ("文<!-- 注 -->です", "文··········です"),
        ("注[^1]です\n\n[^1]: 脚注", "注····です\n\n······脚注"),
        ("\\*港\\*です", "·*港·*です"),
        ("甲&amp;乙&#12354;", "甲&····乙あ·······"),
        ("| a | b |\n|---|---|\n| 甲 | `乙` |", "··a···b··\n·········\n··甲···■■■··"),
        ("- [x] 済み", "······済み"),
        ("> [!NOTE]\n> 注意です", "·········\n··注意です"),
        ("港{: .a}です", "港······です"),
        ("版{{ a }}です", "版■■■■■■■です"),
        ("[港]({{ a }}/b)です", "·港············です"),
        ("港\n{: .lead}", "港\n·········"),
        (":::message\n港です。\n:::", "··········\n港です。\n···"),
        ("$$\nx\n$$\n港", "··\n·\n··\n港"),
        ("```\nx\n```\n港", "···\n·\n···\n港"),
        ("{% a %}\n港{% b %}です", "·······\n港·······です"),
        ("<Tabs>\n\n港です\n\n</Tabs>", "······\n\n港です\n\n·······"),
        ("{{#include a.rs}}\n港", "·················\n港"),
        ("甲です。  \n乙です。\\\n丙です。", "甲です。··\n乙です。·\n丙です。"),
        ("甲  \n乙\\\n丙", "甲··\n乙·\n丙"),
        ("[[内部]]と[未定義][x]", "[[内部]]と[未定義][x]"),
        ("［＃注記］と《るび》", "［＃注記］と《るび》"),
        ("価格は$5です", "価格は$5です"),
        ("3 < 5 > 2", "3 < 5 > 2"),
        ("# 題名 {#id}", "··題名······"),
        ("## 題名 {/*id*/}", "···題名 ········"),
    ],
)
def test_what_is_prose_and_what_is_filler(text: str, expected: str) -> None:
    assert prose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import A from 'a'\n\n港{a}です", "·················\n\n港■■■です"),
        ("# 題{1 + 1}", "··題■■■■■■■"),
    ],
)
def test_mdx_has_filler_of_its_own(text: str, expected: str) -> None:
    assert prose(text, "post.mdx") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("詳しくはhttps://a.jp/bを見てください。", ["詳しくは■を見てください。"]),
        ("「https://a.jp」です。", ["「■」です。"]),
        ("（https://a.jp）です。", ["（■）です。"]),
        ("(https://a.jp) です。", ["(■) です。"]),
        ("See https://a.jp/b. Then go.", ["See ■.", "Then go."]),
        ("Is it https://a.jp/b? Yes, https://a.jp!", ["Is it ■?", "Yes, ■!"]),
        ("https://a.jp/w_(b)です。", ["■です。"]),
        ("www.example.orgです。", ["■です。"]),
        ("ftp://a.jp/bです。", ["■です。"]),
        ("https://a.jp/あいう", ["■あいう"]),
        ("https:// だけです。", ["https:// だけです。"]),
        ("wwwの時代です。", ["wwwの時代です。"]),
    ],
)
def test_a_bare_url_ends_before_the_text_around_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_text_inside_an_html_block_is_prose_and_its_tags_are_not() -> None:
    text = "<div class='a'>\n港の<b>朝</b>です。\n<p>市場です。</p>\n</div>"
    assert prose(text) == "···············\n港の···朝····です。\n···市場です。····\n······"


def test_the_marks_of_a_quote_around_html_are_not_its_text() -> None:
    text = "> <div>\n> 港です。\n> <!-- 注\n> 釈 -->市場です。\n> </div>"
    assert prose(text) == "·······\n··港です。\n········\n·······市場です。\n········"
    assert sentences(text) == ["港です。", "市場です。"]


def test_a_private_letter_that_is_not_ours_stays_as_it_is() -> None:
    assert prose("\ue0a0です") == "\ue0a0です"


# Constructs that a naive linter misreads: nothing of them is prose, and the text around them is


@pytest.mark.parametrize(
    "construct",
    [
        "```js {4,7} title='a.js'\nconst 港 = 1;\n```",
        "```java:before\nint 港;\n```",
        "```diff\n- 古い港です。\n+ 新しい港です。\n```",
        "```mermaid\ngraph TD; 港-->市場\n```",
        "```math\n港 = 1\n```",
        "````md\n```\n港です。\n```\n````",
        "~~~\n港です。\n~~~",
        "    港です。",
        "- 項目です。\n\n  ```\n  港です。\n  ```",
        "1. 項目です。\n\n       港です。",
        "<script async src='https://a.jp/w.js'></script>",
        "<script>\nvar 港 = 1;\n\nvar 市場;\n</script>",
        "<style>\n.港 { color: red }\n</style>",
        "<!-- 港です。\n\n市場です。 -->",
        "<!--more-->",
        "<iframe src='a'>港です。</iframe>",
        "<svg>\n<text>港</text>\n</svg>",
        "<pre>\n港です。\n\n市場です。\n</pre>",
        "<img src='a.png' alt='港'>",
        "<Sandpack files={{ a: '港です。' }} />",
        "{% include video.html title='港です。' %}",
        "{% highlight ruby %}\n港 = 1\n\n市場 = 2\n{% endhighlight %}",
        "{{< youtube id='港' >}}",
        "{{% alert title='港です。' %}}",
        "{{#include ../港.rs}}",
        ":::message 港です",
        "::: tip 港です。",
        ":::note warn",
        "{: .港 }",
        "@[card](https://a.jp/港)",
        "$$\n港 = 1\n$$",
        "[港]: https://a.jp",
        "[^港]: 市場です。",
        "---",
        "***",
        "[[港]]: #",
        "<a name='港'></a>",
        "<br/>",
    ],
)
def test_a_construct_hides_its_own_text_and_no_other(construct: str) -> None:
    text = f"前の文です。\n\n{construct}\n\n次の文です。\n"
    article = read(text)
    assert article.prose.startswith("前の文です。\n")
    assert article.prose.endswith("\n次の文です。\n")
    if construct.startswith("[["):
        assert "[[港]]" in article.prose  # a wiki link is text
    elif construct.startswith("[^"):
        assert Container.FOOTNOTE in article.blocks[1].containers
    else:
        assert "港" not in article.prose
        assert "市場" not in article.prose


@pytest.mark.parametrize(
    ("construct", "shown"),
    [
        ("港の<kbd>Enter</kbd>です。", ["港のEnterです。"]),
        ("<details><summary>港</summary>\n\n市場です。\n\n</details>", ["港", "市場です。"]),
        ("<div markdown='1'>\n\n港の**朝**です。\n\n</div>", ["港の朝です。"]),
        ("港\n:   市場の説明です。", ["港 :   市場の説明です。"]),
        ("> [!WARNING]\n> 港です。", ["港です。"]),
        ("- [ ] 港を見る", ["港を見る"]),
        ("港\nです。", ["港です。"]),
        ("The port\nis here.", ["The port is here."]),
        ("港です&#8211;市場です。", ["港です–市場です。"]),
        ("|港|\n|-|\n|市場です。|", ["港", "市場です。"]),
        ("# 港 {#port}", ["港"]),
        ("港\n---\n市場です。", ["港", "市場です。"]),
        ("港です。\\\n市場です。", ["港です。", "市場です。"]),
        ("{{< note >}}港です。{{< /note >}}", ["港です。"]),
        ("{{% note %}}\n港です。\n{{% /note %}}", ["港です。"]),
        (":::details 題\n港です。\n:::", ["港です。"]),
        ("<Note>\n港です。\n</Note>", ["港です。"]),
        ("\u3000港です。\n\u3000市場です。", ["港です。", "市場です。"]),
    ],
)
def test_a_construct_shows_the_text_that_a_reader_sees(construct: str, shown: list[str]) -> None:
    assert sentences(f"前です。\n\n{construct}\n\n次です。\n") == ["前です。", *shown, "次です。"]


# Asking whether a phrase stands in the article


def test_a_phrase_is_found_over_emphasis_and_link_marks_but_not_in_code() -> None:
    article = read("港の**朝市**です。\n\n[港の朝](a)市です。\n\n`港の朝市`\n")
    found = [article.source.slice(span) for span in article.occurrences("港の朝市")]
    assert found == ["港の**朝市", "港の朝](a)市"]
    assert "港の朝市です" in article.running_text
    assert article.running_text.count("港の朝市") == 2
