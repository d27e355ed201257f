"""Judge: whoever says whether an answer covers what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reportlens.feedback.criterion import Criterion
    from reportlens.feedback.redact import Redactor
    from reportlens.feedback.verdict import QuestionFeedback
    from reportlens.report.model import Question


NEVER_SENT = (1, 2)
"""The questions that ask who wrote the report."""


@dataclass(frozen=True, slots=True)
class Task:
    """One question to be judged."""

    question: Question
    criteria: tuple[Criterion, ...]
    redactor: Redactor
    """Knows the names and numbers of this report that must not leave the machine."""


class Judge(Protocol):
    """Whoever judges; its name, model and prompt go into whatever is recorded."""

    @property
    def name(self) -> str:
        """`offline`, `openai` or `editor`."""

    @property
    def model(self) -> str:
        """Empty if there is none."""

    @property
    def prompt(self) -> str:
        """The hash of the words sent; empty if none are."""

    async def judge(self, task: Task) -> QuestionFeedback:
        """Judge one question; raises `JudgeError` if that cannot be done."""

    async def aclose(self) -> None:
        """Let go of whatever is held."""
