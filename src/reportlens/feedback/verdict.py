"""What a judge returns: verdicts with their evidence, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlens.feedback.criterion import Criterion, Gap
    from reportlens.text import Span


class Verdict(StrEnum):
    """How an answer stands to a criterion."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSING = "missing"
    UNVERIFIED = "unverified"
    """The judge claims more than the answer's words bear out."""
    UNDECIDED = "undecided"
    """The judge does not say."""


class Evidence(NamedTuple):
    """Words of the answer that a verdict rests on."""

    span: Span
    """In the question's piece."""
    quote: str
    """The text of the span, from the answer itself."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of one criterion."""

    criterion: Criterion
    verdict: Verdict
    gap: Gap | None = None
    evidence: tuple[Evidence, ...] = ()
    question_back: str | None = None
    note: str = ""
    """Why the program changed the judge's verdict; empty if it did not."""


class Tokens(NamedTuple):
    """How much was sent and received."""

    sent: int = 0
    received: int = 0
    estimated: bool = False

    def __add__(self, other: object) -> Tokens:
        """Return both together."""
        if not isinstance(other, Tokens):
            return NotImplemented
        return Tokens(
            self.sent + other.sent,
            self.received + other.received,
            self.estimated or other.estimated,
        )


NONE = Tokens()
"""Nothing was sent."""


@dataclass(frozen=True, slots=True)
class QuestionFeedback:
    """What a judge says of one question."""

    number: int
    index: int
    """The place of the question in the order of the report."""
    judgements: tuple[Judgement, ...]
    tokens: Tokens = NONE
    cached: bool = False
    stale: bool = False
    """Whether the answer changed since it was judged."""
    earlier: bool = False
    """Whether it was said in an earlier session, and is shown again without anybody having asked."""
    suspicious: tuple[Span, ...] = ()
    """Stretches of the answer that speak to an AI."""
    failure: str = ""
    """What went wrong and what to do; empty if nothing did."""

    @property
    def covered(self) -> int:
        """Count the criteria that are covered."""
        return sum(it.verdict is Verdict.COVERED for it in self.judgements)

    @property
    def missing(self) -> int:
        """Count the criteria that are missing, optional ones left out."""
        return sum(it.verdict is Verdict.MISSING and not it.criterion.optional for it in self.judgements)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a judge says of a report, with the identity of all that took part."""

    judge: str
    rubric: str
    """The hash of the rubric."""
    prompt: str
    """The hash of the prompt; empty if the judge has none."""
    model: str
    """Empty if the judge has none."""
    questions: tuple[QuestionFeedback, ...]

    @property
    def tokens(self) -> Tokens:
        """Add up the tokens of all questions."""
        total = NONE
        for question in self.questions:
            total += question.tokens
        return total
