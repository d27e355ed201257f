"""Facts that stand in two answers and can be compared without judgement: study numbers, the group's number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.crosscheck.reading import plain_words
from reportlens.report.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.report.model import Question, Report
    from reportlens.text import Span

_DIGITS = re.compile(r"\d+")
# Most reports never need this one: it stands as text, and is compiled where it is used.
_GROUP = r"\bgroup[ \t]*(?:no\.?|number|nr\.?|#|:)?[ \t]*(?P<number>\d{1,3})\b"
_STUDY = 6
"""How many digits a study number has."""
_GROUPS = 3
"""How many digits a group's number has at most."""


class Place:
    """Some words in one answer.

    No named tuple: those take long to define, and few reports need one.
    """

    __slots__ = ("question", "span", "text")

    def __init__(self, question: Question, span: Span, text: str) -> None:
        """Take the place; the span counts from the first character of the question's piece."""
        self.question, self.span, self.text = question, span, text


class Differing:
    """Two places that say different things."""

    __slots__ = ("here", "near", "there")

    def __init__(self, here: Place, there: Place, *, near: bool = False) -> None:
        """Take the one that is likely wrong, the other one, and whether one is likely a slip of the other."""
        self.here, self.there, self.near = here, there, near


def study_numbers(report: Report) -> Iterator[Differing]:
    """Yield study numbers of the contributions that are no member's, each with the nearest member's number."""
    members = _question(report, 2)
    last = _question(report, 27 if report.edition.questions == 27 else 31)
    if members is None or last is None:
        return
    known = {it.text: it for it in _numbers(members, bare=True)}
    told = {it.text: it for it in reversed(_numbers(last, bare=False))}
    if not known or len(known) > 12:
        return
    missing = [it for number, it in known.items() if number not in told]
    for number, place in told.items():
        if number in known:
            continue
        near = [it for it in missing if _slip(number, it.text)]
        yield Differing(place, near[0] if len(near) == 1 else next(iter(known.values())), near=len(near) == 1)


def _numbers(question: Question, *, bare: bool) -> tuple[Place, ...]:
    """Return the study numbers of an answer; their spans are remembered with the question."""
    kept = question.memory.get(("study numbers", bare))
    if kept is None:
        kept = question.memory["study numbers", bare] = tuple(_found(question, bare=bare))
    return tuple([Place(question, it, question.text(it)) for it in kept])  # type: ignore[attr-defined]


def _found(question: Question, *, bare: bool) -> Iterator[Span]:
    span = question.answer.span
    if span is None:
        return
    source = question.source
    without = []
    for match in _DIGITS.finditer(source, span.start, span.end):
        start, end = match.span()
        if end - start != _STUDY or _word(source[end : end + 1]):
            continue
        place = type(span)(start, end)
        if start and source[start - 1] in "sS":
            if not _word(source[start - 2 : start - 1], "/-"):
                yield place
        elif bare and source[end : end + 1] != "/" and not _word(source[start - 1 : start], "./-"):
            without.append(place)
    yield from without


def _word(sign: str, others: str = "") -> bool:
    """Tell whether there is a sign, and it belongs to a word or is one of some others."""
    return sign.isalnum() or (sign != "" and sign in f"_{others}")


def _slip(one: str, other: str) -> bool:
    """Tell whether two numbers of the same length differ by one or two digits, or by two neighbours in turn."""
    differing = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return 0 < len(differing) <= 2


def group_numbers(report: Report) -> Iterator[Differing]:
    """Yield places where the group goes by another number than in the first question."""
    first = _question(report, 1)
    if first is None or first.answer.span is None:
        return
    there = _own_group(first)
    if there is None:
        return
    own = int(there.text)
    span = first.answer.span
    for question in [it for it in report.questions if it.memory.get("groups", True) and _groups(it)]:
        if question.number == first.number:
            continue
        for sentence in sentences(question):
            for match in re.finditer(_GROUP, sentence.text, re.IGNORECASE):
                words = plain_words(sentence.text)
                if int(match["number"]) != own and (" our " in words or " we " in words):
                    start = sentence.span.start
                    at = type(span)(start + match.start("number"), start + match.end("number"))
                    yield Differing(Place(question, at, match["number"]), there)


def _own_group(first: Question) -> Place | None:
    """Return the number that the answer to the first question gives, if it is one; its span is remembered."""
    kept = first.memory.get("group")
    span = first.answer.span
    if kept is None and span is not None:
        found = _DIGITS.finditer(first.source, span.start, span.end)
        kept = tuple([type(span)(*it.span()) for it in found if len(it[0].lstrip("0")) <= _GROUPS])
        first.memory["group"] = kept
    if not kept or len(kept) != 1:  # type: ignore[arg-type]
        return None
    place: Span = kept[0]  # type: ignore[index]
    return Place(first, place, str(int(first.text(place))))


def _groups(question: Question) -> bool:
    """Tell whether an answer may name a group by its number; remembered with the question."""
    kept = question.memory.get("groups")
    if kept is None:
        low = question.text(question.answer.span).lower()
        near = (low[at : at + 20] for at in _places(low, "group"))
        kept = question.memory["groups"] = any(it.isdigit() for part in near for it in part)
    return bool(kept)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _question(report: Report, number: int) -> Question | None:
    return next((it for it in report.questions if it.number == number), None)
