"""RL203: an image whose file is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix, Severity
from reportlens.mending import bracketed
from reportlens.report.images import local_figures
from reportlens.rule import ReportRule
from reportlens.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Image, Report
    from reportlens.surroundings import Figure, Surroundings


class ImageNotFound(ReportRule):
    """An image names a file that is not there.

    ## Why is this bad?
    The page shows a gap. The name has to match to the letter: `Bucket.PNG` is not `bucket.png` on the machine that
    makes the hand-in, although Windows and macOS open it.

    ## Example
    `![our bucket](figures/bucket.png)`, where the folder holds `figures/Bucket.png`.
    """

    code = "RL203"
    name = "image-not-found"
    severity = Severity.ERROR

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Ask for every local figure."""
        for question in report.questions:
            for image, path in local_figures(question.answer.images):
                figure = around.figure(path)
                if figure is None or figure.exists:
                    continue
                # A reference-style image names its file elsewhere: nothing to put in its place here.
                written = question.text(image.destination_span) == image.destination
                fixes = _fixes(image, path, figure) if written else ()
                yield self.finding(
                    question.at(image.destination_span),
                    _message(path, figure),
                    question=question.number,
                    fixes=tuple(it.moved(question.start) for it in fixes),
                    severity=Severity.WARNING if image.kind == "link" else None,
                )


def _message(path: str, figure: Figure) -> str:
    if not figure.near:
        return f"no file {path}"
    near = figure.near[0]
    reason = " (upper and lower case matter)" if near.casefold() == path.casefold() else ""
    return f"no file {path}; there is {near}{reason}"


def _fixes(image: Image, path: str, figure: Figure) -> Iterator[Fix]:
    for near in figure.near[:3]:
        same = near.casefold() == path.casefold() and len(figure.near) == 1
        yield Fix(f"Use {near}", (Edit(image.destination_span, bracketed(near)),), safe=same)
