"""The register of sentences, and the places of a body where it changes."""

from __future__ import annotations

import pytest

from kouetsu.article import Article, registers
from kouetsu.article.registers import Extent, Register
from kouetsu.article.source import from_text

POLITE = [
    "灯台は百年前に建てられました。",
    "石は島から運びました。",
    "光は二十キロ先まで届きます。",
    "今は無人です。",
    "年に一度だけ公開されます。",
    "公開の日には列ができます。",
    "春には花も咲きます。",
    "日誌は町に残っています。",
    "写しも読めます。",
]
PLAIN = [
    "灯台守の仕事は厳しかった。",
    "夜は四時間ごとに油を足した。",
    "嵐の日には眠れない。",
    "家族も同じ建物に住んでいた。",
    "水は雨水をためる。",
    "鐘は今も残っている。",
    "音は遠くまで響いた。",
    "霧の日は薪を焚く。",
    "雪の日も休みはない。",
]


def shifts(*paragraphs: str) -> list[tuple[Extent, str]]:
    article = Article(from_text("\n\n".join(paragraphs) + "\n"))
    return [(each.extent, article.source.slice(each.span)) for each in registers.find(article)]


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("船が出ます。", Register.POLITE),
        ("船は出ませんでしたよね？", Register.POLITE),
        ("船が出るのでしょうか。", Register.POLITE),
        ("ご覧くださいね。", Register.POLITE),
        ("船は出ましたけど…", Register.POLITE),
        ("船が出た。", Register.PLAIN),
        ("船である。", Register.PLAIN),
        ("海は広いだろう。", Register.PLAIN),
        ("船は出ないよ！", Register.PLAIN),
        ("海は広くて、波は高い。", Register.PLAIN),
        ("船が出るのか。", None),
        ("なぜ出たのか？", None),
        ("朝の港。", None),
        ("二つ。", None),
        ("いつも近く。", None),
        ("「船が出ます」", None),
        ("船が出る（毎朝）。", None),
        ("詳しくは次の通り：", None),
        ("The ship leaves.", None),
    ],
)
def test_the_ending_shows_the_register(text: str, register: Register | None) -> None:
    assert registers.register_of(text) is register


def test_a_stretch_in_the_plain_form_runs_from_its_first_to_its_last_sentence() -> None:
    stretch = "".join(PLAIN[:4])
    assert shifts("".join(POLITE), stretch) == [(Extent.STRETCH, stretch)]


def test_a_stretch_in_the_polite_form_may_be_shorter() -> None:
    stretch = "".join(POLITE[:3])
    assert shifts("".join(PLAIN), stretch) == [(Extent.STRETCH, stretch)]


def test_a_stretch_runs_over_paragraphs_and_sentences_without_a_register() -> None:
    stretch = "\n\n".join([*PLAIN[:2], "遠い汽笛。", *PLAIN[2:4]])
    assert shifts("".join(POLITE), stretch, "朝の港。") == [(Extent.STRETCH, stretch)]


def test_a_polite_clause_in_a_plain_sentence_is_found_without_the_clause_before() -> None:
    sentence = "もうお気づきかもしれませんが、光は弱くなった。"
    found = shifts("".join(PLAIN), sentence)
    assert found == [(Extent.CLAUSE, "もうお気づきかもしれませんが")]


def test_a_body_that_mixes_both_throughout_is_named_once_at_the_first_change() -> None:
    mixed = [
        f"{number}番の{a}{number}番の{b}"
        for number in range(2)
        for a, b in zip(POLITE, PLAIN, strict=True)
    ]
    found = shifts("".join(mixed))
    assert found == [(Extent.THROUGHOUT, "0番の灯台守の仕事は厳しかった。")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [*POLITE, *PLAIN[:3]],
        [*POLITE, "嵐の記録はない。", POLITE[0], "光は消えた。", POLITE[1], "鐘も鳴らない。"],
        [*POLITE, *(f"- {sentence}" for sentence in PLAIN)],
        [*POLITE, *(f"> {sentence}\n" for sentence in PLAIN)],
        [*POLITE, *(f"## {sentence}" for sentence in PLAIN)],
        [*POLITE, f'<goods-card\n  title="鐘">\n  {"".join(PLAIN)}\n</goods-card>'],
        [*POLITE, "| 語 | 意味 |\n| --- | --- |\n" + "\n".join(f"| 鐘 | {s} |" for s in PLAIN)],
        [*POLITE, "朝の港。石畳の道。灯台の影。遠い汽笛。古い鐘。"],
        [*POLITE, "なぜ消えたのか。誰が消したのか。灯りは戻るのか。いつ戻るのか。どう戻すのか。"],
        [*POLITE, "朝に掃く。昼に磨く。夜に灯す。霧に鳴らす。嵐に祈る。"],
        [*PLAIN, "係員は「灯りが消えることはありませんが、気をつけて」と言った。"],
        [*PLAIN, "今はどうですか。"],
        ["灯台です。", "海だ。", "鐘だ。", "船だ。", "港だ。"],
    ],
    ids=[
        "three plain sentences",
        "single ones",
        "a list",
        "a quotation",
        "headings",
        "an element of HTML",
        "a table",
        "nouns",
        "questions",
        "a list of examples in the dictionary form",
        "words in quotation marks",
        "one polite sentence",
        "a text too short to have a norm",
    ],
)
def test_what_has_a_reason_is_left_alone(paragraphs: list[str]) -> None:
    assert shifts(*paragraphs) == []


def test_copies_of_a_stretch_do_not_make_it_the_norm() -> None:
    stretch = "".join(PLAIN[:4])
    text = ["".join(POLITE), stretch, POLITE[0], stretch, POLITE[1], stretch]
    assert shifts(*text) == [(Extent.STRETCH, stretch)] * 3
