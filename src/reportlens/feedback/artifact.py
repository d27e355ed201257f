"""Criteria that the parser decides: is there an image, is there a link?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.feedback.verdict import Evidence, Judgement, Verdict

if TYPE_CHECKING:
    from reportlens.feedback.criterion import Criterion
    from reportlens.report.model import Question
    from reportlens.text import Span


def decide(criterion: Criterion, question: Question) -> Judgement:
    """Return the verdict on an image or a link; it is a fact, not a judge's opinion."""
    answer = question.answer
    if criterion.artifact == "link":
        found = [it.span for it in answer.links]
        return _judged(criterion, question, Verdict.COVERED, found) if found else _missing(criterion)
    shown = [it.span for it in answer.images if it.rendered and it.kind in ("image", "html")]
    if shown:
        return _judged(criterion, question, Verdict.COVERED, shown)
    unseen = [it.span for it in answer.images if it.kind in ("link", "code", "fence")]
    return _judged(criterion, question, Verdict.PARTIAL, unseen) if unseen else _missing(criterion)


def _judged(criterion: Criterion, question: Question, verdict: Verdict, spans: list[Span]) -> Judgement:
    evidence = tuple(Evidence(it, question.text(it)) for it in spans[:3])
    gap = None if verdict is Verdict.COVERED else criterion.gap
    return Judgement(criterion, verdict, gap, evidence)


def _missing(criterion: Criterion) -> Judgement:
    return Judgement(criterion, Verdict.MISSING, criterion.gap, question_back=criterion.back)
