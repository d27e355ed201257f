"""Apply the safe fixes of all findings until nothing is left to fix."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlens.checking import check
from reportlens.report.parse import parse
from reportlens.settings import DEFAULTS, Settings
from reportlens.surroundings import NOWHERE, Surroundings
from reportlens.text import Edit, apply, with_line_ends_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportlens.finding import Finding
    from reportlens.report.model import Report

_ROUNDS = 10
"""After so many rounds fixes are taken to undo each other (no two of ours do: a property test looks)."""


class Fixed(NamedTuple):
    """What fixing made of a text."""

    text: str
    made: int
    """How many fixes were made."""


def safe_edits(findings: Iterable[Finding]) -> tuple[list[Edit], int]:
    """Collect the first safe fix of every finding; one that touches an earlier one waits for the next round."""
    chosen: list[Edit] = []
    count = 0
    for finding in findings:
        fix = finding.fixes[0] if finding.fixes else None
        if fix is None or not fix.safe or any(_clash(edit, other) for edit in fix.edits for other in chosen):
            continue
        chosen += fix.edits
        count += 1
    return chosen, count


def fix_text(
    text: str,
    settings: Settings = DEFAULTS,
    around: Surroundings = NOWHERE,
    read: Callable[[str], Report] = parse,
) -> Fixed:
    """Return the text after all safe fixes. Fixing the result again changes nothing."""
    total = 0
    for _ in range(_ROUNDS):
        edits, count = safe_edits(check(read(text), settings, around))
        changed = apply(text, with_line_ends_of(text, edits))
        if changed == text:
            break
        text, total = changed, total + count
    return Fixed(text, total)


def _clash(one: Edit, other: Edit) -> bool:
    return (one.span.start < other.span.end and other.span.start < one.span.end) or one.span == other.span
