"""Read one question's piece: heading, prompt, marker, answer.

What was read is kept by the text of the piece: while one answer is typed, the others cost nothing.
"""

from __future__ import annotations

from functools import lru_cache

from reportlens.report.answer import read_answer
from reportlens.report.limits import Limits, length_place
from reportlens.report.model import Question
from reportlens.report.notes import placeholders
from reportlens.report.outline import repeats_of
from reportlens.report.prompt import MARKER, clean, cut, example_place, typed_into
from reportlens.text import Span, places

_KEPT = 4096
"""How many pieces are remembered: several reports' worth."""


@lru_cache(maxsize=_KEPT)
def read_question(source: str, number: int, suffix: str, heading_end: int, fence: Span | None) -> Question:
    """Read a piece; every span of the result counts from its first character."""
    found = cut(source, heading_end)
    prompt, marker = found.prompt, found.marker
    answer = read_answer(source, found.region)
    if answer.status != "answered" and prompt and (typed := typed_into(source, prompt)):
        inside = read_answer(source, typed)
        if inside.status == "answered":
            prompt, answer = Span(prompt.start, source.rfind("\n", 0, typed.start)), inside
    if marker and answer.region.end <= marker.start:
        # The answer stands above its prompt: what was left behind the marker is left all the same.
        behind = tuple([it.moved(marker.end) for it in placeholders(source[marker.end :])])
        answer = answer.replaced(placeholders=answer.placeholders + behind)
    words = source[prompt.start : prompt.end] if prompt else ""
    if marker and prompt and marker.start < prompt.end:
        words = source[prompt.start : marker.start]
    example = example_place(words)
    length = length_place(words)
    return Question(
        source=source,
        number=number,
        heading=Span(0, heading_end),
        suffix=suffix,
        prompt=prompt,
        wording=clean(
            words[: min(length[0] if length else len(words), example[0] if example else len(words))]
        ),
        wording_span=prompt,
        example=clean(words[example[1] :]) if example else "",
        length_span=Span(*length).moved(prompt.start) if length and prompt else None,
        asked=clean(words[: example[0]] if example else words),
        markers=tuple([Span(at, at + len(MARKER)) for at in places(MARKER, source)]),
        marker=marker,
        repeats=tuple(repeats_of(source, number, heading_end)),
        unclosed_fence=fence,
        answer=answer,
        memory={},
    )


def placed(question: Question, start: int, index: int, limits: Limits) -> Question:
    """Return a question at its place in a report: the same value while the place is the same."""
    known = question.memory.get("placed")
    if isinstance(known, Question) and (known.start, known.index, known.limits) == (start, index, limits):
        return known
    made = question.memory["placed"] = question.replaced(start=start, index=index, limits=limits)
    return made
