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

_WORD = r"\.{3}|\u2026|-X\b|[^\W_]+(?:['.-][^\W_]+|\u2019[^\W_]+)*"
_BLANK = r"\.{3}|\u2026|s?X{1,6}\Z"
"""What the template leaves open. (The X of `curl -X` is none: see `_WORD`.)"""
_DOTS = ("...", "\u2026")
_LETTER = r"(?<![^\W_])s?X{1,6}(?![^\W_])"
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
        if not (_has_blank(text) and _has_blank(question.example)):
            return
        tokens = list(re.finditer(_WORD, text))
        sample = [it.casefold() for it in re.findall(_WORD, question.example)]
        words = [it[0].casefold() for it in tokens]
        for at, length in _runs(words, sample):
            blanks = [it for it in tokens[at : at + length] if re.match(_BLANK, it[0])]
            if blanks:
                span = Span(tokens[at].start(), tokens[at + length - 1].end()).moved(answer.span.start)
                message = "the template's sample answer, with its blanks still open"
                yield self.finding(span, message, question=question.number)
                return


def _has_blank(text: str) -> bool:
    return any_of(_DOTS, text) or ("X" in text and re.search(_LETTER, text) is not None)


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
