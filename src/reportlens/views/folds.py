"""What may be folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.text import Span
from reportlens.views.counts import between, counter
from reportlens.views.outline import weeks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.report.model import Question, Report

Kind = Literal["prompt", "region"]


class Fold(NamedTuple):
    """Lines that fold into the first of them."""

    kind: Kind
    first: int
    """Line, from 0."""
    last: int
    """The last line that disappears; not before the first."""
    instead: str = ""
    """What may be shown in their place; empty for the editor's own sign."""


def folds(report: Report, *, prompts: bool = True) -> tuple[Fold, ...]:
    """Return the folds that hide at least one line, each stretch of lines once, the outer ones first."""
    found: dict[tuple[int, int], Fold] = {}
    for kind, span, instead in _stretches(report, prompts=prompts):
        first, last = _lines(report, span)
        if last > first:
            found.setdefault((first, -last), Fold(kind, first, last, instead))
    return tuple(found[key] for key in sorted(found))


def _stretches(report: Report, *, prompts: bool) -> Iterator[tuple[Kind, Span, str]]:
    for week in weeks(report):
        yield "region", week.span, ""
    for section in report.sections:
        if section.questions:
            yield "region", Span(section.heading.start, report.questions[section.questions[-1]].whole.end), ""
    for question in report.questions:
        if prompts and question.prompt:
            yield "prompt", question.at(question.prompt), _asked(question)
        yield "region", question.whole, f"Question {question.number}: {counter(question)}"
        for block in question.answer.blocks:
            if block.kind == "fence":
                yield "region", question.at(block.span), ""
    if report.front_matter:
        yield "region", report.front_matter, ""


def _asked(question: Question) -> str:
    words = question.limits.words
    return f"the prompt, {between(words)} words asked for" if words else "the prompt"


def _lines(report: Report, span: Span) -> tuple[int, int]:
    """Return the first and the last line of a span that are not blank."""
    text = report.text[span.start : span.end]
    end = span.start + len(text.rstrip())
    return report.lines.line(span.start), report.lines.line(max(end - 1, span.start))
