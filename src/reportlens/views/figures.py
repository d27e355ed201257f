"""The figures that a report names: where, and how to name them anew."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.mending import bracketed
from reportlens.report.images import is_remote, path_of
from reportlens.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportlens.report.model import Question, Report

Form = Literal["markdown", "html"]

_REFERENCE = re.compile(
    r"^[ >]{0,8}\[[^\]\n]{1,200}\]:[ \t]*(<[^>\n]{0,1000}>|[^\s<][^\s]{0,1000})", re.MULTILINE
)
_NOT_SHOWN = ("code", "fence", "comment")
_ENCODED = '%#?<>"\\'
"""Signs that stand for something else in a destination; the percent sign comes first."""
_FORBIDDEN = re.compile(r"[\0-\x1f:<>\"|?*\\#]")


class Use(NamedTuple):
    """A place that names a figure."""

    span: Span
    """The path as written, angle brackets included."""
    path: str
    """The path that is meant, relative to the report."""
    form: Form
    question: Question | None


def uses(report: Report, path: str | None = None) -> tuple[Use, ...]:
    """Return the places where an answer shows a local figure, or those of one path."""
    found = {it.span: it for it in _uses(report) if path is None or it.path == path}
    return tuple(found[key] for key in sorted(found))


def _uses(report: Report) -> Iterator[Use]:
    for question in report.questions:
        for image in question.answer.images:
            path = path_of(image.destination)
            if image.kind in _NOT_SHOWN or not path or is_remote(path):
                continue
            if question.text(image.destination_span) == image.destination:
                form: Form = "html" if image.kind == "html" else "markdown"
                yield Use(question.at(image.destination_span), path, form, question)
            else:
                yield from _by_reference(question, path)


def _by_reference(question: Question, path: str) -> Iterator[Use]:
    """Find the line `[name]: path` that an image in reference style means."""
    for match in _REFERENCE.finditer(question.source, *question.answer.region):
        if path_of(match[1]) == path:
            yield Use(question.at(Span(*match.span(1))), path, "markdown", question)


def use_at(report: Report, offset: int) -> Use | None:
    """Return the use at an offset."""
    return next((it for it in uses(report) if it.span.holds(offset)), None)


def renamed(report: Report, new_name: Callable[[str], str | None]) -> tuple[Edit, ...]:
    """Return the edits after which every use names the file's new path; `None` for a file that keeps its own."""
    edits = []
    for use in uses(report):
        path = new_name(use.path)
        if path is not None and path != use.path:
            edits.append(Edit(use.span, written(path, use.form)))
    return tuple(edits)


def written(path: str, form: Form) -> str:
    """Write a path as the destination of an image; a sign that would mean something else is encoded."""
    for sign in _ENCODED:
        path = path.replace(sign, f"%{ord(sign):02X}")
    return path if form == "html" else bracketed(path)


def new_path(old: str, wanted: str) -> str:
    """Return the path that a person means who types a new name over the old path.

    A name without an ending keeps the old one. Raises `ValueError` with what is wrong with it.
    """
    wanted = wanted.strip().strip("<>").replace("\\", "/").removeprefix("./")
    name = PurePosixPath(wanted).name
    if not name or wanted.endswith("/") or name in (".", ".."):
        raise ValueError("no name for the file")
    if wanted.startswith("/") or is_remote(wanted):
        raise ValueError("not a path beside the report")
    if bad := _FORBIDDEN.search(wanted):
        raise ValueError(f"{bad[0]!r} in the name of a file")
    if not PurePosixPath(wanted).suffix:
        wanted += PurePosixPath(old).suffix
    return wanted


def moved_under(path: str, old: str, new: str) -> str | None:
    """Return where a path lies once the file or folder `old` is called `new`; `None` if it does not lie there."""
    if path == old:
        return new
    return f"{new}{path[len(old) :]}" if path.startswith(f"{old}/") else None
