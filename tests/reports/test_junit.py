from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from kouetsu.reports import View
from sample_run import rendered, reports

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SCHEMA = Path(__file__).parent / "junit.xsd"


def read(view: View | None = None) -> Element:
    return ElementTree.fromstring(rendered("junit", view=view))


def suite(name: str) -> Element:
    return next(each for each in read() if each.get("name") == name)


@pytest.mark.parametrize("shows_folded", [False, True])
def test_xmllint_finds_nothing_wrong_with_the_document(shows_folded: bool) -> None:
    xmllint = shutil.which("xmllint")
    if xmllint is None:
        reason = "xmllint is not installed (libxml2-utils)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    view = View("ja", shows_folded=shows_folded, problems=("綴りの誤り <a>",))
    done = subprocess.run(
        [xmllint, "--noout", "--schema", str(SCHEMA), "-"],
        input=rendered("junit", view=view),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "- validates\n")


def test_a_file_is_a_suite_and_a_finding_is_a_case_of_it() -> None:
    root = read()
    assert [each.get("name") for each in root] == [
        *("posts/港.md", "posts/駅.md", "下書き/夕市 一覧.md", "-", "posts/no.md"),
    ]
    assert [case.get("name") for case in suite("posts/港.md")] == [
        "stutter",
        *("broken-title 2:14", "stutter 5:24", "repeated-block 9:1", "missing-period 11:24"),
        "mojibake 13:5",
    ]
    assert {case.get("classname") for case in suite("posts/港.md")} == {"posts/港"}


def test_no_test_case_has_more_than_one_outcome() -> None:
    assert max(len(case) for case in read().iter("testcase")) == 1


def test_a_clean_file_has_one_case_that_passes() -> None:
    (case,) = suite("posts/駅.md")
    assert len(case) == 0


def test_the_counts_are_those_of_the_cases() -> None:
    root = read()
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        failures, errors = element.findall(".//failure"), element.findall(".//error")
        counts = [element.get(name) for name in ("tests", "failures", "errors")]
        assert counts == [str(len(each)) for each in (cases, failures, errors)]


def test_a_failure_says_where_and_what_to_do() -> None:
    (failure,) = suite("-").iterfind("testcase/failure")
    assert failure.attrib == {
        "type": "error",
        "message": "「のの」が重なっています — 片方を消してください",
    }
    assert failure.text == "-:1:2\n「のの」が重なっています\n片方を消してください"


def test_a_failure_names_the_related_places() -> None:
    text = suite("posts/港.md")[3][0].text
    assert text is not None
    assert text.endswith("posts/港.md:7:1 最初の箇所")


def test_what_could_not_be_done_is_an_error_and_no_failure() -> None:
    (error,) = suite("posts/no.md").iterfind("testcase/error")
    assert error.get("message") == "cannot be read: gone"
    root = read(View(problems=("kouetsu.toml: 綴りの誤り",)))
    assert root[0][0][0].get("message") == "kouetsu.toml: 綴りの誤り"


def test_a_path_without_a_suffix_keeps_its_dots_and_names() -> None:
    run = reports()[3:4]
    assert 'classname="-"' in rendered("junit", run)
