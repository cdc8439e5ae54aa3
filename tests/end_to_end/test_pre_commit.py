"""The hooks, run by the real pre-commit when the real git commits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from rule_cases import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pre-commit")]

BAD = "岬の灯台は、霧の夜にも船を導くべきですです。\n"
GOOD = "駅前の時計は、いつも三分だけ進んでいます。\n"
MENDED = BAD.replace("ですです", "です")


@dataclass(frozen=True, slots=True)
class Hooks:
    """A repository that holds kouetsu's hooks, and where pre-commit keeps what it installs."""

    repository: Path
    revision: str
    home: Path


@dataclass(frozen=True, slots=True)
class Blog:
    """A repository of posts."""

    folder: Path
    home: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return run(self.folder, self.home, *command)

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, posts: Mapping[str, str]) -> None:
        for name, text in posts.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, "utf-8")

    def commit(self, posts: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Stage all posts and commit them, which runs the hook that pre-commit installed."""
        if posts:
            self.write(posts)
            self.git("add", "--all")
        return self.run("git", "commit", "--message", "posts")


def run(folder: Path, home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a writer would who has neither our checkout nor our environment."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME", "LC_ALL", "SKIP")
    environment = {
        **{name: value for name, value in os.environ.items() if name not in hidden},
        "PRE_COMMIT_HOME": str(home),
        "PRE_COMMIT_COLOR": "never",
        "LANG": "C.UTF-8",
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "a",
        "GIT_CONFIG_KEY_1": "user.email",
        "GIT_CONFIG_VALUE_1": "a@example",
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8"
    )


def pre_commit() -> str:
    return str(Path(sys.executable).parent / "pre-commit")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    """Commit the checkout as it is now to a repository of its own: pre-commit clones that."""
    repository = tmp_path_factory.mktemp("hooks")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    for name in (os.fsdecode(each) for each in names if each):
        if (ROOT / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, repository / name)
    home = tmp_path_factory.mktemp("home")
    run(repository, home, "git", "init", "--quiet", "--initial-branch=main")
    run(repository, home, "git", "add", "--all", "--force")
    done = run(repository, home, "git", "commit", "--quiet", "--message", "kouetsu")
    assert done.returncode == 0, done.stderr
    revision = run(repository, home, "git", "rev-parse", "HEAD").stdout.strip()
    return Hooks(repository, revision, home)


@pytest.fixture
def blog(hooks: Hooks, tmp_path: Path) -> Blog:
    """Return a repository with the hook `kouetsu` installed."""
    return installed(hooks, tmp_path / "blog", "kouetsu")


def installed(hooks: Hooks, folder: Path, *names: str) -> Blog:
    folder.mkdir()
    blog = Blog(folder, hooks.home)
    blog.git("init", "--quiet", "--initial-branch=main")
    configure(blog, hooks, *({"id": name} for name in names))
    done = blog.run(pre_commit(), "install")
    assert done.returncode == 0, done.stdout
    assert blog.commit({"_posts/a.md": GOOD}).returncode == 0
    return blog


def configure(blog: Blog, hooks: Hooks, *chosen: Mapping[str, object]) -> None:
    repository = {"repo": str(hooks.repository), "rev": hooks.revision, "hooks": list(chosen)}
    config = yaml.safe_dump({"repos": [repository]})
    (blog.folder / ".pre-commit-config.yaml").write_text(config, "utf-8")


def test_a_bad_post_stops_the_commit_and_a_good_one_passes(blog: Blog) -> None:
    stopped = blog.commit({"_posts/b.md": BAD})
    assert stopped.returncode != 0
    assert "error[stutter]" in stopped.stderr
    assert "_posts/b.md:1:18" in stopped.stderr
    assert (blog.folder / "_posts" / "b.md").read_text("utf-8") == BAD
    assert blog.commit({"_posts/b.md": MENDED}).returncode == 0


def test_japanese_and_spaced_names_are_checked_and_other_files_are_not(blog: Blog) -> None:
    names = ("記事/港 町.md", "b's.markdown", "--output-file=c.mdx")
    stopped = blog.commit({**dict.fromkeys(names, BAD), "memo.txt": BAD, "a.html": BAD})
    assert stopped.returncode != 0
    assert "3 errors in 3 of 3 files" in stopped.stderr
    blog.git("rm", "--quiet", "--cached", "--", *names)
    assert blog.commit().returncode == 0


def test_what_is_excluded_is_not_checked_though_pre_commit_names_it(blog: Blog) -> None:
    blog.write({"kouetsu.toml": 'exclude = ["_drafts/"]\n', ".gitignore": "tmp/\n"})
    (blog.folder / "tmp").mkdir()
    blog.write({"tmp/b.md": BAD})
    blog.git("add", "--force", "tmp/b.md")
    assert blog.commit({"_drafts/草稿.md": BAD}).returncode == 0


def test_what_is_staged_is_judged_and_not_what_is_being_written(blog: Blog) -> None:
    path = blog.folder / "_posts" / "a.md"
    blog.write({"_posts/a.md": GOOD + "\n" + MENDED})
    blog.git("add", "--all")
    path.write_text(GOOD + "\n" + BAD, "utf-8")
    assert blog.commit().returncode == 0
    assert path.read_text("utf-8") == GOOD + "\n" + BAD
    blog.git("add", "--all")
    path.write_text(GOOD + "\n" + MENDED, "utf-8")
    assert blog.commit().returncode != 0
    assert path.read_text("utf-8") == GOOD + "\n" + MENDED


def test_a_post_with_a_past_is_judged_by_what_is_staged_when_asked_for(
    hooks: Hooks, blog: Blog
) -> None:
    blog.write({"_posts/古い.md": BAD})
    blog.git("add", "--all")
    blog.git("commit", "--no-verify", "--message", "old")
    assert blog.commit({"_posts/古い.md": f"{BAD}\n{GOOD}"}).returncode != 0
    configure(blog, hooks, {"id": "kouetsu", "args": ["--staged", "--"]})
    blog.git("add", "--all")
    assert blog.commit().returncode == 0
    stopped = blog.commit(
        {"_posts/古い.md": f"{BAD}\n{GOOD}\n町の人は、光を見て育つべきですです。\n"}
    )
    assert stopped.returncode != 0
    assert "_posts/古い.md:5:" in stopped.stderr
    assert "_posts/古い.md:1:" not in stopped.stderr


def test_one_process_checks_five_hundred_posts(blog: Blog) -> None:
    posts = {f"_posts/{number:03} 港の話.md": GOOD for number in range(499)}
    stopped = blog.commit({**posts, "_posts/z.md": BAD})
    assert stopped.returncode != 0
    assert "1 error in 1 of 500 files" in stopped.stderr


def test_settings_that_cannot_be_used_stop_the_commit_with_one_line(blog: Blog) -> None:
    stopped = blog.commit({"kouetsu.toml": "selekt = []\n", "_posts/b.md": GOOD})
    assert stopped.returncode != 0
    assert "kouetsu: kouetsu.toml:1" in stopped.stderr
    assert "Traceback" not in stopped.stderr


def test_the_second_hook_repairs_and_lets_the_writer_look(hooks: Hooks, tmp_path: Path) -> None:
    blog = installed(hooks, tmp_path / "blog", "kouetsu-fix", "kouetsu")
    path = blog.folder / "_posts" / "港 町.md"
    stopped = blog.commit({"_posts/港 町.md": BAD})
    assert stopped.returncode != 0
    assert "files were modified by this hook" in stopped.stderr
    assert path.read_text("utf-8") == MENDED
    assert blog.git("show", ":_posts/港 町.md") == BAD
    blog.git("add", "--all")
    assert blog.commit().returncode == 0


def test_the_hooks_can_be_tried_before_they_are_installed(hooks: Hooks, tmp_path: Path) -> None:
    blog = Blog(tmp_path / "blog", hooks.home)
    blog.folder.mkdir()
    blog.git("init", "--quiet")
    blog.write({"_posts/b.md": BAD})
    blog.git("add", "--all")
    tried = blog.run(pre_commit(), "try-repo", str(hooks.repository), "kouetsu", "--verbose")
    assert tried.returncode == 1, tried.stdout + tried.stderr
    assert "error[stutter]" in tried.stdout
