"""Quote the sentence that decides: the place in an answer, with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Related

if TYPE_CHECKING:
    from reportlens.crosscheck.answers import Statement
    from reportlens.report.model import Question

_LONGEST = 120
"""A quoted sentence is cut here."""


def quoted(question: Question, statement: Statement) -> Related:
    """Return the place of a deciding sentence, with its words."""
    words = " ".join(statement.text.split())
    words = f"{words[:_LONGEST].rstrip()}..." if len(words) > _LONGEST else words
    return Related(question.at(statement.span), f"question {question.number}: {words}")
