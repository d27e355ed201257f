"""RL406: a report where nobody looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.rule import ReportRule
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class WrongPlace(ReportRule):
    """The report is not the file `README.md` in the folder `reports`.

    ## Why is this bad?
    The reports of the course are collected by that path, and nothing may be renamed.

    ## Example
    `report/Report.md`
    """

    code = "RL406"
    name = "wrong-place"
    severity = Severity.INFO

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Compare the end of the path, to the letter."""
        path = around.path
        if (
            path is None
            or not report.edition.id
            or path.endswith("/reports/README.md")
            or path == "reports/README.md"
        ):
            return
        name = "/".join(path.rsplit("/", 2)[-2:])
        yield self.finding(
            report.title or Span(0, 0), f"the report is collected as reports/README.md; this is {name}"
        )
