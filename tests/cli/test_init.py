from __future__ import annotations

import re
from pathlib import Path

import pytest

from kouetsu import catalogue
from kouetsu.cli.init import init_command
from kouetsu.config import Configurations
from kouetsu.config_file import read, with_bases
from kouetsu.config_schema import shape
from kouetsu.sites.detection import Generator
from sample_catalogue import CATALOGUE, make

SITES = {
    Generator.JEKYLL: {"_config.yml": ""},
    Generator.HUGO: {"hugo.toml": ""},
    Generator.ZENN: {"articles/a.md": "", "package.json": '{"dependencies": {"zenn-cli": "1"}}'},
    Generator.QIITA: {"qiita.config.json": "{}"},
    Generator.DOCUSAURUS: {"docusaurus.config.ts": ""},
    Generator.ASTRO: {"astro.config.mjs": ""},
    Generator.VITEPRESS: {".vitepress/config.ts": ""},
    Generator.MDBOOK: {"book.toml": ""},
    Generator.NONE: {"README.md": ""},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the top of an empty repository."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.mark.parametrize("generator", Generator)
def test_the_file_fits_the_generator(
    folder: Path, capsys: pytest.CaptureFixture[str], generator: Generator
) -> None:
    make(folder, SITES[generator])
    assert init_command(Path()) == 0
    settings = Configurations(CATALOGUE).settings_for(Path("a.md"))
    assert settings.generator is generator
    expected = "no generator was found" if generator is Generator.NONE else generator.value
    output = capsys.readouterr().out
    assert output.startswith("kouetsu.toml: written for ")
    assert expected in output


@pytest.mark.parametrize("generator", Generator)
def test_every_line_that_is_commented_out_would_be_right(
    folder: Path, generator: Generator
) -> None:
    make(folder, SITES[generator])
    init_command(Path())
    path = folder / "kouetsu.toml"
    text = path.read_text(encoding="utf-8")
    opened = re.sub(r"^# (?=[\w-]+ = |\[)", "", text, flags=re.M)
    assert opened.count("\n# ") < text.count("\n# ") - 5
    path.write_text(opened, encoding="utf-8")
    # The real rules: the file names some of them.
    (document,) = with_bases(read(path), shape(catalogue.load()))
    assert set(document.table) >= {"select", "ignore", "message_language", "overrides", "severity"}


def test_the_file_changes_nothing_but_what_it_says(folder: Path) -> None:
    before = Configurations(CATALOGUE).settings_for(folder / "a.md")
    init_command(Path())
    assert Configurations(CATALOGUE).settings_for(folder / "a.md") == before


def test_articles_are_not_excluded_and_output_is(folder: Path) -> None:
    make(folder, SITES[Generator.JEKYLL])
    init_command(Path())
    configurations = Configurations(CATALOGUE)
    for name in ("_site/a.md", "vendor/gems/README.md", "README.md", "README.ja.md"):
        assert configurations.is_excluded(folder / name), name
    for name in ("_posts/2025-01-02-a.md", "_posts/README.md", "_drafts/a.md", "docs/site/a.md"):
        assert not configurations.is_excluded(folder / name), name


def test_a_repository_for_zenn_and_qiita_lets_each_article_find_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(folder, {**SITES[Generator.ZENN], **SITES[Generator.QIITA], "public/a.md": ""})
    assert init_command(Path()) == 0
    assert "zenn" in (output := capsys.readouterr().out)
    assert "qiita" in output
    configurations = Configurations(CATALOGUE)
    assert configurations.settings_for(folder / "articles/a.md").generator is Generator.ZENN
    assert configurations.settings_for(folder / "public/a.md").generator is Generator.QIITA
    assert configurations.is_excluded(folder / "public/.remote/a.md")


def test_another_folder_may_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ブログ").mkdir()
    assert init_command(Path("ブログ")) == 0
    assert (folder / "ブログ" / "kouetsu.toml").is_file()
    assert capsys.readouterr().out.startswith("ブログ/kouetsu.toml: written")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"kouetsu.toml": "# 私の設定\n"}, "kouetsu.toml holds settings already; left as it is"),
        ({"kouetsu.toml": "[broken"}, "kouetsu.toml:1: not valid TOML"),
        ({"pyproject.toml": "[tool.kouetsu]\n"}, "pyproject.toml holds settings already"),
    ],
)
def test_settings_that_exist_are_never_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], expected: str
) -> None:
    make(folder, files)
    assert init_command(Path()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"kouetsu: {expected}")
    assert captured.err.count("\n") == 1
    assert {name: (folder / name).read_text(encoding="utf-8") for name in files} == files


def test_a_pyproject_of_other_tools_is_no_obstacle(folder: Path) -> None:
    make(folder, {"pyproject.toml": "[tool.other]\n"})
    assert init_command(Path()) == 0


@pytest.mark.parametrize("blocker", ["folder", "link"])
def test_something_else_of_that_name_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str], blocker: str
) -> None:
    target = folder / "kouetsu.toml"
    if blocker == "folder":
        target.mkdir()
    else:
        target.symlink_to(folder / "elsewhere.toml")
    assert init_command(Path()) == 2
    assert "cannot be written (File exists)" in capsys.readouterr().err
    assert not (folder / "elsewhere.toml").exists()


def test_a_folder_that_does_not_exist_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert init_command(Path("無い")) == 2
    assert capsys.readouterr().err == (
        "kouetsu: 無い/kouetsu.toml: cannot be written (No such file or directory)\n"
    )
