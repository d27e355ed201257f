"""The state of a report in figures, question by question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reportlens.report.official import passes
from reportlens.selection import FEEDBACK
from reportlens.text import Span
from reportlens.views.counts import title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.finding import Finding
    from reportlens.report.model import Question, Report
    from reportlens.report.official import Official


class State(NamedTuple):
    """How far one question is."""

    question: Question
    title: str
    passes: bool | None
    """The official check's word on it; `None` where it refuses the report."""
    whole: Span
    answer: Span
    """Where the answer stands, or would."""
    findings: int


class Overview(NamedTuple):
    """How far a report is."""

    ticked: int
    boxes: int
    questions: tuple[State, ...]


def overview(report: Report, official: Official, findings: Iterable[Finding]) -> Overview:
    """Sum up a report; what a judge said is no finding here."""
    counts = Counter(it.question for it in findings if not it.code.startswith(FEEDBACK))
    refused = official.outcome == "refused"
    states = tuple(
        State(it, title(it, 60), None if refused else passes(it), it.whole, _answer(it), counts[it.number])
        for it in report.questions
    )
    return Overview(sum(it.ticked is True for it in report.checklist), len(report.checklist), states)


def _answer(question: Question) -> Span:
    answer = question.answer
    if answer.span:
        return question.at(answer.span)
    if answer.placeholders:
        return question.at(answer.placeholders[0])
    return question.at(Span(answer.region.start, answer.region.start))
