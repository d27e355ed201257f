"""RL307: an empty box for work that the repository shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.verdict import unclaimed
from reportlens.finding import Fix, Severity
from reportlens.rule import RepositoryRule
from reportlens.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.crosscheck.repository import Repository
    from reportlens.finding import Finding
    from reportlens.report.model import Report


class EvidenceUnclaimed(RepositoryRule):
    """A box is empty, but a file of the repository shows the work it stands for.

    ## Why is this bad?
    Ticks are counted, files are not: the work may go unseen.
    Files that the course's project template brings along do not count, nor does work that an answer denies.

    ## Example
    `* [ ] Load test your application` in a repository with a `tests/locustfile.py`.
    """

    code = "RL307"
    name = "evidence-unclaimed"
    severity = Severity.HINT

    def compare(self, report: Report, repository: Repository) -> Iterator[Finding]:
        """Report the boxes, with the file; offer to tick."""
        for item, file in unclaimed(report, repository):
            fix = Fix("Tick the box", (Edit(item.box, "[x]"),), safe=False)
            yield self.finding(item.span, f"not ticked, but the repository has {file}", fixes=(fix,))
