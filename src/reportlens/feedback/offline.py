"""The judge that needs no model and no network: it says what it did not find, and nothing else.

It looks for curated cues; where there is none, for sentences that are alike to what the prompt's example says.
It never says that a criterion is covered: words that are there can still say nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.feedback import artifact
from reportlens.feedback.injection import suspicious
from reportlens.feedback.reading import flat, readable
from reportlens.feedback.rubric import rubric
from reportlens.feedback.similarity import Similarity
from reportlens.feedback.verdict import Judgement, QuestionFeedback, Verdict

if TYPE_CHECKING:
    from reportlens.feedback.criterion import Criterion
    from reportlens.feedback.judge import Task
    from reportlens.report.model import Question

ALIKE = 0.55
"""A sentence that is so alike to what is asked softens "missing" to "undecided"; found on labelled reports."""
LONGEST = 60_000
"""Characters of one question that are looked at."""
_DENIAL = re.compile(
    r"\W{0,9}(?:(?:no|nope|nah|neither|not at all|(?:un)?fortunately not|sadly not)[,.!]?\s)?"
    r"(?:(?:sadly|unfortunately),?\s)?(?:we|i)\s(?:(?:did|have|had|could)(?:\snot|n.t)|never)"
    r"(?:\s(?:do|did|done|have|get\sto|got\sto|make|made|try|tried|manage|managed))?"
    r"(?:\s(?:that|this|it|either|so|any\sof\s(?:that|this|it|these|those|them))\b)?"
    r"(?:\s(?:at\sall|yet|either|unfortunately|sadly))?\s{0,2}(?:[.,;!]|$|but\b|because\b|as\b|since\b|due\b)"
    r"|\W{0,9}(?:no|nope|neither|not at all|unfortunately not|sadly not)\s{0,2}(?:[.!]|$)",
    re.IGNORECASE,
)
"""A denial without an object denies whatever was asked."""
_SENTENCE = re.compile(r"[^.!?\n]{12,600}")
_similarity: list[Similarity] = []


class OfflineJudge:
    """Cues and similarity."""

    name = "offline"
    model = ""
    prompt = ""

    async def judge(self, task: Task) -> QuestionFeedback:
        """Return what is not found in the answer."""
        return look(task.question, task.criteria)

    async def aclose(self) -> None:
        """Do nothing: there is nothing to close."""


def look(question: Question, criteria: tuple[Criterion, ...]) -> QuestionFeedback:
    """Return, for each criterion, whether nothing in the answer speaks of it."""
    flagged = suspicious(question)
    said = readable(question, flagged)[:LONGEST]
    text = flat(said)
    sentences = [it.group() for it in _SENTENCE.finditer(said)]
    return QuestionFeedback(
        number=question.number,
        index=question.index,
        judgements=tuple(_judge(it, question, text, sentences) for it in criteria),
        suspicious=flagged,
    )


def speaks_of(criterion: Criterion, text: str) -> bool:
    """Tell whether the text may speak of the criterion, or the criterion asks nothing of it."""
    if not criterion.cues or criterion.cued(text) or not criterion.applies(text):
        return True
    if criterion.enough and len(text.split()) >= criterion.enough:
        return True
    return criterion.kind == "yes-no-then-explain" and bool(_DENIAL.match(text))


def _judge(criterion: Criterion, question: Question, text: str, sentences: list[str]) -> Judgement:
    if criterion.artifact:
        judged = artifact.decide(criterion, question)
        if judged.verdict is Verdict.MISSING:
            return judged
        return Judgement(criterion, Verdict.UNDECIDED)
    if speaks_of(criterion, text) or _alike(criterion, question.example, sentences):
        return Judgement(criterion, Verdict.UNDECIDED)
    return Judgement(criterion, Verdict.MISSING, criterion.gap, question_back=criterion.back)


def _alike(criterion: Criterion, example: str, sentences: list[str]) -> bool:
    if criterion.derived:
        return False
    wanted = [f"{criterion.text} {criterion.back}", *_related(criterion, example)]
    alike = _weighed()
    return any(alike(sentence, it) >= ALIKE for sentence in sentences for it in wanted)


def _related(criterion: Criterion, example: str) -> list[str]:
    """Return the sentences of the prompt's example that speak of the criterion."""
    return [it.group() for it in _SENTENCE.finditer(example) if criterion.cued(it.group())]


def _weighed() -> Similarity:
    if not _similarity:
        _similarity.append(Similarity(f"{it.text} {it.covered} {it.back}" for it in rubric().all))
    return _similarity[0]
