from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.discover import discover
from kouetsu.globs import GlobError, Globs, absolute_path

FOLDER = Path("/site")


def covers(patterns: list[str], path: str, *, is_directory: bool = False) -> bool:
    return Globs(FOLDER, tuple(patterns)).covers(Path(path), is_directory=is_directory)


@pytest.mark.parametrize(
    ("patterns", "path"),
    [
        (["drafts/"], "/site/drafts/a.md"),
        (["drafts/"], "/site/posts/drafts/deep/a.md"),
        (["drafts/**"], "/site/drafts/deep/a.md"),
        (["*.mdx"], "/site/posts/a.mdx"),
        (["/README.md"], "/site/README.md"),
        (["下書き/"], "/site/下書き/記事 その1.md"),
        (["posts/*", "!posts/keep.md"], "/site/posts/other.md"),
        (["posts/**/"], "/site/posts/2025/a.md"),
        (["*.md"], "/elsewhere/a.md"),
    ],
)
def test_a_path_that_a_pattern_means_is_covered(patterns: list[str], path: str) -> None:
    assert covers(patterns, path)


@pytest.mark.parametrize(
    ("patterns", "path"),
    [
        ([], "/site/a.md"),
        (["drafts/"], "/site/drafts.md"),
        (["drafts/"], "/site/drafts"),
        (["/README.md"], "/site/posts/README.md"),
        (["posts/*", "!posts/keep.md"], "/site/posts/keep.md"),
        (["posts/a.md"], "/site/other/posts/a.md"),
        (["posts/**/"], "/site/posts/a.md"),
        (["# a.md"], "/site/a.md"),
        (["drafts/**"], "/elsewhere/drafts/a.md"),
        (["site/a.md"], "/site/a.md"),
        (["!"], "/site/a.md"),
        (["[z-a].md"], "/site/a.md"),
    ],
)
def test_a_path_that_no_pattern_means_is_not_covered(patterns: list[str], path: str) -> None:
    assert not covers(patterns, path)


def test_a_file_in_a_matched_folder_cannot_be_taken_back() -> None:
    assert covers(["drafts/", "!drafts/final.md"], "/site/drafts/final.md")


def test_a_folder_is_matched_as_a_folder_only_when_it_is_one() -> None:
    assert covers(["posts/"], "/site/posts", is_directory=True)
    assert not covers(["posts/"], "/site/posts", is_directory=False)


def test_composed_and_decomposed_kana_are_the_same_name() -> None:
    decomposed = unicodedata.normalize("NFD", "/site/ガイド/a.md")
    assert decomposed != "/site/ガイド/a.md"
    assert covers(["ガイド/"], decomposed)


@pytest.mark.parametrize("pattern", ["!", "[z-a]", "a\\"])
def test_a_pattern_that_means_nothing_is_named(pattern: str) -> None:
    with pytest.raises(GlobError) as caught:
        Globs(FOLDER, ("*.md", pattern)).check()
    assert str(caught.value) == pattern


def test_an_absolute_path_has_no_dots() -> None:
    assert absolute_path(Path("/a/b/../c/./d.md")) == Path("/a/c/d.md")


names = st.sampled_from(["a.md", "b.md", "readme.md", "日本 語.md", "x", "posts", "out"])
segments = st.sampled_from(
    ["a.md", "*.md", "posts", "out", "x", "*", "**", "日本*", "?", "[ab].md"]
)
lines = st.builds(
    lambda negation, anchor, parts, slash: negation + anchor + "/".join(parts) + slash,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(segments, min_size=1, max_size=3),
    st.sampled_from(["", "", "/"]),
)


def git_takes(top: Path) -> set[str]:
    """Return the Markdown files that git would add."""
    command = ["git", "-C", str(top), "ls-files", "-o", "--exclude-standard", "-z"]
    output = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return {name for name in output.split("\0") if name.endswith(".md")}


@settings(max_examples=60, deadline=None)
@given(
    files=st.lists(st.lists(names, min_size=1, max_size=3), min_size=1, max_size=8),
    ignores=st.dictionaries(
        st.sampled_from(["", "posts", "x", "posts/out"]), st.lists(lines, max_size=4), max_size=3
    ),
)
def test_a_walk_takes_the_files_that_git_takes(
    files: list[list[str]], ignores: dict[str, list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        subprocess.run(["git", "init", "-q", folder], check=True)
        for parts in files:
            path = top.joinpath(*(part.removesuffix(".md") for part in parts[:-1]))
            path.mkdir(parents=True, exist_ok=True)
            (path / f"{parts[-1].removesuffix('.md')}.md").write_text("本文。", encoding="utf-8")
        for where, patterns in ignores.items():
            if (top / where).is_dir():
                (top / where / ".gitignore").write_text("\n".join(patterns), encoding="utf-8")
        found = {path.relative_to(top).as_posix() for path in discover([top])}
        assert found == git_takes(top)
