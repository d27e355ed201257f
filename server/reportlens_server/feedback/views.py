"""Feedback among what is shown of a question: in its lens, its hover and its code actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.feedback.judge import NEVER_SENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.feedback.verdict import Judgement
    from reportlens.report.model import Question
    from reportlens.views.markup import Markup
    from reportlens_server.feedback.kept import Said
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

    Json = dict[str, Any]

COMMAND = "reportlens.feedback"
CHECK = "Check completeness"
LONGEST_TITLE = 80


def lens(ls: ReportServer, checked: Checked, question: Question) -> Iterator[Json]:
    """Offer to check a question, or tell what was found."""
    if not judged(question):
        return
    said = ls.session.feedback.about(checked, question)
    title = _summary(said) if said else CHECK
    yield {"title": title, "command": COMMAND, "arguments": [checked.document.uri, [question.number]]}


def hover(ls: ReportServer, checked: Checked, question: Question, markup: Markup) -> list[str]:
    """Tell what was found."""
    said = ls.session.feedback.about(checked, question)
    if said is None:
        return []
    from reportlens.feedback.show import plain  # noqa: PLC0415  # once somebody has asked

    head = f"{markup.strong('Completeness')}: {markup.words(_summary(said))}, by {markup.words(said.judge)}"
    facts = [markup.words(plain(it)) for judged in said.given.judgements for it in _told(judged)]
    return [head, markup.items(facts)] if facts else [head]


def actions(checked: Checked, question: Question | None) -> Iterator[Json]:
    """Offer to check a question, and the whole report; of no kind, so that no save and no fix ever asks for it."""
    uri = checked.document.uri
    if question is not None and judged(question):
        yield _action(f"{CHECK} of question {question.number}", uri, [question.number])
    yield _action(f"{CHECK} of the whole report", uri, None)


def judged(question: Question) -> bool:
    """Tell whether a question can be judged: it has an answer, which does not say who wrote the report."""
    return question.number not in NEVER_SENT and question.answer.status == "answered"


def _action(title: str, uri: str, numbers: list[int] | None) -> Json:
    return {"title": title, "command": {"title": title, "command": COMMAND, "arguments": [uri, numbers]}}


def _summary(said: Said) -> str:
    from reportlens.feedback.show import plain, summary  # noqa: PLC0415  # as above

    words = plain(summary(said.given))
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}\u2026"


def _told(judged: Judgement) -> Iterator[str]:
    """Yield what the judge said of one criterion, and what it asks back."""
    words = {"partial": "in part", "missing": "not found", "unverified": "unverified", "covered": "covered"}
    word = words.get(judged.verdict.value)
    if word is None or (judged.criterion.optional and word == "not found"):
        return
    note = f" ({judged.note})" if judged.note else ""
    back = judged.question_back if word in ("in part", "not found") else None
    yield f"{word}: {judged.criterion.text}{note}" + (f" \u2013 {back}" if back else "")
