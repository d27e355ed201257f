"""RL207: an image outside the folder of the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.report.images import is_remote, path_of
from reportlens.rule import QuestionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question

_FOLDER = "figures/"


class ImageOutsideFigures(QuestionRule):
    """An image lies outside the folder `figures` beside the report.

    ## Why is this bad?
    The template asks for that folder, and only the report's own folder is collected: a figure elsewhere in the repository
    is missing from the hand-in.

    ## Example
    `![architecture](../docs/architecture.png)`
    """

    code = "RL207"
    name = "image-outside-figures"
    severity = Severity.INFO

    def check(self, question: Question) -> Iterator[Finding]:
        """Look at the folder of every local image."""
        for image in question.answer.images:
            path = path_of(image.destination)
            if (
                image.kind not in ("image", "html")
                or is_remote(image.destination)
                or path.startswith(_FOLDER)
            ):
                continue
            outside = path.startswith(("../", "/"))
            message = (
                "outside the report's folder, so it will not be collected"
                if outside
                else "outside the folder figures/"
            )
            severity = Severity.WARNING if outside else None
            yield self.finding(image.destination_span, message, question=question.number, severity=severity)
