"""What was said of completeness in this session, looked up anew in every new version of a report.

An answer that stands as it was judged keeps its verdicts; a changed one keeps them as stale,
and each quote is found again in its words or is no evidence any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportlens_server.documents import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.feedback.findings import Remark
    from reportlens.feedback.judge import Task
    from reportlens.feedback.verdict import Feedback, QuestionFeedback
    from reportlens.finding import Finding
    from reportlens.report.model import Question, Report
    from reportlens_server.session import Checked

    Place = tuple[int, int]

MOST = 40
"""Reports whose feedback is kept."""


class Said(NamedTuple):
    """What a judge said of one question."""

    feedback: Feedback
    """With this question alone."""
    judge: str
    """As a person would name it."""

    @property
    def given(self) -> QuestionFeedback:
        """What was said."""
        return self.feedback.questions[0]


class _Entry(NamedTuple):
    task: Task
    said: Said
    written: str


class _Now(NamedTuple):
    checked: Checked
    said: tuple[Said, ...]
    remarks: tuple[Remark, ...]


class Kept:
    """Feedback by report and question."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._entries: dict[str, dict[Place, _Entry]] = {}
        self._now: dict[str, _Now] = {}

    def take(self, uri: str, report: Report, feedback: Feedback, judge: str) -> None:
        """Keep what was said of a report; where nothing could be said, what was said before stays."""
        from reportlens.feedback.feedback import EMPTY, tasks  # noqa: PLC0415  # once somebody has asked
        from reportlens.feedback.written import written  # noqa: PLC0415

        name = key(uri)
        entries = self._entries.pop(name, {})
        by_index = {it.question.index: it for it in tasks(report)}
        places = {question.index: place for place, question in _places(report)}
        for given in feedback.questions:
            place, task = places[given.index], by_index[given.index]
            if given.earlier and place in entries:
                continue
            if given.failure == EMPTY:
                entries.pop(place, None)
            elif not given.failure or place not in entries:
                said = Said(replace(feedback, questions=(given,)), judge)
                entries[place] = _Entry(task, said, written(task, given))
        self._entries[name] = entries
        self._now.pop(name, None)
        for old in list(self._entries)[:-MOST]:
            del self._entries[old]

    def said(self, checked: Checked) -> tuple[Said, ...]:
        """Return what is known of a report as it is now, in its order."""
        return self._of(checked).said if key(checked.document.uri) in self._entries else ()

    def about(self, checked: Checked, question: Question) -> Said | None:
        """Return what is known of a question."""
        return next((it for it in self.said(checked) if it.given.index == question.index), None)

    def remarks(self, checked: Checked) -> tuple[Remark, ...]:
        """Return what is not covered."""
        return self._of(checked).remarks if key(checked.document.uri) in self._entries else ()

    def findings(self, checked: Checked) -> tuple[Finding, ...]:
        """Return what is not covered, to be shown among the findings."""
        return tuple(it.finding for it in self.remarks(checked))

    def forget(self) -> tuple[str, ...]:
        """Keep nothing any more; return the addresses of the reports there was something of."""
        uris = tuple(self._entries)
        self._entries.clear()
        self._now.clear()
        return uris

    def closed(self, uri: str) -> None:
        """Let go of the versions of a report that is closed; what was said of it stays."""
        self._now.pop(key(uri), None)

    def _of(self, checked: Checked) -> _Now:
        name = key(checked.document.uri)
        now = self._now.get(name)
        if now is None or now.checked is not checked:
            from reportlens.feedback.findings import remarks  # noqa: PLC0415  # as above

            said = tuple(self._anchored(name, checked.report))
            found = [it for one in said for it in remarks(checked.report, one.feedback)]
            found.sort(key=lambda it: (it.finding.span, it.finding.code))
            now = self._now[name] = _Now(checked, said, tuple(found))
        return now

    def _anchored(self, name: str, report: Report) -> Iterator[Said]:
        entries = self._entries[name]
        for place, question in _places(report):
            entry = entries.get(place)
            given = _again(entry, report, question) if entry else None
            if entry and given:
                feedback = replace(entry.said.feedback, questions=(given,))
                yield entry.said._replace(feedback=feedback)


def _places(report: Report) -> Iterator[tuple[Place, Question]]:
    """Yield the questions with what they are known by: the number, and how many have had it before."""
    seen: dict[int, int] = {}
    for question in report.questions:
        nth = seen[question.number] = seen.get(question.number, -1) + 1
        yield (question.number, nth), question


def _again(entry: _Entry, report: Report, question: Question) -> QuestionFeedback | None:
    """Return what was said of a question, for the question as it is now; nothing if there is no answer any more."""
    given = entry.said.given
    if question.source == entry.task.question.source:
        return replace(given, index=question.index)
    if question.answer.status != "answered" or given.failure:
        return None
    from reportlens.feedback.feedback import tasks  # noqa: PLC0415  # as above
    from reportlens.feedback.identity import key as identity  # noqa: PLC0415
    from reportlens.feedback.written import revived  # noqa: PLC0415

    task = next((it for it in tasks(report, (question.number,)) if it.question.index == question.index), None)
    if task is None:
        return None
    same = identity(task, ()) == identity(entry.task, ())
    again = (revived(task, entry.written, stale=False) if same else None) or revived(
        task, entry.written, stale=True
    )
    return again and replace(again, earlier=given.earlier)
