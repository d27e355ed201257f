"""What the course's own checker will say of the report.

The facts of its behaviour (not its code): it splits the text at every `Answer:` and drops the first piece; each
piece that holds `###` is an answer, cut at its first `###` and then at its first `##`; the last piece is always
added once more, uncut. With more or fewer answers than the edition has questions it refuses the report and
checks nothing. Else it counts words with `str.split()` and images with a pattern, and holds them against the
limits of the same place in its list, whichever question the text really belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportlens.report.edition import edition_named
from reportlens.report.prompt import MARKER
from reportlens.report.words import official_images, official_words
from reportlens.text import Span
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.report.limits import Limits, Range
    from reportlens.report.model import Question, Report


class Judged(Value):
    """One answer as the checker sees it."""

    span: Span
    """The text it judges."""
    words: int
    images: int
    limits: Limits
    """What it holds the text against: the limits of this place in the list."""

    @property
    def passes(self) -> bool:
        """Whether neither words nor images are outside the limits."""
        return within(self.words, self.limits.words) and within(self.images, self.limits.images)


class Official(Value):
    """The checker's outcome."""

    outcome: Literal["checked", "refused"]
    expected: int
    """How many answers it wants."""
    answers: tuple[Judged, ...]
    """What it takes for answers, in its order."""

    @property
    def passed(self) -> int | None:
        """How many answers pass; `None` if it refuses the report."""
        return sum(it.passes for it in self.answers) if self.outcome == "checked" else None


def within(number: int, limits: Range | None) -> bool:
    """Tell whether a number lies within limits, both ends included."""
    return limits is None or (limits[0] <= number and (limits[1] is None or number <= limits[1]))


def passes(question: Question) -> bool:
    """Tell whether a question's own answer passes its own limits, by the official counts."""
    answer, limits = question.answer, question.limits
    return within(answer.words.official, limits.words) and within(answer.official_images, limits.images)


def is_meant(report: Report) -> bool:
    """Tell whether the checker is meant for this report: not where no question of an unknown template has a marker."""
    return bool(report.edition.id) or any(it.markers for it in report.questions)


def official(report: Report) -> Official:
    """Foretell the checker's outcome, once a report. Takes time in proportion to the text."""
    known = report.memory.get("official")
    if known is None:
        known = report.memory["official"] = _foretell(report)
    return known  # type: ignore[return-value]


def _foretell(report: Report) -> Official:
    edition = edition_named(report.edition.id)
    expected = edition.questions if edition else len(report.questions)
    spans = answer_spans(report.text)
    known = {it.at(it.answer.official): it for it in report.questions}
    if edition:
        limits: Sequence[Limits] = [edition.limits[number] for number in range(1, expected + 1)]
    else:
        limits = [it.limits for it in report.questions]
    refused = len(spans) != expected
    answers = tuple(
        _judged(report.text, span, known.get(span), limits[min(n, len(limits) - 1)])
        for n, span in enumerate(spans)
        if limits
    )
    return Official(outcome="refused" if refused else "checked", expected=expected, answers=answers)


def answer_spans(text: str) -> list[Span]:
    """Return the stretches that the checker takes for answers, in its order."""
    starts = []
    at = text.find(MARKER)
    while at >= 0:
        starts.append(at + len(MARKER))
        at = text.find(MARKER, at + len(MARKER))
    if not starts:
        # A text without the marker is one piece: the first, which is dropped, and the last, which is added.
        return [Span(0, len(text))]
    spans = []
    ends = [it - len(MARKER) for it in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=True):
        cut = text.find("###", start, end)
        if cut >= 0:
            first = text.find("##", start, cut)
            spans.append(Span(start, first if first >= 0 else cut))
    return [*spans, Span(starts[-1], len(text))]


def _judged(text: str, span: Span, question: Question | None, limits: Limits) -> Judged:
    if question is not None:
        return Judged(
            span=span,
            words=question.answer.words.official,
            images=question.answer.official_images,
            limits=limits,
        )
    piece = text[span.start : span.end]
    return Judged(span=span, words=official_words(piece), images=official_images(piece), limits=limits)
