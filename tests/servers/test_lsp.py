from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pytest_lsp import client_capabilities

from lsp_editor import changed, editing
from sample_catalogue import make

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.asyncio

SLIP = "朝の市では、魚を手ごろな値で買えますます。\n"
SOUND = "朝の市では、魚を手ごろな値で買えます。\n"
COPY = "船から降ろした魚は、氷の箱に入れて並べられ、仲買人たちは手の合図だけで値を決めていきます。"
OTHERS = [
    "灯台の光は、霧の深い夜だけ橙色に変わります。",
    "網を干す棚の下では、猫が昼まで眠っています。",
    "坂の上の郵便局は、週に三日だけ窓口を開けます。",
    "橋の脇の店では、冬に限って熱い甘酒を売ります。",
    "渡し船の切符は、今も厚い紙に穴を開けて作られます。",
]
REPEATED = "\n\n".join([COPY, *OTHERS, COPY]) + "\n"


def place(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def codes(found: Sequence[types.Diagnostic]) -> list[object]:
    return [each.code for each in found]


def pulling() -> types.ClientCapabilities:
    diagnostic = types.DiagnosticClientCapabilities()
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(diagnostic=diagnostic)
    )


def edits_of(action: types.Command | types.CodeAction, uri: str) -> Sequence[types.TextEdit]:
    assert isinstance(action, types.CodeAction)
    assert action.edit is not None
    assert action.edit.changes is not None
    return action.edit.changes[uri]


async def test_an_opened_text_is_linted_as_it_is_in_the_editor(tmp_path: Path) -> None:
    path = tmp_path / "市.md"
    path.write_text(SOUND, "utf-8")
    async with editing(tmp_path) as editor:
        editor.open(path.as_uri(), SLIP)
        [found] = await editor.pushed(path.as_uri(), 1)
    assert found.source == "kouetsu"
    assert found.code == "stutter"
    assert found.severity is types.DiagnosticSeverity.Error
    assert found.range == place(0, SLIP.index("ますます"), SLIP.index("。"))


async def test_changes_of_parts_and_of_the_whole_are_followed(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SOUND)
        assert await editor.pushed(uri, 1) == ()
        end = SOUND.index("。")
        editor.change(uri, 2, (place(0, end, end), "ま"), (place(0, end + 1, end + 1), "す"))
        assert codes(await editor.pushed(uri, 2)) == ["stutter"]
        editor.change(uri, 3, SOUND)
        assert await editor.pushed(uri, 3) == ()


async def test_only_the_newest_of_quick_changes_is_linted(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SOUND)
        await editor.pushed(uri, 1)
        for version in range(2, 12):
            editor.change(uri, version, SLIP * version)
        await editor.pushed(uri, 11)
    assert [each.version for each in editor.published] == [1, 11]


async def test_a_closed_text_has_no_diagnostics_any_more(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SLIP)
        assert await editor.pushed(uri, 1)
        editor.change(uri, 2, SLIP * 2)
        editor.close(uri)
        assert await editor.pushed(uri, None) == ()
        await asyncio.sleep(0.2)
    assert editor.published[-1].diagnostics == ()


async def test_a_copy_leads_to_its_original_and_is_shown_in_grey(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, REPEATED)
        [found] = await editor.pushed(uri, 1)
    assert found.range.start == types.Position(12, 0)
    assert found.tags == (types.DiagnosticTag.Unnecessary,)
    assert found.related_information is not None
    [original] = found.related_information
    assert original.location.uri == uri
    assert original.location.range.start == types.Position(0, 0)


async def test_a_client_that_asks_is_answered_and_never_pushed_to(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path, capabilities=pulling()) as editor:
        editor.open(uri, SLIP)
        report = await editor.pulled(uri)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        assert codes(report.items) == ["stutter"]
        same = await editor.pulled(uri, report.result_id)
        assert isinstance(same, types.RelatedUnchangedDocumentDiagnosticReport)
        editor.change(uri, 2, SOUND)
        after = await editor.pulled(uri, report.result_id)
        assert isinstance(after, types.RelatedFullDocumentDiagnosticReport)
        assert after.items == ()
        editor.close(uri)
        closed = await editor.pulled(uri)
        assert isinstance(closed, types.RelatedFullDocumentDiagnosticReport)
        assert closed.items == ()
    assert editor.published == []


@pytest.mark.parametrize("name", ["neovim@v0.7", "neovim@v0.11", "emacs", "visual_studio_code"])
async def test_each_known_editor_gets_the_findings_one_way(name: str, tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    capabilities = client_capabilities(name)
    assert capabilities.text_document is not None
    async with editing(tmp_path, capabilities=capabilities) as editor:
        editor.open(uri, SLIP)
        if capabilities.text_document.diagnostic is None:
            assert codes(await editor.pushed(uri, 1)) == ["stutter"]
        else:
            report = await editor.pulled(uri)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            assert codes(report.items) == ["stutter"]
            assert editor.published == []


@pytest.mark.parametrize(
    ("encodings", "start", "length"),
    [
        (None, 8, 4),
        ("utf-16", 8, 4),
        ("utf-32", 6, 4),
        ("utf-8", 20, 12),
        ("utf-32 utf-16", 6, 4),
        ("utf-16 utf-32", 8, 4),
    ],
)
async def test_columns_count_what_the_client_counts_or_likes_best(
    encodings: str | None, start: int, length: int, tmp_path: Path
) -> None:
    kinds = [types.PositionEncodingKind(each) for each in encodings.split()] if encodings else None
    general = types.GeneralClientCapabilities(position_encodings=kinds)
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path, capabilities=types.ClientCapabilities(general=general)) as editor:
        editor.open(uri, "😀𠮷Ａが買えますます。\n")
        [found] = await editor.pushed(uri, 1)
        assert found.range == place(0, start, start + length)
        editor.change(uri, 2, (found.range, "ます"))
        assert await editor.pushed(uri, 2) == ()


async def test_a_byte_order_mark_counts_as_the_editor_counts_it(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, f"\ufeff{SLIP}{SLIP}")
        first, second = await editor.pushed(uri, 1)
    assert first.range.start.character == second.range.start.character + 1


async def test_the_message_language_is_the_clients_unless_the_settings_name_one(
    tmp_path: Path,
) -> None:
    make(tmp_path, {"ja/kouetsu.toml": 'message_language = "ja"\n'})
    uri, other = (tmp_path / "a.md").as_uri(), (tmp_path / "ja" / "a.md").as_uri()
    async with editing(tmp_path, locale="en-GB") as editor:
        editor.open(uri, SLIP)
        editor.open(other, SLIP)
        [english], [japanese] = await editor.pushed(uri, 1), await editor.pushed(other, 1)
    assert "twice" in english.message
    assert "重な" in japanese.message


@pytest.mark.parametrize(("locale", "label"), [("ja", "**なぜか**"), ("en", "**Why**")])
async def test_hover_shows_the_page_of_the_rule_in_the_users_language(
    locale: str, label: str, tmp_path: Path
) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path, locale=locale) as editor:
        editor.open(uri, SLIP)
        [found] = await editor.pushed(uri, 1)
        page = await editor.hover(uri, 0, found.range.start.character)
        assert page is not None
        assert "(`stutter`)" in page
        assert label in page
        assert "## Measured" not in page
        assert await editor.hover(uri, 0, 0) is None
        assert await editor.hover("file:///nowhere.md", 0, 0) is None


async def test_a_safe_quick_fix_is_preferred_and_mends_the_text(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SLIP)
        [found] = await editor.pushed(uri, 1)
        fix, disable = await editor.actions(uri, found.range)
        assert isinstance(fix, types.CodeAction)
        assert fix.kind == types.CodeActionKind.QuickFix
        assert fix.is_preferred
        assert fix.diagnostics == (found,)
        assert "確実ではない" not in fix.title
        assert not getattr(disable, "is_preferred", False)
        assert changed(SLIP, edits_of(fix, uri)) == SOUND
        assert await editor.actions(uri, place(0, 0, 1)) == []
        assert await editor.actions(uri, found.range, "refactor") == []


async def test_an_unsafe_quick_fix_says_so_and_is_not_preferred(tmp_path: Path) -> None:
    make(tmp_path, {"kouetsu.toml": 'select = ["missing-period"]\n'})
    cut = "舟は百メートル上流の仮の乗り場から出ます"
    text = "\n\n".join([OTHERS[0], f"{OTHERS[1]}{cut}", *OTHERS[2:]]) + "\n"
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, text)
        [found] = await editor.pushed(uri, 1)
        fix, _ = await editor.actions(uri, found.range)
    assert isinstance(fix, types.CodeAction)
    assert "確実ではない" in fix.title
    assert not fix.is_preferred
    assert changed(text, edits_of(fix, uri)) == text.replace(cut, f"{cut}。")


async def test_fix_all_does_what_kouetsu_fix_does_and_only_when_asked(tmp_path: Path) -> None:
    text = f"---\ntitle: 朝の市\nreading_time: 9\n---\n\n{SLIP}\n{REPEATED}\n🐟{SLIP}"
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, text)
        assert len(await editor.pushed(uri, 1)) == 4
        everywhere = types.Range(types.Position(0, 0), types.Position(99, 0))
        for only in ("source", "source.fixAll", "source.fixAll.kouetsu"):
            [action] = await editor.actions(uri, everywhere, only)
            fixed = changed(text, edits_of(action, uri))
            assert fixed == text.replace("ますます", "ます").replace("time: 9", "time: 1")
        edits = edits_of(action, uri)
        assert max(each.range.end.line - each.range.start.line for each in edits) == 0
        kinds = {getattr(each, "kind", None) for each in await editor.actions(uri, everywhere)}
        assert kinds == {types.CodeActionKind.QuickFix}
        editor.change(uri, 2, fixed)
        assert await editor.actions(uri, everywhere, "source.fixAll.kouetsu") == []


@pytest.mark.parametrize(
    "text",
    [
        SLIP,
        f"{OTHERS[0]}\n{SLIP}",
        f"見出しの下の文です。\n## 見出し\n{SLIP}",
        f"- {OTHERS[0]}\n- {OTHERS[1]}\n\n  - {SLIP}",
        f"> {OTHERS[0]}\n>\n> {SLIP}",
        f"| 列 | 値 |\n| --- | --- |\n| 市 | {SLIP.strip()} |\n",
        f"---\ntitle: 朝の市\n---\n{SLIP}",
        f"---\ntitle: 朝の市\ndescription: {SLIP}---\n\n{OTHERS[0]}\n",
        SLIP.replace("\n", "\r\n"),
    ],
)
async def test_a_comment_keeps_a_finding_quiet_with_a_reason(text: str, tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, text)
        before = list(await editor.pushed(uri, 1))
        [found] = [each for each in before if each.code == "stutter"]
        action = (await editor.actions(uri, found.range))[-1]
        after = changed(text, edits_of(action, uri))
        assert "stutter -- 理由を書く -->" in after
        editor.change(uri, 2, after)
        rest = [each for each in before if each is not found]
        assert codes(await editor.pushed(uri, 2)) == codes(rest)


async def test_edits_are_bound_to_the_version_for_clients_that_check_it(tmp_path: Path) -> None:
    edit = types.WorkspaceEditClientCapabilities(document_changes=True)
    workspace = types.WorkspaceClientCapabilities(workspace_edit=edit)
    uri = (tmp_path / "a.md").as_uri()
    async with editing(
        tmp_path, capabilities=types.ClientCapabilities(workspace=workspace)
    ) as editor:
        editor.open(uri, SLIP, version=7)
        [found] = await editor.pushed(uri, 7)
        fix = (await editor.actions(uri, found.range))[0]
    assert isinstance(fix, types.CodeAction)
    assert fix.edit is not None
    assert fix.edit.document_changes is not None
    [change] = fix.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert (change.text_document.uri, change.text_document.version) == (uri, 7)


async def test_the_measures_stand_at_the_top_and_beside_the_declared_time(tmp_path: Path) -> None:
    text = f"---\ntitle: 朝の市\nreading_time: 1\n---\n\n{REPEATED}"
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, text)
        top, beside = await editor.hints(uri)
        assert top.position == types.Position(0, 3)
        count = len(REPEATED.replace("\n", ""))
        share = round(100 * len(COPY) / count)
        assert top.label == f"{count} 字 · 約 1 分 · 繰り返し {share} %"
        assert beside.position == types.Position(2, 15)
        assert beside.label == "本文からは約 1 分"
        assert beside.tooltip is not None
        assert "1 分 500 字" in str(beside.tooltip)
        assert await editor.hints(uri, place(3, 0, 1)) == []


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("{file}", "{file}#8,1"),
        ("untitled:Untitled-1", "untitled:Untitled-1#8,1"),
        ("vscode-vfs://github/港/a.md?ref=1#top", "vscode-vfs://github/港/a.md?ref=1#8,1"),
    ],
)
async def test_a_declared_reading_time_leads_to_the_body_and_says_how_long_that_takes(
    name: str, target: str, tmp_path: Path
) -> None:
    text = f"---\ntitle: 😀朝の市\nreading_time: '9 分'\nread_time: {{}}\n---\n\n\n{REPEATED}"
    file = (tmp_path / "市.md").as_uri()
    uri = name.format(file=file)
    async with editing(tmp_path) as editor:
        editor.open(uri, text)
        [link] = await editor.links(uri)
    assert link.range == place(2, 14, 19)
    assert link.target == target.format(file=file)
    count = len(REPEATED.replace("\n", ""))
    how = f"{count} 字を 1 分 500 字、コード 0 行を 1 分 45 行で読むとして"
    assert link.tooltip == f"本文の先頭へ。約 1 分です（{how}）"


async def test_a_link_speaks_the_language_of_the_user(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path, locale="en") as editor:
        editor.open(uri, f"---\nreadingTime: 3\n---\n{SOUND}")
        [link] = await editor.links(uri)
    assert link.target == f"{uri}#4,1"
    assert link.tooltip is not None
    assert link.tooltip.startswith("To the body, which takes about 1 min (19 characters at 500")


async def test_a_text_with_no_name_to_lead_to_or_no_declared_time_has_no_links(
    tmp_path: Path,
) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open("nameless", f"---\nreading_time: 3\n---\n{SOUND}")
        assert await editor.links("nameless") == []
        editor.open(uri, f"---\nreading_time: soon\n---\n{SOUND}")
        assert await editor.links(uri) == []
        assert await editor.links("file:///nowhere.md") == []


async def test_a_text_without_a_body_has_no_measures(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, "---\ntitle: 朝の市\nreading_time: 3\n---\n")
        assert await editor.hints(uri) == []
        assert await editor.links(uri) == []
