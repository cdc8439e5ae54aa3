from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kouetsu
from kouetsu import cache_folder, patterns

SOURCE = str(Path(kouetsu.__file__).parent.parent)
PROGRAM = """
import re, sys
from kouetsu import patterns
compiler = re._compiler.compile
def refuse(source, flags=0):
    raise AssertionError(f"compiled anew: {source}")
if sys.argv[1] == "kept":
    re._compiler.compile = refuse
found = patterns.compiled("(?P<word>港|[ぁ-ん]{2,4})の(灯台)?", re.IGNORECASE)
match = found.search("古い港の灯台")
print(match.span("word"), match[2], found.flags, found.groups, dict(found.groupindex))
patterns.keep()
"""


def run(
    folder: Path, expectation: str, program: str = PROGRAM, libraries: Path | None = None
) -> subprocess.CompletedProcess[str]:
    found = os.pathsep.join([SOURCE, *([str(libraries)] if libraries else [])])
    variables = {**os.environ, "PYTHONPATH": found, cache_folder.VARIABLE: str(folder)}
    return subprocess.run(
        [sys.executable, "-c", program, expectation],
        env={**variables, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_pattern_is_compiled_by_the_first_run_only(tmp_path: Path) -> None:
    first, second = run(tmp_path, "new"), run(tmp_path, "kept")
    assert (second.stderr, second.returncode) == ("", 0)
    assert first.stdout == second.stdout == "(2, 3) 灯台 34 2 {'word': 1}\n"


LIBRARY = """
import re, sys
from kouetsu import patterns
compiler, asked = re._compiler.compile, []
def note(source, flags=0):
    asked.append(source)
    return compiler(source, flags)
re._compiler.compile = note
with patterns.lent_to("library"):
    import library
re.compile("[ア-ン]+の港")  # not the library's
print(*asked, library.WORD.findall("灯台と港"), patterns._store().lent)
patterns.keep()
"""


def test_the_patterns_of_a_library_are_kept_as_well(tmp_path: Path) -> None:
    (tmp_path / "library.py").write_text(
        "import re\nWORD = re.compile('[一-鿿]+')\nOTHER = re.compile('港', re.I)\n", "utf-8"
    )
    lent = "{'library': [('[一-鿿]+', 0), ('港', 2)]}"
    shown = [run(tmp_path / "cache", "", LIBRARY, tmp_path).stdout for _ in range(3)]
    assert shown[0] == f"[一-鿿]+ 港 [ア-ン]+の港 ['灯台', '港'] {lent}\n"
    assert shown[1] == shown[2] == f"[ア-ン]+の港 ['灯台', '港'] {lent}\n"


def test_a_library_that_changed_is_given_what_it_asks_for(tmp_path: Path) -> None:
    library = tmp_path / "library.py"
    library.write_text("import re\nWORD = re.compile('[一-鿿]+')\n", "utf-8")
    run(tmp_path / "cache", "", LIBRARY, tmp_path)
    library.write_text("import re\nWORD = re.compile('[一-鿿]')  # it is new\n", "utf-8")
    for _ in range(2):
        shown = run(tmp_path / "cache", "", LIBRARY, tmp_path).stdout
    assert "['灯', '台', '港']" in shown


def damage(data: bytes, how: str) -> bytes:
    match how:
        case "cut":
            return data[: len(data) // 2]
        case "one bit":
            return data[:-20] + bytes([data[-20] ^ 1]) + data[-19:]
        case "empty":
            return b""
        case _:
            return "よそのファイル\n".encode() * 100


@pytest.mark.parametrize("how", ["cut", "one bit", "empty", "another file"])
def test_a_damaged_file_means_a_slow_run_and_no_other_result(how: str, tmp_path: Path) -> None:
    first = run(tmp_path, "new")
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes(), how))
    assert (run(tmp_path, "new").stdout, run(tmp_path, "kept").returncode) == (first.stdout, 0)


def test_a_folder_that_cannot_be_written_means_a_slow_run(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    done = run(blocked / "folder", "new")
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_left_in_the_folder_but_the_file(tmp_path: Path) -> None:
    run(tmp_path, "new")
    assert [path.suffix for path in tmp_path.iterdir()] == [".bin"]


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        ("[ぁ-んァ-ヶー一-鿿々]", 0),
        ("^(?:a|[^\\W_])++(?<=x)$", re.MULTILINE),
        ("(?i:straße)[ſK]", re.IGNORECASE),
        ("(a)(?:(?P<b>b)|c)\\1(?P=b)?", 0),
        ("(?x) a # comment\n b", 0),
        ("", re.DOTALL),
    ],
)
def test_what_is_kept_is_the_pattern_itself(source: str, flags: int) -> None:
    kept = patterns.load(source, patterns.code_of(source, flags))
    assert kept == re.compile(source, flags)


@pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
@given(st.text(st.sampled_from("ab[]()|*+?{}1,^$\\d漢"), max_size=12))
def test_any_pattern_that_python_takes_is_kept_as_it_is(source: str) -> None:
    try:
        expected = re.compile(source)
    except re.error:
        return
    assert patterns.load(source, patterns.code_of(source, 0)) == expected
