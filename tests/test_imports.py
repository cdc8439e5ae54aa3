from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import kouetsu
from kouetsu import catalogue
from kouetsu.reports import FORMATS

PACKAGE = Path(kouetsu.__file__).parent
HEAVY = {"rich", "rapidfuzz", "sudachipy", "yaml", "typer", "pydantic", "tomlkit", "pathspec"}
# What the servers are made with.
SERVERS = {"pygls", "lsprotocol", "cattrs", "mcp", "anyio"}

# Parts of Python's own library that a run over one article has no need of.
OF_OTHER_RUNS = {"argparse", "asyncio", "concurrent", "multiprocessing", "subprocess"}

# What every part is written with.
WORDS = {"records", "patterns", "digests"}
# All that a check of one article may load, by top-level names: what Python's own library is made of
# at the places that we and these five libraries need. Whoever adds a name knows what it costs.
LIBRARIES = {"kouetsu", "pyromark", "rapidfuzz", "sudachidict_small", "sudachipy", "yaml"}
STANDARD = {
    *("array", "binascii", "bisect", "collections", "contextlib", "copyreg", "datetime", "decimal"),
    *("encodings", "enum", "errno", "functools", "gc", "importlib", "itertools", "json", "keyword"),
    *("math", "operator", "pathlib", "re", "reprlib", "signal", "threading", "types", "typing"),
    *("unicodedata", "urllib", "warnings", "weakref"),
    # of pathlib and urllib
    *("fnmatch", "glob", "grp", "ipaddress", "ntpath", "pwd"),
    # of decimal, yaml and rapidfuzz
    *("base64", "cython_runtime", "heapq", "numbers", "struct"),
    # of sudachipy, which has a dataclass
    *("ast", "copy", "dataclasses", "dis", "inspect", "linecache", "opcode", "sysconfig", "token"),
    "tokenize",
}

# Which other parts of the package a part may import, anywhere in its text.
BASE = {"article", "finding", "catalogue", "quotes"}
ALLOWED = {
    "article": {"quotes", "sites"},  # of sites only a type
    "sites": BASE,
    "finding": {"article"},
    "catalogue": {"cache_folder", "finding", "rule_files"},
    "suppressions": BASE,
    "fingerprints": BASE,
    "consequences": BASE,
    "checks": {*BASE, "suppressions", "sites"},
    "wording": {*BASE, "config"},  # of config only types
    "linter": {
        *(*BASE, "suppressions", "fingerprints", "consequences", "config", "time_limit"),
        "wording",
    },
    "reports": {*BASE, "linter", "rule_pages"},
}
# Commands stand on top: only they may import one another and all that is below.
TOP = {"cli", "__main__"}


def imports(path: Path) -> list[str]:
    """Return the parts of the package that a module imports anywhere in its text."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "kouetsu":
            names = [f"kouetsu.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        found += [name.split(".")[1] for name in names if name.startswith("kouetsu.")]
    return [name for name in found if name != "__version__"]


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    own = part(path)
    imported = set(imports(path)) - {own} - WORDS
    if own in ALLOWED:
        assert imported <= ALLOWED[own]
    elif own not in TOP:
        assert not imported & TOP


def loaded(code: str, folder: Path) -> set[str]:
    """Return which heavy packages are loaded after running some code in a fresh interpreter."""
    program = (
        f"import io, sys, json\nsys.path.insert(0, {str(PACKAGE.parent)!r})\n"
        f"out, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())\n{code}\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=out)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=folder
    )
    return set(json.loads(done.stdout)) & {
        *HEAVY,
        *SERVERS,
        *OF_OTHER_RUNS,
        "kouetsu",
    }


def test_the_hot_path_loads_what_is_pinned_and_nothing_else(tmp_path: Path) -> None:
    # A checkout whose rules changed compiles them, once.
    catalogue.load_from(PACKAGE / "_rules.json", catalogue.checkout_rules())
    (tmp_path / "post.md").write_text(
        "---\ntitle: 港の灯台と市場\ndate: 2026-01-05\nimage: {path: /a.png}\n---\n\n"
        "# 港の灯台\n\n朝の市では、魚を手ごろな値で買えますます。\n",
        "utf-8",
    )
    program = (
        "import sys\nbare = set(sys.modules)\n"
        f"sys.path.insert(0, {str(PACKAGE.parent)!r})\n"
        "from kouetsu.cli import main\n"
        "assert main(['check', '--no-cache', 'post.md']) == 1\n"
        "print(*{name.split('.')[0] for name in set(sys.modules) - bare}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=tmp_path, text=True
    )
    names = {name for name in done.stderr.split() if not name.startswith("_")}
    assert names <= LIBRARIES | STANDARD
    assert names >= LIBRARIES


def test_the_version_is_shown_without_loading_anything(tmp_path: Path) -> None:
    code = "from kouetsu.cli import main\nassert main(['--version']) == 0"
    assert loaded(code, tmp_path) == {"kouetsu"}


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_check_into_a_pipe_loads_neither_rich_nor_typer(
    output_format: str, tmp_path: Path
) -> None:
    (tmp_path / "post.md").write_text("港の灯台です。\n", "utf-8")
    code = (
        "from kouetsu.cli.check import CheckArguments, check_command\n"
        f"arguments = CheckArguments(('post.md',), output_format={output_format!r})\n"
        "assert check_command(arguments) == 0"
    )
    assert not loaded(code, tmp_path) & {"rich", "typer", "pydantic", "tomlkit", "asyncio"}


@pytest.mark.parametrize("options", [[], ["-q", "--format", "json"], ["--select=stutter"]])
def test_a_plain_command_line_loads_no_heavy_package(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("港の灯台です。\n", "utf-8")
    code = f"from kouetsu.cli import main\nassert main({['check', *options, 'post.md']!r}) == 0"
    assert loaded(code, tmp_path) <= {"kouetsu", "rapidfuzz"}


def test_a_plain_head_does_not_load_the_reader_of_all_yaml(tmp_path: Path) -> None:
    head = "---\ntitle: 港の灯台\ndate: 2026-01-05\ntags: [港, 灯台]\n---\n\n"
    (tmp_path / "post.md").write_text(f"{head}港の灯台です。\n", "utf-8")
    code = "from kouetsu.cli import main\nassert main(['check', 'post.md']) == 0"
    assert "yaml" not in loaded(code, tmp_path)


def test_a_post_without_candidates_does_not_load_the_analyser(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("港の灯台です。\n", "utf-8")
    code = (
        "from kouetsu.cli.check import CheckArguments, check_command\n"
        "assert check_command(CheckArguments(('post.md',))) == 0"
    )
    assert "sudachipy" not in loaded(code, tmp_path)


def test_a_check_loads_nothing_of_the_servers(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("朝の市では、魚を手ごろな値で買えますます。\n", "utf-8")
    code = "from kouetsu.cli import main\nassert main(['check', 'post.md']) == 1"
    assert not loaded(code, tmp_path) & {*SERVERS, "asyncio"}


def reads_around(path: Path) -> set[str]:
    """Return what a module names that could tell it of files or of the day."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names |= {node.id for node in nodes if isinstance(node, ast.Name)} & {"open"}
    return names & {"open", "read_text", "read_bytes", "exists", "stat", "scandir", "today", "now"}


# Each reads what belongs to the program, or what the key of a kept result holds.
READERS = {"front_matter/tags.py": {"read_text"}, "consistency/prh_files.py": {"read_text"}}


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "checks").rglob("*.py")), ids=lambda path: path.stem
)
def test_a_check_asks_of_files_and_of_the_day_only_what_is_asked_again(path: Path) -> None:
    own = path.relative_to(PACKAGE / "checks").as_posix()
    assert reads_around(path) <= READERS.get(own, set())
