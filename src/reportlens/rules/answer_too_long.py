"""RL103: an answer with more words than recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.limits import describe
from reportlens.rule import QuestionRule, stated_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class AnswerTooLong(QuestionRule):
    """An answer has more words than its question recommends, as the course's checker counts.

    ## Why is this bad?
    The recommended length is a limit, too: the examiner reads hundreds of answers, and the course's checker reports
    a longer one as a fault. The count is the official one (`str.split()`): markup and tables count.

    ## Example
    An answer of 241 words, where 100 to 200 are recommended.
    """

    code = "RL103"
    name = "answer-too-long"

    def check(self, question: Question) -> Iterator[Finding]:
        """Compare the official count with the upper limit."""
        limits, words = question.limits.words, question.answer.words.official
        if limits is None or limits[1] is None or question.answer.status != "answered" or words <= limits[1]:
            return
        message = f"{words} word{'' if words == 1 else 's'}, where {describe(limits)} are recommended"
        yield self.finding(question.heading, message, question=question.number, related=stated_at(question))
