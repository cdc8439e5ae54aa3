from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from kouetsu.cache import store
from kouetsu.cache.store import NAME, Store, Trouble

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER = b"k" * 32, b"o" * 32
CONTENT = "［港の灯台］".encode() * 900


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a folder in which some contents are kept."""
    written = Store(tmp_path)
    for number in range(40):
        written.put(bytes([number]) * 32, CONTENT)
    written.put(KEY, CONTENT)
    written.close()
    return tmp_path


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / NAME)
    found = connection.execute(query).fetchall()
    connection.commit()
    connection.close()
    return found


def test_what_is_put_is_got_by_later_runs(kept: Path) -> None:
    later = Store(kept)
    assert (later.get(KEY), later.get(OTHER), later.trouble) == (CONTENT, None, None)
    assert [path.name for path in kept.iterdir()] == [NAME]


def test_what_is_put_again_stands_for_what_was_put(kept: Path) -> None:
    Store(kept).put(KEY, b"new")
    assert Store(kept).get(KEY) == b"new"


def test_a_closed_store_opens_again(kept: Path) -> None:
    later = Store(kept)
    later.close()
    assert later.get(KEY) == CONTENT
    later.close()
    assert later.get(KEY) == CONTENT


def test_nothing_is_written_before_something_is_asked_or_put(tmp_path: Path) -> None:
    Store(tmp_path / "folder").close()
    assert list(tmp_path.iterdir()) == []


DAMAGES = {
    "cut": lambda data: data[: len(data) // 2],
    "cut to its head": lambda data: data[:100],
    "another file": lambda _: "よそのファイル\n".encode() * 500,
    "zeros in the middle": lambda data: data[:4096] + bytes(8192) + data[12288:],
    "a table less": None,
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_is_told_of_and_made_anew(how: str, kept: Path) -> None:
    change = DAMAGES[how]
    if change is None:
        rows(kept, "DROP TABLE results")
    else:
        (kept / NAME).write_bytes(change((kept / NAME).read_bytes()))
    damaged = Store(kept)
    found = [damaged.get(key) for key in (KEY, OTHER, *(bytes([n]) * 32 for n in range(40)))]
    assert {each for each in found if each is not None} <= {CONTENT}
    assert damaged.trouble is Trouble.DAMAGED
    damaged.put(KEY, CONTENT)
    damaged.close()
    again = Store(kept)
    assert (again.get(KEY), again.trouble) == (CONTENT, None)


@pytest.mark.parametrize("place", range(5))
def test_a_content_of_which_one_bit_fell_is_not_taken(place: int, kept: Path) -> None:
    (content,) = rows(kept, f"SELECT content FROM results WHERE key = x'{KEY.hex()}'")[0]
    assert isinstance(content, bytes)
    at = place * (len(content) - 1) // 4
    broken = content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]
    rows(kept, f"UPDATE results SET content = x'{broken.hex()}' WHERE key = x'{KEY.hex()}'")
    damaged = Store(kept)
    assert (damaged.get(KEY), damaged.trouble) == (None, Trouble.DAMAGED)


def test_a_content_under_the_key_of_another_is_not_taken(kept: Path) -> None:
    rows(kept, f"UPDATE results SET key = x'{OTHER.hex()}' WHERE key = x'{KEY.hex()}'")
    assert Store(kept).get(OTHER) is None


@pytest.mark.parametrize("value", ["NULL", "'text'", "7", "x''"])
def test_a_content_of_another_kind_is_not_taken(value: str, kept: Path) -> None:
    rows(kept, f"UPDATE results SET content = {value}, day = 'x'")
    assert Store(kept).get(KEY) is None


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    rows(tmp_path, "CREATE TABLE notes (text)")
    rows(tmp_path, "INSERT INTO notes VALUES ('牛乳を買う')")
    before = (tmp_path / NAME).read_bytes()
    foreign = Store(tmp_path)
    foreign.put(KEY, CONTENT)
    assert (foreign.get(KEY), foreign.trouble) == (None, Trouble.FOREIGN)
    foreign.close()
    assert (tmp_path / NAME).read_bytes() == before


def test_a_file_of_another_layout_is_left_alone(kept: Path) -> None:
    rows(kept, "PRAGMA user_version = 99")
    other = Store(kept)
    other.put(KEY, b"new")
    assert (other.get(KEY), other.trouble) == (None, Trouble.FOREIGN)


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    blocked = Store(tmp_path)
    blocked.put(KEY, CONTENT)
    assert (blocked.get(KEY), blocked.trouble) == (None, Trouble.FOREIGN)
    assert (tmp_path / NAME).is_dir()


@pytest.mark.parametrize(("is_named", "expected"), [(True, Trouble.UNUSABLE), (False, None)])
def test_a_folder_that_cannot_be_made_is_told_of_to_who_named_it(
    is_named: bool, expected: Trouble | None, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    blocked = Store(tmp_path / "file" / "folder", is_named)
    blocked.put(KEY, CONTENT)
    assert (blocked.get(KEY), blocked.trouble) == (None, expected)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_read(kept: Path) -> None:
    (kept / NAME).chmod(0o444)
    kept.chmod(0o555)
    try:
        read_only = Store(kept)
        assert read_only.get(KEY) == CONTENT
        read_only.put(OTHER, CONTENT)
        assert read_only.trouble is None
    finally:
        kept.chmod(0o755)


def test_a_file_that_another_program_holds_is_not_waited_for_twice(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_SECONDS_OF_PATIENCE", 0.05)
    holder = sqlite3.connect(kept / NAME, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    waiting = Store(kept)
    assert (waiting.get(KEY), waiting.trouble) == (None, Trouble.LOCKED)
    holder.execute("ROLLBACK")
    assert waiting.get(KEY) is None
    holder.close()
    assert Store(kept).get(KEY) == CONTENT


def test_the_new_file_of_another_process_is_not_thrown_away(kept: Path) -> None:
    damaged = Store(kept)
    assert damaged.get(KEY) == CONTENT
    rows(kept, "UPDATE results SET content = x'00'")
    (kept / NAME).rename(kept / "old")
    other = Store(kept)
    other.put(OTHER, CONTENT)
    other.close()
    assert damaged.get(KEY) is None
    assert Store(kept).get(OTHER) == CONTENT


def age(folder: Path, key: bytes, days: int) -> None:
    rows(folder, f"UPDATE results SET day = day - {days} WHERE key = x'{key.hex()}'")
    rows(folder, "UPDATE upkeep SET day = day - 1")


def test_what_nobody_used_for_a_month_is_dropped(kept: Path) -> None:
    age(kept, KEY, 31)
    age(kept, bytes(32), 29)
    later = Store(kept)
    later.get(OTHER)
    later.close()
    assert (Store(kept).get(KEY), Store(kept).get(bytes(32))) == (None, CONTENT)


def test_what_is_used_is_kept(kept: Path) -> None:
    for _ in range(3):
        age(kept, KEY, 29)
        later = Store(kept)
        assert later.get(KEY) == CONTENT
        later.close()


def test_of_too_many_the_newest_are_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST", 10)
    age(kept, OTHER, 0)
    later = Store(kept)
    later.get(OTHER)
    later.close()
    assert rows(kept, "SELECT count(*) FROM results") == [(10,)]
    assert Store(kept).get(KEY) == CONTENT


def hammer(folder: Path, number: int) -> None:
    """Put and get as a worker does, and end with an exit code that tells of trouble."""
    for step in range(60):
        shared = Store(folder)
        shared.put(bytes([step]) * 32, CONTENT + bytes([step]))
        for other in range(step):
            found = shared.get(bytes([other]) * 32)
            if found not in (None, CONTENT + bytes([other])) or shared.trouble:
                os._exit(1)
        if step % 7 == number:
            shared.close()
    os._exit(0)


def test_many_processes_write_and_read_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=hammer, args=(tmp_path, number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(tmp_path, "SELECT count(*) FROM results") == [(60,)]


def put_without_end(folder: Path) -> None:
    for number in range(100_000):
        Store(folder).put(number.to_bytes(32, "big"), CONTENT)


def test_a_process_that_is_killed_while_it_writes_does_no_harm(tmp_path: Path) -> None:
    for _ in range(5):
        process = multiprocessing.get_context("fork").Process(
            target=put_without_end, args=(tmp_path,)
        )
        process.start()
        time.sleep(0.05)
        process.kill()
        process.join()
        after = Store(tmp_path)
        after.put(KEY, CONTENT)
        assert (after.get(KEY), after.trouble) == (CONTENT, None)
        after.close()
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
