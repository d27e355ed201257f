"""RL306: a ticked box of whose work the repository holds no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.verdict import without_evidence
from reportlens.finding import Severity
from reportlens.rule import RepositoryRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.crosscheck.repository import Repository
    from reportlens.finding import Finding
    from reportlens.report.model import Report


class ClaimWithoutEvidence(RepositoryRule):
    """A box is ticked, but no file of the repository shows the work it stands for.

    ## Why is this bad?
    The repository is read to verify the answers. What is not committed is not there.
    Only work that cannot be done without certain files is looked for, and only where all files are known.

    ## Example
    `* [x] Add pre-commit hooks` in a repository without a `.pre-commit-config.yaml`.
    """

    code = "RL306"
    name = "claim-without-evidence"
    severity = Severity.INFO

    def compare(self, report: Report, repository: Repository) -> Iterator[Finding]:
        """Report the boxes, with what was looked for."""
        count = len(repository.files)
        files = "1 file" if count == 1 else f"{count} files"
        for item, looked in without_evidence(report, repository):
            message = f"ticked, but the repository ({files}) has nothing of it: looked for {looked}"
            yield self.finding(item.span, message)
