"""Stray spaces, and spaces that people write on purpose."""

from __future__ import annotations

import pytest

from kouetsu.checks.language import spaces


def found(*texts: str) -> list[tuple[str, str | None]]:
    return [(text[each.start - 2 : each.end + 2], each.word) for text, each in spaces.find(texts)]


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("来年には倍になるという予測 が、現実になりました。", "予測 が、", None),
        ("組合が船の建造を計画している ことは知られています。", "いる こと", None),
        ("利用者は三割も増えると予測される ほどの人気です。", "れる ほど", None),
        ("Kouetsu 3のような新しい道具の登場 を歓迎します。", "登場 を歓", None),
        ("灯台の見学ができるようになる見通し だそうです。", "通し だそ", None),
        ("光の強さを測るセン サーを使います。", "セン サー", "センサー"),
        ("本来のパ フォーマンスを発揮できます。", "のパ フォ", "パフォーマンス"),
    ],
)
def test_a_space_that_alone_breaks_a_clause_is_found(
    text: str, place: str, word: str | None
) -> None:
    assert found(text) == [(place, word)]


@pytest.mark.parametrize(
    "text",
    [
        "設定 > 画面の明るさ から選びます。",
        "費用 = 燃料代と人件費の合計 となります。",
        "ふゆのよるに ともしびが ゆれる ことがある。",
        "灯りは消えましたか？ いいえ、まだです。",
        "灯台守の暮らしと仕事 では、次を見ましょう。",
        "国際規格の定める灯台の基準 より）",
        "山田 太郎",
        "港の 灯台",
        "スターターパック スマートライト",
        "新しい船の設計図 まず、広げてみます。",
        "灯台の光が弱くなった理由 など",
    ],
)
def test_a_space_with_a_reason_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_article_with_many_spaces_writes_so_on_purpose() -> None:
    stray = "来年には倍になるという予測 が、現実になりました。"
    assert found(stray, *(f"{number}番の港 の灯台。" for number in range(9))) == []


def test_a_space_inside_a_word_is_never_on_purpose() -> None:
    stray = "光の強さを測るセン サーを使います。"
    others = [f"{number}番の港 と 灯台。" for number in range(9)]
    assert found(stray, *others) == [("セン サー", "センサー")]
