"""Blanks that nobody filled in, and signs that only look like them."""

from __future__ import annotations

import pytest

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks.leftovers import placeholders
from kouetsu.checks.leftovers.placeholders import Gap

WORDS = ["リンク", "会社名", "Your Name"]


def found(text: str) -> list[tuple[Gap, str]]:
    article = Article(from_text(text))
    gaps = placeholders.find(article, WORDS)
    return [(each.gap, article.source.slice(each.span)) for each in gaps]


@pytest.mark.parametrize(
    ("text", "gap", "place"),
    [
        ("港町の会社員の〇〇です。", Gap.BLANK, "〇〇"),
        ("株式会社○○に勤めています。", Gap.BLANK, "○○"),
        ("町の◯◯%の人が漁に出ます。", Gap.BLANK, "◯◯"),
        ("売り上げは××円でした。", Gap.BLANK, "××"),
        ("TODO: 名前を調べる。", Gap.NOTE, "TODO:"),
        ("- TODO：名前を調べる。", Gap.NOTE, "TODO："),
        ("## [WIP] 灯台の歴史", Gap.NOTE, "[WIP]"),
        ("石は島から運びました（TODO 出典）。", Gap.NOTE, "（TODO 出典）"),
        ("執筆中。", Gap.NOTE, "執筆中"),
        ("港の灯台です。\n\nあとで書く。\u3000\n。\n", Gap.NOTE, "あとで書く"),
        ("TBD", Gap.NOTE, "TBD"),
        ("{{町名}}の灯台です。", Gap.TEMPLATE, "{{町名}}"),
        ("{{ TOWN_NAME }}の灯台です。", Gap.TEMPLATE, "{{ TOWN_NAME }}"),
        ("{会社名}の灯台です。", Gap.TEMPLATE, "{会社名}"),
        ("詳しくは[リンク]をご覧ください。", Gap.TEMPLATE, "[リンク]"),
        ("私は［Your Name］です。", Gap.TEMPLATE, "［Your Name］"),
        ("【ここに写真を挿入】", Gap.TEMPLATE, "【ここに写真を挿入】"),
        ("Lorem ipsum dolor sit amet.", Gap.TEMPLATE, "Lorem ipsum"),
        ("ここに本文が入ります。", Gap.TEMPLATE, "ここに本文が入り"),
        ("入場料はundefined円です。", Gap.VALUE, "undefined"),
        ("成功率はNaN%です。", Gap.VALUE, "NaN"),
        ("名前は[object Object]です。", Gap.VALUE, "[object Object]"),
        ("無料です。\\nどうぞ。", Gap.ESCAPE, "\\n"),
        ("[宿](https://example.com/yado)", Gap.LINK, "[宿](https://example.com/yado)"),
        (
            "[宿](https://yado.test/?tag=null&p=1)",
            Gap.LINK,
            "[宿](https://yado.test/?tag=null&p=1)",
        ),
        ("[宿](https://yado.test/YOUR_ID)", Gap.LINK, "[宿](https://yado.test/YOUR_ID)"),
        ("[宿](URL)", Gap.LINK, "[宿](URL)"),
    ],
)
def test_a_placeholder_is_found_with_its_kind(text: str, gap: Gap, place: str) -> None:
    assert found(text) == [(gap, place)]


@pytest.mark.parametrize(
    ("head", "gap", "place"),
    [
        ('title: "{{ title }}"', Gap.TEMPLATE, "{{ title }}"),
        ("description: '{% excerpt %}'", Gap.TEMPLATE, "{% excerpt %}"),
        ("description: 'TODO: あとで'", Gap.NOTE, "TODO:"),
        ("slug: undefined", Gap.VALUE, "undefined"),
        ("date: YYYY-MM-DD", Gap.VALUE, "YYYY-MM-DD"),
        ("faq:\n  - question: 「{{ 質問 }}」とは", Gap.TEMPLATE, "{{ 質問 }}"),
    ],
)
def test_a_value_of_the_head_is_found(head: str, gap: Gap, place: str) -> None:
    assert found(f"---\n{head}\n---\n\n港の灯台です。\n") == [(gap, place)]


@pytest.mark.parametrize(
    "text",
    [
        "「〇〇さんへ」と始まる手紙です。",
        "手紙（〇〇円と書いたもの）です。",
        "例えば〇〇円のように書きます。",
        "> 会社員の〇〇です。",
        "- 会社員の〇〇です。",
        "〇〇の使い方を学びます。",
        "三〇〇年前の灯台です。",
        "答えは〇です。×が二つ。",
        "TODOリストを作ります。TODO管理の話です。",
        "## TODO\n\n- 鐘を直す。",
        "[[WIP] 新しい版](https://kouetsu.dev/1)です。",
        "> TODO: 引用の中です。",
        "`TODO: コード` と `{{会社名}}` です。",
        "```\nTODO: コード\n{{会社名}} [リンク]\n```",
        "{{ page.title }}と{{ site.name }}です。",
        "{% include a.html %}\n\n港です。",
        "港です。\n{: .note}",
        "「{{記事名}}」と出ます。",
        "配列は {a, b} と書き、式は ${港}$ です。",
        "[リンク](https://kouetsu.dev/)と[リンク][1]です。\n\n[1]: https://kouetsu.dev/",
        "[ES2015] の文法と[*]の話です。",
        "undefined と null、NaN になる値の話です。",
        "非null型の値と、undefinedの検査です。",
        "パスは C:\\new\\table です。",
        "改行は \\n\\n で表します。",
        "[店](https://www.amazon.co.jp/dp/B0?tag=nullpodesu-22)",
        "[https://example.com/](https://example.com/)",
        "[example.com](https://example.com/)",
        "<https://example.com/>",
        "[上へ](#)",
        "![港](https://example.com.jp.test/a.png)",
    ],
)
def test_what_only_looks_like_a_placeholder_is_left_alone(text: str) -> None:
    assert found(text + "\n") == []


def test_an_article_may_be_about_values_that_are_none() -> None:
    assert found("---\ntitle: 値の話\ntags: [NaN, undefined]\n---\n\n港です。\n") == []


def test_an_article_with_many_wildcards_uses_them_on_purpose() -> None:
    forms = "".join(f"{number}通目は〇〇円と書きます。\n\n" for number in range(5))
    assert found(forms) == []


def test_an_article_without_a_sentence_is_no_trouble() -> None:
    assert found("---\ntitle: 港\n---\n\n![](https://example.com/a.png)\n") == []
