"""RL209: the template's own example figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.images import local_figures
from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class ImageIsTemplateExample(ReportRule):
    """An image is one of the example figures that come with the template, unchanged.

    ## Why is this bad?
    It shows somebody else's project. The course's checker cannot tell: a file is a file.

    ## Example
    `![our architecture](figures/overview.png)`, where the file is still the template's.
    """

    code = "RL209"
    name = "image-is-template-example"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Compare the files with what is known of the examples."""
        for question in report.questions:
            for image, path in local_figures(question.answer.images):
                figure = around.figure(path)
                if figure and figure.example:
                    message = f"this file is the template's example figure {figure.example}, unchanged"
                    yield self.finding(question.at(image.destination_span), message, question=question.number)
