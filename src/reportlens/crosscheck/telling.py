"""What all answers together say: of an item of the checklist, and of facts that an answer tells by itself.

Worked out when somebody asks, and kept over keystrokes: an answer that changed is asked again what was asked before,
and as long as it says the same, all that was made of the answers stays as it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.crosscheck.answers import Heard, Statement, heard
from reportlens.crosscheck.cues import cues
from reportlens.report.items import items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from reportlens.crosscheck.cues import Cues
    from reportlens.report.model import Question, Report

    T = TypeVar("T")
    _Asked = tuple[Callable[..., T], tuple[str, ...], int]

Said = Literal["claimed", "denied", "mixed", "silent"]
_RENUMBERED = {22: 18, 23: 22, 24: 22, 25: 22, 26: 23, 27: 24, 29: 25, 30: 26, 31: 27}
"""Where the editions of 27 questions ask what those of 31 ask under another number; 28 has no counterpart."""
_MOST_KEPT = 4


class Told(NamedTuple):
    """What all answers together say of one item."""

    said: Said
    deciding: Statement | None = None
    place: int = -1
    """That of the question in which it is said, in the order of the report, from 0."""


SILENT = Told("silent")


class Telling:
    """What a report's answers say, as far as somebody asked."""

    def __init__(self, questions: tuple[Question, ...], count: int) -> None:
        """Read nothing yet; `count` is how many questions the edition has."""
        self.count = count
        self.memory: dict[str, object] = {}
        """What others made of nothing but what is told here."""
        self._questions = questions
        self._by_number: dict[int, list[Question]] = {}
        self._of: dict[str, Told] = {}
        self._denied: dict[str, Told | None] = {}
        self._asked: dict[_Asked[object], None] = {}

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

    def ask(self, fact: Callable[..., T], *about: str, of: int = 0) -> list[tuple[Question, T]]:
        """Return the questions, or those of a number, each with what a function reads out of it and nothing else."""
        asked = (fact, about, of)
        self._asked[asked] = None
        return [(it, _read(it, asked)) for it in self._questions if of in (0, it.number)]

    def take_over(self, last: Telling) -> bool:
        """Keep what is told as before, if most questions are those of last time, and in the same order; else say no."""
        questions, before = self._questions, last._questions
        if self.count != last.count or len(questions) != len(before):
            return False
        changed = [pair for pair in zip(questions, before) if pair[0].memory is not pair[1].memory]
        if len(changed) * 2 >= len(questions) or any([new.number != old.number for new, old in changed]):
            return False
        # Copies, since either report may be asked for more.
        self._of, self._denied = last._of.copy(), last._denied.copy()
        for new, _ in changed:
            for key in _speaking_of(new.number, self.count):
                self._of.pop(key, None)
                self._denied.pop(key, None)
        if self._alike(last, changed):
            self._asked, self.memory = last._asked.copy(), last.memory.copy()
        return True

    def _alike(self, last: Telling, changed: list[tuple[Question, Question]]) -> bool:
        """Tell whether changed questions tell all that was asked before as they did."""
        for new, old in changed:
            for asked in last._asked:
                if asked[2] in (0, new.number) and _read(new, asked) != _read(old, asked):
                    return False
            for key in _speaking_of(new.number, self.count):
                if key in last._of and last._of[key] != self.of(key):
                    return False
                if key in last._denied and last._denied[key] != self.denied(key):
                    return False
        return True

    def _together(self, key: str) -> Told:
        """Judge an item whose box stands for several kinds of work: all of them have to be told alike."""
        row = cues().get(key)
        own = self._alone(key)
        if row is None or own.said == "silent":
            return own
        needs = (row.words("needs27") if self.count == _OLD else ()) or row.words("needs")
        alike = all(it == key or self._alone(it).said == own.said for it in needs)
        return own if alike else own._replace(said="mixed")

    def _alone(self, key: str) -> Told:
        return self._denial(key) or self._claim(key) or self._refusal(key) or SILENT

    def _denial(self, key: str) -> Told | None:
        row = cues().get(key)
        if row is None or row.silent:
            return None
        first, plain, _ = _places(key, self.count)
        for place, it in self._heard(first):
            denial = it.denial(row, plain=plain)
            if denial is not None:
                beside = self._claimed_beside(row, first, plain=plain)
                return Told("mixed" if beside else "denied", denial, place)
        return None

    def _claimed_beside(self, row: Cues, first: int, *, plain: bool) -> bool:
        """Tell whether the answer that denies an item claims it, too, and not as something done in its place."""
        if first not in _places(row.key, self.count)[2]:
            return False
        return any(
            not claim.instead
            for _, it in self._heard(first)
            for claim in it.claims(row, first=True, plain=plain)
        )

    def _claim(self, key: str) -> Told | None:
        row = cues().get(key)
        if row is None or row.silent:
            return None
        first, plain, numbers = _places(key, self.count)
        for number in numbers:
            for place, it in self._heard(number):
                claim = it.claim(row, first=number == first, plain=plain and number == first)
                if claim is not None:
                    return Told("claimed", claim, place)
        return None

    def _refusal(self, key: str) -> Told | None:
        """Return how an answer to one of the further questions plainly does without an item."""
        row = cues().get(key)
        if row is None or row.silent or not row.named or key not in items():
            return None
        for number in questions_of(key, self.count)[1:]:
            for place, it in self._heard(number) if number != _people(self.count) else ():
                refusal = it.refusal(row)
                if refusal is not None:
                    return Told("denied", refusal, place)
        return None

    def _heard(self, number: int) -> Iterator[tuple[int, Heard]]:
        if not self._by_number:
            for it in self._questions:
                if it.answer.status == "answered":
                    self._by_number.setdefault(it.number, []).append(it)
        people = number == _people(self.count)
        for it in self._by_number.get(number, ()):
            yield it.index, heard(it, people=people)


def _read(question: Question, asked: _Asked[T]) -> T:
    """Return what a function reads out of a question; kept with the question."""
    if asked not in question.memory:
        fact, about, _ = asked
        question.memory[asked] = fact(question, *about)
    return question.memory[asked]  # type: ignore[return-value]


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
def _speaking_of(number: int, count: int) -> frozenset[str]:
    """Return the items whose verdict a question may change."""
    return frozenset(key for key in cues() if number in _numbers(key, count))


def _numbers(key: str, count: int) -> set[int]:
    """Return the numbers of all questions that an item's verdict rests on."""
    row = cues().get(key)
    keys = {key, *row.words("needs"), *row.words("needs27")} if row else set()
    places = {it for one in keys for it in (_places(one, count)[0], *_places(one, count)[2])}
    return places.union(*(questions_of(it, count) for it in keys if it in items()))
