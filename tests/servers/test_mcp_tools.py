"""The tools of the MCP server, called without the protocol."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kouetsu import catalogue
from kouetsu.catalogue import RuleFileError
from kouetsu.servers.mcp_folder import LARGEST, Folder, ToolError
from kouetsu.servers.mcp_registry import TOOLS
from kouetsu.servers.mcp_shapes import HIGHEST_LIMIT
from kouetsu.servers.mcp_tools import LONGEST_TEXT, Desk, Result

STUTTER = "岬の灯台は、霧の夜にも🍎の船を導くべきですです。\n"
SOUND = "岬の灯台は、霧の夜にも船を導きます。\n"
ROOT = Path(__file__).parents[2]
TOKEN = "〔機密〕"
PASSAGE = """\
渡し舟は朝の六時に岸を離れ、向こう岸の市場まで採れたての野菜を運びます。霧の深い日には、船頭が笛を吹いて互いの居場所を知らせ合うのが習わしです。

冬になると川の水が減るので、舟は百メートル下流の古い桟橋から出ます。荷の多い日は二度に分けて渡るため、いつもより早く並んでおくとよいべきですです。
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk at a folder `blog` with a secret beside it."""
    blog = Path(os.path.realpath(tmp_path)) / "blog"
    (blog / "posts").mkdir(parents=True)
    (blog / "posts" / "灯台.md").write_text(STUTTER, "utf-8")
    (blog / "notes.txt").write_text(STUTTER, "utf-8")
    (tmp_path / "secret.md").write_text(f"{TOKEN}{STUTTER}", "utf-8")
    monkeypatch.chdir(blog)
    return Desk(Folder(blog), "en")


def call(desk: Desk, tool: str, **arguments: object) -> Result:
    """Call a tool; its result must be what its schema promises."""
    result = TOOLS[tool].call(desk, arguments)
    Draft202012Validator(TOOLS[tool].output_schema).validate(json.loads(json.dumps(result)))
    return result


def refusal(desk: Desk, tool: str, **arguments: object) -> str:
    with pytest.raises(ToolError) as error:
        TOOLS[tool].call(desk, arguments)
    message = str(error.value)
    assert "\n" not in message
    assert TOKEN not in message
    return message


def findings(result: Result) -> list[dict[str, Any]]:
    found = result["findings"]
    assert isinstance(found, list)
    return found


def rules_of(result: Result) -> list[object]:
    return [finding["rule"] for finding in findings(result)]


def test_a_finding_says_where_what_and_what_to_do(desk: Desk) -> None:
    (found,) = findings(call(desk, "check_text", text=STUTTER))
    assert found["rule"] == "stutter"
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (
        1,
        20,
        1,
        24,
    )
    assert STUTTER[found["start"] : found["end"]] == found["text"] == "ですです"
    assert found["message"]
    assert found["repair"]
    assert found["fix"] == {
        "applicability": "safe",
        "edits": [
            {
                "replacement": "",
                "line": 1,
                "column": 22,
                "end_line": 1,
                "end_column": 24,
                "start": 21,
                "end": 23,
            }
        ],
    }


def test_the_documented_example_is_what_is_answered(desk: Desk) -> None:
    page = (ROOT / "docs" / "mcp.md").read_text("utf-8")
    (arguments,) = re.findall(r"`check_text` with `(.+)`:", page)
    example = page.split(f"{arguments}`:\n\n```json\n")[1].split("\n```")[0]
    assert json.loads(example) == call(desk, "check_text", **json.loads(arguments))


def test_a_sound_text_has_no_findings(desk: Desk) -> None:
    result = call(desk, "check_text", text=SOUND)
    assert (findings(result), result["errors"], result["left_out"]) == ([], [], 0)


def test_a_long_text_under_a_finding_is_cut_in_its_middle(desk: Desk) -> None:
    chance = random.Random(1)
    words = ("".join(chance.choices("桟橋霧舟町朝市灯台岬櫂川", k=30)) for _ in range(90))
    lines = "".join(f"{word}を見ました。\n" for word in words)
    text = f"{lines}\n{lines}"
    found = findings(call(desk, "check_text", text=text, select=["repeated-block"]))
    assert [len(str(each["text"])) for each in found] == [LONGEST_TEXT]


def test_an_empty_text_is_answered(desk: Desk) -> None:
    assert call(desk, "check_text", text="")["errors"] == []


def test_a_byte_order_mark_does_not_shift_the_places(desk: Desk) -> None:
    plain = findings(call(desk, "check_text", text=STUTTER))
    assert findings(call(desk, "check_text", text=f"\ufeff{STUTTER}")) == plain


def test_a_lone_surrogate_does_not_stop_the_check(desk: Desk) -> None:
    assert "stutter" in rules_of(call(desk, "check_text", text=f"\ud83d{STUTTER}"))


def test_the_place_of_a_copy_names_its_original(desk: Desk) -> None:
    text = f"{PASSAGE}\n\n{PASSAGE}\n"
    (copy,) = findings(call(desk, "check_text", text=text, select=["repeated-block"]))
    assert copy["line"] == 6
    first = copy["related"][0]
    assert (first["path"], first["line"], first["column"]) == ("-", 1, 1)


def test_a_file_is_checked_by_its_path_in_the_folder(desk: Desk) -> None:
    (found,) = findings(call(desk, "check_file", path="posts/灯台.md"))
    assert (found["rule"], found["path"]) == ("stutter", "posts/灯台.md")


def test_an_absolute_path_inside_of_the_folder_is_taken(desk: Desk) -> None:
    path = desk.folder.root / "posts" / "灯台.md"
    assert findings(call(desk, "check_file", path=str(path))) == findings(
        call(desk, "check_file", path="posts/灯台.md")
    )


@pytest.mark.parametrize(
    "path", ["../secret.md", "posts/../../secret.md", "/etc/hostname.md", "~/../../secret.md", ".."]
)
@pytest.mark.parametrize("tool", ["check_file", "check_text", "fix_text"])
def test_no_path_leads_out_of_the_folder(desk: Desk, tool: str, path: str) -> None:
    text = {} if tool == "check_file" else {"text": SOUND}
    assert "is outside of" in refusal(desk, tool, path=path, **text)


def test_a_link_that_leads_out_of_the_folder_is_refused(desk: Desk, tmp_path: Path) -> None:
    (desk.folder.root / "posts" / "link.md").symlink_to(tmp_path / "secret.md")
    (desk.folder.root / "up").symlink_to(tmp_path)
    assert "is outside of" in refusal(desk, "check_file", path="posts/link.md")
    assert "is outside of" in refusal(desk, "check_file", path="up/secret.md")


def test_a_link_inside_of_the_folder_is_followed(desk: Desk) -> None:
    (desk.folder.root / "latest.md").symlink_to("posts/灯台.md")
    (found,) = findings(call(desk, "check_file", path="latest.md"))
    assert found["path"] == "posts/灯台.md"


def test_a_sibling_whose_name_begins_like_the_folder_is_outside(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "blog2").mkdir()
    (tmp_path / "blog2" / "a.md").write_text(TOKEN, "utf-8")
    assert "is outside of" in refusal(desk, "check_file", path="../blog2/a.md")


@pytest.mark.parametrize(
    "path", ["nowhere.md", "posts", "posts/none/a.md", "", "a" * 255, "a" * 5000 + ".md"]
)
def test_a_path_that_is_no_article_is_said_to_be_none(desk: Desk, path: str) -> None:
    message = refusal(desk, "check_file", path=path)
    assert any(part in message for part in ("no such file", "is no article", "cannot be read"))
    assert len(message) < 500


@pytest.mark.parametrize("path", ["a\0b.md", "\ud83d.md"])
def test_a_path_that_no_system_takes_is_refused(desk: Desk, path: str) -> None:
    assert refusal(desk, "check_file", path=path).endswith("is no path")


def test_only_articles_are_read(desk: Desk) -> None:
    assert "must end in .md, .markdown, .mdx" in refusal(desk, "check_file", path="notes.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_does_not_keep_the_server_waiting(desk: Desk) -> None:
    os.mkfifo(desk.folder.root / "pipe.md")
    assert "no such file" in refusal(desk, "check_file", path="pipe.md")


def test_a_name_that_is_not_utf8_can_still_be_spoken_of(desk: Desk) -> None:
    try:
        Path(os.fsdecode(os.fsencode(desk.folder.root) + b"/\xff.md")).write_text("a", "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (desk.folder.root / "link.md").symlink_to(os.fsdecode(b"\xff.md"))
    refusal(desk, "check_file", path="link.md").encode()


def test_a_text_may_have_five_million_bytes_and_no_more(desk: Desk) -> None:
    refusal_of_more = refusal(desk, "check_text", text="a" * (LARGEST + 1), select=["stutter"])
    assert "larger than 5,000,000 bytes" in refusal_of_more
    assert "larger than" in refusal(desk, "fix_text", text="あ" * (LARGEST // 3 + 1))
    largest = call(desk, "check_text", text="a" * LARGEST, select=["stutter"])
    assert findings(largest) == []


def test_a_file_may_have_five_million_bytes_and_no_more(desk: Desk) -> None:
    path = desk.folder.root / "large.md"
    path.write_bytes(b"a" * (LARGEST + 1))
    assert "larger than 5,000,000 bytes" in refusal(desk, "check_file", path="large.md")
    path.write_bytes(b"a" * LARGEST)
    assert findings(call(desk, "check_file", path="large.md", select=["stutter"])) == []


def test_a_file_in_another_encoding_is_checked_as_the_command_does(desk: Desk) -> None:
    (desk.folder.root / "old.md").write_bytes((STUTTER.replace("🍎", "林檎") * 3).encode("cp932"))
    assert "stutter" in rules_of(call(desk, "check_file", path="old.md"))


def test_the_gravest_findings_are_given_first_and_the_rest_is_counted(desk: Desk) -> None:
    lines = "".join(f"第{n}の灯台は船を導くべきですです。\n\n" for n in range(30))
    result = call(desk, "check_text", text=f"ＡＢＣは全角です。\n\n{lines}", limit=5)
    found = findings(result)
    assert len(found) == 5
    assert {finding["severity"] for finding in found} == {"error"}
    assert [f["start"] for f in found] == sorted(f["start"] for f in found)
    everything = call(desk, "check_text", text=f"ＡＢＣは全角です。\n\n{lines}")
    assert result["left_out"] == len(findings(everything)) - 5
    assert result["summary"] == everything["summary"]


@pytest.mark.parametrize("limit", [0, -1, HIGHEST_LIMIT + 1, 1.5, "5", True, None])
def test_a_limit_that_is_none_is_refused(desk: Desk, limit: object) -> None:
    assert refusal(desk, "check_text", text=SOUND, limit=limit).startswith("limit: ")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({}, "text: Field required"),
        ({"text": 5}, "text: "),
        ({"text": None}, "text: "),
        ({"text": ["a"]}, "text: "),
        ({"text": "a", "select": "stutter"}, "select: "),
        ({"text": "a", "select": [1]}, "select.0: "),
        ({"text": "a", "language": "fr"}, "language: "),
        ({"text": "a", "path": 1}, "path: "),
        ({"text": "a", "include_folded": "yes"}, "include_folded: "),
        ({"text": "a", "txet": "a"}, "txet: "),
    ],
)
def test_wrong_arguments_are_named_and_the_right_ones_are_listed(
    desk: Desk, arguments: dict[str, object], named: str
) -> None:
    message = refusal(desk, "check_text", **arguments)
    assert named in message
    assert message.endswith(
        "(the arguments are language, select, ignore, include_folded, limit, text, path)"
    )


def test_rules_are_selected_and_ignored(desk: Desk) -> None:
    assert rules_of(call(desk, "check_text", text=STUTTER, select=["repetition"])) == []
    assert rules_of(call(desk, "check_text", text=STUTTER, ignore=["stutter"])) == []
    assert rules_of(call(desk, "check_text", text=STUTTER, select=["stutter"])) == ["stutter"]


def test_an_unknown_rule_is_named(desk: Desk) -> None:
    assert "stuter" in refusal(desk, "check_text", text=SOUND, select=["stuter"])


@pytest.mark.parametrize("tool", ["check_text", "check_file", "fix_text"])
def test_a_setting_that_is_wrong_is_named_and_works_again_once_it_is_right(
    desk: Desk, tool: str
) -> None:
    settings = desk.folder.root / "kouetsu.toml"
    arguments = {"path": "posts/灯台.md"} | ({} if tool == "check_file" else {"text": STUTTER})
    settings.write_text("selekt = []\n", "utf-8")
    assert "kouetsu.toml:1" in refusal(desk, tool, **arguments)
    settings.write_text('ignore = ["stutter"]\n', "utf-8")
    assert rules_of(call(desk, tool, **arguments)) == []
    settings.write_text("select = [\n", "utf-8")
    assert "kouetsu.toml" in refusal(desk, tool, **arguments)
    settings.unlink()
    assert call(desk, tool, **arguments)["errors"] == []


def test_the_path_of_a_text_decides_which_settings_hold(desk: Desk) -> None:
    (desk.folder.root / "posts" / "kouetsu.toml").write_text('ignore = ["stutter"]\n', "utf-8")
    assert rules_of(call(desk, "check_text", text=STUTTER, path="posts/new.md")) == []
    assert rules_of(call(desk, "check_text", text=STUTTER, path="new.md")) == ["stutter"]


def test_a_link_in_a_text_tells_nothing_of_what_is_outside_of_the_folder(
    desk: Desk, tmp_path: Path
) -> None:
    text = "地図は[こちら]({}/secret.md)にあります。\n"
    there = call(desk, "check_text", text=text.format(".."), path="a.md")
    (tmp_path / "secret.md").unlink()
    assert call(desk, "check_text", text=text.format(".."), path="a.md") == there


def test_messages_are_in_the_language_asked_for(desk: Desk) -> None:
    japanese = findings(call(desk, "check_text", text=STUTTER, language="ja"))[0]["message"]
    english = findings(call(desk, "check_text", text=STUTTER))[0]["message"]
    assert "重" in str(japanese) or "繰り返" in str(japanese)
    assert str(english) != str(japanese)
    in_japanese = Desk(desk.folder, "ja")
    assert findings(call(in_japanese, "check_text", text=STUTTER))[0]["message"] == japanese
    english_after_all = call(in_japanese, "check_text", text=STUTTER, language="en")
    assert findings(english_after_all)[0]["message"] == english


def test_safe_repairs_are_made_and_counted(desk: Desk) -> None:
    result = call(desk, "fix_text", text=STUTTER)
    assert result["text"] == STUTTER.replace("ですです", "です")
    assert (result["is_changed"], result["repairs"]) == (True, {"stutter": 1})
    assert findings(result) == []


def test_a_text_that_needs_no_repair_comes_back_as_it_was(desk: Desk) -> None:
    for text in (SOUND, "", "\ufeff見出し\r\n", "港の朝\r市場の夜"):
        result = call(desk, "fix_text", text=text, ignore=["markdown"])
        assert (result["text"], result["is_changed"], result["repairs"]) == (text, False, {})


def test_what_is_left_after_the_repairs_is_told_with_places_in_the_new_text(desk: Desk) -> None:
    text = f"{STUTTER}\n昨日の朝「市場へ行きました。\n"
    result = call(desk, "fix_text", text=text)
    repaired = str(result["text"])
    assert repaired != text
    assert findings(result)
    for found in findings(result):
        assert repaired[found["start"] : found["end"]] == found["text"]


def test_a_repair_that_a_person_should_look_at_is_not_made(desk: Desk) -> None:
    unsafe = [rule.id for rule in catalogue.load().values() if rule.fix.value == "unsafe"]
    assert unsafe
    result = call(desk, "fix_text", text=STUTTER * 3, select=unsafe)
    assert result["is_changed"] is False


def test_no_tool_writes_a_file(desk: Desk) -> None:
    files = {path: path.read_bytes() for path in desk.folder.root.rglob("*") if path.is_file()}
    call(desk, "check_file", path="posts/灯台.md")
    call(desk, "fix_text", text=STUTTER, path="posts/灯台.md")
    call(desk, "fix_text", text=STUTTER, path="posts/new.md")
    after = {path: path.read_bytes() for path in desk.folder.root.rglob("*") if path.is_file()}
    assert after == files


def test_folded_findings_are_given_on_request(desk: Desk) -> None:
    text = f"{PASSAGE}\n\n{PASSAGE}\n"
    few = call(desk, "check_text", text=text)
    every = call(desk, "check_text", text=text, include_folded=True)
    folded = [finding for finding in findings(every) if finding["cause"]]
    assert folded
    assert len(findings(every)) == len(findings(few)) + len(folded)
    assert {f["cause"] for f in folded} <= {f["fingerprint"] for f in findings(every)}


def test_a_rule_is_explained_in_one_language(desk: Desk) -> None:
    page = call(desk, "explain_rule", rule="stutter")
    assert page["id"] == "stutter"
    assert "## Examples" in str(page["page"])
    assert call(desk, "explain_rule", rule="stutter", language="ja")["summary"] != page["summary"]


def test_a_rule_that_is_none_is_answered_with_the_nearest(desk: Desk) -> None:
    assert refusal(desk, "explain_rule", rule="stuter").endswith("did you mean stutter?")
    assert "list_rules" in refusal(desk, "explain_rule", rule="&")


def test_every_rule_is_listed_and_can_be_explained(desk: Desk) -> None:
    listed = call(desk, "list_rules")["rules"]
    assert isinstance(listed, list)
    assert [rule["id"] for rule in listed] == list(catalogue.load())
    for rule in listed:
        page = call(desk, "explain_rule", rule=rule["id"])
        assert rule.items() <= page.items()


def test_the_rules_of_a_family_are_listed(desk: Desk) -> None:
    listed = call(desk, "list_rules", family="repetition")["rules"]
    assert isinstance(listed, list)
    assert {rule["family"] for rule in listed} == {"repetition"}
    assert "there are breakage, " in refusal(desk, "list_rules", family="repetitions")


def test_a_failure_inside_of_kouetsu_is_one_answer_of_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise KeyError("two\nlines")

    monkeypatch.setattr(catalogue, "load", broken)
    assert refusal(desk, "check_text", text=SOUND).startswith("internal-error: KeyError")


def test_a_broken_rule_file_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuleFileError(Path("rules/a.md"), 3, "no head")

    monkeypatch.setattr(catalogue, "load", broken)
    assert refusal(desk, "list_rules") == "rules/a.md:3: no head"


@pytest.mark.parametrize("name", TOOLS)
def test_every_schema_is_one(name: str) -> None:
    tool = TOOLS[name]
    for schema in (tool.input_schema, tool.output_schema):
        Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object"
    assert tool.input_schema["additionalProperties"] is False
