"""RL310: the group by another number than in question 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.consistency import group_numbers
from reportlens.finding import Severity
from reportlens.rule import CrossRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class GroupNumberDiffers(CrossRule):
    """An answer gives the group another number than question 1.

    ## Why is this bad?
    One of the two is wrong, and grades are handed out by group.

    ## Example
    Question 1 says `12`, another answer "we, group 21, ...".
    """

    code = "RL310"
    name = "group-number-differs"
    severity = Severity.INFO

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the numbers, with the place in question 1."""
        del around
        for it in group_numbers(report):
            message = f"group {it.here.text} here, group {it.there.text} in question 1"
            yield self.between(it, message, f"question 1: {it.there.text}")
