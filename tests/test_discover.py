from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest

from kouetsu.discover import DiscoveryError, discover


def make(top: Path, *names: str) -> None:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("本文。", encoding="utf-8")


def found(top: Path, *paths: Path) -> list[str]:
    return [path.relative_to(top).as_posix() for path in discover(paths or (top,))]


def test_folders_are_walked_for_markdown_in_a_stable_order(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/z.markdown", "a/b.mdx", "C.MD", "a.md")
    assert found(tmp_path) == ["C.MD", "a/b.mdx", "a/z.markdown", "a.md", "b.md"]


def test_other_files_are_left_alone_in_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "a.txt", "md", "a.md.bak", "image.png", "a.rst")
    assert found(tmp_path) == ["a.md"]


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, "草稿.txt", ".gitignore")
    (tmp_path / ".gitignore").write_text("*.txt\n", encoding="utf-8")
    assert found(tmp_path, tmp_path / "草稿.txt") == ["草稿.txt"]


def test_japanese_names_and_spaces_are_ordinary(tmp_path: Path) -> None:
    make(tmp_path, "記事/二 本目.md", "記事/一本目.md")
    assert found(tmp_path) == ["記事/一本目.md", "記事/二 本目.md"]


def test_paths_keep_the_form_in_which_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "posts/a.md")
    monkeypatch.chdir(tmp_path)
    assert discover([Path("posts")]) == [Path("posts/a.md")]
    assert discover([Path()]) == [Path("posts/a.md")]


def test_a_file_named_in_several_ways_is_found_once(tmp_path: Path) -> None:
    make(tmp_path, "posts/a.md", "posts/b.md")
    paths = [tmp_path / "posts" / "a.md", tmp_path / "posts", tmp_path, tmp_path / "posts"]
    assert found(tmp_path, *paths) == ["posts/a.md", "posts/b.md"]


def test_a_link_to_an_article_is_the_same_article(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    assert len(found(tmp_path)) == 1


def test_links_to_folders_are_not_followed_so_loops_end(tmp_path: Path) -> None:
    make(tmp_path, "posts/a.md")
    (tmp_path / "posts" / "again").symlink_to(tmp_path)
    (tmp_path / "posts" / "self").symlink_to(tmp_path / "posts" / "self")
    assert found(tmp_path) == ["posts/a.md"]


def test_a_link_that_is_named_itself_is_walked(tmp_path: Path) -> None:
    make(tmp_path, "posts/a.md")
    (tmp_path / "link").symlink_to(tmp_path / "posts")
    assert found(tmp_path, tmp_path / "link") == ["link/a.md"]


def test_a_broken_link_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert found(tmp_path) == []


def test_folders_of_tools_are_never_entered(tmp_path: Path) -> None:
    make(tmp_path, "a.md", ".git/b.md", "node_modules/p/README.md", "x/.venv/c.md")
    assert found(tmp_path) == ["a.md"]


def test_a_folder_that_is_named_itself_is_walked_even_when_it_is_ignored(tmp_path: Path) -> None:
    make(tmp_path, "node_modules/p/README.md", "out/a.md")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("out/\n", encoding="utf-8")
    assert found(tmp_path, tmp_path / "node_modules") == ["node_modules/p/README.md"]
    assert found(tmp_path, tmp_path / "out") == ["out/a.md"]
    assert found(tmp_path) == []


def test_gitignore_files_hold_for_their_own_folder_and_below(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "posts/a.md", "posts/b.md", "posts/下書き/c.md")
    (tmp_path / "posts" / ".gitignore").write_text("a.md\r\n下書き/\r\n", encoding="utf-8-sig")
    assert found(tmp_path) == ["a.md", "posts/b.md"]


def test_a_deeper_gitignore_takes_back_what_a_higher_one_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.draft.md", "posts/a.draft.md", "posts/b.md")
    (tmp_path / ".gitignore").write_text("*.draft.md\n", encoding="utf-8")
    (tmp_path / "posts" / ".gitignore").write_text("!*.draft.md\n", encoding="utf-8")
    assert found(tmp_path) == ["posts/a.draft.md", "posts/b.md"]


def test_the_gitignore_of_the_repository_holds_when_a_part_of_it_is_walked(tmp_path: Path) -> None:
    make(tmp_path, "site/posts/a.md", "site/posts/b.draft.md")
    (tmp_path / ".gitignore").write_text("*.draft.md\n", encoding="utf-8")
    assert len(found(tmp_path, tmp_path / "site" / "posts")) == 2, "outside of a repository"
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert found(tmp_path, tmp_path / "site" / "posts") == ["site/posts/a.md"]


def test_a_gitignore_that_cannot_be_read_ignores_nothing(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.md")
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe[z-a]\n!\na.md\n")
    assert found(tmp_path) == ["b.md"]
    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").mkdir()
    assert found(tmp_path) == ["a.md", "b.md"]


def test_the_users_exclusions_are_asked_with_absolute_paths(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "drafts/b.md", "posts/c.md")
    asked: dict[str, bool] = {}

    def is_excluded(path: Path, *, is_directory: bool) -> bool:
        asked[path.relative_to(tmp_path).as_posix()] = is_directory
        return path.name in ("drafts", "c.md")

    paths = [path.name for path in discover([tmp_path], is_excluded=is_excluded)]
    assert paths == ["a.md"]
    assert asked == {"a.md": False, "drafts": True, "posts": True, "posts/c.md": False}


def test_a_named_file_is_taken_though_the_user_excludes_it(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    assert discover([tmp_path / "a.md"], is_excluded=lambda _path, *, is_directory: True)


def kept(top: Path, *names: str) -> list[str]:
    """Return which of the named paths are taken when named ones can be left out."""
    paths = discover([top / name for name in names], excludes_named=True)
    return [path.relative_to(top).as_posix() for path in paths]


def repository(top: Path) -> None:
    subprocess.run(["git", "init", "-q", str(top)], check=True)


def test_named_files_can_be_left_out_as_a_walk_leaves_them_out(tmp_path: Path) -> None:
    names = ("a.md", "drafts/b.md", "posts/c.tmp.md", "posts/d.md", "node_modules/p/e.md")
    make(tmp_path, *names)
    repository(tmp_path)
    (tmp_path / ".gitignore").write_text("drafts/\n*.tmp.md\n", encoding="utf-8")
    assert kept(tmp_path, *names) == found(tmp_path) == ["a.md", "posts/d.md"]
    assert len(found(tmp_path, *(tmp_path / name for name in names))) == 5


def test_nothing_is_taken_back_below_a_folder_that_is_ignored(tmp_path: Path) -> None:
    make(tmp_path, "drafts/b.md", "posts/b.md")
    repository(tmp_path)
    (tmp_path / ".gitignore").write_text("drafts/\nposts/*.md\n", encoding="utf-8")
    for folder in ("drafts", "posts"):
        (tmp_path / folder / ".gitignore").write_text("!b.md\n", encoding="utf-8")
    assert kept(tmp_path, "drafts/b.md", "posts/b.md") == ["posts/b.md"]
    assert found(tmp_path) == ["posts/b.md"]


def test_a_named_folder_can_be_left_out_too(tmp_path: Path) -> None:
    make(tmp_path, "out/a.md", "posts/a.md")
    repository(tmp_path)
    (tmp_path / ".gitignore").write_text("out/\n", encoding="utf-8")
    assert kept(tmp_path, "out", "posts") == ["posts/a.md"]


def test_what_only_looks_ignored_is_kept(tmp_path: Path) -> None:
    names = ("build.md", "drafts.md", "posts/a.md", "草稿.txt", "node_modules.md")
    make(tmp_path, *names)
    repository(tmp_path)
    (tmp_path / ".gitignore").write_text("build/\ndrafts/\n/a.md\n", encoding="utf-8")
    assert sorted(kept(tmp_path, *names)) == sorted(names)


def test_outside_of_a_repository_no_gitignore_leaves_out_a_named_file(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / ".gitignore").write_text("a.md\n", encoding="utf-8")
    assert kept(tmp_path, "a.md") == ["a.md"]


def test_the_repository_may_itself_lie_in_a_folder_of_a_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "node_modules/blog/a.md")
    monkeypatch.chdir(tmp_path / "node_modules" / "blog")
    assert discover([Path("a.md")], excludes_named=True) == [Path("a.md")]


def test_the_users_exclusions_hold_for_named_files_when_they_can_be_left_out(
    tmp_path: Path,
) -> None:
    make(tmp_path, "a.md", "b.md")

    def is_excluded(path: Path, *, is_directory: bool) -> bool:
        return path.name == "b.md" and not is_directory

    paths = discover(
        [tmp_path / "a.md", tmp_path / "b.md"], is_excluded=is_excluded, excludes_named=True
    )
    assert [path.name for path in paths] == ["a.md"]


def test_a_missing_path_is_missing_even_where_it_would_be_left_out(tmp_path: Path) -> None:
    repository(tmp_path)
    (tmp_path / ".gitignore").write_text("無い.md\n", encoding="utf-8")
    with pytest.raises(DiscoveryError):
        kept(tmp_path, "無い.md")


def test_a_missing_path_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DiscoveryError) as caught:
        discover([tmp_path / "無い.md"])
    assert str(caught.value) == f"{tmp_path / '無い.md'}: no such file or folder"


def test_after_an_error_the_rest_goes_on_when_somebody_takes_the_error(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    errors: list[DiscoveryError] = []
    paths = discover([tmp_path / "無い.md", tmp_path], on_error=errors.append)
    assert [path.name for path in paths] == ["a.md"]
    assert len(errors) == 1


def test_a_folder_that_cannot_be_read_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    with contextlib.chdir(tmp_path):
        for _ in range(25):  # a path longer than the 4,096 bytes that Linux takes at once
            os.mkdir("d" * 200)  # noqa: PTH102
            os.chdir("d" * 200)
    errors: list[DiscoveryError] = []
    paths = discover([tmp_path], on_error=errors.append)
    assert [path.name for path in paths] == ["a.md"]
    assert ["cannot be read" in str(error) for error in errors] == [True]


def test_a_very_long_name_is_an_error_and_no_crash() -> None:
    with pytest.raises(DiscoveryError):
        discover([Path("あ" * 300)])


def test_a_tree_deeper_than_python_recurses_is_walked(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        for _ in range(1200):
            os.mkdir("d")  # noqa: PTH102
            os.chdir("d")
        Path("a.md").write_text("本文。", encoding="utf-8")
    assert len(discover([tmp_path])) == 1
    # pytest's own clearing up recurses.
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)
