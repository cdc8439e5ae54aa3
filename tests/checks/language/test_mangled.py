"""Destroyed words, and sound ones that look like them."""

from __future__ import annotations

import pytest

from kouetsu.article.texts import Texts
from kouetsu.catalogue import load
from kouetsu.checks.language import mangled, replacements, spellings

ENTRIES = load()["mangled-word"].options["replacements"]
assert isinstance(ENTRIES, list)
KNOWN = [replacements.read(entry) for entry in ENTRIES]
PARTS = {"アーキテクチャ": "システム"}


def texts_of(*texts: str) -> Texts:
    return Texts({text: [] for text in texts})


def found(*texts: str) -> list[tuple[str, str, str | None]]:
    return [
        (each.sign, text[each.start : each.end], each.right)
        for text, each in mangled.find(texts_of(*texts), KNOWN, PARTS)
    ]


# Known replacements


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["wrong"])
def test_an_entry_finds_its_bad_sample_and_leaves_its_good_one_alone(
    entry: dict[str, str],
) -> None:
    known = [replacements.read(entry)]
    bad, good = texts_of(entry["bad"]), texts_of(entry["good"])
    assert [each.right for _, each in replacements.find(bad, known)] == [entry["right"]]
    assert list(replacements.find(good, known)) == []


def test_what_is_proven_in_one_sentence_is_reported_in_all() -> None:
    texts = ["より75%以上の企業が使えます。", "75%以上の企業は迷っています。"]
    assert found(*texts) == [("replaced", "75%以上の企業", "多くの企業")] * 2


def test_what_stands_in_three_sentences_proves_itself() -> None:
    texts = [f"{place}では75%以上の企業が迷っています。" for place in ("港", "町", "島")]
    assert len(found(*texts)) == 3
    assert found(*texts[:2]) == []


def test_a_sentence_that_names_its_source_is_left_alone() -> None:
    texts = ["より75%以上の企業が使えます。", "調査では、75%以上の企業が迷っています。"]
    assert found(*texts) == [("replaced", "75%以上の企業", "多くの企業")]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"wrong": "朝"}, "“right” is no text"),
        ({"wrong": "", "right": "夜"}, "“wrong” is no text"),
        ({"wrong": "朝", "right": "夜", "befor": "の"}, "unknown key “befor”; valid: wrong, right"),
        ({"wrong": "朝", "right": "夜", "before": "("}, "before “(” is no pattern"),
    ],
)
def test_an_entry_that_cannot_be_read_says_why(entry: dict[str, str], problem: str) -> None:
    with pytest.raises(ValueError, match="replacements: ") as error:
        replacements.read(entry)
    assert problem in str(error.value)


# Parts of compounds


def test_a_compound_is_judged_by_the_dictionary() -> None:
    assert found("AIエコアーキテクチャを築きます。") == [
        ("replaced", "エコアーキテクチャ", "エコシステム")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ネットワークアーキテクチャの図です。",
        "マイクロサービスアーキテクチャを選びます。",
        "計算機のアーキテクチャです。",
        "命令セットアーキテクチャ（ISA）です。",
        "エコなアーキテクチャです。",
    ],
)
def test_a_sound_compound_is_left_alone(text: str) -> None:
    assert found(text) == []


# Spellings


@pytest.mark.parametrize(
    ("texts", "wrong", "right"),
    [
        (
            "コンプライアミンスを守ります。コンプライアンスは大切です。",
            "コンプライアミンス",
            "コンプライアンス",
        ),
        ("オープンースの道具です。オープンソースが増えました。", "オープンース", "オープンソース"),
        ("大きなアドバンテッジです。", "アドバンテッジ", "アドバンテージ"),
        ("ハイブリット車です。", "ハイブリット", "ハイブリッド"),
        ("シュミレーションを回します。", "シュミレーション", "シミュレーション"),
    ],
)
def test_a_slip_is_told_by_the_article_or_the_dictionary(
    texts: str, wrong: str, right: str
) -> None:
    assert spellings.misspelt(texts_of(texts)) == {wrong: right}


@pytest.mark.parametrize(
    "texts",
    [
        "サーバーレスとサーバレス、コンピュータとコンピューター。",
        "ターゲティングとターゲッティング、ウェイターとウエイター。",
        "データソースとデータベース、レジリエンスとレジリエント。",
        "ミュータブルとイミュータブル、シリアライズとデシリアライズ。",
        "スケジューラとスケジュール、トランスパイラとトランスパイル。",
        "リラクゼーションとナップサック、ディスプレイとマネジメント。",
        "サービスロボットとサービスボット。サービスロボット。サービスロボット。",
        "カタカナだけの新語エンボディドとフェデレーテッド。",
        "インタビューをする人はインタビュワーと呼ばれます。",
    ],
)
def test_variants_names_and_new_words_are_left_alone(texts: str) -> None:
    assert spellings.misspelt(texts_of(texts)) == {}


def test_a_misspelling_that_is_spoken_of_is_left_alone() -> None:
    assert found("「シュミレーション」とは書きません。", "シュミレーション") == []


# Contradictions


@pytest.mark.parametrize(
    ("text", "sign", "place"),
    [
        ("これで、より60%の人が助かります。", "degree", "より60%の人"),
        ("どれだけ8割の町が残るでしょうか。", "degree", "どれだけ8割の町"),
        ("もっと40パーセントの船に積みます。", "degree", "もっと40パーセントの船"),
        ("町はより75%以上の家を守れます。", "degree", "より75%以上の家"),
        ("はるかに250%の船が入ります。", "degree", "はるかに250%の船"),
        ("これまで以上に90％の客が来ます。", "degree", "これまで以上に90％の客"),
        ("某家電メーカーのCook9000です。", "masked", "某家電メーカーのCook9000"),
        ("某検索企業のFindMeを使います。", "masked", "某検索企業のFindMe"),
    ],
)
def test_a_contradiction_is_found_with_its_words(text: str, sign: str, place: str) -> None:
    assert found(text) == [(sign, place, None)]


@pytest.mark.parametrize(
    "text",
    [
        "前の年より30%の増加です。",
        "これで、より30%の時間短縮になります。",
        "さらに30%の人が加わりました。",
        "もっと多くの人が来ます。",
        "最も30%に近い町です。",
        "これにより75%以上の家が守られます。",
        "はるかに80%の線を超えました。",
        "目標の30%には遥かに遠い。",
        "極めて90%に近い値です。",
        "250%の費用削減は、別の規則の仕事です。",
        "某社の製品です。",
        "某メーカーのEVに乗りました。",
        "某企業のCEOに会いました。",
        "某所の店の話です。",
    ],
)
def test_a_possible_figure_and_an_honest_mask_are_left_alone(text: str) -> None:
    assert found(text) == []


# Together


def test_the_sign_that_knows_the_right_words_wins() -> None:
    assert found("これで、より75%以上の企業が助かります。") == [
        ("replaced", "75%以上の企業", "多くの企業")
    ]


def test_letters_of_another_script_are_none_of_its_business() -> None:
    assert found("シンбаポールの港です。개항の日に船が来ました。") == []
