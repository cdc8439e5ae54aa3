from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from kouetsu.reports import View
from sample_run import rendered, reports

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read(view: View | None = None) -> Element:
    return ElementTree.fromstring(rendered("checkstyle", view=view))


def test_the_document_has_the_elements_and_attributes_of_checkstyle() -> None:
    root = read()
    assert root.tag == "checkstyle"
    assert [file.get("name") for file in root] == [
        *("posts/港.md", "下書き/夕市 一覧.md", "-", "posts/no.md"),
    ]
    for error in root.iterfind("file/error"):
        assert set(error.attrib) <= {"line", "column", "severity", "message", "source"}
        assert error.get("severity") in {"error", "warning", "info"}
        assert error.get("message")
        assert int(error.get("line", "1")) >= 1
        assert int(error.get("column", "1")) >= 1


def test_a_finding_is_an_error_with_what_to_do() -> None:
    (error,) = read().iterfind("file[@name='-']/error")
    assert error.attrib == {
        "line": "1",
        "column": "2",
        "severity": "error",
        "message": "「のの」が重なっています — 片方を消してください",
        "source": "kouetsu.language.stutter",
    }


def test_what_could_not_be_done_is_an_error_without_a_line() -> None:
    (error,) = read().iterfind("file[@name='posts/no.md']/error")
    assert error.attrib == {
        "severity": "error",
        "message": "cannot be read: gone",
        "source": "kouetsu",
    }


def test_what_belongs_to_no_file_is_named_after_the_program() -> None:
    root = read(View(problems=("kouetsu.toml: 綴りの誤り",)))
    assert root[-1].get("name") == "kouetsu"
    assert root[-1][0].get("message") == "kouetsu.toml: 綴りの誤り"


def test_a_clean_file_is_not_named() -> None:
    assert "駅" not in rendered("checkstyle", reports()[1:2])


def test_folded_findings_are_there_on_request() -> None:
    sources = [error.get("source") for error in read(View(shows_folded=True)).iter("error")]
    assert "kouetsu.language.particle-sequence" in sources
    assert "particle-sequence" not in rendered("checkstyle")
