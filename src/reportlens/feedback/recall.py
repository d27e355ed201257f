"""What was shown of a report in an earlier session, from memory alone: no judge is made, and nobody is asked.

An answer, a rubric or a prompt that is another one by now has no verdicts here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlens.feedback import identity
from reportlens.feedback.feedback import tasks
from reportlens.feedback.offline import look
from reportlens.feedback.prompts import load
from reportlens.feedback.rubric import rubric
from reportlens.feedback.verdict import Feedback

if TYPE_CHECKING:
    from reportlens.feedback.identity import Identity
    from reportlens.feedback.memory import Memory
    from reportlens.feedback.verdict import QuestionFeedback
    from reportlens.report.model import Report


def recalled(report: Report, path: str, memory: Memory) -> tuple[Feedback, ...]:
    """Return what was shown last of each question, one value for each judge that said it."""
    shown = memory.shown({identity.shown_at(path, it.number) for it in report.questions})
    if not shown:
        return ()
    found: dict[Identity, list[QuestionFeedback]] = {}
    by = {(rubric().hash, it) for it in ("", load().hash)}
    for task in tasks(report):
        last = shown.get(identity.shown_at(path, task.question.number))
        if last is None or task.question.answer.status != "answered":
            continue
        if (last.identity.rubric, last.identity.prompt) not in by:
            continue
        if last.key != identity.key(task, last.identity):
            continue
        offline = last.identity.judge == "offline"
        if known := look(task.question, task.criteria) if offline else memory.recall(task, last.key):
            found.setdefault(last.identity, []).append(replace(known, earlier=True))
    return tuple(
        Feedback(who.judge, who.rubric, who.prompt, who.model, tuple(it)) for who, it in found.items()
    )
