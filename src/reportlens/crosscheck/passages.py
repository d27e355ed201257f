"""The sentences and clauses of one answer, and facts read out of them: no further than somebody asks, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.reading import Clause, clauses, lowered
from reportlens.report.sentences import Sentence, sentences
from reportlens.text import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from reportlens.crosscheck.cues import Cue
    from reportlens.report.model import Question

    Asked = tuple[Any, ...]
    """What a fact goes by: a function, and what it is given besides the question."""


class Passages:
    """The passages of an answer, as far as they were asked for."""

    def __init__(self, question: Question, *, people: bool) -> None:
        """Read nothing yet; `people` for the list of contributions."""
        self._question = question
        self._people = people
        self._low = ""
        self._sentences: Sequence[Sentence] = ()
        self._lows: dict[int, str] = {}
        self._any: dict[tuple[str, ...], bool] = {}
        self._places: dict[tuple[str, ...], list[int]] = {}
        self._read: dict[int, tuple[Clause, ...]] = {}

    def _holding(
        self, cues: tuple[Cue, ...], words: tuple[str, ...] | None
    ) -> Iterator[tuple[int, list[Cue]]]:
        """Yield the sentences that may meet a cue and hold one of some words, each with those cues."""
        low = self._whole()
        here = [it for it in cues if it.may(low)]
        if not here or (words is not None and not self._may_hold(words, low)):
            return
        for n in range(len(self._cut())) if words is None else self._with(words):
            low = self._low_of(n)
            for cue in here:
                if cue.may(low):
                    yield n, here
                    break

    def _low_of(self, n: int) -> str:
        low = self._lows.get(n, "")
        if not low:
            low = self._lows[n] = lowered(self._sentences[n].text)
        return low

    def _may_hold(self, words: tuple[str, ...], low: str) -> bool:
        if words not in self._any:
            self._any[words] = any_of(words, low)
        return self._any[words]

    def _with(self, words: tuple[str, ...]) -> list[int]:
        """Return the sentences that hold one of some words; looked for once."""
        found = self._places.get(words)
        if found is None:
            count = len(self._cut())
            found = self._places[words] = [n for n in range(count) if any_of(words, self._low_of(n))]
        return found

    def _whole(self) -> str:
        if not self._low:
            self._low = lowered(self._question.text(self._question.answer.span))
        return self._low

    def _cut(self) -> Sequence[Sentence]:
        if not self._sentences:
            self._sentences = sentences(self._question)
        return self._sentences

    def _clauses(self, n: int) -> tuple[Clause, ...]:
        read = self._read.get(n)
        if read is None:
            read = self._read[n] = clauses(self._sentences[n].text, contributions=self._people)
        return read


def in_small_letters(question: Question) -> str:
    """Return the answer to a question in small letters; kept with the question."""
    low = question.memory.get("low")
    if low is None:
        low = question.memory["low"] = question.text(question.answer.span).lower()
    return low  # type: ignore[return-value]


def fact(question: Question, asked: Asked) -> Any:  # noqa: ANN401 - whatever the function returns
    """Return what a function reads out of a question and nothing else; kept with the question."""
    known: dict[Asked, Any] = question.memory.get("facts") or facts(question)  # type: ignore[assignment]
    said = known.get(asked, known)
    if said is known:
        said = known[asked] = asked[0](question, *asked[1:])
    return said


def facts(question: Question) -> dict[Asked, Any]:
    """Return all facts that a question was asked for."""
    return question.memory.setdefault("facts", {})  # type: ignore[return-value]
