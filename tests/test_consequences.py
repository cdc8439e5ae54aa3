from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.article.source import Span
from kouetsu.consequences import causes
from kouetsu.finding import Hit

COPY = Span(100, 200)
BLOCK = ("repeated-block", Hit(COPY, explains=(COPY,)))


def test_a_finding_inside_a_later_copy_follows_from_the_repeated_block() -> None:
    assert causes([BLOCK, ("stutter", Hit(Span(150, 154)))]) == [None, 0]


def test_a_finding_that_fills_the_copy_follows_from_it() -> None:
    assert causes([BLOCK, ("repeated-sentence", Hit(COPY))]) == [None, 0]


def test_a_finding_before_or_across_the_border_of_a_copy_stands_alone() -> None:
    outside = [Hit(Span(10, 20)), Hit(Span(95, 105)), Hit(Span(195, 201)), Hit(Span(201, 202))]
    found = causes([BLOCK, *(("stutter", hit) for hit in outside)])
    assert found == [None] * 5


def test_an_empty_span_at_the_end_of_a_copy_lies_in_it() -> None:
    assert causes([BLOCK, ("truncated-sentence", Hit(Span(200, 200)))]) == [None, 0]


def test_a_repeated_block_is_never_folded_under_another() -> None:
    inner = ("repeated-block", Hit(Span(120, 130), explains=(Span(120, 130),)))
    assert causes([BLOCK, inner]) == [None, None]


def test_a_finding_that_explains_others_follows_from_a_larger_one_around_it() -> None:
    split = ("split-word", Hit(Span(150, 154), explains=(Span(156, 160),)))
    rest = ("orphaned-start", Hit(Span(156, 160)))
    assert causes([BLOCK, split, rest]) == [None, 0, 0]


def test_two_rules_that_name_the_same_copy_do_not_fold_each_other() -> None:
    other = ("second-ending", Hit(COPY, explains=(COPY,)))
    assert causes([BLOCK, other]) == [None, None]


def test_a_rule_does_not_explain_its_own_findings() -> None:
    assert causes([BLOCK, ("repeated-block", Hit(Span(120, 130)))]) == [None, None]


def test_a_copy_that_reaches_far_is_seen_behind_a_shorter_one() -> None:
    short = ("repeated-block", Hit(Span(110, 120), explains=(Span(110, 120),)))
    assert causes([BLOCK, short, ("stutter", Hit(Span(150, 151)))]) == [None, None, 0]


SPANS = st.builds(lambda start, length: Span(start, start + length), *[st.integers(0, 12)] * 2)
RULES = st.sampled_from(["one", "two", "three"])
HITS = st.builds(
    lambda span, copies: Hit(span, explains=tuple(copies)),
    SPANS,
    st.lists(SPANS, max_size=2),
)


@given(st.lists(st.tuples(RULES, HITS), max_size=8))
def test_every_chain_of_causes_ends_at_a_finding_that_is_shown(
    hits: list[tuple[str, Hit]],
) -> None:
    found = causes(hits)
    for index in range(len(hits)):
        cause: int | None = index
        for _ in hits:
            if cause is not None:
                cause = found[cause]
        assert cause is None
