from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from kouetsu import baseline
from kouetsu.baseline import Baseline, Checked, Comparison, Entries, Entry
from kouetsu.config import ConfigError
from kouetsu.linter import FileReport, lint_bytes
from samples import install, word_rule, words

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES = frozenset({"doubled", "blank"})
STORY = "港の灯台を直すべきですです。\n\n町の人は集まるべきですです。\n\n〇〇もあります。\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, words=words)
    monkeypatch.chdir(tmp_path)


def lint(name: str, text: str, rules: frozenset[str] = RULES) -> Checked:
    """Lint a post that lies on the disk, with a rule for a doubled word and one for a blank."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    active = [word_rule("doubled", "ですです"), word_rule("blank", "〇〇")]
    settings = samples.settings(*(rule for rule in active if rule.id in rules))
    return Checked(lint_bytes(text.encode(), name, settings), rules)


def held(*run: Checked) -> Baseline:
    empty = Baseline(Path.cwd() / "kouetsu-baseline.json", {})
    return Baseline(empty.file, baseline.merged({}, empty, run))


def compare(known: Baseline, *run: Checked, is_covered: bool = True) -> Comparison:
    return baseline.compare(known, run, RULES, lambda _: is_covered)


def new(comparison: Comparison, checked: Checked) -> int:
    known = comparison.kept.get(checked.report.path, {})
    return sum(finding.fingerprint not in known for finding in checked.report.findings)


def test_all_that_was_written_is_known() -> None:
    post = lint("posts/灯台.md", STORY)
    found = compare(held(post), post)
    assert new(found, post) == 0
    assert found.stale == ()
    assert len(found.kept["posts/灯台.md"]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "はじめに。\n\n" + STORY,
        STORY.replace("\n\n", "\n\n間に入った段落です。\n\n"),
        STORY.replace("。\n", "。\r\n"),
        "\n\n".join(reversed(STORY.strip().split("\n\n"))),
        "---\ntitle: 題\n---\n\n" + STORY,
    ],
)
def test_findings_that_moved_and_edits_beside_them_are_known(text: str) -> None:
    known = held(lint("a.md", STORY))
    post = lint("a.md", text)
    assert new(compare(known, post), post) == 0


def test_one_more_of_the_same_is_new() -> None:
    line = "町の人は集まるべきですです。\n\n"
    known = held(lint("a.md", line * 2))
    post = lint("a.md", line * 3)
    assert new(compare(known, post), post) == 1


def test_one_less_of_the_same_is_stale() -> None:
    line = "町の人は集まるべきですです。\n\n"
    known = held(lint("a.md", line * 3))
    post = lint("a.md", line * 2)
    found = compare(known, post)
    assert new(found, post) == 0
    assert [(path, entry.rule) for path, entry in found.stale] == [("a.md", "doubled")]


def test_a_repaired_finding_is_stale_and_new_when_it_comes_back() -> None:
    known = held(lint("a.md", STORY))
    found = compare(known, lint("a.md", STORY.replace("〇〇", "灯台")))
    assert [entry for _, entry in found.stale] == [Entry("blank", "〇〇もあります。")]
    back = lint("a.md", STORY)
    assert new(compare(Baseline(known.file, found.kept), back), back) == 1


def test_a_rule_that_did_not_run_is_not_judged() -> None:
    known = held(lint("a.md", STORY))
    found = compare(known, lint("a.md", "直した。\n", frozenset({"blank"})))
    assert {entry.rule for _, entry in found.stale} == {"blank"}


def test_a_rule_that_there_is_no_more_is_stale() -> None:
    post = lint("a.md", STORY)
    entries: Entries = {"a.md": {"0" * 64: Entry("abolished", "")}}
    assert compare(Baseline(Path("x.json").absolute(), entries), post).stale


def test_an_article_that_was_not_checked_is_not_judged() -> None:
    known = held(lint("a.md", STORY), lint("b.md", STORY))
    found = compare(known, lint("a.md", STORY))
    assert found.stale == ()
    assert found.kept == known.entries


def test_a_deleted_article_is_stale_where_the_run_looked_for_it() -> None:
    other = lint("b.md", "何もありません。\n")
    known = held(lint("a.md", STORY), other)
    Path("a.md").unlink()
    assert len(compare(known, other).stale) == 3
    assert compare(known, other, is_covered=False).stale == ()


def test_a_renamed_article_takes_its_entries_along() -> None:
    known = held(lint("posts/a.md", STORY), lint("posts/b.md", STORY))
    Path("posts/a.md").unlink()
    post = lint("書庫/別の 名前.md", STORY + "霧の日は休むべきですです。\n")
    found = compare(known, post, lint("posts/b.md", STORY))
    assert found.moved == {"posts/a.md": "書庫/別の 名前.md"}
    assert new(found, post) == 1
    assert found.stale == ()
    assert "posts/a.md" not in found.kept


def test_a_moved_folder_keeps_each_article_apart() -> None:
    names = [f"{number:03}.md" for number in range(40)]
    texts = {name: STORY + f"第{name[:3]}回に行くべきですです。\n" for name in names}
    known = held(*(lint(f"old/{name}", text) for name, text in texts.items()))
    for name in names:
        Path("old", name).unlink()
    found = compare(known, *(lint(f"new/{name}", text) for name, text in texts.items()))
    assert found.moved == {f"old/{name}": f"new/{name}" for name in names}
    assert found.stale == ()


def test_a_copy_of_an_article_that_is_still_there_is_new() -> None:
    original, copy = lint("a.md", STORY), lint("copy.md", STORY)
    assert new(compare(held(original), original, copy), copy) == 3


def test_a_new_article_does_not_inherit_from_a_deleted_one_that_shares_little() -> None:
    known = held(lint("a.md", STORY))
    Path("a.md").unlink()
    post = lint("b.md", "〇〇もあります。\n")
    assert new(compare(known, post), post) == 1


def test_a_file_that_cannot_be_read_is_not_judged() -> None:
    known = held(lint("a.md", STORY))
    assert compare(known, Checked(FileReport("a.md", None, "ja"), frozenset())).stale == ()


def test_paths_are_told_from_the_folder_of_the_baseline() -> None:
    known = Baseline(Path.cwd() / "settings" / "known.json", {})
    assert known.key("posts/a.md") == "../posts/a.md"
    assert known.key(str(Path("posts/../posts/か\u3099.md").absolute())) == "../posts/\u304c.md"


def test_the_file_is_for_people_and_diffs() -> None:
    known = held(lint("b.md", "〇〇も。\n"), lint("a.md", "明日は、晴れるべきですです。\n"))
    text = baseline.serialised(known.entries).decode()
    assert re.sub("[0-9a-f]{64}", "…", text) == (
        """{
  "version": 1,
  "files": {
    "a.md": {
      "doubled": {
        "…": "明日は、晴れるべきですです。"
      }
    },
    "b.md": {
      "blank": {
        "…": "〇〇も。"
      }
    }
  }
}
"""
    )


def test_what_is_written_is_read_again_and_written_the_same_byte_for_byte() -> None:
    generator = random.Random(7)
    entries: Entries = {}
    for number in range(2000):
        name = f"{generator.getrandbits(256):064x}"
        path = f"posts/{number % 500:04} 霧 \"の'.md"
        entry = Entry(generator.choice(["stutter", "split-word"]), f"第{number}の\\文")
        entries.setdefault(path, {})[name] = entry
    file = Path("kouetsu-baseline.json").absolute()
    baseline.write(file, entries)
    first = file.read_bytes()
    shuffled = {
        path: dict(generator.sample(list(each.items()), len(each)))
        for path, each in generator.sample(list(entries.items()), len(entries))
    }
    baseline.write(file, shuffled)
    assert file.read_bytes() == first
    assert baseline.read(file) == Baseline(file, entries)


_NAMES = st.text(st.characters(codec="utf-16", exclude_categories=()), min_size=1, max_size=8)


@given(
    st.dictionaries(
        _NAMES,
        st.dictionaries(
            st.text("0123456789abcdef", min_size=1, max_size=4),
            st.builds(Entry, st.sampled_from(["a", "b"]), st.text('あ"\\🍎 ', max_size=5)),
            min_size=1,
        ),
    )
)
def test_any_names_survive_writing_and_reading(entries: Mapping[str, dict[str, Entry]]) -> None:
    file = Path("any.json").absolute()
    file.write_bytes(baseline.serialised(dict(entries)))
    assert baseline.read(file).entries == entries


def test_a_name_of_bytes_that_are_no_utf8_survives() -> None:
    entries: Entries = {"\udce3\udc81.md": {"00": Entry("a", "b")}}
    file = Path("strange.json").absolute()
    baseline.write(file, entries)
    assert baseline.read(file).entries == entries


def test_a_written_file_has_the_usual_mode_and_leaves_nothing_beside_it() -> None:
    Path("other.txt").write_text("x", "utf-8")
    file = Path("known.json").absolute()
    baseline.write(file, {})
    assert file.stat().st_mode == Path("other.txt").stat().st_mode
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["known.json", "other.txt"]


def test_no_file_is_an_empty_baseline() -> None:
    assert baseline.read(Path("none.json").absolute()).entries == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "known.json:1: not valid JSON"),
        ('{\n<<<<<<< HEAD\n"version": 1}', "known.json:2: not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "not a baseline of kouetsu"),
        ("{}", "not a baseline of kouetsu"),
        ('{"version": 1}', "not a baseline of kouetsu"),
        ('{"version": "1", "files": []}', "not a baseline of kouetsu"),
        ('{"version": 1, "files": {"a.md": ["x"]}}', "not a baseline of kouetsu"),
        ('{"version": 1, "files": {"a.md": {"stutter": {"00": 5}}}}', "not a baseline of kouetsu"),
        ('{"version": 2, "files": {}}', "of version 2, but"),
    ],
)
def test_a_damaged_or_foreign_file_is_an_error_on_one_line(content: str, reason: str) -> None:
    file = Path("known.json").absolute()
    file.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=reason) as caught:
        baseline.read(file)
    assert "\n" not in str(caught.value)
    assert "delete it and run `kouetsu baseline write`" in str(caught.value)


def test_a_file_that_cannot_be_read_is_an_error() -> None:
    Path("folder.json").mkdir()
    with pytest.raises(ConfigError, match=r"folder\.json: cannot be read"):
        baseline.read(Path("folder.json").absolute())
