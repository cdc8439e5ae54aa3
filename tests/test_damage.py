"""How much of a known damage is found: the posts of fixtures/clean, damaged with a seed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from random import Random

import pytest

from damage import FAMILIES, Case, cases, default_settings, findings
from damaging import RULES, Damage, Kind, damage
from kouetsu import catalogue
from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.config import CommandLine, Configurations
from kouetsu.linter import lint_file
from rule_cases import ROOT, listed

CLEAN = sorted((ROOT / "fixtures" / "clean").glob("*.md"))
POSTS = {path.name: path.read_text(encoding="utf-8") for path in CLEAN}
EVERY_RULE = Configurations(catalogue.load(), CommandLine(select=("all",)))

# Cases of each kind.
CASES = 100
SEED = 1
PASTED = [kind for kind in Kind if kind.name.startswith("PASTED")]
CUT = [Kind.CUT_OFF, Kind.SPLIT, Kind.SPLIT_WORD]


@cache
def tried(kind: Kind) -> tuple[Case, ...]:
    return tuple(cases(POSTS, kind, CASES, SEED, default_settings()))


def share(some: list[Case]) -> float:
    return sum(case.is_found for case in some) / len(some)


def missed(some: list[Case]) -> str:
    return "\n".join(
        f"{case.damage.kind.value} {case.post}: {around(case.damage)!r}"
        for case in some
        if not case.is_found
    )


def around(damaged: Damage) -> str:
    start = damaged.span.start
    return damaged.text[max(0, start - 30) : start + 30]


def damages(kind: Kind, count: int = 30) -> list[tuple[str, Damage]]:
    """Return posts with one damage each, in turn."""
    found = []
    for index in range(count):
        text = list(POSTS.values())[index % len(POSTS)]
        damaged = damage(text, kind, Random(index))
        assert damaged is not None
        found.append((text, damaged))
    return found


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_no_rule_reports_anything_on_an_undamaged_post(path: os.PathLike[str]) -> None:
    report = lint_file(ROOT / path, EVERY_RULE.settings_for(ROOT / path))
    assert report.source is not None
    assert not report.errors
    assert not report.findings, listed(report.findings, report.source.text)


def test_the_undamaged_posts_are_varied_enough_to_say_something() -> None:
    assert len(POSTS) >= 8
    for text in POSTS.values():
        paragraphs = [block for block in Article(from_text(text)).blocks if not block.containers]
        assert len(paragraphs) >= 15


def test_nearly_all_damage_is_found_at_its_place() -> None:
    every = [case for kind in Kind for case in tried(kind)]
    assert len(every) == CASES * len(Kind)
    assert share(every) >= 0.98, missed(every)


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_no_kind_of_damage_escapes(kind: Kind) -> None:
    some = list(tried(kind))
    assert share(some) >= 0.95, missed(some)


@pytest.mark.parametrize("kind", PASTED, ids=lambda kind: kind.value)
def test_the_findings_on_a_pasted_copy_cover_it_and_nothing_else(kind: Kind) -> None:
    pasted, covered, beside = 0, 0, 0
    for case in tried(kind)[:30]:
        text, source = case.damage.text, from_text(case.damage.text)
        first, last = (source.line(offset) for offset in (case.damage.span.start, len(text) - 1))
        written = {n for n in range(first, last + 1) if source.slice(source.line_span(n)).strip()}
        reported = {
            line
            for finding in findings(text, default_settings())
            if finding.rule in case.damage.rules
            for line in range(source.line(finding.span.start), source.line(finding.span.end) + 1)
        }
        pasted += len(written)
        covered += len(written & reported)
        beside += len([line for line in reported if line < first])
    assert covered >= 0.95 * pasted
    assert beside == 0


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_the_same_seed_gives_the_same_damage_and_another_one_another(kind: Kind) -> None:
    text = POSTS[CLEAN[0].name]
    assert damage(text, kind, Random(7)) == damage(text, kind, Random(7))
    assert len({damage(text, kind, Random(seed)) for seed in range(8)}) > 1


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_a_damage_says_where_it_is(kind: Kind) -> None:
    for text, damaged in damages(kind):
        assert damaged.kind is kind
        assert damaged.text != text
        assert 0 <= damaged.span.start < damaged.span.end <= len(damaged.text)


@pytest.mark.parametrize("kind", [*PASTED, Kind.JOINED], ids=lambda kind: kind.value)
def test_a_pasted_copy_leaves_the_rest_of_the_post_as_it_was(kind: Kind) -> None:
    for text, damaged in damages(kind):
        rest = damaged.text[: damaged.span.start] + damaged.text[damaged.span.end :]
        assert without_blanks(rest) == without_blanks(text)


def test_a_plain_copy_is_the_text_of_the_post() -> None:
    for kind in (Kind.PASTED, Kind.PASTED_AFTER_GAP, Kind.PASTED_AND_CUT):
        for text, damaged in damages(kind):
            assert damaged.text[damaged.span.start : damaged.span.end] in text


def test_joined_paragraphs_stand_on_one_line() -> None:
    for text, damaged in damages(Kind.JOINED) + damages(Kind.PASTED_ON_ONE_LINE):
        copy = damaged.text[damaged.span.start : damaged.span.end]
        assert "\n" not in copy
        assert copy not in text


@pytest.mark.parametrize("kind", [Kind.SPLIT, Kind.SPLIT_WORD])
def test_a_split_loses_nothing_but_its_joint(kind: Kind) -> None:
    for text, damaged in damages(kind):
        assert without_blanks(damaged.text) == without_blanks(text)
        assert re.fullmatch(r"\S\n{2,3}\S", damaged.text[damaged.span.start : damaged.span.end])


def test_a_restart_says_the_words_of_the_fragment_again() -> None:
    for text, damaged in damages(Kind.RESTARTED):
        fragment, again = (
            damaged.text[: damaged.span.start + 1],
            damaged.text[damaged.span.end - 1 :],
        )
        length = len(without_blanks(damaged.text)) - len(without_blanks(text))
        said = without_blanks(fragment)[-length:]
        assert length >= 3
        assert without_blanks(again).startswith(said)


def test_an_article_that_is_cut_off_keeps_its_first_half() -> None:
    for text, damaged in damages(Kind.CUT_OFF):
        kept = damaged.text.rstrip()
        assert text.startswith(kept)
        assert len(kept) > len(text) / 3


@pytest.mark.parametrize("kind", CUT, ids=lambda kind: kind.value)
def test_a_cut_at_an_end_mark_is_no_damage(kind: Kind) -> None:
    for _, damaged in damages(kind, 100):
        end = damaged.span.end if kind is Kind.CUT_OFF else damaged.span.start + 1
        kept, rest = damaged.text[:end], damaged.text[end:].lstrip()
        assert kept[-1] not in "。！？"
        assert rest[:1] not in ("。", "！", "？")


@pytest.mark.parametrize(
    ("clause", "rest"),
    [("船が港に着いた", "人々は岸で待っていた。"), ("港は静かです", "船は夕方まで来ません。")],
)
def test_a_cut_behind_a_full_clause_is_no_damage(clause: str, rest: str) -> None:
    text = f"朝です。\n\n{clause}{rest}\n"
    for seed in range(200):
        for kind in (Kind.CUT_OFF, Kind.SPLIT):
            damaged = damage(text, kind, Random(seed))
            assert damaged is not None
            assert f"\n\n{clause}\n" not in damaged.text


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "朝の港は静かです。\n",
        "The harbour is quiet.\n\nNobody is there.\n",
        "# 港\n\n- 朝\n- 昼\n\n```text\n港\n```\n",
        "港の朝\n\n港の夜\n",
    ],
)
def test_a_post_without_two_whole_paragraphs_is_left_alone(kind: Kind, text: str) -> None:
    assert damage(text, kind, Random(1)) is None


def test_every_rule_that_may_answer_is_a_rule_of_the_two_families() -> None:
    families = {rule: catalogue.load()[rule].family for rules in RULES.values() for rule in rules}
    assert set(families.values()) == set(FAMILIES)
    assert set(RULES) == set(Kind)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "damage.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )


def test_the_command_prints_a_row_for_each_kind_and_one_for_all() -> None:
    done = run(str(ROOT / "fixtures" / "clean"), "--cases", "25", "--seed", "3")
    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in done.stdout.splitlines()]
    assert [row[0] for row in rows[2:]] == [*(kind.value for kind in Kind), "all"]
    assert sum(int(row[1]) for row in rows[2:-1]) == int(rows[-1][1]) == 25
    assert done.stderr == ""


def test_the_command_leaves_out_posts_that_have_findings_already() -> None:
    done = run(str(ROOT / "fixtures"), "--cases", "10", "--misses")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ of \d+ posts have findings and are left out\n", done.stderr)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["no-such-folder"], "no such file or folder"),
        ([str(ROOT / "benchmarks")], "there is no post"),
        ([str(ROOT / "fixtures" / "clean"), "--cases", "0"], "not a number of cases"),
        ([str(ROOT / "fixtures" / "clean"), "--cases", "few"], "not a number of cases"),
    ],
)
def test_a_trial_that_cannot_be_made_says_why(arguments: list[str], reason: str) -> None:
    done = run(*arguments)
    assert done.returncode != 0
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
