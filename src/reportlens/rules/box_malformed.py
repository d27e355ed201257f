"""RL301: a box that is no box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix, Severity
from reportlens.rule import ReportRule
from reportlens.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import ChecklistItem, Report
    from reportlens.surroundings import Surroundings


class BoxMalformed(ReportRule):
    """A box of the checklist holds something else than a blank or an x.

    ## Why is this bad?
    It is shown as text, and whoever counts ticks does not count it.
    A half-done item has no mark of its own: say in words what is missing.

    ## Example
    ```md
    * [Y] Write a unit test
    * [50%] Deploy the model
    * [] Build a frontend
    ```
    """

    code = "RL301"
    name = "box-malformed"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the marks; offer what they are meant to say."""
        del around
        for item in report.checklist:
            if item.ticked is not None:
                if not item.well_formed:
                    yield self._crowded(report.text, item)
                continue
            if item.meant is None:
                message = f"[{item.mark}] is neither ticked nor unticked"
                fixes = [
                    _fix("Tick the box", item.box, "[x]", safe=False),
                    _fix("Untick the box", item.box, "[ ]", safe=False),
                ]
            else:
                wanted = "[x]" if item.meant else "[ ]"
                message = f"[{item.mark}] is shown as text, not as a box"
                fixes = [_fix(f"Write it as {wanted}", item.box, wanted, safe=True)]
            severity = None if item.meant is not None else Severity.INFO
            yield self.finding(item.box, message, fixes=tuple(fixes), severity=severity)

    def _crowded(self, text: str, item: ChecklistItem) -> Finding:
        """Report a box without a blank before or behind it."""
        bullet = text[item.span.start : item.box.start].rstrip()
        behind = " " if text[item.box.end : item.box.end + 1].strip() else ""
        edit = Edit(Span(item.span.start, item.box.end), f"{bullet} [{item.mark}]{behind}")
        fix = Fix("Put blanks around the box", (edit,), safe=True)
        return self.finding(item.box, "no blank beside this box: it is shown as text", fixes=(fix,))


def _fix(title: str, box: Span, text: str, *, safe: bool) -> Fix:
    return Fix(title, (Edit(box, text),), safe=safe)
