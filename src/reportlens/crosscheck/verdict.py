"""Box, answers: what they say together of each item."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.crosscheck.answers import Statement, statements
from reportlens.crosscheck.cues import cues
from reportlens.crosscheck.evidence import shown
from reportlens.crosscheck.reading import plain_words
from reportlens.report.items import items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportlens.crosscheck.repository import Repository
    from reportlens.report.model import ChecklistItem, Report

Said = Literal["claimed", "denied", "mixed", "silent"]


class Told(NamedTuple):
    """What all answers together say of one item."""

    said: Said
    deciding: Statement | None = None


_SILENT = Told("silent")
_NOTE = r"(?<=M\d\))[^\n]+|(?<=M\d\d\))[^\n]+|[\[(](?!M\d)[^\])]*[\])]"
"""What an author writes to an item: behind it, or in brackets."""
_HEDGES = ("skip", "only", "partial", "partly", "descri", "but ", "not ", "n't", "havent", "didnt", "attempt", "start", "fail", "tried",
           "n/a", "half", "progress", "almost", "some", "todo", "later", "removed", "local")  # fmt: skip


@lru_cache(maxsize=2)
def told(report: Report) -> Mapping[str, Told]:
    """Return what the answers say, by the key of the item. Nothing for items of which nothing is said.

    The last reports are remembered, since several rules ask; what was read in a question is kept with it.
    """
    count = report.edition.questions or len(report.questions)
    by_key: dict[str, list[Statement]] = {}
    for question in report.questions:
        for it in statements(question, count):
            by_key.setdefault(it.key, []).append(it)
    single = {key: _told(rows, questions_of(key, count)) for key, rows in by_key.items()}
    return {key: _together(key, single, old=count == 27) for key in single}


def questions_of(key: str, questions: int) -> tuple[int, ...]:
    """Return the numbers of the questions that speak of an item, the first one first."""
    row = items()[key]
    return row.questions_of_27 if questions == 27 else row.questions


def _told(rows: list[Statement], order: tuple[int, ...]) -> Told:
    denials = [it for it in rows if it.kind == "denied"]
    claims = [it for it in rows if it.kind == "claimed"]
    if not denials:
        return Told(
            "claimed",
            min(claims, key=lambda it: order.index(it.question) if it.question in order else len(order)),
        )
    same = [it for it in claims if it.question == denials[0].question and not it.instead]
    return Told("mixed", denials[0]) if same else Told("denied", denials[0])


def _together(key: str, single: dict[str, Told], *, old: bool) -> Told:
    """Judge an item whose box stands for several kinds of work: all of them have to be told alike."""
    row = cues()[key]
    needs = (row.needs_of_27 if old else ()) or row.needs
    if not needs:
        return single[key]
    parts = {single.get(it, _SILENT).said for it in needs}
    return single[key] if len(parts) == 1 else Told("mixed", single[key].deciding)


def evidence_elsewhere(report: Report, item: ChecklistItem) -> bool:
    """Tell whether the answer to an item's first question says that the work lies elsewhere than in files."""
    elsewhere = cues()[item.key].elsewhere
    question = next((it for it in report.questions if it.number in item.questions[:1]), None)
    if not elsewhere or question is None:
        return False
    words = plain_words(question.text(question.answer.span))
    return any(it.holds(words) for it in elsewhere)


def without_evidence(report: Report, repository: Repository) -> list[tuple[ChecklistItem, str]]:
    """Return the ticked boxes of whose work the repository holds no file, each with what was looked for.

    Boxes that the answers deny are left to `contradictions`.
    """
    said = told(report)
    found = []
    for item in report.checklist:
        if not item.key or not judged(item) or said.get(item.key, _SILENT).said == "denied":
            continue
        if shown(item.key, repository).missing and not evidence_elsewhere(report, item):
            found.append((item, cues()[item.key].looked))
    return found


def unclaimed(report: Report, repository: Repository) -> list[tuple[ChecklistItem, str]]:
    """Return the unticked boxes of whose work the repository holds a plain sign, each with the file.

    Left out: what the answers deny (it may have been given up) or tell themselves (see `contradictions`).
    """
    if not any(it.meant for it in report.checklist):
        return []
    said = told(report)
    found = []
    for item in report.checklist:
        if item.key and judged(item) is False and said.get(item.key, _SILENT).said == "silent":
            file = shown(item.key, repository).offered
            if file:
                found.append((item, file))
    return found


def judged(item: ChecklistItem) -> bool | None:
    """Return whether a box is ticked, as far as that is plain.

    `None` for half-done and malformed boxes, and where the author wrote to the box that it is not the whole truth.
    """
    return None if _hedged(item.text) else item.ticked


@lru_cache(maxsize=1024)
def _hedged(text: str) -> bool:
    notes = " ".join(it.group() for it in re.finditer(_NOTE, text)).lower()
    return bool(notes) and any(it in notes for it in _HEDGES)


@lru_cache(maxsize=2)
def contradictions(report: Report) -> tuple[tuple[ChecklistItem, Told], ...]:
    """Return the boxes that the answers contradict, in the order of the report; of boxes that stand twice, the first."""
    if not any(it.meant for it in report.checklist):
        return ()
    boxes: dict[str, set[bool | None]] = {}
    for item in report.checklist:
        boxes.setdefault(item.key, set()).add(judged(item))
    said = told(report)
    found = []
    for item in report.checklist:
        here = said.get(item.key, _SILENT)
        ticked = boxes.pop(item.key, set())
        if (ticked == {False} and here.said == "claimed") or (ticked == {True} and here.said == "denied"):
            found.append((item, here))
    return tuple(found)
