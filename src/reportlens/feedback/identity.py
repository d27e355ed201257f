"""What a verdict depends on, as a hash: by it verdicts are remembered, and two equal calls are one."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from reportlens.feedback.units import units

if TYPE_CHECKING:
    from reportlens.feedback.judge import Task

VERSION = 1


def key(task: Task, identity: tuple[str, ...]) -> str:
    """Return the hash of all that a verdict depends on; `identity` names judge, model, endpoint, prompt, rubric."""
    asked = [(it.id, it.text, it.covered, it.partial) for it in task.criteria]
    said = [it.redacted.text for it in units(task.question, task.redactor)]
    wording = task.redactor(task.question.wording).text
    return _hash([VERSION, identity, asked, wording, said])


def place(path: str, number: int, identity: tuple[str, ...]) -> str:
    """Return the hash of a question of a file, by which the feedback before the last change is found."""
    return _hash([path, number, identity[:2]])


def _hash(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
