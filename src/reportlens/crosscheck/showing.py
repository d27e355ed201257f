"""What an answer shows without words: an image, a command, a percentage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.bare import measured
from reportlens.crosscheck.reading import clauses
from reportlens.text import Span, any_of, line_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportlens.crosscheck.cues import Cues
    from reportlens.report.model import Question
    from reportlens.report.sentences import Sentence

_TRACKERS = ("wandb", "w&b", "weights")
_PERCENT = ("%", "percent", "per cent")
_SHOWN = frozenset({"image", "html", "link"})


def shown(
    question: Question, row: Cues, low: str, sentences: Callable[[], Sequence[Sentence]]
) -> Iterator[tuple[Span, str]]:
    """Yield what shows an item in an answer, each with its place in the question's piece.

    `low` is the answer in small letters, and `sentences` cuts it, which few items ask for.
    """
    if row.structure == "percentage":
        yield from _percentage(low, sentences)
    elif row.structure == "command":
        yield from _command(question, row, low)
    else:
        for image in question.answer.images:
            named = row.structure == "image" or _names(f"{image.alt} {image.destination}")
            if image.kind in _SHOWN and named:
                yield image.span, question.text(image.span)
                return


def _command(question: Question, row: Cues, low: str) -> Iterator[tuple[Span, str]]:
    """Yield a command that is quoted as what was typed, and not as what somebody would type."""
    span = question.answer.span
    if span is None or " would " in low:
        return
    for command in row.words("commands"):
        at = question.source.find(command, span.start, span.end)
        if at >= 0:
            whole = _typed(question, Span(at, at + len(command)))
            yield whole, question.text(whole)
            return


def _typed(question: Question, command: Span) -> Span:
    """Return the whole of what was typed: the code in its line, or the line."""
    around = next(
        (it for it in question.answer.code if it.start <= command.start and command.end <= it.end), None
    )
    if around is None:
        start = question.source.rfind("\n", 0, command.start) + 1
        around = Span(start, line_end(question.source, command.end))
    text = question.text(around)
    left = len(text) - len(text.lstrip("` \t>*-"))
    return Span(around.start + left, around.start + len(text.rstrip("` \t\\")))


def _percentage(low: str, sentences: Callable[[], Sequence[Sentence]]) -> Iterator[tuple[Span, str]]:
    if not any_of(_PERCENT, low):
        return
    for n, sentence in enumerate(sentences()):
        here = sentence.text.lower()
        if not any_of(_PERCENT, here) or (n and not any_of(("cov", "total"), here)):
            continue
        if any(measured(it.words.replace("\\", "")) for it in clauses(sentence.text)):
            yield sentence.span, sentence.text
            return


def _names(text: str) -> bool:
    low = text.lower()
    return any(it in low for it in _TRACKERS)
