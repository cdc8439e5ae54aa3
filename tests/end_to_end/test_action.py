"""The action, run as GitHub's runner does: its steps in order, with their inputs in variables."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rule_cases import ROOT
from workflow_job import ACTION, STEPS, Job, commit, git, write

pytestmark = pytest.mark.xdist_group("action")

SCRIPTS = sorted((ROOT / ".github" / "action").glob("*.sh"))
COMMANDS = Path(sys.executable).parent

BAD = "岬の灯台は、霧の夜にも船を導くべきですです。\n"
GOOD = "駅前の時計は、いつも三分だけ進んでいます。\n"
OLD = "朝の市場には、採れたての野菜が並ぶべきですです。\n"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Return a job in an empty repository, with kouetsu installed already."""
    (tmp_path / "action").symlink_to(ROOT)
    for name in ("blog", "temporary"):
        (tmp_path / name).mkdir()
    git(tmp_path / "blog", "init", "--quiet", "--initial-branch=main")
    context = {"steps.install.outputs.scripts": str(COMMANDS)}
    return Job(tmp_path / "blog", tmp_path / "temporary", context=context)


@pytest.fixture
def pull_request(job: Job, tmp_path: Path) -> Job:
    """Return a job whose workspace is what actions/checkout makes of a pull request: one commit.

    Since the pull request was opened, another one with an error was merged into main.
    """
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    first = commit(origin, {"_posts/古い.md": OLD, "_posts/b.md": GOOD})
    git(origin, "checkout", "--quiet", "-b", "topic")
    head = commit(origin, {"_posts/新しい 記事.md": BAD})
    git(origin, "checkout", "--quiet", "main")
    commit(origin, {"_posts/c.md": OLD})
    git(origin, "merge", "--quiet", "--no-ff", "topic", "--message", "merge")
    merge = git(origin, "rev-parse", "HEAD")
    git(origin, "update-ref", "refs/pull/1/merge", merge)
    git(origin, "reset", "--quiet", "--hard", "HEAD^1")
    git(job.workspace, "remote", "add", "origin", origin.as_uri())
    checkout(job, merge)
    job.variables |= {"GITHUB_REF": "refs/pull/1/merge", "GITHUB_SHA": merge}
    job.context |= {"github.event.pull_request.base.sha": first, "head": head}
    return job


def checkout(job: Job, name: str) -> None:
    git(job.workspace, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", name)
    git(job.workspace, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    assert git(job.workspace, "rev-list", "--count", "HEAD") == "1"


def annotated(job: Job) -> set[str]:
    return set(re.findall(r"^::error file=(.*?),", job.log, re.MULTILINE))


def test_no_expression_reaches_the_shell() -> None:
    commands = [step["run"] for step in STEPS if "run" in step]
    assert len(commands) == 3
    for command in commands:
        assert "${{" not in command
        assert re.fullmatch(r'bash "\$GITHUB_ACTION_PATH/\.github/action/[a-z-]+\.sh"', command)


def test_every_variable_that_a_script_reads_is_set_and_none_in_vain() -> None:
    read = set(re.findall(r"KOUETSU_[A-Z_]+", "".join(path.read_text("utf-8") for path in SCRIPTS)))
    given = {name for step in STEPS for name in step.get("env", {})}
    assert read - {"KOUETSU_"} == given


def test_every_input_is_used_and_described() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", json.dumps(STEPS)))
    assert used == set(ACTION["inputs"])
    assert all(each["description"].endswith(".") for each in ACTION["inputs"].values())


def test_the_action_is_valid_by_the_published_schema() -> None:
    command = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_scripts_hold_no_slip_that_shellcheck_knows(script: Path) -> None:
    command = [str(COMMANDS / "shellcheck"), "--enable=quote-safe-variables", str(script)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout


def test_an_error_fails_the_step_and_is_annotated_summed_up_and_counted(job: Job) -> None:
    commit(job.workspace, {"_posts/港 町.md": BAD, "_posts/b.md": GOOD, "c.md": "〇〇です。\n"})
    assert job.use(only="run", paths="_posts\n\nc.md\n", sarif_file="out.sarif") == 1
    assert "::error file=_posts/港 町.md,line=1," in job.log
    assert "| stutter | 1 |  |  |" in job.summary
    sarif = job.workspace / "out.sarif"
    assert job.outputs() == {
        "errors": "1",
        "warnings": "1",
        "infos": "0",
        "files": "3",
        "sarif-file": str(sarif),
    }
    results = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    assert {each["ruleId"] for each in results} == {"stutter", "placeholder"}


def test_sound_articles_pass(job: Job) -> None:
    commit(job.workspace, {"_posts/b.md": GOOD})
    assert job.use(only="run") == 0
    assert job.outputs()["errors"] == "0"
    assert job.outputs()["files"] == "1"
    assert "::error" not in job.log
    assert job.summary.startswith("## kouetsu\n\nNo findings in 1 file")


def test_files_are_named_from_the_top_of_the_repository(job: Job) -> None:
    commit(job.workspace, {"site/_posts/a.md": BAD, "other/b.md": BAD})
    assert job.use(only="run", working_directory="site", sarif_file="k.sarif") == 1
    assert annotated(job) == {"site/_posts/a.md"}
    assert (job.workspace / "site" / "k.sarif").exists()


def test_a_folder_without_git_is_checked_all_the_same(job: Job) -> None:
    write(job.workspace, {"a.md": BAD})
    subprocess.run(["rm", "-rf", str(job.workspace / ".git")], check=True)
    assert job.use(only="run") == 1
    assert annotated(job) == {"a.md"}


def test_the_settings_of_the_inputs_hold(job: Job) -> None:
    commit(
        job.workspace,
        {"site/a.md": BAD, "site/b.md": "〇〇です。\n", "site/k.toml": 'ignore = ["stutter"]\n'},
    )
    assert job.use(only="run", working_directory="site", config="k.toml") == 0
    assert job.use(only="run", working_directory="site", config="k.toml", fail_on="warning") == 1
    assert job.use(only="run", fail_on="never", lang="ja") == 0
    assert "エラー1件" in job.log


def test_what_a_baseline_knows_fails_nothing(job: Job) -> None:
    commit(job.workspace, {"a.md": BAD})
    command = [str(COMMANDS / "kouetsu"), "baseline", "write", "."]
    subprocess.run(command, cwd=job.workspace, check=True, capture_output=True)
    (job.workspace / "kouetsu-baseline.json").rename(job.workspace / "known.json")
    assert job.use(only="run", baseline="known.json") == 0
    write(job.workspace, {"b.md": OLD})
    assert job.use(only="run", baseline="known.json") == 1
    assert annotated(job) == {"b.md"}


def test_what_cannot_be_done_fails_the_step_as_such(job: Job) -> None:
    commit(job.workspace, {"a.md": GOOD})
    assert job.use(only="run", config="gone.toml") == 2
    assert "gone.toml" in job.log
    assert job.use(only="run", paths="gone") == 2


def test_a_pull_request_is_judged_by_what_it_changes(pull_request: Job) -> None:
    assert pull_request.use(only="run") == 1
    assert annotated(pull_request) == {"_posts/新しい 記事.md"}
    assert pull_request.outputs()["errors"] == "1"


def test_a_pull_request_can_be_judged_as_a_whole(pull_request: Job) -> None:
    assert pull_request.use(only="run", changed_only="false") == 1
    assert len(annotated(pull_request)) == 3


def test_a_checkout_of_the_head_is_compared_with_where_it_left_the_base(pull_request: Job) -> None:
    checkout(pull_request, pull_request.context["head"])
    assert pull_request.use(only="run") == 1
    assert annotated(pull_request) == {"_posts/新しい 記事.md"}


def test_a_commit_of_ones_own_is_compared_with(job: Job) -> None:
    commit(job.workspace, {"a.md": BAD})
    commit(job.workspace, {"b.md": GOOD})
    assert job.use(only="run", since="HEAD^") == 0
    assert job.use(only="run", since="HEAD^^") == 2
    assert "HEAD^^" in job.log


def test_history_that_cannot_be_fetched_is_explained(pull_request: Job) -> None:
    git(pull_request.workspace, "remote", "set-url", "origin", "file:///nowhere")
    assert pull_request.use(only="run") == 2
    assert "fetch-depth: 0" in pull_request.log


HOSTILE = (
    "$(touch pwned).md",
    "'; touch pwned; '.md",
    "`touch pwned`.md",
    "-x.md",
    "a\n::error::b.md",
)


def test_names_of_files_run_nothing_and_annotate_nothing(job: Job) -> None:
    commit(job.workspace, dict.fromkeys(HOSTILE, BAD))
    assert job.use(only="run") == 1
    assert job.outputs()["files"] == str(len(HOSTILE))
    assert not list(job.workspace.glob("**/pwned"))
    assert not [line for line in job.log.splitlines() if line.startswith("::error::")]
    assert len(re.findall("^::error ", job.log, re.MULTILINE)) == len(HOSTILE)


@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"version"}))
@pytest.mark.parametrize("value", ["$(touch pwned)", "a; touch pwned", '"\ntouch pwned #', "--x"])
def test_no_input_runs_anything(name: str, value: str, job: Job) -> None:
    commit(job.workspace, {"a.md": GOOD})
    job.use(only="run", **{name: value})
    assert not [path for path in job.workspace.rglob("*") if path.name == "pwned"]
    assert set(job.outputs()) == set(ACTION["outputs"])


def test_a_report_in_several_lines_sets_no_output(job: Job) -> None:
    commit(job.workspace, {"a.md": GOOD})
    assert job.use(only="run", sarif_file="a\nerrors=0") == 2
    assert job.outputs()["errors"] == ""


@pytest.mark.parametrize("version", ["$(touch pwned)", "1.0 --index-url x", "-r x", "../evil"])
def test_a_version_is_a_version(version: str, job: Job) -> None:
    job.context["steps.find.outputs.python"] = sys.executable
    assert job.use(only="install", version=version) == 2
    assert not (job.temporary / "kouetsu-environment").exists()


def test_a_python_that_is_too_old_is_not_taken(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("python3", "python"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert job.use(only="find") == 0
    assert "steps.find.outputs.python" not in job.context
    (condition,) = [step["if"] for step in STEPS if "uses" in step]
    assert condition == "steps.find.outputs.python == ''"


@pytest.mark.slow
def test_all_steps_together_install_and_check(job: Job) -> None:
    commit(job.workspace, {"a.md": BAD})
    del job.context["steps.install.outputs.scripts"]
    job.variables["PATH"] = f"{COMMANDS}{os.pathsep}{os.environ['PATH']}"
    assert job.use() == 1, job.log
    assert annotated(job) == {"a.md"}
    assert job.outputs()["errors"] == "1"
    scripts = job.context["steps.install.outputs.scripts"]
    assert Path(scripts).is_relative_to(job.temporary)
