"""What all answers together say: of an item of the checklist, and of facts that an answer tells by itself.

Worked out when somebody asks, and kept over keystrokes: an answer that changed is asked again what was asked before,
and as long as it says the same, all that was made of the answers stays as it is.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.crosscheck.answers import Heard, Statement, heard
from reportlens.crosscheck.cues import cues
from reportlens.report.items import items

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from reportlens.crosscheck.cues import Cues
    from reportlens.report.model import Question, Report

    T = TypeVar("T")
    _Asked = tuple[Callable[..., object], tuple[str, ...], int]

Said = Literal["claimed", "denied", "mixed", "silent"]
_RENUMBERED = {22: 18, 23: 22, 24: 22, 25: 22, 26: 23, 27: 24, 29: 25, 30: 26, 31: 27}
"""Where the editions of 27 questions ask what those of 31 ask under another number; 28 has no counterpart."""
_MOST_KEPT = 4


class Told(NamedTuple):
    """What all answers together say of one item."""

    said: Said
    deciding: Statement | None = None


SILENT = Told("silent")


class Telling:
    """What a report's answers say, as far as somebody asked."""

    def __init__(self, questions: tuple[Question, ...], count: int) -> None:
        """Read nothing yet; `count` is how many questions the edition has."""
        self.count = count
        self.memory: dict[str, object] = {}
        """What others made of nothing but what is told here."""
        self._questions = questions
        self._memories = [it.memory for it in questions]
        self._by_number: dict[int, list[Question]] = {}
        self._of: dict[str, Told] = {}
        self._denied: dict[str, Told | None] = {}
        self._asked: dict[_Asked, None] = {}

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
        self._asked[fact, about, of] = None
        return [(it, _read(it, fact, about)) for it in self._questions if of in (0, it.number)]

    def take_over(self, last: Telling) -> bool:
        """Keep what is told as before. Says whether most of the questions are those of last time."""
        if self.count != last.count or len(self._memories) != len(last._memories):
            return False
        differ = list(map(is_not, self._memories, last._memories))
        if sum(differ) * 2 >= len(differ):
            return False
        changed = list(compress(zip(self._questions, last._questions, strict=True), differ))
        affected = {key for pair in changed for it in pair for key in _speaking_of(it.number, self.count)}
        # Copies, since either report may be asked for more.
        self._of, self._denied = last._of.copy(), last._denied.copy()
        for key in affected:
            self._of.pop(key, None)
            self._denied.pop(key, None)
        if self._asked_alike(last, changed) and self._told_alike(last, affected):
            self._asked, self.memory = last._asked.copy(), last.memory.copy()
        return True

    def _asked_alike(self, last: Telling, changed: list[tuple[Question, Question]]) -> bool:
        """Tell whether the changed questions tell the facts that they told before; not if a number stands twice."""
        for new, old in changed:
            if new.number != old.number or self._stands_twice(new.number):
                return False
            for fact, about, of in last._asked:
                if of in (0, new.number) and _read(new, fact, about) != _read(old, fact, about):
                    return False
        return True

    def _stands_twice(self, number: int) -> bool:
        return sum([it.number == number for it in self._questions]) > 1

    def _told_alike(self, last: Telling, keys: set[str]) -> bool:
        """Tell whether all that was said of some items is said again."""
        return all(last._of[it] == self.of(it) for it in keys if it in last._of) and all(
            last._denied[it] == self.denied(it) for it in keys if it in last._denied
        )

    def _together(self, key: str) -> Told:
        """Judge an item whose box stands for several kinds of work: all of them have to be told alike."""
        row = cues().get(key)
        own = self._alone(key)
        if row is None or own.said == "silent":
            return own
        needs = (row.words("needs27") if self.count == _OLD else ()) or row.words("needs")
        alike = all(it == key or self._alone(it).said == own.said for it in needs)
        return own if alike else Told("mixed", own.deciding)

    def _alone(self, key: str) -> Told:
        return self._denial(key) or self._claim(key) or self._refusal(key) or SILENT

    def _denial(self, key: str) -> Told | None:
        row = cues().get(key)
        if row is None or row.silent:
            return None
        first, plain, _ = _places(key, self.count)
        for it in self._heard(first):
            denial = it.denial(row, plain=plain)
            if denial is not None:
                return Told("mixed" if self._claimed_beside(row, first, plain=plain) else "denied", denial)
        return None

    def _claimed_beside(self, row: Cues, first: int, *, plain: bool) -> bool:
        """Tell whether the answer that denies an item claims it, too, and not as something done in its place."""
        if first not in _places(row.key, self.count)[2]:
            return False
        return any(
            not claim.instead
            for it in self._heard(first)
            for claim in it.claims(row, first=True, plain=plain)
        )

    def _claim(self, key: str) -> Told | None:
        row = cues().get(key)
        if row is None or row.silent:
            return None
        first, plain, numbers = _places(key, self.count)
        for number in numbers:
            for it in self._heard(number):
                claim = it.claim(row, first=number == first, plain=plain and number == first)
                if claim is not None:
                    return Told("claimed", claim)
        return None

    def _refusal(self, key: str) -> Told | None:
        """Return how an answer to one of the further questions plainly does without an item."""
        row = cues().get(key)
        if row is None or row.silent or not row.named or key not in items():
            return None
        for number in questions_of(key, self.count)[1:]:
            for it in self._heard(number) if number != _people(self.count) else ():
                refusal = it.refusal(row)
                if refusal is not None:
                    return Told("denied", refusal)
        return None

    def _heard(self, number: int) -> list[Heard]:
        if not self._by_number:
            for it in self._questions:
                if it.answer.status == "answered":
                    self._by_number.setdefault(it.number, []).append(it)
        people = number == _people(self.count)
        return [heard(it, people=people) for it in self._by_number.get(number, ())]


def _read(question: Question, fact: Callable[..., T], about: tuple[str, ...]) -> T:
    """Return what a function reads out of a question; kept with the question."""
    key = (fact, about)
    if key not in question.memory:
        question.memory[key] = fact(question, *about)
    return question.memory[key]  # type: ignore[return-value]


def told(report: Report) -> Telling:
    """Return what the answers of a report say. Kept with the report."""
    kept = report.memory.get("told")
    if kept is None:
        kept = report.memory["told"] = _tell(report)
    return kept  # type: ignore[return-value]


def _tell(report: Report) -> Telling:
    telling = Telling(report.questions, report.edition.questions or len(report.questions))
    last = next((it for it in reversed(_KEPT) if telling.take_over(it)), None)
    if last is not None:
        _KEPT.remove(last)
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
