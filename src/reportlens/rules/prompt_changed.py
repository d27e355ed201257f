"""RL405: a prompt that was reworded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.report.edition import edition_named, editions_of, facts, nearest_prompt
from reportlens.report.limits import describe
from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.edition import Edition
    from reportlens.report.model import Question, Report
    from reportlens.surroundings import Surroundings

_ADDED = 4
"""Fewer new words than this are a mended spelling, a formatter's work, or another edition."""
_REMOVED = 0.5
"""A prompt that lost less than this share of its words was cut, not reworded."""


class PromptChanged(ReportRule):
    """The wording of a question, or the length it states, is not that of any edition of the template.

    ## Why is this bad?
    The examiner's words are what the answer is held against, and the limits of the course's checker stand in its own
    table: a figure that was raised in the report changes nothing there.
    Mended spelling, lines joined by a formatter and older editions are not reported.

    ## Example
    `Recommended answer length: 50-600 words`, where the template says 50-200.
    """

    code = "RL405"
    name = "prompt-changed"
    severity = Severity.INFO

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Compare the words with the known wordings, and the figures with the edition's."""
        del around
        edition = edition_named(report.edition.id)
        if edition is None:
            return
        for question in report.questions:
            message = _limits(question, edition) or _words(question)
            if message and question.prompt:
                place = (
                    question.length_span
                    if "words are" in message and question.length_span
                    else question.prompt
                )
                yield self.finding(question.at(place), message, question=question.number)


def _limits(question: Question, edition: Edition) -> str:
    stated, limits = question.stated_words, edition.limits.get(question.number)
    if (
        stated is None
        or limits is None
        or limits.words is None
        or stated == limits.words
        or not editions_of(question)
    ):
        return ""
    if any(_same(it, question) for it in _others(edition)):
        return ""
    return f"states {describe(stated)} words, where {describe(limits.words)} words are the template's; the official check keeps to those"


def _others(edition: Edition) -> Iterator[Edition]:
    return (it for it in facts().editions if it.questions == edition.questions)


def _same(edition: Edition, question: Question) -> bool:
    limits = edition.limits.get(question.number)
    return limits is not None and limits.words == question.stated_words


def _words(question: Question) -> str:
    if not question.wording or editions_of(question):
        return ""
    near = nearest_prompt(question)
    if not near.length:
        return ""
    if near.added < _ADDED and near.removed < _REMOVED * near.length:
        return ""
    return (
        f"the question's wording is not the template's: {near.added} words are new, {near.removed} are gone"
    )
