from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sudachipy import Dictionary

from kouetsu.article.endings import (
    Ending,
    cannot_begin,
    ending,
    is_sign_off,
)
from kouetsu.article.prose import OBJECT

# How a text ends


@pytest.mark.parametrize(
    "text",
    [
        "港の朝市では",
        "船が着くころに",
        "市場の二階を見て",
        "朝がとても早く",
        "もし寒ければ",
        "早く行かなければ",
        "魚を網で焼き",
        "とても静かな",
        "岬のとても大きな",
        "港を囲むこの",
        "港の朝、",
        "港の朝，",
        "港の朝市が",
        "岬の灯台を",
        "沖の漁場へ",
        "観光客と",
        "港の市場も",
        "海沿いを歩きながら",
        "新しい価値を生み出し",
        "漁に出ており",
        "許可が必要であり",
        "朝は早いですし",
        "船が出るのですが",
        "沖まで出たら",
        "見に行けば",
        "重要なのは",
        "観光の拠点として",
        "風によって",
        "港と市場を結ぶのに",
        "朝も早いので",
        "世界で最も",
        "港に着くと",
        "このような",
        "この港は、特に",
        "この町は、もっと",
        "彼は「港の朝",
        "港（神戸の",
        "船は港へ戻り、しかし",
        "これからの港は、まさに",
        "船で沖へ出て、魚を獲り、",
        "港からの眺めの",
    ],
)
def test_no_text_may_end_in_the_middle_of_a_clause(text: str) -> None:
    assert ending(text) is Ending.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "港の朝市",
        "岬の灯台",
        "新しい港の可能性",
        "五時の開始",
        "例えば、写真撮影",
        "最新のコンピューター",
        "話題のAI",
        "開港は2025",
        "船の数は三つ",
        "夜明け前",
        "沖の漁師たち",
        "町の山田さん",
        "調査を実施",
        "朝の高さ",
        "港の生産性",
        "第１０回",
    ],
)
def test_a_noun_at_the_end_is_a_style_or_a_cut(text: str) -> None:
    assert ending(text) is Ending.NOUN


@pytest.mark.parametrize(
    "text",
    [
        "ここは港です",
        "船が港に着きます",
        "船が港に着きました",
        "朝の港は静かだ",
        "冬の朝は寒い",
        "さあ、港へ行こう",
        "もう行きません",
        "船を見に行く",
        "魚を食べた",
        "また来てください",
        "一緒に行きましょう",
        "朝がよいでしょう",
        "朝は早いですね",
        "船が来るよ",
        "朝は早いのか",
        "ここは港である",
        "朝は静かではない",
        "船を見たい",
        "早く帰れ",
        "歩くことができる",
    ],
)
def test_a_finished_sentence_may_lack_its_full_stop(text: str) -> None:
    assert ending(text) is Ending.PREDICATE


@pytest.mark.parametrize(
    "text",
    [
        "港の歴史について",
        "朝の五時まで",
        "船や網など",
        "三人だけ",
        "魚を食べたとか",
        "灯台の役目とは",
        "のんびり",
    ],
)
def test_a_phrase_that_titles_end_in_is_no_sentence(text: str) -> None:
    assert ending(text) is Ending.PHRASE


@pytest.mark.parametrize("text", ["岬に立つ「北の灯台」", "本の題名は『港の一年』"])
def test_a_quotation_at_the_end_may_close_the_sentence_or_not(text: str) -> None:
    assert ending(text) is Ending.QUOTATION


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "港です。",
        "港ですか？",
        "港だ！",
        "「港です」",
        "港（神戸）",
        "港は……",
        "次の港：",
        "次の命令:",
        f"命令は{OBJECT}",
        "おめでとう🎉",
        "港です♪",
        "港へ行きたい(´・ω・`)",
        "港は、楽しかったですwww",
        "港は楽しかったｗ",
        "|",
    ],
)
def test_a_mark_or_thing_at_the_end_is_not_judged(text: str) -> None:
    assert ending(text) is None


def test_blanks_at_the_end_do_not_count() -> None:
    assert ending("港の朝市では \n") is Ending.OPEN


def test_a_bracket_that_was_closed_leaves_the_end_to_the_words() -> None:
    assert ending("彼は「港の朝」と言いました") is Ending.PREDICATE


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_an_ending_or_none(text: str) -> None:
    assert ending(text) in (None, *Ending)
    assert cannot_begin(text) in (True, False)


@pytest.mark.parametrize(
    "text", ["今日はここまで。以上", "おわり", "次回に続く", "敬具", "THE END", "── 完"]
)
def test_a_sign_off_closes_a_text_on_purpose(text: str) -> None:
    assert is_sign_off(text)


@pytest.mark.parametrize("text", ["港の朝市", "話題の可能性", "完成した港", "続く道のり"])
def test_other_nouns_are_no_sign_off(text: str) -> None:
    assert not is_sign_off(text)


# How a text begins


@pytest.mark.parametrize(
    "text",
    [
        "といった分野では、船の出番が増えています。",
        "を中心に、市場が広がっています。",
        "に向けて、準備が進みます。",
        "が増えていて、町は賑やかです。",
        "へ向かう船が、朝の五時に出ます。",
        "のため、船は港に戻りました。",
        "によって、港は大きく変わりました。",
        "において、港は大切な場所です。",
        "でしょう。港の朝は早いのです。",
        "です。港の朝は早いのです。",
        "でした。港の朝は早いのです。",
        "ました。港の朝は早いのです。",
        "ます。港の朝は早いのです。",
        "のです。港の朝は早いのです。",
        "である。港の朝は早い。",
        "べきです。港の朝は早いのです。",
        "られない状況が続いています。",
        "れる人が、町には大勢います。",
        "せる力が、この港にはあります。",
        "てしまいます。それでも人は来ます。",
        "ずに済みます。朝は早いのです。",
        "たり、休んだりする人がいます。",
        "的な港の風景が広がります。",
        "化が進んでいます。",
        "さを感じます。",
        "さんの店は、朝の五時に開きます。",
    ],
)
def test_no_sentence_begins_with_a_particle_an_auxiliary_or_a_suffix(text: str) -> None:
    assert cannot_begin(text)


def test_dots_and_blanks_before_a_rest_do_not_hide_it() -> None:
    assert cannot_begin("　……を中心に、市場が広がっています。")


def test_the_dictionary_has_only_two_rests_that_begin_with_so() -> None:
    entries = Dictionary(dict="small").entries()
    rests = ("助詞", "助動詞", "接尾辞")
    found = {each.surface() for each in entries if each.part_of_speech()[0] in rests}
    assert {word for word in found if word.startswith("そ")} == {"そい", "そう"}


OPENERS = (
    *("では、", "でも、", "でも", "ですが、", "ですから、", "ですので、", "でしたら、", "ですね。"),
    *("なので、", "なので", "なのに、", "なら、", "ならば、", "だから、", "だが、", "だって、"),
    *("だとすると、", "だけど、", "と、", "とはいえ、", "とはいうものの、", "といっても、"),
    *("という訳で、", "というわけで、", "というのも、", "といったわけで、", "と言うと、"),
    *(
        "とすると、",
        "とすれば、",
        "となると、",
        "ところが、",
        "ところで、",
        "とくに、",
        "とにかく、",
    ),
    *("とりあえず、", "ともかく、", "ともあれ、", "とある朝、", "ときどき、", "とても静かな"),
    *("が、", "がしかし、", "けれど、", "けれども、", "けど、", "ので、", "のに、", "から、"),
    *("にもかかわらず、", "にしても、", "につけても、", "にぎやかな", "にほんの", "のちに、"),
    *("しかし、", "しかも、", "したがって、", "しばらく、", "しずかな", "しだいに、", "ねえ、"),
    *("ね、", "よし、", "やあ、", "やはり、", "やっと、", "ええ、", "えっと、", "かといって、"),
    *(
        "かつて、",
        "かつ、",
        "かなり",
        "かもめが",
        "ながら族の",
        "ばかりか、",
        "まで、",
        "よりによって、",
    ),
    *("なんて", "なんと、", "など、", "って、", "てなわけで、", "じゃあ、", "じゃ、", "もっとも、"),
    *(
        "もっと",
        "ものすごく",
        "もちろん、",
        "もし",
        "もう",
        "もともと、",
        "もしかすると、",
        "もとより、",
    ),
    *("また、", "まず、", "まさに、", "まだ", "まるで", "なお、", "なぜ", "なにしろ、", "なかなか"),
    *(
        "なるほど、",
        "なおさら、",
        "ただ、",
        "ただし、",
        "たとえば、",
        "たしかに、",
        "たった",
        "たぶん、",
    ),
    *("たまに、", "たくさんの", "はい、", "はじめに、", "はたして、", "はるか", "すでに", "すべて"),
    *("すぐに", "すなわち、", "すると、", "すこし", "すごく", "さらに、", "さて、", "さまざまな"),
    *(
        "さっそく、",
        "さあ、",
        "せっかく",
        "せめて",
        "そして、",
        "それでも、",
        "そもそも、",
        "そろそろ",
    ),
    *("ずっと", "ずいぶん", "づけの", "めったに", "めでたく", "みなさん、", "みんなの", "みずから"),
    *(
        "べつに",
        "へえ、",
        "ほとんど",
        "ほんとうに",
        "うまく",
        "うちの",
        "きっと",
        "きょうの",
        "きれいな",
    ),
    *(
        "くわしくは、",
        "くれぐれも",
        "けっこう",
        "けっして",
        "けさの",
        "りっぱな",
        "りんごの",
        "れんがの",
    ),
    *(
        "ろうそくの",
        "らくだの",
        "るり色の",
        "できるだけ",
        "できれば、",
        "でこぼこの",
        "だいたい",
        "だれも",
    ),
    *(
        "化学の",
        "化け物の",
        "性能の",
        "性格の",
        "的確な",
        "的中した",
        "んー、",
        "がんばる",
        "がっかりした",
    ),
    *(
        "ざっと",
        "ぜひ、",
        "ばらの",
        "へたな",
        "はしけの",
        "とんびが",
        "りすの",
        "のどかな",
    ),
)


@pytest.mark.parametrize("opener", OPENERS)
def test_words_that_take_up_what_was_said_or_are_words_of_their_own_begin_a_sentence(
    opener: str,
) -> None:
    assert not cannot_begin(f"{opener}港の朝は早いです。")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The port.",
        "2025年の港です。",
        "「港です」",
        "■港です。",
        "カモメの声です。",
        "港です。",
    ],
)
def test_letters_that_no_particle_has_begin_a_sentence(text: str) -> None:
    assert not cannot_begin(text)
