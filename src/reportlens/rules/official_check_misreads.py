"""RL402: the course's checker judges another text than the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix
from reportlens.mending import without_line
from reportlens.report.official import official
from reportlens.report.words import official_words
from reportlens.rule import ReportRule
from reportlens.text import Span, line_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question, Report
    from reportlens.report.official import Official
    from reportlens.surroundings import Surroundings

_MOST = 20
"""So many repeated markers of one question are reported."""


class OfficialCheckMisreads(ReportRule):
    """The course's checker will judge something else than what stands in the answer.

    ## Why is this bad?
    It cuts an answer at its first `##`, even inside a code block, starts again at every `Answer:`, and counts
    questions by position: a lost marker and a heading too many can cancel out, and every answer between them
    is then held against the limits of its neighbour.

    ## Example
    ```md
    > Answer:

    We built three images.

    #### How to run them
    ```
    """

    code = "RL402"
    name = "official-check-misreads"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Compare, question by question, what is judged with what is answered."""
        del around
        outcome = official(report)
        shifted = outcome.outcome == "checked" and _first_shifted(report, outcome)
        for question in report.questions:
            yield from self._cut(question)
            yield from self._again(question)
            if not question.markers and outcome.outcome == "checked":
                message = "the marker `Answer:` is lost here"
                yield self.finding(question.at(question.heading), message, question=question.number)
        if shifted:
            message = f"from here on the official check judges each answer by the limits of another question ({shifted.number} is taken for the one before)"
            yield self.finding(shifted.at(shifted.heading), message, question=shifted.number)

    def _cut(self, question: Question) -> Iterator[Finding]:
        """Report a `##` inside the answer."""
        answer = question.answer
        if (
            answer.span is None
            or answer.official.end >= answer.span.end
            or not question.source.startswith("##", answer.official.end)
        ):
            return
        lost = official_words(question.source[answer.official.end : answer.span.end])
        place = Span(answer.official.end, line_end(question.source, answer.official.end))
        message = f"the official check stops reading the answer at this `##`: {answer.words.official} words count, {lost} do not"
        yield self.finding(question.at(place), message, question=question.number)

    def _again(self, question: Question) -> Iterator[Finding]:
        """Report every marker but the prompt's own, and any marker behind text of the answer."""
        span = question.answer.span
        for marker in question.markers[: _MOST + 1]:
            own = marker.start == (question.marker or question.markers[-1]).start
            if own and not _behind(question, marker):
                continue
            before = question.source[span.start : marker.start].rstrip(" \t>*_") if span else ""
            skipped = official_words(before) - before.split().count(">")
            message = "the official check reads the answer from this `Answer:` on"
            if skipped:
                message += f": {skipped} word{'s' if skipped > 1 else ''} before it do not count"
            repeated = not own and question.marker is not None and _is_line(question, marker)
            edit = without_line(question.source, _with_quote(question, marker))
            fix = Fix("Remove the repeated marker", (edit,)).moved(question.start)
            yield self.finding(
                question.at(marker), message, question=question.number, fixes=(fix,) if repeated else ()
            )


def _behind(question: Question, marker: Span) -> bool:
    span = question.answer.span
    return span is not None and span.start < marker.start


def _is_line(question: Question, marker: Span) -> bool:
    start = question.source.rfind("\n", 0, marker.start) + 1
    end = line_end(question.source, marker.end)
    rest = question.source[start : marker.start] + question.source[marker.end : end]
    return not rest.strip(" \t>*_")


def _with_quote(question: Question, marker: Span) -> Span:
    start = question.source.rfind("\n", 0, marker.start) + 1
    return Span(start, line_end(question.source, marker.end))


def _first_shifted(report: Report, outcome: Official) -> Question | None:
    """Return the first question whose answer stands at another place in the checker's list."""
    for place, judged in enumerate(outcome.answers):
        if place < len(report.questions) and report.questions[place].whole.holds(judged.span.start):
            continue
        question = report.question_at(judged.span.start)
        if question is not None and question.index != place and question.number != place + 1:
            return question
    return None
