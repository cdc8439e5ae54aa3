from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import validator_for

from kouetsu.article.source import Span, from_text
from kouetsu.finding import Applicability, Edit, Finding, Fix, Severity
from kouetsu.linter import FileReport
from kouetsu.reports import View
from sample_run import DRAFT, HARBOUR, MARKET, STATION, rendered

SCHEMA = Path(__file__).parent / "rdjson.schema.json"
FILES = {
    "posts/港.md": HARBOUR,
    "posts/駅.md": STATION,
    "下書き/夕市 一覧.md": MARKET,
    "-": DRAFT,
}


def read(run: list[FileReport] | None = None, view: View | None = None) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(rendered("rdjson", run, view))
    return document


def under(text: str, place: dict[str, Any]) -> str:
    """Return what reviewdog finds in a file at a range: bytes of lines that end in a line feed."""
    lines = text.encode().split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    first, last = (
        starts[place[end]["line"] - 1] + place[end]["column"] - 1 for end in ("start", "end")
    )
    return text.encode()[first:last].decode()


@pytest.mark.parametrize("shows_folded", [False, True])
def test_the_schema_of_the_format_is_met(shows_folded: bool) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    document = read(view=View(shows_folded=shows_folded, problems=("綴りの誤り",)))
    assert [each.message for each in validator_for(schema)(schema).iter_errors(document)] == []


def test_a_diagnostic_has_the_fields_of_the_format() -> None:
    document = read(view=View("ja", shows_folded=True))
    assert document["source"] == {"name": "kouetsu"}
    for diagnostic in document["diagnostics"]:
        assert set(diagnostic) <= {
            *("message", "location", "severity", "code", "suggestions", "related_locations"),
        }
        assert diagnostic["severity"] in {"ERROR", "WARNING", "INFO"}
    (draft,) = [each for each in document["diagnostics"] if each["location"]["path"] == "-"]
    assert draft == {
        "message": "「のの」が重なっています — 片方を消してください",
        "location": {
            "path": "-",
            "range": {"start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 10}},
        },
        "severity": "ERROR",
        "code": {"value": "stutter"},
        "suggestions": [
            {
                "range": {"start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 7}},
                "text": "",
            }
        ],
    }


def test_every_range_is_where_the_words_are_in_the_bytes_of_the_file() -> None:
    words = {}
    for diagnostic in read(view=View(shows_folded=True))["diagnostics"]:
        location = diagnostic["location"]
        if "range" in location:
            text = FILES[location["path"]]
            words[diagnostic["code"]["value"]] = under(text, location["range"])
    assert words["broken-title"] == "その真意と？"
    assert words["repeated-block"].startswith("昔、")
    assert words["repeated-block"].endswith("今も残るのは岬の灯台だけです。")
    assert words["missing-period"] == ""
    assert words["excess-blank-lines"] == "\r\n" * 4
    assert words["placeholder"] == "{{ 店名 }}"


def test_a_byte_order_mark_counts_in_the_first_line_as_it_does_in_the_file() -> None:
    diagnostics = {each["code"]["value"]: each for each in read()["diagnostics"] if "code" in each}
    assert under(MARKET, diagnostics["decorated-heading"]["location"]["range"]) == "🐟"


def test_the_edits_of_a_fix_are_one_suggestion() -> None:
    diagnostics = {each["code"]["value"]: each for each in read()["diagnostics"] if "code" in each}
    (suggestion,) = diagnostics["emphasis-not-rendered"]["suggestions"]
    assert under(MARKET, suggestion["range"]) == "**「旬」**"
    assert suggestion["text"] == "「旬」"


def test_a_related_place_may_be_in_another_file() -> None:
    folded = next(
        each
        for each in read(view=View(shows_folded=True))["diagnostics"]
        if each.get("code") == {"value": "particle-sequence"}
    )
    (related,) = folded["related_locations"]
    assert related["message"] == "別の記事では"
    assert related["location"]["path"] == "posts/駅.md"
    assert under(STATION, related["location"]["range"]) == "三分だけ"


def test_what_could_not_be_done_is_an_error_with_the_file_if_there_is_one() -> None:
    first, *others = read(view=View(problems=("kouetsu.toml: 綴りの誤り",)))["diagnostics"]
    assert first == {"message": "kouetsu.toml: 綴りの誤り", "severity": "ERROR"}
    assert {
        "message": "cannot be read: gone",
        "severity": "ERROR",
        "location": {"path": "posts/no.md"},
    } in others


@given(
    st.booleans(),
    st.text("a漢かｱ🍎👩‍🚀é\t\r\n", max_size=60).map(
        lambda text: text.replace("\r\n", "\n").replace("\r", "")
    ),
    st.data(),
)
def test_byte_columns_slice_back_to_the_words(
    has_mark: bool, text: str, data: st.DataObject
) -> None:
    span = Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2))))
    fix = Fix((Edit(span, "x"),), Applicability.SAFE)
    finding = Finding("stutter", "language", Severity.ERROR, span, "あ", fix=fix)
    file = f"\ufeff{text}" if has_mark else text
    run = [FileReport("a.md", from_text(file, "a.md"), "ja", (finding,))]
    (diagnostic,) = read(run)["diagnostics"]
    assert under(file, diagnostic["location"]["range"]) == text[span.start : span.end]
    assert under(file, diagnostic["suggestions"][0]["range"]) == text[span.start : span.end]
