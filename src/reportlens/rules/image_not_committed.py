"""RL210: a figure that git will not hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.images import local_figures
from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class ImageNotCommitted(ReportRule):
    """A figure lies in the folder, but git ignores it or does not know it.

    ## Why is this bad?
    The report is collected from the repository: what was not committed and pushed is not there.
    `.gitignore` files of data projects often exclude `*.png`.

    ## Example
    `![our bucket](figures/bucket.png)`, where `git status` lists `figures/bucket.png` as untracked.
    """

    code = "RL210"
    name = "image-not-committed"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Ask what git says of every figure that exists; stay silent where git cannot say."""
        for question in report.questions:
            for image, path in local_figures(question.answer.images):
                figure = around.figure(path)
                if figure is None or not figure.exists or figure.committed is not False:
                    continue
                message = (
                    "git ignores this file: it will not be handed in"
                    if figure.ignored
                    else "not yet added to git"
                )
                yield self.finding(question.at(image.destination_span), message, question=question.number)
