"""The result as Markdown: a table of the questions, for the summary of a job."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.page.standing import WORDS, judged, span, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlens.finding import Finding
    from reportlens.output.result import Result
    from reportlens.page.standing import Key, Standing
    from reportlens.report.limits import Range
    from reportlens.report.model import Question

_SIGNS: dict[Key, str] = {
    "met": "\u2705",
    "free": "\u2705",
    "short": "\U0001f53d",
    "long": "\U0001f53c",
    "images": "\U0001f5bc\ufe0f",
    "none": "\u274c",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#!|~@$&])")
_MOST = 200
"""Findings that are listed one by one."""


def render(results: Iterable[Result]) -> str:
    """Return the summary of all reports that were checked."""
    return "\n".join(line for it in results for line in _report(it))


def _report(result: Result) -> Iterator[str]:
    report = result.report
    yield f"## {_plain(result.path)}\n"
    counts = _counts(result.findings)
    standings = [standing(it) for it in report.questions]
    good = sum(it.good for it in standings)
    facts = [f"**{good} of {len(standings)}** answers within limits", judged(report, result.official)]
    if report.checklist:
        facts.append(f"checklist {result.ticked} of {len(report.checklist)}")
    facts.append(counts or "no findings")
    yield " \u00b7 ".join(facts) + "\n"
    yield "| Question | State | Words | Limits | Figures | Findings |"
    yield "| ---: | :--- | ---: | :--- | :--- | :--- |"
    for question, stand in zip(report.questions, standings, strict=True):
        own = [it for it in result.findings if question.whole.start <= it.span.start < question.whole.end]
        words = f"{question.answer.words.official:,}" if stand.key != "none" else "\u2013"
        cells = (
            str(question.number),
            f"{_sign(stand, own)} {WORDS[stand.key]}",
            words,
            _limits(question.limits.words),
            _figures(question),
            ", ".join(dict.fromkeys(it.code for it in own)),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield from _listed(result)


def _listed(result: Result) -> Iterator[str]:
    """Yield the findings themselves, folded away."""
    found = [it for it in result.findings if it.severity >= Severity.INFO]
    if not found:
        return
    yield f"<details><summary>{len(found)} finding{'s' if len(found) > 1 else ''}</summary>\n"
    yield from (
        f"- line {result.place(it.span)[0]}: **{it.code}** {_plain(it.message)} ({it.severity.word})"
        for it in found[:_MOST]
    )
    if len(found) > _MOST:
        yield f"- and {len(found) - _MOST} more"
    yield "\n</details>\n"


def _counts(findings: Iterable[Finding]) -> str:
    kinds = Counter(it.severity for it in findings)
    return ", ".join(
        f"{kinds[it]} {it.word}{'s' if kinds[it] > 1 and it is not Severity.INFO else ''}"
        for it in sorted(kinds, reverse=True)
    )


def _sign(stand: Standing, findings: Iterable[Finding]) -> str:
    """Return the sign of a state; a good one does not hide that something else is wrong."""
    faulty = any(it.severity >= Severity.WARNING for it in findings)
    return "\u26a0\ufe0f" if stand.good and faulty else _SIGNS[stand.key]


def _limits(limits: Range | None) -> str:
    return span(limits) if limits else ""


def _figures(question: Question) -> str:
    number, limits = question.answer.official_images, question.limits.images
    if limits is None:
        return str(number) if number else ""
    return f"{number} of {span(limits)}"


def _plain(text: str) -> str:
    """Return words of the report so that Markdown shows them as they are, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
