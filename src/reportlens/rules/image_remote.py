"""RL208: an image on another machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.report.images import is_remote
from reportlens.rule import QuestionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question

_PAGE = r"https?://github\.com/[^/]+/[^/]+/(?:blob|actions|tree|wiki)/"


class ImageRemote(QuestionRule):
    """An image is an address, not a file of the report.

    ## Why is this bad?
    Only the report's folder is collected: an image elsewhere may be gone, private or changed when the examiner looks.
    An address of a page on GitHub that shows an image is not an image at all.

    ## Example
    `![builds](https://example.org/builds.png)`
    """

    code = "RL208"
    name = "image-remote"

    def check(self, question: Question) -> Iterator[Finding]:
        """Report the addresses."""
        for image in question.answer.images:
            if image.kind not in ("image", "html") or not is_remote(image.destination):
                continue
            page = re.match(_PAGE, image.destination) and "raw=true" not in image.destination
            message = (
                "the address of a web page, not of an image"
                if page
                else "an address: it is not collected with the report"
            )
            severity = None if page else Severity.INFO
            yield self.finding(image.destination_span, message, question=question.number, severity=severity)
