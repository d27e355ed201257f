"""The answer in numbered pieces, as a judge reads it: sentences, and code blocks whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlens.feedback.reading import readable
from reportlens.report.sentences import sentences
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.feedback.redact import Redacted, Redactor
    from reportlens.report.model import Question

LONGEST_ANSWER = 20_000
"""So many characters of one answer are sent; what is behind them is judged by nobody."""
LONGEST_CODE = 1_500
LEFT_OUT = "(left out)"


class Unit(NamedTuple):
    """A numbered piece of an answer."""

    number: int
    span: Span
    """In the question's piece."""
    redacted: Redacted
    """Its text without people and accounts."""


def units(question: Question, redactor: Redactor, hide: Sequence[Span] = ()) -> tuple[Unit, ...]:
    """Return the pieces of the answer in order; those in `hide` keep their number and lose their text."""
    said = readable(question, hide)
    spans = [it.span for it in sentences(question)]
    spans += [it.span for it in question.answer.blocks if it.kind in ("fence", "code")]
    kept: list[Unit] = []
    left = LONGEST_ANSWER
    for span in sorted(spans):
        text = said[span.start : span.end]
        if not text.strip():
            text = LEFT_OUT if any(span.meets(it) for it in hide) else ""
        text = text[: min(left, LONGEST_CODE if "```" in text else left)]
        if not text.strip():
            continue
        left -= len(text)
        kept.append(Unit(len(kept) + 1, Span(span.start, span.start + len(text)), redactor(text)))
    return tuple(kept)


def too_long(question: Question) -> bool:
    """Tell whether some of the answer stays unread."""
    span = question.answer.span
    return span is not None and span.end - span.start > LONGEST_ANSWER
