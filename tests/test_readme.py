"""The READMEs and the guides: what they show is what the program does."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import yaml

from git_repository import isolate, repository
from kouetsu import cache_folder, catalogue
from kouetsu.cli import main
from kouetsu.config import CommandLine, Configurations
from kouetsu.linter import lint_bytes
from kouetsu.suppressions import KEY
from rule_cases import ROOT, listed

if TYPE_CHECKING:
    from pathlib import Path

    from kouetsu.finding import Finding

READMES = ("README.md", "README.ja.md")
GUIDES = (
    *("architecture", "configuration", "editors", "fixing", "formats", "gate", "github-action"),
    *("mcp", "output", "pre-commit", "python-api", "suppression", "writing-pipelines"),
)
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{name}.md" for name in GUIDES))

_FENCE = re.compile(r"^```(?P<info>[a-z][a-z ]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]+)")
_INDENTED_COMMAND = re.compile(r"^    (?P<command>kouetsu .+?)(?: +#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of a document; `line` is the 1-based line of its opening."""

    document: str
    line: int
    info: str
    text: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def fences(info: str, documents: tuple[str, ...] = DOCUMENTS) -> list[Fence]:
    return [
        Fence(document, text.count("\n", 0, match.start()) + 1, match["info"], match["text"])
        for document in documents
        for text in [read(document)]
        for match in _FENCE.finditer(text)
        if match["info"].startswith(info)
    ]


# One process writes the blocks anew: several may stand in one document.
@pytest.mark.xdist_group("output")
@pytest.mark.parametrize("fence", fences("console"), ids=str)
def test_a_block_of_output_is_what_the_program_writes(
    fence: Fence, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8" if ".ja." in fence.document else "C.UTF-8")
    prompt, _, shown = fence.text.partition("\n")
    dollar, program, *arguments = shlex.split(prompt)
    assert (dollar, program) == ("$", "kouetsu")
    main(arguments)
    written = "".join(capsys.readouterr())
    if os.environ.get("KOUETSU_UPDATE_SNAPSHOTS") == "1":
        _replace(fence, f"{prompt}\n{written}")
    else:
        assert written == shown, f"{fence}: write it anew with KOUETSU_UPDATE_SNAPSHOTS=1"


def _replace(fence: Fence, text: str) -> None:
    before = read(fence.document)
    # Fences of the same document that were replaced before this one have moved its line.
    block = f"```{fence.info}\n{{}}```\n"
    after = before.replace(block.format(fence.text), block.format(text), 1)
    (ROOT / fence.document).write_text(after, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("fence", fences("toml"), ids=str)
def test_the_settings_that_are_shown_are_accepted(fence: Fence, tmp_path: Path) -> None:
    (tmp_path / "kouetsu.toml").touch()
    name = "pyproject.toml" if fence.info.endswith("pyproject") else "kouetsu.toml"
    path = tmp_path / "blog" / name
    path.parent.mkdir()
    path.write_text(fence.text, encoding="utf-8")
    configurations = Configurations(catalogue.load())
    assert configurations.settings_for(path.parent / "post.md").rules
    (document,) = configurations.config_for(path.parent / "post.md").documents[-1:]
    assert document.path == path


def findings(text: str) -> tuple[Finding, ...]:
    settings = Configurations(catalogue.load(), CommandLine(select=("all",)))
    report = lint_bytes(text.encode(), "post.md", settings.settings_for(ROOT / "post.md"))
    assert not report.errors
    return report.findings


@pytest.mark.parametrize("fence", fences("markdown", (*READMES, "docs/suppression.md")), ids=str)
def test_the_suppressions_that_are_shown_keep_all_quiet_and_are_all_needed(fence: Fence) -> None:
    text = fence.text
    assert not findings(text), listed(findings(text), text)
    bare = re.sub(rf"<!-- {KEY}-.*?-->|^{KEY}:\n(?: .*\n)+", "", text, flags=re.MULTILINE)
    assert len(findings(bare)) >= 5


@pytest.mark.parametrize("fence", fences("sh", READMES), ids=str)
def test_the_commands_for_a_pipeline_can_do_their_job(
    fence: Fence,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _post(tmp_path, monkeypatch)
    isolate(monkeypatch)
    own = repository(tmp_path)
    own.commit()
    own.git("update-ref", "refs/remotes/origin/main", "HEAD")
    commands = [line for line in fence.text.splitlines() if line.startswith("kouetsu ")]
    assert commands
    for command in commands:
        arguments = shlex.split(command, comments=True)[1:]
        assert main(arguments) == 0, capsys.readouterr().err


@pytest.mark.parametrize("document", READMES)
def test_the_commands_that_are_listed_can_do_their_job(
    document: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _post(tmp_path, monkeypatch)
    commands = [match["command"] for match in _INDENTED_COMMAND.finditer(read(document))]
    known = {"check", "rule", "init", "config", "clean"}
    assert {command.split()[1] for command in commands} == known
    monkeypatch.setenv(cache_folder.VARIABLE, str(tmp_path / "kept"))
    for command in commands:
        arguments = shlex.split(command.replace("PATH", "_posts/2025-01-02-post.md"))[1:]
        assert main(arguments) == 0, capsys.readouterr().err


def _post(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "_posts").mkdir()
    (folder / "_posts" / "2025-01-02-post.md").write_text("港の灯台です。\n", encoding="utf-8")
    monkeypatch.chdir(folder)


@pytest.mark.parametrize("document", READMES)
def test_the_hook_that_is_shown_is_there_and_runs_the_check_on_markdown(document: str) -> None:
    shown, _ = (yaml.safe_load(fence.text) for fence in fences("yaml", (document,)))
    ((hook,),) = [repository["hooks"] for repository in shown["repos"]]
    own = {each["id"]: each for each in yaml.safe_load(read(".pre-commit-hooks.yaml"))}
    assert own[hook["id"]]["entry"].startswith("kouetsu check")
    assert own[hook["id"]]["types_or"] == ["markdown", "mdx"]


@pytest.mark.parametrize("document", READMES)
def test_the_action_that_is_shown_is_given_inputs_that_it_has(document: str) -> None:
    _, shown = (yaml.safe_load(fence.text) for fence in fences("yaml", (document,)))
    step = shown["jobs"]["kouetsu"]["steps"][-1]
    assert set(step["with"]) <= set(yaml.safe_load(read("action.yml"))["inputs"])


@pytest.mark.parametrize("document", READMES)
def test_the_program_that_is_shown_prints_the_finding(
    document: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (fence,) = fences("python", (document,))
    exec(compile(fence.text, document, "exec"), {})
    assert "ですです" in capsys.readouterr().out


@pytest.mark.parametrize("document", READMES)
def test_the_editor_that_is_shown_is_the_one_that_was_captured(document: str) -> None:
    captured = [line.rstrip() for line in read("docs/screenshots/neovim.txt").splitlines()]
    (fence,) = fences("text", (document,))
    shown = fence.text.splitlines()
    assert captured[: len(shown)] == shown


def _outline(document: str) -> list[str]:
    """Return the headings' levels, the commands, and all but the words of tables and links."""
    text = re.sub(
        r"(?<=<!-- rules:begin -->).*?(?=<!-- rules:end -->)", "", read(document), flags=re.S
    )
    pattern = r"^#+ |^```\w*|^\$ .*|^    \w+ \w+|^\||\]\([^)]+\)"
    parts = re.findall(pattern, text, re.MULTILINE)
    return [re.sub(r"README(?:\.ja)?", "README", part) for part in parts]


def test_the_two_readmes_say_the_same_in_the_same_order() -> None:
    english, japanese = (_outline(document) for document in READMES)
    assert english == japanese
    assert len(english) > 40


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_of_the_project(document: str) -> None:
    folder = (ROOT / document).parent
    paths = [match["path"] for match in _LINK.finditer(read(document))]
    assert not [path for path in paths if not (folder / path).exists()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_holds_no_path_of_a_machine(document: str) -> None:
    assert not re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", read(document))
