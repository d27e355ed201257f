"""RL102: an answer with fewer words than recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.limits import describe
from reportlens.rule import QuestionRule, stated_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class AnswerTooShort(QuestionRule):
    """An answer has fewer words than its question recommends, as the course's checker counts.

    ## Why is this bad?
    The recommended length is what a complete answer takes; a short one usually leaves out a part of the question.
    The count is the official one (`str.split()`), so a report that is quiet here is quiet there.

    ## Example
    An answer of 87 words, where 100 to 200 are recommended.
    """

    code = "RL102"
    name = "answer-too-short"

    def check(self, question: Question) -> Iterator[Finding]:
        """Compare the official count with the lower limit."""
        limits, words = question.limits.words, question.answer.words.official
        if limits is None or question.answer.status != "answered" or words >= limits[0]:
            return
        message = f"{words} word{'' if words == 1 else 's'}, where {describe(limits)} are recommended"
        yield self.finding(question.heading, message, question=question.number, related=stated_at(question))
