"""Quote the sentence that decides: the place in an answer, with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Related

if TYPE_CHECKING:
    from reportlens.crosscheck.answers import Statement
    from reportlens.report.model import Question, Report

_LONGEST = 120
"""A quoted sentence is cut here."""


def quoted(report: Report, statement: Statement) -> Related:
    """Return the place of a deciding sentence, with its words."""
    words = " ".join(statement.text.split())
    words = f"{words[:_LONGEST].rstrip()}..." if len(words) > _LONGEST else words
    place = question_of(report, statement).at(statement.span)
    return Related(place, f"question {statement.question}: {words}")


def question_of(report: Report, statement: Statement) -> Question:
    """Return the question that a sentence stands in: its number may stand twice."""
    return next(
        it
        for it in report.questions
        if it.number == statement.question and it.text(statement.span) == statement.text
    )
