from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article import comparison, following, repeats
from kouetsu.article.source import Span, holds
from rule_cases import mark
from views import Calls, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from kouetsu.article import Article

# An article of a dozen different sentences; nothing in it repeats.
HARBOUR = (
    "夜明け前の港には、沖から戻った船が次々と着きます。競りの声が響くのは、五時を過ぎたころです。"
)
MARKET = (
    "市場の二階には、見学のための通路があります。床が濡れているので、滑りにくい靴を選びましょう。"
)
KITCHEN = "奥の食堂では、漁師の家族が朝の定食を出しています。味噌汁の椀には、その日の魚が入ります。"
SCHOOL = (
    "坂の上の小学校からは、湾の全体を見渡せます。昼休みには、子どもが船の名前を当てて遊びます。"
)
TEMPLE = "古い寺の鐘は、霧の深い日にだけ鳴らされます。その音を頼りに、船は岬の岩を避けるのです。"
LIGHTHOUSE = (
    "灯台の灯りは、三年前から自動で点くようになりました。守り人の部屋は、いまは小さな資料館です。"
)
PARAGRAPHS = (HARBOUR, MARKET, KITCHEN, SCHOOL, TEMPLE, LIGHTHOUSE)
WHOLE = "\n\n".join(PARAGRAPHS)


def runs(text: str) -> str:
    """Return the text with ⟦ ⟧ around each run of repeated sentences."""
    return mark(text, [run.span for run in read(text).repeats.runs])


def expected(text: str) -> None:
    """Require the runs of a text to be those that ⟦ ⟧ mark in it."""
    assert runs(text.replace("⟦", "").replace("⟧", "")) == text


def origin(text: str) -> str:
    """Return the earlier text that the only run of a text follows."""
    article = read(text)
    (run,) = article.repeats.runs
    return article.source.slice(run.earlier)


# The shapes of copies that continuation scripts leave behind


def test_an_article_without_repeats_has_no_runs() -> None:
    expected(WHOLE)
    assert read(WHOLE).repeats.copied == ()


@pytest.mark.parametrize("times", range(2, 9))
def test_an_article_pasted_several_times_is_one_run_for_each_copy(times: int) -> None:
    text = "\n\n".join([WHOLE] * times)
    article = read(text)
    assert runs(text) == "\n\n".join([WHOLE, *[f"⟦{WHOLE}⟧"] * (times - 1)])
    assert all(article.source.slice(run.earlier) == WHOLE for run in article.repeats.runs)
    assert all(run.is_exact and len(run.matches) == 12 for run in article.repeats.runs)


def test_half_of_an_article_pasted_again_is_a_run() -> None:
    half = "\n\n".join(PARAGRAPHS[3:])
    expected(f"{WHOLE}\n\n⟦{half}⟧")
    assert origin(f"{WHOLE}\n\n{half}") == half


def test_a_repeated_middle_is_found_between_new_paragraphs() -> None:
    middle = f"{HARBOUR}\n\n{MARKET}"
    expected(f"{middle}\n\n{KITCHEN}\n\n⟦{middle}⟧\n\n{TEMPLE}")


def test_paragraphs_joined_by_spaces_on_one_line_are_one_run() -> None:
    joined = " ".join([MARKET, KITCHEN, SCHOOL])
    expected(f"{WHOLE}\n\n新しい棚ができました。\n\n⟦{joined}⟧")
    assert origin(f"{WHOLE}\n\n{joined}") == "\n\n".join([MARKET, KITCHEN, SCHOOL])


def test_a_whole_article_joined_on_one_line_is_one_run() -> None:
    expected(f"{WHOLE}\n\n⟦{' '.join(PARAGRAPHS)}⟧")


def test_one_paragraph_split_into_several_is_one_run() -> None:
    split = SCHOOL.replace("。昼休み", "。\n\n昼休み")
    expected(f"{WHOLE}\n\n⟦{split}⟧")


def test_a_run_may_begin_and_end_inside_paragraphs() -> None:
    tail, head = HARBOUR[HARBOUR.index("競り") :], KITCHEN[: KITCHEN.index("味噌")]
    expected(f"{WHOLE}\n\n⟦{tail}\n\n{MARKET}\n\n{head}⟧")


@pytest.mark.parametrize("cut", range(4, 22))
def test_a_copy_cut_inside_a_sentence_or_word_is_followed_to_the_cut(cut: int) -> None:
    fragment = SCHOOL[:cut]
    text = f"{WHOLE}\n\n{MARKET}\n\n{KITCHEN}\n\n{fragment}"
    article = read(text)
    (run,) = article.repeats.runs
    assert article.source.slice(run.span) == f"{MARKET}\n\n{KITCHEN}\n\n{fragment}"
    assert [match.is_cut for match in run.matches] == [False] * 4 + [True]


def test_a_copy_that_begins_inside_a_sentence_is_a_run() -> None:
    rest = HARBOUR[5:]
    expected(f"{WHOLE}\n\n⟦{rest}\n\n{MARKET}⟧")


def test_a_cut_original_and_a_whole_copy_are_one_run() -> None:
    cut = f"{HARBOUR}\n\n{MARKET}\n\n{KITCHEN[:30]}"
    whole = f"{HARBOUR}\n\n{MARKET}\n\n{KITCHEN}"
    expected(f"{cut}\n\n⟦{whole[: len(cut)]}⟧{whole[len(cut) :]}")
    article = read(f"{cut}\n\n{whole}")
    assert not any(match.is_cut for run in article.repeats.runs for match in run.matches)


def test_new_sentences_in_a_copied_paragraph_lie_in_the_run_but_are_no_copy() -> None:
    new = "昨年は屋根も直されました。"
    extended = MARKET.replace("床が", f"{new}床が")
    text = f"{WHOLE}\n\n{HARBOUR}\n\n{extended}\n\n{KITCHEN}"
    article = read(text)
    (run,) = article.repeats.runs
    assert article.source.slice(run.span) == f"{HARBOUR}\n\n{extended}\n\n{KITCHEN}"
    assert [article.source.slice(span) for span in run.added] == [new]
    assert not run.is_exact
    assert run.characters == len(HARBOUR) + len(MARKET) + len(KITCHEN)
    assert new not in [article.source.slice(span) for span in article.repeats.copied]


def test_a_sentence_that_a_copy_leaves_out_does_not_end_the_run() -> None:
    shorter = MARKET[: MARKET.index("床が")]
    expected(f"{WHOLE}\n\n⟦{HARBOUR}\n\n{shorter}\n\n{KITCHEN}⟧")


def test_two_swapped_sentences_do_not_end_the_run() -> None:
    first, second = (f"{part}。" for part in MARKET.split("。")[:2])
    expected(f"{WHOLE}\n\n⟦{HARBOUR}\n\n{second}{first}\n\n{KITCHEN}⟧")


@pytest.mark.parametrize("thing", ["`ＡＢ－１` ", "`AB-1` ", "[図](ＡＢ)の", "ＡＢ－１"])
def test_sentences_are_compared_whatever_their_width_in_code_and_outside(thing: str) -> None:
    narrow = thing.translate(str.maketrans("ＡＢ－１", "AB-1"))
    text = f"港の市場では、{thing}を毎朝の競りのあとで必ず確かめます（雨の日も）。"
    expected(f"{WHOLE}\n\n{text}\n\n⟦{text.replace(thing, narrow)}⟧")


def test_a_heading_once_bold_and_once_marked_does_not_end_the_run() -> None:
    first = f"**坂の上から見る町並み**\n\n{SCHOOL}\n\n**岬の灯りと鐘の音**\n\n{TEMPLE}"
    again = f"### 坂の上から見る町並み\n\n{SCHOOL}\n\n### 岬の灯りと鐘の音\n\n{TEMPLE}"
    article = read(f"{first}\n\n{again}")
    (run,) = article.repeats.runs
    assert article.source.slice(run.earlier) == first.removeprefix("**")
    assert len(run.matches) == 6


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("三年前", "３年前"),
        ("、", ","),
    ],
)
def test_other_changes_of_a_letter_make_a_near_copy(before: str, after: str) -> None:
    text = f"{WHOLE}\n\n{LIGHTHOUSE.replace(before, after)}\n\n{HARBOUR}"
    assert len(read(text).repeats.runs) >= 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("夜明け前の", "夜明け前の "),
        ("次々と", "**次々と**"),
        ("沖から", "[沖から](a)"),
        ("港", "港<b></b>"),
        ("五時を", "\n五時を"),
    ],
)
def test_width_spaces_breaks_and_markup_do_not_matter(before: str, after: str) -> None:
    changed = HARBOUR.replace(before, after)
    assert changed != HARBOUR
    (run,) = read(f"{WHOLE}\n\n{changed}\n\n{MARKET}").repeats.runs
    assert run.is_exact


@pytest.mark.parametrize(("narrow", "wide"), [("ABC 12%", "ＡＢＣ１２％"), ("(a)", "（ａ）")])
def test_full_width_letters_equal_half_width_ones(narrow: str, wide: str) -> None:
    sentence = "この港の倉庫には、{}という札のついた古い箱が並んでいます"
    text = f"{sentence.format(narrow)}。\n\n{KITCHEN}\n\n{sentence.format(wide)}。"
    (run,) = read(text).repeats.runs
    assert run.is_exact


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("沖から戻った", "沖より戻った"),
        ("次々と", "続々と"),
        ("船が次々と着きます", "船が次々と着いています"),
        ("着きます", "着きまし"),
    ],
)
def test_a_sentence_that_is_nearly_the_same_is_a_near_copy(before: str, after: str) -> None:
    changed = HARBOUR.replace(before, after)
    article = read(f"{WHOLE}\n\n{changed}\n\n{MARKET}")
    (run,) = article.repeats.runs
    assert article.source.slice(run.span) == f"{changed}\n\n{MARKET}"
    assert [match.is_exact for match in run.matches] == [False, True, True, True]


def test_a_copy_inside_a_longer_sentence_is_only_that_part() -> None:
    inside = (
        f"案内の人によると、{SCHOOL[: SCHOOL.index('。')]}とのことで、写真を撮る人が多いそうです。"
    )
    article = read(f"{WHOLE}\n\n{inside}")
    (run,) = article.repeats.runs
    assert article.source.slice(run.span) == SCHOOL[: SCHOOL.index("。")]


# New text is never called a copy


def test_new_paragraphs_between_copies_are_in_no_run() -> None:
    new = "港の隣には、去年できた公園があります。海を見ながら、弁当を広げる人もいます。"
    expected(f"{WHOLE}\n\n⟦{HARBOUR}\n\n{MARKET}⟧\n\n{new}\n\n⟦{KITCHEN}\n\n{SCHOOL}⟧")


@pytest.mark.parametrize("place", range(6))
def test_a_new_paragraph_anywhere_in_a_pasted_article_is_in_no_run(place: int) -> None:
    new = "港の隣には、去年できた公園があります。海を見ながら、弁当を広げる人もいます。"
    pasted = [*PARAGRAPHS[:place], new, *PARAGRAPHS[place:]]
    article = read("\n\n".join([WHOLE, *pasted]))
    where = article.source.text.rindex(new)
    added = Span(where, where + len(new))
    assert not any(run.span.overlaps(added) for run in article.repeats.runs)
    copied = sum(len(span) for span in article.repeats.copied)
    assert copied == sum(len(paragraph) for paragraph in PARAGRAPHS)


SENTENCES = tuple(f"{part}。" for paragraph in PARAGRAPHS for part in paragraph.split("。")[:-1])
NEW = (
    "港の隣には、去年できた公園があります。",
    "潮の香りは、風向きによって町の奥まで届きます。",
    "貸し自転車は、駅前の案内所で借りられます。",
    "夏には、花火を見る船も出るそうです。",
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from((*SENTENCES, *NEW)), min_size=1, max_size=16),
    st.sampled_from(["", " ", "\n", "\n\n"]),
)
def test_whatever_is_pasted_only_old_sentences_are_copied(pasted: list[str], joint: str) -> None:
    head = "".join(SENTENCES)
    article = read(f"{head}\n\n{joint.join(pasted)}")
    seen = set(SENTENCES)
    copied = article.repeats.copied
    for sentence in article.sentences[len(SENTENCES) :]:
        text = article.source.slice(sentence.span)
        assert holds(copied, sentence.span) == (text in seen), text
        seen.add(text)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from((*SENTENCES, *NEW)), max_size=20), st.sampled_from(["", "\n\n"]))
def test_runs_are_in_order_apart_and_follow_earlier_text(pasted: list[str], joint: str) -> None:
    article = read(joint.join(pasted))
    end = 0
    for run in article.repeats.runs:
        assert end <= run.span.start < run.span.end
        assert run.earlier.end <= run.span.end
        for match in run.matches:
            assert match.earlier.end <= match.span.start
            assert holds(article.repeats.copied, match.span)
        end = run.span.end


def test_the_first_copy_is_never_called_a_copy() -> None:
    article = read(f"{WHOLE}\n\n{WHOLE}")
    assert not holds(article.repeats.copied, Span(0, 10))
    assert holds(article.repeats.copied, Span(len(WHOLE) + 5, len(WHOLE) + 9))


def test_it_is_known_where_runs_begin() -> None:
    found = read(f"{WHOLE}\n\n{HARBOUR}").repeats
    start = len(WHOLE) + 2
    assert [found.begin_at(offset) for offset in (0, start - 1, start, start + 1)] == [
        False,
        False,
        True,
        False,
    ]


# Parallels are no copies


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "費用は月におよそ12万円、期間は3か月を見込みます",
            "費用は月におよそ35万円、期間は3か月を見込みます",
        ),
        (
            "設定の`port`を書き換えて、起動し直してください",
            "設定の`host`を書き換えて、起動し直してください",
        ),
        (
            "次にLinuxの端末を開いて、命令を打ち込みます",
            "次にWindowsの端末を開いて、命令を打ち込みます",
        ),
        ("版は1.2から使えるようになった機能です", "版は1.3から使えるようになった機能です"),
        (
            "詳しい地図はhttps://a.jp/northで見られます",
            "詳しい地図はhttps://a.jp/southで見られます",
        ),
        ("式$x^2$で表される曲線を、紙の上に描きます", "式$x^3$で表される曲線を、紙の上に描きます"),
        ("第１回の集まりは、港の二階で開かれました", "第２回の集まりは、港の二階で開かれました"),
        (
            "`npm`を使うときは、次のように書いておきます",
            "`yarn`を使うときは、次のように書いておきます",
        ),
    ],
)
def test_sentences_that_differ_in_a_figure_a_name_or_code_are_parallels(
    one: str, other: str
) -> None:
    expected(f"{one}。\n\n{KITCHEN}\n\n{other}。")


@pytest.mark.parametrize(
    "text",
    [
        "家庭で育てる方には、小さな鉢をおすすめします。\n\n畑で育てる方には、土の酸度を測ることをおすすめします。",
        "| 月 | 朝の市場は五時から開きます |\n|-|-|\n| 火 | 朝の市場は五時から開きます |",
        "港[^1]と朝[^2]です。\n\n[^1]: 町の案内の冊子の説明\n\n[^2]: 町の案内の冊子の説明",
        "[港の案内の頁を詳しく見る](a)\n\n本文です。\n\n[港の案内の頁を詳しく見る](a)",
        "```\n朝の市場は五時から開きます。\n```\n\n```\n朝の市場は五時から開きます。\n```",
        "<div>朝の市場は五時から開きます。</div>\n\n<div>朝の市場は五時から開きます。</div>",
        "<!-- 朝の市場は五時から開きます。 -->\n\n<!-- 朝の市場は五時から開きます。 -->",
        "![朝の市場は五時から開きます。](a)\n\n![朝の市場は五時から開きます。](a)",
        "なるほど。\n\n港です。\n\nなるほど。",
    ],
)
def test_what_repeats_by_nature_is_no_run(text: str) -> None:
    expected(text)


# Work in proportion to the size


def alike(count: int) -> str:
    """Return paragraphs that differ in one kanji each."""
    letters = (chr(0x4E00 + number) for number in range(count))
    return "\n\n".join(
        f"{letter}さんの店では、港の朝に届いた魚を昼までに売り切ります。" for letter in letters
    )


def comparisons(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many pairs of sentences are compared in an article."""
    near = Calls(comparison.is_near.__wrapped__)
    within = Calls(comparison.contained.__wrapped__)
    with monkeypatch.context() as patch:
        for module in (comparison, following, repeats):
            patch.setattr(module, "is_near", near)
            patch.setattr(module, "contained", within)
        assert read(text).repeats is not None
    return near.count + within.count


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(alike, id="nearly the same"),
        pytest.param(lambda count: "\n\n".join([HARBOUR] * count), id="the same"),
        pytest.param(lambda count: " ".join([WHOLE.replace("\n\n", " ")] * count), id="one line"),
        pytest.param(
            lambda count: "".join(
                f"{n}番の船が港に着いたのは、朝の五時でした。" for n in range(count)
            ),
            id="parallels on one line",
        ),
    ],
)
def test_comparisons_grow_with_the_size_and_not_with_its_square(
    make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = [comparisons(make(100 * times), monkeypatch) for times in (1, 2, 4, 8)]
    for smaller, larger in pairwise(counts):
        assert larger <= 3 * smaller + 100, counts


def test_ten_thousand_paragraphs_that_are_nearly_the_same_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert comparisons(alike(10_000), monkeypatch) < 400_000


def test_a_line_of_twenty_four_thousand_letters_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = " ".join([WHOLE.replace("\n\n", " ")] * 90)
    assert len(line) > 24_000
    assert comparisons(line, monkeypatch) < 100_000


def test_sentences_too_long_to_align_are_compared_for_equality_only() -> None:
    endless = "港の朝と" * 2000
    assert runs(f"{endless}。\n\n{endless}。") == f"{endless}。\n\n⟦{endless}。⟧"
    expected(f"{endless}。\n\n{endless}も。")


def joined(article: Article) -> str:
    return "".join(article.source.slice(span) for span in article.repeats.copied)


def test_a_five_fold_loop_with_growing_copies_is_covered_once() -> None:
    text = "\n\n".join("\n\n".join(PARAGRAPHS[: 2 + n]) for n in range(5))
    expected_copies = "".join("".join(PARAGRAPHS[: 1 + n]) for n in range(1, 5))
    article = read(text)
    assert joined(article).replace("\n", "") == expected_copies
