from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import sample_run
from kouetsu import gate
from kouetsu.article.source import Source, Span, from_bytes, from_text
from kouetsu.finding import Finding, Related, Severity
from kouetsu.linter import FileReport
from kouetsu.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "甲は甲。\n乙は乙。\n丙は丙。\n丁は丁。\n"
NOTHING = FileReport("post.md", None, "en")


def finding(name: str, span: Span, *related: Span, rule: str = "own") -> Finding:
    places = tuple(Related(each, "here") for each in related)
    return Finding(rule, "samples", Severity.ERROR, span, "there", related=places, fingerprint=name)


def at(word: str, text: str = TEXT) -> Span:
    return Span(text.index(word), text.index(word) + len(word))


def report(*findings: Finding, source: Source | None = None) -> FileReport:
    return FileReport("post.md", source or from_text(TEXT, "post.md"), "en", findings)


def before(*names: str) -> Callable[[], FileReport]:
    return lambda: report(*(finding(name, Span(0, 0)) for name in names))


def test_a_finding_on_a_changed_line_is_not_older() -> None:
    found = report(finding("a", at("乙は")), finding("b", at("丁は")))
    assert gate.older(found, [range(2, 3)], before("a", "b")) == {"b"}


def test_a_finding_that_was_not_there_before_is_not_older_wherever_it_lies() -> None:
    found = report(finding("a", at("乙は")))
    assert gate.older(found, [], before()) == frozenset()


def test_a_copy_is_not_older_when_its_original_was_changed() -> None:
    found = report(finding("a", at("丁は"), at("甲は")), finding("b", at("丁は"), at("丙は")))
    assert gate.older(found, [range(1, 2)], before("a", "b")) == {"b"}


def test_a_place_in_another_file_has_nothing_to_do_with_our_lines() -> None:
    elsewhere = replace(
        finding("a", at("丁は")), related=(Related(at("甲は"), "there", "other.md"),)
    )
    assert gate.older(report(elsewhere), [range(1, 2)], before("a")) == {"a"}


def test_a_finding_over_several_lines_is_touched_by_each_of_them() -> None:
    long = Span(at("乙は").start, at("丙は").end)
    for line, is_older in ((1, True), (2, False), (3, False), (4, True)):
        found = gate.older(report(finding("a", long)), [range(line, line + 1)], before("a"))
        assert bool(found) is is_older


def test_an_empty_span_lies_on_the_line_that_it_ends() -> None:
    text = "甲は甲\n乙は乙"
    source = from_text(text, "post.md")
    found = report(
        finding("a", Span(3, 3)), finding("b", Span(4, 4)), finding("c", Span(7, 7)), source=source
    )
    names = before("a", "b", "c")
    assert gate.older(found, [range(1, 2)], names) == {"b", "c"}
    assert gate.older(found, [range(2, 3)], names) == {"a"}


def test_a_lone_carriage_return_and_a_byte_order_mark_shift_no_lines() -> None:
    source = from_bytes(b"\xef\xbb\xbfa\rb\r\nc\rd\n", "post.md")
    found = report(
        finding("b", at("b", source.text)), finding("d", at("d", source.text)), source=source
    )
    assert gate.older(found, [range(2, 3)], before("b", "d")) == {"b"}


def test_all_of_a_changed_article_in_utf16_counts() -> None:
    source = from_bytes(TEXT.encode("utf-16"), "post.md")
    assert gate.older(report(finding("a", at("丁は")), source=source), [], before("a")) == set()


def test_front_matter_that_cannot_be_read_is_never_older() -> None:
    broken = finding("a", at("甲は"), rule="front-matter-syntax")
    assert gate.older(report(broken), [], before("a")) == frozenset()


def test_what_was_before_is_not_linted_when_every_finding_is_on_a_changed_line() -> None:
    def fail() -> FileReport:
        raise AssertionError("asked without need")

    assert gate.older(report(finding("a", at("乙は"))), [range(1, 5)], fail) == frozenset()


def test_lines_beyond_the_text_are_passed_over() -> None:
    found = report(finding("a", at("丁は")))
    assert gate.older(found, [range(4, 9)], before("a")) == frozenset()
    assert gate.older(found, [range(7, 9)], before("a")) == {"a"}


def test_a_file_that_cannot_be_read_has_no_older_findings() -> None:
    assert gate.older(NOTHING, [], before("a")) == frozenset()


def test_hidden_findings_go_and_are_counted_with_those_folded_under_them_left_out() -> None:
    cause = finding("cause", at("甲は"))
    folded = replace(finding("folded", at("乙は")), cause="cause")
    free = finding("free", at("丙は"))
    kept, number = gate.without(report(cause, folded, free), {"cause", "folded"})
    assert kept.findings == (free,)
    assert number == 1


def test_a_new_finding_comes_out_from_under_a_hidden_cause() -> None:
    cause = finding("cause", at("甲は"))
    folded = replace(finding("folded", at("乙は")), cause="cause")
    kept, number = gate.without(report(cause, folded), {"cause"})
    assert kept.findings == (replace(folded, cause=None),)
    assert number == 1


def test_a_known_consequence_goes_without_its_cause() -> None:
    cause = finding("cause", at("甲は"))
    folded = replace(finding("folded", at("乙は")), cause="cause")
    kept, number = gate.without(report(cause, folded), {"folded"})
    assert kept.findings == (cause,)
    assert number == 0


def test_nothing_hidden_leaves_every_report_as_it_is() -> None:
    for each in sample_run.reports():
        assert gate.without(each, ()) == (each, 0)


@given(
    st.text(st.sampled_from("あa🍎\r\n \u2028\f"), max_size=30).filter(lambda text: "\n" in text),
    st.data(),
)
def test_a_finding_is_touched_exactly_by_the_lines_that_git_would_count(
    text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    source = from_text(text, "post.md")
    found = report(finding("a", Span(offset, offset + 1)), source=source)
    line = source.text.count("\n", 0, offset) + 1
    for number in range(1, text.count("\n") + 2):
        older = gate.older(found, [range(number, number + 1)], before("a"))
        assert (older == frozenset()) is (number == line)
