"""Remember verdicts, so that nothing is asked twice and nothing is lost when the editor closes.

Kept: verdicts, gaps and redacted quotes, by a hash of all that was asked; which of them was shown last of a
question of a file, by a hash of its path, with the names of judge, model and endpoint; how many tokens a day took.
Not kept: answers, prompts, keys, paths.
Whatever is recalled is looked up in the answer again before it is shown.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlens.feedback.identity import Identity
from reportlens.feedback.places import memory_file, private
from reportlens.feedback.written import revived, written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from reportlens.feedback.judge import Task
    from reportlens.feedback.verdict import QuestionFeedback

MOST_ROWS = 5_000
LARGEST = 64_000
DAY = 86_400
_TABLES = """
create table if not exists verdicts (key text primary key, used real not null, value text not null) without rowid;
create table if not exists latest (place text primary key, used real not null, key text not null) without rowid;
create table if not exists shown
    (place text primary key, used real not null, key text not null, identity text not null) without rowid;
create table if not exists spent (day integer primary key, tokens integer not null);
"""
_BOUNDED = ("verdicts", "latest", "shown")


class Shown(NamedTuple):
    """What was shown last of a question of a file."""

    key: str
    identity: Identity


class Memory:
    """Verdicts on disk, in a file of the user's own; without a file, a memory that forgets."""

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        """Open or make the file; one that is broken is begun anew."""
        self._base: sqlite3.Connection | None = None
        self._clock = clock
        self._file = file or memory_file()
        self._base = self._opened()

    def recall(self, task: Task, key: str) -> QuestionFeedback | None:
        """Return what was said of exactly this, if every quote still stands there."""
        rows = self._do("select value from verdicts where key = ?", key)
        if not rows:
            return None
        self._do("update verdicts set used = ? where key = ?", self._clock(), key)
        return revived(task, rows[0][0], stale=False)

    def recall_older(self, task: Task, key: str, place: str) -> QuestionFeedback | None:
        """Return what was last said of this question before its answer changed, anchored anew."""
        rows = self._do(
            "select value, verdicts.key from verdicts join latest on latest.key = verdicts.key where place = ?",
            place,
        )
        if not rows or rows[0][1] == key:
            return None
        return revived(task, rows[0][0], stale=True)

    def keep(self, task: Task, feedback: QuestionFeedback, key: str, place: str) -> None:
        """Remember verdicts; not those that could not be had."""
        if feedback.failure:
            return
        value = written(task, feedback)
        if len(value) > LARGEST:
            return
        now = self._clock()
        self._do("insert or replace into verdicts values (?, ?, ?)", key, now, value)
        self._do("insert or replace into latest values (?, ?, ?)", place, now, key)
        self._bound()

    def show(self, place: str, key: str, identity: Identity) -> None:
        """Remember which verdicts are shown of a question, so that they can be shown again."""
        self._do(
            "insert or replace into shown values (?, ?, ?, ?)",
            place,
            self._clock(),
            key,
            json.dumps(identity),
        )

    def shown(self, places: Collection[str]) -> dict[str, Shown]:
        """Return what was shown last, by place."""
        marks = ", ".join("?" * len(places))
        rows = self._do(f"select place, key, identity from shown where place in ({marks})", *places)  # noqa: S608
        found = {}
        for place, key, identity in rows:
            with contextlib.suppress(ValueError, TypeError):
                found[place] = Shown(key, Identity(*json.loads(identity)))
        return found

    def spent_today(self) -> int:
        """Return how many tokens were spent today."""
        rows = self._do("select tokens from spent where day = ?", int(self._clock() // DAY))
        return rows[0][0] if rows else 0

    def spend(self, tokens: int) -> None:
        """Note that tokens were spent."""
        day = int(self._clock() // DAY)
        self._do("delete from spent where day < ?", day)
        self._do(
            "insert into spent values (?, ?) on conflict do update set tokens = tokens + excluded.tokens",
            day,
            tokens,
        )

    def forget(self) -> None:
        """Remove everything that is remembered."""
        for table in _BOUNDED:
            self._do(f"delete from {table}")  # noqa: S608  # a name from this line
        self._do("vacuum")

    def close(self) -> None:
        """Close the file."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def __del__(self) -> None:
        """Close what nobody closed."""
        self.close()

    def _bound(self) -> None:
        for table in _BOUNDED:
            least = f"(select used from {table} order by used desc limit 1 offset ?)"  # noqa: S608  # as above
            self._do(f"delete from {table} where used < {least}", MOST_ROWS)  # noqa: S608

    def _do(self, statement: str, *values: object) -> list[Any]:
        """Run one statement; a memory that does not work is no reason to fail."""
        if self._base is None:
            return []
        try:
            with self._base:
                return self._base.execute(statement, values).fetchall()
        except sqlite3.Error:
            return []

    def _opened(self) -> sqlite3.Connection | None:
        for again in (False, True):
            base = None
            try:
                if again:
                    self._file.unlink(missing_ok=True)
                base = sqlite3.connect(private(self._file), timeout=1, check_same_thread=False)
                base.execute("pragma synchronous = off")  # it may be lost, and nobody has to wait for it
                base.executescript(_TABLES)
            except (OSError, sqlite3.DatabaseError):
                if base is not None:
                    base.close()
            else:
                return base
        return None
