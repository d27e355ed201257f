"""RL206: an image in a format that the template does not accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.images import is_remote, path_of
from reportlens.rule import QuestionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question

_ACCEPTED = (".png", ".jpg", ".jpeg")


class ImageFormat(QuestionRule):
    """An image is neither `.png` nor `.jpg` nor `.jpeg`.

    ## Why is this bad?
    The template asks for these three; others may be missing from the page that is made of the report.
    The course's checker does not look at the ending.

    ## Example
    `![demo](figures/demo.gif)`
    """

    code = "RL206"
    name = "image-format"

    def check(self, question: Question) -> Iterator[Finding]:
        """Look at the ending of every local image, in small letters."""
        for image in question.answer.images:
            path = path_of(image.destination)
            if image.kind not in ("image", "html") or is_remote(image.destination) or not path:
                continue
            if path.lower().endswith(_ACCEPTED):
                continue
            name = path.rpartition("/")[2]
            ending = f".{name.rpartition('.')[2]}" if "." in name else "a name without an ending"
            message = f"{ending}, where the template accepts .png, .jpg and .jpeg"
            yield self.finding(image.destination_span, message, question=question.number)
