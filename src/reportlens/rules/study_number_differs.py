"""RL309: a study number in the contributions that is no member's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.consistency import study_numbers
from reportlens.finding import Fix
from reportlens.rule import CrossRule
from reportlens.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class StudyNumberDiffers(CrossRule):
    """A study number among the contributions is not one of the members' in question 2.

    ## Why is this bad?
    Contributions are credited by number. One wrong digit, and the work is nobody's, or a stranger's.

    ## Example
    Question 2 says `s123456`, the last question `s123465`.
    """

    code = "RL309"
    name = "study-number-differs"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the numbers; offer the member's number that is a slip away."""
        del around
        for it in study_numbers(report):
            message = f"s{it.here.text} is not among the members of question 2"
            if it.near:
                number = it.there.text
                fix = Fix(f"Change to {number}", (Edit(it.here.span, number),), safe=False)
                yield self.between(it, f"{message}, s{number} is", f"question 2: s{number}", (fix,))
            else:
                yield self.between(it, message, "question 2: the members")
