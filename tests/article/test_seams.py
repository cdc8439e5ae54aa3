from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article.seams import Cut, Seam, continuation, elsewhere, joined_word
from views import read

LEAD = "港の朝は早いです。"
REST = "船は夕方に戻ります。"


def cuts(text: str) -> list[tuple[Cut, str | None]]:
    """Return why each cut sentence of a text is known to be one, and the word it cuts."""
    return [(seam.cut, seam.word) for seam in read(text).seams if seam.cut is not None]


def only(text: str) -> Seam:
    (seam,) = [seam for seam in read(text).seams if seam.cut is not None]
    return seam


# The end of the article


@pytest.mark.parametrize(
    "end",
    [
        "来年の祭りでは、子どもたちの太鼓も加わり、",
        "市場の二階を見学する人が増えていて",
        "彼は「港の朝は",
        "網で獲れた魚の新しい可能性",
        "港の新しい役割を考えると",
    ],
)
def test_a_body_that_stops_inside_a_sentence_is_cut(end: str) -> None:
    assert cuts(f"{LEAD}{end}") == [(Cut.END, None)]


@pytest.mark.parametrize(
    "footer",
    [
        "---",
        "***\n\n[トップへ](/)",
        "## 関連記事\n\n- [市場の歩き方](a)",
        "---\n\n※価格は変わることがあります。",
        "---\n\n<div>港の新聞</div>",
        "### 著者\n\n{% include footer.html %}",
        "---\n\n© 2025 港の新聞",
    ],
)
def test_a_footer_does_not_hide_that_the_body_is_cut(footer: str) -> None:
    assert cuts(f"{LEAD}来年の祭りでは、太鼓も加わり、\n\n{footer}\n") == [(Cut.END, None)]


@pytest.mark.parametrize(
    "thing",
    [
        "- [市場の歩き方](a)\n- [灯台の話](b)",
        "[市場の歩き方](a)",
        "https://example.org/a",
        "![港の地図](a.png)",
        "<iframe src='a'></iframe>",
        "{% include video.html %}",
        "{{< youtube a >}}",
        "@[card](https://example.org/a)",
    ],
)
def test_a_lead_in_to_a_last_link_or_picture_is_no_cut(thing: str) -> None:
    assert cuts(f"{LEAD}港の見どころを知りたい方は、\n\n{thing}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}船は夕方に戻ります。",
        f"{LEAD}船は夕方に戻ります",
        f"{LEAD}船は夕方に戻るのだ",
        f"{LEAD}店主は言います。「また来年」",
        f"{LEAD}次回は市場の話です。以上",
        f"{LEAD}おしまい",
        "港の朝市",
        f"{LEAD}\n\n岬の灯台",
        f"{LEAD}\n\n- 網\n- 籠",
        f"{LEAD}\n\n- 用意するのは、\n- 網を",
        f"{LEAD}\n\n> 港の朝は",
        f"{LEAD}\n\n**港の朝は**",
        f"{LEAD}次の命令を実行します：",
        f"{LEAD}実行するのは `make test`",
        f"{LEAD}楽しい一日でした🎉",
        f"{LEAD}楽しい一日でしたw",
        f"{LEAD}詳しくは[市場の歩き方](a)",
        f"{LEAD}さて、どうなることやら……",
        f"{LEAD}\n\n```\n船を\n```",
        f"{LEAD}\n\n| 船を | 網を |\n| --- | --- |\n| 籠を | 魚を |",
        f"{LEAD}\n\n![港の朝を](a.png)",
        "# 港の朝を",
        "The port wakes early, and the",
        "",
    ],
)
def test_an_end_of_another_kind_is_no_cut(text: str) -> None:
    assert cuts(text) == []


# A heading or a rule follows


@pytest.mark.parametrize("border", ["## 市場", "---", "***", "市場\n==="])
def test_a_sentence_that_stops_before_a_heading_or_rule_is_cut(border: str) -> None:
    text = f"{LEAD}すぐに切ると、中の湯気が抜けてしまって\n\n{border}\n\n{REST}"
    assert cuts(text) == [(Cut.BORDER, None)]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}静かな港の朝市\n\n## 市場\n\n{REST}",
        f"{LEAD}船は沖に出ます\n\n## 市場\n\n{REST}",
        f"港の朝に\n\n## 市場\n\n{REST}",
        f"- 網を\n\n## 市場\n\n{REST}",
        f"### 港へ\n\n## 市場へ\n\n{REST}",
    ],
)
def test_a_noun_or_short_line_before_a_heading_is_no_cut(text: str) -> None:
    assert cuts(text) == []


# The next paragraph carries the sentence on


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("すぐにまた伸びてくる可能性", "があるので、土を深く掘り返してください。"),
        ("冬の港では、網の手入れや船の修理", "といった作業が、朝から続きます。"),
        ("船が港に着くたびに、威勢のよい声", "が増えて、市場は賑わいます。"),
        ("祭りの準備は、町の若い人たち", "を中心に進められています。"),
    ],
)
def test_a_paragraph_that_cannot_begin_a_sentence_carries_a_cut_one_on(
    left: str, right: str
) -> None:
    seam = only(f"{LEAD}{left}\n\n{right}")
    assert (seam.cut, seam.word) == (Cut.CONTINUED, None)
    assert seam.after is not None
    assert seam.after.plain.text == right


def test_dots_carry_a_cut_sentence_on() -> None:
    assert cuts(f"{LEAD}網の手入れが終わると\n\n……船は沖へ出ます。") == [(Cut.CONTINUED, None)]


def test_a_joint_that_the_article_has_elsewhere_is_a_cut() -> None:
    whole = "毎年の秋の祭りでは、港の若い人たちが大きな山車を引きます。"
    text = f"{whole}\n\n{LEAD}毎年の秋の祭りでは、港の若い人たち\n\nが大きな山車を引きます。"
    assert (Cut.CONTINUED, None) in cuts(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}例えば、\n\n- 網\n- 籠\n\nといったものです。",
        f"{LEAD}具体的には、\n\n```\nmake\n```\n\nとします。",
        f"{LEAD}次の式で\n\n$$\nx\n$$\n\nと表せます。",
        f"{LEAD}漁師の言葉に\n\n> 急がば回れ\n\nというものがあります。",
        f"{LEAD}港の地図は\n\n![地図](a.png)\n\nのとおりです。",
        f"{LEAD}船の名前は`umi`\n\nです。",
        f"{LEAD}詳しくは[市場の歩き方](a)\n\nをご覧ください。",
        f"{LEAD}船の数は\n\n| 船 | 数 |\n| --- | --- |\n| 大 | 3 |\n\nとなりました。",
        f"{LEAD}次のように\n\n<div>港</div>\n\nと表示されます。",
        f"{LEAD}\n\nでは、市場へ行きましょう。",
        f"{LEAD}静かな港の朝市。\n\nという訳で、市場です。",
        f"{LEAD}静かな港の朝市\n\nでも、市場は賑やかです。",
        f"{LEAD}静かな港の朝市\n\nなので、人が来ます。",
        f"{LEAD}静かな港の朝市\n\nとはいえ、市場は賑やかです。",
    ],
)
def test_a_lead_in_and_its_tail_are_no_cut(text: str) -> None:
    assert cuts(text) == []


# A word is cut in two


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("職人たちは、毎日のように新しい価値を生", "み出すことに力を注いでいます。", "生み出す"),
        ("農家の人々が、共同のマーケテ", "ィングの仕組みを作り上げました。", "マーケティング"),
        ("予約の受付は、工房のコ", "ンピューターから行うと便利です。", "コンピューター"),
        ("この町では、若い人たちの努", "力によって祭りが続いています。", "努力"),
    ],
)
def test_a_word_that_stands_over_the_border_and_in_neither_half_is_split(
    left: str, right: str, word: str
) -> None:
    seam = only(f"{LEAD}{left}\n\n\n{right}")
    assert (seam.cut, seam.word) == (Cut.CONTINUED, word)


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [
        ("Lunar Pioneer", "Lunar", "Pioneer"),
        ("サンセットハーバー", "サンセット", "ハーバー"),
        ("OpenHarbor", "Open", "Harbor"),
    ],
)
def test_a_name_that_the_article_has_whole_elsewhere_is_split(
    name: str, left: str, right: str
) -> None:
    text = (
        f"港に「{name}」が着きました。人々が見守るなか、{left}\n\n{right}は静かに港へ入りました。"
    )
    assert cuts(text) == [(Cut.CONTINUED, name)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("港の朝市", "市場は五時に開きます。"),
        ("静かな港", "この町の朝は早いのです。"),
        ("静かな港", "そして市場が開きます。"),
        ("港の未来", "また、市場も開きます。"),
        ("港を照らす灯台", "灯台の灯りは明るいのです。"),
        ("今日の港", "明日も港は静かでしょう。"),
        ("港のコーヒー", "カップを片手に歩きます。"),
        ("港のカフェ", "テラスの席は海に向いています。"),
        ("The Harbor", "Marketは五時に開きます。"),
        ("港の主役", "人々が集まります。"),
    ],
)
def test_two_words_that_only_meet_at_a_border_are_not_split(left: str, right: str) -> None:
    assert joined_word(read(f"{left}\n\n{right}"), left, right) is None


# The words begin again


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "駅前の広場には、古い時計台が残され、",
            "駅前の広場には、古い時計台が残され、待ち合わせの場所になっています。",
        ),
        (
            "祭りの夜は、港の船が",
            "祭りの夜は、港の船が灯りをともして沖へ出ます。",
        ),
        (
            "祭りの夜になると、港の船が灯りを",
            "港の船が灯りをともして、沖へ出るのです。",
        ),
    ],
)
def test_a_paragraph_that_begins_the_cut_words_again_is_a_restart(left: str, right: str) -> None:
    seam = only(f"{LEAD}{left}\n\n\n{right}")
    assert seam.cut is Cut.RESTARTED
    assert seam.again is not None
    assert right.startswith(left[seam.again :].rstrip()[:8])


def test_a_fragment_alone_is_a_restart_only_over_a_gap() -> None:
    assert cuts(f"{LEAD}\n\n打ち粉\n\n\n打ち粉は、生地にふる粉のことです。") == [
        (Cut.RESTARTED, None)
    ]
    assert cuts(f"{LEAD}\n\n打ち粉\n\n打ち粉は、生地にふる粉のことです。") == []


def test_a_list_item_that_a_paragraph_below_begins_again_is_a_restart() -> None:
    text = "- 網の手入れ\n- 船の底を磨いて、古い塗料を\n\n船の底を磨いて、古い塗料を落とします。"
    assert cuts(text) == [(Cut.RESTARTED, None)]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}船が港に\n\n- 船が港に着く\n- 網を下ろす",
        f"{LEAD}港の朝市。\n\n港の朝市は五時に開きます。",
        "- 港の朝市\n- 港の灯台\n\n港には、ほかにも見どころがあります。",
        f"# 港の朝市\n\n港の朝市は五時に開きます。\n\n{REST}",
        f"{LEAD}静かな港の朝市\n\n静かに船が出ます。",
    ],
)
def test_a_title_or_term_that_is_taken_up_is_no_restart(text: str) -> None:
    assert cuts(text) == []


# The article knows the whole sentence, or begins to repeat itself


EARLIER = (
    "夜明け前の港には、沖から戻った船が次々と着きます。競りの声が響くのは、五時を過ぎたころです。"
)


def test_a_cut_sentence_that_stands_whole_elsewhere_is_known() -> None:
    text = (
        f"{EARLIER}\n\n{LEAD}夜明け前の港には、沖から戻った船\n\n"
        f"市場の人々は、今日も元気に働いています。"
    )
    assert cuts(text) == [(Cut.ELSEWHERE, None)]
    article = read(text)
    (seam,) = [seam for seam in article.seams if seam.cut]
    whole = elsewhere(article, seam.before)
    assert whole is not None
    assert whole.end <= text.index("次々と")


def test_a_cut_sentence_before_a_copy_of_earlier_text_is_known() -> None:
    text = f"{EARLIER}\n\n{LEAD}市場に並ぶ魚の種類を料理人が\n\n{EARLIER}"
    assert cuts(text) == [(Cut.REPEATED, None)]


def test_the_rest_of_a_cut_sentence_is_found_where_a_paragraph_begins_with_it() -> None:
    rest = "といった工程では、熟練の職人が糸の張りを確かめます。"
    whole = f"この地域の織物は、糸を染めて干す{rest}"
    text = f"{whole}\n\n{LEAD}この地域の織物は、糸を染めて干す\n\n\n{REST}\n\n{rest}"
    article = read(text)
    (seam,) = [seam for seam in article.seams if seam.before.plain.text.endswith("干す")]
    place = elsewhere(article, seam.before)
    assert place is not None
    found = continuation(article, place)
    assert found is not None
    assert found.span.start == text.rindex(rest)


@pytest.mark.parametrize(
    "end",
    ["来年の祭りの準備を町の人々が", "港の魚を使った新しい料理の可能性"],
)
def test_a_cut_sentence_before_a_gap_is_known(end: str) -> None:
    assert cuts(f"{LEAD}{end}\n\n\n\n{REST}") == [(Cut.GAP, None)]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}来年の祭りの準備\n\n{REST}",  # a noun, and one blank line only
        f"{LEAD}船は沖に出ます\n\n\n{REST}",
        f"港の朝市\n\n\n{REST}",
        f"2025年10月3日\n\n\n{REST}",
        f"文・写真　港の新聞\n\n\n{REST}",
        f"{LEAD}\n船は\n夕方に\n戻ります。\n\n{REST}",
    ],
)
def test_an_end_before_another_paragraph_may_be_a_style(text: str) -> None:
    assert cuts(text) == []


# Sense and safety


def test_a_seam_that_is_no_cut_is_kept_for_other_rules() -> None:
    (seam,) = read(f"{LEAD}船は沖に出ます\n\n{REST}").seams
    assert (seam.cut, seam.word) == (None, None)
    assert seam.before.plain.text == "船は沖に出ます"


def test_a_sentence_that_stands_nowhere_else_is_not_found_elsewhere() -> None:
    article = read(f"{LEAD}来年の祭りの準備を町の人々が\n\n\n\n{REST}")
    assert all(elsewhere(article, seam.before) is None for seam in article.seams)


def test_a_sentence_without_an_end_mark_is_looked_for_over_emphasis() -> None:
    bold = "夜明け前の**港には**、沖から戻った船が着きます。"
    text = f"{bold}\n\n{LEAD}夜明け前の港には、沖から戻った船\n\n{REST}"
    assert cuts(text) == [(Cut.ELSEWHERE, None)]


PIECES = (
    *("港の朝は早い", "です", "。", "、", "を", "船が", "と", "では", "といった", "生", "み出す"),
    *("\n\n", "\n\n", "\n\n\n", "\n", "# ", "- ", "> ", "**", "「", "」", "……", "---\n", "Lunar"),
    *("マーケテ", "ィング", "`a`", "[港](b)", "![a](b)", "<b>", "|", "\0", "🎉", "\u3000"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_has_seams_in_order_with_unfinished_sentences(text: str) -> None:
    article = read(text)
    starts = [seam.before.span.start for seam in article.seams]
    assert starts == sorted(set(starts))
    for seam in article.seams:
        assert seam.before.plain.text.rstrip()[-1:] not in "。！？"
        assert seam.after is None or seam.after.span.start >= seam.before.span.end
        assert seam.word is None or seam.cut is Cut.CONTINUED
