"""From a model's reply to verdicts: only what the answer's own words bear out is kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlens.feedback import artifact
from reportlens.feedback.evidence import find
from reportlens.feedback.offline import speaks_of
from reportlens.feedback.question_back import guarded
from reportlens.feedback.reading import flat, hidden, readable
from reportlens.feedback.verdict import NONE, Evidence, Judgement, QuestionFeedback, Tokens, Verdict
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.feedback.criterion import Criterion, Gap
    from reportlens.feedback.judge import Task
    from reportlens.feedback.messages import Request
    from reportlens.feedback.reply import CriterionReply, Reply
    from reportlens.feedback.units import Unit

MOST_EVIDENCE = 3
CANARY = "the reply claims what no answer says, so it was thrown away; judge again or with another model"
UNFOUND = "the judge's quote is not in the answer"
UNCUED = "the judge finds it covered, but none of the words that usually speak of it are there"
UNSAID = "the judge did not say"


def ground(task: Task, request: Request, reply: Reply, tokens: Tokens) -> QuestionFeedback:
    """Return the verdicts that stand."""
    replies: dict[str, CriterionReply] = {}
    for it in reply.criteria:
        replies.setdefault(it.id, it)
    canary = replies.get(request.canary)
    if canary and canary.verdict != "missing":
        return unjudged(task, CANARY, request.suspicious, tokens)
    judge = _Grounds(task, request)
    judgements = [judge.judged(it, replies.get(it.id)) for it in task.criteria]
    _ask_back(judgements, reply.question_back, task, request)
    return QuestionFeedback(
        number=task.question.number,
        index=task.question.index,
        judgements=tuple(judgements),
        tokens=tokens,
        suspicious=request.suspicious,
    )


def unjudged(
    task: Task, failure: str, suspicious: tuple[Span, ...] = (), tokens: Tokens = NONE
) -> QuestionFeedback:
    """Return a question that no verdict could be had for, with the reason."""
    judgements = tuple(
        artifact.decide(it, task.question) if it.artifact else Judgement(it, Verdict.UNDECIDED)
        for it in task.criteria
    )
    return QuestionFeedback(
        task.question.number, task.question.index, judgements, tokens, suspicious=suspicious, failure=failure
    )


class _Grounds:
    """What the answer to one question bears out."""

    def __init__(self, task: Task, request: Request) -> None:
        self._question = task.question
        self._units = {it.number: it for it in request.units}
        span = task.question.answer.span or Span(0, 0)
        self._barred = [*request.suspicious, *hidden(task.question.source, span)]
        self._text = flat(readable(task.question, request.suspicious))

    def judged(self, criterion: Criterion, reply: CriterionReply | None) -> Judgement:
        if criterion.artifact:
            return artifact.decide(criterion, self._question)
        if reply is None:
            return Judgement(criterion, Verdict.UNDECIDED, note=UNSAID)
        gap = criterion.gap if reply.gap == "none" else reply.gap
        if reply.verdict == "missing":
            return Judgement(criterion, Verdict.MISSING, gap)
        return self._claimed(criterion, reply, gap)

    def _claimed(self, criterion: Criterion, reply: CriterionReply, gap: Gap) -> Judgement:
        """Return what is left of a claim that something is there."""
        evidence = self._evidence(reply)
        if not evidence:
            return Judgement(criterion, Verdict.UNVERIFIED, gap, note=UNFOUND)
        if reply.verdict == "partial":
            return Judgement(criterion, Verdict.PARTIAL, gap, evidence)
        if not speaks_of(criterion, self._text):
            return Judgement(criterion, Verdict.UNVERIFIED, gap, evidence, note=UNCUED)
        return Judgement(criterion, Verdict.COVERED, None, evidence)

    def _evidence(self, reply: CriterionReply) -> tuple[Evidence, ...]:
        found: list[Evidence] = []
        for passage in reply.evidence[: 2 * MOST_EVIDENCE]:
            span = self._place(passage.sentence, passage.quote)
            if span and not any(_shares(span, it) for it in self._barred):
                evidence = Evidence(span, self._question.text(span))
                if evidence not in found:
                    found.append(evidence)
        return tuple(found[:MOST_EVIDENCE])

    def _place(self, number: int, quote: str) -> Span | None:
        """Find a quote in the sentence that was named, or in another one."""
        named = self._units.get(number)
        for unit in (named, *(it for it in self._units.values() if it is not named)):
            if unit is None:
                continue
            span = _in_unit(unit, quote)
            if span:
                return span
        return _over_units(tuple(self._units.values()), quote)


def _in_unit(unit: Unit, quote: str) -> Span | None:
    found = find(quote, unit.redacted.text)
    return unit.redacted.back(found).moved(unit.span.start) if found else None


def _over_units(all_units: Sequence[Unit], quote: str) -> Span | None:
    """Find a quote that runs over the end of a sentence into the next."""
    for one, next_one in pairwise(all_units):
        joined = f"{one.redacted.text} {next_one.redacted.text}"
        found = find(quote, joined)
        if found is None:
            continue
        behind = len(one.redacted.text) + 1
        if found.start >= len(one.redacted.text) or found.end <= behind:
            continue
        start = one.redacted.back(Span(found.start, found.start)).start
        end = next_one.redacted.back(Span(found.end - behind, found.end - behind)).end
        return Span(one.span.start + start, next_one.span.start + end)
    return None


def _ask_back(judgements: list[Judgement], asked: str, task: Task, request: Request) -> None:
    """Put the model's question, if it may stand, to the first criterion that is not covered."""
    answer = " ".join(it.redacted.text for it in request.units)
    question = guarded(asked, task.question.wording, answer)
    first = task.redactor.restored(question) if question else None
    for place, judged in enumerate(judgements):
        if judged.criterion.artifact or judged.verdict not in (Verdict.MISSING, Verdict.PARTIAL):
            continue
        judgements[place] = replace(judged, question_back=first or judged.criterion.back)
        first = None


def _shares(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
