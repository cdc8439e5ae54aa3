from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from git_repository import Repository, isolate, repository
from kouetsu import catalogue
from kouetsu.article.source import Span
from kouetsu.cli import main
from kouetsu.finding import Hit, Place, Severity
from samples import install, places, rule, word_rule, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kouetsu.article import Article
    from kouetsu.catalogue import Rule

OLD = "港の灯台を直すべきですです。\n\n町の人は毎朝集まります。\n\n船は夕方に戻ります。\n"
NEW = "霧の日は休むべきですです。\n"
FINE = "霧の日は休みます。\n"


def copies(article: Article) -> Iterator[Hit]:
    """Report a paragraph that stands twice, with what lies in the later copy folded under it."""
    text = article.source.text
    for paragraph in {each for each in text.split("\n") if len(each) > 10}:
        first, *later = places(text, paragraph)
        for copy in later:
            yield Hit(copy, related=(Place(first, "first"),), explains=(copy,))


def length(article: Article) -> Iterator[Hit]:
    """Report a `length` in the front matter that is not the number of paragraphs."""
    head, _, body = article.source.text.rpartition("---\n")
    for place in places(head, "length: "):
        number = Span(place.end, place.end + 1)
        if article.source.slice(number) != str(len(body.split("\n\n"))):
            yield Hit(number)


def broken(article: Article) -> Iterator[Hit]:
    raise KeyError(article.source.path)


def rules() -> Mapping[str, Rule]:
    first = {"default": {"ja": "ある", "en": "there"}}
    found = [
        rule("copy", check="copies", messages=first, related={"first": first["default"]}),
        word_rule("doubled", "ですです"),
        rule("length", severity=Severity.WARNING),
        rule("failing", check="broken", severity=Severity.INFO),
        word_rule("front-matter-syntax", "title: ["),
    ]
    return {each.id: each for each in found}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    install(monkeypatch, words=words, copies=copies, length=length, broken=broken)
    monkeypatch.setattr(catalogue, "load", rules)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("CI", raising=False)
    made = repository(tmp_path / "blog")
    made.commit({"posts/a.md": OLD, "posts/b.md": OLD, "posts/旧 記事.md": OLD})
    monkeypatch.chdir(made.top)
    return made


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    return Check(capsys)


class Check:
    """Runs the command line and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, line: str) -> int:
        code = main(shlex.split(line))
        self.out, self.err = self.capsys.readouterr()
        return code

    def found(self, line: str) -> list[tuple[str, int, str]]:
        """Return path, line and rule of what a run of `check` reports."""
        self(f"check {line} --format json")
        findings = json.loads(self.out)["findings"]
        return [(each["path"], each["line"], each["rule"]) for each in findings]


def test_a_new_line_is_judged_and_the_old_ones_are_counted(repo: Repository, check: Check) -> None:
    repo.write("posts/a.md", OLD + "\n" + NEW)
    assert check("check --since HEAD --format concise") == 1
    assert check.out == (
        "posts/a.md:7:9: error doubled there is “ですです”\n"
        "1 error in 1 of 1 file\n"
        "1 older finding not shown\n"
    )


def test_a_good_edit_of_a_bad_article_passes(repo: Repository, check: Check) -> None:
    repo.write("posts/a.md", OLD + "\n" + FINE)
    assert check("check --since HEAD --lang ja") == 0
    assert check.out == (
        "指摘はありません（1ファイル）\n変更箇所にない以前からの指摘: 1件（表示していません）\n"
    )


def test_a_reworded_line_is_judged_with_all_that_is_old_in_it(
    repo: Repository, check: Check
) -> None:
    repo.write("posts/a.md", OLD.replace("港の", "岬の"))
    assert check.found("--since HEAD") == [("posts/a.md", 1, "doubled")]


def test_nothing_changed_is_no_failure(repo: Repository, check: Check) -> None:
    assert check("check --since HEAD") == 0
    assert check.out == "No article has changed\n"
    assert check("check --since HEAD --lang ja") == 0
    assert check.out == "変更された記事はありません\n"
    assert check.found("--since HEAD") == []
    assert json.loads(check.out)["summary"]["older"] == 0


def test_a_pasted_copy_is_reported_with_its_old_original(repo: Repository, check: Check) -> None:
    repo.write("posts/a.md", OLD + "\n町の人は毎朝集まります。\n")
    assert check.found("--since HEAD") == [("posts/a.md", 7, "copy")]


def test_an_old_copy_is_reported_when_its_original_is_edited(
    repo: Repository, check: Check
) -> None:
    twice = "町の人は毎朝集まります。\n\n船は夕方に戻ります。\n\n町の人は毎朝集まります。\n"
    repo.commit({"posts/a.md": twice})
    repo.write("posts/a.md", twice.replace("。\n", "。 \n", 1))
    assert check.found("--since HEAD") == [("posts/a.md", 5, "copy")]


def test_a_copy_of_which_nothing_was_touched_is_older(repo: Repository, check: Check) -> None:
    twice = OLD + "\n町の人は毎朝集まります。\n"
    repo.commit({"posts/a.md": twice})
    repo.write("posts/a.md", twice + "\n" + FINE)
    assert check.found("--since HEAD") == []


def test_what_the_change_made_wrong_elsewhere_is_reported(repo: Repository, check: Check) -> None:
    head = "---\nlength: {}\n---\n"
    repo.commit({"posts/a.md": head.format(3) + OLD, "posts/b.md": head.format(9) + OLD})
    for name, number in (("posts/a.md", 3), ("posts/b.md", 9)):
        repo.write(name, head.format(number) + OLD + "\n" + FINE)
    assert check.found("--since HEAD") == [("posts/a.md", 2, "length")]


def test_a_deleted_line_makes_no_neighbour_new(repo: Repository, check: Check) -> None:
    repo.write("posts/a.md", OLD.replace("町の人は毎朝集まります。\n\n", ""))
    assert check("check --since HEAD") == 0
    assert "1 older finding not shown" in check.out


def test_broken_front_matter_is_reported_however_old(repo: Repository, check: Check) -> None:
    repo.commit({"posts/a.md": "---\ntitle: [\n---\n\n" + OLD})
    repo.write("posts/a.md", "---\ntitle: [\n---\n\n" + OLD + "\n" + FINE)
    assert check.found("--since HEAD") == [("posts/a.md", 2, "front-matter-syntax")]


def test_a_check_that_fails_and_bad_settings_are_never_hidden(
    repo: Repository, check: Check
) -> None:
    repo.write("posts/a.md", OLD + "\n" + FINE)
    assert check("check --since HEAD --select failing") == 2
    assert "failing: internal-error" in check.err
    repo.write("kouetsu.toml", "selekt = []\n")
    assert check("check --since HEAD") == 2
    assert "kouetsu.toml:1: unknown key" in check.err


def test_a_new_article_is_judged_as_a_whole(repo: Repository, check: Check) -> None:
    repo.write("posts/未追跡 1.md", OLD)
    repo.write('posts/"引用".md', OLD)
    repo.git("add", 'posts/"引用".md')
    assert check.found("--since HEAD") == [
        ('posts/"引用".md', 1, "doubled"),
        ("posts/未追跡 1.md", 1, "doubled"),
    ]


def test_a_renamed_article_is_judged_where_it_was_edited(repo: Repository, check: Check) -> None:
    repo.git("mv", "posts/旧 記事.md", "posts/新しい\n名前.md")
    assert check.found("--since HEAD") == []
    repo.write("posts/新しい\n名前.md", OLD + "\n" + NEW)
    assert check.found("--since HEAD") == [("posts/新しい\n名前.md", 7, "doubled")]


def test_a_deleted_article_is_no_trouble(repo: Repository, check: Check) -> None:
    (repo.top / "posts/a.md").unlink()
    assert check("check --since HEAD") == 0


def test_line_ends_of_windows_are_counted_alike(repo: Repository, check: Check) -> None:
    windows = OLD.replace("\n", "\r\n")
    repo.commit({"posts/a.md": windows})
    repo.write("posts/a.md", windows + "\r\n" + NEW.replace("\n", "\r\n"))
    assert check.found("--since HEAD") == [("posts/a.md", 7, "doubled")]


def test_new_line_ends_alone_make_every_line_changed(repo: Repository, check: Check) -> None:
    repo.write("posts/a.md", OLD.replace("\n", "\r\n"))
    assert check.found("--since HEAD") == [("posts/a.md", 1, "doubled")]


def test_what_is_folded_under_an_older_finding_is_not_counted(
    repo: Repository, check: Check
) -> None:
    twice = OLD + "\n" + OLD
    repo.commit({"posts/a.md": twice})
    repo.write("posts/a.md", twice + "\n" + NEW)
    assert check.found("--since HEAD") == [("posts/a.md", 13, "doubled")]
    check("check --since HEAD")
    assert "3 older findings not shown" in check.out


def test_paths_and_excludes_hold_as_ever(
    repo: Repository, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"drafts/c.md": OLD, "notes/d.md": OLD, "kouetsu.toml": 'exclude = ["drafts/"]\n'})
    for name in ("posts/a.md", "posts/b.md", "drafts/c.md", "notes/d.md"):
        repo.write(name, OLD + "\n" + NEW)
    assert [path for path, *_ in check.found("--since HEAD posts/b.md drafts notes")] == [
        "notes/d.md",
        "posts/b.md",
    ]
    monkeypatch.chdir(repo.top / "posts")
    assert [path for path, *_ in check.found("--since HEAD")] == ["a.md", "b.md"]
    monkeypatch.chdir(repo.top / "notes")
    assert [path for path, *_ in check.found("--since HEAD ../posts")] == [
        "../posts/a.md",
        "../posts/b.md",
    ]


def test_the_index_is_judged_and_not_the_work_tree(repo: Repository, check: Check) -> None:
    repo.write("posts/a.md", OLD + "\n" + NEW)
    repo.write("posts/b.md", OLD + "\n" + FINE)
    repo.git("add", "--all")
    repo.write("posts/a.md", OLD)
    repo.write("posts/b.md", OLD + "\n" + NEW)
    repo.write("posts/旧 記事.md", OLD + "\n" + NEW)
    assert check.found("--staged") == [("posts/a.md", 7, "doubled")]
    assert check.found("--since HEAD") == [
        ("posts/b.md", 7, "doubled"),
        ("posts/旧 記事.md", 7, "doubled"),
    ]


def test_a_staged_article_that_is_gone_from_the_disk_is_judged(
    repo: Repository, check: Check
) -> None:
    repo.write("posts/新.md", NEW)
    repo.write("other/x.md", NEW)
    repo.git("add", "--all")
    (repo.top / "posts/新.md").unlink()
    assert check.found("--staged posts") == [("posts/新.md", 1, "doubled")]


def test_a_pointer_of_lfs_is_left_out(repo: Repository, check: Check) -> None:
    repo.write("posts/big.md", "version https://git-lfs.github.com/spec/v1\nですです\n")
    assert check.found("--since HEAD") == []
    repo.git("add", "--all")
    assert check.found("--staged") == []


def test_a_link_to_an_article_follows_the_article(repo: Repository, check: Check) -> None:
    (repo.top / "latest.md").symlink_to("posts/a.md")
    repo.commit({"posts/a.md": OLD})
    repo.write("posts/a.md", OLD + "\n" + NEW)
    assert [line for _, line, _ in check.found("--since HEAD")] == [7]


def test_every_command_of_the_guide_can_do_its_job(repo: Repository, check: Check) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "gate.md").read_text("utf-8")
    commands = re.findall(r"^kouetsu .+|(?<=`)kouetsu check [^`]+(?=`)", guide, re.MULTILINE)
    assert len(commands) >= 8
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    for command in commands:
        line = shlex.join(shlex.split(command, comments=True)[1:])
        assert check(line) == 0, f"{command}: {check.err}"


def test_known_by_another_commit_needs_no_file(repo: Repository, check: Check) -> None:
    repo.git("mv", "posts/b.md", "posts/c.md")
    repo.write("posts/a.md", OLD.replace("町の人", "村の人") + "\n" + NEW)
    repo.write("posts/新.md", NEW)
    assert check.found("--baseline-from HEAD") == [
        ("posts/a.md", 7, "doubled"),
        ("posts/新.md", 1, "doubled"),
    ]
    assert json.loads(check.out)["summary"]["known"] == 3
    assert not list(repo.top.glob("*.json"))


def test_the_findings_of_a_commit_are_known_even_on_a_changed_line(
    repo: Repository, check: Check
) -> None:
    repo.write("posts/a.md", OLD.replace("ですです。", "ですです。追記。"))
    assert check.found("--since HEAD") == [("posts/a.md", 1, "doubled")]
    assert check.found("--since HEAD --baseline-from HEAD") == []
    assert check.found("--baseline-from HEAD") == []


def test_staged_against_a_commit_reads_the_index(repo: Repository, check: Check) -> None:
    repo.commit({"posts/a.md": OLD + "\n" + NEW})
    repo.write("posts/a.md", OLD + "\n" + NEW + "\n" + NEW.replace("霧", "雨"))
    repo.git("add", "--all")
    repo.write("posts/a.md", OLD)
    assert check.found("--staged --baseline-from HEAD") == [("posts/a.md", 9, "doubled")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("check --since HEAD --staged", "two different runs"),
        ("check - --since HEAD", "stdin"),
        ("check - --staged", "stdin"),
        ("check - --baseline-from HEAD", "stdin"),
        ("check --diff --since HEAD", "--diff is of whole files"),
        ("check --since mian", "git knows no commit “mian”"),
        ("check --since ''", "git knows no commit “”"),
        ("check --baseline-from mian", "git knows no commit “mian”"),
        ("check --since HEAD nowhere.md", "no such file or folder"),
    ],
)
def test_what_cannot_be_done_is_said_on_one_line(
    repo: Repository, check: Check, line: str, words: str
) -> None:
    assert check(line) == 2
    assert words in check.err
    assert all(each.startswith("kouetsu: ") for each in check.err.splitlines())


def test_outside_of_a_repository_the_run_ends_with_one_line(
    repo: Repository, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("post.md").write_text(OLD, "utf-8")
    assert check("check post.md --staged") == 2
    assert check.err == "kouetsu: post.md is in no git repository; leave the option out\n"


def test_a_shallow_clone_ends_with_what_to_do(
    repo: Repository, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.commit({"posts/a.md": OLD + "\n" + NEW})
    repo.git("clone", "--quiet", "--depth=1", repo.top.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert check(f"check --since {first}") == 2
    assert "git fetch --unshallow" in check.err
    repo.git("-C", str(Path.cwd()), "fetch", "--quiet", "--unshallow")
    assert check.found(f"--since {first}") == [("posts/a.md", 7, "doubled")]


def test_a_hook_of_git_sees_what_is_committed(
    repo: Repository, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`git commit FILE` commits from an index of its own, which it names to the hook."""
    hook = repo.top / ".git" / "hooks" / "pre-commit"
    hook.write_text('#!/bin/sh\ncp "$GIT_INDEX_FILE" kept\necho "$GIT_INDEX_FILE" > name\n')
    hook.chmod(0o755)
    repo.write("posts/a.md", OLD + "\n" + NEW)
    repo.write("posts/b.md", OLD + "\n" + NEW)
    repo.git("add", "posts/b.md")
    parent = repo.git("rev-parse", "HEAD")
    repo.git("commit", "--quiet", "--message", "one", "posts/a.md")
    repo.git("reset", "--quiet", "--soft", parent)
    monkeypatch.setenv("GIT_INDEX_FILE", "kept")
    assert Path((repo.top / "name").read_text().strip()).name != "index"
    assert [path for path, *_ in check.found("--staged posts")] == ["posts/a.md"]
