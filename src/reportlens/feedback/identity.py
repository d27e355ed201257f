"""What a verdict depends on, as a hash: by it verdicts are remembered, and two equal calls are one."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from reportlens.feedback.rubric import rubric
from reportlens.feedback.units import units

if TYPE_CHECKING:
    from reportlens.feedback.judge import Judge, Task

VERSION = 1


class Identity(NamedTuple):
    """Who judges, and by what."""

    judge: str
    model: str
    origin: str
    """The endpoint's; empty if there is none."""
    prompt: str
    """A hash, as the rubric's."""
    rubric: str


def of(judge: Judge, origin: str) -> Identity:
    """Return who a judge is, as far as it knows by now: an editor names its model with its first reply."""
    return Identity(judge.name, judge.model, origin, judge.prompt, rubric().hash)


def key(task: Task, identity: tuple[str, ...]) -> str:
    """Return the hash of all that a verdict depends on."""
    asked = [(it.id, it.text, it.covered, it.partial) for it in task.criteria]
    said = [it.redacted.text for it in units(task.question, task.redactor)]
    wording = task.redactor(task.question.wording).text
    return _hash([VERSION, identity, asked, wording, said])


def shown_at(path: str, number: int) -> str:
    """Return the hash of a question of a file, by which whatever was shown of it last is found."""
    return _hash([path, number])


def place(path: str, number: int, identity: tuple[str, ...]) -> str:
    """Return the hash of a question of a file, by which the feedback before the last change is found."""
    return _hash([path, number, identity[:2]])


def _hash(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
