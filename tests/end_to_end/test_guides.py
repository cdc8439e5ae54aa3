"""The settings that the guides show, held against the hooks and the action that they name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kouetsu.cli import main
from rule_cases import ROOT
from workflow_job import ACTION

if TYPE_CHECKING:
    from pathlib import Path

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
GUIDES = ("pre-commit", "github-action", "writing-pipelines", "python-api")


def text(guide: str) -> str:
    return (ROOT / "docs" / f"{guide}.md").read_text("utf-8")


def fences(guide: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(guide), re.MULTILINE | re.DOTALL)


def valid(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(command, capture_output=True, check=False, text=True)


def test_the_hooks_check_and_repair_markdown_in_one_process() -> None:
    assert [hook["id"] for hook in HOOKS] == ["kouetsu", "kouetsu-fix"]
    for hook, command in zip(HOOKS, ("check", "fix"), strict=True):
        assert hook["entry"] == f"kouetsu {command} --force-exclude"
        assert hook["args"][-1] == "--"
        assert hook["require_serial"] is True
        assert hook["types_or"] == ["markdown", "mdx"]


@pytest.mark.parametrize("fence", fences("pre-commit", "yaml"))
def test_the_settings_for_pre_commit_name_hooks_that_are_there(fence: str) -> None:
    ((repository),) = yaml.safe_load(fence)["repos"]
    assert repository["repo"].endswith("/kouetsu")
    for hook in repository["hooks"]:
        assert hook["id"] in {each["id"] for each in HOOKS}
        assert hook.get("args", ["--"])[-1] == "--"


def test_every_hook_is_explained() -> None:
    assert re.findall(r"^\| `(kouetsu[a-z-]*)` ", text("pre-commit"), re.MULTILINE) == [
        hook["id"] for hook in HOOKS
    ]


@pytest.mark.parametrize("fence", fences("github-action", "yaml"))
def test_the_workflows_are_valid_and_give_the_action_inputs_that_it_has(
    fence: str, tmp_path: Path
) -> None:
    path = tmp_path / "workflow.yml"
    path.write_text(fence, "utf-8")
    done = valid("vendor.github-workflows", path)
    assert done.returncode == 0, done.stdout
    workflow = yaml.safe_load(fence)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    (step,) = [step for step in steps if "/kouetsu@" in step.get("uses", "")]
    assert set(step["with"]) <= set(ACTION["inputs"])
    used = set(re.findall(r"steps\.kouetsu\.outputs\.([a-z-]+)", json.dumps(workflow)))
    assert used <= set(ACTION["outputs"])


def test_every_input_and_output_of_the_action_is_explained() -> None:
    _, inputs, outputs = re.split(r"^\| (?:input|output) \|.*$", text("github-action"), flags=re.M)
    names = r"^\| ((?:`[a-z-]+`(?:, )?)+) \|"
    told = [re.findall("[a-z-]+", each) for each in re.findall(names, inputs, re.MULTILINE)]
    assert [name for each in told for name in each] == list(ACTION["inputs"])
    told = [re.findall("[a-z-]+", each) for each in re.findall(names, outputs, re.MULTILINE)]
    assert [name for each in told for name in each] == list(ACTION["outputs"])


def test_the_reports_of_the_guide_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "a.md").write_text("港の灯台です。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (fence,) = fences("github-action", "sh")
    assert main(fence.splitlines()[0].split()[1:]) == 0
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("## kouetsu")
    assert json.loads((tmp_path / "kouetsu.sarif").read_text("utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize("guide", GUIDES)
def test_the_links_of_a_guide_lead_to_files_of_the_project(guide: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(guide))
    assert not [link for link in links if not (ROOT / "docs" / link).exists()]
    assert not re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", text(guide))
