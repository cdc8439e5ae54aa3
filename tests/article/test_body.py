"""Which blocks are running text, which are links or notices, and where the body ends."""

from __future__ import annotations

import pytest

from kouetsu.article.endings import (
    blank_lines_between,
    body_end,
    ends_in_words,
    is_mostly_links,
    linked_share,
)
from views import read

# What runs on, what is linked


@pytest.mark.parametrize(
    "text",
    [
        "港の朝です。",
        "**港の**朝です。",
        "**港**の朝の**市場**",
        "- 港の朝です。",
        "港の朝は[市場](a)で始まります。",
    ],
)
def test_paragraphs_and_list_items_run(text: str) -> None:
    article = read(text)
    assert article.blocks[0].span.start in article.running


@pytest.mark.parametrize(
    "text",
    [
        "# 港の朝です。",
        "> 港の朝です。",
        "**港の朝です。**",
        "__港の朝です。__",
        "[港の朝です。](a)",
        "- [港の朝です。](a)",
        "[港](a) / [市場](b)",
        "#港の朝です。",
        "※港の朝です。",
        "*※港の朝です。*",
        "| 港の朝",
        "https://example.org",
        "![港](a.png)",
        "<p>港の朝です。</p>",
        "```\n港の朝です。\n```",
        "> - 港の朝です。",
    ],
)
def test_headings_in_disguise_buttons_notes_and_quotations_do_not_run(text: str) -> None:
    article = read(text)
    assert article.blocks[0].span.start not in article.running


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("港の朝です。", 0.0),
        ("[港の朝](a)", 1.0),
        ("[港](a)の朝と夜", 0.2),
        ("`a`", 1.0),
        ("![港](a)", 1.0),
        ("[…](a)", 1.0),
        ("**[港の朝](a)** ", 1.0),
        ("[港の朝](a)。[夜](b)", 1.0),
        ("[港の朝](a)の市", 0.6),
    ],
)
def test_the_linked_share_counts_letters(text: str, share: float) -> None:
    article = read(text)
    assert linked_share(article, article.blocks[0]) == pytest.approx(share)
    assert is_mostly_links(article, article.blocks[0]) is (share >= 0.5)


@pytest.mark.parametrize(
    "text", ["港の朝の市場", "港の**市場**", "[港](a)の朝の市場", "港の朝です。"]
)
def test_a_block_that_ends_in_japanese_words_can_be_cut(text: str) -> None:
    article = read(text)
    assert ends_in_words(article, article.blocks[0])


@pytest.mark.parametrize(
    "text",
    [
        "港の[市場](a)",
        "港の**[市場](a)**",
        "港の![市場](a)",
        "港の`make`",
        "港はhttps://example.org",
        "The old port",
        "```\n港\n```",
    ],
)
def test_a_block_that_ends_in_a_link_a_thing_or_another_language_is_not_judged(text: str) -> None:
    article = read(text)
    assert not ends_in_words(article, article.blocks[0])


# Where the body ends


BODY = "港の朝は早いです。\n\n市場は五時に開きます。"


@pytest.mark.parametrize(
    "footer",
    [
        "",
        "---",
        "***\n\n---",
        "## 関連記事\n\n- [市場の歩き方](a)\n- [灯台の話](b)",
        "---\n\n**関連リンク**: [市場の歩き方](a)",
        "[お問い合わせはこちら](a)",
        "[お問い合わせはこちら](a){: .button}",
        "[![港の本](a.png)](b)\n\n[書店で見る →](b)",
        "※当サイトは広告の収入で運営しています。",
        "*※価格は変わることがあります。*",
        "© 2025 港の新聞",
        "This post is licensed under CC BY 4.0.",
        "<div class='footer'>\n<p>港の新聞</p>\n</div>",
        "<!-- 終わり -->",
        "{% include footer.html %}",
        "{{< share >}}",
        ":::message\n:::",
        "![港の写真](a.png)",
        "https://example.org/a",
        "@[card](https://example.org/a)",
        "## 関連記事\n\n{% include related.html %}\n\n---\n\n[トップへ](/)",
        "### 参考\n\n1. [港の統計](a)\n2. [市場の統計](b)\n\n---\n\nCopyright 2025",
    ],
)
def test_a_footer_of_any_layout_is_not_part_of_the_body(footer: str) -> None:
    article = read(f"{BODY}\n\n{footer}\n")
    assert body_end(article) == 2


@pytest.mark.parametrize(
    "last",
    [
        "最後の段落です。",
        "- 最後の項目です。",
        "最後は[市場](a)の話でした。",
        "```\nmake\n```",
        "$$\nx\n$$",
        "| 港 | 市場 |\n| --- | --- |",
    ],
)
def test_text_code_formulas_and_tables_belong_to_the_body(last: str) -> None:
    article = read(f"{BODY}\n\n{last}\n\n---\n\n[トップへ](/)\n")
    assert body_end(article) >= 3
    assert body_end(article) == len(article.blocks) - 2


def test_an_article_of_links_only_has_no_body() -> None:
    assert body_end(read("[港](a)\n\n- [市場](b)\n")) == 0
    assert body_end(read("")) == 0


@pytest.mark.parametrize(
    ("between", "count"),
    [("\n", 0), ("\n\n", 1), ("\n\n\n", 2), ("\r\n\r\n\r\n", 2), ("\n \n\t\n", 2), ("\r\r", 1)],
)
def test_blank_lines_are_counted_between_two_blocks(between: str, count: int) -> None:
    article = read(f"港です。{between}# 市場\n")
    assert blank_lines_between(article, *article.blocks) == count
