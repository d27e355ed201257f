"""The result for programs: a stable contract, described in `check.schema.json` and `inspect.schema.json`.

Lines and columns count from 1, columns in characters; ends are exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.report.images import path_of
from reportlens.report.official import passes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.finding import Finding
    from reportlens.output.result import Result
    from reportlens.report.limits import Limits, Range
    from reportlens.report.model import Question, Report
    from reportlens.text import Span

VERSION = 1


def check(results: Iterable[Result]) -> dict[str, Any]:
    """Return what `reportlens check --format json` prints."""
    return {"version": VERSION, "reports": [_result(it) for it in results]}


def _result(result: Result) -> dict[str, Any]:
    report, official = result.report, result.official
    return {
        "path": result.path,
        "edition": report.edition.label or None,
        "official": {
            "outcome": official.outcome,
            "answers": len(official.answers),
            "passed": official.passed,
            "total": official.expected,
        },
        "questions": [
            {
                "number": it.number,
                "words": words(it),
                "limits": limits(it.limits),
                "images": it.answer.official_images,
                "passes": passes(it),
            }
            for it in report.questions
        ],
        "checklist": {"ticked": result.ticked, "total": len(report.checklist)},
        "findings": [_finding(result, it) for it in result.findings],
    }


def _finding(result: Result, finding: Finding) -> dict[str, Any]:
    line, column, last, end = result.place(finding.span)
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.word,
        "question": finding.question,
        "message": finding.message,
        "range": {"start": {"line": line, "column": column}, "end": {"line": last, "column": end}},
        "fixable": any(it.safe for it in finding.fixes),
    }


def words(question: Question) -> dict[str, int]:
    """Return the two counts."""
    return {"official": question.answer.words.official, "prose": question.answer.words.prose}


def limits(limits: Limits) -> dict[str, Any]:
    """Return limits with their source."""
    return {"words": _pair(limits.words), "images": _pair(limits.images), "source": limits.source}


def _pair(pair: Range | None) -> list[int | None] | None:
    return None if pair is None else [pair[0], pair[1]]


def inspect(path: str, report: Report) -> dict[str, Any]:
    """Return what `reportlens inspect --format json` prints for one report."""
    return {
        "version": VERSION,
        "path": path,
        "edition": report.edition.label or None,
        "questions": [_question(report, it) for it in report.questions],
        "checklist": [
            {
                "line": report.lines.line(it.span.start) + 1,
                "ticked": it.ticked,
                "modules": list(it.modules),
                "section": it.section,
                "questions": list(it.questions),
            }
            for it in report.checklist
        ],
    }


def _question(report: Report, question: Question) -> dict[str, Any]:
    answer = question.answer

    def line(span: Span) -> int:
        return report.lines.line(question.at(span).start) + 1

    def lines(span: Span | None) -> list[int] | None:
        if span is None:
            return None
        return [line(span), report.lines.line(max(question.at(span).end - 1, question.at(span).start)) + 1]

    return {
        "number": question.number,
        "heading_line": line(question.heading),
        "prompt_lines": lines(question.prompt),
        "answer_lines": lines(answer.span) if answer.status == "answered" else None,
        "status": answer.status,
        "placeholder_lines": sorted({line(it) for it in answer.placeholders}),
        "leftover_lines": sorted({line(it.span) for it in answer.notes}),
        "words": words(question),
        "limits": limits(question.limits),
        "stated_limits": {"words": _pair(question.stated.words), "images": _pair(question.stated.images)},
        "images": [
            {"line": line(it.span), "kind": it.kind, "path": path_of(it.destination)} for it in answer.images
        ],
    }
