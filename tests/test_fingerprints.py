from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.source import Span, from_text
from kouetsu.fingerprints import among, contexts, identify
from samples import article, places

SENTENCE = "港の朝は、船の汽笛で始まります。"
OTHER = ["窓辺に猫がいます。", "坂を下ると駅です。", "Rain fell all day.", "🍎を三つ買いました。"]


def fingerprint(text: str, word: str = "汽笛", rule: str = "sample") -> str:
    return fingerprints(text, word, rule)[0]


def fingerprints(text: str, word: str = "汽笛", rule: str = "sample") -> list[str]:
    post = article(text)
    sentences = among(post.sentences)
    wanted = [(rule, span) for span in places(text, word)]
    return [name for name, _ in identify(post.source, sentences, wanted)]


@given(st.lists(st.sampled_from(OTHER)), st.lists(st.sampled_from(OTHER)))
def test_text_elsewhere_does_not_change_a_fingerprint(before: list[str], after: list[str]) -> None:
    text = "\n\n".join([*before, SENTENCE, *after])
    assert fingerprint(text) == fingerprint(SENTENCE)


@given(st.sampled_from(OTHER[:2]), st.sampled_from(OTHER))
def test_sentences_of_the_same_paragraph_do_not_change_a_fingerprint(
    before: str, after: str
) -> None:
    assert fingerprint(before + SENTENCE + after) == fingerprint(SENTENCE)


def test_equal_findings_in_equal_sentences_have_fingerprints_of_their_own() -> None:
    found = fingerprints(f"{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE}")
    assert len(set(found)) == 3
    assert found[:2] == fingerprints(f"{SENTENCE}\n\n{SENTENCE}")


def test_another_rule_or_another_sentence_gives_another_fingerprint() -> None:
    assert fingerprint(SENTENCE) != fingerprint(SENTENCE, rule="other")
    assert fingerprint(SENTENCE) != fingerprint(SENTENCE.replace("朝", "夜"))
    assert fingerprint(SENTENCE) != fingerprint(SENTENCE, word="船")


def test_width_space_and_line_ends_do_not_change_a_fingerprint() -> None:
    assert fingerprint("ＡＩは 汽笛を鳴らす。") == fingerprint("AIは　汽笛を鳴らす。")
    assert fingerprint("港の\n朝の汽笛です。") == fingerprint("港の\r\n朝の汽笛です。")


def test_a_value_of_the_front_matter_is_known_by_its_own_line() -> None:
    text = "---\ntitle: {}\nminutes: 八分\n---\n\n本文です。\n"
    assert fingerprint(text.format("港"), "八分") == fingerprint(text.format("山と川"), "八分")
    assert fingerprint(text.format("港"), "八分") != fingerprint(
        text.format("港").replace("minutes", "reading_time"), "八分"
    )


def test_a_sentence_of_a_million_characters_counts_only_near_the_finding() -> None:
    long = "あ" * 500_000
    assert fingerprint(f"{long}汽笛{long}") == fingerprint(f"{long}汽笛{long}い")


def test_the_context_of_a_span_over_several_sentences_reaches_from_the_first_to_the_last() -> None:
    source = from_text("一つ。二つ。三つ。四つ。")
    sentences = among([Span(0, 3), Span(3, 6), Span(6, 9), Span(9, 12)])
    assert contexts(source, sentences, Span(4, 7)) == (Span(3, 9), Span(3, 9))


def test_the_context_of_an_empty_span_at_the_end_of_a_sentence_is_that_sentence() -> None:
    source = from_text("一つ。\n\n二つ")
    sentences = among([Span(0, 3), Span(5, 7)])
    assert contexts(source, sentences, Span(7, 7)) == (Span(5, 7), Span(5, 7))


def test_the_context_outside_of_sentences_stays_on_the_line() -> None:
    source = from_text("見出し\nminutes: 8\n終わり")
    found = contexts(source, among([]), Span(13, 14))
    assert [source.slice(each) for each in found] == ["minutes: 8"] * 2


def test_more_of_a_long_line_is_shown_than_a_finding_is_known_by() -> None:
    source = from_text("前の行\n" + "港" * 1000)
    near, shown = contexts(source, among([]), Span(504, 506))
    assert (near, shown) == (Span(484, 526), Span(304, 706))
