"""Words of a chat or a prompt, and articles that only speak of such words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from kouetsu.checks.leftovers import generator_leftover
from rule_cases import mark
from views import MARKDOWN, read

if TYPE_CHECKING:
    from kouetsu.finding import Hit

leftovers = partial(
    generator_leftover,
    markers=["---END---", "<|im_end|>"],
    prompt_headings=["要求事項", "既存の記事"],
    sources=["既存の記事", "参照データ"],
)
FILLER = "坂の町には猫が多い。\n\n石段の途中に井戸がある。\n\n夜は灯りがともる。\n\n"


def expected(text: str) -> list[Hit]:
    """Require the findings that ⟦ ⟧ mark in a text, and return them."""
    clean = text.replace("⟦", "").replace("⟧", "")
    hits = list(leftovers(read(clean)))
    assert mark(clean, [hit.span for hit in hits]) == text
    return hits


def silent(text: str) -> None:
    assert expected(text) == []


def kinds(text: str) -> list[str]:
    return [hit.message for hit in leftovers(read(text))]


# Markers


@pytest.mark.parametrize(
    "marked",
    [
        "猫が眠る。\n⟦---END---⟧\n",
        "猫が眠る⟦[cite: 3, 4]⟧。\n",
        "⟦[cite_start]⟧猫が眠る。\n",
        "猫が眠る⟦【4†source】⟧。\n",
        "猫が眠る⟦:contentReference[oaicite:2]{index=2}⟧。\n",
        "猫が眠る⟦citeturn0search0⟧。\n",
        "[店](https://example.org/a⟦?utm_source=chatgpt.com⟧)で聞いた。\n",
        "⟦<think>⟧\n猫について書く。\n",
        "猫が眠る。⟦<|im_end|>⟧\n",
    ],
)
def test_a_marker_is_found_wherever_it_stands(marked: str) -> None:
    (hit,) = expected(FILLER + marked + FILLER)
    assert hit.message == "marker"


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("猫が眠る。\n\n---END---\r\n\n犬も眠る。\n", "猫が眠る。\n\n犬も眠る。\n"),
        ("猫が眠る。\n---END---\n\n犬も眠る。\n", "猫が眠る。\n\n犬も眠る。\n"),
        ("猫が眠る。\n\n---END---\n犬も眠る。\n", "猫が眠る。\n\n犬も眠る。\n"),
        ("猫が眠る。\n\n---END---", "猫が眠る。\n\n"),
        ("---END---\n\n犬も眠る。\n", "犬も眠る。\n"),
    ],
)
def test_a_marker_alone_goes_with_its_line_and_one_blank_line(text: str, repaired: str) -> None:
    (hit,) = leftovers(read(text))
    assert hit.fix is not None
    (edit,) = hit.fix.edits
    assert text[: edit.span.start] + text[edit.span.end :] == repaired


def test_a_marker_inside_a_line_is_left_to_the_writer() -> None:
    (hit,) = expected("猫が眠る。⟦---END---⟧ 犬も眠る。\n")
    assert hit.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "`---END---` で終わらせる。\n\n---END--- の前で切る。\n",
        "「---END---」と書かせる。\n",
        "```text\n---END---\n[cite: 3]\n```\n",
        "<!-- ---END--- -->\n",
        "推論は <think> の中に書かれる。\n",
        "turn0 の次は turn10 です。\n",
        "[店](https://example.org/?utm_source=newsletter)\n",
        "記号の【†】と、注の[1]。\n",
    ],
)
def test_a_marker_that_the_article_shows_is_no_leftover(text: str) -> None:
    silent(FILLER + text)


# Words of the prompt


def test_headings_of_a_prompt_are_found_where_a_block_begins() -> None:
    hits = expected(f"{FILLER}⟦【既存の記事の最後の部分】⟧\n猫が眠る。\n\n## ⟦【要求事項】⟧\n")
    assert [hit.message for hit in hits] == ["prompt", "prompt"]
    assert [hit.fix is not None for hit in hits] == [True, False]


def test_other_headings_in_brackets_and_mentions_inside_a_sentence_are_left_alone() -> None:
    silent("【注意】猫に触らない。\n\n書類には【要求事項】という欄がある。\n\n> 【要求事項】\n")


def test_talk_of_material_that_only_the_prompt_knew_is_found() -> None:
    expected(
        "猫は、⟦既存の記事でも触れた⟧ように夜に動く。⟦既存の記事で少し紹介しました⟧が、"
        "数は増えている⟦（参照データより）⟧。⟦参照データによると⟧、町に百匹いる。\n"
    )


def test_articles_that_readers_can_find_are_the_authors_own() -> None:
    silent("前回の記事でも触れたように、先の記事で紹介した猫は、以前の記事と同じ店にいる。\n")
    silent("既存の記事にタグを付ける。元の記事を読む人は減った。参照データを更新する。\n")


# Talk with the requester


def test_an_acknowledgement_is_found_at_a_start_or_where_text_was_glued_on() -> None:
    expected(f"⟦承知いたしました⟧。猫の話です。\n\n{FILLER}")
    expected(f"{FILLER}猫が眠る。 ⟦ええ、承知しました⟧。犬の話です。\n")
    expected(f"{FILLER}⟦はい、まさにその通りです⟧。猫は夜に動く。\n")


@pytest.mark.parametrize(
    "text",
    [
        "店の人は承知しましたと言い、奥へ消えた。\n",
        "「承知しました。すぐに伺います」と返事が来た。\n",
        "> 承知いたしました。\n",
        "- 承知しました。\n",
        "猫は夜に動くのだろうか？\n\nはい、その通りです。夜に動きます。\n",
        "返事は「承知いたしました」がよい。\n\n承知いたしました。\n",
        "危険を承知の上で、石段を登る。\n",
    ],
)
def test_an_answer_inside_the_story_is_no_leftover(text: str) -> None:
    silent(FILLER + text)


def test_a_refusal_is_found_in_the_text_and_in_the_front_matter() -> None:
    refusal = "申し訳ありませんが、坂の町に関する情報を見つけることができませんでした"
    expected(f'---\ntitle: "⟦{refusal}⟧"\n---\n\n⟦{refusal}⟧。\n\n{FILLER}')
    assert kinds("As an AI language model, I cannot visit towns.\n") == ["refusal"]
    assert kinds(f"{FILLER}別の話題で記事を作成することも可能です。\n") == ["refusal"]


def test_a_notice_of_a_shop_is_no_refusal() -> None:
    silent("申し訳ありませんが、お電話での予約は受け付けておりません。\n")
    silent("申し訳ありませんが、お探しの記事は見つかりませんでした。\n")


def test_words_to_the_requester_are_found_when_they_speak_of_the_text() -> None:
    expected(f"{FILLER}⟦ご依頼いただいた記事⟧です。値は百（出典：不明⟦、ご提示のデータより⟧）。\n")
    silent("ご依頼いただいたお客様には、ご提示いただいた図面をお返しします。\n")


# Talk of the task


@pytest.mark.parametrize(
    "marked",
    [
        "⟦第2章の本文を以下に出力⟧します。\n\n" + FILLER,
        "⟦以下が第3章の本文です⟧。\n\n" + FILLER,
        FILLER + "⟦文字数は約1,250字で目標の1200字に収め⟧ています。\n",
        FILLER + "⟦文字数確認: 約3900⟧文字\n",
        FILLER + "⟦**自己点検**：⟧見出しは五つ。\n".replace("**", ""),
        FILLER + "⟦（約3900文字）⟧\n",
        FILLER + "⟦それでは、記事の続きを書⟧きます。\n",
        FILLER + "⟦既存の記事の末尾⟧に続ける。\n",
    ],
)
def test_a_report_on_the_work_is_found_at_the_edges_of_the_body(marked: str) -> None:
    (hit,) = expected(marked)
    assert hit.message == "task"


@pytest.mark.parametrize(
    "text",
    [
        FILLER + "この本の第2章を執筆しました。来月に出ます。\n",
        "投稿の文字数は、約140文字が上限です。\n\n" + FILLER,
        "題名は（約3900文字）の物語から取った。\n",
        "記事の続きを読むには、会員登録が必要です。\n",
        "以下が市場の地図です。\n",
    ],
)
def test_texts_about_writing_and_lengths_are_left_alone(text: str) -> None:
    silent(text)


def test_a_status_line_is_found_where_a_paragraph_begins() -> None:
    assert kinds(f"{FILLER}The article has 3600 characters now.\n") == ["status"]
    assert kinds(f"{FILLER}I have completed the request.\n") == ["status"]
    assert kinds("I have written the names of the cats on the wall.\n") == []


def test_instructions_in_headings_are_found() -> None:
    expected("## ⟦はじめに（600文字以上）⟧\n\n猫が眠る。\n\n## 石段の町をゆっくり歩く⟦（続き）⟧\n")
    expected("**石段の町をゆっくり歩く⟦（続き）⟧**\n\n猫が眠る。\n")
    expected('---\ntitle: "猫の町を歩く⟦（27文字）⟧"\n---\n\n猫が眠る。\n')


def test_short_headings_that_go_on_and_lengths_of_samples_are_left_alone() -> None:
    silent("## 実装（続き）\n\n猫が眠る。\n\n## 志望動機の例文（400字）\n\n猫が好きです。\n")


def test_a_body_inside_a_markdown_code_block_is_found() -> None:
    expected(f"⟦```markdown⟧\n# 猫の町\n\n{FILLER}```\n")
    silent(f"{FILLER}書き方の例です。\n\n```markdown\n# 猫の町\n```\n")


@given(MARKDOWN)
def test_no_text_makes_the_check_fail_and_findings_do_not_overlap(text: str) -> None:
    end = 0
    for hit in leftovers(read(text)):
        assert end <= hit.span.start < hit.span.end <= len(text)
        end = hit.span.end
