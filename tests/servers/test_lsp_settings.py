from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from lsp_editor import editing, until
from sample_catalogue import make

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

SLIP = "朝の市では、魚を手ごろな値で買えますます。\n"
SOUND = "朝の市では、魚を手ごろな値で買えます。\n"
OFF = 'ignore = ["stutter"]\n'


def watching() -> types.ClientCapabilities:
    files = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    workspace = types.WorkspaceClientCapabilities(
        did_change_watched_files=files,
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
    )
    diagnostic = types.DiagnosticClientCapabilities()
    return types.ClientCapabilities(
        workspace, types.TextDocumentClientCapabilities(diagnostic=diagnostic)
    )


async def test_a_changed_configuration_is_read_and_all_open_texts_linted_again(
    tmp_path: Path,
) -> None:
    first, second = (tmp_path / name for name in ("a.md", "b.md"))
    async with editing(tmp_path) as editor:
        for path in (first, second):
            editor.open(path.as_uri(), SLIP)
            assert len(await editor.pushed(path.as_uri(), 1)) == 1
        editor.published.clear()
        make(tmp_path, {"kouetsu.toml": OFF})
        editor.tell_of_changed_file(tmp_path / "kouetsu.toml")
        assert await editor.pushed(first.as_uri(), 1) == ()
        assert await editor.pushed(second.as_uri(), 1) == ()


async def test_a_client_that_can_watch_files_is_asked_to(tmp_path: Path) -> None:
    async with editing(tmp_path, capabilities=watching()) as editor:
        await until(lambda: bool(editor.registrations))
    [registration] = editor.registrations
    assert registration.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    options = str(registration.register_options)
    assert "toml" in options
    assert "{md," in options


async def test_a_client_that_pulls_is_told_to_pull_again(tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path, capabilities=watching()) as editor:
        editor.open(uri, SLIP)
        before = await editor.pulled(uri)
        assert isinstance(before, types.RelatedFullDocumentDiagnosticReport)
        make(tmp_path, {"kouetsu.toml": OFF})
        editor.tell_of_changed_file(tmp_path / "kouetsu.toml")
        await until(lambda: editor.diagnostic_refresh_count == 1)
        after = await editor.pulled(uri, before.result_id)
        assert isinstance(after, types.RelatedFullDocumentDiagnosticReport)
        assert after.items == ()


async def test_without_a_watcher_saving_or_the_next_change_after_a_while_will_do(
    tmp_path: Path,
) -> None:
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SLIP)
        assert await editor.pushed(uri, 1)
        make(tmp_path, {"kouetsu.toml": OFF})
        editor.published.clear()
        name = types.TextDocumentIdentifier(uri)
        editor.text_document_did_save(types.DidSaveTextDocumentParams(name))
        assert await editor.pushed(uri, 1) == ()


async def test_each_folder_has_its_own_settings(tmp_path: Path) -> None:
    make(tmp_path, {"one/kouetsu.toml": OFF, "two/kouetsu.toml": ""})
    one, two = tmp_path / "one", tmp_path / "two"
    async with editing(one, two) as editor:
        editor.open((one / "a.md").as_uri(), SLIP)
        editor.open((two / "a.md").as_uri(), SLIP)
        assert await editor.pushed((one / "a.md").as_uri(), 1) == ()
        assert len(await editor.pushed((two / "a.md").as_uri(), 1)) == 1


async def test_what_is_not_saved_has_the_settings_of_the_first_folder(tmp_path: Path) -> None:
    make(tmp_path, {"one/kouetsu.toml": OFF, "two/kouetsu.toml": ""})
    one, two = tmp_path / "one", tmp_path / "two"
    async with editing(one, two) as editor:
        editor.open("untitled:Untitled-1", SLIP)
        assert await editor.pushed("untitled:Untitled-1", 1) == ()
        event = types.WorkspaceFoldersChangeEvent([], [types.WorkspaceFolder(one.as_uri(), "one")])
        editor.published.clear()
        editor.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        assert len(await editor.pushed("untitled:Untitled-1", 1)) == 1


async def test_a_file_outside_of_every_folder_has_the_settings_above_it(tmp_path: Path) -> None:
    make(tmp_path, {"outside/kouetsu.toml": OFF, "inside/kouetsu.toml": ""})
    uri = (tmp_path / "outside" / "a.md").as_uri()
    async with editing(tmp_path / "inside") as editor:
        editor.open(uri, SLIP)
        assert await editor.pushed(uri, 1) == ()


async def test_a_file_whose_folder_was_deleted_is_linted_on(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    make(tmp_path, {"gone/a.md": SLIP})
    uri = (folder / "a.md").as_uri()
    async with editing(folder) as editor:
        editor.open(uri, SLIP)
        assert len(await editor.pushed(uri, 1)) == 1
        (folder / "a.md").unlink()
        folder.rmdir()
        editor.change(uri, 2, SLIP * 2)
        assert len(await editor.pushed(uri, 2)) == 2


async def test_a_link_to_a_post_that_was_deleted_or_is_back_is_judged_again(tmp_path: Path) -> None:
    posts = {f"content/posts/{number}.md": SOUND for number in range(20)}
    links = "".join(f"[{number}番目の店]({number}.md)です。\n\n" for number in range(20))
    posts |= {"kouetsu.toml": "", "hugo.toml": 'title = "港"\n', "content/posts/a.md": links}
    make(tmp_path, posts)
    gone = tmp_path / "content/posts/7.md"
    uri = (tmp_path / "content/posts/a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, links)
        assert await editor.pushed(uri, 1) == ()
        gone.unlink()
        editor.published.clear()
        editor.tell_of_changed_file(gone, types.FileChangeType.Deleted)
        [found] = await editor.pushed(uri, 1)
        assert (found.code, found.range.start.line) == ("broken-link", 14)
        gone.write_text(SOUND, "utf-8")
        editor.published.clear()
        editor.tell_of_changed_file(gone, types.FileChangeType.Created)
        assert await editor.pushed(uri, 1) == ()


async def test_an_excluded_file_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path, {"kouetsu.toml": 'exclude = ["memo/"]\n'})
    uri = (tmp_path / "memo" / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SLIP)
        assert await editor.pushed(uri, 1) == ()


async def test_severities_are_shown_as_the_settings_say(tmp_path: Path) -> None:
    make(tmp_path, {"kouetsu.toml": '[lsp]\nerror = "hint"\n'})
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SLIP)
        [found] = await editor.pushed(uri, 1)
    assert found.severity is types.DiagnosticSeverity.Hint


async def test_the_last_good_settings_go_on_when_they_break_and_this_is_said_once(
    tmp_path: Path,
) -> None:
    settings = tmp_path / "kouetsu.toml"
    make(tmp_path, {"kouetsu.toml": '[lsp]\nerror = "hint"\n'})
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SLIP)
        await editor.pushed(uri, 1)
        settings.write_text("[lsp\n", "utf-8")
        editor.tell_of_changed_file(settings)
        await until(lambda: bool(editor.messages))
        for version in (2, 3):
            editor.change(uri, version, SLIP * version)
            found = await editor.pushed(uri, version)
            assert [each.severity for each in found] == [types.DiagnosticSeverity.Hint] * version
        assert [each.message for each in editor.messages] == [
            f"kouetsu: {settings}:1:5: not valid TOML: "
            "Expected ']' at the end of a table declaration"
        ]
        settings.write_text(OFF, "utf-8")
        editor.tell_of_changed_file(settings)
        editor.change(uri, 4, SLIP)
        assert await editor.pushed(uri, 4) == ()


async def test_settings_that_were_never_good_switch_every_rule_off(tmp_path: Path) -> None:
    make(tmp_path, {"kouetsu.toml": 'selct = ["all"]\n'})
    uri = (tmp_path / "a.md").as_uri()
    async with editing(tmp_path) as editor:
        editor.open(uri, SLIP)
        assert await editor.pushed(uri, 1) == ()
        [message] = editor.messages
    assert message.type is types.MessageType.Error
    assert 'unknown key "selct"; did you mean "select"?' in message.message


async def test_a_changed_dictionary_is_read_again(tmp_path: Path) -> None:
    config = '[rules.term-variant]\ndictionaries = ["prh.yml"]\n'
    make(tmp_path, {"kouetsu.toml": config, "prh.yml": "version: 1\nrules:\n  - expected: 港町\n"})
    uri = (tmp_path / "a.md").as_uri()
    text = "みなと町の朝は早い。\n"
    async with editing(tmp_path) as editor:
        editor.open(uri, text)
        assert await editor.pushed(uri, 1) == ()
        editor.published.clear()
        rule = "version: 1\nrules:\n  - expected: 港町\n    pattern: みなと町\n"
        make(tmp_path, {"prh.yml": rule})
        editor.tell_of_changed_file(tmp_path / "prh.yml")
        assert len(await editor.pushed(uri, 1)) == 1
