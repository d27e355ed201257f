"""From the text to the report. Parsing never fails: a bad report is a report with findings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlens.report.checklist import read_checklist
from reportlens.report.edition import (
    UNKNOWN,
    detect,
    edition_named,
    is_introduction,
    is_section_title,
    limits_of,
)
from reportlens.report.items import identify
from reportlens.report.kept import kept_headings
from reportlens.report.limits import Limits
from reportlens.report.model import ChecklistItem, EditionMatch, Question, Report, Section
from reportlens.report.outline import Heading, question_headings
from reportlens.report.question import placed, read_question
from reportlens.text import Lines, Span, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FRONT_MATTER = r"\s*---[ \t]*\n(?:(?!---)[^\n]*\n){1,40}?---[ \t]*(?:\n|\Z)"
_ONLY_QUOTES = re.compile(r"(?:[ \t]*(?:>[^\n]*)?(?:\n|\Z))*")
_RECOMMENDED = "Recommended answer length"


def parse(text: str, *, edition: str = "", limits: Mapping[int, Limits] | None = None) -> Report:
    """Read a report.

    `edition` names the edition instead of having it detected;
    `limits` replaces those of single questions (from the settings).
    Takes time in proportion to the text. Never raises.
    """
    source = plain(text)
    found = kept_headings(source)
    opening = question_headings(source, found)
    first = opening[0].span.start if opening else len(source)
    pieces, sections = _cut(source, found, opening)
    starts = [it.span.start for it in opening]
    above = source[:first], tuple(it for it in found if it.span.start < first)
    checklist = _checklist(*above)
    match = _edition(edition, pieces, checklist, source)
    facts = edition_named(match.id)
    given = limits or {}
    questions = tuple(
        placed(it, start, n, _merged(limits_of(it, facts), given.get(it.number)))
        for n, (start, it) in enumerate(zip(starts, pieces, strict=True))
    )
    front = re.match(_FRONT_MATTER, source) if source[:first].lstrip().startswith("---") else None
    title = next((it.span for it in found if it.level == 1 and it.span.start < first), None)
    return Report(
        text=text,
        lines=Lines(text),
        edition=match,
        front_matter=Span(*front.span()) if front else None,
        title=title,
        headings=tuple(found),
        preamble=Span(0, first),
        sections=tuple(sections),
        questions=questions,
        checklist=_identified(*above, match.questions or len(questions)),
        memory={},
    )


def _edition(
    named: str, pieces: Sequence[Question], checklist: Sequence[ChecklistItem], source: str
) -> EditionMatch:
    if named:
        facts = edition_named(named)
        return facts.match if facts else UNKNOWN
    return detect(
        pieces, checklist, recommended=_RECOMMENDED in source or _RECOMMENDED.lower() in source.lower()
    )


@lru_cache(maxsize=64)
def _checklist(preamble: str, found: tuple[Heading, ...]) -> tuple[ChecklistItem, ...]:
    return read_checklist(preamble, len(preamble), found)


@lru_cache(maxsize=64)
def _identified(preamble: str, found: tuple[Heading, ...], questions: int) -> tuple[ChecklistItem, ...]:
    """Return the boxes with what the table says of them: the same value while nothing above the questions changes."""
    return tuple(identify(it, questions) for it in _checklist(preamble, found))


def _merged(table: Limits, given: Limits | None) -> Limits:
    if given is None:
        return table
    return Limits(given.words or table.words, given.images or table.images, "settings")


def _cut(
    source: str, found: Sequence[Heading], opening: Sequence[Heading]
) -> tuple[list[Question], list[Section]]:
    """Cut the text at the questions' headings, and take off the section headings between them."""
    pieces: list[Question] = []
    sections: list[tuple[Heading, list[int]]] = []
    starts = {it.span.start for it in opening}
    others = [it for it in found if it.span.start not in starts]
    at = 0
    for index, heading in enumerate(opening):
        end = opening[index + 1].span.start if index + 1 < len(opening) else len(source)
        while at < len(others) and others[at].span.start < heading.span.start:
            at += 1
        own = others[at : _first_behind(others, at, end)]
        if index == 0:
            above = [it for it in others[:at] if _is_section(source, it, heading)]
            sections += [(it, []) for it in above[-1:]]
        if sections:
            sections[-1][1].append(index)
        section = None
        if index + 1 < len(opening):
            section = next((it for it in own if _is_section(source, it, opening[index + 1])), None)
        piece_end = section.span.start if section else _before_introduction(source, heading.span.end, end)
        following = opening[index + 1].fence if index + 1 < len(opening) else None
        pieces.append(_piece(source, heading, piece_end, following))
        if section:
            sections.append((section, []))
    return pieces, [
        Section(title=it.title, heading=it.span, questions=tuple(numbers)) for it, numbers in sections
    ]


def _first_behind(others: Sequence[Heading], at: int, end: int) -> int:
    while at < len(others) and others[at].span.start < end:
        at += 1
    return at


def _is_section(source: str, heading: Heading, question: Heading) -> bool:
    """Tell whether a heading stands over the question: a known title, or above it in rank with only quotes between."""
    above = heading.level < max(question.level, 3)
    if above and is_section_title(heading.title):
        return True
    match = _ONLY_QUOTES.match(source, heading.span.end, question.span.start)
    alone = match is not None and match.end() >= question.span.start
    return alone and (above or is_section_title(heading.title))


def _before_introduction(source: str, start: int, end: int) -> int:
    """Return where the template's words about the next section begin, if their heading was deleted or is none."""
    at = len(source[start:end].rstrip()) + start
    if source.rfind("\n>", start, at) <= source.rfind("\n\n", start, at):
        return end
    top = at
    while (line := source.rfind("\n", start, top)) >= 0 and source.startswith(">", line + 1):
        top = line
    if top == at or not is_introduction(source[top:at].split("\n")[1]):
        return end
    above = source.rfind("\n", start, len(source[start:top].rstrip()) + start)
    return above + 1 if above >= 0 and is_section_title(source[above:top].strip(" \n*_:")) else top + 1


def _piece(source: str, heading: Heading, end: int, fence: Span | None) -> Question:
    start = heading.span.start
    inside = fence.moved(-start) if fence and fence.start >= start else None
    return read_question(
        source[start:end], heading.number or 0, heading.suffix, heading.span.end - start, inside
    )
