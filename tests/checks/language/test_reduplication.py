"""What is a stutter and what is real reduplication, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.texts import Texts
from kouetsu.checks.language import reduplication
from kouetsu.checks.language.doublings import DOUBLED, is_candidate, suspects


def stutters(text: str, *allow: str) -> list[str]:
    return [text[found.start : found.end] for found in reduplication.find(text, allow)]


def repaired(text: str) -> str:
    for found in sorted(reduplication.find(text), key=lambda each: each.start, reverse=True):
        text = text[: found.kept] + text[found.end :]
    return text


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("古い駅舎は残していくべきですです。", "ですです"),
        ("町は昔からここにあったのですですが、", "ですです"),
        ("祭りは夏にも開かれますます。", "ますます"),
        ("そうかもしれませんません。", "ませんません"),
        ("橋は去年の秋に完成しましたしました。", "しましたしました"),
        ("それは町を知るということということです。", "ということということ"),
        ("水は出るかもしれないかもしれない。", "かもしれないかもしれない"),
        ("参加者をを募集する。", "をを"),
        ("会場をどうするかをを決める。", "をを"),
        ("坂の上にはは古い井戸がある。", "はは"),
        ("見学者を募集していています。", "ていてい"),
        ("人が集まってきていているが、", "ていてい"),
        ("道が工事中なのでので、遠回りする。", "のでので"),
        ("準備ができるまでは使わないないと決めた。", "ないない"),
        ("静かなな町に着いた。", "なな"),
        ("新しい屋根の必要性性を話す。", "性性"),
        ("大切な記録を保存するする際に使う。", "するする"),
        ("小屋の中で眠っているいる猫。", "いるいる"),
        ("対策する必要があるある。", "あるある"),
    ],
)
def test_an_ending_or_particle_that_follows_itself_is_a_stutter(text: str, doubled: str) -> None:
    assert stutters(text) == [doubled]


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("続けることがことが大切だ。", "ことがことが"),
        ("町の歴史を歴史を調べる。", "歴史を歴史を"),
        ("古い地図に地図に印を付ける。", "地図に地図に"),
        ("技術は飛躍的に飛躍的に伸びた。", "飛躍的に飛躍的に"),
        ("地図は無料で利用できますできます。", "できますできます"),
        ("町で使われる使われる道具を並べる。", "使われる使われる"),
        ("一般データデータ保護の決まりを読む。", "データデータ"),
        ("町で最も重要重要な建物だ。", "重要重要"),
    ],
)
def test_a_phrase_or_predicate_that_stands_twice_is_a_stutter(text: str, doubled: str) -> None:
    assert stutters(text) == [doubled]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("結果は予測不不能だ。", "結果は予測不能だ。"),
        ("宝の持ち持ち腐れになる。", "宝の持ち腐れになる。"),
        ("議論のバックグラックグラウンドを説明する。", "議論のバックグラウンドを説明する。"),
        ("主なベンベンダーが集まる。", "主なベンダーが集まる。"),
        ("ここがボトルボトルネックになる。", "ここがボトルネックになる。"),
        ("物語の続ききを読む。", "物語の続きを読む。"),
        ("備えることが重要ですす。", "備えることが重要です。"),
        ("橋は去年の夏でしたです。", "橋は去年の夏でした。"),
        ("来年も続けますです。", "来年も続けます。"),
        ("そのもののの価値を考える。", "そのものの価値を考える。"),
    ],
)
def test_a_stutter_is_repaired_by_leaving_one_copy(text: str, reading: str) -> None:
    assert repaired(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "今後ますます重要になります。",
        "観光客が増え、店も広がりますます活気づく。",
        "一つ一つ、いろいろな店をたびたび訪ねた。",
        "部屋はバラバラで、動きはカクカクしている。",
        "すもももももももものうち",
        "それはそれは見事な桜だった。",
        "要所要所で休み、節目節目に振り返る。",
        "走って走って、坂の上まで登った。",
        "雨が降る降る。",
        "来るぞ来るぞと言われ続けた。",
        "日に日に暖かくなる。",
        "親の親の家に、隣の隣の店がある。",
        "業界あるあるを集めた本だ。",
        "紐がするするとほどける。",
    ],
)
def test_reduplication_that_speakers_use_is_no_stutter(text: str) -> None:
    assert stutters(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "部品が標準化されれば、組み込まれれば便利だ。",
        "調べることと、記録することとが仕事だ。",
        "町の成長とともに、道も広がった。",
        "そのもののあり方を、ものの五分で話した。",
        "中国国内では、温度と湿度の相関関係を調べる。",
        "東京大学院の民主主義研究。",
        "後押しし、手直しし、話しし続けた。",
        "お店を立ててから、かかっている時計を見た。",
        "ここまでで紹介した町は、どこででも見られる。",
        "値が何かかなんでもないかを調べる。",
        "珍しくなくなりました。悩んだんだけど、分かった。",
        "メモリリークとスタイルルールとレジスタスタック。",
        "サインインする。ストレスレスの椅子。アリババの本社。",
        "実行行だけを数える。鶏ももを焼く。",
        "行列行列積を計算する。",
        "111回、九九を唱えた。",
    ],
)
def test_letters_that_meet_at_a_border_of_words_are_no_stutter(text: str) -> None:
    assert stutters(text) == []


@pytest.mark.parametrize(
    "text", ["ですです！", "「わかりましたわかりました」", "そう、いいですいいです。"]
)
def test_an_answer_that_a_speaker_repeats_is_no_stutter(text: str) -> None:
    assert stutters(text) == []


def test_a_word_that_is_allowed_may_stand_twice() -> None:
    assert stutters("一般データデータ保護の決まり。") == ["データデータ"]
    assert stutters("一般データデータ保護の決まり。", "データ") == []


def test_a_repair_that_leaves_no_word_is_not_certain() -> None:
    (found,) = reduplication.find("検索も行いくくなって電子書籍で読む。")
    assert not found.is_certain


@given(st.text("ですまがをのはにことものバックアップ不能力、。1a", max_size=40))
def test_whatever_is_found_lies_in_the_text_and_repeats_what_is_kept(text: str) -> None:
    for found in reduplication.find(text):
        assert 0 <= found.start < found.kept < found.end <= len(text)
        kept, rest = text[found.start : found.kept], text[found.kept : found.end]
        assert not rest.replace(kept, "") or rest == "です"


# Which sentences the analyser reads


@pytest.mark.parametrize(
    "text",
    [
        "利用者は今後ますます増えます。",
        "観光客が広がりますます活気づく町です。",
        "新しい船がリリースされ、ココナラとララポートで話題です。",
        "ここでつつましく暮らし、いろいろと話し、111回も書きました。",
    ],
)
def test_an_adverb_a_known_word_and_letters_inside_katakana_need_no_analyser(text: str) -> None:
    assert reduplication.candidates(Texts({text: []})).texts == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "祭りは夏にも開かれますます。",
        "新しいシステムムを入れます。",
        "港のバックグラックグラウンドを調べます。",
        "声をを集めます。",
        "答えははいですです。",
        "昨年の春でしたです。",
    ],
)
def test_what_may_be_a_stutter_goes_to_the_analyser(text: str) -> None:
    assert reduplication.candidates(Texts({text: []})).texts == {text}


@given(st.text("ますリアータ国々aを", max_size=30))
def test_a_copy_is_as_long_as_half_of_a_doubling_at_least(text: str) -> None:
    for match in DOUBLED.finditer(text):
        assert match.group() == match[1] * (len(match.group()) // len(match[1]))
        assert len(match.group()) >= 2 * len(match[1])


@given(st.lists(st.text("の国家語テーあ乂a0、\n", max_size=14)), st.integers(1, 3))
def test_every_candidate_stands_in_a_suspected_run(parts: list[str], copies: int) -> None:
    text = "".join(part * copies for part in parts)
    found = {match.start() for match in DOUBLED.finditer(text) if is_candidate(match)}
    held = {
        match.start()
        for run in suspects(text)
        for match in DOUBLED.finditer(text, run.start, run.end)
        if is_candidate(match)
    }
    assert held == found
