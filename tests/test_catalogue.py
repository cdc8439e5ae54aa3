from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kouetsu import catalogue
from kouetsu.catalogue import RuleFileError, WordingError, word

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {"ja": "「{text}」が{count:,}回", "en": "“{text}” {count:,} times"}


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    return tmp_path / "_rules.json"


def severity(path: Path, value: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("severity: error", f"severity: {value}"), encoding="utf-8")


def test_a_checkout_compiles_its_rules_and_keeps_the_result(
    rules_folder: Path, compiled: Path
) -> None:
    rules = catalogue.load_from(compiled, rules_folder)
    assert list(rules) == ["stutter", "repeated-block"]
    assert json.loads(compiled.read_bytes())["rules"][0]["id"] == "stutter"


def test_the_compiled_form_gives_the_very_same_rules(rules_folder: Path, compiled: Path) -> None:
    rules = catalogue.load_from(compiled, rules_folder)
    assert catalogue.load_from(compiled, None) == rules
    assert catalogue.load_from(compiled, rules_folder) == rules


def test_a_current_compiled_form_is_used_without_reading_the_rule_files(
    rules_folder: Path, compiled: Path
) -> None:
    catalogue.load_from(compiled, rules_folder)
    stored = json.loads(compiled.read_bytes())
    stored["rules"] = stored["rules"][:1]
    compiled.write_text(json.dumps(stored), encoding="utf-8")
    assert list(catalogue.load_from(compiled, rules_folder)) == ["stutter"]


def test_a_changed_rule_file_is_seen(
    rules_folder: Path, stutter_file: Path, compiled: Path
) -> None:
    catalogue.load_from(compiled, rules_folder)
    severity(stutter_file, "info")
    assert catalogue.load_from(compiled, rules_folder)["stutter"].severity.value == "info"


def test_a_rule_file_from_an_older_commit_is_seen_as_well(
    rules_folder: Path, stutter_file: Path, compiled: Path
) -> None:
    catalogue.load_from(compiled, rules_folder)
    severity(stutter_file, "warning")
    os.utime(stutter_file, (1, 1))
    assert catalogue.load_from(compiled, rules_folder)["stutter"].severity.value == "warning"


def test_a_removed_rule_file_takes_its_rule_away(
    rules_folder: Path, stutter_file: Path, compiled: Path
) -> None:
    catalogue.load_from(compiled, rules_folder)
    stutter_file.unlink()
    assert list(catalogue.load_from(compiled, rules_folder)) == ["repeated-block"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1", b"\xff", b"null", b'{"stamp": null}'])
def test_a_damaged_compiled_form_is_made_anew(
    rules_folder: Path, compiled: Path, damage: bytes
) -> None:
    compiled.write_bytes(damage)
    assert len(catalogue.load_from(compiled, rules_folder)) == 2
    assert len(catalogue.load_from(compiled, None)) == 2


def test_a_checkout_that_cannot_be_written_still_gives_its_rules(
    rules_folder: Path, tmp_path: Path
) -> None:
    assert len(catalogue.load_from(tmp_path / "missing" / "_rules.json", rules_folder)) == 2


def test_no_temporary_file_stays_behind(rules_folder: Path, compiled: Path) -> None:
    catalogue.load_from(compiled, rules_folder)
    assert sorted(path.name for path in compiled.parent.iterdir()) == ["_rules.json", "rules"]


def test_a_broken_rule_file_is_an_error_that_names_it(
    rules_folder: Path, stutter_file: Path, compiled: Path
) -> None:
    severity(stutter_file, "grave")
    with pytest.raises(RuleFileError, match=r"stutter\.md:3: severity is “grave”"):
        catalogue.load_from(compiled, rules_folder)
    assert not compiled.exists()


def test_a_package_is_built_the_same_whatever_the_times_of_its_files(
    rules_folder: Path, stutter_file: Path, compiled: Path
) -> None:
    first = catalogue.compile_rules(catalogue.load_from(compiled, rules_folder).values())
    os.utime(stutter_file, (1, 1))
    second = catalogue.compile_rules(catalogue.load_from(compiled, rules_folder).values())
    assert first == second


def test_families_come_once_and_in_order(rules_folder: Path, compiled: Path) -> None:
    rules = catalogue.load_from(compiled, rules_folder)
    assert catalogue.families(rules) == ("language", "repetition")


def test_the_nearest_name_comes_first() -> None:
    names = ["split-word", "stutter", "style-mix"]
    assert catalogue.nearest("stuter", names)[0] == "stutter"
    assert catalogue.nearest("xyz", names) == []


def test_words_are_filled_in_the_language_asked_for() -> None:
    values = {"text": "です{です}", "count": 1200}
    assert word(WORDS, "ja", values) == "「です{です}」が1,200回"
    assert word(WORDS, "en", values) == "“です{です}” 1,200 times"


def test_values_that_the_words_do_not_use_do_no_harm() -> None:
    assert word({"ja": "はい", "en": "yes"}, "en", {"text": "x"}) == "yes"


def test_a_missing_value_is_an_error_that_names_the_words_and_what_was_given() -> None:
    with pytest.raises(
        WordingError, match=r"“\{text\}” .* filled with size, text \(KeyError: 'count'\)"
    ):
        word(WORDS, "en", {"text": "x", "size": 3})


def test_a_value_of_the_wrong_kind_is_an_error_that_names_the_words() -> None:
    with pytest.raises(WordingError, match="ValueError"):
        word(WORDS, "en", {"text": "x", "count": "many"})


def test_loading_the_compiled_rules_needs_no_yaml(rules_folder: Path, compiled: Path) -> None:
    catalogue.load_from(compiled, rules_folder)
    code = (
        "import sys, pathlib\n"
        "from kouetsu import catalogue\n"
        "catalogue.load_from(*map(pathlib.Path, sys.argv[1:]))\n"
        "print(sorted({'yaml', 'frontmatter', 'difflib', 'tempfile'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, str(compiled), str(rules_folder)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
