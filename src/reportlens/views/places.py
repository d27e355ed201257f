"""What stands at a place of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from reportlens.report.model import ChecklistItem, Image, Question, Report
    from reportlens.text import Span

Kind = Literal["image", "item", "heading", "prompt", "answer"]


class Place(NamedTuple):
    """The smallest thing that holds an offset."""

    kind: Kind
    span: Span
    """Its stretch of the report."""
    question: Question | None = None
    item: ChecklistItem | None = None
    image: Image | None = None


def place_at(report: Report, offset: int) -> Place | None:
    """Tell what stands at an offset; `None` for what belongs neither to a question nor to a box."""
    item = report.item_at(offset)
    if item:
        return Place("item", item.span, item=item)
    question = report.question_at(offset)
    if question is None:
        return None
    local = offset - question.start
    for image in question.answer.images:
        if image.span.holds(local):
            return Place("image", question.at(image.span), question, image=image)
    if question.heading.holds(local):
        return Place("heading", question.at(question.heading), question)
    if question.prompt and question.prompt.holds(local):
        return Place("prompt", question.at(question.prompt), question)
    return Place("answer", question.at(question.answer.span or question.answer.region), question)


def section_of(report: Report, question: Question) -> str:
    """Return the title of the section that a question stands in; empty if there is none."""
    return next((it.title for it in report.sections if question.index in it.questions), "")
