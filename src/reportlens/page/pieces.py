"""The stretches of a report as its page shows them: introduction, checklist, prompt and answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportlens.report.limits import length_place
from reportlens.report.outline import headings
from reportlens.report.prompt import example_place
from reportlens.text import plain

if TYPE_CHECKING:
    from reportlens.report.model import Question, Report, Section

_QUOTE = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_HEADING = re.compile(r"\s{0,3}#{1,6}[ \t]*|[ \t]*#+[ \t]*$")
_INSTRUCTIONS = re.compile(r"report\.py")


class Preamble(NamedTuple):
    """What stands before the first question."""

    title: str
    """One line of Markdown; empty if the report has none."""
    intro: str
    """What stands around the title, before the first section."""
    template: bool
    """Whether the introduction is the template's own instructions."""
    rest: str
    """The sections before the first question: the checklist."""


class Prompt(NamedTuple):
    """The examiner's words, as Markdown without quote marks."""

    wording: str
    length: str
    example: str


def sections_of(report: Report) -> tuple[Section, ...]:
    """Return the headings over questions; the report's own title is none, though nothing stand between."""
    return tuple(it for it in report.sections if it.heading != report.title)


def preamble_of(report: Report) -> Preamble:
    """Cut what stands before the first question (all of a text that has none)."""
    source = plain(report.text)
    start = report.front_matter.end if report.front_matter else 0
    end = report.preamble.end
    first = next((it.heading.start for it in sections_of(report)), end)
    end = min(end, first)
    title = report.title if report.title and start <= report.title.start < end else None
    body = title.end if title else start
    cut = next(
        (it.span.start for it in headings(source[:end]) if it.level == 2 and it.span.start >= body), end
    )
    intro = f"{source[start : title.start] if title else ''}\n\n{source[body:cut]}".strip()
    words = source[title.start : title.end].split("\n")[0] if title else ""
    return Preamble(
        _HEADING.sub("", words).strip(), intro, _INSTRUCTIONS.search(intro) is not None, source[cut:end]
    )


def prompt_of(question: Question) -> Prompt:
    """Cut a prompt into wording, length and example."""
    if question.prompt is None:
        return Prompt("", "", "")
    end = question.marker.start if question.marker else question.prompt.end
    text = _QUOTE.sub("", question.source[question.prompt.start : end])
    example, length = example_place(text), length_place(text)
    stop = example[0] if example else len(text)
    if length and length[0] < stop:
        return Prompt(
            text[: length[0]].strip(),
            text[length[0] : stop].strip(),
            text[example[1] :].strip() if example else "",
        )
    return Prompt(text[:stop].strip(), "", text[example[1] :].strip() if example else "")


def answer_of(question: Question) -> str:
    """Return the answer's Markdown; quote marks that only the prompt above left behind are taken off."""
    region = question.text(question.answer.region).lstrip(" \t")
    lines = [it for it in region.split("\n") if it.strip()]
    if lines and all(it.lstrip(" ").startswith(">") for it in lines):
        return _QUOTE.sub("", region)
    return region
