"""Where results are kept: one SQLite file, which several processes may use at once.

Nothing that happens to the file can change a result: each content carries a checksum that its key
goes into, and what cannot be read is as if it were not there.
"""

from __future__ import annotations

import sqlite3
import time
from binascii import crc32
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING

from kouetsu.records import field, record

if TYPE_CHECKING:
    from pathlib import Path

# Another layout of the table gets another name, so that versions of kouetsu share a folder.
VERSION = 1
NAME = f"results-{VERSION}.sqlite3"
# What SQLite writes beside a file.
COMPANIONS = ("-journal", "-wal", "-shm")
# Stands in the head of our files: "koue".
APPLICATION = 0x6B6F7565

# Others write for less than a millisecond.
_SECONDS_OF_PATIENCE = 2.0
# Days after which a result that nobody wanted is dropped, and after which a use is written down.
_DAYS_KEPT, _DAYS_BETWEEN_NOTES = 30, 5
_MOST = 20_000
# The day stands before the content: to find what is old, no content is read.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, day INTEGER, content BLOB)",
    "CREATE TABLE IF NOT EXISTS upkeep (day INTEGER)",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
_OLDEST = "SELECT rowid FROM results ORDER BY day DESC, rowid DESC LIMIT -1 OFFSET ?"


class Trouble(Enum):
    """Why a run is slower than it could be; the value is part of no output."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    LOCKED = "locked"
    UNUSABLE = "unusable"


@record(frozen=False)
class Store:
    """The results in a folder. `is_named`: somebody asked for this very folder.

    `_used` are the keys of results that were used, which is to be written down. `_inode` is that
    of the file that was opened: it is no longer ours to throw away where another is in its place.
    """

    folder: Path
    is_named: bool = False
    trouble: Trouble | None = None
    _is_off: bool = False
    _inode: int = 0
    _used: list[bytes] = field(default_factory=list)
    _connection: sqlite3.Connection | None = None

    @property
    def file(self) -> Path:
        """The file that the results are in."""
        return self.folder / NAME

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under a key, None where nothing is or where it cannot be read."""
        try:
            connection = self._opened()
            if connection is None:
                return None
            query = "SELECT day, content FROM results WHERE key = ?"
            row = connection.execute(query, (key,)).fetchone()
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
            return None
        if row is None:
            return None
        day, content = row
        if not isinstance(content, bytes) or content[:4] != _checksum(key, content[4:]):
            self._replace()
            return None
        if not isinstance(day, int) or day < _today() - _DAYS_BETWEEN_NOTES:
            self._used.append(key)
        return content[4:]

    def put(self, key: bytes, content: bytes) -> None:
        """Keep something under a key, if that can be done."""
        try:
            connection = self._opened()
            if connection is not None:
                row = (key, _today(), _checksum(key, content) + content)
                connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", row)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def close(self) -> None:
        """Write down what was used, drop what is old, and let go of the file."""
        try:
            if self._connection is not None:
                _tidy(self._connection, self._used)
        except sqlite3.Error:
            pass  # a later run does it
        self._used.clear()
        self._let_go()

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is None and not self._is_off:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self.file.is_dir():
                self._give_up(Trouble.FOREIGN)
                return None
            self._connection = sqlite3.connect(
                self.file, timeout=_SECONDS_OF_PATIENCE, isolation_level=None
            )
            self._inode = self.file.stat().st_ino
            if not _is_prepared(self._connection):
                self._give_up(Trouble.FOREIGN)
        return self._connection

    def _fail(self, error: Exception) -> None:
        """Go on without what is kept, or with nothing kept where the file is damaged."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR):
            self._replace()
        elif code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._give_up(Trouble.LOCKED)
        else:  # a folder that cannot be written, a full disk
            self._give_up(Trouble.UNUSABLE if self.is_named else None)

    def _replace(self) -> None:
        """Throw the damaged file away, once; a second one shows that this is no way out."""
        self._let_go()
        is_first = self.trouble is None
        self.trouble = Trouble.DAMAGED
        try:
            if self.file.stat().st_ino == self._inode:
                for suffix in (*COMPANIONS, ""):
                    self.file.with_name(NAME + suffix).unlink(missing_ok=True)
        except OSError:
            is_first = False
        self._is_off = not is_first

    def _give_up(self, trouble: Trouble | None) -> None:
        self._is_off = True
        self.trouble = self.trouble or trouble
        self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def _is_prepared(connection: sqlite3.Connection) -> bool:
    """Make the tables of a new file; say whether the file is one of ours."""
    # What a power failure takes away is worked out again.
    connection.execute("PRAGMA synchronous = OFF")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION:
        return bool(version == VERSION)
    (number,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != 0 or number != 0:
        return False
    connection.execute("BEGIN IMMEDIATE")
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("COMMIT")
    return True


def _tidy(connection: sqlite3.Connection, used: list[bytes]) -> None:
    today = _today()
    row = connection.execute("SELECT day FROM upkeep").fetchone()
    is_due = row is None or row[0] != today
    if not used and not is_due:
        return
    connection.execute("BEGIN IMMEDIATE")
    for key in used:
        connection.execute("UPDATE results SET day = ? WHERE key = ?", (today, key))
    if is_due:
        connection.execute("DELETE FROM results WHERE day < ?", (today - _DAYS_KEPT,))
        connection.execute(f"DELETE FROM results WHERE rowid IN ({_OLDEST})", (_MOST,))
        connection.execute("DELETE FROM upkeep")
        connection.execute("INSERT INTO upkeep VALUES (?)", (today,))
    connection.execute("COMMIT")


def _checksum(key: bytes, content: bytes) -> bytes:
    return crc32(content, crc32(key)).to_bytes(4, "little")


def _today() -> int:
    """Return the number of the day."""
    return int(time.time() // 86_400)


def is_ours(file: Path) -> bool:
    """Say whether a file of our name may be thrown away: that of no other program of SQLite."""
    try:
        with file.open("rb") as opened:
            head = opened.read(72)
    except FileNotFoundError:
        return True  # what lies beside it is left over
    except OSError:
        return False
    is_database = head.startswith(b"SQLite format 3\0")
    return not is_database or int.from_bytes(head[68:72], "big") == APPLICATION
