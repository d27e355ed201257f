"""What is to be said of the thing under the pointer, in paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.explain import explain
from reportlens.report.images import is_remote, path_of
from reportlens.report.items import items
from reportlens.report.official import passes
from reportlens.selection import rule_named
from reportlens.views.counts import DOT, bar, between, counter, title
from reportlens.views.places import section_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlens.crosscheck.repository import Repository
    from reportlens.finding import Finding
    from reportlens.report.model import ChecklistItem, Image, Question, Report
    from reportlens.surroundings import Figure
    from reportlens.views.markup import Markup

_MOST_FINDINGS = 5
_MOST_RULES = 3
_BOX = {True: "\u2611", False: "\u2610", None: "\u2612?"}


def about_question(
    markup: Markup, report: Report, question: Question, findings: Iterable[Finding] = ()
) -> list[str]:
    """Say how far a question is: length, images, boxes, what is found."""
    answer, limits = question.answer, question.limits
    where = section_of(report, question)
    head = markup.strong(f"Question {question.number}") + (f"{DOT}{markup.words(where)}" if where else "")
    said = [head, counter(question)]
    if limits.words and answer.status == "answered" and (drawn := bar(answer.words.official, limits.words)):
        said.append(markup.code(drawn))
    facts = [f"words: {answer.words.official} by the official count, {answer.words.prose} of prose"]
    if limits.words or limits.images:
        asked = [
            f"{between(it)} {what}" for it, what in ((limits.words, "words"), (limits.images, "images")) if it
        ]
        facts.append(f"asked for: {', '.join(asked)}, {_source(report, limits.source)}")
        if answer.status == "answered":
            facts.append("within these limits" if passes(question) else "outside these limits")
    facts += (_linked(markup, it, report) for it in items_of(report, question))
    return [*said, markup.items(facts), *_open(markup, question, findings)]


def items_of(report: Report, question: Question) -> tuple[ChecklistItem, ...]:
    """Return the boxes that a question speaks of, in the order of the report."""
    return tuple(it for it in report.checklist if question.number in it.questions)


def questions_of(report: Report, item: ChecklistItem) -> tuple[Question, ...]:
    """Return the questions that speak of an item, the one that speaks of it most first."""
    by_number = {it.number: it for it in reversed(report.questions)}
    return tuple(by_number[it] for it in item.questions if it in by_number)


def about_item(
    markup: Markup,
    report: Report,
    item: ChecklistItem,
    repository: Repository | None = None,
    more: Sequence[str] = (),
) -> list[str]:
    """Say what is known of a box; `more` is written already."""
    facts = [f"{_BOX[item.ticked]} {_state(item)}"]
    if item.modules:
        facts.append(f"module: {', '.join(item.modules)}")
    for question in questions_of(report, item):
        words = title(question)
        facts.append(
            f"question {question.number}{f' ({markup.words(words)})' if words else ''}: {counter(question)}"
        )
    return [
        markup.strong(name_of(item)),
        markup.items([*facts, *_known(markup, report, item, repository), *more]),
    ]


def _known(
    markup: Markup, report: Report, item: ChecklistItem, repository: Repository | None
) -> Iterator[str]:
    """Say what answers and repository tell of a box, and what follows from that."""
    row = next((it for it in explain(report, repository) if it.item is item), None)
    if row is None or not item.key:
        return
    if row.said.deciding:
        words = {"claimed": "told", "denied": "denied", "mixed": "told in part"}.get(
            row.said.said, row.said.said
        )
        yield f"{words} in question {row.said.deciding.question}, line {row.line}"
    if row.shown.file:
        yield f"shown by {markup.code(row.shown.file)}"
    yield markup.words(row.verdict)


def name_of(item: ChecklistItem) -> str:
    """Return what an item is called: in our own words, or in its own where it is not one of the template's."""
    known = items().get(item.key)
    return known.title if known else item.text


def about_image(markup: Markup, image: Image, figure: Figure | None) -> list[str]:
    """Say what is known of an image and its file."""
    path = path_of(image.destination)
    facts = []
    if is_remote(image.destination):
        facts.append("an address elsewhere, not a file of the report")
    elif figure is None:
        facts.append("not known whether the file exists")
    elif not figure.exists:
        facts += ["no such file", *(f"there is {markup.code(it)}" for it in figure.near)]
    else:
        facts += _file(figure)
    if not image.rendered:
        facts.append("not shown as an image on the page")
    return [markup.code(path) or "no file named", markup.items(facts)]


def _file(figure: Figure) -> Iterator[str]:
    kind = figure.format or "no image by its first bytes"
    yield kind if figure.size is None else f"{kind}, {size(figure.size)}"
    if figure.example:
        yield "an example figure of the template"
    if figure.committed is not None:
        ignored = ", ignored by git" if figure.ignored else ""
        yield "committed" if figure.committed else f"not committed{ignored}"


def size(count: int) -> str:
    """Write a number of bytes as people do."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1e3:.0f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB"


def about_findings(markup: Markup, findings: Sequence[Finding]) -> list[str]:
    """Say why the rules of these findings exist, each once; the findings themselves are shown by the editor."""
    said = []
    for code in list(dict.fromkeys(it.code for it in findings))[:_MOST_RULES]:
        finding = next(it for it in findings if it.code == code)
        rule = rule_named(code)
        if rule is None:
            continue
        text = rule.documentation()
        summary = rule.summary()
        why = text.partition("## Why is this bad?")[2].partition("## ")[0].strip()
        said.append(f"{markup.strong(finding.rule)} ({code}): {markup.own(summary)}")
        if why:
            said.append(markup.own(why))
    return said


def _open(markup: Markup, question: Question, findings: Iterable[Finding]) -> list[str]:
    own = sorted(
        (it for it in findings if it.question == question.number), key=lambda it: (-it.severity, it.span)
    )
    if not own:
        return []
    rows = [f"{it.severity.word}: {markup.words(it.message)}" for it in own[:_MOST_FINDINGS]]
    if len(own) > _MOST_FINDINGS:
        rows.append(f"and {len(own) - _MOST_FINDINGS} more")
    return [f"{len(own)} {'finding' if len(own) == 1 else 'findings'}", markup.items(rows)]


def _linked(markup: Markup, item: ChecklistItem, report: Report) -> str:
    line = report.lines.line(item.span.start) + 1
    return f"{_BOX[item.ticked]} {markup.words(name_of(item))} (line {line})"


def _state(item: ChecklistItem) -> str:
    if item.ticked is None:
        return "not a proper box"
    return "ticked" if item.ticked else "not ticked"


def _source(report: Report, source: str) -> str:
    if source == "edition":
        return f"by the template of {report.edition.label}"
    return "by the configuration" if source == "settings" else "by the prompt's own words"
