"""The result for a person: a line for each question, the findings with their source lines, a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.output.terminal import safe
from reportlens.report.official import is_meant, passes, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.output.result import Result
    from reportlens.output.terminal import Style
    from reportlens.report.limits import Range
    from reportlens.report.model import Question
    from reportlens.text import Span

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue", Severity.HINT: "cyan"}
_WIDTH = 100
"""The most characters of a source line that are shown."""


def render(result: Result, style: Style) -> Iterator[str]:
    """Yield the lines."""
    edition = (
        f"edition {result.report.edition.label}" if result.report.edition.label else "an unknown edition"
    )
    yield f"{style.paint(safe(result.path), 'bold')} {style.paint(f'({edition})', 'dim')}"
    yield ""
    yield from _table(result, style)
    for finding in result.findings:
        yield ""
        yield from _finding(result, finding, style)
    yield ""
    yield style.paint(summary(result), "bold")


def summary(result: Result) -> str:
    """Say in one line how the report stands."""
    dot = " · "
    parts = []
    official = result.official
    if not is_meant(result.report):
        questions = result.report.questions
        parts.append(f"{sum(map(passes, questions))} of {len(questions)} within the limits")
    elif official.passed is None:
        count = len(official.answers)
        parts.append(
            f"the official check would refuse it ({count} answer{'' if count == 1 else 's'}, {official.expected} expected)"
        )
    else:
        parts.append(f"{official.passed} of {official.expected} would pass the official check")
    todo = sum(it.severity >= Severity.WARNING for it in result.findings)
    rest = len(result.findings) - todo
    parts.append(
        f"{todo} finding{'' if todo == 1 else 's'} to fix" + (f" and {rest} to consider" if rest else "")
    )
    if result.report.checklist:
        parts.append(f"{result.ticked} of {len(result.report.checklist)} boxes")
    return dot.join(parts)


def _table(result: Result, style: Style) -> Iterator[str]:
    for question in result.report.questions:
        yield _row(question, style)


def _row(question: Question, style: Style) -> str:
    good = passes(question) and question.answer.status == "answered"
    mark = (
        style.paint(style.glyph("\u2713", "+"), "green")
        if good
        else style.paint(style.glyph("\u2717", "x"), "red")
    )
    answer, limits = question.answer, question.limits
    words = _count(answer.words.official, limits.words, style, "words")
    images = (
        _count(answer.official_images, limits.images, style, "images")
        if limits.images or answer.official_images
        else ""
    )
    state = "" if answer.status == "answered" else style.paint(f"  {answer.status}", "red")
    prose = ""
    if limits.words and within(answer.words.prose, limits.words) != within(
        answer.words.official, limits.words
    ):
        prose = style.paint(f"  ({answer.words.prose} of prose)", "dim")
    return f"  {mark} {question.number:>3}  {words}{'  ' + images if images else ''}{prose}{state}".rstrip()


def _count(number: int, limits: Range | None, style: Style, what: str) -> str:
    dash = style.glyph("\u2013", "-")
    what = what[:-1] if number == 1 and limits is None else what
    if limits is None:
        return f"{number:>4} {what}" + (" " * 10 if what.startswith("word") else "")
    span = str(limits[0]) if limits[0] == limits[1] else f"{limits[0]}{dash}{limits[1]}"
    span = f"{limits[0]}+" if limits[1] is None else span
    text = f"{number:>4} / {span} {what}"
    return (style.paint(text, "red") if not within(number, limits) else text) + " " * max(
        0, 20 - len(text) if what == "words" else 0
    )


def _finding(result: Result, finding: Finding, style: Style) -> Iterator[str]:
    line, column, _, _ = result.place(finding.span)
    colour = _COLOURS[finding.severity]
    head = style.paint(f"{finding.severity.word}[{finding.code} {finding.rule}]", colour, "bold")
    yield f"{head} {safe(finding.message)}"
    where = f"question {finding.question}, " if finding.question is not None else ""
    arrow = style.glyph("\u2192", "->")
    yield style.paint(f"  {arrow} {safe(result.path)}:{line}:{column} ({where}line {line})", "dim")
    yield from _source(result, finding.span, colour, style)
    for related in finding.related:
        number = result.place(related.span)[0]
        yield style.paint(f"    line {number}: {safe(related.message)}", "dim")
    if finding.fixes:
        tag = "fix" if finding.fixes[0].safe else "possible fix"
        yield style.paint(
            f"    {tag}: {safe(finding.fixes[0].title)}", "green" if finding.fixes[0].safe else "dim"
        )


def _source(result: Result, span: Span, colour: str, style: Style) -> Iterator[str]:
    lines, text = result.report.lines, result.report.text
    number = lines.line(span.start)
    whole = lines.span(number)
    left = max(whole.start, min(span.start - 20, whole.end - _WIDTH))
    right = min(whole.end, left + _WIDTH)
    shown = safe(text[left:right])
    bar = style.glyph("\u2502", "|")
    yield f"  {style.paint(f'{number + 1:>5} {bar}', 'dim')} {shown}"
    before = _columns(safe(text[left : span.start]))
    width = max(1, _columns(safe(text[span.start : max(span.start, min(span.end, right))])))
    yield f"  {' ' * 5} {style.paint(bar, 'dim')} {' ' * before}{style.paint('^' * width, colour)}"


def _columns(text: str) -> int:
    """Count the cells that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415 - most lines do without

    return sum(
        0 if unicodedata.combining(it) else 2 if unicodedata.east_asian_width(it) in "WF" else 1
        for it in text
    )
