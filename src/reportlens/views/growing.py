"""What to select next: a word, its sentence, its paragraph, the answer, the question, the section, all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.report.sentences import sentences
from reportlens.text import Span
from reportlens.views.outline import weeks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.report.model import Question, Report

_WORD = re.compile(r"\w+(?:['\u2019./-]\w+)*")


def growing(report: Report, offset: int) -> tuple[Span, ...]:
    """Return the stretches around an offset, each one larger than the one before; the last one is the whole text."""
    spans: list[Span] = []
    for span in sorted({*_around(report, offset)}, key=lambda it: it.end - it.start):
        if not spans or (span.start <= spans[-1].start and spans[-1].end <= span.end):
            spans.append(span)
    return tuple(spans)


def _around(report: Report, offset: int) -> Iterator[Span]:
    yield Span(0, len(report.text))
    word = _word(report, offset)
    if word:
        yield word
    question = report.question_at(offset)
    if question is None:
        if offset <= report.preamble.end:
            yield report.preamble
        for week in weeks(report):
            yield from (it for it in (week.span, *(it.span for it in week.items)) if it.holds(offset))
        yield from (it.heading for it in report.sections if it.heading.holds(offset))
        return
    yield from (it.moved(question.start) for it in _inside(question) if it.holds(offset - question.start))
    yield question.whole
    for section in report.sections:
        if question.index in section.questions:
            yield Span(section.heading.start, report.questions[section.questions[-1]].whole.end)


def _inside(question: Question) -> Iterator[Span]:
    answer = question.answer
    yield question.heading
    if question.prompt:
        yield question.prompt
    if answer.span:
        yield answer.span
    yield from (it.span for it in sentences(question))
    yield from (_trimmed(question.source, it.span) for it in answer.blocks)
    for image in answer.images:
        yield image.span
        yield image.destination_span


def _trimmed(source: str, span: Span) -> Span:
    return Span(span.start, span.start + len(source[span.start : span.end].rstrip()))


def _word(report: Report, offset: int) -> Span | None:
    line = report.lines.span(report.lines.line(offset))
    return next(
        (Span(*it.span()) for it in _WORD.finditer(report.text, *line) if Span(*it.span()).holds(offset)),
        None,
    )
