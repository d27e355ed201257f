"""From a box to the questions that speak of it and back; from an image to all places that show the same file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlens.report.images import is_remote, path_of
from reportlens.views.about import items_of, questions_of
from reportlens.views.figures import uses
from reportlens.views.places import place_at

if TYPE_CHECKING:
    from reportlens.report.model import Report
    from reportlens.text import Span


class Crossing(NamedTuple):
    """Where one can go from a place."""

    here: tuple[Span, ...]
    """The thing itself, wherever it stands."""
    there: tuple[Span, ...] = ()
    """Places in the report that belong to it."""
    file: str = ""
    """A path beside the report."""


NOWHERE = Crossing(())


def crossing(report: Report, offset: int) -> Crossing:
    """Tell where one can go from an offset. An answer leads nowhere but from its images."""
    place = place_at(report, offset)
    if place is None or place.kind == "answer":
        return NOWHERE
    if place.item:
        there = tuple(it.at(it.heading) for it in questions_of(report, place.item))
        return Crossing((place.item.span,), there)
    assert place.question is not None
    if place.image is None:
        there = tuple(it.span for it in items_of(report, place.question))
        return Crossing((place.question.at(place.question.heading),), there)
    path = path_of(place.image.destination)
    if not path or is_remote(path):
        return NOWHERE
    return Crossing(tuple(it.span for it in uses(report, path)), (), path)
