"""RL107: the length is right or wrong only by what no reader calls a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.report.limits import describe
from reportlens.report.official import within
from reportlens.rule import QuestionRule, stated_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class LengthByNoise(QuestionRule):
    """The official count and the count of real words give different verdicts on the length.

    ## Why is this bad?
    The course's checker counts code, bullets, image markup, addresses and placeholders as words.
    The official verdict is the one that holds, but an examiner who reads the page counts prose.

    ## Example
    An answer of 85 words and a code block of 20 passes a limit of 100 words officially.
    """

    code = "RL107"
    name = "length-by-noise"
    severity = Severity.HINT

    def check(self, question: Question) -> Iterator[Finding]:
        """Compare the two verdicts."""
        words, limits = question.answer.words, question.limits.words
        if limits is None or question.answer.status != "answered":
            return
        official, prose = within(words.official, limits), within(words.prose, limits)
        if official == prose:
            return
        verb = "passes" if official else "fails"
        message = (
            f"officially {words.official} words, which {verb} {describe(limits)}; "
            f"without code, markup and placeholders {words.prose}"
        )
        yield self.finding(question.heading, message, question=question.number, related=stated_at(question))
