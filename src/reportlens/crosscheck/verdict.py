"""Boxes, answers and repository: where they say different things."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlens.crosscheck.cues import cues
from reportlens.crosscheck.reading import plain_words
from reportlens.crosscheck.telling import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.crosscheck.repository import Repository
    from reportlens.crosscheck.telling import Told
    from reportlens.report.model import ChecklistItem, Question, Report

_NOTE = r"(?<=M\d\))[^\n]+|(?<=M\d\d\))[^\n]+|[\[(](?!M\d)[^\])]*[\])]"
"""What an author writes to an item: behind it, or in brackets."""
_HEDGES = ("skip", "only", "partial", "partly", "descri", "but ", "not ", "n't", "havent", "didnt", "attempt", "start", "fail", "tried",
           "n/a", "half", "progress", "almost", "some", "todo", "later", "removed", "local")  # fmt: skip


def evidence_elsewhere(report: Report, item: ChecklistItem) -> bool:
    """Tell whether the answer to an item's first question says that the work lies elsewhere than in files."""
    if not cues()[item.key].elsewhere or not item.questions:
        return False
    return any(said for _, said in told(report).ask(_elsewhere, item.key, of=item.questions[0])[:1])


def _elsewhere(question: Question, key: str) -> bool:
    words = plain_words(question.text(question.answer.span))
    return any(it.holds(words) for it in cues()[key].elsewhere)


def without_evidence(report: Report, repository: Repository) -> Iterator[tuple[ChecklistItem, str]]:
    """Yield the ticked boxes of whose work the repository holds no file, each with what was looked for.

    Boxes that the answers deny are left to `contradictions`.
    """
    from reportlens.crosscheck.evidence import shown  # noqa: PLC0415 - few reports are checked with a repository

    for item in report.checklist:
        if not item.key or not judged(item) or told(report).denied(item.key):
            continue
        if shown(item.key, repository).missing and not evidence_elsewhere(report, item):
            yield item, cues()[item.key].looked


def unclaimed(report: Report, repository: Repository) -> Iterator[tuple[ChecklistItem, str]]:
    """Yield the unticked boxes of whose work the repository holds a plain sign, each with the file.

    Left out: what the answers deny (it may have been given up) or tell themselves (see `contradictions`).
    """
    from reportlens.crosscheck.evidence import shown  # noqa: PLC0415 - as above

    for item in report.checklist if any(it.meant for it in report.checklist) else ():
        if item.key and judged(item) is False and told(report).of(item.key).said == "silent":
            file = shown(item.key, repository).offered
            if file:
                yield item, file


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


def contradictions(report: Report) -> tuple[tuple[ChecklistItem, Told], ...]:
    """Return the boxes that the answers contradict, in the order of the report; of boxes that stand twice, the first."""
    said = told(report)
    kept = said.of_items.get("contradictions")
    if kept is None or kept[0] != report.checklist:  # type: ignore[index]
        found = []
        for item, ticked in _boxes(report.checklist):
            here = said.denied(item.key) if ticked else said.of(item.key)
            if here is not None and here.said == ("denied" if ticked else "claimed"):
                found.append((item, here))
        kept = said.of_items["contradictions"] = (report.checklist, tuple(found))
    return kept[1]  # type: ignore[index, no-any-return]


def _boxes(checklist: tuple[ChecklistItem, ...]) -> Iterator[tuple[ChecklistItem, bool]]:
    """Yield the boxes that are plainly ticked or plainly not, wherever they stand; of no list that is all empty."""
    marks: dict[str, set[bool | None]] = {}
    for item in checklist:
        marks.setdefault(item.key, set()).add(judged(item))
    for item in checklist if any(it.meant for it in checklist) else ():
        ticked = marks.pop(item.key, set())
        if ticked in ({True}, {False}):
            yield item, True in ticked
