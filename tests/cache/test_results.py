from __future__ import annotations

import os
import pickle
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cached_runs import Runs, write
from kouetsu import cache, catalogue, linter
from kouetsu.config import Configurations
from kouetsu.finding import Severity
from kouetsu.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kouetsu.article import Article
    from kouetsu.cache import Results
    from kouetsu.catalogue import Rule

POST = (
    "---\ntitle: 港の朝\n---\n\n"
    "朝の市では、魚を手ごろな値で買えますます。ジャバスクリプトで書きました。\n"
)
CONFIG = """\
[rules.term-variant]
dictionaries = ["words.yml"]
"""
WORDS = "imports: more.yml\nrules:\n  - expected: JavaScript\n    pattern: ジャバスクリプト\n"
MORE = "rules:\n  - expected: 港町\n    pattern: みなと町\n"
SCHEMA = '{"properties": {"title": {"minLength": 2}}}'


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    return Runs(tmp_path / "kept", monkeypatch)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    files = {"posts/a.md": POST, "words.yml": WORDS, "more.yml": MORE, "schema.json": SCHEMA}
    write(tmp_path / "blog", {**files, "kouetsu.toml": CONFIG})
    return tmp_path / "blog" / "posts" / "a.md"


def test_an_unchanged_article_is_linted_once(runs: Runs, post: Path) -> None:
    assert [runs.has_linted(post) for _ in range(3)] == [True, False, False]
    assert runs.last is not None
    rules = {finding.rule for finding in runs.last.findings}
    assert {"stutter", "term-variant"} <= rules


def test_a_clean_article_is_linted_once(runs: Runs, post: Path) -> None:
    post.write_text("港の灯台です。\n", "utf-8")
    assert [runs.has_linted(post) for _ in range(2)] == [True, False]
    assert runs.last is not None
    assert runs.last.findings == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        "港ですです。\r\n\r\n灯台です。".encode("cp932"),
        b"\xef\xbb\xbf" + "港ですです。\n".encode(),
        "港\ufffdですです。\x00\n".encode() + b"\xe3\x81",
        "---\ntitle: [\n---\n\n🍎ですです。\n".encode(),
    ],
)
def test_any_bytes_come_back_as_the_same_report(runs: Runs, post: Path, data: bytes) -> None:
    post.write_bytes(data)
    assert [runs.has_linted(post, select=("all",)) for _ in range(2)] == [True, False]


def in_config(text: str) -> Callable[[Path], None]:
    def change(post: Path) -> None:
        (post.parent.parent / "kouetsu.toml").write_text(CONFIG + text, "utf-8")

    return change


def in_file(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(post: Path) -> None:
        file = post.parent.parent / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


def new_file(name: str, text: str) -> Callable[[Path], None]:
    return lambda post: write(post.parent.parent, {name: text})


CHANGES = {
    "content": in_file("posts/a.md", "魚を", "貝を"),
    "line ends": in_file("posts/a.md", "買えますます。", "買えますます。\n"),
    "severity": in_config('[severity]\nstutter = "warning"\n'),
    "rule off": in_config('[severity]\nstutter = "off"\n'),
    "further rule": in_config('[severity]\nmissing-period = "warning"\n'),
    "option": in_config("[rules.reading-time]\ntolerance_minutes = 9\n"),
    "words of a dictionary": in_file("words.yml", "JavaScript", "ECMAScript"),
    "words of an imported dictionary": in_file("more.yml", "港町", "湊町"),
    "schema": in_config('[rules.front-matter-schema]\nschema = "schema.json"\n'),
    "site": new_file("_config.yml", "title: 港\n"),
}
TOPS = {
    "message language": 'message_language = "ja"\n',
    "language": 'language = "en"\n',
    "generator": 'generator = "hugo"\n',
    "flavour": 'flavour = "kramdown"\n',
    "house": "[house]\ncharacters_per_minute = 300\n",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_what_counts_means_that_it_is_linted_again(
    name: str, runs: Runs, post: Path
) -> None:
    assert runs.has_linted(post)
    CHANGES[name](post)
    assert runs.has_linted(post)
    assert not runs.has_linted(post)


@pytest.mark.parametrize("name", TOPS)
def test_a_change_of_the_settings_means_that_it_is_linted_again(
    name: str, runs: Runs, post: Path
) -> None:
    assert runs.has_linted(post)
    (post.parent.parent / "kouetsu.toml").write_text(TOPS[name] + CONFIG, "utf-8")
    assert runs.has_linted(post)
    assert not runs.has_linted(post)


def test_a_schema_that_changed_means_that_it_is_linted_again(runs: Runs, post: Path) -> None:
    CHANGES["schema"](post)
    assert runs.has_linted(post)
    in_file("schema.json", "2", "9")(post)
    assert runs.has_linted(post)
    assert runs.last is not None
    assert "front-matter-schema" in {finding.rule for finding in runs.last.findings}


def test_the_settings_of_a_generator_count(runs: Runs, post: Path) -> None:
    CHANGES["site"](post)
    assert runs.has_linted(post)
    in_file("_config.yml", "港", "岬")(post)
    assert runs.has_linted(post)


@pytest.mark.parametrize("flags", [{"select": ("stutter",)}, {"message_language": "ja"}])
def test_a_flag_means_that_it_is_linted_again(
    flags: dict[str, Any], runs: Runs, post: Path
) -> None:
    assert runs.has_linted(post)
    assert runs.has_linted(post, **flags)
    assert not runs.has_linted(post, **flags)
    assert not runs.has_linted(post)  # what was kept before is kept still


def test_what_is_decided_after_linting_means_no_linting(runs: Runs, post: Path) -> None:
    assert runs.has_linted(post)
    config = 'fail_on = "never"\n[lsp]\nerror = "hint"\n' + CONFIG
    (post.parent.parent / "kouetsu.toml").write_text(config, "utf-8")
    assert not runs.has_linted(post)


def test_a_file_that_was_only_touched_is_not_linted_again(runs: Runs, post: Path) -> None:
    assert runs.has_linted(post)
    for name in ("posts/a.md", "words.yml", "kouetsu.toml"):
        os.utime(post.parent.parent / name, ns=(1, 1))
    assert not runs.has_linted(post)


def test_the_same_content_under_another_path_is_linted(
    runs: Runs, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = post.with_name("2025-01-02-b.md")
    other.write_bytes(post.read_bytes())
    assert runs.linted_of([post, other, post]) == ["a.md", "2025-01-02-b.md"]
    # Rules read folders of the path as it is given.
    monkeypatch.chdir(post.parent)
    assert runs.has_linted(post.relative_to(post.parent))
    monkeypatch.chdir(post.parent.parent)
    assert runs.has_linted(post.relative_to(post.parent.parent))


@pytest.mark.parametrize(
    "change",
    [
        {"messages": {"default": {"ja": "別の言葉", "en": "other words"}}},
        {"repairs": {"default": {"ja": "直す", "en": "mend it"}}},
        {"severity": Severity.INFO},
        {"languages": ("en",)},
    ],
)
def test_a_rule_that_was_written_anew_means_that_it_is_linted_again(
    change: dict[str, object], runs: Runs, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runs.has_linted(post)
    with_rules(monkeypatch, lambda rule: replace(rule, **change))
    assert runs.has_linted(post)


def test_a_page_for_people_that_was_written_anew_changes_nothing(
    runs: Runs, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runs.has_linted(post)
    with_rules(monkeypatch, lambda rule: replace(rule, page="短い説明", title="題"))
    assert not runs.has_linted(post)


def with_rules(monkeypatch: pytest.MonkeyPatch, change: Callable[[Rule], Rule]) -> None:
    rules: Mapping[str, Rule] = catalogue.load()
    changed = {**rules, "stutter": change(rules["stutter"])}
    monkeypatch.setattr(catalogue, "load", lambda: changed)


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        # A day that has come stays so, one that has not is judged anew each day.
        ("2025-06-10", [True, False, False]),
        ("2025-06-20", [True, True, True]),
        ("2031-01-01", [True, True, True]),
    ],
)
def test_the_day_counts_where_a_date_was_judged_against_it(
    posted: str, expected: list[bool], runs: Runs, post: Path
) -> None:
    post.write_text(f"---\ntitle: 港の朝市\ndate: {posted}\n---\n\n港の朝市です。\n", "utf-8")
    days = (date(2025, 6, 15), date(2025, 6, 16), date(2025, 6, 21))
    assert [runs.has_linted(post, today=day) for day in days] == expected
    assert not runs.has_linted(post, today=days[-1])


def test_a_clock_that_was_set_back_counts(runs: Runs, post: Path) -> None:
    post.write_text("---\ntitle: 港の朝市\ndate: 2025-06-10\n---\n\n港の朝市です。\n", "utf-8")
    assert runs.has_linted(post, today=date(2025, 6, 15))
    assert runs.has_linted(post, today=date(2025, 6, 1))


def test_a_result_with_an_error_is_not_kept(
    runs: Runs, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_old = linter.check_of

    def check_of(rule: Rule) -> object:
        def failing(article: Article, **_: object) -> None:
            raise LookupError("no such word")

        return failing if rule.id == "stutter" else of_old(rule)

    with monkeypatch.context() as patch:
        patch.setattr(linter, "check_of", check_of)
        assert [runs.has_linted(post) for _ in range(2)] == [True, True]
        assert runs.last is not None
        assert runs.last.errors
    assert [runs.has_linted(post) for _ in range(2)] == [True, False]


def test_a_file_that_cannot_be_read_is_told_of_every_time(runs: Runs, post: Path) -> None:
    gone = post.with_name("gone.md")
    for _ in range(2):
        assert not runs.has_linted(gone)
        assert runs.last is not None
        assert runs.last.errors[0].message.startswith("cannot be read")


def test_results_can_be_sent_to_another_process(runs: Runs, post: Path, tmp_path: Path) -> None:
    assert runs.has_linted(post)
    in_force = Configurations(catalogue.load(), locale="en").settings_for(post)
    data, path = post.read_bytes(), post.as_posix()
    results = cache.results(tmp_path / "kept")
    report = results.recall(data, path, in_force)
    results.close()
    sent: Results = pickle.loads(pickle.dumps(results))
    assert sent.recall(data, path, in_force) == report
    # Nothing is taken for other settings, which may lie where those lay in the first process.
    sent._settings[id(in_force)] = b"", Configurations(catalogue.load()).settings_for(post)
    assert sent.recall(data, path, in_force) == report
