"""What a judge said in an evaluation, kept line by line: a run that was stopped goes on, and is scored again at will.

Each line carries the identity of judge, model, rubric and prompt; lines of another identity are not mixed in.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlens.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reportlens.feedback.evaluation.suites import Case
    from reportlens.feedback.verdict import Feedback, QuestionFeedback


class Entry(NamedTuple):
    """What a judge said of one case."""

    key: str
    suite: str
    report: str
    question: int
    criteria: tuple[str, ...]
    verdicts: dict[str, str]
    quotes: dict[str, int]
    """How many verified passages each criterion has."""
    flagged: bool
    failure: bool
    tokens: tuple[int, int]
    seconds: float


class Identity(NamedTuple):
    """Who judged, and by what."""

    judge: str
    model: str
    rubric: str
    prompt: str


def entry(case: Case, feedback: Feedback, seconds: float) -> Entry:
    """Return what was said of a case."""
    given: QuestionFeedback | None = next(iter(feedback.questions), None)
    judged = given.judgements if given else ()
    return Entry(
        case.key,
        case.suite,
        case.name,
        case.question,
        case.criteria,
        {it.criterion.id: it.verdict.value for it in judged},
        {it.criterion.id: len(it.evidence) for it in judged},
        bool(given and given.suspicious),
        bool(given and given.failure),
        (given.tokens.sent, given.tokens.received) if given else (0, 0),
        round(seconds, 3),
    )


def append(file: Path, identity: Identity, said: Entry) -> None:
    """Add an entry to a record."""
    row = {**identity._asdict(), **said._asdict(), "at": time.strftime("%Y-%m-%d", time.gmtime())}
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")


def read(file: Path, identity: Identity | None = None) -> tuple[Identity | None, tuple[Entry, ...]]:
    """Return the entries of one identity: the given one, else the record's last. Raises `ConfigurationError`."""
    try:
        lines = file.read_text("utf-8").splitlines() if file.is_file() else []
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
        found = [(Identity(*(str(it[key]) for key in Identity._fields)), _entry(it)) for it in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"the record {file.name} is not understood: {error}") from error
    wanted = identity or (found[-1][0] if found else None)
    return wanted, _last_of_each(said for who, said in found if who == wanted)


def _last_of_each(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({it.key: it for it in entries}.values())


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        row["key"],
        row["suite"],
        row["report"],
        int(row["question"]),
        tuple(row["criteria"]),
        dict(row["verdicts"]),
        {key: int(value) for key, value in row["quotes"].items()},
        bool(row["flagged"]),
        bool(row["failure"]),
        (int(row["tokens"][0]), int(row["tokens"][1])),
        float(row["seconds"]),
    )
