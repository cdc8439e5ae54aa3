from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.source import Span
from kouetsu.finding import Hit, Place, Severity
from kouetsu.linter import InternalError, lint, lint_article, lint_bytes, lint_file
from samples import article, install, places, rule, settings, word_rule, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kouetsu.article import Article


def broken(article: Article) -> Iterator[Hit]:
    yield Hit(Span(0, 1))
    raise IndexError("no such\nword")


def detailed(article: Article) -> Iterator[Hit]:
    first, second = places(article.source.text, "灯台")
    yield Hit(second, {"count": 2}, "again", (Place(first, "first"),))


DETAILED = rule(
    "detailed",
    messages={"again": {"ja": "「{text}」は{count}回目です", "en": "“{text}”: {count} times"}},
    repairs={"again": {"ja": "{count}回目を消す", "en": "remove number {count}"}},
    related={"first": {"ja": "最初の「{text}」", "en": "the first “{text}”"}},
)


@pytest.fixture(autouse=True)
def _checks(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, words=words, broken=broken, detailed=detailed, copies=copies)


def copies(article: Article) -> Iterator[Hit]:
    first, second = places(article.source.text, "写しの一文です。")
    yield Hit(second, related=(Place(first, "first"),), explains=(second,))


COPIES = rule("copies", related={"first": {"ja": "元", "en": "first"}})


def test_findings_come_by_position_and_then_by_rule() -> None:
    rules = [word_rule("zebra", "灯台", "港"), word_rule("apple", "灯台")]
    found = lint(article("港の灯台と、沖の灯台です。"), settings(*rules))
    assert [(each.span.start, each.rule) for each in found] == [
        (0, "zebra"),
        (2, "apple"),
        (2, "zebra"),
        (8, "apple"),
        (8, "zebra"),
    ]


def test_the_words_are_filled_in_the_language_of_messages() -> None:
    text = "港の灯台と、沖の灯台です。"
    japanese = lint(article(text), settings(DETAILED, message_language="ja"))[0]
    english = lint(article(text), settings(DETAILED, message_language="en"))[0]
    assert (japanese.message, japanese.repair) == ("「灯台」は2回目です", "2回目を消す")
    assert (english.message, english.repair) == ("“灯台”: 2 times", "remove number 2")
    assert [(each.message, each.span) for each in english.related] == [
        ("the first “灯台”", Span(2, 4))
    ]


def test_a_finding_has_the_severity_that_is_in_force() -> None:
    found = lint(article("港です。"), settings(word_rule("sample", "港", severity=Severity.INFO)))
    assert [each.severity for each in found] == [Severity.INFO]


def test_a_long_text_is_shortened_to_one_line_in_a_message() -> None:
    text = "初めの言葉" + "あ" * 500 + "\n\n" + "い" * 500 + "終わりの言葉"
    message = lint(article(text), settings(word_rule("sample", text)))[0].message
    assert "初めの言葉" in message
    assert "終わりの言葉" in message
    assert "…" in message
    assert len(message) < 60
    short = lint(article("甲\n\n乙"), settings(word_rule("sample", "甲\n\n乙")))[0].message
    assert short == "there is “甲⏎⏎乙”"


def test_the_same_finding_twice_is_one() -> None:
    found = lint(article("港です。"), settings(word_rule("sample", "港", "港")))
    assert len(found) == 1


def test_every_finding_of_a_file_has_a_fingerprint_of_its_own() -> None:
    found = lint(article("港、港、港。"), settings(word_rule("sample", "港")))
    assert len({each.fingerprint for each in found}) == 3


def test_a_rule_for_another_language_does_not_run() -> None:
    english_only = rule("words", languages=("en",), options={"wanted": ("港",)})
    assert lint(article("港です。"), settings(english_only)) == []


def test_a_check_that_fails_costs_no_finding_of_the_others() -> None:
    rules = [word_rule("one", "港"), rule("broken"), word_rule("two", "港")]
    report = lint_article(article("港です。"), settings(*rules))
    assert [each.rule for each in report.findings] == ["broken", "one", "two"]
    assert [error.rule for error in report.errors] == ["broken"]


def test_a_failure_is_described_on_one_line_with_its_place_in_the_code() -> None:
    report = lint_article(article("港です。"), settings(rule("broken")))
    assert report.errors[0].message.startswith(
        "internal-error: IndexError: no such⏎word (kouetsu/linter.py:"
    )


def test_one_failure_that_meets_every_rule_is_described_once() -> None:
    rules = [rule("one", check="broken"), rule("two", check="broken")]
    report = lint_article(article("港です。"), settings(*rules))
    assert [error.rule for error in report.errors] == ["one"]


def test_lint_raises_what_lint_article_reports() -> None:
    with pytest.raises(InternalError, match="broken: internal-error: IndexError"):
        lint(article("港です。"), settings(rule("broken")))


@pytest.mark.parametrize(
    "faulty",
    [
        rule("no_such_check"),
        rule("elsewhere", "no-such-family"),
        rule("words", options={"unknown": 1}),
        rule("words", options={"wanted": ("港",)}, messages={"other": {"ja": "", "en": ""}}),
        word_rule("sample", "港")
        and rule(
            "words",
            options={"wanted": ("港",)},
            messages={"default": {"ja": "{missing}", "en": "{missing}"}},
        ),
    ],
    ids=["check", "family", "option", "message", "value"],
)
def test_a_rule_that_does_not_fit_its_check_is_an_error_and_not_a_crash(faulty: object) -> None:
    report = lint_article(article("港です。"), settings(faulty))  # type: ignore[arg-type]
    assert len(report.errors) == 1


def test_a_span_outside_of_the_text_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, outside=lambda article: iter([Hit(Span(3, 99))]))
    report = lint_article(article("港です。"), settings(rule("outside")))
    assert report.findings == ()
    assert "ends at 4" in report.errors[0].message


def test_a_finding_in_a_later_copy_is_folded_under_the_copy() -> None:
    text = "写しの一文です。\n\n間の文。\n\n写しの一文です。\n"
    found = lint(article(text), settings(COPIES, word_rule("sample", "一文")))
    cause = next(each.fingerprint for each in found if each.rule == "copies")
    folded = [(each.rule, each.span.start) for each in found if each.cause == cause]
    assert folded == [("sample", 19)]
    assert [(each.rule, each.span.start) for each in found if each.cause is None] == [
        ("sample", 3),
        ("copies", 16),
    ]


def test_findings_come_back_when_their_cause_is_suppressed() -> None:
    text = "写しの一文です。\n\n<!-- kouetsu-disable-next-block copies -->\n\n写しの一文です。\n"
    found = lint(article(text), settings(COPIES, word_rule("sample", "一文")))
    assert [(each.rule, each.cause) for each in found] == [
        ("sample", None),
        ("sample", None),
    ]


def test_the_context_of_a_finding_is_its_sentence() -> None:
    report = lint_article(
        article("空です。港の灯台です。海です。"), settings(word_rule("a", "灯台"))
    )
    context = report.contexts[report.findings[0].fingerprint]
    assert report.source is not None
    assert report.source.slice(context) == "港の灯台です。"


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(tmp_path: Path) -> None:
    report = lint_file(tmp_path / "no.md", settings())
    assert (report.source, report.findings) == (None, ())
    assert [(error.rule, error.message) for error in report.errors] == [
        (None, "cannot be read: No such file or directory")
    ]


def test_a_file_keeps_its_path_as_given(tmp_path: Path) -> None:
    path = tmp_path / "記事 一.md"
    path.write_text("港です。", encoding="utf-8")
    report = lint_file(path, settings(word_rule("sample", "港")))
    assert report.path == path.as_posix()
    assert [each.message for each in report.findings] == ["there is “港”"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\x00\xff\x00", "港".encode("cp932"), b"---"])
def test_no_bytes_stop_the_engine(data: bytes) -> None:
    assert lint_bytes(data, "post.md", settings(word_rule("sample", "港"))).errors == ()


@given(st.lists(st.sampled_from(["港の灯台。", "", "- 港", "> 灯台", "---", "🍎港", "# 港"])))
def test_line_ends_do_not_change_what_is_found_on_which_line_and_column(lines: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch, words=words)
        found = [_places("\n".join(lines), newline) for newline in ("\n", "\r\n")]
    assert found[0] == found[1]


def _places(text: str, newline: str) -> list[tuple[int, int, int, int, str]]:
    post = article(text.replace("\n", newline))
    rules = [word_rule("one", "港", "灯台"), word_rule("two", "港")]
    places = []
    for each in lint(post, settings(*rules)):
        start, end = post.source.position(each.span.start), post.source.position(each.span.end)
        places.append((start.line, start.column, end.line, end.column, each.fingerprint))
    return places
