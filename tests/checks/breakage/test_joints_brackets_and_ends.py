"""Merged paragraphs, brackets without a partner, missing full stops; the wordings of a cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.checks import breakage as checks
from kouetsu.finding import Applicability
from views import read

if TYPE_CHECKING:
    from kouetsu.finding import Hit

PARAGRAPHS = [
    "朝の畑では、露が乾く前に葉物を摘み取ります。",
    "昼の畑では、支柱に蔓を結ぶ作業が続きます。",
    "夕方には、子どもたちが水やりを手伝いに来ます。",
    "夜の納屋では、翌日の市に出す荷を箱に詰めます。",
    "雨の日は、傷んだ道具の手入れをして過ごします。",
]
BETWEEN = "畑の端には、古い井戸が残っています。"


# Cut sentences


def cuts(text: str) -> list[tuple[str, list[str]]]:
    """Return the wording of each truncated sentence and the names of its related places."""
    hits = checks.truncated_sentence(read(text))
    return [(hit.message, [place.message for place in hit.related]) for hit in hits]


CUT = "棚田の仕事は春に始まります。田植えの日には、村じゅうの人が朝から手伝い"
WHOLE = "田植えの日には、村じゅうの人が朝から手伝いに来てくれます。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CUT}\n", ("end", [])),
        ("棚田の仕事は春に始まります。苗を植えて\n\n## 秋\n\n稲を刈ります。\n", ("border", [])),
        (f"{CUT}\n\nに来てくれます。\n", ("continued", ["rest"])),
        (
            f"{BETWEEN}水は冷たいままです。\n\n{CUT}\n\n{BETWEEN}水は冷たいままです。\n",
            ("repeated", ["again"]),
        ),
        (f"{WHOLE}\n\n{CUT}\n\n秋も同じ顔ぶれです。\n", ("elsewhere", ["whole"])),
        ("藍の葉は夏に刈ります。むしろに広げて乾かし、\n\n\n染めるのは冬です。\n", ("gap", [])),
    ],
)
def test_each_kind_of_cut_has_words_of_its_own(text: str, expected: tuple[str, list[str]]) -> None:
    assert cuts(text) == [expected]


def test_a_fragment_that_is_begun_again_is_left_to_restarted_sentence() -> None:
    assert (
        cuts("駅舎は木造です。広場には、時計台が残され\n\n\n広場には、時計台が残されています。\n")
        == []
    )


def test_a_word_that_is_cut_in_two_is_left_to_split_word() -> None:
    text = "若い職人たちが作品を生み出し、地域に活気を生\n\nみ出すことに力を注いでいます。\n"
    assert cuts(text) == []
    assert [hit.values["word"] for hit in checks.split_word(read(text))] == ["生み出す"]


@pytest.mark.parametrize(
    "text",
    [
        "開演は六時です。\n\n青葉合唱団、港吹奏楽団、北町太鼓保存会、白鷺バレエ教室\n",
        "歌の二番です。\n\n赤い屋根から煙がのぼる  \nさあ帰ろう  \n呼ぶ声が聞こえるうちに\n",
        "歌の二番です。\n\n赤い屋根から煙がのぼる\\\n呼ぶ声が聞こえるうちに\n",
        "歌の二番です。\n\n赤い屋根から煙がのぼる<br>\n呼ぶ声が聞こえるうちに\n",
        "風車は丘にあります。\n\n**[風車の町](a)**\n写真で巡る丘の道。折り込みの地図付き\n",
        "風車は丘にあります。\n\n[風車の町](a)\n写真で巡る丘の道を\n",
        "![丘](a.jpg)\n\n*丘の上に並ぶ、七つの古い風車のうちの三つを*\n",
        "![丘](a.jpg)\n\n_丘の上に並ぶ、七つの古い風車のうちの三つを_\n",
        "医師は数字を指さしました。来月には歩ける可能性があると。\n\n患者はうなずきました。\n",
        "例えば、写真撮影。\n\n次は現像です。\n",
    ],
    ids=[
        "a list of names",
        "verse",
        "verse with backslashes",
        "verse with tags",
        "a book",
        "a linked title",
        "a caption",
        "a caption in low lines",
        "reported speech",
        "a noun",
    ],
)
def test_lines_that_are_no_running_text_are_not_cut(text: str) -> None:
    assert cuts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "この町の祭りは\n三百年前から続いていて、今年も\n",
        "*祭り* は三百年前から続いていて、今年も *八月* に\n",
        "祭りは[神社](a)で行われます。\n今年の太鼓は、子どもたちが\n",
    ],
    ids=["soft line breaks", "two emphasised words", "a link inside the text"],
)
def test_lines_that_only_look_like_verse_captions_or_books_are_still_judged(text: str) -> None:
    assert [message for message, _ in cuts(text)] == ["end"]


# Merged paragraphs


def joints(text: str) -> list[tuple[str, str, object]]:
    hits = checks.merged_paragraphs(read(text))
    return [(hit.message, text[hit.span.start : hit.span.end], hit.values["count"]) for hit in hits]


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=5, unique=True))
@settings(max_examples=40, deadline=None)
def test_every_joint_of_glued_paragraphs_is_counted_in_one_finding(chosen: list[str]) -> None:
    parted, glued = "\n\n".join(chosen), " ".join(chosen)
    message = "single" if len(chosen) == 2 else "several"
    assert joints(f"{parted}\n\n{BETWEEN}\n\n{glued}\n") == [(message, " ", len(chosen) - 1)]
    assert joints(f"{parted}\n\n{BETWEEN}\n") == []


def test_a_full_width_space_glues_as_well() -> None:
    first, second = PARAGRAPHS[:2]
    text = f"{first}\n\n{second}\n\n{BETWEEN}\n\n{first}\u3000{second}\n"
    assert joints(text) == [("single", "\u3000", 1)]


@pytest.mark.parametrize("mark", ["###", "* **", "- **", "3. **"])
def test_a_heading_or_list_mark_in_running_text_is_named(mark: str) -> None:
    space = " " if mark == "###" else ""
    text = f"湯が沸いたら、布で包みます。 {mark}{space}火加減** 強火で蒸します。\n"
    ((message, span, count),) = joints(text)
    assert (message, span.strip(), count) == ("mark", mark, 1)


def test_a_mark_is_shown_before_other_joints_of_its_paragraph() -> None:
    first, second = PARAGRAPHS[:2]
    text = f"{first}\n\n{second}\n\n{BETWEEN}\n\n{first} {second} ### 夜 灯りを消します。\n"
    assert joints(text) == [("mark", " ### ", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "なぜ風車が並ぶのでしょうか？ 理由は風の向きにあります。\n",
        "窓を開けます。 麦の匂いがします。 犬がほえました。\n\n日が沈みます。 灯りがともります。\n",
        "主人は「やっと来たね！ 何にする？」と笑いました。\n",
        "山道は沢に沿います。\n吊り橋は三人までです。\n",
        "The kiln is lit at dawn. By noon the glaze runs. Nobody speaks.\n",
        "申込書の # の欄に書きます。数が分からないときは * を付けます。\n",
        "手順です。\n\n1. **浸す** 一晩置きます。\n2. **切る** ざるに上げます。\n",
        f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}\n",
        f"{PARAGRAPHS[0]}\n\n{BETWEEN}\n\n{PARAGRAPHS[0]} {PARAGRAPHS[1]}\n",
        f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}\n",
        "",
    ],
)
def test_a_space_that_the_article_does_not_show_to_be_a_border_is_a_style(text: str) -> None:
    assert joints(text) == []


# Brackets without a partner


def unpaired(text: str) -> list[tuple[str, int]]:
    """Return the wording and the offset of each bracket without a partner."""
    return [(hit.message, hit.span.start) for hit in checks.unclosed_pair(read(text))]


@pytest.mark.parametrize("pair", ["「」", "『』", "【】", "（）"])
def test_a_bracket_of_each_kind_needs_its_partner(pair: str) -> None:
    opener, closer = pair[0], pair[1]
    assert unpaired(f"ここから{opener}夜明けの色と呼びます。\n") == [("opener", 4)]
    assert unpaired(f"夜明けの色{closer}と呼びます。\n") == [("closer", 5)]
    assert unpaired(f"ここから{opener}夜明けの色{closer}と呼びます。\n") == []


def test_the_outer_bracket_of_a_nest_is_found() -> None:
    assert unpaired("館長は「『海の図鑑』（初版）を読みました。\n") == [("opener", 3)]
    assert unpaired("館長は「『海の図鑑」を読みました。\n") == [("opener", 4)]


def test_a_pair_over_a_cut_is_no_long_quotation() -> None:
    text = "城の話です。目を引くのは、「石垣の\n\n\n石垣の積み方」です。\n"
    assert [message for message, _ in unpaired(text)] == ["opener", "closer"]


@pytest.mark.parametrize(
    "text",
    [
        "1）米を研ぎます。2）水に浸します。a）炊きます。①）蒸らします。\n",
        "a) 沸かします。b) 炊きます。\n",
        "焦げました（笑）。また焦げました (^_^)。そして :) でした。\n",
        "老人は話しました。\n\n「電気が来た年です。\n\nランプの油を運びました」\n\n外は暗くなりました。\n",
        "申込書は（https://union.example.org/forms）から入手します。\n",
        "入口は二つあります（正面は八時に開きます)。\n",
        "始まりは`「`で表します。\n\n```\n「ここから\n```\n",
        "> [!NOTE]\n> 灯りを二つ持ってください。\n",
        "道順（[地図](https://a.example.org/b_(c))を参照）は駅にあります。\n",
        "| 記号 | 意味 |\n| --- | --- |\n| 「 | 始まり |\n",
        "審査員は「初めてだ！ 何を入れたのですか？」と言いました。\n",
        "",
    ],
)
def test_enumerators_faces_long_quotations_and_code_need_no_partner(text: str) -> None:
    assert unpaired(text) == []


@given(st.text("「」『』（）あ。\n", max_size=40))
@settings(max_examples=100, deadline=None)
def test_brackets_that_are_reported_are_brackets(text: str) -> None:
    for hit in checks.unclosed_pair(read(text)):
        found = text[hit.span.start : hit.span.end]
        assert found in ("「『（" if hit.message == "opener" else "」』）")


# Missing full stops


def missing(text: str) -> list[Hit]:
    return list(checks.missing_period(read(text)))


def fixed(text: str) -> str:
    for hit in missing(text):
        assert hit.fix is not None
        assert hit.fix.applicability is Applicability.UNSAFE
        (edit,) = hit.fix.edits
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    "end",
    [
        "湖へやって来るのです",
        "声が聞こえるでしょう",
        "湯気で満ちています",
        "水は濁りません",
        "水は濁りませんでした",
        "群れは去りました",
        "明日もここで会おう",
        "一緒に歩きましょう",
        "窓を閉めてください",
        "水がきれいだ",
        "きっと晴れるだろう",
        "今年も晴れるね",
        "今年は雨が多いですか",
        "**湖へやって来ます**",
    ],
)
@pytest.mark.parametrize("below", ["\n\n鍵は役場にあります。\n", "\n\n## 冬\n\n雪です。\n", "\n"])
def test_a_finished_sentence_gets_its_full_stop_and_is_then_silent(end: str, below: str) -> None:
    text = f"渡り鳥は十月に来ます。{end}{below}"
    repaired = fixed(text)
    assert repaired.replace("。", "") == text.replace("。", "")
    assert repaired.count("。") == text.count("。") + 1
    assert missing(repaired) == []


def test_the_full_stop_stands_inside_the_emphasis() -> None:
    assert (
        fixed("鳥は十月に来ます。**群れは去りました**\n")
        == "鳥は十月に来ます。**群れは去りました。**\n"
    )


@pytest.mark.parametrize(
    "end",
    [
        "沖に浮かぶ三つの島",
        "写真で巡る丘の道",
        "岸から見える",
        "先ほど見た",
        "水がとても冷たい",
        "岸の",
        "例えば",
        "冬になると、",
        "目を覚ます",
        "静かな",
        "道が見えているか",
        "もう歩けると。",
        "「また来ます」",
        "また来ます！",
        "また来ます…",
        "また来ます（笑）",
    ],
)
def test_words_that_may_go_on_or_that_have_a_mark_are_left_alone(end: str) -> None:
    assert missing(f"渡り鳥は十月に来ます。{end}\n\n鍵は役場にあります。\n") == []


@pytest.mark.parametrize(
    "below",
    [
        "- 鋸\n- 紙やすり\n",
        "1. 鋸\n",
        "```sh\nmake install\n```\n",
        "| 名前 |\n| --- |\n| 鋸 |\n",
        "![鋸](saw.jpg)\n",
        "> 道具は静かなほうがよい。\n",
        "$$\nx = y\n$$\n",
        "[鋸の選び方](a)\n",
        "<div>鋸</div>\n",
    ],
)
def test_a_lead_in_needs_no_full_stop(below: str) -> None:
    assert missing(f"道具はそろえておきます。用意するものはこちらです\n\n{below}") == []


@pytest.mark.parametrize(
    "text",
    [
        "この坂は朝に歩くのがいちばんです\n\n井戸が残っています。\n",
        "- 窓を開けます。空気を入れ替えます\n- 雨戸を閉めます。冷えを防ぎます\n",
        "> 窓を開けます。空気を入れ替えます\n",
        "![丘](a.jpg)\n\n*七つの風車です。左端がいちばん古いものです*\n",
        "**[風車の町](a)**\n写真で巡る道です。地図も付いています\n",
        "## 窓を開けます。空気を入れ替えます\n\n朝のことです。\n",
        "**窓を開けます。空気を入れ替えます**\n\n朝のことです。\n",
        "***窓を開けます。空気を入れ替えます***\n\n朝のことです。\n",
        "※窓は開きません。ご注意ください\n",
    ],
    ids=[
        "one sentence",
        "items",
        "a quotation",
        "a caption",
        "a book",
        "a heading",
        "bold",
        "bold and italic",
        "a note",
    ],
)
def test_paragraphs_that_are_no_running_text_need_no_full_stop(text: str) -> None:
    assert missing(text) == []
