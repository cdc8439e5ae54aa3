from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kouetsu import catalogue
from kouetsu.article.source import cells
from kouetsu.cli.config import config_command
from sample_catalogue import CATALOGUE, make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kouetsu.catalogue import Rule

FILES = {
    "kouetsu.toml": """\
extend = "共通.toml"
select = ["language", "missing-period"]
[severity]
stutter = "warning"
[rules.stutter]
allow = ["です"]
[[overrides]]
files = ["posts/"]
ignore = ["style-mix"]
""",
    "共通.toml": '# 共通\nlanguage = "ja"\nflavour = "kramdown"\n',
    "posts/一本目.md": "本文。\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a configuration, in an English locale, with the sample rules."""

    def load() -> Mapping[str, Rule]:
        return CATALOGUE

    monkeypatch.setattr(catalogue, "load", load)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    make(tmp_path, FILES)
    return tmp_path


def test_text_has_a_line_for_each_setting_with_its_origin(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert config_command(Path("posts/一本目.md"), "text") == 0
    assert capsys.readouterr().out.splitlines() == [
        "# posts/一本目.md",
        "# 共通.toml < kouetsu.toml",
        'language                     "ja"                     共通.toml:2',
        'flavour                      "kramdown"               共通.toml:3',
        'message_language             "en"                     locale',
        'generator                    "none"                   detected: no generator was found',
        'fail_on                      "error"                  default',
        "exclude                      []                       default",
        'baseline                     "kouetsu-baseline.json"  default',
        "house.characters_per_minute  500                      default",
        "house.words_per_minute       230                      default",
        'lsp.error                    "error"                  default',
        'lsp.warning                  "warning"                default',
        'lsp.info                     "information"            default',
        'severity.missing-period      "info"                   default, on by kouetsu.toml:2',
        'severity.split-word          "off"                    kouetsu.toml:2',
        'severity.stutter             "warning"                kouetsu.toml:4, '
        "on by kouetsu.toml:2",
        'severity.style-mix           "off"                    kouetsu.toml:9',
        'severity.repeated-block      "off"                    kouetsu.toml:2',
        'rules.stutter.allow          ["です"]                 kouetsu.toml:6',
        "rules.stutter.longest        4                        default",
        "rules.stutter.ratio          0.85                     default",
        "rules.stutter.strict         false                    default",
        'rules.stutter.mark           "。"                     default',
        'rules.stutter.pairs          {"サーバ": "サーバー"}   default',
        "rules.stutter.anything       null                     default",
    ]


def test_the_origins_stand_in_one_column_of_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    config_command(Path("posts/一本目.md"), "text")
    lines = [line for line in capsys.readouterr().out.splitlines() if line.endswith("  default")]
    assert len({cells(line.removesuffix("default")) for line in lines}) == 1


def test_json_has_the_same_with_lines_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert config_command(Path("posts/一本目.md"), "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["version"] == 1
    assert data["path"] == "posts/一本目.md"
    assert data["files"] == ["共通.toml", "kouetsu.toml"]
    settings = {each["name"]: each for each in data["settings"]}
    assert settings["language"]["value"] == "ja"
    assert settings["language"]["origin"] == {"path": "共通.toml", "line": 2}
    assert settings["fail_on"]["origin"] == {"note": "default"}
    assert settings["rules.stutter.allow"]["value"] == ["です"]
    assert settings["severity.missing-period"]["switched_on_by"] == {
        "path": "kouetsu.toml",
        "line": 2,
    }
    assert settings["language"]["switched_on_by"] is None


def test_a_folder_stands_for_the_files_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert config_command(Path("posts"), "text") == 0
    assert "kouetsu.toml:9" in capsys.readouterr().out


def test_another_configuration_may_be_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(folder, {"ci.toml": 'fail_on = "never"\n'})
    assert config_command(Path("posts/一本目.md"), "text", Path("ci.toml")) == 0
    output = capsys.readouterr().out
    assert "# ci.toml" in output
    assert "kouetsu.toml" not in output


def test_without_a_configuration_the_defaults_are_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "kouetsu.toml").unlink()
    assert config_command(Path("posts/一本目.md"), "text") == 0
    output = capsys.readouterr().out
    assert "# no configuration file" in output
    assert re.search('severity.missing-period +"off" +default\n', output)


@pytest.mark.parametrize(
    ("path", "files", "expected"),
    [
        ("無い.md", {}, "kouetsu: 無い.md: no such file or folder\n"),
        (
            "posts",
            {"kouetsu.toml": "selct = []\n"},
            'kouetsu: kouetsu.toml:1: unknown key "selct"; did you mean "select"?\n',
        ),
    ],
)
def test_what_cannot_be_shown_is_one_line_of_error(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    path: str,
    files: dict[str, str],
    expected: str,
) -> None:
    make(folder, files)
    assert config_command(Path(path), "text") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == expected


def test_a_named_configuration_that_is_missing_is_one_line_of_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert config_command(Path("posts"), "text", Path("ci.toml")) == 2
    assert capsys.readouterr().err == (
        "kouetsu: ci.toml: cannot be read (No such file or directory)\n"
    )
