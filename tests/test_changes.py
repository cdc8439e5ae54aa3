from __future__ import annotations

import os
from pathlib import Path

import pytest

from git_repository import Repository, isolate, repository
from kouetsu import changes
from kouetsu.changes import Changes, ChangesError

STORY = "一行目。\n二行目。\n三行目。\n四行目。\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    made = repository(tmp_path / "記事 repo")
    made.commit({"posts/a.md": STORY})
    monkeypatch.chdir(made.top)
    return made


def since(ref: str = "HEAD", *paths: str) -> Changes:
    return changes.since(ref, [Path(path) for path in paths or (".",)])


def lines(found: Changes, name: str = "posts/a.md") -> list[int]:
    """Return the changed lines of a file that did change."""
    return [line for each in found.files[name].lines for line in each]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STORY + "五行目。\n", [5]),
        ("初めの行。\n" + STORY, [1]),
        (STORY.replace("二", "２"), [2]),
        (STORY.replace("二", "２").replace("四", "４"), [2, 4]),
        (STORY.replace("二行目。\n", ""), []),
        (STORY.replace("二行目。\n", "甲。\n乙。\n丙。\n"), [2, 3, 4]),
        (STORY.replace("四行目。\n", "四行目。"), [4]),
        (STORY + "++ b/posts/a.md\n@@ -1 +1 @@\n-- c\n", [5, 6, 7]),
        (STORY.replace("二行目。", "++ x\n-- y"), [2, 3]),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_the_lines_that_were_added_or_reworded_are_told(
    repo: Repository, text: str, expected: list[int]
) -> None:
    repo.write("posts/a.md", text)
    assert lines(since()) == expected


def test_no_line_end_at_the_end_of_either_side_shifts_no_line(repo: Repository) -> None:
    repo.commit({"posts/a.md": "甲。\n乙。"})
    repo.write("posts/a.md", "甲。\n丙。")
    repo.write("posts/b.md", "")
    assert lines(since()) == [2]


@pytest.mark.parametrize(
    "name",
    [
        "灯台.md",
        "霧 の夜.md",
        '"引用".md',
        "back\\slash.md",
        "tab\there.md",
        "new\nline.md",
        "tail\t.md",
        "b/b.md",
        "-rf.md",
        "a => b.md",
        ":(top)x.md",
        "[a]*?.md",
        "大文字.MD",
        "投稿/深い 所/港.markdown",
        "page.mdx",
    ],
)
def test_any_file_name_is_followed(repo: Repository, name: str) -> None:
    repo.commit({name: STORY})
    path = repo.write(name, STORY + "五行目。\n")
    change = since().of(path)
    assert change is not None
    assert change.lines == (range(5, 6),)


def test_a_name_of_bytes_that_are_no_utf8_is_followed(repo: Repository) -> None:
    name = os.fsdecode(b"\xe3\x81.md")
    try:
        repo.write(name, STORY)
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    repo.commit()
    path = repo.write(name, STORY + "五。\n")
    assert since().of(path) is not None


def test_a_decomposed_name_is_the_composed_one(repo: Repository) -> None:
    repo.commit({"か\u3099.md": STORY})
    path = repo.write("か\u3099.md", STORY + "五行目。\n")
    found = since()
    assert found.of(path) is not None
    assert list(found.files) == ["\u304c.md"]


def test_an_untouched_file_has_not_changed(repo: Repository) -> None:
    (repo.top / "posts/a.md").touch()
    assert since().files == {}
    assert since().of(Path("posts/a.md")) is None


def test_a_file_that_git_does_not_know_yet_is_new(repo: Repository) -> None:
    repo.write("posts/新しい.md", STORY)
    repo.write("ignored.md", STORY)
    repo.write(".gitignore", "ignored.md\n")
    found = since()
    assert list(found.files) == ["posts/新しい.md"]
    assert found.files["posts/新しい.md"].before is None


def test_a_deleted_file_and_other_kinds_of_files_are_left_out(repo: Repository) -> None:
    repo.commit({"posts/b.md": STORY, "photo.png": "x", "notes.txt": "x"})
    (repo.top / "posts/b.md").unlink()
    repo.write("photo.png", "\0\x01")
    repo.write("notes.txt", "y")
    assert since().files == {}


def test_another_kind_of_file_counts_when_it_is_named(repo: Repository) -> None:
    repo.commit({"notes [1].txt": STORY})
    repo.write("notes [1].txt", STORY + "五行目。\n")
    assert lines(since("HEAD", "notes [1].txt"), "notes [1].txt") == [5]


def test_a_renamed_and_edited_file_keeps_its_history(repo: Repository) -> None:
    before = repo.commit({"posts/a.md": STORY * 5})
    repo.git("mv", "posts/a.md", "posts/移した 記事.md")
    repo.commit({"posts/移した 記事.md": STORY * 5 + "追記。\n"})
    found = since(before)
    assert list(found.files) == ["posts/移した 記事.md"]
    assert lines(found, "posts/移した 記事.md") == [21]
    blob = found.files["posts/移した 記事.md"].before
    assert blob is not None
    assert blob.path == "posts/a.md"
    assert found.content(blob).decode() == STORY * 5


def test_a_renamed_file_has_no_changed_lines(repo: Repository) -> None:
    repo.git("mv", "posts/a.md", "posts/b.md")
    assert lines(since(), "posts/b.md") == []


def test_a_changed_mode_changes_no_lines(repo: Repository) -> None:
    (repo.top / "posts/a.md").chmod(0o755)
    assert lines(since()) == []


def test_what_others_did_meanwhile_is_no_change_of_ours(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "mine")
    repo.commit({"posts/mine.md": STORY})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"posts/a.md": "全部書き直した。\n"})
    repo.git("checkout", "--quiet", "mine")
    assert list(since("main").files) == ["posts/mine.md"]


def test_what_a_merge_brought_is_no_change_of_ours(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "mine")
    repo.commit({"posts/mine.md": STORY})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"posts/a.md": STORY + "五行目。\n", "posts/theirs.md": STORY})
    repo.git("checkout", "--quiet", "mine")
    repo.git("merge", "--quiet", "--no-edit", "main")
    assert list(since("main").files) == ["posts/mine.md"]


def test_line_ends_that_git_converts_are_no_changes(repo: Repository) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.write("posts/a.md", STORY.replace("\n", "\r\n") + "五行目。\r\n")
    assert lines(since()) == [5]


def test_utf16_and_a_stray_nul_are_text(repo: Repository) -> None:
    repo.commit({"posts/nul.md": "甲。\0\n乙。\n"})
    repo.write("posts/nul.md", "甲。\0\n丙。\n")
    assert lines(since(), "posts/nul.md") == [2]


def test_links_and_submodules_are_left_out(repo: Repository) -> None:
    repository(repo.top / "sub.md").commit({"inner.md": STORY})
    (repo.top / "link.md").symlink_to("posts/a.md")
    repo.git("add", "--all")
    assert changes.staged([Path()]).files == {}


def test_the_settings_of_a_user_change_nothing(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.external": "false",
        "diff.context": "9",
        "diff.interHunkContext": "9",
        "diff.relative": "true",
        "diff.renames": "false",
        "color.ui": "always",
        "core.quotePath": "false",
        "core.attributesFile": str(repo.top / "attributes"),
    }.items():
        repo.git("config", name, value)
    repo.write("attributes", "*.md -diff\n")
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=9")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    repo.commit({"霧 の夜.md": STORY, "posts/b.md": STORY})
    repo.git("mv", "posts/b.md", "posts/c.md")
    repo.write("霧 の夜.md", STORY.replace("二", "２").replace("四", "４"))
    monkeypatch.chdir(repo.top / "posts")
    found = since()
    assert lines(found, "霧 の夜.md") == [2, 4]
    assert lines(found, "posts/c.md") == []


def test_the_index_counts_and_not_the_work_tree(repo: Repository) -> None:
    repo.write("posts/a.md", STORY + "索引の行。\n")
    repo.git("add", "--all")
    repo.write("posts/a.md", "書きかけ。\n" + STORY)
    repo.write("posts/untracked.md", STORY)
    found = changes.staged([Path()])
    assert list(found.files) == ["posts/a.md"]
    assert lines(found) == [5]
    content = found.files["posts/a.md"].staged
    assert content is not None
    assert found.content(content).decode() == STORY + "索引の行。\n"


def test_before_the_first_commit_all_that_is_staged_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch)
    fresh = repository(tmp_path)
    fresh.write("a.md", STORY)
    fresh.git("add", "--all")
    assert changes.staged([tmp_path]).files["a.md"].before is None
    with pytest.raises(ChangesError, match="no commit"):
        changes.since("HEAD", [tmp_path])


def test_the_index_of_a_partial_commit_counts(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other-index")
    repo.git("read-tree", "HEAD")
    repo.write("posts/b.md", STORY)
    repo.git("add", "posts/b.md")
    assert list(changes.staged([Path("posts")]).files) == ["posts/b.md"]


def test_a_linked_work_tree_is_a_repository_of_its_own(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    side = Repository(tmp_path / "side")
    side.write("posts/a.md", STORY + "五行目。\n")
    # As git sets it for the hooks of a linked work tree.
    monkeypatch.setenv("GIT_DIR", side.git("rev-parse", "--absolute-git-dir"))
    monkeypatch.chdir(side.top)
    found = since("main", "posts")
    assert found.top == side.top.resolve()
    assert lines(found) == [5]


def test_the_folder_of_the_path_tells_the_repository(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write("posts/a.md", STORY + "五行目。\n")
    monkeypatch.chdir(tmp_path)
    found = since("HEAD", str(repo.top / "posts" / "a.md"))
    assert found.of(repo.top / "posts" / "a.md") is not None


def message(ref: str, *paths: str) -> str:
    with pytest.raises(ChangesError) as caught:
        since(ref, *paths)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_missing_commit_is_named_with_what_to_do(repo: Repository) -> None:
    assert "no commit “mian”" in message("mian")
    assert "git fetch" in message("mian")
    assert "no commit “--output=x”" in message("--output=x")
    assert "no commit “HEAD:posts/a.md”" in message("HEAD:posts/a.md")
    assert not (repo.top / "x").exists()


def test_the_branch_of_the_remote_is_offered(repo: Repository) -> None:
    repo.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    assert "did you mean “origin/trunk”?" in message("trunk")


def test_a_shallow_clone_says_how_to_get_the_rest(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-b", "mine")
    repo.commit({"posts/mine.md": STORY})
    clone = tmp_path / "shallow"
    url = repo.top.as_uri()
    repo.git("clone", "--quiet", "--depth=1", "--no-single-branch", url, str(clone))
    monkeypatch.chdir(clone)
    for ref in ("origin/main", first):
        assert "git fetch --unshallow" in message(ref)
        assert "fetch-depth: 0" in message(ref)


def test_unrelated_histories_have_nothing_to_compare(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit({"posts/other.md": STORY})
    assert "no commit in common" in message("main")


def test_no_repository_no_path_and_another_repository_are_named(
    repo: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    assert "in no git repository" in message("HEAD", str(outside))
    assert "no such file or folder" in message("HEAD", "nowhere/post.md")
    assert "is not in the repository" in message("HEAD", "posts", str(outside))


def test_a_missing_git_is_named(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.top))
    assert "git cannot be found" in message("HEAD")


def test_other_failures_are_told_in_the_words_of_git(repo: Repository) -> None:
    (repo.top / ".git" / "config").write_text("[core\n", "utf-8")
    assert "bad config line 1" in message("HEAD")


def test_a_pointer_of_lfs_is_no_article() -> None:
    assert changes.is_pointer("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    assert not changes.is_pointer("version 2 の話です。\n")
