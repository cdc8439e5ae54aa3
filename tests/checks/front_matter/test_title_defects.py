"""Broken titles, and titles that only look broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.front_matter import title_defects


def defects(title: str) -> list[tuple[str, str]]:
    return [(defect.kind, title[defect.start : defect.end]) for defect in title_defects.find(title)]


@pytest.mark.parametrize(
    ("title", "kind", "place"),
    [
        ("水路は町を救えるのか？の最新事情と展望", "after-mark", "？の最新事情と展望"),
        ("水路の再生とは？が変える地域の未来", "after-mark", "？が変える地域の未来"),
        ("水路は町を救えるか？による活性化", "after-mark", "？による活性化"),
        ("水路は町を救えるか？（河川・港）の展望", "after-mark", "？（河川・港）の展望"),
        ("水路が町を救う。の最新事情", "after-mark", "。の最新事情"),
        ("水路が町を救う！による活性化", "after-mark", "！による活性化"),
        ("その背景を読み解くによる販路の拡大", "after-verb", "読み解くによる販路の拡大"),
        ("これからの町を探るの注目点と展望", "after-verb", "探るの注目点と展望"),
        ("若者が選んだ道とはの最新事情", "after-topic", "とはの最新事情"),
        ("若者が選んだ道とは（地域）による活性化", "after-topic", "とは（地域）による活性化"),
        ("港と鉄道の連絡を強化の注目点と効果", "after-verb", "を強化の注目点と効果"),
        ("港と鉄道の連絡を強化（海運）が変える町", "after-verb", "を強化（海運）が変える町"),
        ("船の四割に搭載（海運・港）が変える町", "after-verb", "に搭載（海運・港）が変える町"),
        ("漁業でのAI活の新しい動き", "cut", "活"),
        ("線路を歩く人が増えた、その理由と？", "questioned-particle", "と？"),
        ("古い灯台が残ったわけと、", "cut", "、"),
        ("古い灯台は残るのか？そ（岬・海）", "cut", "そ"),
        ("市場で聞いた「旬の見分け方", "unpaired", "「"),
        ("市場で聞いた旬」の見分け方", "unpaired", "」"),
        ("旬の魚(春から夏まで", "unpaired", "("),
        ("【速報旬の魚", "unpaired", "【"),
        ("**旬の魚**を選ぶ", "markdown", "**旬の魚**"),
        ("## 旬の魚を選ぶ", "markdown", "## "),
        ("[旬の魚](/fish)を選ぶ", "markdown", "[旬の魚](/fish)"),
        ("旬の魚を選ぶための手引き（12文字）", "length-note", "（12文字）"),
        ("タイトル：旬の魚を選ぶ", "label", "タイトル："),
        ("Title: The fish of the season", "label", "Title: "),
        ("旬の\ufffdを選ぶ", "lost-character", "\ufffd"),
    ],
)
def test_a_broken_title_is_named_where_it_breaks(title: str, kind: str, place: str) -> None:
    assert defects(title) == [(kind, place)]


@pytest.mark.parametrize(
    "title",
    [
        # Questions that something takes as a whole.
        "水路は町を救えるのか？の答えを探す",
        "水路は町を救えるのか？が分かる三つの数字",
        "どれを選べばいいの？の疑問に答える",
        "水路は町を救えるのか？を考える",
        "「なぜ？」が育てるもの",
        "「町は変わるのか？」の最新事情",
        "なぜ？の力",
        "水路は町を救えるのか？ 現場の声",
        "水路は町を救えるのか？｜港町通信",
        "水路は町を救えるのか？（前編）",
        # Names that end in a mark.
        "モーニング娘。の振り付け",
        "けいおん！の舞台を歩く",
        "Yahoo!の検索が変わった",
        "TypeScriptの?の意味",
        # Verbs and particles in their right places.
        "どう変わるかによる違い",
        "水位が上がることによる影響",
        "直してみるの巻と次の予定",
        "待つのが苦手な人へ",
        "封筒とはがきの違い",
        "道とは何か",
        "あなたと？",
        "誰と？",
        "うそだと？",
        "すべての人に",
        "ぼくらの",
        # Nouns that could be verbs, where を belongs to a later one or where a newspaper writes so.
        "知事、港の拡張を検討の方針",
        "既存の船を特定の客の専用にする",
        "古い模型を既存の棚に追加",
        "港の再編を経営の見直しに使う",
        "船に搭載の機器が変わる",
        "「連絡を強化の一年」が変える町",
        "新の港と旧市街を歩く",
        "AI活用の新しい動き",
        # Brackets that need no partner.
        "”三の倍数”を数える",
        "関数の使い方その2) 引数",
        "a) 準備 b) 実行",
        "半開区間 [0, 1) の話",
        "やってみた(笑",
        "困った :(",
        "画面は15.6”でちょうどいい",
        "`(` と `**` の働き",
        # Marks that are words.
        "2**10 と 2**20 の違い",
        "関数の*argsと**kwargs",
        "#勉強会 に参加した",
        "C# の書き方",
        "140文字で書く(200文字まで)",
        "タイトルの付け方",
        "",
    ],
)
def test_a_sound_title_is_left_alone(title: str) -> None:
    assert defects(title) == []


@given(
    st.text(
        st.sampled_from("町はとがの？。！による読み解く（）「」[]()*#`、そ\ufffd 1a"), max_size=60
    )
)
def test_the_places_of_defects_lie_inside_the_title(title: str) -> None:
    found = title_defects.find(title)
    assert all(0 <= defect.start < defect.end <= len(title) for defect in found)
    assert found == sorted(found, key=lambda defect: (defect.start, defect.end))
