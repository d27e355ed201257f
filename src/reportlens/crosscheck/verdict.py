"""Boxes, answers and repository: where they say different things."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlens.crosscheck.cues import cues
from reportlens.crosscheck.reading import plain_words
from reportlens.crosscheck.telling import told

if TYPE_CHECKING:
    from reportlens.crosscheck.repository import Repository
    from reportlens.crosscheck.telling import Told
    from reportlens.report.model import ChecklistItem, Report

_NOTE = r"(?<=M\d\))[^\n]+|(?<=M\d\d\))[^\n]+|[\[(](?!M\d)[^\])]*[\])]"
"""What an author writes to an item: behind it, or in brackets."""
_HEDGES = ("skip", "only", "partial", "partly", "descri", "but ", "not ", "n't", "havent", "didnt", "attempt", "start", "fail", "tried",
           "n/a", "half", "progress", "almost", "some", "todo", "later", "removed", "local")  # fmt: skip


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
    from reportlens.crosscheck.evidence import shown  # noqa: PLC0415 - few reports are checked with a repository

    said = told(report)
    found = []
    for item in report.checklist:
        if not item.key or not judged(item) or said.denied(item.key):
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
    from reportlens.crosscheck.evidence import shown  # noqa: PLC0415 - as above

    said = told(report)
    found = []
    for item in report.checklist:
        if item.key and judged(item) is False and said.of(item.key).said == "silent":
            file = shown(item.key, repository).offered
            if file:
                found.append((item, file))
    return found


def judged(item: ChecklistItem) -> bool | None:
    """Return whether a box is ticked, as far as that is plain.

    `None` for half-done and malformed boxes, and where the author wrote to the box that it is not the whole truth.
    """
    if item.key and not item.edited:
        return item.ticked
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
        ticked = boxes.pop(item.key, set())
        if ticked == {False}:
            here = said.of(item.key)
            if here.said == "claimed":
                found.append((item, here))
        elif ticked == {True}:
            denied = said.denied(item.key)
            if denied is not None:
                found.append((item, denied))
    return tuple(found)
