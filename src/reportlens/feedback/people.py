"""Who wrote the report: the names in the answers on members and on contributions.

A name is recognised by where it stands: beside a study number, at the head of a line of contributions,
before what somebody did. Rather one name too many than one too few; but words of the trade are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.feedback.bundle import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.report.model import Question, Report

_NAME = r"(?<![\w-])[A-Z\u00c0-\u00de][\w\u00c0-\u024f'\u2019]{0,30}(?:-[A-Z\u00c0-\u00de][\w\u00c0-\u024f]{0,30})?"
_FULL = rf"{_NAME}(?:[ \t]+(?:(?:van|von|de|der|den|da|dos|el|al|bin)[ \t]+)?(?:{_NAME}|[A-Z]\.)){{0,4}}"
_STUDY = r"[sS]?\d{6}"
_DEED = (
    r"(?:was|is|has|had|have|worked|did|focused|handled|implemented|contributed|led|set|also|wrote|made|created|took|developed|"
    r"built|managed|configured|designed|helped|integrated|added|were|mainly|primarily|specifically|served|mostly|responsible|"
    r"used|uses|concentrated|deployed|trained|tested|supported|completed|started|spent|assisted|participated|established|worked)"
)
_PATTERNS = tuple(
    re.compile(it, re.MULTILINE)
    for it in (
        rf"({_FULL})\W{{0,6}}[(\[,:\u2013-]{{0,2}}[ \t*_]{{0,4}}\b{_STUDY}\b",
        rf"\b{_STUDY}\b[ \t]*[*_]{{0,2}}[ \t]*[(\[,\u2013-][ \t*_]{{0,4}}({_FULL})",
        rf"\b{_STUDY}\b[*_]{{0,2}}[ \t]+({_FULL})[ \t]*(?=[):,\u2013-]|$|{_DEED}\b)",
        rf"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+|#+[ \t]*)?[*_]{{0,3}}({_FULL})[*_]{{0,3}}[ \t]*(?:\([^()\n]{{0,40}}\))?[ \t]*[*_]{{0,3}}[ \t]*[:\u2013-][*_]{{0,3}}",
        rf"(?:^|[.!?:;\n*][ \t]*|\()[*_]{{0,2}}({_FULL})[*_]{{0,2}}[ \t]+(?={_DEED}\b)",
        rf"\bStudents?[ \t]+[(\[]?({_FULL})",
        rf"({_FULL})[ \t]+and[ \t]+(?=(?:{_FULL})[ \t]+{_DEED}\b)",
        rf"\band[ \t]+({_FULL})[ \t]+(?={_DEED}\b)",
        rf"^[ \t>]*[-*+]?[ \t]*[*_]{{2,3}}({_FULL})[*_]{{2,3}}[ \t]*$",
    )
)
_LISTED = re.compile(rf"(?<![\w@.-])({_FULL})(?![\w@])")
_PART = re.compile(r"[ \t\u2019']+")
_NOT_NAMES = word_list("not-names")
SHORTEST = 3
LONGEST_NAME_IN_LY = 8
"""Emily and Kimberly are names, and extensively is none."""


def names(report: Report) -> tuple[str, ...]:
    """Return the names of the people of a report, whole and in their parts, the longest first."""
    found: set[str] = set()
    for question in report.questions:
        if question.number == 2:
            found |= set(_listed(_answer(question)))
        elif _of_contributions(question):
            found |= set(_placed(_answer(question)))
    parts = {part for name in found for part in _PART.split(name) if _is_name(part)}
    return tuple(sorted(found | parts, key=lambda it: (-len(it), it)))


def _of_contributions(question: Question) -> bool:
    return "contribution" in question.wording.casefold() or question.number in (27, 31)


def _answer(question: Question) -> str:
    return question.text(question.answer.region)


def _listed(text: str) -> Iterator[str]:
    """Find the names in a list of members: whatever begins with a capital."""
    for match in _LISTED.finditer(text):
        yield from _cleaned(match[1])


def _placed(text: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield from _cleaned(match[1])


def _cleaned(name: str) -> Iterator[str]:
    """Leave out words of the trade at both ends; nothing if none is left."""
    parts = [it for it in _PART.split(name) if it]
    while parts and not _is_name(parts[0]):
        parts.pop(0)
    while parts and not _is_name(parts[-1]):
        parts.pop()
    if parts and all(_is_name(it) or len(it) < SHORTEST for it in parts):
        yield " ".join(parts)


def _is_name(word: str) -> bool:
    bare = word.strip("*_.,:()")
    if len(bare) < SHORTEST or bare.isupper() or any(it.isdigit() for it in bare):
        return False
    adverb = len(bare) > LONGEST_NAME_IN_LY and bare.endswith("ly")
    return bare.casefold() not in _NOT_NAMES and not adverb
