"""RL401: the course's checker refuses the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix, Severity
from reportlens.report.official import is_meant, official
from reportlens.report.prompt import MARKER
from reportlens.rule import ReportRule
from reportlens.text import Edit, Span, line_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question, Report
    from reportlens.surroundings import Surroundings


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class OfficialCheckRefuses(ReportRule):
    """The course's checker will refuse the report: it finds more or fewer answers than it expects.

    ## Why is this bad?
    It splits the text at every `Answer:`. One marker lost or one heading too many anywhere, and it checks no question
    at all and does not say which one is to blame.

    ## Example
    ```md
    ### Question 16

    > **How did you find your bugs?**

    We used a debugger.
    ```
    """

    code = "RL401"
    name = "official-check-refuses"
    severity = Severity.ERROR

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Name every place that makes the count wrong."""
        del around
        outcome = official(report)
        if outcome.outcome == "checked" or not is_meant(report):
            return
        count = len(outcome.answers)
        what = f"the official check will refuse the report: {count} answer{'' if count == 1 else 's'} found, {outcome.expected} expected"
        blamed = False
        for question in report.questions:
            if not question.markers:
                blamed = True
                yield self._lost(
                    question, f"{what}; question {question.number} has lost its marker `Answer:`"
                )
        for question in _without_hashes(report):
            blamed = True
            yield self._other_heading(question, f"{what}; this heading has other marks than `###`", report)
        last = report.questions[-1] if report.questions else None
        tail = report.text.rfind("###", last.at(last.markers[-1]).end) if last and last.markers else -1
        if tail >= 0:
            blamed = True
            yield self.finding(
                Span(tail, line_end(report.text, tail)),
                f"{what}; a heading behind the last marker counts the last answer twice",
            )
        for question in report.questions[outcome.expected :] if count > outcome.expected else ():
            blamed = True
            message = f"{what}; the template has no question {question.number}"
            yield self.finding(question.at(question.heading), message, question=question.number)
        if not blamed:
            place = report.questions[0].at(report.questions[0].heading) if report.questions else Span(0, 0)
            yield self.finding(place, what)

    def _other_heading(self, question: Question, message: str, report: Report) -> Finding:
        """Blame a heading; the template's own has three hashes, another course's may have what it likes."""
        title = question.text(question.heading).strip("#*_ \t.:")
        fixes: tuple[Fix, ...] = ()
        if not any(it in title for it in "\n<"):
            edit = Edit(question.heading, f"### {title}")
            fixes = (Fix("Make it a heading of level three", (edit,), safe=bool(report.edition.id)),)
        return self.finding(
            question.at(question.heading),
            message,
            question=question.number,
            fixes=tuple(it.moved(question.start) for it in fixes),
        )

    def _lost(self, question: Question, message: str) -> Finding:
        fix = marker_fix(question)
        return self.finding(
            question.at(question.heading),
            message,
            question=question.number,
            fixes=(fix.moved(question.start),),
        )


def _without_hashes(report: Report) -> Iterator[Question]:
    """Yield the questions whose heading does not end the answer before it, for the checker."""
    for before, question in zip(report.questions, report.questions[1:], strict=False):
        if not before.markers:
            continue
        start = before.at(before.markers[-1]).end
        end = report.text.find(MARKER, start)
        if end >= 0 and report.text.find("###", start, end) < 0:
            yield question


def marker_fix(question: Question) -> Fix:
    """Put the marker where the prompt ends, or in place of one in other words."""
    if question.marker is not None:
        rest = question.text(question.marker).lstrip(_LETTERS).replace(":", "").strip()
        return Fix("Write the marker as `Answer:`", (Edit(question.marker, f"{MARKER}{rest}"),))
    at = question.prompt.end if question.prompt else question.heading.end
    quoted = bool(question.prompt) and question.text(question.prompt).lstrip().startswith(">")
    marker = "\n>\n> Answer:\n" if quoted else "\nAnswer:\n"
    return Fix("Put the marker back", (Edit(Span(at, at), marker),), safe=question.prompt is not None)
