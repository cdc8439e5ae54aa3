"""The loops of docs/writing-pipelines.md, with a model that needs several answers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kouetsu
from rule_cases import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GUIDE = (ROOT / "docs" / "writing-pipelines.md").read_text("utf-8")

SCENE = (
    "昔、この町には三つの灯台がありました。一つは岬に、一つは島に、もう一つは丘の上に立っていました。\n\n"
    "今も残るのは岬の灯台だけです。夜になると、その光が港の水面を静かに照らします。\n"
)
END = "漁から戻る舟は、その灯りを見て速さを"
FINISHED = f"{SCENE}\n{END}落とします。\n"
# A passage that stands twice, an end that is cut, and a stutter that needs no model.
DRAFT = f"{SCENE}\n町の人は、この光を見ながら育つべきですです。\n\n{SCENE}\n{END}\n"
MENDED = f"{SCENE}\n町の人は、この光を見ながら育つべきです。\n\n{END}落とします。\n"

# One fault an answer, and only a fault that it was told of.
MODEL = f"""\
#!{sys.executable}
import pathlib, re, sys

text, findings = (pathlib.Path(name).read_text("utf-8") for name in sys.argv[1:])
lines = text.split("\\n")
with open("answers.log", "a", encoding="utf-8") as log:
    log.write(findings.replace("\\n", "\\\\n") + "\\n")
told = re.findall(r"^(.+):(\\d+):(\\d+): error (\\S+): ", findings, re.MULTILINE)
if not text:
    text = pathlib.Path("first.md").read_text("utf-8")
elif told and pathlib.Path("stubborn").exists():
    pass
elif told:
    place, line, _, rule = told[0]
    index = int(line) - 1
    if rule == "repeated-block":
        del lines[index : index + 4]
    elif rule == "truncated-sentence":
        lines[index] += "落とします。"
    text = "\\n".join(lines)
sys.stdout.buffer.write(text.encode())
"""


def fence(language: str, beginning: str) -> str:
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.M | re.S)
    (found,) = [block for block in blocks if block.startswith(beginning)]
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the loop of the guide, a model, and a draft for its first answer."""
    for name, text in (("write-post", fence("sh", "#!/bin/sh")), ("your-model", MODEL)):
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "first.md").write_text(DRAFT, "utf-8")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "work").mkdir()
    return tmp_path


def write_post(desk: Path, post: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(desk), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "TMPDIR": str(desk / "work"), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["sh", "write-post", post],
        cwd=desk,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def answers(desk: Path) -> list[str]:
    """Return what the model was told each time."""
    return (desk / "answers.log").read_text("utf-8").splitlines()


@pytest.mark.parametrize("post", ["_posts/2025-01-02-todai.md", "_posts/岬の 灯台.md"])
def test_a_bad_draft_is_repaired_and_only_then_written(post: str, desk: Path) -> None:
    done = write_post(desk, post)
    assert done.returncode == 0, done.stderr
    assert (desk / post).read_text("utf-8") == MENDED
    first, second, third = answers(desk)
    assert not first
    assert f"{post}:7:1: error repeated-block: " in second
    assert "truncated-sentence" in third
    assert "repeated-block" not in third


def test_the_model_is_not_asked_for_what_needs_no_model(desk: Path) -> None:
    write_post(desk, "_posts/a.md")
    assert len(answers(desk)) == 3
    assert not [told for told in answers(desk) if "stutter" in told]


def test_a_sound_draft_is_written_at_once(desk: Path) -> None:
    (desk / "first.md").write_text(FINISHED, "utf-8")
    assert write_post(desk, "_posts/a.md").returncode == 0
    assert (desk / "_posts" / "a.md").read_text("utf-8") == FINISHED
    assert answers(desk) == [""]


def test_a_model_that_does_not_listen_is_stopped_and_a_person_finds_everything(desk: Path) -> None:
    (desk / "stubborn").touch()
    done = write_post(desk, "_posts/a.md")
    assert done.returncode == 1
    assert not (desk / "_posts" / "a.md").exists()
    assert len(answers(desk)) == 3
    kept = {path.name for path in (desk / "work").glob("*/*")}
    assert kept >= {"answer.1.md", "answer.2.md", "answer.3.md", "findings.txt"}
    assert "_posts/a.md: not written" in done.stderr


def test_an_article_that_is_there_stays_until_a_better_one_passes(desk: Path) -> None:
    (desk / "stubborn").touch()
    (desk / "_posts" / "a.md").write_text(FINISHED, "utf-8")
    assert write_post(desk, "_posts/a.md").returncode == 1
    assert (desk / "_posts" / "a.md").read_text("utf-8") == FINISHED


def test_settings_that_cannot_be_used_end_the_loop_at_once(desk: Path) -> None:
    (desk / "_posts" / "kouetsu.toml").write_text("selekt = []\n", "utf-8")
    done = write_post(desk, "_posts/a.md")
    assert done.returncode == 2
    assert "kouetsu.toml:1" in done.stderr
    assert len(answers(desk)) == 1


def test_the_settings_of_the_folder_hold_for_the_draft(desk: Path) -> None:
    off = 'ignore = ["repeated-block", "truncated-sentence"]\n'
    (desk / "_posts" / "kouetsu.toml").write_text(off, "utf-8")
    assert write_post(desk, "_posts/a.md").returncode == 0
    assert len(answers(desk)) == 1


def test_a_model_that_fails_ends_the_loop(desk: Path) -> None:
    (desk / "your-model").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert write_post(desk, "_posts/a.md").returncode == 2
    assert not (desk / "_posts" / "a.md").exists()


def functions() -> dict[str, Any]:
    """Return what the Python of the guide defines."""
    names: dict[str, Any] = {}
    for beginning in ("import kouetsu", "def instructions"):
        exec(compile(fence("python", beginning), "writing-pipelines.md", "exec"), names)
    return names


def replies(*texts: str) -> tuple[Callable[..., str], list[tuple[str | None, Sequence[Any]]]]:
    """Return a model with these answers, the last again and again, and what it was asked."""
    asked: list[tuple[str | None, Sequence[Any]]] = []

    def ask(text: str | None, findings: Sequence[Any]) -> str:
        asked.append((text, findings))
        return texts[min(len(asked), len(texts)) - 1]

    return ask, asked


def test_the_python_loop_hands_each_finding_to_the_model_and_returns_what_passes() -> None:
    ask, asked = replies(DRAFT, MENDED)
    assert functions()["write_post"](ask, "_posts/a.md") == MENDED
    assert asked[0] == (None, [])
    text, findings = asked[1]
    assert text == DRAFT
    assert {"repeated-block", "truncated-sentence", "stutter"} <= {each.rule for each in findings}
    assert not [each for each in findings if each.cause]


def test_the_python_loop_ends_with_an_error_when_nothing_helps() -> None:
    ask, asked = replies(DRAFT)
    with pytest.raises(RuntimeError, match=r"_posts/a\.md: \d+ findings are left"):
        functions()["write_post"](ask, "_posts/a.md")
    assert len(asked) == 3


def test_the_python_loop_does_not_ask_again_when_kouetsu_itself_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failed = kouetsu.Report((), (kouetsu.Failure("internal-error: x", None),), 2)
    monkeypatch.setattr("kouetsu.api.check", lambda *_: failed)
    ask, asked = replies(DRAFT)
    with pytest.raises(RuntimeError, match="internal-error: x"):
        functions()["write_post"](ask, "_posts/a.md")
    assert len(asked) == 1


def test_the_instructions_name_line_text_and_repair_of_each_finding() -> None:
    report = kouetsu.check(DRAFT, message_language="en")
    lines = functions()["instructions"](report.findings).splitlines()
    assert len(lines) == len(report.findings)
    (stutter,) = [line for line in lines if line.startswith("- line 5: ")]
    assert stutter.endswith(". take out one of the two (“ですです”)")
