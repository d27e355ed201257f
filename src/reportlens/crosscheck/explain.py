"""All that is known of every box, as rows and as text: for those who want to see why a hint was given, or was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlens.crosscheck.cues import cues
from reportlens.crosscheck.evidence import NOTHING, shown
from reportlens.crosscheck.telling import Told, told
from reportlens.crosscheck.verdict import evidence_elsewhere, judged
from reportlens.report.items import items

if TYPE_CHECKING:
    from reportlens.crosscheck.evidence import Shown
    from reportlens.crosscheck.repository import Repository
    from reportlens.report.model import ChecklistItem, Report

_WIDTH = 100
"""A quoted sentence is cut here."""


class Row(NamedTuple):
    """What is known of one box."""

    item: ChecklistItem
    title: str
    """In our own words; the item's own where it is not in the table."""
    said: Told
    shown: Shown
    line: int
    """Where the deciding sentence begins, from 1; 0 if there is none."""
    verdict: str


def explain(report: Report, repository: Repository | None = None) -> tuple[Row, ...]:
    """Return a row for each box, in the order of the report."""
    said = told(report)
    rows = []
    for item in report.checklist:
        here = said.of(item.key)
        evidence = shown(item.key, repository) if repository else NOTHING
        line = 0
        if here.deciding:
            line = report.lines.line(report.questions[here.place].at(here.deciding.span).start) + 1
        known = items().get(item.key)
        title = known.title if known else item.text
        rows.append(Row(item, title, here, evidence, line, _verdict(report, item, here, evidence)))
    return tuple(rows)


def _verdict(report: Report, item: ChecklistItem, said: Told, evidence: Shown) -> str:
    row = cues().get(item.key)
    if row is None:
        return "unknown item"
    ticked = judged(item)
    if ticked is None:
        return "not judged: half-done, or with a remark"
    against = _against(ticked=ticked, said=said, evidence=evidence)
    if against and not (evidence.missing and said.said != "denied" and evidence_elsewhere(report, item)):
        return against + (f": looked for {row.looked}" if ticked and said.said != "denied" else "")
    if row.silent:
        return f"not judged: {row.silent}"
    if said.said == "mixed":
        return "told in part"
    return "agrees" if said.said != "silent" or evidence.file else "nothing told"


def _against(*, ticked: bool, said: Told, evidence: Shown) -> str:
    """Say what speaks against a box; nothing if nothing does."""
    if ticked and said.said == "denied":
        return "ticked, but denied"
    if ticked and evidence.missing:
        return "ticked, but the repository has nothing of it"
    if not ticked and said.said == "claimed":
        return "not ticked, but told"
    return (
        "not ticked, but shown by the repository"
        if not ticked and said.said == "silent" and evidence.offered
        else ""
    )


def render(rows: tuple[Row, ...]) -> str:
    """Return the rows as text for a terminal, one item a paragraph."""
    return "".join(f"{it}\n" for row in rows for it in _lines(row))


def _lines(row: Row) -> list[str]:
    numbers = ", ".join(str(it) for it in row.item.questions) or "none"
    lines = [f"{'[' + row.item.mark + ']':5} {row.title}: {row.verdict}", f"      questions: {numbers}"]
    if row.said.deciding:
        words = " ".join(row.said.deciding.text.split())
        words = f"{words[:_WIDTH]}..." if len(words) > _WIDTH else words
        lines.append(
            f"      {row.said.said} in question {row.said.deciding.question}, line {row.line}: {words}"
        )
    if row.shown.file:
        lines.append(f"      repository: {row.shown.file}")
    return lines
