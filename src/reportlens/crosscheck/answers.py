"""What one answer says of the items of the checklist: what it claims, what it denies, and in which sentence.

Read no further than somebody asks: an item's cues are looked for in the whole answer, then in its sentences, and only
a sentence that holds them is read clause by clause. What was read is kept with the question, so that a keystroke costs
no more than the answer it falls in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportlens.crosscheck.bare import OPENINGS, bare
from reportlens.crosscheck.passages import Passages
from reportlens.crosscheck.reading import Clause, lowered
from reportlens.crosscheck.refusal import leaves, made_later, refused, sets_aside
from reportlens.crosscheck.refusing import LEFT, REFUSING
from reportlens.crosscheck.showing import shown
from reportlens.crosscheck.vocabulary import BEGUN, GIVEN_UP, NEGATIVE
from reportlens.text import any_of
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.crosscheck.cues import Cue, Cues
    from reportlens.report.model import Question
    from reportlens.report.sentences import Sentence
    from reportlens.text import Span

_TURNING = (" it ", " this ", " that ", " but ", " however ", " unfortunately ", " sadly ", " in the end ", " we never ", " we did not ",
            " we could not ", " we ran out ", " we gave up ", " i did not ")  # fmt: skip
"""How a sentence begins that tells how it went on."""


_LEAVING = (
    "it ",
    "this ",
    "that ",
    "they ",
    "we ",
    "i ",
    "so ",
    "but ",
    "in the end",
    "unfortunately",
    "sadly",
    "therefore",
    "however",
)
"""How a sentence begins that may say that the thing before it was left."""
_NOT_IN_SHORT = ("n't", "n\u2019t", "n\u00b4t")
_SUPPOSES = (" would ", " could ", " if ", " should ")


class Statement(Value):
    """A sentence (or an image) that tells of an item."""

    key: str
    kind: Literal["claimed", "denied"]
    question: int
    """The number of the question."""
    span: Span
    """Counted from the first character of the question's piece."""
    text: str
    instead: bool = False
    """Whether it is what was done in the place of the work."""


class Heard(Passages):
    """What an answer says, as far as it was asked."""

    def __init__(self, question: Question, *, people: bool) -> None:
        """Read nothing yet; `people` for the list of contributions."""
        super().__init__(question, people=people)
        self._opening: Literal["claimed", "denied", ""] | None = None
        self._left: list[int] | None = None
        self._may_refuse: list[int] = []

    def denial(self, row: Cues, *, plain: bool) -> Statement | None:
        """Return the first sentence that denies an item; `plain` where a bare "no" does."""
        if row.structure == "image" and self._question.answer.images:
            return None
        bare = self._bare(row) if plain else None
        if bare is not None and bare.kind == "denied":
            return bare
        return next(self._denials(row), None) or self.refusal(row, row.named + row.subject)

    def refusal(self, row: Cues, named: tuple[Cue, ...]) -> Statement | None:
        """Return the first sentence that plainly does without an item, whether anybody asks for it here or not."""
        return next(self._refusals(row, named), None) or next(self._against(row), None)

    def claims(self, row: Cues, *, first: bool, plain: bool) -> Iterator[Statement]:
        """Yield all that claims an item: sentences and images; `first` where the question asks for it."""
        if first and row.structure:
            for place, text in shown(self._question, row, self._whole(), self._cut):
                yield Statement(
                    key=row.key, kind="claimed", question=self._question.number, span=place, text=text
                )
        bare = self._bare(row) if plain and row.plain == "both" else None
        if bare is not None and bare.kind == "claimed":
            yield bare
        for n, cues in self._holding(row.claimed + row.there if first else row.claimed, None):
            for at, clause in enumerate(self._clauses(n)):
                if (
                    any(it.holds(clause.words) for it in cues)
                    and (
                        clause.mood == "done" or (first and not at and clause.noted and not self._supposes())
                    )
                    and not self._given_up(n, clause)
                ):
                    named = row.named + row.subject if first else row.named
                    if n not in self._refusing() or not refused(named, self._clauses(n)):
                        yield self._statement(row.key, "claimed", self._sentences[n], instead=clause.instead)
                    break

    def _denials(self, row: Cues) -> Iterator[Statement]:
        yield from self._outright(row)
        for n, cues in self._holding(row.denied, BEGUN):
            for clause in self._clauses(n):
                if clause.begun and any(it.holds(clause.words) for it in cues) and self._fails(n + 1):
                    yield self._statement(row.key, "denied", self._sentences[n])
                    break

    def _refusals(self, row: Cues, named: tuple[Cue, ...]) -> Iterator[Statement]:
        low = self._whole()
        here = [it for it in named if it.may(low)]
        if not here:
            return
        for n in self._refusing():
            low = self._low_of(n)
            cues = [it for it in here if it.may(low)]
            if cues and refused(cues, self._clauses(n)):
                yield self._statement(row.key, "denied", self._sentences[n])
        for n in self._left or ():
            if leaves(here, self._clauses(n), self._clauses(n + 1)[0]):
                yield self._statement(row.key, "denied", self._sentences[n])

    def _refusing(self) -> list[int]:
        """Return the sentences that may refuse something; notes those of which the next one does it for them."""
        if self._left is None:
            self._left = []
            words = REFUSING.intersection(self._whole().split())
            if not words:
                return self._may_refuse
            signs = (*words, *_NOT_IN_SHORT) if "not" in words else tuple(words)
            for n, sentence in enumerate(self._cut()):
                # Most sentences hold none of these, however they are written, and need not be made plain.
                low = sentence.text.lower()
                if not any_of(signs, low) or REFUSING.isdisjoint(self._low_of(n).split()):
                    continue
                self._may_refuse.append(n)
                if n and low.startswith(_LEAVING):
                    first = self._clauses(n)[:1]
                    self._left += [n - 1 for it in first if sets_aside(it.words, LEFT)]
        return self._may_refuse

    def _against(self, row: Cues) -> Iterator[Statement]:
        for n, cues in self._holding(row.against, None):
            for clause in self._clauses(n):
                if clause.plain and any(it.holds(clause.words) for it in cues):
                    yield self._statement(row.key, "denied", self._sentences[n])
                    break

    def _fails(self, n: int) -> bool:
        """Tell whether a sentence begins by saying of the one before it that it came to nothing."""
        first = self._clauses(n)[0] if n < len(self._sentences) else None
        return first is not None and first.words.startswith(_TURNING) and (first.fails or first.takes_back)

    def _outright(self, row: Cues) -> Iterator[Statement]:
        for n, cues in self._holding(row.denied, NEGATIVE):
            for clause in self._clauses(n):
                words = clause.words
                holding = [it for it in cues if it.may(words)]
                if (
                    holding
                    and clause.mood == "denied"
                    and any(it.holds(clause.scope) for it in holding)
                    and not any(made_later(it) for it in clause.behind)
                ):
                    yield self._statement(row.key, "denied", self._sentences[n])
                    break

    def _given_up(self, n: int, clause: Clause) -> bool:
        """Tell whether the rest of a clause's sentence, or the sentence behind it, takes back what it tells."""
        if clause.given_up:
            return True
        if n + 1 == len(self._sentences):
            return False
        if not any_of(GIVEN_UP, lowered(self._sentences[n + 1].text)):
            return False
        first = self._clauses(n + 1)[0]
        return first.takes_back and first.mood != "supposed"

    def _supposes(self) -> bool:
        """Tell whether the answer says what would be done."""
        return any_of(_SUPPOSES, self._whole())

    def _statement(
        self, key: str, kind: Literal["claimed", "denied"], place: Sentence, *, instead: bool = False
    ) -> Statement:
        question = self._question
        return Statement(
            key=key,
            kind=kind,
            question=question.number,
            span=place.span,
            text=question.text(place.span),
            instead=instead,
        )

    def _bare(self, row: Cues) -> Statement | None:
        """Return what a bare yes or no at the start of the answer says."""
        if self._opening is None:
            opens = self._whole().startswith(OPENINGS) and self._cut()
            self._opening = bare(self._sentences[0].text) if opens else ""
        if not self._opening or (row.plain == "never" and self._whole().startswith(" no ")):
            return None
        return self._statement(row.key, self._opening, self._sentences[0])


def denial(question: Question, row: Cues, people: bool, plain: bool) -> Statement | None:  # noqa: FBT001 - part of what a fact goes by
    """Return the first sentence of an answer that denies an item."""
    return heard(question, people=people).denial(row, plain=plain)


def refusal(question: Question, row: Cues) -> Statement | None:
    """Return the first sentence that plainly does without an item."""
    return heard(question, people=False).refusal(row, row.named)


def claim(question: Question, row: Cues, people: bool, first: bool, plain: bool) -> Statement | None:  # noqa: FBT001
    """Return the first sentence or image that claims an item."""
    return next(heard(question, people=people).claims(row, first=first, plain=plain), None)


def claim_beside(question: Question, row: Cues, people: bool, plain: bool) -> bool:  # noqa: FBT001
    """Tell whether an answer that denies an item claims it, too, and not as something done in its place."""
    claims = heard(question, people=people).claims(row, first=True, plain=plain)
    return not all(it.instead for it in claims)


def heard(question: Question, *, people: bool) -> Heard:
    """Return what an answer says; kept with the question."""
    kept = question.memory.get(("heard", people))
    if kept is None:
        kept = question.memory["heard", people] = Heard(question, people=people)
    return kept  # type: ignore[return-value]
