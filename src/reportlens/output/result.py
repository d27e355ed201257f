"""What a check of one report found: the value that every format is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.report.official import Official, official
from reportlens.value import Value

if TYPE_CHECKING:
    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.text import Span


class Result(Value):
    """One report, checked."""

    path: str
    """As the user gave it."""
    report: Report
    findings: tuple[Finding, ...]
    official: Official

    @property
    def ticked(self) -> int:
        """How many boxes are ticked."""
        return sum(it.ticked is True for it in self.report.checklist)

    def worst(self) -> Severity | None:
        """Return the heaviest severity found."""
        return max((it.severity for it in self.findings), default=None)

    def place(self, span: Span) -> tuple[int, int, int, int]:
        """Return first line, first column, last line and the column behind the last character, all from 1."""
        line, column = self.report.lines.place(span.start)
        last, end = self.report.lines.place(span.end)
        return line + 1, column + 1, last + 1, end + 1


def result(path: str, report: Report, findings: tuple[Finding, ...]) -> Result:
    """Put a result together."""
    return Result(path=path, report=report, findings=findings, official=official(report))
