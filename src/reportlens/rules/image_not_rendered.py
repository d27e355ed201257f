"""RL205: image markup that no reader of the page sees as an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix, Severity
from reportlens.mending import bracketed
from reportlens.report.images import is_remote, path_of
from reportlens.rule import QuestionRule
from reportlens.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Image, Question

_WHERE = {
    "code": "image markup in a code span is shown as text",
    "fence": "image markup in a code block is shown as text",
    "comment": "image markup in a comment is not shown at all",
    "image": "this is no image to a Markdown reader",
}


class ImageNotRendered(QuestionRule):
    """Image markup stands where it is shown as text, or not at all.

    ## Why is this bad?
    The course's checker counts it as an image, so it passes; the examiner sees no image.
    It happens in code spans and blocks (the template's own instruction copied with its backticks), in comments, and when
    the path holds a space or the last bracket is missing.

    ## Example
    `` `![our bucket](figures/bucket.png)` `` or `![bill](figures/cloud bill.png)`
    """

    code = "RL205"
    name = "image-not-rendered"

    def check(self, question: Question) -> Iterator[Finding]:
        """Report what is not rendered, unless the same file is shown elsewhere in the answer."""
        shown = {path_of(it.destination) for it in question.answer.images if it.rendered}
        asked = question.limits.images is not None
        for image in question.answer.images:
            if image.rendered or image.kind == "link" or path_of(image.destination) in shown:
                continue
            if image.kind in ("fence", "comment", "code") and not asked:
                continue
            yield self.finding(
                image.span,
                _WHERE[image.kind] + _reason(image),
                question=question.number,
                fixes=tuple(_fixes(question, image)),
                severity=Severity.HINT if image.kind == "comment" and shown else None,
            )


def _reason(image: Image) -> str:
    if image.kind != "image":
        return ""
    return ": its path holds a space" if " " in image.destination.strip() else ": its markup is not closed"


def _fixes(question: Question, image: Image) -> Iterator[Fix]:
    if image.kind == "code":
        span = next(
            (it for it in question.answer.code if it.start <= image.span.start and image.span.end <= it.end),
            None,
        )
        if span and question.text(span).strip("` ") == question.text(image.span):
            yield Fix("Show the image: take off the backticks", (Edit(span, question.text(image.span)),))
    elif image.kind == "image" and not is_remote(image.destination):
        closed = question.text(image.span).endswith(")")
        edits = (
            [Edit(image.destination_span, bracketed(image.destination))]
            if " " in image.destination.strip()
            else []
        )
        if not closed:
            edits.append(Edit(Span(image.span.end, image.span.end), ")"))
        yield Fix("Mend the markup", tuple(edits), safe=closed)
