"""What is sent to a model for one question, and what has to be known to read its reply."""

from __future__ import annotations

import secrets
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from reportlens.feedback.bundle import bundle
from reportlens.feedback.injection import suspicious
from reportlens.feedback.reply import schema
from reportlens.feedback.units import Unit, units

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlens.feedback.criterion import Criterion
    from reportlens.feedback.judge import Task
    from reportlens.feedback.prompts import Prompts
    from reportlens.text import Span

Message = dict[str, str]
"""`role` and `content`."""


class Canary(NamedTuple):
    """A criterion that no answer meets."""

    id: str
    text: str


class Request(NamedTuple):
    """One call, ready to be sent."""

    messages: tuple[Message, ...]
    schema: dict[str, object]
    """JSON schema of the reply, in the subset that all servers know."""
    ids: tuple[str, ...]
    """The criteria asked about, in order, the canary among them."""
    canary: str
    units: tuple[Unit, ...]
    suspicious: tuple[Span, ...]


def request(task: Task, prompts: Prompts, chance: Callable[[int], int] = secrets.randbelow) -> Request | None:
    """Return what is sent for a question; nothing if there is nothing to ask.

    `chance` picks the fence word and the canary (in tests, a fixed one).
    """
    asked = [it for it in task.criteria if not it.artifact]
    flagged = suspicious(task.question)
    pieces = units(task.question, task.redactor, flagged)
    if not asked or not pieces:
        return None
    canary = _canary(task.question.number, chance)
    lines = [(it.id, _line(it)) for it in asked]
    lines.insert(chance(len(lines) + 1), (canary.id, f"- `{canary.id}` (open): {canary.text}"))
    ids = tuple(it for it, _ in lines)
    fence = _word(chance, "".join(it.redacted.text for it in pieces))
    values = {
        "number": str(task.question.number),
        "wording": task.redactor(" ".join(task.question.wording.split())).text,
        "criteria": "\n".join(it for _, it in lines),
        "fence": fence,
        "answer": "\n".join(_marked(it, fence) for it in pieces),
        "ids": ", ".join(ids),
    }
    system = prompts["judge.system"].filled({})
    messages = (
        {"role": "system", "content": _clean(system)},
        {"role": "user", "content": _clean(prompts["judge.question"].filled(values))},
    )
    return Request(messages, schema(ids), ids, canary.id, pieces, flagged)


def _line(criterion: Criterion) -> str:
    half = f" Partial: {criterion.partial}" if criterion.partial else ""
    return f"- `{criterion.id}` ({criterion.kind}): {criterion.text}. Covered: {criterion.covered}{half}"


def _marked(unit: Unit, fence: str) -> str:
    """Return a piece with its number and the fence word before every line of it."""
    lines = unit.redacted.text.replace("\r", "\n").split("\n")
    return "\n".join(f"{fence} {unit.number}| {it.strip()}" for it in lines if it.strip())


def _canary(number: int, chance: Callable[[int], int]) -> Canary:
    pool = tomllib.loads((bundle() / "rubric" / "canaries.toml").read_text("utf-8"))["canaries"]
    chosen = pool[chance(len(pool))]
    return Canary(f"q{number:02}-{chosen['id']}", chosen["text"])


def _word(chance: Callable[[int], int], text: str) -> str:
    """Return a word of eight letters that is not in the text."""
    while True:
        word = "".join("bcdfghjkmnpqrstvwxz"[chance(19)] for _ in range(8))
        if word not in text:
            return word


def _clean(text: str) -> str:
    """Return the text without half characters, which no JSON can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
