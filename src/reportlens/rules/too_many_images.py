"""RL202: more images than the question asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.limits import describe
from reportlens.rule import QuestionRule, stated_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class TooManyImages(QuestionRule):
    """An answer has more images than its question asks for, as the course's checker counts.

    ## Why is this bad?
    The course's checker reports it. Images in code and in comments count there, too.

    ## Example
    Four screenshots, where 1 to 3 are asked for.
    """

    code = "RL202"
    name = "too-many-images"

    def check(self, question: Question) -> Iterator[Finding]:
        """Compare the official count with the upper limit."""
        limits, answer = question.limits.images, question.answer
        if limits is None or limits[1] is None or answer.official_images <= limits[1]:
            return
        message = f"{answer.official_images} images, where {describe(limits)} {'is' if limits[1] == 1 else 'are'} asked for"
        yield self.finding(question.heading, message, question=question.number, related=stated_at(question))
