"""Facts that stand in two answers and can be compared without judgement: study numbers, the group's number.

What a single answer tells is read by itself (see `Telling.ask`): only what changes there is compared anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.crosscheck.passages import in_small_letters
from reportlens.crosscheck.reading import plain_words
from reportlens.crosscheck.telling import told
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
_MEMBERS = 12
"""More numbers than this in question 2 are no list of members."""


class Place:
    """Some words in one answer.

    No named tuple: those take long to define, and few reports need one.
    """

    __slots__ = ("question", "span", "text")

    def __init__(self, question: Question, span: Span, text: str) -> None:
        """Take the words and their place, counted from the first character of the question's piece."""
        self.question, self.span, self.text = question.number, question.at(span), text


class Differing:
    """Two places that say different things."""

    __slots__ = ("here", "near", "there")

    def __init__(self, here: Place, there: Place, *, near: bool = False) -> None:
        """Take the one that is likely wrong, the other one, and whether one is likely a slip of the other."""
        self.here, self.there, self.near = here, there, near


def study_numbers(report: Report) -> Iterator[Differing]:
    """Yield study numbers of the contributions that are no member's, each with the nearest member's number."""
    last = 27 if report.edition.questions == 27 else 31
    members, contributions = (told(report).ask(_study_numbers, of=it)[:1] for it in (2, last))
    known = {text: Place(it, span, text) for it, found in members for span, text in found}
    if not known or len(known) > _MEMBERS:
        return
    named = {text: Place(it, span, text) for it, found in contributions for span, text in reversed(found)}
    missing = [it for it in known if it not in named]
    for number, place in named.items():
        if number in known:
            continue
        near = [it for it in missing if _slip(number, it)]
        there = known[near[0]] if len(near) == 1 else next(iter(known.values()))
        yield Differing(place, there, near=len(near) == 1)


def _study_numbers(question: Question) -> tuple[tuple[Span, str], ...]:
    """Return the study numbers of an answer; those without an `s` only where it names the members, and last."""
    span = question.answer.span
    if span is None:
        return ()
    source = question.source
    found, bare = [], []
    for match in _DIGITS.finditer(source, span.start, span.end):
        start, end = match.span()
        if end - start != _STUDY or _word(source[end : end + 1]):
            continue
        place = type(span)(start, end), match[0]
        if start and source[start - 1] in "sS":
            if not _word(source[start - 2 : start - 1], "/-"):
                found.append(place)
        elif (
            question.number == 2
            and source[end : end + 1] != "/"
            and not _word(source[start - 1 : start], "./-")
        ):
            bare.append(place)
    return (*found, *bare)


def _word(sign: str, others: str = "") -> bool:
    """Tell whether there is a sign, and it belongs to a word or is one of some others."""
    return sign.isalnum() or (sign != "" and sign in f"_{others}")


def _slip(one: str, other: str) -> bool:
    """Tell whether two numbers of the same length differ by one or two digits, or by two neighbours in turn."""
    differing = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return 0 < len(differing) <= 2


def group_numbers(report: Report) -> Iterator[Differing]:
    """Yield places where the group goes by another number than in the first question."""
    own = [Place(it, *found) for it, found in told(report).ask(_own_group, of=1)[:1] if found]
    for there in own:
        for question, found in told(report).ask(_groups):
            for span, number in found if question.number != 1 else ():
                if int(number) != int(there.text):
                    yield Differing(Place(question, span, number), there)


def _own_group(first: Question) -> tuple[Span, str] | None:
    """Return the number that the answer to the first question gives, if it is one."""
    span = first.answer.span
    if span is None:
        return None
    digits = _DIGITS.finditer(first.source, span.start, span.end)
    found = [it for it in digits if len(it[0].lstrip("0")) <= _GROUPS]
    return (type(span)(*found[0].span()), str(int(found[0][0]))) if len(found) == 1 else None


def _groups(question: Question) -> tuple[tuple[Span, str], ...]:
    """Return the numbers that an answer gives to the group of its authors."""
    low = in_small_letters(question)
    if "group" not in low:
        return ()
    near = low.split("group")[1:]
    return tuple(_numbered(question)) if any(it.isdigit() for part in near for it in part[:15]) else ()


def _numbered(question: Question) -> Iterator[tuple[Span, str]]:
    for sentence in sentences(question):
        for match in re.finditer(_GROUP, sentence.text, re.IGNORECASE):
            words = plain_words(sentence.text)
            if " our " in words or " we " in words:
                place = type(sentence.span)(*match.span("number"))
                yield place.moved(sentence.span.start), match["number"]
