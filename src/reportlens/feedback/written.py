"""Verdicts as text, and back: what is remembered of them, and how it is looked up in the answer again."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from reportlens.feedback import artifact
from reportlens.feedback.evidence import find
from reportlens.feedback.injection import suspicious
from reportlens.feedback.units import units
from reportlens.feedback.verdict import Evidence, Judgement, QuestionFeedback, Tokens, Verdict

if TYPE_CHECKING:
    from reportlens.feedback.criterion import Criterion
    from reportlens.feedback.judge import Task
    from reportlens.feedback.units import Unit


def written(task: Task, feedback: QuestionFeedback) -> str:
    """Return verdicts as text, without names and numbers of people."""
    judgements = [
        {
            "id": it.criterion.id,
            "verdict": it.verdict.value,
            "gap": it.gap,
            "quotes": [task.redactor(quote.quote).text for quote in it.evidence],
            "back": task.redactor(it.question_back or "").text,
            "note": it.note,
        }
        for it in feedback.judgements
    ]
    tokens = feedback.tokens
    return json.dumps({"judgements": judgements, "tokens": [tokens.sent, tokens.received, tokens.estimated]})


def revived(task: Task, value: str, *, stale: bool) -> QuestionFeedback | None:
    """Return written verdicts with their quotes looked up in the answer as it is now.

    Nothing if that cannot be done; of a stale one, only if it is not understood.
    """
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
        table = json.loads(value)
        said = {it["id"]: it for it in table["judgements"]}
        flagged = suspicious(task.question)
        pieces = units(task.question, task.redactor, flagged)
        judgements = [
            _judgement(task, criterion, said.get(criterion.id), pieces, stale=stale)
            for criterion in task.criteria
        ]
        if any(it is None for it in judgements):
            return None
        sent, received, estimated = table["tokens"]
        return QuestionFeedback(
            task.question.number,
            task.question.index,
            tuple(it for it in judgements if it is not None),
            Tokens(int(sent), int(received), bool(estimated)),
            cached=True,
            stale=stale,
            suspicious=flagged,
        )
    return None


def _judgement(
    task: Task, criterion: Criterion, said: dict[str, Any] | None, pieces: tuple[Unit, ...], *, stale: bool
) -> Judgement | None:
    if criterion.artifact:
        return artifact.decide(criterion, task.question)
    if said is None:
        return Judgement(criterion, Verdict.UNDECIDED) if stale else None
    verdict, gap = Verdict(said["verdict"]), said["gap"]
    found = [_anchored(task, quote, pieces) for quote in said["quotes"]]
    evidence = tuple(it for it in found if it is not None)
    if len(evidence) < len(found):
        if not stale:
            return None
        if not evidence:
            return Judgement(
                criterion, Verdict.UNVERIFIED, gap, note="the words it rested on are no longer there"
            )
    if verdict in (Verdict.COVERED, Verdict.PARTIAL) and not evidence:
        return None
    back = task.redactor.restored(said["back"]) or None
    return Judgement(criterion, verdict, gap, evidence, back, str(said["note"]))


def _anchored(task: Task, quote: str, pieces: tuple[Unit, ...]) -> Evidence | None:
    for unit in pieces:
        found = find(quote, unit.redacted.text)
        if found:
            span = unit.redacted.back(found).moved(unit.span.start)
            return Evidence(span, task.question.text(span))
    return None
