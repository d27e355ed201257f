"""What all answers together say: of an item of the checklist, and of facts that an answer tells by itself.

All of it is made of facts: what a function reads out of one question and nothing else, when somebody asks for it.
Facts are kept with their questions. After a keystroke the question that changed is asked for the facts that it was asked
for before, and as long as they are the same, all that was made of them stays as it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reportlens.crosscheck.answers import claim, claim_beside, denial, refusal
from reportlens.crosscheck.cues import Cues, cues
from reportlens.crosscheck.passages import fact, facts, in_small_letters
from reportlens.report.items import items
from reportlens.text import any_of
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from reportlens.crosscheck.answers import Statement
    from reportlens.crosscheck.passages import Asked
    from reportlens.report.model import Question, Report

    T = TypeVar("T")

Said = Literal["claimed", "denied", "mixed", "silent"]
_RENUMBERED = {22: 18, 23: 22, 24: 22, 25: 22, 26: 23, 27: 24, 29: 25, 30: 26, 31: 27}
"""Where the editions of 27 questions ask what those of 31 ask under another number; 28 has no counterpart."""
_MOST_KEPT = 4


class Told(Value):
    """What all answers together say of one item."""

    said: Said
    deciding: Statement | None = None
    place: int = -1
    """That of the question in which it is said, in the order of the report, from 0."""


SILENT = Told(said="silent")


class Telling:
    """What a report's answers say, as far as somebody asked."""

    def __init__(self, questions: tuple[Question, ...], count: int) -> None:
        """Read nothing yet; `count` is how many questions the edition has."""
        self.count = count
        self.memory: dict[str, object] = {}
        """What others made of nothing but what is told here."""
        self.of_items: dict[str, object] = {}
        """What they made of nothing but what is told of items."""
        self._questions = questions
        self._by_number: dict[int, list[Question]] = {}
        self._of: dict[str, Told] = {}
        self._denied: dict[str, Told | None] = {}

    def of(self, key: str) -> Told:
        """Return what the answers say of an item."""
        said = self._of.get(key)
        if said is None:
            said = self._of[key] = self._together(key)
        return said

    def denied(self, key: str) -> Told | None:
        """Return what the answers say of an item if they deny it, and else nothing: sooner known than `of`."""
        if key not in self._denied:
            own = self._denial(key) or self._refusal(key)
            own = self.of(key) if own is not None and own.said == "denied" else None
            self._denied[key] = own if own is not None and own.said == "denied" else None
        return self._denied[key]

    def ask(self, what: Callable[..., T], *about: str, of: int = 0) -> list[tuple[Question, T]]:
        """Return the questions, or those of a number, each with a fact."""
        asked = (what, *about)
        return [(it, fact(it, asked)) for it in self._questions if of in (0, it.number)]

    def take_over(self, last: Telling) -> bool:
        """Keep what is told as before, if most questions are those of last time, and in the same order; else say no."""
        questions, before = self._questions, last._questions
        if self.count != last.count or len(questions) != len(before):
            return False
        changed = [it for it in zip(questions, before, strict=True) if it[0].memory is not it[1].memory]
        for new, old in changed:
            if new.number != old.number or new.answer.status != old.answer.status:
                return False
        if len(changed) * 2 >= len(questions):
            return False
        # Copies, since either report may be asked for more.
        self._of, self._denied = last._of.copy(), last._denied.copy()
        self.memory, self.of_items = last.memory.copy(), last.of_items.copy()
        for new, old in changed:
            for asked, said in facts(old).items():
                if said is None and _silent(new, asked):
                    facts(new)[asked] = None
                elif fact(new, asked) != said:
                    self._forget(asked)
        return True

    def _forget(self, asked: Asked) -> None:
        """Drop what was made of a fact."""
        self.memory = {}
        row = asked[1] if asked[1:] else None
        if isinstance(row, Cues):
            self.of_items = {}
            for key in _resting_on(row.key):
                self._of.pop(key, None)
                self._denied.pop(key, None)

    def _together(self, key: str) -> Told:
        """Judge an item whose box stands for several kinds of work: all of them have to be told alike."""
        row = cues().get(key)
        own = self._alone(key)
        if row is None or own.said == "silent":
            return own
        needs = (row.words("needs27") if self.count == _OLD else ()) or row.words("needs")
        alike = all(it == key or self._alone(it).said == own.said for it in needs)
        return own if alike else own.replaced(said="mixed")

    def _alone(self, key: str) -> Told:
        return self._denial(key) or self._claim(key) or self._refusal(key) or SILENT

    def _denial(self, key: str) -> Told | None:
        row = _row(key)
        if row is None:
            return None
        first, plain, numbers = _places(key, self.count)
        people, answers = first == _people(self.count), self._answers(first)
        for it in answers:
            said = fact(it, (denial, row, people, plain))
            if said is not None:
                beside = any(
                    fact(it, (claim_beside, row, people, plain)) for it in answers if first in numbers
                )
                return Told(said="mixed" if beside else "denied", deciding=said, place=it.index)
        return None

    def _claim(self, key: str) -> Told | None:
        row = _row(key)
        if row is None:
            return None
        first, plain, numbers = _places(key, self.count)
        for number in numbers:
            people, asks = number == _people(self.count), number == first
            for it in self._answers(number):
                said = fact(it, (claim, row, people, asks, plain and asks))
                if said is not None:
                    return Told(said="claimed", deciding=said, place=it.index)
        return None

    def _refusal(self, key: str) -> Told | None:
        """Return how an answer to one of the further questions plainly does without an item."""
        row = _row(key)
        if row is None or not row.named or key not in items():
            return None
        for number in questions_of(key, self.count)[1:]:
            for it in self._answers(number) if number != _people(self.count) else ():
                said = fact(it, (refusal, row))
                if said is not None:
                    return Told(said="denied", deciding=said, place=it.index)
        return None

    def _answers(self, number: int) -> list[Question]:
        if not self._by_number:
            for it in self._questions:
                if it.answer.status == "answered":
                    self._by_number.setdefault(it.number, []).append(it)
        return self._by_number.get(number, [])


def _silent(question: Question, asked: Asked) -> bool:
    """Tell at a glance that an answer says nothing of an item, where only words can tell of it."""
    row = asked[1] if asked[1:] else None
    if not isinstance(row, Cues) or True in asked[3:]:
        return False
    return not any_of(row.signs(), in_small_letters(question))


def told(report: Report) -> Telling:
    """Return what the answers of a report say. Kept with the report."""
    kept = report.memory.get("told")
    if kept is None:
        kept = report.memory["told"] = _tell(report)
    return kept  # type: ignore[return-value]


def _tell(report: Report) -> Telling:
    telling = Telling(report.questions, report.edition.questions or len(report.questions))
    for last in reversed(_KEPT):
        if telling.take_over(last):
            _KEPT.remove(last)
            break
    _KEPT.append(telling)
    del _KEPT[:-_MOST_KEPT]
    return telling


_KEPT: list[Telling] = []
"""What was told last, in a few reports."""
_OLD = 27
"""How many questions the older editions have."""


def _people(count: int) -> int:
    """Return the number of the question of the contributions."""
    return 27 if count == _OLD else 31


def questions_of(key: str, count: int) -> tuple[int, ...]:
    """Return the numbers of the questions that speak of an item, the first one first."""
    row = items()[key]
    return row.questions_of_27 if count == _OLD else row.questions


@lru_cache(maxsize=256)
def _row(key: str) -> Cues | None:
    """Return the cues of an item, if answers can tell of it."""
    row = cues().get(key)
    return None if row is None or row.silent else row


@lru_cache(maxsize=512)
def _places(key: str, count: int) -> tuple[int, bool, tuple[int, ...]]:
    """Return the question that asks for an item (0 if none), whether a bare "no" answers it, and where claims count."""
    row, item = cues()[key], items().get(key)
    if item is None:
        return 0, False, ()
    old = count == _OLD
    numbers = questions_of(key, count)
    also = [_RENUMBERED.get(it, it) if old else it for it in row.also]
    claims = dict.fromkeys([*numbers[: row.only], *also, *([_people(count)] if row.person else [])])
    order = sorted(claims, key=lambda it: (numbers.index(it) if it in numbers else len(numbers), it))
    first = numbers[0] if numbers else 0
    return first, bool(row.plain) and item.questions[:1] == (first,), tuple(order)


@lru_cache(maxsize=256)
def _resting_on(key: str) -> tuple[str, ...]:
    """Return the items whose verdict rests on what is said of an item: its own, and those that need it."""
    return tuple(it for it, row in cues().items() if key in (it, *row.words("needs"), *row.words("needs27")))
