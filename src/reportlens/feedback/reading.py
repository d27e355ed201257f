"""What of an answer a reader sees: the text that may serve as evidence.

Comments, placeholders, forgotten copies of the prompt and stretches that speak to an AI are blanked,
so that offsets stay those of the question's piece.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.report.model import Question

_LINE = re.compile(r"[^\n]+")
_WORDS = re.compile(r"\w+")
_NOT_BLANK = re.compile(r"[^\s]")
_INVISIBLE_TAG = re.compile(
    r"<(\w{1,10})\b[^<>]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0|\shidden\b)"
    r"[^<>]{0,200}>",
    re.IGNORECASE,
)
_LINK_NOTE = re.compile(
    r"^[ \t]{0,3}\[//\]:[^\n]*|^[ \t]{0,3}\[comment\]:[^\n]*", re.MULTILINE | re.IGNORECASE
)
SHORTEST_COPY = 5
"""A line of so many words that all stand in the prompt in this order is a copy of it."""


def readable(question: Question, hide: Iterable[Span] = ()) -> str:
    """Return the piece with all blanked that a reader of the answer does not see; the length stays."""
    answer = question.answer
    if answer.span is None:
        return _blank(question.source, (Span(0, len(question.source)),))
    source = question.source
    outside = (Span(0, answer.span.start), Span(answer.span.end, len(source)))
    return _blank(
        source,
        (
            *outside,
            *answer.placeholders,
            *answer.dashes,
            *hidden(source, answer.span),
            *_copies(source, answer.span, question.text(question.prompt) + " " + question.wording),
            *hide,
        ),
    )


def flat(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def hidden(source: str, within: Span) -> list[Span]:
    """Return the stretches that a renderer does not show: comments and invisible elements."""
    spans = []
    at = within.start
    while (start := source.find("<!--", at, within.end)) >= 0:
        end = source.find("-->", start + 4, within.end)
        at = end + 3 if end >= 0 else within.end
        spans.append(Span(start, at))
    for match in _INVISIBLE_TAG.finditer(source, within.start, within.end):
        end = source.find(f"</{match[1]}", match.end(), within.end)
        spans.append(Span(match.start(), end if end >= 0 else within.end))
    spans += [Span(*it.span()) for it in _LINK_NOTE.finditer(source, within.start, within.end)]
    return spans


def _copies(source: str, within: Span, prompt: str) -> list[Span]:
    asked = " ".join(_WORDS.findall(prompt.casefold()))
    spans = []
    for line in _LINE.finditer(source, within.start, within.end):
        if not line.group().lstrip().startswith((">", "*", "_")):
            continue
        said = _WORDS.findall(line.group().casefold())
        if len(said) >= SHORTEST_COPY and " ".join(said) in asked:
            spans.append(Span(*line.span()))
    return spans


def _blank(text: str, spans: Iterable[Span]) -> str:
    pieces = []
    done = 0
    for start, end in sorted(spans):
        first = max(start, done)
        if end <= first:
            continue
        pieces += [text[done:first], _NOT_BLANK.sub(" ", text[first:end])]
        done = end
    return "".join([*pieces, text[done:]])
