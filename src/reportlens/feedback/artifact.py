"""Criteria that the parser decides: whether there is an image, whether there is a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.feedback.reading import readable
from reportlens.feedback.verdict import Evidence, Judgement, Verdict
from reportlens.text import Span

if TYPE_CHECKING:
    from reportlens.feedback.criterion import Criterion
    from reportlens.report.model import Question

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`]{4,400}|\bwww\.[^\s<>()\[\]\"'`]{4,400}")
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)(?:[?#]|$)", re.IGNORECASE)


def decide(criterion: Criterion, question: Question) -> Judgement:
    """Return the verdict on an image or a link; it is a fact, not a judge's opinion."""
    answer = question.answer
    if criterion.artifact == "link":
        found = _links(question)
        return _judged(criterion, question, Verdict.COVERED, found) if found else _missing(criterion)
    shown = [it.span for it in answer.images if it.rendered and it.kind in ("image", "html")]
    if shown:
        return _judged(criterion, question, Verdict.COVERED, shown)
    unseen = [it.span for it in answer.images if it.kind in ("link", "code", "fence")]
    return _judged(criterion, question, Verdict.PARTIAL, unseen) if unseen else _missing(criterion)


def _links(question: Question) -> list[Span]:
    """Return the links and the bare addresses; a link to an image is an image."""
    said = readable(question)
    bare = [Span(*it.span()) for it in _ADDRESS.finditer(said)]
    marked = [it.span for it in question.answer.links if not _IMAGE.search(it.destination)]
    return sorted({*marked, *(it for it in bare if not any(it.meets(link) for link in marked))})


def _judged(criterion: Criterion, question: Question, verdict: Verdict, spans: list[Span]) -> Judgement:
    evidence = tuple(Evidence(it, question.text(it)) for it in spans[:3])
    gap = None if verdict is Verdict.COVERED else criterion.gap
    return Judgement(criterion, verdict, gap, evidence)


def _missing(criterion: Criterion) -> Judgement:
    return Judgement(criterion, Verdict.MISSING, criterion.gap, question_back=criterion.back)
