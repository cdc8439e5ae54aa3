"""A job of GitHub Actions that uses the action, and the repositories that it works on."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from rule_cases import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]

_EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")


@dataclass(slots=True)
class Job:
    """A job of a workflow in which the action is a step; `context` is what expressions read."""

    workspace: Path
    temporary: Path
    variables: dict[str, str] = field(default_factory=dict)
    context: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""

    def use(self, *, only: str | None = None, **inputs: str) -> int:
        """Run the steps of the action, or one of them; return the exit code of the last."""
        defaults = {f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()}
        given = {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        assert given.keys() <= defaults.keys()
        self.context |= {**defaults, **given}
        code = 0
        for step in STEPS:
            if "run" in step and only in (None, step["id"]) and code == 0:
                code = self._run(step)
        return code

    def outputs(self) -> dict[str, str]:
        """Return the outputs that the workflow sees."""
        return {name: self._value(each["value"]) for name, each in ACTION["outputs"].items()}

    def _run(self, step: Mapping[str, Any]) -> int:
        output, summary = (self.temporary / name for name in ("output", "summary"))
        for path in (output, summary):
            path.write_text("", "utf-8")
        # A message must not depend on who runs the tests, nor on the server that does.
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GITHUB_", "KOUETSU_", "LC_", "LANG", "PYTHONPATH", "CI"))
        }
        environment = {
            **inherited,
            **self.variables,
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.temporary.parent / "action"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
            **{name: self._value(value) for name, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            # As the runner calls it for `shell: bash`.
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        self.log += done.stdout + done.stderr
        self.summary += summary.read_text("utf-8")
        for line in output.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.context[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode

    def _value(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self._evaluated(match[1]), text)

    def _evaluated(self, expression: str) -> str:
        for term in expression.split(" || "):
            value = term.strip("'") if term.startswith("'") else self.context.get(term, "")
            if value:
                return value
        return ""


def git(folder: Path, *arguments: str) -> str:
    settings = ["user.name=a", "user.email=a@example", "protocol.file.allow=always"]
    options = [part for setting in settings for part in ("-c", setting)]
    command = ["git", "-C", str(folder), *options, *arguments]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return done.stdout.strip()


def write(folder: Path, posts: Mapping[str, str]) -> None:
    for name, text in posts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def commit(folder: Path, posts: Mapping[str, str]) -> str:
    write(folder, posts)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "posts")
    return git(folder, "rev-parse", "HEAD")
