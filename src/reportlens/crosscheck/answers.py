"""What the answers say of each item of the checklist: who claims it, who denies it, and in which sentence.

What was read in a question is kept with it, so that a keystroke costs no more than the answer it falls in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.crosscheck.cues import Cues, cues
from reportlens.crosscheck.reading import Clause, clauses, plain_words, swapped
from reportlens.report.items import items
from reportlens.report.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportlens.report.model import Question
    from reportlens.text import Span

_RENUMBERED = {22: 18, 23: 22, 24: 22, 25: 22, 26: 23, 27: 24, 29: 25, 30: 26, 31: 27}
"""Where the editions of 27 questions ask what those of 31 ask under another number; 28 has no counterpart."""
_PERCENTAGE = re.compile(r" (?!100 ?%)\d[\d.]* ?%")
_OWN = frozenset({"our", "we", "total", "overall", "project", "is", "was", "achieved", "reached", "current"})
_GOAL = frozenset(
    {"if", "would", "aim", "goal", "target", "least", "minimum", "threshold", "should", "even", "reaching"}
)
_TRACKERS = ("wandb", "w&b", "weights")
_SHOWN = frozenset({"image", "html", "link"})


class Statement(NamedTuple):
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


class Asked(NamedTuple):
    """An item, as one question may speak of it."""

    cues: Cues
    claims: bool
    """Whether a claim counts here."""
    denials: bool
    """Whether a denial counts here."""
    first: bool
    """Whether it is the question that asks for it."""
    plain: bool
    """Whether a bare yes or no answers for it."""


@lru_cache(maxsize=4)
def asked(questions: int) -> Mapping[int, tuple[Asked, ...]]:
    """Return, for each question of an edition of so many, the items it may speak of."""
    found: dict[int, list[Asked]] = {}
    old = questions == 27
    for key, row in cues().items():
        item = items().get(key)
        if item is None or row.silent:
            continue
        numbers = item.questions_of_27 if old else item.questions
        also = [_RENUMBERED.get(it, it) if old else it for it in row.also]
        claims = dict.fromkeys([*numbers[: row.only], *also])
        person = (27 if old else 31) if row.person else 0
        plain = bool(row.plain) and item.questions[:1] == (numbers[:1] if old else item.questions[:1])
        for number in dict.fromkeys([*claims, *numbers[:1], *([person] if person else [])]):
            first = number in numbers[:1]
            found.setdefault(number, []).append(
                Asked(row, number in claims or number == person, first, first, plain and first)
            )
    return {number: tuple(rows) for number, rows in found.items()}


def statements(question: Question, questions: int) -> tuple[Statement, ...]:
    """Return what a question's answer says of the items; remembered with the question."""
    kept = question.memory.get(("crosscheck", questions))
    if kept is None:
        kept = question.memory["crosscheck", questions] = tuple(_statements(question, questions))
    return kept  # type: ignore[return-value]


def _statements(question: Question, questions: int) -> Iterator[Statement]:
    rows = asked(questions).get(question.number, ())
    if not rows or question.answer.status != "answered":
        return
    people = question.number == (27 if questions == 27 else 31)
    for row in rows:
        yield from _structure(question, row)
    yield from _plainly(question, [it for it in rows if it.plain])
    whole = _low(question.text(question.answer.span))
    rows = tuple(it for it in rows if it.cues.may(whole))
    for sentence in sentences(question) if rows else ():
        low = _low(sentence.text)
        here = [it for it in rows if it.cues.may(low)]
        if not here:
            continue
        read = clauses(sentence.text, contributions=people)
        for row in here:
            yield from _said(question, sentence, read, row)


def _plainly(question: Question, rows: list[Asked]) -> Iterator[Statement]:
    """Yield what a bare yes or no at the start of the answer says."""
    first = next(iter(sentences(question)), None)
    if first is None or not rows:
        return
    words = plain_words(first.text)
    if words.startswith(" yes ") and all(
        it.mood == "done" or it.words == " yes " for it in clauses(first.text)
    ):
        kind: Literal["claimed", "denied"] = "claimed"
    elif words in _BARE:
        kind = "denied"
    else:
        return
    for row in rows:
        if kind == "denied" or row.cues.plain == "both":
            yield Statement(row.cues.key, kind, question.number, first.span, first.text)


_BARE = frozenset(
    f" {it} "
    for it in (
        "no", "no we did not", "no we didn't", "no unfortunately not", "unfortunately not", "unfortunately no", "we did not",
        "no we did not manage to do this", "we did not manage to do this", "no we did not manage to do so", "we did not do this",
        "unfortunately we did not", "no unfortunately we did not", "no we have not", "we have not", "no unfortunately",
    )
)  # fmt: skip


def _low(text: str) -> str:
    """Return small letters, with blanks for whatever the cues have blanks for: a coarse sieve, and a cheap one."""
    low = " ".join(swapped(text.lower(), _SIEVE).split())
    return f" {low.replace('. ', ' ').removesuffix('.')} "


_SIEVE = dict.fromkeys('-_*`"\u2018\u201c\u201d,;:()[]!?|<>\u00a0\n', " ") | {"\u2019": "'", "\u00b4": "'"}


def _said(
    question: Question, sentence: Sentence, read: tuple[Clause, ...], row: Asked
) -> Iterator[Statement]:
    for clause in read:
        if row.denials and clause.mood == "denied" and any(it.holds(clause.scope) for it in row.cues.denied):
            yield Statement(row.cues.key, "denied", question.number, sentence.span, sentence.text)
            break
    for clause in read:
        if row.claims and clause.mood == "done" and any(it.holds(clause.words) for it in row.cues.claimed):
            yield Statement(
                row.cues.key, "claimed", question.number, sentence.span, sentence.text, clause.instead
            )
            return


def _structure(question: Question, row: Asked) -> Iterator[Statement]:
    """Yield what an answer shows without words."""
    if not row.first or not row.cues.structure:
        return
    key, number = row.cues.key, question.number
    if row.cues.structure == "image":
        for image in question.answer.images:
            if image.kind in _SHOWN:
                yield Statement(key, "claimed", number, image.span, question.text(image.span))
                return
    elif row.cues.structure == "experiment":
        for image in question.answer.images:
            if image.kind in _SHOWN and _names(f"{image.alt} {image.destination}"):
                yield Statement(key, "claimed", number, image.span, question.text(image.span))
                return
    else:
        yield from _percentage(question, row)


def _names(text: str) -> bool:
    low = text.lower()
    return any(it in low for it in _TRACKERS)


def _percentage(question: Question, row: Asked) -> Iterator[Statement]:
    for sentence in sentences(question):
        low = sentence.text.lower()
        if "coverage" not in low or "%" not in low:
            continue
        if any(_measured(it.words.replace("\\", "")) for it in clauses(sentence.text)):
            yield Statement(row.cues.key, "claimed", question.number, sentence.span, sentence.text)
            return


def _measured(words: str) -> bool:
    """Tell whether a clause tells the project's own coverage."""
    if not _PERCENTAGE.search(words):
        return False
    row = set(words.split())
    return bool(row & _OWN) and not row & _GOAL
