"""Remember verdicts, so that nothing is asked twice and nothing is lost when the editor closes.

Kept: verdicts, gaps and redacted quotes, by a hash of all that was asked. Not kept: answers, prompts, keys, paths.
Whatever is recalled is looked up in the answer again before it is shown.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from reportlens.feedback import artifact
from reportlens.feedback.evidence import find
from reportlens.feedback.injection import suspicious
from reportlens.feedback.places import cache_folder, private
from reportlens.feedback.units import units
from reportlens.feedback.verdict import Evidence, Judgement, QuestionFeedback, Tokens, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportlens.feedback.criterion import Criterion
    from reportlens.feedback.judge import Task
    from reportlens.feedback.units import Unit

MOST_ROWS = 5_000
LARGEST = 64_000
DAY = 86_400
_TABLES = """
create table if not exists verdicts (key text primary key, used real not null, value text not null) without rowid;
create table if not exists latest (place text primary key, used real not null, key text not null) without rowid;
create table if not exists spent (day integer primary key, tokens integer not null);
"""
_BOUNDS = (
    "delete from verdicts where used < (select used from verdicts order by used desc limit 1 offset ?)",
    "delete from latest where used < (select used from latest order by used desc limit 1 offset ?)",
)


class Memory:
    """Verdicts on disk, in a file of the user's own; without a file, a memory that forgets."""

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        """Open or make the file; one that is broken is begun anew."""
        self._clock = clock
        self._file = file or cache_folder() / "feedback.sqlite3"
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
        for statement in _BOUNDS:
            self._do(statement, MOST_ROWS)

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
        for table in ("verdicts", "latest"):
            self._do(f"delete from {table}")  # noqa: S608  # a name from this line
        self._do("vacuum")

    def close(self) -> None:
        """Close the file."""
        if self._base is not None:
            self._base.close()
            self._base = None

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
                base.executescript(_TABLES)
            except (OSError, sqlite3.DatabaseError):
                if base is not None:
                    base.close()
            else:
                return base
        return None


def written(task: Task, feedback: QuestionFeedback) -> str:
    """Return verdicts as text, without names and numbers of people."""
    judgements = [
        {
            "id": it.criterion.id,
            "verdict": it.verdict.value,
            "gap": it.gap,
            "quotes": [task.redactor(quote.quote).text for quote in it.evidence],
            "back": task.redactor(it.question_back or "").text,
            "note": it.note,
        }
        for it in feedback.judgements
    ]
    tokens = feedback.tokens
    return json.dumps({"judgements": judgements, "tokens": [tokens.sent, tokens.received, tokens.estimated]})


def revived(task: Task, value: str, *, stale: bool) -> QuestionFeedback | None:
    """Return written verdicts with their quotes looked up in the answer as it is now.

    Nothing if that cannot be done; of a stale one, only if it is not understood.
    """
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
        table = json.loads(value)
        said = {it["id"]: it for it in table["judgements"]}
        flagged = suspicious(task.question)
        pieces = units(task.question, task.redactor, flagged)
        judgements = [
            _judgement(task, criterion, said.get(criterion.id), pieces, stale=stale)
            for criterion in task.criteria
        ]
        if any(it is None for it in judgements):
            return None
        sent, received, estimated = table["tokens"]
        return QuestionFeedback(
            task.question.number,
            task.question.index,
            tuple(it for it in judgements if it is not None),
            Tokens(int(sent), int(received), bool(estimated)),
            cached=True,
            stale=stale,
            suspicious=flagged,
        )
    return None


def _judgement(
    task: Task, criterion: Criterion, said: dict[str, Any] | None, pieces: tuple[Unit, ...], *, stale: bool
) -> Judgement | None:
    if criterion.artifact:
        return artifact.decide(criterion, task.question)
    if said is None:
        return Judgement(criterion, Verdict.UNDECIDED) if stale else None
    verdict, gap = Verdict(said["verdict"]), said["gap"]
    found = [_anchored(task, quote, pieces) for quote in said["quotes"]]
    evidence = tuple(it for it in found if it is not None)
    if len(evidence) < len(found):
        if not stale:
            return None
        if not evidence:
            return Judgement(
                criterion, Verdict.UNVERIFIED, gap, note="the words it rested on are no longer there"
            )
    if verdict in (Verdict.COVERED, Verdict.PARTIAL) and not evidence:
        return None
    back = task.redactor.restored(said["back"]) or None
    return Judgement(criterion, verdict, gap, evidence, back, str(said["note"]))


def _anchored(task: Task, quote: str, pieces: tuple[Unit, ...]) -> Evidence | None:
    for unit in pieces:
        found = find(quote, unit.redacted.text)
        if found:
            span = unit.redacted.back(found).moved(unit.span.start)
            return Evidence(span, task.question.text(span))
    return None
