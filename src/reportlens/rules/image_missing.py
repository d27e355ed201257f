"""RL201: fewer images than the question asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.limits import describe
from reportlens.rule import QuestionRule, stated_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class ImageMissing(QuestionRule):
    """An answer has fewer images than its question asks for, as the course's checker counts.

    ## Why is this bad?
    The question cannot be judged without them, and the course's checker reports it.
    A plain link to an image (without the `!`) and an `<img>` tag do not count there.

    ## Example
    A question that asks for 1 to 3 screenshots, answered with `[our runs](figures/runs.png)`.
    """

    code = "RL201"
    name = "image-missing"

    def check(self, question: Question) -> Iterator[Finding]:
        """Compare the official count with the lower limit."""
        limits, answer = question.limits.images, question.answer
        if limits is None or answer.status != "answered" or answer.official_images >= limits[0]:
            return
        count = answer.official_images or "no"
        message = f"{count} image{'' if count == 1 else 's' if count != 'no' else ''}, where {describe(limits)} {_are(limits)} asked for"
        links = sum(it.kind == "link" for it in answer.images)
        tags = sum(it.kind == "html" for it in answer.images)
        if links:
            message += f" ({links} plain link{'s' if links > 1 else ''} to an image do{'' if links > 1 else 'es'} not count)"
        elif tags:
            message += f" ({tags} `<img>` tag{'s' if tags > 1 else ''}: shown, but the official checker does not count {'them' if tags > 1 else 'it'})"
        elif sum(it.kind == "image" and it.rendered for it in answer.images) > answer.official_images:
            message += " (the official checker counts `![words](file)` only)"
        yield self.finding(question.heading, message, question=question.number, related=stated_at(question))


def _are(limits: tuple[int, int | None]) -> str:
    return "is" if limits == (1, 1) else "are"
