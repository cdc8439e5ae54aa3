"""Terms in two spellings, and pairs that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endless import ended
from kouetsu.article import Article, scripts
from kouetsu.article.source import from_text
from kouetsu.catalogue import load
from kouetsu.checks.consistency import katakana, latin, okurigana
from kouetsu.checks.consistency.own_words import own_words
from kouetsu.checks.consistency.terms import term_variant

if TYPE_CHECKING:
    from kouetsu.finding import Hit

OPTIONS: dict[str, Any] = dict(load()["term-variant"].options)


def hits(text: str, **options: object) -> list[Hit]:
    return list(term_variant(Article(from_text(text, "post.md")), **{**OPTIONS, **options}))


def found(text: str, **options: object) -> list[tuple[str, object]]:
    return [
        (text[hit.span.start : hit.span.end], hit.values["usual"]) for hit in hits(text, **options)
    ]


def mixed(usual: str, other: str) -> str:
    """Return sentences with a usual spelling five times and another one once."""
    return "".join(f"港の{usual}です。" for _ in range(5)) + f"町の{other}です。\n"


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("サーバー", "サーバ"),
        ("サーバ", "サーバー"),
        ("コンパイラー", "コンパイラ"),
        ("インターフェース", "インターフェイス"),
        ("バイオリン", "ヴァイオリン"),
        ("データセンター", "データ・センター"),
        ("サーバーサイドレンダリング", "サーバサイドレンダリング"),
        ("トランスパイラ", "トランスパイラー"),
        ("GitHub", "Github"),
        ("DeepMind", "Deep Mind"),
        ("ChatGPT", "Chat GPT"),
        ("GPT-4", "GPT4"),
        ("GPT-4", "GPT 4"),
        ("Wi-Fi", "WiFi"),
        ("NVIDIA", "Nvidia"),
        ("AI", "ＡＩ"),
        ("問い合わせ", "問合せ"),
        ("見積もり", "見積り"),
    ],
)
def test_one_term_in_two_spellings_is_found(usual: str, other: str) -> None:
    assert found(mixed(usual, other)) == [(other, usual)]


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("ユーザー", "ユーザビリティ"),
        ("センサー", "コンセンサス"),
        ("サイバー", "サーバー"),
        ("ドラマ", "ドラマー"),
        ("カバー", "カバ"),
        ("レビュー", "レビュアー"),
        ("ミュータブル", "イミュータブル"),
        ("クラスター", "クラスタリング"),
        ("メンテナー", "メンテナンス"),
        ("ブログ", "ブログー"),
        ("GitHub", "github"),
        ("JavaScript", "javascript"),
        ("Python", "python"),
        ("Apple", "apple"),
        ("XAI", "xAI"),
        ("TB", "Tb"),
        ("Fast", "FAST"),
        ("LLaMA", "Llama"),
        ("GPT-4", "GPT 4件"),
        ("GPT-4", "GPT-5"),
        ("Shadow DOM", "ShadowDOM"),
        ("AppPassword", "appPassword"),
        ("GitHub", "https://example.org/Github"),
        ("GitHub", "@Github"),
        ("GitHub", "`Github`"),
        ("サーバー", "「サーバ」"),
        ("サーバー", "[サーバの本](https://example.org/)"),
        ("例えば", "たとえば"),
        ("こと", "事"),
        ("組み立て", "組立工場"),
        ("問い合わせ", "問い合わせる人"),
    ],
)
def test_what_only_looks_alike_is_left_alone(usual: str, other: str) -> None:
    assert found(mixed(usual, other)) == []


def test_words_of_a_block_quotation_are_not_the_authors() -> None:
    assert found(mixed("サーバー", "店").rstrip() + "\n\n> 町のサーバです。\n") == []


def test_a_verb_is_found_whatever_its_ending() -> None:
    text = "秋に行う。春に行い、夏に行えば、冬も行わず、朝に行おう。夜は行なう。\n"
    assert [hit.values["written"] for hit in hits(text)] == ["行なう"]
    assert found(text) == [("行な", "行う")]


@pytest.mark.parametrize("text", ["行って", "発表して", "代表する", "実現れ", "判断る", "横断ら"])
def test_a_kanji_of_another_word_is_no_verb(text: str) -> None:
    usual = "表わす。断わる。現われる。行なう。著わす。" * 6
    assert found(f"{usual}{text}。\n") == []


def test_a_part_of_a_compound_counts_as_the_term() -> None:
    text = mixed("フィルター", "フィルタケース")
    assert found(text) == [("フィルタ", "フィルター")]


def test_no_spelling_is_usual_where_both_are_common() -> None:
    text = "サーバーです。サーバーです。サーバーです。サーバです。\n"
    assert found(text) == []
    assert found(text, majority=1) == [("サーバ", "サーバー")]


def test_a_tie_has_no_usual_spelling_at_all() -> None:
    assert found("サーバーです。サーバです。\n", majority=1) == []


def test_a_word_that_is_allowed_may_be_mixed() -> None:
    assert found(mixed("サーバー", "サーバ"), allow=["サーバ"]) == []


def test_nouns_of_the_user_are_looked_for() -> None:
    text = mixed("受け付け", "受付")
    assert found(text) == []
    assert found(text, spellings=[["受け付け", "受付"]]) == [("受付", "受け付け")]
    assert found(mixed("問い合わせ", "問合せ"), spellings=[]) == []


def test_one_finding_repairs_all_places_of_a_spelling() -> None:
    text = mixed("サーバー", "サーバ") * 2
    (hit,) = hits(text)
    assert hit.fix is not None
    repaired = text
    for edit in reversed(hit.fix.edits):
        repaired = repaired[: edit.span.start] + edit.replacement + repaired[edit.span.end :]
    assert repaired == mixed("サーバー", "サーバー") * 2
    assert (hit.values["count"], hit.values["usual_count"]) == (2, 10)


def test_two_other_spellings_are_two_findings() -> None:
    text = mixed("GitHub", "Github") + mixed("GitHub", "Git Hub")
    assert found(text) == [("Github", "GitHub"), ("Git Hub", "GitHub")]


def test_english_prose_is_read_too() -> None:
    text = "We like SeaLink. SeaLink rings. SeaLink logs. SeaLink waits. SeaLink, or Sealink.\n"
    assert found(text) == [("Sealink", "SeaLink")]


def test_own_words_keep_every_offset() -> None:
    text = "港の「サーバ」と[窓](https://example.org/)です。\n\n> 引用\n"
    words = own_words(Article(from_text(text, "post.md")))
    assert len(words) == len(text)
    assert "サーバ" not in words
    assert "窓" not in words
    assert "引用" not in words
    assert words.index("です") == text.index("です")


@given(st.text(alphabet="サーバァィイ・ッヴ", max_size=12))
def test_two_katakana_words_are_one_in_either_order(word: str) -> None:
    other = word.replace("ー", "")
    assert katakana.is_same(word, other) == katakana.is_same(other, word)


KATAKANA = st.sampled_from(
    [
        "サーバ",
        "サーバー",
        "ユーザ",
        "ユーザー",
        "メモリ",
        "ヴァイオリン",
        "バイオリン",
        "ー",
        "ア",
        "・",
    ]
)
LATIN = st.sampled_from(
    [
        "GitHub",
        "Github",
        "wi-fi",
        "WiFi",
        "Wi-Fi",
        "open AI",
        "OpenAI",
        "openAI",
        "a",
        "ＡＩ",
        "AI",
        "-",
    ]
)


@given(st.lists(st.tuples(KATAKANA, st.sampled_from(["", "の", "\n"])), max_size=10))
def test_no_word_in_two_spellings_is_passed_over(parts: list[tuple[str, str]]) -> None:
    text = "".join(part for pair in parts for part in pair)
    assert katakana.may_hold(set(scripts.katakana(text))) or not list(katakana.find(text))


@given(st.lists(st.tuples(LATIN, st.sampled_from(["", " ", "の", "\n"])), max_size=10))
def test_no_name_in_two_spellings_is_passed_over(parts: list[tuple[str, str]]) -> None:
    text = "".join(part for pair in parts for part in pair)
    assert latin.may_hold(scripts.latin(text)) or not list(latin.find(text))


@given(st.text(alphabet="AaＡBb4 -ァサーバ行な。", max_size=60))
def test_the_places_of_a_spelling_hold_it(text: str) -> None:
    spellings = [["サー", "サ"]]
    for forms in (*latin.find(text), *katakana.find(text), *okurigana.find(text, spellings)):
        for form, uses in forms.items():
            assert all(text[start:end] == form for start, end in uses)
            assert sorted(uses) == list(uses)


@pytest.mark.parametrize(
    "text",
    [
        "サーバー" * 300_000,
        "アー\n" * 20 + "ア" * 1_000_000,
        "".join(f"サ{'ー' * (n % 30)}バ。" for n in range(50_000)),
        "Ab " * 400_000,
        "A-" * 500_000,
        "行" * 1_000_000,
        "「" * 1_000_000,
        "１" * 1_000_000,
    ],
    ids=lambda text: text[:4],
)
def test_hostile_text_is_judged_to_its_end(text: str) -> None:
    ended(lambda: [*latin.find(text), *katakana.find(text), *okurigana.find(text, [])])
