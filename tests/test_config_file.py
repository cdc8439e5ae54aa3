from __future__ import annotations

import json
import string
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu import config_file, config_schema
from kouetsu.config_file import ConfigError, Document
from sample_catalogue import CATALOGUE, make

if TYPE_CHECKING:
    from kouetsu.config_problems import Keys

SHAPE = config_schema.shape(CATALOGUE)


def error_of(path: Path) -> str:
    """Return the one line that a person gets to see, without the folder of the test."""
    with pytest.raises(ConfigError) as caught:
        config_file.with_bases(config_file.read(path), SHAPE)
    message = str(caught.value)
    assert "\n" not in message
    return message.replace(f"{path.parent}/", "")


def error_in(folder: Path, text: str) -> str:
    make(folder, {"kouetsu.toml": text})
    return error_of(folder / "kouetsu.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\nselct = ["stutter"]\n', '2: unknown key "selct"; did you mean "select"?'),
        ("[House]\n", '1: unknown key "House"; did you mean "house"?'),
        (
            "[house]\ncharacters_per_min = 400\n",
            '2: unknown key of [house] "characters_per_min"; did you mean "characters_per_minute"?',
        ),
        (
            'select = [\n  "language",  # 言語\n  "stuter",\n]\n',
            '3: unknown rule or family "stuter"; did you mean "stutter"?',
        ),
        (
            '[severity]\nsplitword = "off"\n',
            '2: unknown rule or family "splitword"; did you mean "split-word"?',
        ),
        (
            '[severity]\nstutter = "warn"\n',
            '2: severity.stutter must be one of "error", "warning", "info", "off", not "warn"',
        ),
        ("[rules.stuter]\nlongest = 3\n", '1: unknown rule "stuter"; did you mean "stutter"?'),
        (
            "[rules.stutter]\nlonger = 3\n",
            '2: unknown option of stutter "longer"; did you mean "longest"?',
        ),
        (
            "[rules]\nsplit-word.longest = 3\n",
            '2: unknown option of split-word "longest"; there is none',
        ),
        (
            '[rules.stutter]\nlongest = "3"\n',
            '2: rules.stutter.longest must be a whole number, not "3"',
        ),
        (
            'overrides = [{ files = ["a"], language = "jp" }]\n',
            '1: overrides.language must be one of "auto", "ja", "en", not "jp"',
        ),
        (
            '[[overrides]]\nfiles = ["a"]\n[[overrides]]\nignore = []\n',
            '3: an item of overrides needs the key "files"',
        ),
        (
            '[[overrides]]\nfiles = ["a"]\nxyz = "never"\n',
            '3: unknown key of [[overrides]] "xyz"; '
            "valid: files, language, flavour, select, ignore, severity, rules",
        ),
        ('select = "stutter"\n', '1: select must be a list of strings, not "stutter"'),
        ("select = [1]\n", "1: an item of select must be a string, not 1"),
        ("house = 500\n", "1: house must be a table, not 500"),
        ("language = true\n", "1: language must be a string, not true"),
        ("extend = 1979-05-27\n", "1: extend must be a string, not 1979-05-27"),
        (
            "[house]\nwords_per_minute = 0\n",
            "2: house.words_per_minute must be at least 1, not 0",
        ),
        ('exclude = ["a",\n  "!"]\n', "2: exclude: the glob ! means nothing"),
        ('[[overrides]]\nfiles = ["[z-a]"]\n', "2: files: the glob [z-a] means nothing"),
        (
            'language = "ja"\n[house\n',
            "2:7: not valid TOML: Expected ']' at the end of a table declaration",
        ),
        ("language = \n", "1:12: not valid TOML: Invalid value"),
        ("[house]\n[house]\n", "2:7: not valid TOML: Cannot declare ('house',) twice"),
        ('language = """ja\n', "2: not valid TOML: Unterminated string"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_valid_name(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert error_in(tmp_path, text) == f"kouetsu.toml:{expected}"


def test_a_mistake_in_a_pyproject_is_named_with_its_line(tmp_path: Path) -> None:
    make(tmp_path, {"pyproject.toml": '[project]\nname = "x"\n[tool.kouetsu]\nselct = []\n'})
    expected = 'pyproject.toml:4: unknown key "selct"; did you mean "select"?'
    assert error_of(tmp_path / "pyproject.toml") == expected


def test_a_mistake_in_an_extended_file_is_named_there(tmp_path: Path) -> None:
    make(tmp_path, {"base.toml": "\n\nselct = []\n", "kouetsu.toml": 'extend = "base.toml"\n'})
    expected = 'base.toml:3: unknown key "selct"; did you mean "select"?'
    assert error_of(tmp_path / "kouetsu.toml") == expected


def test_a_long_value_is_shortened_in_the_message(tmp_path: Path) -> None:
    message = error_in(tmp_path, f'language = "{"あ" * 500}"\n')
    assert message.endswith("…")
    assert len(message) < 160


def test_a_newline_in_a_name_does_not_break_the_line(tmp_path: Path) -> None:
    assert error_in(tmp_path, '"a\\nb" = 1\n').startswith('kouetsu.toml:1: unknown key "a\\nb"')


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("language = 'ja' # 日本語".encode("cp932"), "1: not UTF-8; save it as UTF-8"),
        (b"a = 1\nb = '\xff'", "2: not UTF-8; save it as UTF-8"),
        (b"a = " + b"[" * 5000, " nested too deeply"),
        (b"a = " + b"9" * 5000, "1: not valid TOML: Exceeds the limit"),
        (b"\x00", "1:1: not valid TOML: Invalid statement"),
    ],
)
def test_a_file_that_is_no_toml_at_all_is_one_line(
    tmp_path: Path, data: bytes, expected: str
) -> None:
    path = tmp_path / "kouetsu.toml"
    path.write_bytes(data)
    assert error_of(path).startswith(f"kouetsu.toml:{expected}")


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    expected = "kouetsu.toml: cannot be read (No such file or directory)"
    assert error_of(tmp_path / "kouetsu.toml") == expected


def test_a_pyproject_without_our_table_is_no_configuration_to_name(tmp_path: Path) -> None:
    make(tmp_path, {"pyproject.toml": '[project]\nname = "kouetsu-blog"\n'})
    expected = "pyproject.toml: there is no table [tool.kouetsu] in it"
    assert error_of(tmp_path / "pyproject.toml") == expected


def test_our_table_must_be_a_table(tmp_path: Path) -> None:
    make(tmp_path, {"pyproject.toml": "[tool]\nkouetsu = 5\n"})
    expected = "pyproject.toml:2: tool.kouetsu must be a table"
    assert error_of(tmp_path / "pyproject.toml") == expected


def test_extending_a_file_that_is_missing_names_both(tmp_path: Path) -> None:
    message = error_in(tmp_path, '\nextend = "base.toml"\n')
    assert message == "kouetsu.toml:2: extend names base.toml, but there is no such file"


@pytest.mark.parametrize(
    "files",
    [
        {"kouetsu.toml": 'extend = "kouetsu.toml"'},
        {"kouetsu.toml": 'extend = "a.toml"', "a.toml": 'extend = "./x/../kouetsu.toml"'},
        {
            "kouetsu.toml": 'extend = "a.toml"',
            "a.toml": 'extend = "b.toml"',
            "b.toml": 'extend = "a.toml"',
        },
    ],
)
def test_files_that_extend_each_other_are_an_error(tmp_path: Path, files: dict[str, str]) -> None:
    make(tmp_path, files)
    assert "extend leads back to" in error_of(tmp_path / "kouetsu.toml")


def test_bases_come_before_the_file_and_are_found_relative_to_it(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            "共通/base.toml": 'language = "ja"\n',
            "mid.toml": 'extend = "共通/base.toml"\n',
            "site/kouetsu.toml": 'extend = "../mid.toml"\n',
        },
    )
    chain = config_file.with_bases(config_file.read(tmp_path / "site" / "kouetsu.toml"), SHAPE)
    assert [document.path.name for document in chain] == ["base.toml", "mid.toml", "kouetsu.toml"]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbflanguage = 'ja'\n", b"language = 'ja'\r\n# a\r\n"])
def test_a_byte_order_mark_and_crlf_are_no_mistakes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "kouetsu.toml"
    path.write_bytes(data)
    assert config_file.read(path).table == {"language": "ja"}


def test_an_empty_file_is_a_configuration(tmp_path: Path) -> None:
    make(tmp_path, {"kouetsu.toml": ""})
    document = config_file.find(tmp_path)
    assert document is not None
    assert document.table == {}


def test_our_own_file_goes_before_a_pyproject(tmp_path: Path) -> None:
    make(tmp_path, {"kouetsu.toml": "", "pyproject.toml": "[tool.kouetsu]\n"})
    document = config_file.find(tmp_path)
    assert document is not None
    assert document.path.name == "kouetsu.toml"


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "x"\n',
        "[tool.other]\nkouetsu = 1\n",
        "# [tool.kouetsu]\n",
        "this = is [no toml\n",
    ],
)
def test_a_pyproject_that_is_not_ours_is_passed_over(tmp_path: Path, text: str) -> None:
    make(tmp_path, {"pyproject.toml": text})
    assert config_file.find(tmp_path) is None


def test_a_folder_of_that_name_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "kouetsu.toml").mkdir()
    assert config_file.find(tmp_path) is None


names = st.text(string.ascii_lowercase + "あ", min_size=1, max_size=3)
scalars = st.one_of(st.integers(-5, 5), st.booleans(), st.text("ab あ#[]{}'=", max_size=5))
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
tables = st.dictionaries(names, values, max_size=3)


@dataclass
class Writer:
    """Writes TOML, lists over several lines, and notes the line of every key and item."""

    text: str = "# 設定\n"
    lines: dict[Keys, int] = field(default_factory=dict)

    def entry(self, keys: Keys, value: object) -> None:
        self.lines[keys] = self.text.count("\n") + 1
        self.text += f'"{keys[-1]}" = '
        self.value(keys, value)

    def value(self, keys: Keys, value: object) -> None:
        if isinstance(value, dict):
            self.text += "{"
            for number, (key, item) in enumerate(value.items()):
                self.text += ", " if number else " "
                self.entry((*keys, key), item)
            self.text += "}"
        elif isinstance(value, list):
            self.text += "["
            for index, item in enumerate(value):
                self.text += "  # ]\n\n  "
                self.lines[*keys, index] = self.text.count("\n") + 1
                self.value((*keys, index), item)
                self.text += ","
            self.text += "]"
        else:
            self.text += json.dumps(value, ensure_ascii=False)

    def table(self, header: str, keys: Keys, table: dict[str, object]) -> None:
        self.lines.setdefault(keys, self.text.count("\n") + 1)
        self.text += f"{header}\n"
        for key, value in table.items():
            self.entry((*keys, key), value)
            self.text += "\n"


@given(top=tables, house=tables, overrides=st.lists(tables, max_size=3))
def test_the_line_of_every_value_is_known(
    top: dict[str, object], house: dict[str, object], overrides: list[dict[str, object]]
) -> None:
    writer = Writer()
    writer.table("", (), top)
    writer.table("[top-level.'house']", ("top-level", "house"), house)
    for index, table in enumerate(overrides):
        writer.table("  [[overrides]] # [[x]]", ("overrides", index), table)
    del writer.lines[()]
    document = Document(Path("/kouetsu.toml"), writer.text, tomllib.loads(writer.text))
    assert {keys: document.line(keys) for keys in writer.lines} == writer.lines


def test_a_value_behind_dotted_keys_is_found() -> None:
    text = "[tool]\nkouetsu.house.words_per_minute = 1\nkouetsu.rules.stutter.allow = [\n'です']\n"
    document = Document(Path("/pyproject.toml"), text, {}, ("tool", "kouetsu"))
    assert document.line(("house", "words_per_minute")) == 2
    assert document.line(("rules", "stutter", "allow")) == 3
    assert document.line(("rules", "stutter", "allow", 0)) == 4
