from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import validator_for

from kouetsu import catalogue
from kouetsu.article.source import Span, from_text
from kouetsu.finding import Applicability, Edit, Finding, Fix, Related, Severity
from kouetsu.linter import FileReport
from kouetsu.reports import View
from kouetsu.reports.sarif_rules import descriptor
from sample_run import DRAFT, HARBOUR, MARKET, STATION, rendered, reports

# The standard's own, from the npm package @microsoft/jest-sarif, which .ci/run puts there.
SCHEMA = Path(__file__).parents[2] / ".venv/sarif/package/lib/schemas/sarif-2.1.0-rtm.5.json"
EVERYTHING = View("ja", shows_folded=True)
FILES = {
    "posts/港.md": HARBOUR,
    "posts/駅.md": STATION,
    "下書き/夕市 一覧.md": MARKET.removeprefix("\ufeff"),
    "-": DRAFT,
}


def read(run: list[FileReport] | None = None, view: View | None = None) -> dict[str, Any]:
    """Return the run of a log."""
    log = json.loads(rendered("sarif", run, view))
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def result(rule: str, path: str | None = None) -> dict[str, Any]:
    found = [
        each
        for each in read(view=EVERYTHING)["results"]
        if each["ruleId"] == rule and (path is None or uri(each) == path)
    ]
    assert len(found) == 1
    assert isinstance(found[0], dict)
    return found[0]


def uri(holder: dict[str, Any]) -> str:
    location = holder["locations"][0] if "locations" in holder else holder
    return unquote(location["physicalLocation"]["artifactLocation"]["uri"])


def regions(results: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Return every region of some results with the path of its file."""
    found = []
    for each in results:
        for location in (*each["locations"], *each.get("relatedLocations", [])):
            physical = location["physicalLocation"]
            for name in ("region", "contextRegion"):
                if name in physical:
                    found.append((uri(location), physical[name]))
        for fix in each.get("fixes", []):
            for change in fix["artifactChanges"]:
                path = unquote(change["artifactLocation"]["uri"])
                found += [(path, each["deletedRegion"]) for each in change["replacements"]]
    return found


def under(text: str, region: dict[str, Any]) -> str:
    """Return what a reader finds at the lines and columns of a region; columns are code points."""
    lines = text.replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    marks = [line.startswith("\0") for line in lines]

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + marks[line - 1] + column - 1

    first = offset(region["startLine"], region["startColumn"])
    return text[first : offset(region["endLine"], region["endColumn"])]


@pytest.mark.parametrize("view", [View("ja"), EVERYTHING, View("en", problems=("綴り {0}",))])
def test_the_schema_of_the_standard_is_met(view: View) -> None:
    if not SCHEMA.is_file():
        reason = "the schema of SARIF is not there (npm pack @microsoft/jest-sarif, as in .ci/run)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    schema = json.loads(SCHEMA.read_text("utf-8"))
    log = json.loads(rendered("sarif", view=view))
    assert [each.message for each in validator_for(schema)(schema).iter_errors(log)] == []


def test_the_log_says_how_its_columns_and_lines_are_counted() -> None:
    run = read()
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\r", "\n"]


def test_every_region_is_the_same_by_columns_and_by_offset_and_shows_its_text() -> None:
    found = regions(read(view=EVERYTHING)["results"])
    assert len(found) > 20
    for path, region in found:
        start = region["charOffset"]
        text = FILES[path][start : start + region["charLength"]]
        assert under(FILES[path], region) == text
        assert region.get("snippet", {"text": text}) == {"text": text}


@given(st.text("a漢かｱ🍎👩‍🚀é\t\r\n", max_size=60), st.data())
def test_the_columns_of_any_text_slice_back_to_the_words(text: str, data: st.DataObject) -> None:
    spans = [
        Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))) for _ in range(3)
    ]
    # No check and no fix takes a line end apart.
    whole = [
        Span(*(at + (text[at - 1 : at + 1] == "\r\n") for at in (each.start, each.end)))
        for each in spans
    ]
    fix = Fix((Edit(whole[1], "x"),), Applicability.SAFE)
    related = (Related(whole[2], "い"),)
    finding = Finding(
        "stutter", "language", Severity.ERROR, whole[0], "あ", related=related, fix=fix
    )
    run = [FileReport("a.md", from_text(text, "a.md"), "ja", (finding,))]
    found = regions(read(run)["results"])
    assert [under(text, region) for _, region in found] == [
        text[whole[index].start : whole[index].end] for index in (0, 2, 1)
    ]


def test_a_result_points_at_the_description_of_its_rule() -> None:
    run = read(view=EVERYTHING)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]


def test_a_rule_is_described_with_its_page() -> None:
    rules = {rule["id"]: rule for rule in read()["tool"]["driver"]["rules"]}
    stutter = rules["stutter"]
    assert stutter["name"] == "Stutter"
    assert stutter["shortDescription"] == {"text": "同じ言葉が二度続いている箇所です。"}
    assert stutter["fullDescription"]["text"].endswith("二つ目の文です。")
    assert stutter["help"]["text"] == "片方を消します。"
    assert "## Why\n\n読み手がつまずきます。" in stutter["help"]["markdown"]
    assert stutter["defaultConfiguration"] == {"level": "error"}
    assert stutter["properties"] == {
        "tags": ["language"],
        "precision": "very-high",
        "problem.severity": "error",
    }


def test_a_rule_of_no_catalogue_has_its_name_for_all_that_github_asks_for() -> None:
    rules = {rule["id"]: rule for rule in read()["tool"]["driver"]["rules"]}
    text = {"text": "decorated-heading"}
    assert rules["decorated-heading"] == {
        "id": "decorated-heading",
        "shortDescription": text,
        "fullDescription": text,
        "help": text,
    }


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_rule_has_what_github_asks_for(language: str) -> None:
    for rule in catalogue.load().values():
        described: Any = descriptor(rule.id, rule, language)
        for text in (described["shortDescription"]["text"], described["fullDescription"]["text"]):
            assert 0 < len(text) <= 1024
        assert described["help"]["text"]
        assert described["help"]["markdown"].startswith("## What")


def test_the_level_is_that_in_force() -> None:
    levels = {each["ruleId"]: each["level"] for each in read()["results"]}
    assert levels["stutter"] == "error"
    assert levels["broken-title"] == "warning"
    assert levels["missing-period"] == "note"


def test_the_message_leads_to_the_related_places() -> None:
    block = result("repeated-block")
    assert block["message"]["text"] == (
        "3文がほぼそのまま繰り返されています — 後の写しを消してください — [最初の箇所](1)"
    )
    (related,) = block["relatedLocations"]
    assert (related["id"], related["message"]) == (1, {"text": "最初の箇所"})


def test_brackets_in_the_words_of_a_link_are_escaped() -> None:
    finding = Finding(
        *("stutter", "language", Severity.ERROR, Span(0, 1), "あ"),
        related=(Related(Span(0, 1), "[港]の\\箇所"),),
    )
    run = [FileReport("a.md", from_text("港\n", "a.md"), "ja", (finding,))]
    assert read(run)["results"][0]["message"]["text"] == "あ — [\\[港\\]の\\\\箇所](1)"


def test_a_brace_in_a_message_is_no_placeholder() -> None:
    assert result("placeholder")["message"]["text"].startswith("「{{{{ 店名 }}}}」が")


def test_a_related_place_may_be_in_another_file() -> None:
    (related,) = result("particle-sequence")["relatedLocations"]
    assert uri(related) == "posts/駅.md"
    assert related["physicalLocation"]["region"]["snippet"] == {"text": "三分だけ"}


def test_what_surrounds_a_place_is_more_than_the_place() -> None:
    for each in read(view=EVERYTHING)["results"]:
        physical = each["locations"][0]["physicalLocation"]
        if "contextRegion" in physical:
            inner, outer = physical["region"], physical["contextRegion"]
            assert outer["charOffset"] <= inner["charOffset"]
            assert outer["charLength"] > inner["charLength"]
    stutter = result("stutter", "posts/港.md")["locations"][0]["physicalLocation"]
    assert stutter["contextRegion"]["snippet"]["text"].startswith("港の灯台は、")


def test_a_fix_makes_of_the_file_what_its_edits_say() -> None:
    (fix,) = result("emphasis-not-rendered")["fixes"]
    assert fix["properties"] == {"applicability": "unsafe"}
    (change,) = fix["artifactChanges"]
    text = FILES[unquote(change["artifactLocation"]["uri"])]
    for each in reversed(change["replacements"]):
        start = each["deletedRegion"]["charOffset"]
        end = start + each["deletedRegion"]["charLength"]
        text = text[:start] + each["insertedContent"]["text"] + text[end:]
    assert "\r\n「旬」の魚は、" in text


def test_a_fingerprint_is_the_one_of_the_json_report() -> None:
    findings = json.loads(rendered("json"))["findings"]
    assert [each["partialFingerprints"] for each in read()["results"]] == [
        {"kouetsu/v1": finding["fingerprint"]} for finding in findings
    ]


def test_a_folded_finding_names_its_cause() -> None:
    cause = result("repeated-block")["partialFingerprints"]["kouetsu/v1"]
    assert result("particle-sequence")["properties"] == {"cause": cause}


def test_uris_are_percent_encoded_and_relative_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = read()
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": f"{tmp_path.as_uri()}/"}}
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    uris = {place["artifactLocation"]["uri"] for place in places}
    assert "%E4%B8%8B%E6%9B%B8%E3%81%8D/%E5%A4%95%E5%B8%82%20%E4%B8%80%E8%A6%A7.md" in uris


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("{top}/港.md", {"uri": "%E6%B8%AF.md", "uriBaseId": "%SRCROOT%"}),
        ("a:b.md", {"uri": "a%3Ab.md", "uriBaseId": "%SRCROOT%"}),
        ("/別の所/a.md", {"uri": "file:///%E5%88%A5%E3%81%AE%E6%89%80/a.md"}),
        ("-", {"uri": "-", "description": {"text": "standard input"}}),
    ],
)
def test_the_place_of_a_file(
    path: str, expected: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = path.format(top=tmp_path)
    finding = Finding("stutter", "language", Severity.ERROR, Span(0, 1), "あ")
    run = [FileReport(path, from_text("港\n", path), "ja", (finding,))]
    place = read(run)["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == expected


def test_a_run_that_did_all_its_work_says_so() -> None:
    assert read(reports()[1:2])["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


def test_what_could_not_be_done_is_a_notification() -> None:
    (invocation,) = read(view=View(problems=("kouetsu.toml: {綴り}",)))["invocations"]
    assert invocation["executionSuccessful"] is False
    problem, check, file = invocation["toolExecutionNotifications"]
    assert problem == {"level": "error", "message": {"text": "kouetsu.toml: {{綴り}}"}}
    assert check["associatedRule"] == {"id": "stutter"}
    assert uri(file) == "posts/no.md"


def test_a_rule_file_that_is_wrong_does_not_keep_the_report_from_being_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise AssertionError

    monkeypatch.setattr(catalogue, "load", fail)
    from kouetsu.reports import render

    assert list(render("sarif", [], View(problems=("rules/a/b.md:1: wrong",))))
