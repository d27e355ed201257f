"""The sentences of an answer, with their places.

Headings, list items and table rows end a sentence too. Code blocks and comments hold none.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportlens.text import Span

if TYPE_CHECKING:
    from reportlens.report.model import Question

# The curly quotes stand by themselves: a set of signs that reaches beyond Latin-1 takes three times as long to compile.
_END = re.compile(r"[.!?]+(?:[)\]\"'*_`]++|[\u2019\u201d]++)*(?=\s|\Z)")
_OPENING = "\"'([*_`\u201c"
"""What may stand before the first letter of a sentence."""
_SHORT = ("e.g", "i.e", "etc", "vs", "approx", "Fig", "fig", "resp")
_ITEM = re.compile(r"\n(?:[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+|\n)|[ \t]*(?=\|))")
_ROW = rf"{_ITEM.pattern}|(?<=\|)[ \t]*\n"
"""The same, and the end of a row of a table. As text, since few answers hold a table."""
_BULLETS = ("-", "*", "+", ">")
_MARKS = (".", "!", "?")
_TRIM = " \t\n>*+-|"
_SKIPPED = ("fence", "code", "rule")


class Sentence(NamedTuple):
    """A sentence of an answer."""

    span: Span
    """Counted from the first character of the question's piece."""
    text: str
    """As written, markup and line breaks included."""


def sentences(question: "Question") -> tuple[Sentence, ...]:
    """Return the sentences of a question's answer, in order; remembered with the question."""
    kept = question.memory.get("sentences")
    if kept is None:
        kept = question.memory["sentences"] = tuple(_sentences(question))
    return kept  # type: ignore[return-value]


def _sentences(question: "Question") -> Iterator[Sentence]:
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
    items = _ITEM if source.find("|", start, end) < 0 else re.compile(_ROW)
    for item in [*items.finditer(source, start, end), None]:
        stop = item.start() if item else end
        for sentence in _END.finditer(source, at, stop):
            if _begins(source, sentence.end(), stop) and not _shortened(source, sentence.start()):
                yield from _trimmed(source, at, sentence.end())
                at = sentence.end()
        yield from _trimmed(source, at, stop)
        at = item.end() if item else end


def _begins(source: str, at: int, stop: int) -> bool:
    """Tell whether what follows behind blanks may begin a sentence, or is nothing."""
    while at < stop and source[at].isspace():
        at += 1
    if at == stop:
        return True
    if source[at] in _BULLETS and at + 1 < stop and source[at + 1].isspace():
        return True
    while at < stop and source[at] in _OPENING:
        at += 1
    sign = source[at : min(at + 1, stop)]
    return "0" <= sign <= "9" or "A" <= sign <= "Z" or "\u00c0" <= sign <= "\u00de" or sign == "!"


def _shortened(source: str, at: int) -> bool:
    """Tell whether the mark at an offset ends a short form ("e.g.", "J."), and not the last of several marks."""
    if source[at + 1 : at + 2] in _MARKS:
        return False
    letter = source[at - 1] if at > 1 else ""
    if letter.isascii() and letter.isalpha() and (source[at - 2] == "." or source[at - 2].isspace()):
        return True
    if not source.endswith(_SHORT, max(0, at - 6), at):
        return False
    word = max((it for it in _SHORT if source.endswith(it, 0, at)), key=len)
    before = source[at - len(word) - 1 : at - len(word)]
    return not (before.isalnum() or before == "_")


def _trimmed(source: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and source[start] in _TRIM and not source.startswith("**", start):
        start += 1
    while start < end and source[end - 1] in " \t\n>|":
        end -= 1
    if start < end and (source[start].isalnum() or any(it.isalnum() for it in source[start:end])):
        yield Sentence(Span(start, end), source[start:end])
