"""What the rules say of real posts, where a folder of them lies beside the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kouetsu import catalogue
from kouetsu.config import CommandLine, Configurations
from kouetsu.finding import Severity
from kouetsu.linter import lint_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.finding import Finding, Related
    from kouetsu.linter import FileReport

POSTS = Path(__file__).parents[2] / "shared" / "posts"
SUFFIXES = (".md", ".markdown", ".mdx")

pytestmark = [
    pytest.mark.skipif(not POSTS.is_dir(), reason=f"no real posts in {POSTS.as_posix()}"),
    pytest.mark.slow,
    pytest.mark.xdist_group("real posts"),  # each folder is linted once, by one worker
]


@cache
def reports(folder: str) -> tuple[FileReport, ...]:
    """Lint all posts of a folder with the default settings."""
    configurations = Configurations(catalogue.load(), CommandLine(message_language="ja"))
    paths = sorted(path for path in (POSTS / folder).rglob("*") if path.suffix in SUFFIXES)
    return tuple(lint_file(path, configurations.settings_for(path)) for path in paths)


class Seed:
    """The findings of one of the two posts that the project starts from, by line."""

    def __init__(self, name: str) -> None:
        self.report = next(each for each in reports("seeds") if each.path.endswith(name))
        assert self.report.source is not None
        self.source = self.report.source

    def of(self, rule: str) -> list[Finding]:
        return [finding for finding in self.report.findings if finding.rule == rule]

    def at(self, rule: str, line: int) -> Finding:
        """Return the only finding of a rule that begins on a line."""
        (found,) = [each for each in self.of(rule) if self.line(each) == line]
        return found

    def line(self, place: Finding | Related) -> int:
        return self.source.line(place.span.start)

    def text(self, place: Finding | Related) -> str:
        return self.source.slice(place.span)

    def written_lines(self, finding: Finding) -> Iterator[int]:
        """Yield the lines under a finding that are not blank."""
        last = self.source.line(finding.span.end - 1)
        for line in range(self.line(finding), last + 1):
            if self.source.slice(self.source.line_span(line)).strip():
                yield line


@pytest.fixture
def loop() -> Seed:
    """Return the post that a continuation script pasted five times over."""
    return Seed("2025-10-07-china-ai-5300.md")


@pytest.fixture
def headed() -> Seed:
    """Return the post whose faults are in its front matter."""
    return Seed("2025-11-10-hong-kong-ai-supercomputer.md")


# The post with the loop


COPIES = [(86, 111), (114, 128), (131, 145), (147, 167)]


def test_the_copies_are_a_few_runs_that_cover_all_repeated_lines_and_no_other(loop: Seed) -> None:
    runs = loop.of("repeated-block")
    assert len(runs) <= 2 * len(COPIES)
    covered = {line for run in runs for line in loop.written_lines(run)}
    expected = {
        line
        for first, last in COPIES
        for line in range(first, last + 1)
        if loop.source.slice(loop.source.line_span(line)).strip()
    }
    assert covered == expected


def test_each_run_names_an_earlier_copy(loop: Seed) -> None:
    for run in loop.of("repeated-block"):
        earlier = run.related[0]
        assert 65 <= loop.line(earlier) < loop.line(run)
        assert earlier.span.end <= run.span.start


def test_the_word_that_a_break_cuts_is_named_with_its_other_half(loop: Seed) -> None:
    split = loop.at("split-word", 62)
    assert "生み出す" in split.message
    assert [loop.line(place) for place in split.related] == [65]
    assert len(loop.of("split-word")) == 1


def test_the_cut_sentence_names_where_it_goes_on(loop: Seed) -> None:
    cut = loop.at("truncated-sentence", 92)
    assert loop.text(cut).endswith("具身知能")
    assert [loop.line(place) for place in cut.related] == [114]
    assert loop.text(cut.related[0]) == "といった分野では"
    assert len(loop.of("truncated-sentence")) == 1


@pytest.mark.parametrize("line", [65, 86, 95, 114, 131, 147])
def test_paragraphs_that_begin_inside_a_sentence_are_known_and_folded(
    loop: Seed, line: int
) -> None:
    assert loop.at("orphaned-start", line).cause is not None


def test_no_other_paragraph_is_said_to_begin_inside_a_sentence(loop: Seed) -> None:
    found = [loop.line(finding) for finding in loop.of("orphaned-start")]
    assert found == [65, 86, 95, 114, 131, 147]


def test_the_stutter_in_a_copy_is_found(loop: Seed) -> None:
    assert loop.text(loop.at("stutter", 107)) in ("ですです", "べきですです")


def test_the_leftover_of_the_prompt_is_found(loop: Seed) -> None:
    assert "既存の記事で触れた" in loop.text(loop.at("generator-leftover", 58))


def test_the_reading_time_is_given_before_and_after_the_copies_are_removed(loop: Seed) -> None:
    finding = loop.at("reading-time", 9)
    assert "20" in loop.text(finding)
    assert "38" in finding.message
    assert "16" in finding.message


def test_only_causes_are_errors_in_view(loop: Seed) -> None:
    shown = [each for each in loop.report.findings if each.cause is None]
    errors = sorted({each.rule for each in shown if each.severity is Severity.ERROR})
    assert errors == ["generator-leftover", "repeated-block", "split-word", "truncated-sentence"]


# The post with the wrong head


def test_the_title_is_held_against_the_first_line_of_the_body(headed: Seed) -> None:
    finding = headed.at("title-body-mismatch", 3)
    assert "と？" in headed.text(finding)
    assert "とは" in finding.message


def test_the_doubled_particle_of_the_excerpt_is_found(headed: Seed) -> None:
    finding = headed.at("particle-sequence", 8)
    assert "設立へについて" in finding.message or "へに" in headed.text(finding)


def test_its_reading_time_is_wrong(headed: Seed) -> None:
    assert "8" in headed.text(headed.at("reading-time", 9))


def test_there_is_no_error_but_those_in_its_head_and_a_wrong_figure(headed: Seed) -> None:
    errors = [each for each in headed.report.findings if each.severity is Severity.ERROR]
    wrong_figure = 18  # 1,300 PFLOPS, called 1,300 trillion calculations a second
    assert {headed.line(each) for each in errors} <= {3, 8, 9, wrong_figure}


# Posts that people wrote, and the rest of the blog


def listed(found: list[tuple[FileReport, Finding]]) -> str:
    return "\n".join(
        f"{report.path}: {finding.rule}: {finding.message}" for report, finding in found
    )


def errors_in_human_posts() -> list[tuple[FileReport, Finding]]:
    return [
        (report, finding)
        for report in reports("human")
        for finding in report.findings
        if finding.severity is Severity.ERROR and finding.cause is None
    ]


# The errors on these 400 files that were read and are slips of the writer, by the beginning of the
# file's name and the line (2026-11-22): とと, いくく, プロプロセス, ののので, an open bracket,
# a fence that holds the next one, links without https://, ## without a space …
READ = {
    ("2010__2010-01-26", 2),
    ("2010__2010-03-20", 101),
    ("2011__2011-03-28", 72),
    ("2014__2014-01-29", 21),
    ("2014__2014-11-15", 394),
    ("2014__2014-11-15", 428),
    ("2015__2015-02-21", 93),
    ("2015__2015-02-21", 202),
    ("2017__2017-05-11", 407),
    ("2017__2017-11-15", 74),
    ("2017__2017-12-26", 105),
    ("2017__2017-12-26", 135),
    ("2021__2021-02-19", 192),
    ("basic__string-unicode__Unicode-Column", 25),
    ("2017-04-23-bounded_memo_map", 20),
    ("2017-10-03-sudoku_reg5", 163),
    ("2019-09-25-mc_bounday", 115),
    ("2019__2019-05-01", 40),
    ("2021__2021-12-31", 328),
    ("2017-08-02-detailed_balance", 16),
    ("2023-02-18-ghostscript_sample", 338),
    ("blog__2023__05__03__react-canaries", 58),
    ("reference__react__startTransition", 44),
    ("guide__extras__composition-api-faq", 73),
}


def test_every_error_on_posts_that_people_wrote_is_a_slip_that_was_read() -> None:
    new = [
        (report, finding)
        for report, finding in errors_in_human_posts()
        if not any(
            Path(report.path).name.startswith(name)
            and report.source is not None
            and report.source.line(finding.span.start) == line
            for name, line in READ
        )
    ]
    assert not new, listed(new)


def test_repetition_and_breakage_have_at_most_two_errors_in_a_hundred_human_posts() -> None:
    families = ("repetition", "breakage")
    found = [each for each in errors_in_human_posts() if each[1].family in families]
    assert len(found) <= 0.02 * len(reports("human")), listed(found)


@pytest.mark.parametrize("folder", ["seeds", "labelled", "human", "more"])
def test_no_post_makes_a_check_fail(folder: str) -> None:
    assert reports(folder)
    assert [(each.path, each.errors) for each in reports(folder) if each.errors] == []


@pytest.mark.parametrize("folder", ["seeds", "labelled", "human", "more"])
def test_every_finding_lies_in_its_text(folder: str) -> None:
    for report in reports(folder):
        assert report.source is not None
        for finding in report.findings:
            for span in (finding.span, *(place.span for place in finding.related)):
                assert 0 <= span.start <= span.end <= len(report.source.text)
