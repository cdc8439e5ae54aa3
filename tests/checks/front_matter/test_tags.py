"""Tags: names that the article does not mention, tags that stand twice."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks.front_matter import tag_texts
from kouetsu.checks.front_matter import tags as checks
from kouetsu.finding import Applicability

if TYPE_CHECKING:
    from kouetsu.finding import Hit

KEYS = ["tags"]
BODY = "港の市場では、朝の六時に競りが始まります。" * 20


def article(tags: str, body: str = BODY, title: str = "朝の市場") -> Article:
    return Article(from_text(f"---\ntitle: {title}\ntags: {tags}\n---\n\n{body}\n"))


def unsupported(post: Article, names: dict[str, list[str]] | None = None) -> list[str]:
    hits = checks.unsupported_tag(post, keys=KEYS, names=names or {})
    return [post.source.slice(hit.span) for hit in hits]


def duplicates(post: Article) -> list[Hit]:
    return list(checks.duplicate_tag(post, keys=KEYS))


@pytest.mark.parametrize(
    "tag", ["OpenAI", "ＯｐｅｎＡＩ", "Open AI", "Google", "RAG", "xAI", "Toyota"]
)
def test_a_name_that_nothing_in_the_article_mentions_is_unsupported(tag: str) -> None:
    assert unsupported(article(f"[市場, {tag}]")) == [tag]


@pytest.mark.parametrize(
    ("tag", "body"),
    [
        ("OpenAI", "openai の"),
        ("OpenAI", "Open AI の"),
        ("Google", "グーグルの"),
        ("Google", "[地図](https://maps.google.com/)"),
        ("Google", "`google.maps`"),
        ("Hugging Face", "HuggingFace の"),
        ("RAG", "検索拡張生成の"),
        ("RAG", "RAGを"),
        ("LLM", "LLMs を"),
        ("LLM", "大規模言語モデルを"),
        ("xAI", "xAIの"),
        ("OpenAI", "ChatGPT と GPT-4、ChatGPT と ChatGPT"),
        ("Apple", "りんごの"),
    ],
)
def test_other_spellings_and_much_of_a_product_support_a_name(tag: str, body: str) -> None:
    assert unsupported(article(f"[{tag}]", f"{BODY}\n\n{body}")) == []


@pytest.mark.parametrize(
    ("tag", "body"),
    [
        ("RAG", "Snapdragon の"),
        ("RAG", "storage の"),
        ("Meta", "metadata の"),
        ("OpenAI", "GPT、Claude、Gemini、Grok"),  # in passing
        ("xAI", "XAI の"),
    ],
)
def test_parts_of_words_and_passing_mentions_support_nothing(tag: str, body: str) -> None:
    assert unsupported(article(f"[{tag}]", f"{BODY}\n\n{body}")) == [tag]


@pytest.mark.parametrize(
    "tag",
    ["JavaScript", "programming", "イベント", "google", "meta", "AI", "TDD", "日記", "設計", "iOS"],
)
def test_fields_themes_and_tags_in_small_letters_classify(tag: str) -> None:
    assert unsupported(article(f"[{tag}]")) == []


def test_a_product_in_the_title_is_enough() -> None:
    assert unsupported(article("[OpenAI]", title="ChatGPT で献立を作る")) == []
    assert unsupported(article("[RAG]", title="RAGの市場")) == []


def test_the_short_name_of_both_cases_is_told_from_an_acronym_that_is_explained() -> None:
    post = article("[xAI, eKS]", f"{BODY}説明可能なAI（XAI）と、EKS（鍵の束）。")
    hits = list(checks.unsupported_tag(post, keys=KEYS, names={}))
    assert [(hit.message, hit.values["other"]) for hit in hits] == [
        ("other-meaning", "XAI"),
        ("other-meaning", "EKS"),
    ]


def test_a_short_note_may_leave_the_name_out() -> None:
    assert unsupported(article("[Google]", "明日の集まりは延期します。")) == []


def test_the_settings_add_names_and_replace_the_words_of_known_ones() -> None:
    names = {"ミドリ社": ["みどり商会"], "Google": ["市場"]}
    assert unsupported(article("[ミドリ社, Google, Toyota]"), names) == ["ミドリ社", "Toyota"]
    assert unsupported(article("[ミドリ社]", f"{BODY}みどり商会の"), names) == []


@pytest.mark.parametrize("tags", ["OpenAI", "[]", "[[OpenAI]]", "{a: OpenAI}", "[*x]", ""])
def test_what_is_no_list_of_texts_is_left_alone(tags: str) -> None:
    assert unsupported(article(tags)) == []
    assert duplicates(article(tags)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("市場", "市場"),
        ("Web", "ｗｅｂ"),
        ("JavaScript", "javascript"),
        ("サーバ", "サーバー"),
        ("LinuxMint", "Linux_Mint"),
        ("machine-learning", "Machine Learning"),
        ("データ・ベース", "データベース"),
    ],
)
def test_a_tag_stands_twice_in_one_or_two_spellings(first: str, second: str) -> None:
    post = article(f"[{first}, 港, {second}]")
    (hit,) = duplicates(post)
    assert post.source.slice(hit.span) == second
    assert hit.message == ("same" if first == second else "spelling")
    assert [post.source.slice(place.span) for place in hit.related] == [first]
    assert hit.fix is not None
    safe = Applicability.SAFE if first == second else Applicability.UNSAFE
    assert hit.fix.applicability is safe


@pytest.mark.parametrize(
    "tags",
    ["[C, C++, C#]", "[キー, キ]", "[Java, JavaScript]", "[v1.0, v10]", "[コピー, コピ機]", "[a]"],
)
def test_different_words_are_no_duplicates(tags: str) -> None:
    assert duplicates(article(tags)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[港, 市場, 港]", "[港, 市場]"),
        ("['港', \"市場\", '港', 魚] # よく使う", "['港', \"市場\", 魚] # よく使う"),
        ("[港, 港, 港]", "[港]"),
        ("[\n  港,\n  市場,\n  港,\n]", "[\n  港,\n  市場,\n]"),
        ("\n  - 港 # 主題\n  - 市場\n  - 港 # また\n  - 魚", "\n  - 港 # 主題\n  - 市場\n  - 魚"),
        ("\n- 港\n# 次も\n- 港", "\n- 港\n# 次も"),
    ],
)
def test_the_fix_takes_out_the_later_tag_and_nothing_else(before: str, after: str) -> None:
    post = article(before)
    text = post.source.text
    for hit in reversed(duplicates(post)):
        assert hit.fix is not None
        (edit,) = hit.fix.edits
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert text == article(after).source.text


def test_a_comment_between_two_tags_of_one_line_list_keeps_both() -> None:
    (hit,) = duplicates(article("[\n  港, # 主題\n  港]"))
    assert hit.fix is None


def test_the_tags_of_toml_are_read_as_well() -> None:
    post = Article(from_text('+++\ntags = ["港", "市場", "港"]\n+++\n\n本文。\n'))
    (hit,) = duplicates(post)
    assert hit.fix is not None
    assert post.source.slice(hit.fix.edits[0].span) == ', "港"'


@given(st.lists(st.text(st.sampled_from("港Aａー-_ 市"), min_size=1, max_size=6), max_size=8))
def test_after_all_fixes_no_tag_stands_twice(tags: list[str]) -> None:
    quoted = ", ".join(f'"{tag}"' for tag in tags)
    post = article(f"[{quoted}]")
    text = post.source.text
    for hit in reversed(duplicates(post)):
        assert hit.fix is not None
        (edit,) = hit.fix.edits
        text = text[: edit.span.start] + text[edit.span.end :]
    assert duplicates(Article(from_text(text))) == []


@given(
    st.text(st.sampled_from("sSaA1"), min_size=1, max_size=4),
    st.text(st.sampled_from("sSaA1 のé")),
    st.integers(1, 3),
)
def test_a_short_word_is_counted_where_no_letters_touch_it(
    word: str, text: str, count: int
) -> None:
    alone = re.findall(rf"(?<![A-Za-z0-9]){word}s?(?![A-Za-z])", text)
    assert tag_texts._stands_alone(word, text, count) is (len(alone) >= count)


@given(
    st.sampled_from(
        [("X.AI", "エックス"), ("Grok", "オープンAI"), ("AWS", "サーバー"), ("é港", "VSコード")]
    ),
    st.text(
        st.sampled_from(
            "xX.．aAiI ・-—\u3000エックス港ｴｯオープンサーバーＡｉgrokKGſßéÉwsVSコード1!！\n"
        ),
        max_size=40,
    ),
    st.sampled_from(
        ["xＡi エック・ス", "グ－", "X．A i", "オープ ンai", "サー", "é港vs コ-ード", ""]
    ),
)
def test_what_spares_the_folding_of_a_text_decides_as_the_folding_does(
    words: tuple[str, str], body: str, more: str
) -> None:
    text = tag_texts.Text("", body + more)
    for word in words:
        for count in (1, 3):
            if text._has_in_any_spelling(word, count):
                assert text._may_hold(word)


def test_the_letters_whose_folding_is_in_ascii_are_all_known() -> None:
    found = {
        each
        for each in map(chr, range(128, sys.maxunicode + 1))
        if any(map(str.isascii, each.casefold())) and unicodedata.is_normalized("NFKC", each)
    }
    assert found == set(tag_texts._FOLDED_TO_ASCII)


def test_no_mark_hides_a_letter_of_ascii() -> None:
    marks = [mark for mark in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(mark)]
    for letter in map(chr, range(ord("A"), ord("Z") + 1)):
        for mark in marks:
            if unicodedata.is_normalized("NFKC", letter + mark):
                assert tag_texts.key_of(letter + mark).startswith(letter.lower())
