"""RL108: the template's sample answer, kept or filled in by half."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.rule import QuestionRule
from reportlens.text import Span, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question

_TOKEN = re.compile(r"\.{3}|\u2026|-X\b|[^\W_]+(?:['\u2019.-][^\W_]+)*")
_BLANK = re.compile(r"\.{3}|\u2026|s?X{1,6}\Z")
"""What the template leaves open. (The X of `curl -X` is none: see `_TOKEN`.)"""
_BLANKS = ("...", "\u2026", "X")
_RUN = 6
"""The least number of words in a row that count as copied."""


class TemplateExampleKept(QuestionRule):
    """A sentence of the template's sample answer stands in the answer with its blanks unfilled.

    ## Why is this bad?
    The sample is a pattern. Its blanks (three dots, X) say nothing about the project.
    Using its turns of phrase is fine: only a copy that still holds a blank is reported.

    ## Example
    ```md
    There are X tests, and what they try is ... and ... of our program.
    ```
    """

    code = "RL108"
    name = "template-example-kept"

    def check(self, question: Question) -> Iterator[Finding]:
        """Look for a run of words with a blank in it that stands in the sample, too."""
        answer = question.answer
        if answer.span is None or not question.example:
            return
        text = question.text(answer.span)
        if not (any_of(_BLANKS, text) and any_of(_BLANKS, question.example)):
            return
        sample = [it.casefold() for it in _TOKEN.findall(question.example)]
        if not any(_BLANK.match(it) for it in _TOKEN.findall(question.example)):
            return
        tokens = list(_TOKEN.finditer(question.source, *answer.span))
        words = [it[0].casefold() for it in tokens]
        for at, length in _runs(words, sample):
            blanks = [it for it in tokens[at : at + length] if _BLANK.match(it[0])]
            if blanks:
                span = Span(tokens[at].start(), tokens[at + length - 1].end())
                message = "the template's sample answer, with its blanks still open"
                yield self.finding(span, message, question=question.number)
                return


def _runs(words: list[str], sample: list[str]) -> Iterator[tuple[int, int]]:
    """Yield place and length of the runs of words that stand in the sample, longest match from each place."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(sample) - _RUN + 1):
        places.setdefault(tuple(sample[at : at + _RUN]), []).append(at)
    at = 0
    while at <= len(words) - _RUN:
        starts = places.get(tuple(words[at : at + _RUN]))
        if not starts:
            at += 1
            continue
        length = max(_common(words, at, sample, start) for start in starts)
        yield at, length
        at += length


def _common(words: list[str], at: int, sample: list[str], start: int) -> int:
    length = 0
    while (
        at + length < len(words)
        and start + length < len(sample)
        and words[at + length] == sample[start + length]
    ):
        length += 1
    return length
