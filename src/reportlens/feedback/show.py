"""Feedback as text, as JSON and as Markdown. Whatever came from a model or a report is shown as plain words."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from reportlens.feedback.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlens.feedback.verdict import Feedback, Judgement, QuestionFeedback
    from reportlens.report.model import Question, Report
    from reportlens.text import Span

    Given = tuple[str, Report, Feedback]
    """Path, report, feedback."""

VERSION = 1
_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~$&:@/=^\"']")
_MARKS = {
    Verdict.COVERED: "covered",
    Verdict.PARTIAL: "in part",
    Verdict.MISSING: "not found",
    Verdict.UNVERIFIED: "unverified",
    Verdict.UNDECIDED: "not decided",
}
LONGEST_QUOTE = 160


def as_json(all_given: Sequence[Given]) -> str:
    """Return the feedback in the form that programs read; lines and columns count from 1, columns in characters."""
    first = all_given[0][2] if all_given else None
    table = {
        "version": VERSION,
        "judge": first.judge if first else "",
        "rubric": first.rubric if first else "",
        "prompt": first.prompt if first else "",
        "model": first.model if first else "",
        "reports": [
            {"path": path, "questions": [_question_table(report, it) for it in feedback.questions]}
            for path, report, feedback in all_given
        ],
    }
    return json.dumps(table, indent=2, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def as_text(all_given: Sequence[Given], *, verbose: bool = False) -> str:
    """Return the feedback for a terminal; `verbose` shows what is covered or undecided, too."""
    return "\n".join(
        line for path, _, feedback in all_given for line in _text_lines(path, feedback, verbose=verbose)
    )


def as_markdown(all_given: Sequence[Given]) -> str:
    """Return the feedback as a document: a table of all questions, then each of them."""
    return "\n".join(line for it in all_given for line in _markdown_lines(it[0], it[2])) + "\n"


def summary(given: QuestionFeedback) -> str:
    """Return a question's feedback in a few words, as a lens shows it."""
    if given.failure:
        return given.failure
    asked = [it for it in given.judgements if not it.criterion.optional]
    decided = [it for it in asked if it.verdict is not Verdict.UNDECIDED]
    covered = sum(it.verdict is Verdict.COVERED for it in asked)
    words = (
        f"{covered} of {len(asked)} covered"
        if covered or len(decided) == len(asked)
        else f"{given.missing} not found"
        if given.missing
        else "nothing found missing"
    )
    return words + (" · stale" if given.stale else " · from an earlier session" if given.earlier else "")


def plain(text: str) -> str:
    """Return a text on one line without anything that a terminal obeys or a reader does not see."""
    line = " ".join(text.split())
    return "".join(it for it in line if it == " " or unicodedata.category(it)[0] != "C")


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is: no link, image, tag or emphasis."""
    return _SPECIAL.sub(lambda it: f"&#{ord(it.group())};", plain(text))


def _question_table(report: Report, given: QuestionFeedback) -> dict[str, Any]:
    question = _by_index(report, given)
    table: dict[str, Any] = {
        "number": given.number,
        "criteria": [_criterion_table(report, question, it) for it in given.judgements],
        "tokens": {"in": given.tokens.sent, "out": given.tokens.received},
        "cached": given.cached,
        "stale": given.stale,
    }
    if given.failure:
        table["failure"] = given.failure
    if given.suspicious:
        table["addresses_ai"] = [_range(report, question.at(it)) for it in given.suspicious]
    return table


def _criterion_table(report: Report, question: Question, judged: Judgement) -> dict[str, Any]:
    return {
        "id": judged.criterion.id,
        "criterion": judged.criterion.text,
        "verdict": judged.verdict.value,
        "gap": judged.gap,
        "evidence": [
            {"quote": it.quote, "range": _range(report, question.at(it.span))} for it in judged.evidence
        ],
        "question_back": judged.question_back,
    }


def _by_index(report: Report, given: QuestionFeedback) -> Question:
    return next(it for it in report.questions if it.index == given.index)


def _range(report: Report, span: Span) -> dict[str, dict[str, int]]:
    places = (report.lines.place(span.start), report.lines.place(span.end))
    start, end = ({"line": line + 1, "column": column + 1} for line, column in places)
    return {"start": start, "end": end}


def _text_lines(path: str, feedback: Feedback, *, verbose: bool) -> Iterator[str]:
    yield plain(path)
    for given in feedback.questions:
        shown = [it for it in given.judgements if verbose or _worth_showing(it)]
        if given.failure or shown or given.suspicious:
            yield f"  question {given.number}: {plain(summary(given))}"
        if given.suspicious:
            yield "    words that speak to an AI stand in this answer; they are no evidence"
        if given.failure and not verbose:
            continue
        for judged in shown:
            yield from _text_of(judged)
    yield _total(feedback)


def _text_of(judged: Judgement) -> Iterator[str]:
    note = f" ({plain(judged.note)})" if judged.note else ""
    yield f"    {_MARKS[judged.verdict]}: {plain(judged.criterion.text)}{note}"
    for it in judged.evidence[:1]:
        yield f"      “{_cut(plain(it.quote))}”"
    if judged.question_back and judged.verdict in (Verdict.MISSING, Verdict.PARTIAL):
        yield f"      {plain(judged.question_back)}"


def _worth_showing(judged: Judgement) -> bool:
    return judged.verdict in (Verdict.PARTIAL, Verdict.UNVERIFIED) or (
        judged.verdict is Verdict.MISSING and not judged.criterion.optional
    )


def _total(feedback: Feedback) -> str:
    counts = dict.fromkeys(Verdict, 0)
    for given in feedback.questions:
        for judged in given.judgements:
            counts[judged.verdict] += 1
    said = ", ".join(f"{number} {_MARKS[verdict]}" for verdict, number in counts.items() if number)
    about = f" · {feedback.model}" if feedback.model else ""
    return f"  {said or 'nothing to judge'} · judge {feedback.judge}{plain(about)} · rubric {feedback.rubric}"


def _markdown_lines(path: str, feedback: Feedback) -> Iterator[str]:
    yield from (f"# Completeness of {escaped(path)}", "")
    yield f"Judge {escaped(feedback.judge)}{_of_model(feedback)}, rubric {feedback.rubric}."
    if feedback.judge == "offline":
        yield "This judge says what it did not find; it never says that something is covered."
    yield from ("", "| Question | Result | Not found | In part |", "|---|---|---|---|")
    for given in feedback.questions:
        parts = sum(it.verdict is Verdict.PARTIAL for it in given.judgements)
        yield f"| {given.number} | {escaped(summary(given))} | {given.missing} | {parts} |"
    for given in feedback.questions:
        yield from ("", f"## Answer to question {given.number}", "")  # "Question 7" would look like a report
        if given.failure:
            yield escaped(given.failure)
        if given.suspicious:
            yield "Words that speak to an AI stand in this answer; they are no evidence."
        yield from _items(given.judgements)


def _of_model(feedback: Feedback) -> str:
    return f" ({escaped(feedback.model)})" if feedback.model else ""


def _items(judgements: Iterable[Judgement]) -> Iterator[str]:
    for judged in judgements:
        note = f" ({escaped(judged.note)})" if judged.note else ""
        yield f"- {_MARKS[judged.verdict]}: {escaped(judged.criterion.text)}{note}"
        for it in judged.evidence:
            yield f"  - “{escaped(_cut(plain(it.quote)))}”"
        if judged.question_back and judged.verdict in (Verdict.MISSING, Verdict.PARTIAL):
            yield f"  - {escaped(judged.question_back)}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
