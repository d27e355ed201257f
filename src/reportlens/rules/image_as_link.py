"""RL204: a plain link where an image is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix, Severity
from reportlens.rule import QuestionRule
from reportlens.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class ImageAsLink(QuestionRule):
    """A plain link leads to an image file: the page shows words, not the image.

    ## Why is this bad?
    More than half of the "too few images" verdicts of the course's checker on real reports come from a missing `!`.

    ## Example
    `[our runs](figures/runs.png)` in place of `![our runs](figures/runs.png)`
    """

    code = "RL204"
    name = "image-as-link"

    def check(self, question: Question) -> Iterator[Finding]:
        """Report the links; gently where the question asks for no image, or has enough."""
        limits, answer = question.limits.images, question.answer
        wanted = limits is not None and answer.official_images < limits[0]
        room = limits[1] - answer.official_images if limits and limits[1] is not None else len(answer.images)
        for image in answer.images:
            if image.kind != "link":
                continue
            edit = Edit(Span(image.span.start, image.span.start), "!")
            fix = Fix("Show the image: put `!` before the link", (edit,), safe=wanted)
            yield self.finding(
                image.span,
                "a link to an image shows words, not the image",
                question=question.number,
                fixes=(fix,) if room > 0 else (),
                severity=None if wanted else Severity.INFO if limits else Severity.HINT,
            )
            room -= 1
