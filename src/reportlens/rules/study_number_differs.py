"""RL309: a study number in the contributions that is no member's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.consistency import study_numbers
from reportlens.finding import Fix, Related
from reportlens.rule import ReportRule
from reportlens.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class StudyNumberDiffers(ReportRule):
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
            span = it.here.question.at(it.here.span)
            place = it.there.question.at(it.there.span)
            fixes: tuple[Fix, ...] = ()
            if it.near:
                message = f"s{it.here.text} is not among the members of question 2, s{it.there.text} is"
                fixes = (Fix(f"Change to {it.there.text}", (Edit(span, it.there.text),), safe=False),)
                related = Related(place, f"question 2: s{it.there.text}")
            else:
                message = f"s{it.here.text} is not among the members of question 2"
                related = Related(place, "question 2: the members")
            yield self.finding(
                span, message, question=it.here.question.number, fixes=fixes, related=(related,)
            )
