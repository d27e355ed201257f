"""The outline of a report: the checklist by weeks, the sections, the questions with their state, all other headings."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.text import Span
from reportlens.views.about import name_of
from reportlens.views.counts import DOT, counter, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlens.finding import Finding
    from reportlens.report.model import ChecklistItem, Question, Report
    from reportlens.report.outline import Heading

Kind = Literal["week", "item", "section", "question", "heading"]


class Entry(NamedTuple):
    """One line of the outline."""

    kind: Kind
    name: str
    detail: str
    span: Span
    """All of it; holds those of its children."""
    head: Span
    """Where to go."""
    children: tuple[Entry, ...] = ()


class Week(NamedTuple):
    """The boxes under one heading of the checklist."""

    title: str
    span: Span
    """From the heading, if it is there, to the end of the last box."""
    head: Span
    items: tuple[ChecklistItem, ...]


def outline(report: Report, findings: Iterable[Finding] = ()) -> tuple[Entry, ...]:
    """Return the outline, in the order of the report."""
    counts = Counter(it.question for it in findings)
    own = _own_headings(report)
    questions = tuple(
        _question(it, counts[it.number], own.get(n, ())) for n, it in enumerate(report.questions)
    )
    entries = [_week(it) for it in weeks(report)]
    heads = {it.head.start for it in entries} | {it.heading.start for it in report.sections}
    entries += (it for it in own.get(-1, ()) if it.head.start not in heads)
    taken: set[int] = set()
    for section in report.sections:
        children = tuple(questions[it] for it in section.questions)
        taken.update(section.questions)
        end = max([section.heading.end, *(it.span.end for it in children)])
        answered = sum(report.questions[it].answer.status == "answered" for it in section.questions)
        detail = f"{answered} of {len(children)} answered"
        name = section.title.strip() or "Section"
        entries.append(
            Entry("section", name, detail, Span(section.heading.start, end), section.heading, children)
        )
    entries += (it for number, it in enumerate(questions) if number not in taken)
    return tuple(sorted(entries, key=lambda it: it.span))


def _own_headings(report: Report) -> dict[int, tuple[Entry, ...]]:
    """Return the other headings by the place of the question that holds them, those above the questions under -1."""
    starts = [it.start for it in report.questions]
    opening = {it.at(it.heading).start for it in report.questions}
    found: dict[int, list[Heading]] = {}
    for heading in report.headings:
        if heading.span.start not in opening:
            found.setdefault(bisect_right(starts, heading.span.start) - 1, []).append(heading)
    ends = {n: it.whole.end for n, it in enumerate(report.questions)} | {-1: report.preamble.end}
    return {n: _headings(own, ends[n]) for n, own in found.items()}


def _headings(row: Sequence[Heading], end: int) -> tuple[Entry, ...]:
    """Return headings as lines of the outline, each up to the next."""
    ends = [*(min(it.span.start, end) for it in row[1:]), end]
    return tuple(
        Entry("heading", it.title.strip() or "(no words)", "", Span(it.span.start, stop), it.span)
        for it, stop in zip(row, ends, strict=True)
        if stop > it.span.start
    )


def weeks(report: Report) -> tuple[Week, ...]:
    """Return the boxes by the headings that they stand under."""
    return tuple(
        _under(report.text, name, tuple(rows))
        for name, rows in groupby(report.checklist, lambda it: it.section)
    )


def _under(text: str, name: str, rows: Sequence[ChecklistItem]) -> Week:
    first, end = rows[0].span, rows[-1].span.end
    start = max(text.rfind(it, 0, first.start) for it in ("\n#", "\r#")) + 1
    line = text[start : first.start].splitlines()[0] if start else ""
    heading = Span(start, start + len(line)) if name and name in line else first
    return Week(name or "Checklist", Span(heading.start, end), heading, tuple(rows))


def _week(week: Week) -> Entry:
    ticked = sum(it.ticked is True for it in week.items)
    detail = f"{ticked} of {len(week.items)} ticked"
    return Entry("week", week.title, detail, week.span, week.head, tuple(_item(it) for it in week.items))


def _item(item: ChecklistItem) -> Entry:
    state = {True: "ticked", False: "not ticked", None: "not a proper box"}[item.ticked]
    detail = DOT.join(filter(None, [state, "+".join(item.modules)]))
    return Entry("item", name_of(item) or "a box", detail, item.span, item.span)


def _question(question: Question, findings: int, own: tuple[Entry, ...]) -> Entry:
    words = title(question)
    detail = counter(question)
    if findings:
        detail += f"{DOT}{findings} {'finding' if findings == 1 else 'findings'}"
    name = f"Question {question.number}" + (f": {words}" if words else "")
    return Entry("question", name, detail, question.whole, question.at(question.heading), own)


def search(entries: Iterable[Entry], query: str) -> tuple[tuple[Entry, str], ...]:
    """Return the entries whose name holds every word of a query, each with the name of the entry above it."""
    words = query.casefold().split()
    return tuple(_matching(entries, words, ""))


def _matching(entries: Iterable[Entry], words: Sequence[str], above: str) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        name = entry.name.casefold()
        if all(it in name for it in words):
            yield entry, above
        yield from _matching(entry.children, words, entry.name)
