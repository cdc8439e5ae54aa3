from __future__ import annotations

import pytest

from kouetsu.article.source import Span, from_text
from kouetsu.finding import Finding, Severity
from kouetsu.linter import FileReport
from kouetsu.records import replace
from kouetsu.reports import View
from sample_run import rendered, reports

QUIET = View("ja", has_summary=False)


def line(words: str) -> str:
    (found,) = [each for each in rendered("agent", view=QUIET).splitlines() if words in each]
    return found


def one(span: Span, text: str, rule: str = "unknown") -> str:
    finding = Finding(rule, "language", Severity.ERROR, span, "長い文です")
    run = [FileReport("a.md", from_text(text, "a.md"), "ja", (finding,))]
    return rendered("agent", run, QUIET)


def test_a_line_says_where_what_why_what_to_do_and_what_the_text_becomes() -> None:
    assert line("「のの」が") == (
        "-:1:2: error stutter: 「のの」が重なっています — 読み手がつまずきます。"
        " — 片方を消してください — 「のの」 → 「の」 (safe)"
    )


def test_the_reason_is_in_the_language_of_the_file() -> None:
    run = [replace(report, language="en") for report in reports()[3:4]]
    assert " — Readers stumble. — " in rendered("agent", run, View("en"))


def test_a_repair_that_a_person_should_look_at_is_called_unsafe() -> None:
    assert line("emphasis-not-rendered").endswith("「**「旬」**」 → 「「旬」」 (unsafe)")


def test_a_rule_of_no_catalogue_has_no_reason() -> None:
    assert line("broken-title") == (
        "posts/港.md:2:14: warning broken-title: 題名が「その真意と？」で終わっています"
        " — 「その真意と？」"
    )


def test_a_finding_between_two_characters_quotes_no_text() -> None:
    assert line("missing-period") == (
        "posts/港.md:11:24: info missing-period: 文の終わりに句点がありません"
    )


def test_related_places_come_last() -> None:
    assert line("repeated-block").endswith(" — 7:1 最初の箇所")
    shown = rendered("agent", view=View("ja", shows_folded=True))
    assert " — posts/駅.md:3:11 別の記事では\n" in shown


def test_a_text_of_400_characters_is_whole_and_on_one_line() -> None:
    text = "長い文\n" * 100
    assert "「" + "長い文⏎" * 100 + "」" in one(Span(0, 400), text)


def test_the_middle_of_a_longer_text_is_left_out() -> None:
    quoted = one(Span(0, 1000), "あ" * 1000).strip().rsplit(" — ", 1)[1]
    assert len(quoted) == 402
    assert "…" in quoted


def test_what_could_not_be_done_comes_first() -> None:
    view = View("ja", problems=("kouetsu.toml: 綴りの誤り",))
    lines = rendered("agent", view=view).splitlines()
    assert lines[:3] == [
        "kouetsu: error: kouetsu.toml: 綴りの誤り",
        "posts/港.md: error: stutter: IndexError: x (a.py:1)",
        "posts/no.md: error: cannot be read: gone",
    ]


@pytest.mark.parametrize(("language", "label"), [("ja", "終了コード: 0"), ("en", "Exit code: 0")])
def test_the_last_line_says_what_the_exit_codes_mean(language: str, label: str) -> None:
    assert rendered("agent", view=View(language)).splitlines()[-1].startswith(label)
    assert label not in rendered("agent", view=View(language, has_summary=False))


def test_a_run_is_the_same_every_time() -> None:
    assert rendered("agent") == rendered("agent")
