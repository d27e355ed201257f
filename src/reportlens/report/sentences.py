"""The sentences of an answer, with their places.

Headings, list items and table rows end a sentence too. Code blocks and comments hold none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.report.model import Question

# The lookbehinds follow the mark, not lead: a pattern that begins with a mark is found many times faster.
_END = re.compile(
    r"[.!?](?<![.\s][A-Za-z][.!?])(?<!\b(?:e\.g|i\.e|etc|Fig|fig)[.!?])(?<!\bvs[.!?])(?<!\bapprox[.!?])"
    r"(?<!\bresp[.!?])"
    r"[.!?]*[)\]\"'\u201d\u2019*_`]*(?=\s+(?:[\"'(\[*_`\u201c]*[A-Z0-9\u00c0-\u00de!]|[-*+>]\s)|\s*\Z)"
)
_ITEM = re.compile(r"\n[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+|\n[ \t>]*\n|\n[ \t]*(?=\|)|(?<=\|)[ \t]*\n")
_TRIM = " \t\n>*+-|"
_SKIPPED = ("fence", "code", "rule")


class Sentence(NamedTuple):
    """A sentence of an answer."""

    span: Span
    """Counted from the first character of the question's piece."""
    text: str
    """As written, markup and line breaks included."""


def sentences(question: Question) -> tuple[Sentence, ...]:
    """Return the sentences of a question's answer, in order; remembered with the question."""
    kept = question.memory.get("sentences")
    if kept is None:
        kept = question.memory["sentences"] = tuple(_sentences(question))
    return kept  # type: ignore[return-value]


def _sentences(question: Question) -> Iterator[Sentence]:
    answer = question.answer
    if answer.span is None:
        return
    holes = sorted([*answer.placeholders, *answer.dashes])
    for block in answer.blocks:
        if block.kind in _SKIPPED or question.source.startswith("<!--", block.span.start):
            continue
        start, end = max(block.span.start, answer.span.start), min(block.span.end, answer.span.end)
        at = start
        for hole in holes:
            if at <= hole.start < end:
                yield from _in(question.source, at, hole.start)
            if at < hole.end and hole.start < end:
                at = max(at, hole.end)
        yield from _in(question.source, at, end)


def _in(source: str, start: int, end: int) -> Iterator[Sentence]:
    at = start
    for item in [*_ITEM.finditer(source, start, end), None]:
        stop = item.start() if item else end
        for sentence in _END.finditer(source, at, stop):
            yield from _trimmed(source, at, sentence.end())
            at = sentence.end()
        yield from _trimmed(source, at, stop)
        at = item.end() if item else end


def _trimmed(source: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and source[start] in _TRIM and not source.startswith("**", start):
        start += 1
    while start < end and source[end - 1] in " \t\n>|":
        end -= 1
    if any(it.isalnum() for it in source[start:end]):
        yield Sentence(Span(start, end), source[start:end])
