from __future__ import annotations

import pytest

from kouetsu.article import Article
from kouetsu.article.source import Span, from_text
from kouetsu.finding import Edit
from kouetsu.repair.losses import Proof

POST = """\
---
title: 岬の灯台  # 仮の題
tags: [海, 灯台]
---

岬の灯台は、夜ごと海を照らします。船乗りはその光を頼りにします。

- 朝の船
- 夕べの船

岬の灯台は、夜ごと海を照らします。今も残るのは一つだけだそうですです。
"""


def losses(before: str, *edits: tuple[str, str, int], foreign: str = "") -> list[str]:
    """Return what is lost when the given occurrences of some words are replaced."""
    spans = []
    for words, replacement, occurrence in edits:
        start = -1
        for _ in range(occurrence + 1):
            start = before.index(words, start + 1)
        spans.append(Edit(Span(start, start + len(words)), replacement))
    spans.sort(key=lambda edit: edit.span)
    after = before
    for edit in reversed(spans):
        after = after[: edit.span.start] + edit.replacement + after[edit.span.end :]
    start = before.find(foreign) if foreign else 0
    marks = [Span(start, start + len(foreign))] if foreign else []
    old, new = (Article(from_text(text)) for text in (before, after))
    return list(Proof(old, new, spans, marks).losses())


@pytest.mark.parametrize(
    "edit",
    [
        ("ですです", "です", 0),
        ("頼りに", "**頼り**に", 0),
        ("岬の灯台は、夜ごと海を照らします。", "", 1),
        ("岬の灯台は、夜ごと海を照らします。", "", 0),
        ("\n\n- 朝", "\n- 朝", 0),
        ("[海, 灯台]", "[海]", 0),
        ("。船乗り", "。\n\n船乗り", 0),
        ("- 朝の船", "### 朝の船", 0),
    ],
)
def test_a_change_in_place_and_the_removal_of_a_copy_lose_nothing(
    edit: tuple[str, str, int],
) -> None:
    assert losses(POST, edit) == []


@pytest.mark.parametrize(
    ("edit", "lost"),
    [
        (("船乗りはその光を頼りにします。", "", 0), ["船乗りはその光を頼りにします。"]),
        (("今も残るのは一つだけ", "", 0), ["今も残るのは一つだけだそうですです。"]),
        (("- 夕べの船\n", "", 0), ["夕べの船"]),
        (
            ("船乗りはその光を頼りにします。", "漁師は星を見ます。", 0),
            ["船乗りはその光を頼りにします。"],
        ),
        (("tags: [海, 灯台]\n", "", 0), ["tags"]),
        (("title: 岬", "heading: 岬", 0), ["title"]),
    ],
)
def test_words_that_stood_only_there_are_lost(edit: tuple[str, str, int], lost: list[str]) -> None:
    assert losses(POST, edit) == lost


def test_of_two_copies_one_stays() -> None:
    copy = "岬の灯台は、夜ごと海を照らします。"
    assert losses(POST, (copy, "", 0), (copy, "", 1)) == [copy, copy]


def test_keys_that_change_places_are_lost() -> None:
    assert losses(POST, ("title: 岬の灯台", "tags: x", 0), ("tags: [海, 灯台]", "title: y", 0))


def test_what_was_never_the_writers_may_go() -> None:
    post = "岬の灯台です。\n\n---END---\n\n船の話です。\n"
    assert losses(post, ("---END---\n", "", 0)) == ["---END---"]
    assert losses(post, ("---END---\n", "", 0), foreign="---END---") == []


def test_a_marker_takes_no_sentence_with_it() -> None:
    post = "岬の灯台です。\n\n---END---\n\n船の話です。\n"
    assert losses(post, ("---END---\n\n船の話です。\n", "", 0), foreign="---END---")


def test_a_fence_that_would_swallow_the_text_is_a_loss() -> None:
    assert losses("岬です。\n\n海です。\n", ("岬です。\n", "岬です。\n\n```\n", 0)) == ["海です。"]
