"""Feedback as findings, so that every editor shows it where the words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlens.feedback.feedback import EMPTY
from reportlens.feedback.rules import (
    AnswerAddressesAi,
    CriterionMissing,
    CriterionPartial,
    EvidenceUnverified,
    QuestionUnjudged,
)
from reportlens.feedback.show import plain
from reportlens.feedback.verdict import Verdict
from reportlens.finding import Related, Severity
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.feedback.verdict import Feedback, Judgement, QuestionFeedback
    from reportlens.finding import Finding
    from reportlens.report.model import Question, Report
    from reportlens.rule import Rule

_GAPS = {
    "no_value": "named nowhere",
    "no_explanation": "not explained",
    "no_reason": "no reason found",
    "no_example": "no example found",
    "no_link": "no link found",
    "no_image": "no image found",
    "only_some_parts": "only some parts found",
    "off_topic": "the words speak of something else",
}


class Remark(NamedTuple):
    """A finding and what it comes from."""

    finding: Finding
    given: QuestionFeedback
    judged: Judgement | None
    """`None` for what concerns the whole answer."""


def findings(report: Report, feedback: Feedback) -> tuple[Finding, ...]:
    """Return the findings of a report's feedback, in the order of the text."""
    return tuple(it.finding for it in remarks(report, feedback))


def remarks(report: Report, feedback: Feedback) -> tuple[Remark, ...]:
    """Return the findings with what they come from, in the order of the text."""
    by_index = {it.index: it for it in report.questions}
    found = [
        Remark(finding, given, judged)
        for given in feedback.questions
        if given.index in by_index
        for finding, judged in _of_question(by_index[given.index], given, offline=feedback.judge == "offline")
    ]
    return tuple(sorted(found, key=lambda it: (it.finding.span, it.finding.code)))


def _of_question(
    question: Question, given: QuestionFeedback, *, offline: bool
) -> Iterator[tuple[Finding, Judgement | None]]:
    if given.failure == EMPTY:
        return  # the rules say so already
    for span in given.suspicious:
        message = "these words speak to an AI; they are no evidence for a judge"
        yield _finding(AnswerAddressesAi, question, span, message), None
    if given.failure:
        message = f"not judged: {given.failure}"
        yield _finding(QuestionUnjudged, question, question.heading, message), None
    suffix = (
        " (the answer has changed since)"
        if given.stale
        else " (from an earlier session)"
        if given.earlier
        else ""
    )
    for judged in given.judgements:
        if judged.criterion.optional and judged.verdict is Verdict.MISSING:
            continue
        for finding in _of_judgement(question, judged, suffix, offline=offline):
            yield finding, judged


def _of_judgement(question: Question, judged: Judgement, suffix: str, *, offline: bool) -> Iterator[Finding]:
    text = judged.criterion.text
    if judged.verdict is Verdict.MISSING:
        light = offline or judged.criterion.optional
        yield _finding(CriterionMissing, question, _end(question), f"not found: {text}{suffix}", light=light)
    elif judged.verdict is Verdict.PARTIAL:
        gap = _GAPS.get(judged.gap or "", "found in part")
        span = judged.evidence[0].span if judged.evidence else _end(question)
        yield _finding(CriterionPartial, question, span, f"{text}: {gap}{suffix}", light=offline)
    elif judged.verdict is Verdict.UNVERIFIED:
        message = f"{text}: {judged.note or 'not borne out by the answer'}{suffix}"
        span = judged.evidence[0].span if judged.evidence else _end(question)
        yield _finding(EvidenceUnverified, question, span, message)


def _finding(
    kind: type[Rule], question: Question, span: Span, message: str, *, light: bool = False
) -> Finding:
    """Build a finding; a `light` one is no more than a hint."""
    related: tuple[Related, ...] = ()
    if question.wording_span and kind in (CriterionMissing, CriterionPartial, EvidenceUnverified):
        related = (Related(question.at(question.wording_span), "what the question asks"),)
    return kind().finding(
        question.at(span),
        plain(message),
        question=question.number,
        related=related,
        severity=Severity.HINT if light else None,
    )


def _end(question: Question) -> Span:
    """Return the last character of the answer, where something could be added."""
    span = question.answer.span or question.answer.region
    return Span(max(span.start, span.end - 1), span.end)
