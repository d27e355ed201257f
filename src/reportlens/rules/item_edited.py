"""RL308: an item of the checklist with other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings

_LEAST = 0.5
"""The share of items that have to be the template's before a strange one is worth a word."""


class ItemEdited(ReportRule):
    """The words of a checklist item differ from those of every edition of the template.

    ## Why is this bad?
    The template asks to change nothing but the boxes; remarks belong in the answers.
    Whoever collects the checklists of a whole class looks the items up by their words.

    ## Example
    ```md
    * [ ] Write unit tests (only Anna)
    ```
    """

    code = "RL308"
    name = "item-edited"
    severity = Severity.HINT

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the items that are near one of the template's, and those that are near none."""
        del around
        if not report.edition.id:
            return
        known = sum(bool(it.key) for it in report.checklist)
        if known < _LEAST * len(report.checklist):
            return
        for item in report.checklist:
            if item.edited:
                yield self.finding(item.span, "the words of this item differ from the template's")
            elif not item.key:
                yield self.finding(item.span, "the template has no such item")
